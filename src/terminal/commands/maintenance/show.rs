//! `maintenance`: says whether it is on.

use crate::terminal::command::{Call, Command, Done, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    summary: "display the current maintenance status of an app",
    ..Command::named("maintenance", run)
};

fn run(call: &mut Call) -> Outcome {
    let on = call.world.app(call.app).maintenance;
    call.say(if on { "on" } else { "off" });
    Ok(Done::Finished)
}
