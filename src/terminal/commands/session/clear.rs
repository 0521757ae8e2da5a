//! `clear`: empties the screen.

use crate::terminal::command::{Command, CommandResult, Invocation, Next};

/// The command.
pub static COMMAND: Command =
    Command { summary: "clear the screen", builtin: true, ..Command::named("clear", run) };

fn run(call: &mut Invocation) -> CommandResult {
    call.out.clear();
    Ok(Next::Finished)
}
