//! `maintenance`: says whether it is on.

use crate::terminal::command::{Command, CommandResult, Invocation, Next};

/// The command.
pub static COMMAND: Command = Command {
    summary: "display the current maintenance status of an app",
    ..Command::named("maintenance", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let on = call.world.app(call.app).maintenance;
    call.print(if on { "on" } else { "off" });
    Ok(Next::Finished)
}
