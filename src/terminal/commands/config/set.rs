//! `config:set`: sets config vars.

use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, UsageError, ValueKind,
};
use crate::terminal::formatting;

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["config:add"],
    args: &[Arg { name: "KEY=VALUE", kind: ValueKind::ConfigPair, arity: Arity::Many }],
    summary: "set one or more config vars",
    notes: &["It makes a release, and the dynos restart."],
    missing: "Must specify KEY and VALUE to set.",
    ..Command::named("config:set", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let mut vars = Vec::new();
    for typed in call.args.all() {
        let (name, value) = typed.split_once('=').unwrap_or_default();
        // A word without a sign has no name either.
        if name.is_empty() || !name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_') {
            let expected = "of the form KEY=value";
            return Err(UsageError::Invalid { typed: typed.clone(), expected }.into());
        }
        vars.push((name.to_owned(), value.to_owned()));
    }
    let release = call.world.set_config(call.app, &vars);
    let text = format!("Setting config vars and restarting {}... ", call.app_name());
    call.done(&text, &format!(", v{release}"));
    call.out.print_all(formatting::aligned(&vars, ":"));
    Ok(Next::Finished)
}
