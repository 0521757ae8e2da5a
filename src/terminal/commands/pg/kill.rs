//! `pg:kill`: ends a query.

use super::info;
use crate::platform::{DatabaseId, Refusal};
use crate::terminal::print::{self, Column};
use crate::terminal::screen::{Line, Style};
use crate::terminal::spec::{
    Arg, Call, Command, Done, Failure, Flag, Kind, Need, Offer, Outcome, Usage,
};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "PROCESSID", kind: Kind::ProcessId, need: Need::One }, super::DATABASE],
    flags: &[Flag {
        long: "force",
        short: Some('f'),
        value: None,
        summary: "end the whole connection, not only the query",
    }],
    summary: "kill a query",
    notes: &[
        "Without DATABASE it looks in the database that DATABASE_URL names, and then in the app's",
        "others; the real tool looks in the first alone.",
    ],
    missing: "Must specify PROCESSID to kill.",
    offer: Some(Offer::Database("End the longest query", |world, id| {
        let longest = world.server(id).queries.first()?;
        Some(format!("{} {}", longest.pid, world.database(id).colour))
    })),
    ..Command::named("pg:kill", run)
};

fn run(call: &mut Call) -> Outcome {
    let typed = call.args.positional(0).unwrap_or_default();
    let wanted = "a process id, which is a whole number";
    let pid: u32 = typed.parse().map_err(|_| Usage::NotA { typed: typed.to_owned(), wanted })?;
    let id = match call.args.positional(1) {
        Some(_) => call.database_or_primary(1)?,
        None => find(call, pid)?,
    };
    call.world.end_query(id, pid)?;
    let force = call.args.has("force");
    let name = if force { "pg_terminate_backend" } else { "pg_cancel_backend" };
    let columns = [Column { name, right: false }];
    let table = print::table(&columns, &[vec!["t".to_owned()]]);
    call.out.print_all(table);
    if call.args.positional(1).is_none() && !call.world.is_primary(id, call.app) {
        let text = format!("     It ran on {}.", call.world.database(id).colour);
        call.out.print(Line::of(Style::Dim, text));
    }
    Ok(Done::Finished)
}

/// The database of the app on which this process runs.
fn find(call: &Call, pid: u32) -> Result<DatabaseId, Failure> {
    let primary = call.world.primary(call.app);
    let databases = primary.into_iter().chain(info::of_app(call.world, call.app));
    let runs = |id: &DatabaseId| call.world.server(*id).queries.iter().any(|q| q.pid == pid);
    let mut databases = databases;
    databases.find(runs).ok_or_else(|| Refusal::UnknownProcess { pid }.into())
}
