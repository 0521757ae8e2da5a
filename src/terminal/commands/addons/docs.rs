//! `addons:docs`: the document of an add-on.

use super::SERVICE;
use crate::platform::pgbackups;
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
    let article = match typed.split(':').next() {
        Some(SERVICE) => "heroku-postgres-follower-databases",
        Some(pgbackups::SERVICE) => "upgrade-heroku-postgres-with-pgbackups",
        _ => return Err(UsageError::UnknownService { typed: typed.to_owned() }.into()),
    };
    let service = typed.split(':').next().unwrap_or(SERVICE);
    call.done(&format!("Opening {service} docs... "), "");
    call.remark(&format!("Nothing opens here. The article is called {article}."));
    Ok(Next::Finished)
}
