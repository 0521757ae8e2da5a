//! `history`: lines typed before.

use crate::terminal::command::{Call, Command, Done, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    summary: "list the lines typed before",
    builtin: true,
    ..Command::named("history", run)
};

fn run(call: &mut Call) -> Outcome {
    for (at, line) in call.history.iter().enumerate() {
        call.say(format!("{:5}  {line}", at + 1));
    }
    Ok(Done::Finished)
}
