//! `config:unset`: takes config vars away.

use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["config:remove"],
    args: &[Arg { name: "KEY", kind: ValueKind::ConfigVar, arity: Arity::Many }],
    summary: "unset one or more config vars",
    notes: &["It makes a release, and the dynos restart."],
    missing: "Must specify KEY to unset.",
    ..Command::named("config:unset", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    for name in call.args.all() {
        let text = format!("Unsetting {name} and restarting {}... ", call.app_name());
        let release = call.world.unset_config(call.app, name);
        call.done(&text, &format!(", v{release}"));
    }
    Ok(Next::Finished)
}
