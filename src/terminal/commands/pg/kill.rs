//! `pg:kill`: ends a query.

use super::info;
use crate::format;
use crate::platform::forecast::LagCause;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::sim::server::SessionState;
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Flag, Invocation, Next, Offer, UsageError, ValueKind,
};
use crate::terminal::formatting::{self, Column};
use crate::terminal::preview::{Intent, Preview};
use crate::terminal::screen::{Line, Style};

/// The command.
pub static COMMAND: Command = Command {
    args: &[
        Arg { name: "PROCESSID", kind: ValueKind::ProcessId, arity: Arity::One },
        super::DATABASE,
    ],
    flags: &[Flag {
        long: "force",
        short: Some('f'),
        value: None,
        summary: Some("end the whole connection, not only the query"),
    }],
    summary: "kill a query",
    notes: &[
        "Without DATABASE it looks in the database that DATABASE_URL names, and then in the app's",
        "others; the real tool looks in the first alone.",
    ],
    missing: "procpid to kill is required",
    offer: Some(Offer::Database("End the longest query", |world, id| {
        let longest = world.server(id).queries.first()?;
        Some(words(world, id, longest.pid))
    })),
    preview: Some(preview),
    ..Command::named("pg:kill", run)
};

/// The line that ends the query of a session on a database, and the session itself where it is idle
/// in a transaction: that runs nothing to cancel.
pub fn line(world: &Platform, id: DatabaseId, pid: u32) -> String {
    format!("heroku pg:kill {}", words(world, id, pid))
}

fn words(world: &Platform, id: DatabaseId, pid: u32) -> String {
    let colour = &world.database(id).colour;
    let query = world.server(id).query(pid);
    let is_idle = query.is_some_and(|query| query.session != SessionState::Running);
    format!("{pid} {colour}{}", if is_idle { " --force" } else { "" })
}

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let world = intent.world;
    let Some(pid) = intent.args.positional(0).and_then(process_id) else {
        return;
    };
    if intent.args.positional(1).is_none() {
        foreseen.databases.extend(find(world, intent.app, pid));
    }
    let (found, primary) = (foreseen.databases.first().copied(), world.primary(intent.app));
    let id = match intent.args.positional(1) {
        Some(_) => found,
        None => found.or(primary),
    };
    let Some(id) = id else {
        return;
    };
    let name = intent.colour(id);
    let Some(query) = world.server(id).query(pid).filter(|_| world.server(id).answers()) else {
        return foreseen.says(format!("No process {pid} runs on {name}: nothing would end."));
    };
    let force = intent.args.has("force");
    if query.session != SessionState::Running && !force {
        return foreseen.warns(format!(
            "Process {pid} on {name} is idle in a transaction: only --force ends it."
        ));
    }
    let (what, source) = (if force { "connection" } else { "query" }, &query.source);
    let age = format::length(query.age(world.now()));
    foreseen.says(format!("Ends the {what} of {source} on {name}, which has run for {age}."));
    if matches!(
        world.why_behind(id),
        Some(LagCause::Snapshot { pid: held } | LagCause::Lock { pid: held }) if held == pid
    ) {
        foreseen.says(format!("Replay on {name} waits for it."));
    }
}

/// A number that a process can have.
fn process_id(typed: &str) -> Option<u32> {
    typed.parse().ok().filter(|pid| *pid > 0)
}

fn run(call: &mut Invocation) -> CommandResult {
    let typed = call.args.positional(0).unwrap_or_default();
    let pid = process_id(typed).ok_or(UsageError::Message(COMMAND.missing))?;
    let named = call.args.positional(1).is_some();
    let found = if named { None } else { find(call.world, call.app, pid) };
    let id = found.map_or_else(|| call.database_or_primary(1), Ok)?;
    let force = call.args.has("force");
    let ended = call.world.end_query(id, pid, force)?;
    if !ended {
        let text = format!("WARNING:  PID {pid} is not a PostgreSQL server process");
        call.out.print(Line::of(Style::Warn, text));
    }
    let name = if force { "pg_terminate_backend" } else { "pg_cancel_backend" };
    let columns = [Column { name, right: false }];
    let table = formatting::table(&columns, &[vec![if ended { "t" } else { "f" }.to_owned()]]);
    call.out.print_all(table);
    if call.world.server(id).query(pid).is_some() {
        // As in PostgreSQL (docs/replication.md#b7).
        call.remark("It is idle in a transaction, so it goes on. --force ends the connection.");
    }
    if found.is_some() && !call.world.is_primary(id, call.app) {
        let name = &call.world.database(id).colour;
        let text =
            format!("It ran on {name}. The real tool looks only where DATABASE_URL points: f.");
        call.remark(&text);
    }
    Ok(Next::Finished)
}

/// The database of the app on which this process runs.
fn find(world: &Platform, app: AppId, pid: u32) -> Option<DatabaseId> {
    let runs = |id: &DatabaseId| world.server(*id).query(pid).is_some();
    let primary = world.primary(app).filter(runs);
    primary.or_else(|| info::of_app(world, app).into_iter().find(runs))
}
