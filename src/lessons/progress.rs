//! Progress: how far somebody has come in a lesson, and with how much help. It is a part of the
//! run, so going back in the run goes back in the lesson.

use std::cmp::Reverse;
use std::fmt;
use std::rc::Rc;

use super::condition::{Evidence, FigureTotals, Moments};
use super::is_scenario_name;
use super::lesson::{Check, Holding, Lesson, LessonStep, Trap, all_hold};
use crate::platform::Platform;
use crate::sim::SimTime;
use crate::terminal::Shell;

/// What somebody asked for or answered in a step of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonInput {
    /// The name of the step.
    pub step: String,
    pub kind: LessonInputKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonInputKind {
    /// One more hint.
    Hint,
    /// What the page knows would help.
    Remedy,
    WhatIf,
    Solution,
    /// The answer to its question, by its place from 0.
    Answer(usize),
}

/// As the text of a run has it: `hint of catch-up`, `answer 2 of catch-up`.
impl fmt::Display for LessonInput {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.kind {
            LessonInputKind::Hint => f.write_str("hint")?,
            LessonInputKind::Remedy => f.write_str("remedy")?,
            LessonInputKind::WhatIf => f.write_str("what-if")?,
            LessonInputKind::Solution => f.write_str("solution")?,
            LessonInputKind::Answer(at) => write!(f, "answer {}", at + 1)?,
        }
        write!(f, " of {}", self.step)
    }
}

impl LessonInput {
    /// Whether both ask for the same help in a step, or answer its question, perhaps differently.
    pub fn is_about_the_same(&self, other: &LessonInput) -> bool {
        let is_answer = |kind| matches!(kind, LessonInputKind::Answer(_));
        let is_alike = self.kind == other.kind || is_answer(self.kind) && is_answer(other.kind);
        self.step == other.step && is_alike
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<LessonInput> {
        let (what, step) = text.split_once(" of ")?;
        let kind = match what {
            "hint" => LessonInputKind::Hint,
            "remedy" => LessonInputKind::Remedy,
            "what-if" => LessonInputKind::WhatIf,
            "solution" => LessonInputKind::Solution,
            _ => {
                let number: usize = what.strip_prefix("answer ")?.parse().ok()?;
                LessonInputKind::Answer(number.checked_sub(1)?)
            }
        };
        let step = Some(step).filter(|step| is_scenario_name(step))?.to_owned();
        Some(LessonInput { step, kind })
    }
}

/// The help that was taken in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Help {
    pub hints: usize,
    /// Whether the page's remedy or What if was used, which count as hints.
    pub remedy: bool,
    pub what_if: bool,
    pub solution: bool,
}

impl Help {
    /// Whether no help was taken at all.
    pub fn is_none(self) -> bool {
        self == Help::default()
    }
}

/// How a step stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepProgress {
    pub help: Help,
    /// The place of the answer that was given to its question.
    pub answer: Option<usize>,
    /// Whether the question is settled, and the place of the answer that the simulation gave.
    pub settled: Option<Option<usize>>,
    /// When its goal was reached first.
    pub passed_at: Option<SimTime>,
    /// How many inputs had been made by then.
    pub passed_after: usize,
    /// Whether it counts as done now.
    pub is_done: bool,
}

/// A wrong turn that was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticedTrap {
    /// The place of the trap in the lesson.
    pub trap: usize,
    pub at: SimTime,
    /// How many inputs had been made.
    pub inputs: usize,
    /// Whether what it is about still holds.
    pub is_open: bool,
}

/// How far somebody has come.
#[derive(Clone, Debug)]
pub struct Progress {
    lesson: Rc<Lesson>,
    steps: Vec<StepProgress>,
    noticed: Vec<NoticedTrap>,
    /// Inputs that have been made.
    inputs: usize,
    /// The end of the lesson: when the last step was done, and all others with it.
    finish: Option<Finish>,
}

/// How things were when all steps of a lesson were done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finish {
    pub at: SimTime,
    /// What the figures had come to.
    pub totals: FigureTotals,
    /// What had to be true and was not, by its place in the lesson, with what was true instead.
    pub unmet: Vec<(usize, String)>,
}

impl Progress {
    pub fn new(lesson: Rc<Lesson>) -> Progress {
        let steps = vec![StepProgress::default(); lesson.steps.len()];
        Progress { lesson, steps, noticed: Vec::new(), inputs: 0, finish: None }
    }

    pub fn lesson(&self) -> &Rc<Lesson> {
        &self.lesson
    }

    /// How each step stands.
    pub fn steps(&self) -> &[StepProgress] {
        &self.steps
    }

    /// The steps of the lesson, each with how it stands.
    pub fn iter(&self) -> impl Iterator<Item = (&LessonStep, &StepProgress)> {
        self.lesson.steps.iter().zip(&self.steps)
    }

    /// The place of the first step that is not done; none when all are.
    pub fn current(&self) -> Option<usize> {
        self.steps.iter().position(|step| !step.is_done)
    }

    /// The end of the lesson, once it has come.
    pub fn finish(&self) -> Option<&Finish> {
        self.finish.as_ref()
    }

    /// Whether the question of a step waits for an answer.
    pub fn asks(&self, step: usize) -> bool {
        let state = &self.steps[step];
        self.lesson.steps[step].question.is_some()
            && state.answer.is_none()
            && state.settled.is_none()
    }

    /// The wrong turns that were noticed, oldest first.
    pub fn noticed(&self) -> &[NoticedTrap] {
        &self.noticed
    }

    /// The wrong turn that is noticed now: the last one where there are several, and of those that
    /// were noticed at once the one that stands first in the file.
    pub fn trap(&self) -> Option<(&Trap, &NoticedTrap)> {
        let open = self.noticed.iter().filter(|noticed| noticed.is_open);
        let open = open.max_by_key(|it| (it.at, it.inputs, Reverse(it.trap)))?;
        Some((&self.lesson.traps[open.trap], open))
    }

    /// What must be true in the end and is not.
    pub fn unmet(&self, evidence: Evidence) -> Vec<&Check> {
        self.lesson.must.iter().filter(|check| !check.holds(evidence)).collect()
    }

    /// Whether somebody may ask for that, or answer so, now: a question is answered before it is
    /// settled, and what gives its answer away comes after it.
    pub fn accepts(&self, input: &LessonInput) -> bool {
        let Some(at) = self.lesson.step(&input.step) else {
            return false;
        };
        matches!(input.kind, LessonInputKind::Answer(_)) == self.asks(at)
    }

    /// Takes in what somebody asked for or answered, now or in a future that they have left: that
    /// may come at any time. Of a step that the lesson does not have any more, nothing comes.
    pub fn enter(&mut self, input: &LessonInput) -> bool {
        let Some(at) = self.lesson.step(&input.step) else {
            return false;
        };
        let (step, state) = (&self.lesson.steps[at], &mut self.steps[at]);
        let before = state.clone();
        match input.kind {
            LessonInputKind::Answer(answer) => {
                let is_there = step.question.as_ref().is_some_and(|it| answer < it.answers.len());
                state.answer = state.answer.or(is_there.then_some(answer));
            }
            LessonInputKind::Hint => {
                state.help.hints = (before.help.hints + 1).min(step.hints.len())
            }
            LessonInputKind::Remedy => state.help.remedy = true,
            LessonInputKind::WhatIf => state.help.what_if = true,
            LessonInputKind::Solution => state.help.solution = true,
        }
        *state != before
    }

    /// Takes note of an input that was made.
    pub fn note_input(&mut self) {
        self.inputs += 1;
    }

    /// Looks which goals are reached, after an input and after a tick.
    pub fn note(&mut self, world: &Platform, shell: &Shell, moments: &mut Moments) {
        let lesson = self.lesson.clone();
        let current = self.current();
        for (at, step) in lesson.steps.iter().enumerate() {
            let evidence = Evidence { world, shell, moments };
            let is_first_time = self.note_step(at, step, current == Some(at), evidence);
            if is_first_time {
                moments.set(&moment_of(step), world, shell.log().count());
            }
        }
        self.note_traps(Evidence { world, shell, moments });
        if self.finish.is_none() && self.current().is_none() {
            let evidence = Evidence { world, shell, moments };
            let must = self.lesson.must.iter().enumerate();
            let unmet = must.filter_map(|(at, check)| Some((at, check.contradiction(evidence)?)));
            let (at, totals) = (world.now(), FigureTotals::of(world));
            self.finish = Some(Finish { at, totals, unmet: unmet.collect() });
        }
    }

    /// Looks how a step stands; says whether its goal is reached for the first time.
    fn note_step(
        &mut self,
        at: usize,
        step: &LessonStep,
        is_current: bool,
        evidence: Evidence,
    ) -> bool {
        let state = &mut self.steps[at];
        let is_over = state.is_done && step.holding == Holding::Once;
        if is_over && (step.question.is_none() || state.settled.is_some()) {
            return false;
        }
        let reached = all_hold(&step.goal, evidence);
        let is_first_time = reached && state.passed_at.is_none();
        if is_first_time {
            state.passed_at = Some(evidence.world.now());
            state.passed_after = self.inputs;
        }
        // A question that nobody has come to is not settled yet, whatever is true already.
        let is_asked = is_current || reached || state.answer.is_some();
        let open = step.question.as_ref().filter(|_| is_asked && state.settled.is_none());
        if let Some(question) = open {
            let is_settled = match question.settled.is_empty() {
                true => reached,
                false => all_hold(&question.settled, evidence),
            };
            if is_settled {
                state.settled = Some(question.right_answer(evidence));
            }
        }
        let is_settled = step.question.is_none() || state.settled.is_some();
        let is_done = match step.holding {
            Holding::Once => state.passed_at.is_some(),
            Holding::Still => reached,
        };
        state.is_done = is_done && is_settled;
        is_first_time
    }

    fn note_traps(&mut self, evidence: Evidence) {
        let current = self.current().map(|at| self.lesson.steps[at].name.as_str());
        for (at, trap) in self.lesson.traps.iter().enumerate() {
            let is_here = trap.step.is_none() || trap.step.as_deref() == current;
            let holds = is_here && current.is_some() && all_hold(&trap.when, evidence);
            let open = self.noticed.iter().rposition(|it| it.trap == at && it.is_open);
            match (open, holds) {
                (Some(open), false) => self.noticed[open].is_open = false,
                (None, true) => {
                    // One that comes and goes is noticed once more, and not kept once more.
                    self.noticed.retain(|noticed| noticed.trap != at);
                    let (now, inputs) = (evidence.world.now(), self.inputs);
                    self.noticed.push(NoticedTrap { trap: at, at: now, inputs, is_open: true });
                }
                _ => {}
            }
        }
    }
}

/// The moment at which a step was passed, as conditions name it.
pub fn moment_of(step: &LessonStep) -> String {
    format!("step {}", step.name)
}
