//! `logs`: what the fleet did.

use crate::terminal::command::{Command, CommandResult, Flag, Invocation, Next, Offer, ValueKind};
use crate::terminal::screen::{Line, Style};

/// The command.
pub static COMMAND: Command = Command {
    flags: &[
        super::NUM,
        Flag {
            long: "ps",
            short: Some('p'),
            value: Some(("PS", ValueKind::Word)),
            summary: Some("only what PS logged"),
        },
        Flag {
            long: "tail",
            short: Some('t'),
            value: None,
            summary: Some("say where what is new stands"),
        },
    ],
    summary: "display recent log output",
    notes: &["What happened in the fleet, and why, a sentence each."],
    offer: Some(Offer::App("Show the log", |_, _| Some(String::new()))),
    ..Command::named("logs", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let count = super::rows(call, 100)?;
    let calendar = call.world.calendar();
    let wanted = call.args.value("ps");
    // `postgres[WHITE]` is found by either of its words.
    let is_wanted = |source: &str| {
        wanted.is_none_or(|wanted| {
            source.split(['[', ']']).any(|word| word.eq_ignore_ascii_case(wanted))
        })
    };
    let mut lines = Vec::new();
    for entry in call.world.journal().entries().iter().rev() {
        if lines.len() < count && is_wanted(&entry.source) {
            let style = if entry.bad { Style::Warn } else { Style::Plain };
            let start = format!("{} {}: ", calendar.iso(entry.at), entry.source);
            lines.push(Line::of(Style::Dim, start).and(style, entry.text.clone()));
        }
    }
    lines.reverse();
    call.out.print_all(lines);
    if call.args.has("tail") {
        call.remark("Here --tail ends at once. What happens next appears under the picture.");
    }
    Ok(Next::Finished)
}
