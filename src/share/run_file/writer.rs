//! Writes the text of a run.

use super::figures::Figures;
use super::{SavedRun, TITLE, short_sum, sum};
use crate::lessons::ScenarioSource;
use crate::run::Input;
use crate::run::recording::TimedInput;
use crate::share::options;

/// Writes a run, without the branches beside it.
pub fn write(run: &SavedRun) -> String {
    let mut writer = ChecksumWriter::default();
    writer.line(&format!("{TITLE} Times are ticks of 100 ms."));
    match &run.scenario {
        ScenarioSource::Shipped(name) => writer.line(&format!("scenario {name}")),
        ScenarioSource::Own(text) => {
            text.lines().for_each(|line| writer.line(&format!("| {line}")));
        }
    }
    Figures::of(run).to_string().lines().for_each(|line| writer.line(line));
    let view = options::write(&run.options);
    if !view.is_empty() {
        writer.line(&format!("view {view}"));
    }
    let mut last_tick = 0;
    for TimedInput { tick, input } in &run.inputs {
        writer.line(&format!("+{} {}", tick.saturating_sub(last_tick), input_text(input)));
        last_tick = *tick;
    }
    writer.line(&format!("sum {}", short_sum(writer.sum)));
    writer.text
}

fn input_text(input: &Input) -> String {
    match input {
        Input::Entered(line) => format!("$ {}", Input::line(line)),
        Input::Interrupted(typed) => format!("^C {}", Input::line(typed)),
        Input::Cleared => "^L".to_owned(),
        Input::Broken { .. } | Input::FaultEnded { .. } => format!("! {}", input.label()),
        Input::Lesson(lesson) => format!("? {lesson}"),
    }
}

/// Lines, and their sum.
#[derive(Default)]
struct ChecksumWriter {
    text: String,
    sum: u64,
}

impl ChecksumWriter {
    fn line(&mut self, line: &str) {
        self.sum = sum(self.sum, line);
        self.text += line;
        self.text.push('\n');
    }
}
