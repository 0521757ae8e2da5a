//! `addons:docs`: the document of an add-on.

use super::SERVICE;
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, UsageError, ValueKind,
};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "ADDON", kind: ValueKind::Word, arity: Arity::One }],
    summary: "open an addon's documentation in your browser",
    missing: "Must specify ADDON to open docs for.",
    ..Command::named("addons:docs", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let typed = call.args.positional(0).unwrap_or_default();
    if typed.split(':').next() != Some(SERVICE) {
        return Err(UsageError::UnknownService { typed: typed.to_owned() }.into());
    }
    call.done(&format!("Opening {SERVICE} docs... "), "");
    call.remark("Nothing opens here. The article is called heroku-postgres-follower-databases.");
    Ok(Next::Finished)
}
