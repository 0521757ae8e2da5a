//! A run as a runbook in Markdown: each command with its time, as it was typed and as today's tool
//! spells it, what it printed in short, what struck between, and what came of it all.
//!
//! It is also a plan: its commands and answers stand in blocks, its waits in comments, so that it
//! can be played again, with Ctrl-C as an answer that is none or as a wait with an end.

use std::mem::take;

use super::replay_log::{DAY, Happening, ReplayLog, length, shown, wait};
use crate::format;
use crate::plan::script::is_command;
use crate::platform::Platform;
use crate::platform::losses::LossCount;
use crate::run::{Input, Outcome};
use crate::sim::{SimTime, TICK};
use crate::terminal::shell::Prompt;

/// Lines that are shown of what a command prints.
const SHOWN: usize = 2;

/// The runbook of a run that has been told to its end.
pub fn write(story: &ReplayLog) -> String {
    let scenario = &story.scenario;
    let mut book = RunbookWriter::default();
    let name = if scenario.name.is_empty() { "of its own" } else { &scenario.name };
    book.add(&["# Runbook: ", &Input::line(&scenario.world.title), "\n\n"]);
    let seed = scenario.world.seed.to_string();
    book.add(&["A **simulation** by Follower Playground: nothing here reached Heroku. Scenario "]);
    book.add(&[name, ", seed ", &seed, "; times are simulated, from the start of the run.\n"]);
    // Whether what was typed last is a step of the plan: the commands of heroku are.
    let mut is_step = false;
    for step in &story.steps {
        let time = clock(step.tick);
        match &step.happening {
            Happening::Typed(line) => {
                is_step = is_command(line.trim());
                if is_step {
                    book.end_step(step.tick);
                    book.add(&["\n## ", &time, "\n"]);
                    book.say("$ ", line);
                    book.today = today(line);
                } else if !line.trim().is_empty() {
                    book.tell(&["At ", &time, ", `", line, "` was typed."]);
                }
            }
            Happening::Broken(told) | Happening::Struck(told) => {
                book.tell(&["At ", &time, ", **", told, "**."]);
            }
            Happening::FaultWithoutEffect(told) => {
                book.tell(&["At ", &time, ", ", told, " had no effect."])
            }
            _ if !is_step => {}
            // An answer of blanks would be read as none, and the app's name be given instead.
            Happening::Answered(line) if line.trim().is_empty() => book.say("> ", "\"\""),
            Happening::Answered(line) => book.say("> ", line),
            Happening::Interrupted(Prompt::Answer) => book.say("> ", "Ctrl-C"),
            Happening::Interrupted(Prompt::Held) => {
                book.tell(&["Ctrl-C at ", &time, "."]);
                book.ready = Some((step.tick, true));
            }
            _ => {}
        }
        if !is_step {
            continue;
        }
        for (_, line) in step.printed.iter().take(SHOWN) {
            book.say("", shown(line));
        }
        if step.printed.len() > SHOWN {
            book.say("", "...");
        }
        book.ready = step.ready.map(|tick| (tick, false)).or(book.ready);
    }
    // A question that is still open: for want of an answer a plan gives the app's name.
    if is_step && story.run.shell().prompt() == Prompt::Answer {
        book.say("> ", "Ctrl-C");
    }
    book.end_step(story.end);
    book.add(&["\n## Outcome, at ", &clock(story.end), "\n\n"]);
    book.add(&[&Outcome::of(&story.run).summary(), ".\n"]);
    add_losses(&mut book, story.run.world());
    book.add(&["\nThe end of a **simulation**.\n"]);
    book.text
}

fn clock(tick: u64) -> String {
    format::clock(SimTime::ZERO + TICK * tick)
}

/// What is lost, app by app, and where it still is.
fn add_losses(book: &mut RunbookWriter, world: &Platform) {
    for (id, app) in world.apps() {
        let (lost, mut holders) = (world.losses_decided(id), Vec::new());
        let LossCount { left_behind, gone } = LossCount::of(&lost);
        for part in &lost {
            for holder in &part.held_by {
                let colour = world.database(*holder).colour.as_str();
                if !holders.contains(&colour) {
                    holders.push(colour);
                }
            }
        }
        if left_behind > 0 {
            let (left, holders) = (format::commits(left_behind), holders.join(" and "));
            book.add(&["\n- ", &app.name, ": ", &left, " left behind on ", &holders, "\n"]);
        }
        if gone > 0 {
            book.add(&["\n- ", &app.name, ": ", &format::commits(gone), " gone for good\n"]);
        }
    }
}

#[derive(Default)]
struct RunbookWriter {
    text: String,
    /// The lines of the block that is open.
    block: String,
    /// Its command as today's tool spells it, where it does so otherwise.
    today: Option<String>,
    /// What is to stand after it.
    after: String,
    /// The tick of the step that is open.
    at: u64,
    /// When the prompt was ready again that it had held, and whether by Ctrl-C.
    ready: Option<(u64, bool)>,
}

impl RunbookWriter {
    fn add(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text += part);
    }

    /// A line of the block.
    fn say(&mut self, sign: &str, line: &str) {
        self.block += sign;
        self.block += line;
        self.block.push('\n');
    }

    /// A paragraph after the block.
    fn tell(&mut self, parts: &[&str]) {
        self.after.push('\n');
        parts.iter().for_each(|part| self.after += part);
        self.after.push('\n');
    }

    /// Ends the step that is open, and waits until the next.
    fn end_step(&mut self, next: u64) {
        let (block, after) = (take(&mut self.block), take(&mut self.after));
        if !block.is_empty() {
            self.add(&["\n```console\n", &block, "```\n"]);
        }
        if let Some(today) = self.today.take() {
            self.add(&["\nToday: `", &today, "`\n"]);
        }
        self.add(&[&after]);
        let mut from = self.at;
        if let Some((ready, cut)) = self.ready.take() {
            let most = (ready - from).min(DAY);
            self.add(&["\n<!-- wait: for the prompt"]);
            if cut {
                self.add(&[", at most ", &length(most)]);
            }
            self.add(&[" -->\n"]);
            from = if cut { from + most } else { ready };
        }
        if next > from {
            self.text.push('\n');
            wait(&mut self.text, next - from);
        }
        self.at = next;
    }
}

/// A line as today's tool spells it, where it does so otherwise.
fn today(line: &str) -> Option<String> {
    const NAMES: [(&str, &str); 7] = [
        ("addons:add", "addons:create"),
        ("addons:remove", "addons:destroy"),
        ("config:add", "config:set"),
        ("config:remove", "config:unset"),
        ("list", "apps"),
        ("pg", "pg:info"),
        ("scale", "ps:scale"),
    ];
    let mut told = String::new();
    let (mut before, mut dashes) = ("", false);
    for word in line.split(' ') {
        if !told.is_empty() {
            told.push(' ');
        }
        let mut named = word;
        if before == "heroku" {
            named = NAMES.iter().find(|(old, _)| *old == word).map_or(word, |(_, new)| new);
            dashes = named == "addons:create";
        }
        dashes &= word != "--";
        // Flags of the add-on's provider stand after two dashes now.
        if dashes && ["--follow", "--fork"].iter().any(|flag| word.starts_with(flag)) {
            told += "-- ";
            dashes = false;
        }
        told += named;
        before = word;
    }
    (told != line).then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(today(line).as_deref(), expected, "{line}");
    }

    #[test]
    fn commands_are_spelt_as_todays_tool_has_them() {
        check(
            "heroku addons:add heroku-postgresql:crane --follow WHITE",
            Some("heroku addons:create heroku-postgresql:crane -- --follow WHITE"),
        );
        check("heroku addons:create heroku-postgresql -- --fork=WHITE", None);
        check("heroku addons:remove WHITE", Some("heroku addons:destroy WHITE"));
        check("heroku config:add A=1", Some("heroku config:set A=1"));
        check("heroku pg && heroku ps", Some("heroku pg:info && heroku ps"));
        check("heroku pg:unfollow WHITE", None);
        check("heroku nonsense --follow x", None);
    }
}
