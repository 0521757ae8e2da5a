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
    let name = &app.name;
    if app.config.is_empty() {
        call.out.print(Line::plain(format!("{name} has no config vars.")));
    } else {
        call.out.print(formatting::heading(&format!("{name} Config Vars")));
        let vars = app.config.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        call.out.print_all(formatting::aligned(&vars.collect::<Vec<_>>(), ":"));
    }
    Ok(Next::Finished)
}
