//! `config`: the config vars of an app.

use crate::terminal::command::{Command, CommandResult, Invocation, Next, Offer};
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command = Command {
    summary: "display the config vars for an app",
    offer: Some(Offer::App("Show config vars", |_, _| Some(String::new()))),
    ..Command::named("config", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let app = call.world.app(call.app);
    let (name, vars) = (&app.name, app.config.all());
    if vars.is_empty() {
        call.out.print(Line::plain(format!("{name} has no config vars.")));
    } else {
        call.out.print(formatting::heading(&format!("{name} Config Vars")));
        call.out.print_all(formatting::aligned(vars, ":"));
    }
    Ok(Next::Finished)
}
