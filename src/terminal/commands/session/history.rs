//! `history`: lines typed before.

use crate::terminal::command::{Command, CommandResult, Invocation, Next};

/// The command.
pub static COMMAND: Command = Command {
    summary: "list the lines typed before",
    builtin: true,
    ..Command::named("history", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    for (at, line) in call.history.iter().enumerate() {
        call.print(format!("{:5}  {line}", at + 1));
    }
    Ok(Next::Finished)
}
