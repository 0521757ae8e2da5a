//! `pg:kill`: ends a query.

use super::info;
use crate::platform::DatabaseId;
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Flag, Invocation, Next, Offer, UsageError, ValueKind,
};
use crate::terminal::formatting::{self, Column};
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
        Some(format!("{} {}", longest.pid, world.database(id).colour))
    })),
    ..Command::named("pg:kill", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let typed = call.args.positional(0).unwrap_or_default();
    let pid: u32 = typed.parse().map_err(|_| UsageError::Message(COMMAND.missing))?;
    let named = call.args.positional(1).is_some();
    let found = if named { None } else { find(call, pid) };
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
        let text = format!("It ran on {}.", call.world.database(id).colour);
        call.remark(&text);
    }
    Ok(Next::Finished)
}

/// The database of the app on which this process runs.
fn find(call: &Invocation, pid: u32) -> Option<DatabaseId> {
    let runs = |id: &DatabaseId| call.world.server(*id).query(pid).is_some();
    let primary = call.world.primary(call.app).filter(runs);
    primary.or_else(|| info::of_app(call.world, call.app).into_iter().find(runs))
}
