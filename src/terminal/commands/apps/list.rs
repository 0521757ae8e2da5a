//! `apps`: the apps there are.

use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command =
    Command { aliases: &["list"], summary: "list your apps", ..Command::named("apps", run) };

fn run(call: &mut Invocation) -> CommandResult {
    call.out.print(formatting::heading("My Apps"));
    for (_, app) in call.world.apps().filter(|(_, app)| !app.outside) {
        call.out.print(Line::plain(app.name.clone()));
    }
    Ok(Next::Finished)
}
