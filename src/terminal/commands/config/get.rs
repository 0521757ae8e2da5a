//! `config:get`: the value of a config var.

use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "KEY", kind: ValueKind::ConfigVar, arity: Arity::One }],
    summary: "display a config value for an app",
    missing: "Must specify KEY.",
    ..Command::named("config:get", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let name = call.args.positional(0).unwrap_or_default();
    // An empty line for one that is not set, as in the tool.
    let value = call.world.app(call.app).config.get(name).unwrap_or_default().to_owned();
    call.print(value);
    Ok(Next::Finished)
}
