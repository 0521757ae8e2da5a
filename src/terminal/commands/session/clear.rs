//! `clear`: empties the screen.

use crate::terminal::command::{Call, Command, Done, Outcome};

/// The command.
pub static COMMAND: Command =
    Command { summary: "clear the screen", builtin: true, ..Command::named("clear", run) };

fn run(call: &mut Call) -> Outcome {
    call.out.clear();
    Ok(Done::Finished)
}
