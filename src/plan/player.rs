//! Plays a plan on a run: between two ticks it says what to do now, and how a wait has ended.
//!
//! A plan begins at once: what holds the prompt when it begins is interrupted, unless the plan
//! itself begins by answering or by waiting for the prompt.

use std::rc::Rc;

use crate::lessons::placeholder;
use crate::lessons::script::{ANSWER, BREAK, Plan, PlanStep, StepKind};
use crate::run::{Input, Simulation};
use crate::sim::{SimDuration, SimTime};
use crate::terminal::shell::Prompt;

/// What a plan does between two ticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlayerMove {
    /// It enters a line, answers, or interrupts a command.
    Input(Input),
    /// It has waited.
    WaitEnded(EndedWait),
}

/// A wait that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedWait {
    /// The place of its step in the plan.
    pub step: usize,
    pub waited: SimDuration,
    /// Whether what was waited for came; otherwise the wait was given up.
    pub is_reached: bool,
}

/// A plan that is being played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanPlayer {
    plan: Rc<Plan>,
    /// The place of the step that is next.
    step: usize,
    /// Since when it is.
    since: SimTime,
    /// Whether a command from before the plan holds the prompt or asks, and is in its way.
    interrupts: bool,
}

impl PlanPlayer {
    /// A plan, from here on.
    pub fn new(plan: Rc<Plan>, run: &Simulation) -> PlanPlayer {
        let begins_by_itself =
            |step: &PlanStep| !matches!(step.kind, StepKind::Answer | StepKind::WaitForPrompt(_));
        let is_in_the_way = run.shell().prompt() != Prompt::Command;
        let interrupts = is_in_the_way && plan.steps.first().is_some_and(begins_by_itself);
        PlanPlayer { plan, step: 0, since: run.world().now(), interrupts }
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The place of the step that is next, or how many there are.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Since when that step is next.
    pub fn since(&self) -> SimTime {
        self.since
    }

    /// Whether nothing of it is left, and no command of it still holds the prompt.
    pub fn is_done(&self, run: &Simulation) -> bool {
        let is_idle = self.plan.steps.is_empty() || run.shell().prompt() == Prompt::Command;
        self.step == self.plan.steps.len() && is_idle
    }

    /// What the plan does now, between two ticks; none where it waits or is done. Call it again
    /// until there is none.
    pub fn next(&mut self, run: &Simulation) -> Option<PlayerMove> {
        let (now, prompt) = (run.world().now(), run.shell().prompt());
        if std::mem::take(&mut self.interrupts) {
            return Some(PlayerMove::Input(Input::Interrupted(String::new())));
        }
        let step = self.plan.steps.get(self.step);
        if prompt == Prompt::Answer && !self.plan.steps.is_empty() {
            let answer = step.filter(|step| step.kind == StepKind::Answer);
            let answer = match answer.and_then(|step| step.text.strip_prefix(ANSWER)) {
                Some(answer) => {
                    self.step += 1;
                    answer
                }
                None => run.shell().asks_for(run.world())?,
            };
            self.since = now;
            return Some(PlayerMove::Input(Input::Entered(Input::line(answer))));
        }
        let step = step?;
        let waited = now.since(self.since);
        let is_late = |most: Option<SimDuration>| most.is_some_and(|most| waited >= most);
        let ended =
            |is_reached| PlayerMove::WaitEnded(EndedWait { step: self.step, waited, is_reached });
        let next = match &step.kind {
            StepKind::WaitForPrompt(most) if prompt == Prompt::Held => {
                if !is_late(*most) {
                    return None;
                }
                PlayerMove::Input(Input::Interrupted(String::new()))
            }
            // One step after the other: a command that holds the prompt is not done yet.
            _ if prompt == Prompt::Held => {
                self.since = now;
                return None;
            }
            StepKind::Command => {
                let line = placeholder::fill(&step.text, run.evidence());
                PlayerMove::Input(Input::Entered(Input::line(&line)))
            }
            StepKind::Break => {
                let fault = step.text.strip_prefix(BREAK).and_then(Input::parse_fault);
                // A plan whose line names no fault was not read.
                fault.map_or(ended(false), PlayerMove::Input)
            }
            StepKind::Wait(Some(condition), most) => {
                let is_reached = condition.holds(run.evidence());
                if !is_reached && !is_late(*most) {
                    return None;
                }
                ended(is_reached)
            }
            StepKind::Wait(None, length) => {
                if !is_late(*length) {
                    return None;
                }
                ended(true)
            }
            // Nothing holds the prompt; nothing was asked, or what asked has been refused.
            StepKind::WaitForPrompt(_) => ended(true),
            StepKind::Answer => {
                self.step += 1;
                self.since = now;
                return self.next(run);
            }
        };
        self.step += 1;
        self.since = now;
        Some(next)
    }
}
