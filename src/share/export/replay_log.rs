//! A run played once more, step by step, for exports. What was printed when is kept nowhere else.

use std::rc::Rc;

use crate::format;
use crate::lessons::Scenario;
use crate::run::{Input, Recording, Simulation};
use crate::sim::TICK;
use crate::terminal::shell::Prompt;

/// A day, in ticks.
pub const DAY: u64 = 864_000;

/// What happened. Faults come with what they struck.
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
    /// Somebody broke something.
    Broken(String),
    /// Somebody ended a fault.
    FaultEnded(String),
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
    pub happening: Happening,
    /// What was printed before the next step, without what was typed, and at which tick.
    pub printed: Vec<(u64, String)>,
    /// The tick at which the prompt was ready again, where something held it before the next step.
    pub ready: Option<u64>,
}

/// A run that has been played to its end.
#[derive(Debug)]
pub struct ReplayLog {
    pub scenario: Rc<Scenario>,
    /// Ticks that the run has.
    pub end: u64,
    pub run: Simulation,
    pub steps: Vec<LogStep>,
    /// Printed lines that are in the log, or left out of it.
    lines_done: u64,
    /// Faults that are in the log.
    faults_done: usize,
}

impl ReplayLog {
    /// Plays a recording.
    pub fn of(recording: Recording) -> ReplayLog {
        let Recording { scenario, inputs, end } = recording;
        let run = Simulation::begin(&scenario);
        let lines_done = run.shell().screen().printed();
        let mut log =
            ReplayLog { scenario, end, run, steps: Vec::new(), lines_done, faults_done: 0 };
        log.begin_step(Happening::Began);
        log.note_faults();
        for timed in inputs.iter().take_while(|timed| timed.tick <= end) {
            log.play_until(timed.tick);
            log.play_input(&timed.input);
        }
        log.play_until(end);
        log
    }

    fn play_until(&mut self, tick: u64) {
        while self.now() < tick {
            let was_held = self.run.shell().prompt() == Prompt::Held;
            self.run.tick();
            self.note_faults();
            self.note_lines();
            let now = self.now();
            if was_held
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

    fn begin_step(&mut self, happening: Happening) {
        let (tick, printed) = (self.now(), Vec::new());
        self.steps.push(LogStep { tick, happening, printed, ready: None });
    }

    fn play_input(&mut self, input: &Input) {
        let prompt = self.run.shell().prompt();
        let took_effect = input.apply(&mut self.run);
        let happening = match input {
            Input::Entered(line) => match prompt {
                Prompt::Command => Happening::Typed(line.clone()),
                Prompt::Answer => Happening::Answered(line.clone()),
                // It does nothing.
                Prompt::Held => return,
            },
            Input::Interrupted(_) => Happening::Interrupted(prompt),
            Input::Cleared => Happening::Cleared,
            Input::FaultEnded { .. } if took_effect => Happening::FaultEnded(input.label()),
            Input::Broken { .. } if took_effect => Happening::Broken(input.label()),
            Input::Broken { .. } | Input::FaultEnded { .. } => {
                Happening::FaultWithoutEffect(input.label())
            }
            // What the lesson was asked for changes nothing in the fleet.
            Input::Lesson(_) => return,
        };
        self.begin_step(happening);
        // What was typed is printed first, and is left out.
        let is_echoed = matches!(input, Input::Entered(_))
            || matches!(input, Input::Interrupted(_)) && prompt == Prompt::Command;
        self.lines_done += u64::from(is_echoed);
        self.faults_done = self.run.world().struck().len();
        self.note_lines();
    }

    fn note_faults(&mut self) {
        while let Some(fault) = self.run.world().struck().get(self.faults_done) {
            let on = self.run.world().name_of(&fault.on);
            let label = format!("{} on {on}", fault.kind().name);
            self.faults_done += 1;
            self.begin_step(Happening::Struck(label));
        }
    }

    /// Adds the lines printed since to the last step.
    fn note_lines(&mut self) {
        let (now, screen) = (self.now(), self.run.shell().screen());
        if let Some(step) = self.steps.last_mut()
            && screen.printed() > self.lines_done
        {
            let new = screen.lines().filter(|(number, _)| *number >= self.lines_done);
            step.printed.extend(new.map(|(_, line)| (now, line.text().trim_end().to_owned())));
        }
        self.lines_done = screen.printed();
    }
}

/// A printed line as it can stand among lines that mean something by how they begin: in full, or
/// as dots, which stand for any lines.
pub fn plain_line(line: &str) -> &str {
    const MARKS: [&str; 6] = ["$", ">", "|", "<!--", "```", "wait "];
    if MARKS.iter().any(|mark| line.starts_with(mark)) { "..." } else { line }
}

/// Waits of so many ticks in all, a line each: of a day at most, which is the most that their
/// readers take.
pub fn waits(mut ticks: u64) -> String {
    let mut text = String::new();
    while ticks > 0 {
        let part = ticks.min(DAY);
        text += &format!("<!-- wait: {} -->\n", format::exact_length(TICK * part));
        ticks -= part;
    }
    text
}
