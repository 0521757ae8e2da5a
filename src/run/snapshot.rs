//! A run at one moment, with its telemetry and the number of inputs done by then.

use super::telemetry::Telemetry;
use super::{Input, Recording, Simulation};
use crate::terminal::shell::Prompt;

#[derive(Clone, Debug)]
pub struct Snapshot {
    pub run: Simulation,
    pub telemetry: Telemetry,
    /// How many of the recording's inputs have been done.
    pub done: usize,
    /// Which of them were answers to a question that a command asked.
    pub answers: Vec<usize>,
}

impl Snapshot {
    /// The start of a recording.
    pub fn start(recording: &Recording) -> Snapshot {
        let run = Simulation::begin(&recording.scenario);
        let telemetry = Telemetry::new(run.world());
        Snapshot { telemetry, run, done: 0, answers: Vec::new() }
    }

    /// Ticks that have been run.
    pub fn ticks(&self) -> u64 {
        self.run.world().now().ticks()
    }

    /// Applies an input now; says whether it took effect.
    pub fn apply(&mut self, input: &Input) -> bool {
        if let Input::Entered(line) = input {
            match self.run.shell().prompt() {
                Prompt::Command if !line.trim().is_empty() => {
                    self.telemetry.note_command(self.run.world().now(), line.clone());
                }
                Prompt::Answer => self.answers.push(self.done),
                Prompt::Command | Prompt::Held => {}
            }
        }
        self.done += 1;
        input.apply(&mut self.run)
    }

    /// Applies the inputs that the recording has at this moment, up to its input number `most`.
    pub fn catch_up(&mut self, recording: &Recording, most: usize) {
        while self.done < most
            && let Some(timed) = recording.inputs.get(self.done)
            && timed.tick <= self.ticks()
        {
            self.apply(&timed.input);
        }
    }

    /// Plays one tick of a recording and the inputs right after it, up to input number `most`.
    pub fn play(&mut self, recording: &Recording, most: usize) {
        self.catch_up(recording, most);
        if self.ticks() < recording.end {
            self.tick();
            self.catch_up(recording, most);
        }
    }

    pub fn tick(&mut self) {
        self.run.tick();
        self.telemetry.note(self.run.world());
    }
}
