//! A lesson: a scenario with steps, each with a goal, hints and a solution.

use std::ops::RangeInclusive;

use super::condition::{Condition, Evidence, LookupError};
use super::prose::Prose;
use super::script::Plan;

/// What a scenario teaches, and how that is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// What there is to do, in a sentence.
    pub goal: String,
    /// About how many minutes it takes.
    pub minutes: u32,
    /// The commands that it is about, by their names.
    pub commands: Vec<String>,
    /// What must be true in the end for the lesson to have gone well.
    pub must: Vec<Check>,
    /// What to take along, in sentences.
    pub remember: Vec<Prose>,
    /// Why the best that is possible is no better.
    pub best: Prose,
    pub steps: Vec<LessonStep>,
    pub traps: Vec<Trap>,
    /// Ways from the start to the end that are right.
    pub ways: Vec<Way>,
    pub wrong_ways: Vec<WrongWay>,
}

/// A condition as the checklist shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// As it is written in the file.
    pub text: String,
    pub condition: Condition,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonStep {
    /// What links and other parts of the file call it. It stays when the texts change.
    pub name: String,
    pub title: String,
    pub text: Prose,
    /// All of them have to hold.
    pub goal: Vec<Check>,
    pub holding: Holding,
    pub hints: Vec<Prose>,
    pub solution: Plan,
    /// What the step has shown, in a sentence or two.
    pub why: Prose,
    pub question: Option<Question>,
}

/// For how long the goal of a step has to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holding {
    /// It must have held once.
    #[default]
    Once,
    /// It must hold in the end as well.
    Still,
}

/// A question that is answered before the simulation answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub text: Prose,
    pub answers: Vec<Answer>,
    /// When the simulation answers it; where there is nothing, with the goal of the step.
    pub settled: Vec<Check>,
    /// Why the right answer is the right one.
    pub why: Prose,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub text: Prose,
    /// What holds, once the question is settled, where this answer is right.
    pub when: Vec<Check>,
}

/// A wrong turn that is noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    pub name: String,
    /// The step in which alone it is looked for.
    pub step: Option<String>,
    pub when: Vec<Check>,
    /// What is told, with figures such as `{commits written since maintenance}`.
    pub text: Prose,
}

/// A way through the lesson from its start that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub title: String,
    pub lines: Plan,
}

/// A way into a trap, and perhaps out of it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongWay {
    pub title: String,
    pub lines: Plan,
    /// The name of the trap.
    pub trap: String,
    /// Lines that lead on from there to the end; without any, the way out is to rewind.
    pub out: Option<Plan>,
}

impl Lesson {
    pub fn step(&self, name: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.name == name)
    }

    /// The lines of all solutions from this step on.
    pub fn solution_from(&self, step: usize) -> Plan {
        let steps = self.steps.iter().skip(step);
        let steps = steps.flat_map(|step| step.solution.steps.clone()).collect();
        Plan { name: "the solution".to_owned(), steps }
    }
}

impl Check {
    /// Reads the text of a condition.
    pub fn parse(text: &str) -> Option<Check> {
        let condition = Condition::parse(text)?;
        Some(Check { text: text.to_owned(), condition })
    }

    pub fn holds(&self, evidence: Evidence) -> bool {
        self.condition.holds(evidence)
    }

    /// What is true instead of it, in words; nothing where it holds.
    pub fn contradiction(&self, evidence: Evidence) -> Option<String> {
        match self.condition.contradiction(evidence) {
            Ok(truth) => truth,
            Err(LookupError::NotYet(_)) => Some("not yet".to_owned()),
            Err(error) => Some(error.truth()),
        }
    }
}

/// Whether all of them hold.
pub fn all_hold(checks: &[Check], evidence: Evidence) -> bool {
    checks.iter().all(|check| check.holds(evidence))
}

impl Question {
    /// The place of the answer that the simulation gives.
    pub fn right_answer(&self, evidence: Evidence) -> Option<usize> {
        self.answers.iter().position(|answer| all_hold(&answer.when, evidence))
    }
}

impl Trap {
    /// What is told of it, with its figures as they are.
    pub fn message(&self, evidence: Evidence) -> Prose {
        self.text.filled(evidence)
    }
}

/// Limits of a lesson, so that no file can freeze the tab.
pub const MOST_STEPS: usize = 30;
pub const MOST_HINTS: usize = 3;
pub const MOST_LINES: usize = 60;
/// Conditions that a goal, or anything else that has some, may have.
pub const MOST_CONDITIONS: usize = 10;
pub const MOST_TRAPS: usize = 30;
pub const MOST_WAYS: usize = 20;
pub const ANSWERS: RangeInclusive<usize> = 2..=6;
