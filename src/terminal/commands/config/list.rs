//! `config`: the config vars of an app.

use crate::terminal::command::{Command, CommandResult, Invocation, Next, Offer};
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command = Command {
    flags: &[super::SHELL],
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
        let for_shell = call.args.has(super::SHELL.long);
        if !for_shell {
            call.out.print(formatting::heading(&format!("{name} Config Vars")));
        }
        call.out.print_all(super::vars(app.config.iter(), for_shell));
    }
    Ok(Next::Finished)
}
