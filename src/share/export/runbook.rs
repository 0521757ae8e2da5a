//! A run as a runbook in Markdown: each command with its time, as it was typed and as today's tool
//! spells it, what it printed in short, what struck between, and what came of it all.
//!
//! It is also a plan: its commands and answers stand in blocks, its waits in comments, so that it
//! can be played again, with Ctrl-C as an answer that is none or as a wait with an end.

use std::mem::take;

use super::replay_log::{DAY, Happening, ReplayLog, plain_line, waits};
use crate::format::{self, clock_at_tick};
use crate::lessons::script::is_command;
use crate::platform::Platform;
use crate::platform::losses::LossCount;
use crate::run::{Input, Outcome};
use crate::sim::TICK;
use crate::terminal::shell::Prompt;

/// Lines that are shown of what a command prints.
const LINES_SHOWN: usize = 2;

/// The runbook of a run.
pub fn write(log: &ReplayLog) -> String {
    let scenario = &log.scenario;
    let mut book = RunbookWriter::default();
    book.text += &format!(
        "# Runbook: {}\n\n\
         A **simulation** by Follower Playground: nothing here reached Heroku. Scenario {}, seed \
         {}; times are simulated, from the start of the run.\n",
        Input::line(&scenario.world.title),
        scenario.name().unwrap_or("of its own"),
        scenario.world.seed
    );
    // Whether what was typed last is a step of the plan: the commands of heroku are.
    let mut is_step = false;
    for step in &log.steps {
        let time = clock_at_tick(step.tick);
        match &step.happening {
            Happening::Typed(line) => {
                is_step = is_command(line.trim());
                if is_step {
                    book.end_step(step.tick);
                    book.text += &format!("\n## {time}\n");
                    book.block_line(&format!("$ {line}"));
                    book.today = todays_spelling(line);
                } else if !line.trim().is_empty() {
                    book.remark(&format!("At {time}, `{line}` was typed."));
                }
            }
            Happening::Broken(fault) | Happening::FaultEnded(fault) | Happening::Struck(fault) => {
                book.remark(&format!("At {time}, **{fault}**."));
            }
            Happening::FaultWithoutEffect(fault) => {
                book.remark(&format!("At {time}, {fault} had no effect."));
            }
            _ if !is_step => {}
            // An answer of blanks would be read as none, and the app's name be given instead.
            Happening::Answered(line) if line.trim().is_empty() => book.block_line("> \"\""),
            Happening::Answered(line) => book.block_line(&format!("> {line}")),
            Happening::Interrupted(Prompt::Answer) => book.block_line("> Ctrl-C"),
            Happening::Interrupted(Prompt::Held) => {
                book.remark(&format!("Ctrl-C at {time}."));
                book.release = Some(PromptRelease { tick: step.tick, by_interrupt: true });
            }
            _ => {}
        }
        if !is_step {
            continue;
        }
        for (_, line) in step.printed.iter().take(LINES_SHOWN) {
            book.block_line(plain_line(line));
        }
        if step.printed.len() > LINES_SHOWN {
            book.block_line("...");
        }
        if let Some(tick) = step.ready {
            book.release = Some(PromptRelease { tick, by_interrupt: false });
        }
    }
    // A question that is still open: for want of an answer a plan gives the app's name.
    if is_step && log.run.shell().prompt() == Prompt::Answer {
        book.block_line("> Ctrl-C");
    }
    // A command that still holds the prompt is waited for: a plan is done when it is.
    if is_step && log.run.shell().prompt() == Prompt::Held {
        book.release = Some(PromptRelease { tick: log.end, by_interrupt: false });
    }
    book.end_step(log.end);
    let (end, outcome) = (clock_at_tick(log.end), Outcome::of(&log.run).summary());
    let losses = losses(log.run.world());
    book.text +=
        &format!("\n## Outcome, at {end}\n\n{outcome}.\n{losses}\nThe end of a **simulation**.\n");
    book.text
}

/// What is lost, app by app, and where it still is.
fn losses(world: &Platform) -> String {
    let mut text = String::new();
    for (id, app) in world.apps() {
        let lost = world.permanent_losses(id);
        let LossCount { left_behind, gone } = LossCount::of(&lost);
        let mut holders = Vec::new();
        for holder in lost.iter().flat_map(|range| &range.held_by) {
            let colour = world.database(*holder).colour.as_str();
            if !holders.contains(&colour) {
                holders.push(colour);
            }
        }
        if left_behind > 0 {
            let (commits, holders) = (format::commits(left_behind), format::series(&holders));
            text += &format!("\n- {}: {commits} left behind on {holders}\n", app.name);
        }
        if gone > 0 {
            text += &format!("\n- {}: {} gone for good\n", app.name, format::commits(gone));
        }
    }
    text
}

/// When the prompt that a command held was ready again.
struct PromptRelease {
    tick: u64,
    by_interrupt: bool,
}

#[derive(Default)]
struct RunbookWriter {
    text: String,
    /// The lines of the block that is open.
    block: String,
    /// Its command as today's tool spells it, where it does so otherwise.
    today: Option<String>,
    /// The paragraphs that are to stand after it.
    remarks: String,
    /// The tick of the step that is open.
    tick: u64,
    /// When its prompt was ready again, where it was held.
    release: Option<PromptRelease>,
}

impl RunbookWriter {
    fn block_line(&mut self, line: &str) {
        self.block += line;
        self.block.push('\n');
    }

    fn remark(&mut self, text: &str) {
        self.remarks += &format!("\n{text}\n");
    }

    /// Ends the step that is open, and waits until the next.
    fn end_step(&mut self, next: u64) {
        let block = take(&mut self.block);
        if !block.is_empty() {
            self.text += &format!("\n```console\n{block}```\n");
        }
        if let Some(today) = self.today.take() {
            self.text += &format!("\nToday: `{today}`\n");
        }
        self.text += &take(&mut self.remarks);
        let mut from = self.tick;
        if let Some(PromptRelease { tick, by_interrupt }) = self.release.take() {
            if by_interrupt {
                let most = (tick - from).min(DAY);
                let length = format::exact_length(TICK * most);
                self.text += &format!("\n<!-- wait: for the prompt, at most {length} -->\n");
                from += most;
            } else {
                self.text += "\n<!-- wait: for the prompt -->\n";
                from = tick;
            }
        }
        if next > from {
            self.text += &format!("\n{}", waits(next - from));
        }
        self.tick = next;
    }
}

/// A line as today's tool spells it, where it does so otherwise.
fn todays_spelling(line: &str) -> Option<String> {
    const NAMES: [(&str, &str); 7] = [
        ("addons:add", "addons:create"),
        ("addons:remove", "addons:destroy"),
        ("config:add", "config:set"),
        ("config:remove", "config:unset"),
        ("list", "apps"),
        ("pg", "pg:info"),
        ("scale", "ps:scale"),
    ];
    let mut words = Vec::new();
    let (mut last, mut needs_dashes) = ("", false);
    for word in line.trim_start().split(' ') {
        let mut spelling = word;
        if last == "heroku" {
            spelling = NAMES.iter().find(|(old, _)| *old == word).map_or(word, |(_, new)| new);
            needs_dashes = spelling == "addons:create";
        }
        needs_dashes &= word != "--";
        // Flags of the add-on's provider stand after two dashes now.
        if needs_dashes && ["--follow", "--fork"].iter().any(|flag| word.starts_with(flag)) {
            words.push("--");
            needs_dashes = false;
        }
        words.push(spelling);
        last = word;
    }
    let spelling = words.join(" ");
    (spelling != line).then_some(spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(todays_spelling(line).as_deref(), expected, "{line}");
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
