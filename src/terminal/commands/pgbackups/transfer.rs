//! `pgbackups:transfer`: copies all that one database has into another.

use super::about;
use crate::platform::pgbackups::TransferKind;
use crate::platform::{DatabaseId, DatabaseUrl, Platform};
use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Invocation, Next, Offer, UsageError,
    ValueKind,
};
use crate::terminal::preview::{Intent, Preview};
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command = Command {
    args: &[
        Arg { name: "DATABASE_FROM", kind: ValueKind::Database, arity: Arity::Optional },
        Arg { name: "DATABASE_TO", kind: ValueKind::Database, arity: Arity::Optional },
    ],
    summary: "copy the rows of one database into another",
    notes: &[
        "If no DATABASE_FROM is specified, defaults to DATABASE_URL. DATABASE_TO drops what it has",
        "and gets what the other one had at the beginning. Ctrl-C stops waiting; it goes on.",
    ],
    confirms: true,
    offer: Some(Offer::Database("Copy the app's rows into it", offer)),
    preview: Some(preview),
    ..Command::named("pgbackups:transfer", run)
};

fn offer(world: &Platform, id: DatabaseId) -> Option<String> {
    let app = world.database(id).app;
    let kind = TransferKind::Transfer { from: world.primary(app)?, into: id };
    world.check_transfer(app, kind).ok().map(|()| world.database(id).config_var())
}

/// The names of both as typed.
fn names<'a>(call: &Intent<'a>) -> Result<(&'a str, &'a str), CommandError> {
    match (call.args.positional(0), call.args.positional(1)) {
        (Some(from), Some(into)) => Ok((from, into)),
        (Some(into), None) => Ok(("DATABASE_URL", into)),
        _ => {
            let text = "pgbackups:transfer requires at least one argument";
            Err(UsageError::Message(text).into())
        }
    }
}

fn kind(call: &Intent) -> Result<TransferKind, CommandError> {
    let (from, into) = names(call)?;
    let from = call.world.resolve(call.app, from)?;
    Ok(TransferKind::Transfer { from, into: call.world.resolve(call.app, into)? })
}

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let Ok(kind @ TransferKind::Transfer { from, into }) = kind(intent) else {
        return;
    };
    if !super::foresee(intent, foreseen, kind) {
        return;
    }
    let (world, name, target) = (intent.world, intent.colour(from), intent.colour(into));
    super::foresee_target(intent, foreseen, into);
    let takes = about(kind.takes(world.server(from).data_size()));
    foreseen.says(format!("{target} gets what {name} has now; that takes {takes}."));
    for (_, app) in world.apps().filter(|(app, _)| world.is_primary(from, *app)) {
        if !app.maintenance || app.running_workers().next().is_some() {
            let app = &app.name;
            foreseen.warns(format!("What {app} writes to {name} meanwhile will not be on it."));
        }
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    // The tool looks for the databases first.
    let kind = kind(&call.intent())?;
    call.world.check_pgbackups(call.app)?;
    call.world.check_transfer(call.app, kind)?;
    if !call.is_confirmed(call.app)? {
        return Ok(Next::Ask(call.app, question(call)?));
    }
    let transfer = call.world.begin_transfer(call.app, kind)?;
    call.print("");
    Ok(Next::Watch(transfer))
}

/// A database as the tool names it there: as typed, in capitals, and of a URL its place alone.
fn label(typed: &str) -> String {
    match DatabaseUrl::parse(typed) {
        Some(url) => format!("Database on {}", url.place),
        None => typed.to_ascii_uppercase(),
    }
}

/// The words are the tool's (docs/heroku.md#pgbackups).
fn question(call: &Invocation) -> Result<Vec<Line>, CommandError> {
    let (from, into) = names(&call.intent())?;
    let (from, into) = (label(from), label(into));
    let name = call.app_name();
    Ok(vec![
        Line::error("WARNING: Destructive Action"),
        Line::error(format!("Transfering data from {from} to {into}")),
        Line::error(format!(
            "To proceed, type \"{name}\" or re-run this command with --confirm {name}"
        )),
        Line::default(),
    ])
}
