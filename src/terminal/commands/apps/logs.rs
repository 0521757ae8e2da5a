//! `logs`: what the fleet did.

use crate::terminal::screen::{Line, Style};
use crate::terminal::spec::{Call, Command, Done, Offer, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    flags: &[super::NUM],
    summary: "display recent log output",
    notes: &["What happened in the fleet, and why, a sentence each."],
    offer: Some(Offer::App("Read what happened", |_, _| Some(String::new()))),
    ..Command::named("logs", run)
};

fn run(call: &mut Call) -> Outcome {
    let count = super::rows(call, 100)?;
    let calendar = call.world.calendar();
    let entries = call.world.journal().entries();
    let from = entries.len().saturating_sub(count);
    let lines: Vec<Line> = entries[from..]
        .iter()
        .map(|entry| {
            let style = if entry.bad { Style::Warn } else { Style::Plain };
            let start = format!("{} {}: ", calendar.iso(entry.at), entry.source);
            Line::of(Style::Dim, start).and(style, entry.text.clone())
        })
        .collect();
    call.out.print_all(lines);
    Ok(Done::Finished)
}
