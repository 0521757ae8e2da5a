//! The recording of a run: scenario, seed and timed inputs. Nothing else decides how a run goes,
//! so a recording is the run.

use std::rc::Rc;

use super::Simulation;
use crate::lessons::Scenario;
use crate::lessons::progress::LessonInput;
use crate::platform::Platform;
use crate::platform::faults::{self, END_OF, FAULTS, NamedFault, Strike, StruckFault};
use crate::terminal::lexer;
use crate::terminal::shell::Prompt;

/// The version of the model: it grows whenever the same recording gives another run, that is,
/// whenever the pinned hash changes. Links say with which they were made.
pub const MODEL: u32 = 4;

/// Letters of a line that are recorded. The shell reads no line that is half as long.
const LONGEST: usize = 8_000;

/// What changes the world or the terminal. Pace, pauses and looking elsewhere do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A command or an answer.
    Entered(String),
    /// Ctrl-C, with what stood at the prompt.
    Interrupted(String),
    /// Ctrl-L.
    Cleared,
    /// A fault, as scenario files name it, struck a database, a zone or an app. Names mean the same
    /// in later versions, numbers would not.
    Broken { fault: String, on: String },
    /// Such a fault was ended before its time.
    FaultEnded { fault: String, on: String },
    /// A hint, a solution or an answer in a step of a lesson.
    Lesson(LessonInput),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedInput {
    /// Ticks that had been run before it.
    pub tick: u64,
    pub input: Input,
}

#[derive(Clone, Debug)]
pub struct Recording {
    /// What the run began with, its seed included.
    pub scenario: Rc<Scenario>,
    /// The inputs, in the order in which they came.
    pub inputs: Vec<TimedInput>,
    /// Ticks that the run has.
    pub end: u64,
}

impl Input {
    /// A line as it can be recorded: without what would end it and what cannot be seen, and no
    /// longer than a line is.
    pub fn line(text: &str) -> String {
        let text = lexer::visible(text);
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect()
    }

    pub fn of_strike(world: &Platform, strike: &Strike) -> Option<Input> {
        let fault = FAULTS.get(strike.fault as usize)?.name.to_owned();
        Some(Input::Broken { fault, on: world.name_of(&strike.on).into_owned() })
    }

    /// The end, by hand, of a fault that goes on.
    pub fn end_of(world: &Platform, fault: &StruckFault) -> Input {
        let on = world.name_of(&fault.on).into_owned();
        Input::FaultEnded { fault: fault.kind().name.to_owned(), on }
    }

    /// Reads a fault that there is, and what it struck, or the end of one: `link cut on WHITE`,
    /// `end of link cut on WHITE`.
    pub fn parse_fault(text: &str) -> Option<Input> {
        let NamedFault { fault, on, is_end } = faults::named(text)?;
        let (fault, on) = (fault.to_owned(), on.to_owned());
        Some(if is_end { Input::FaultEnded { fault, on } } else { Input::Broken { fault, on } })
    }

    /// Applies it to a run; says whether it took effect.
    pub fn apply(&self, run: &mut Simulation) -> bool {
        run.note_input();
        let done = self.act_on(run);
        run.look();
        done
    }

    fn act_on(&self, run: &mut Simulation) -> bool {
        match self {
            Input::Entered(line) => run.enter(line),
            Input::Interrupted(typed) => run.interrupt(typed),
            Input::Cleared => run.clear_screen(),
            Input::Broken { fault, on } => {
                let strike = strike(run.world(), fault, on);
                return strike.is_some_and(|strike| run.strike(&strike));
            }
            Input::FaultEnded { fault, on } => {
                let world = run.world();
                let is_it =
                    |it: &&StruckFault| it.kind().name == fault && world.name_of(&it.on) == *on;
                let ended = world.faults_that_go_on().filter(is_it).last().cloned();
                return ended.is_some_and(|ended| run.end_fault(&ended));
            }
            Input::Lesson(input) => return run.enter_lesson(input),
        }
        true
    }

    /// Whether it does nothing but print, where the prompt is ready for this.
    pub fn is_idle(&self, prompt: Prompt) -> bool {
        match self {
            Input::Entered(line) => prompt == Prompt::Command && line.trim().is_empty(),
            Input::Interrupted(_) => prompt == Prompt::Command,
            Input::Cleared => true,
            Input::Broken { .. } | Input::FaultEnded { .. } | Input::Lesson(_) => false,
        }
    }

    /// The line, or the fault and what it struck.
    pub fn label(&self) -> String {
        match self {
            Input::Entered(line) => line.clone(),
            Input::Interrupted(_) => "Ctrl-C".to_owned(),
            Input::Cleared => "Ctrl-L".to_owned(),
            Input::Broken { fault, on } => format!("{fault} on {on}"),
            Input::FaultEnded { fault, on } => format!("{END_OF}{fault} on {on}"),
            Input::Lesson(input) => input.to_string(),
        }
    }
}

/// The fault of that name on what has that name, where it can strike there now.
fn strike(world: &Platform, fault: &str, on: &str) -> Option<Strike> {
    let fault = faults::find(fault)?;
    let targets = world.targets_of(FAULTS[fault as usize]);
    let on = targets.into_iter().find(|target| world.name_of(target) == on)?;
    Some(Strike { fault, on, lasts: None, size: None })
}

impl Recording {
    /// A run of this scenario in which nothing has been done yet.
    pub fn new(scenario: Rc<Scenario>) -> Recording {
        Recording { scenario, inputs: Vec::new(), end: 0 }
    }

    /// Adds, at its end, what somebody was told or answered in a lesson by these inputs, as far as
    /// it does not have that.
    pub fn remember(&mut self, inputs: &[TimedInput]) {
        for TimedInput { input, .. } in inputs {
            let count = |all: &[TimedInput]| all.iter().filter(|it| it.input == *input).count();
            if matches!(input, Input::Lesson(_)) && count(&self.inputs) < count(inputs) {
                self.inputs.push(TimedInput { tick: self.end, input: input.clone() });
            }
        }
    }

    /// The run at its end, played from the start.
    pub fn play(&self) -> Simulation {
        let mut run = Simulation::begin(&self.scenario);
        let mut inputs = self.inputs.iter().peekable();
        loop {
            let now = run.world().now().ticks();
            while let Some(timed) = inputs.next_if(|timed| timed.tick <= now) {
                timed.input.apply(&mut run);
            }
            if now >= self.end {
                return run;
            }
            run.tick();
        }
    }
}
