//! Plays a plan on a run: between two ticks it says what to do now.

use std::rc::Rc;

use super::script::{ANSWER, Plan, StepKind};
use crate::lessons::condition::Condition;
use crate::run::{Input, Simulation};
use crate::sim::{SimDuration, SimTime};
use crate::terminal::shell::Prompt;

/// A plan that is being played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanPlayer {
    plan: Rc<Plan>,
    /// The place of the step that is next.
    step: usize,
    /// Since when it is.
    since: SimTime,
}

impl PlanPlayer {
    /// A plan, from here on.
    pub fn new(plan: Rc<Plan>, run: &Simulation) -> PlanPlayer {
        PlanPlayer { plan, step: 0, since: run.world().now() }
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The place of the step that is next, or how many there are.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Whether nothing of it is left, and no command of it still holds the prompt.
    pub fn is_done(&self, run: &Simulation) -> bool {
        self.step == self.plan.steps.len() && run.shell().prompt() == Prompt::Command
    }

    /// What is to be done now, between two ticks; none where the plan waits or is done. Call it
    /// again until there is none.
    pub fn next(&mut self, run: &Simulation) -> Option<Input> {
        let (now, prompt) = (run.world().now(), run.shell().prompt());
        loop {
            let step = self.plan.steps.get(self.step);
            if prompt == Prompt::Answer {
                let answer = step.filter(|step| step.kind == StepKind::Answer);
                let answer = match answer.and_then(|step| step.text.strip_prefix(ANSWER)) {
                    Some(answer) => {
                        self.step += 1;
                        answer
                    }
                    None => run.shell().asks_for(run.world())?,
                };
                self.since = now;
                return Some(Input::Entered(Input::line(answer)));
            }
            let step = step?;
            let waited = now.since(self.since);
            let is_late = |most: Option<SimDuration>| most.is_some_and(|most| waited >= most);
            let mut input = None;
            match &step.kind {
                StepKind::WaitForPrompt(most) if prompt == Prompt::Held => {
                    if !is_late(*most) {
                        return None;
                    }
                    input = Some(Input::Interrupted(String::new()));
                }
                // One step after the other: a command that holds the prompt is not done yet.
                _ if prompt == Prompt::Held => {
                    self.since = now;
                    return None;
                }
                StepKind::Command => input = Some(Input::Entered(Input::line(&step.text))),
                StepKind::Wait(condition, most) => {
                    let holds = |wanted: &Condition| wanted.holds(run.world(), run.shell().app());
                    if !is_late(*most) && !condition.as_ref().is_some_and(holds) {
                        return None;
                    }
                }
                // Nothing holds the prompt; nothing was asked, or what asked has been refused.
                StepKind::WaitForPrompt(_) | StepKind::Answer => {}
            }
            self.step += 1;
            self.since = now;
            if input.is_some() {
                return input;
            }
        }
    }
}
