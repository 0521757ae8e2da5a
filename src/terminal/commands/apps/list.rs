//! `apps`: the apps there are.

use crate::terminal::print;
use crate::terminal::screen::Line;
use crate::terminal::spec::{Call, Command, Done, Outcome};

/// The command.
pub static COMMAND: Command =
    Command { aliases: &["list"], summary: "list your apps", ..Command::named("apps", run) };

fn run(call: &mut Call) -> Outcome {
    call.out.print(print::heading("My Apps"));
    for (_, app) in call.world.apps() {
        call.out.print(Line::plain(app.name.clone()));
    }
    Ok(Done::Finished)
}
