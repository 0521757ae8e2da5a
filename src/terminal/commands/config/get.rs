//! `config:get`: the value of a config var.

use crate::terminal::command::{Arg, Call, Command, Done, Kind, Need, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "KEY", kind: Kind::ConfigVar, need: Need::One }],
    summary: "display a config value for an app",
    missing: "Must specify KEY.",
    ..Command::named("config:get", run)
};

fn run(call: &mut Call) -> Outcome {
    let name = call.args.positional(0).unwrap_or_default();
    // An empty line for one that is not set, as in the tool.
    let value = call.world.app(call.app).config.get(name).unwrap_or_default().to_owned();
    call.say(value);
    Ok(Done::Finished)
}
