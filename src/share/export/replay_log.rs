//! A run told step by step, for people: as a runbook and as a transcript.
//!
//! What was printed when is nowhere kept, so telling a run is playing it once more, beside the one
//! that is shown.

use std::rc::Rc;

use crate::lessons::Scenario;
use crate::run::{Input, Recording, Simulation};
use crate::terminal::shell::Prompt;

/// A day, in ticks.
pub const DAY: u64 = 864_000;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The run began.
    Began,
    /// A command was typed.
    Typed(String),
    /// A question was answered.
    Answered(String),
    /// Ctrl-C, and what the prompt was before.
    Interrupted(Prompt),
    /// Ctrl-L.
    Cleared,
    /// Somebody broke something: the fault and what it struck.
    Broken(String),
    /// Somebody meant to break something, and nothing came of it.
    FaultWithoutEffect(String),
    /// A fault struck by schedule.
    Struck(String),
}

/// A step of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogStep {
    /// Ticks that had been run before it.
    pub tick: u64,
    /// What happened.
    pub happening: Happening,
    /// What was printed before the next step, without what was typed, and at which tick.
    pub printed: Vec<(u64, String)>,
    /// The tick at which the prompt was ready again, where something held it before the next step.
    pub ready: Option<u64>,
}

/// A run that has been told to its end.
#[derive(Debug)]
pub struct ReplayLog {
    pub scenario: Rc<Scenario>,
    /// Ticks that the run has.
    pub end: u64,
    pub run: Simulation,
    pub steps: Vec<LogStep>,
    /// Lines printed that have been told.
    told: u64,
    /// Faults that struck and have been told.
    struck: usize,
}

impl ReplayLog {
    /// The story of a recording.
    pub fn of(recording: Recording) -> ReplayLog {
        let Recording { scenario, inputs, end } = recording;
        let run = Simulation::begin(&scenario.world);
        let told = run.shell().screen().printed();
        let mut story = ReplayLog { scenario, end, run, steps: Vec::new(), told, struck: 0 };
        story.begin(Happening::Began);
        for timed in &inputs {
            if timed.tick > end {
                break;
            }
            story.pass(timed.tick);
            story.act(&timed.input);
        }
        story.pass(end);
        story
    }

    /// Runs until this tick.
    fn pass(&mut self, until: u64) {
        while self.now() < until {
            let held = self.run.shell().prompt() == Prompt::Held;
            self.run.tick();
            self.note_faults();
            self.note_lines();
            let now = self.now();
            if held
                && self.run.shell().prompt() != Prompt::Held
                && let Some(step) = self.steps.last_mut()
            {
                step.ready = Some(now);
            }
        }
    }

    fn now(&self) -> u64 {
        self.run.world().now().ticks()
    }

    fn begin(&mut self, what: Happening) {
        self.steps.push(LogStep {
            tick: self.now(),
            happening: what,
            printed: Vec::new(),
            ready: None,
        });
    }

    fn act(&mut self, input: &Input) {
        let prompt = self.run.shell().prompt();
        let took_effect = input.apply(&mut self.run);
        let what = match input {
            Input::Entered(line) => match prompt {
                Prompt::Command => Happening::Typed(line.clone()),
                Prompt::Answer => Happening::Answered(line.clone()),
                // It does nothing.
                Prompt::Held => return,
            },
            Input::Interrupted(_) => Happening::Interrupted(prompt),
            Input::Cleared => Happening::Cleared,
            Input::Broken { .. } if took_effect => Happening::Broken(input.label()),
            Input::Broken { .. } => Happening::FaultWithoutEffect(input.label()),
        };
        self.begin(what);
        // What was typed is printed first.
        let echoes = matches!(input, Input::Entered(_))
            || matches!(input, Input::Interrupted(_)) && prompt == Prompt::Command;
        self.told += u64::from(echoes);
        self.struck = self.run.world().struck().len();
        self.note_lines();
    }

    fn note_faults(&mut self) {
        while let Some(one) = self.run.world().struck().get(self.struck) {
            let on = self.run.world().name_of(&one.on);
            let told = format!("{} on {on}", one.kind().name);
            self.struck += 1;
            self.begin(Happening::Struck(told));
        }
    }

    /// Adds the lines printed since to the last step.
    fn note_lines(&mut self) {
        let (now, screen) = (self.now(), self.run.shell().screen());
        if let Some(step) = self.steps.last_mut()
            && screen.printed() > self.told
        {
            for (number, line) in screen.lines() {
                if number >= self.told {
                    step.printed.push((now, line.text().trim_end().to_owned()));
                }
            }
        }
        self.told = screen.printed();
    }
}

/// A printed line as it can be shown among others that mean something by how they begin: in full,
/// or as dots, which stand for any lines.
pub fn shown(line: &str) -> &str {
    const MEANT: [&str; 6] = ["$", ">", "|", "<!--", "```", "wait "];
    if MEANT.iter().any(|start| line.starts_with(start)) { "..." } else { line }
}

/// Waits of so many ticks in all, a line each: of a day at most, as their readers have it.
pub fn wait(text: &mut String, mut ticks: u64) {
    while ticks > 0 {
        let part = ticks.min(DAY);
        *text += &format!("<!-- wait: {} -->\n", length(part));
        ticks -= part;
    }
}

/// So many ticks, as a wait is written: `12s300ms`.
pub fn length(ticks: u64) -> String {
    let (secs, tenths) = (ticks / 10, ticks % 10);
    let mut text = String::new();
    for (count, unit) in
        [(secs / 3_600, "h"), (secs / 60 % 60, "m"), (secs % 60, "s"), (tenths * 100, "ms")]
    {
        if count > 0 || ticks == 0 && unit == "s" {
            text += &count.to_string();
            text += unit;
        }
    }
    text
}
