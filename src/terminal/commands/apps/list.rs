//! `apps`: the apps there are.

use crate::terminal::command::{Call, Command, Done, Outcome};
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command =
    Command { aliases: &["list"], summary: "list your apps", ..Command::named("apps", run) };

fn run(call: &mut Call) -> Outcome {
    call.out.print(formatting::heading("My Apps"));
    for (_, app) in call.world.apps() {
        call.out.print(Line::plain(app.name.clone()));
    }
    Ok(Done::Finished)
}
