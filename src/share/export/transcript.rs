//! A run as a transcript that `workbench transcripts` accepts: what was typed, to the tick, and
//! all that was printed.

use super::replay_log::{Happening, ReplayLog, shown, wait};

/// The transcript of a run that has been told to its end.
pub fn write(story: &ReplayLog) -> String {
    let scenario = &story.scenario;
    let mut term = TranscriptWriter { text: String::new(), at: 0 };
    term.note("A simulation of Follower Playground; ", "workbench transcripts FILE checks this.");
    if scenario.name.is_empty() {
        term.note("scenario: ", "below");
        scenario.text.lines().for_each(|line| term.line("| ", line));
    } else {
        term.note("scenario: ", &scenario.name);
    }
    term.note("seed: ", &scenario.world.seed.to_string());
    term.note("clock: ", "stopped");
    for step in &story.steps {
        term.wait(step.tick);
        match &step.happening {
            Happening::Began => {}
            Happening::Typed(line) => term.line("$ ", line),
            Happening::Answered(line) => term.line("> ", line),
            Happening::Interrupted(_) => term.note("press: ", "Ctrl-C"),
            Happening::Cleared => term.note("press: ", "Ctrl-L"),
            Happening::Broken(told) => term.note("fault: ", told),
            Happening::FaultWithoutEffect(told) => term.note("without effect, ", told),
            Happening::Struck(told) => term.note("by schedule, ", told),
        }
        for (tick, line) in &step.printed {
            term.wait(*tick);
            term.line("", shown(line));
        }
    }
    term.wait(story.end);
    let lost = story.run.world().loss_count(story.run.shell().app());
    term.note("then: ", &format!("{} commits are left behind", lost.left_behind));
    term.note("then: ", &format!("{} commits are gone", lost.gone));
    term.note("The end of a simulation", "");
    term.text
}

struct TranscriptWriter {
    text: String,
    /// Ticks that have passed by what is written.
    at: u64,
}

impl TranscriptWriter {
    fn line(&mut self, before: &str, line: &str) {
        self.text += before;
        self.text += line;
        self.text.push('\n');
    }

    fn note(&mut self, key: &str, value: &str) {
        self.line("<!-- ", &format!("{key}{value} -->"));
    }

    /// Lets time pass until this tick.
    fn wait(&mut self, until: u64) {
        wait(&mut self.text, until - self.at);
        self.at = until;
    }
}
