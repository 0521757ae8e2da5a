//! `ps`: the dynos of an app.

use crate::terminal::command::{Command, CommandResult, Invocation, Next, Offer};
use crate::terminal::formatting;
use crate::terminal::screen::{Line, Style};

/// The command.
pub static COMMAND: Command = Command {
    summary: "list processes for an app",
    offer: Some(Offer::App("List dynos", |_, _| Some(String::new()))),
    ..Command::named("ps", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let (now, calendar) = (call.world.now(), call.world.calendar());
    let mut lines = Vec::new();
    for process in &call.world.app(call.app).formation {
        if process.dynos.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(formatting::heading(&format!("{} (1X): `{}`", process.name, process.command)));
        for (at, dyno) in process.dynos.iter().enumerate() {
            let name = format!("{}.{}: ", process.name, at + 1);
            lines.push(if dyno.is_up(now) {
                let since = formatting::ago(calendar, dyno.up_at, now);
                Line::plain(name).and(Style::Plain, format!("up {since}"))
            } else {
                Line::plain(name).and(Style::Warn, "starting")
            });
        }
    }
    if lines.is_empty() {
        lines.push(Line::plain(format!("{} runs no dynos.", call.app_name())));
    }
    call.out.print_all(lines);
    Ok(Next::Finished)
}
