//! A run as a transcript that `workbench transcripts` accepts: what was typed, to the tick, and
//! all that was printed.

use super::replay_log::{Happening, ReplayLog, plain_line, waits};
use crate::lessons::ScenarioSource;

/// The transcript of a run.
pub fn write(log: &ReplayLog) -> String {
    let scenario = &log.scenario;
    let mut writer = TranscriptWriter::default();
    writer.comment("A simulation of Follower Playground; workbench transcripts FILE checks this.");
    match &scenario.source {
        ScenarioSource::Shipped(name) => writer.comment(&format!("scenario: {name}")),
        ScenarioSource::Own(text) => {
            writer.comment("scenario: below");
            text.lines().for_each(|line| writer.line(&format!("| {line}")));
        }
    }
    writer.comment(&format!("seed: {}", scenario.world.seed));
    writer.comment("clock: stopped");
    for step in &log.steps {
        writer.wait_until(step.tick);
        match &step.happening {
            Happening::Began => {}
            Happening::Typed(line) => writer.line(&format!("$ {line}")),
            Happening::Answered(line) => writer.line(&format!("> {line}")),
            Happening::Interrupted(_) => writer.comment("press: Ctrl-C"),
            Happening::Cleared => writer.comment("press: Ctrl-L"),
            Happening::Broken(fault) | Happening::FaultEnded(fault) => {
                writer.comment(&format!("fault: {fault}"))
            }
            Happening::FaultWithoutEffect(fault) => {
                writer.comment(&format!("without effect, {fault}"));
            }
            Happening::Struck(fault) => writer.comment(&format!("by schedule, {fault}")),
        }
        for (tick, line) in &step.printed {
            writer.wait_until(*tick);
            writer.line(plain_line(line));
        }
    }
    writer.wait_until(log.end);
    let lost = log.run.world().loss_count(log.run.shell().app());
    writer.comment(&format!("then: {} commits are left behind", lost.left_behind));
    writer.comment(&format!("then: {} commits are gone", lost.gone));
    writer.comment("The end of a simulation");
    writer.text
}

#[derive(Default)]
struct TranscriptWriter {
    text: String,
    /// Ticks that have passed by what is written.
    now: u64,
}

impl TranscriptWriter {
    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    fn comment(&mut self, text: &str) {
        self.line(&format!("<!-- {text} -->"));
    }

    fn wait_until(&mut self, tick: u64) {
        self.text += &waits(tick - self.now);
        self.now = tick;
    }
}
