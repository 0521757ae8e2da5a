//! A plan is played on a run: between ticks it says what to do now.

use super::Run;
use super::plan::{Plan, Wait, What};
use crate::sim::SimTime;
use crate::terminal::shell::Prompt;

/// What a plan does to a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A line is entered: a command, or an answer.
    Enter(String),
    /// Ctrl-C: what holds the prompt was waited for long enough.
    Interrupt,
}

/// A plan that is being played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Playing {
    plan: Plan,
    /// The place of the step that is next.
    step: usize,
    /// Since when it is.
    since: SimTime,
}

impl Playing {
    /// A plan, from here on.
    pub fn new(plan: Plan, run: &Run) -> Playing {
        Playing { plan, step: 0, since: run.world().now() }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The place of the step that is next, or how many there are.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Whether nothing of it is left, and no command of it still holds the prompt.
    pub fn is_done(&self, run: &Run) -> bool {
        self.step == self.plan.steps.len() && run.shell().prompt() == Prompt::Command
    }

    /// What is to be done now, between two ticks; none where the plan waits or is done. It is to
    /// be asked again until there is none.
    pub fn next(&mut self, run: &Run) -> Option<Act> {
        let (now, prompt) = (run.world().now(), run.shell().prompt());
        loop {
            let step = self.plan.steps.get(self.step).map(|step| &step.what);
            let act = match (step, prompt) {
                (Some(What::Answer(answer)), Prompt::Answer) => Some(Act::Enter(answer.clone())),
                (_, Prompt::Answer) => {
                    return Some(Act::Enter(run.shell().asks_for(run.world())?.to_owned()));
                }
                (None, _) => return None,
                (Some(What::Wait(Wait::Prompt, most)), Prompt::Held) => {
                    let most = (*most)?;
                    if now.since(self.since) < most {
                        return None;
                    }
                    Some(Act::Interrupt)
                }
                // One step after the other: a command that holds the prompt is not done yet.
                (_, Prompt::Held) => {
                    self.since = now;
                    return None;
                }
                (Some(What::Command(line)), _) => Some(Act::Enter(line.clone())),
                // Nothing was asked, or what asked has been refused.
                (Some(What::Answer(_) | What::Wait(Wait::Prompt, _)), _) => None,
                (Some(What::Wait(wait, most)), _) => {
                    let waited = now.since(self.since);
                    let is_over = match wait {
                        Wait::Length(length) => waited >= *length,
                        Wait::Fact(fact) => fact.holds(run.world(), run.shell().app()),
                        Wait::Prompt => true,
                    };
                    if !is_over && most.is_none_or(|most| waited < most) {
                        return None;
                    }
                    None
                }
            };
            self.step += 1;
            self.since = now;
            if act.is_some() {
                return act;
            }
        }
    }
}

impl Run {
    /// A plan does something.
    pub fn act(&mut self, act: &Act) {
        match act {
            Act::Enter(line) => self.enter(line),
            Act::Interrupt => self.interrupt(""),
        }
    }
}
