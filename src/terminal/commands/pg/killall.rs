//! `pg:killall`: ends all queries of a database.

use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::formatting::{self, Column};
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    args: &[super::DATABASE],
    summary: "terminates ALL connections",
    notes: &[
        "Dynos connect again at once. Replication goes on: a follower's connection to its leader",
        "is not one of them.",
    ],
    preview: Some(preview),
    ..Command::named("pg:killall", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let named = intent.args.positional(0).is_some();
    let primary = intent.world.primary(intent.app).filter(|_| !named);
    let Some(id) = foreseen.databases.first().copied().or(primary) else {
        return;
    };
    let (name, server) = (intent.colour(id), intent.world.server(id));
    foreseen.says(match server.queries.as_slice() {
        _ if !server.answers() => format!("{name} does not run: nothing would end."),
        [] => format!("No query runs on {name}."),
        [one] => format!("Ends query {} of {} on {name}.", one.pid, one.source),
        all => format!("Ends all {} queries on {name}.", all.len()),
    });
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let ended = call.world.end_all_queries(id)?;
    let columns = [Column { name: "pg_terminate_backend", right: false }];
    let rows = vec![vec!["t".to_owned()]; ended as usize];
    call.out.print_all(formatting::table(&columns, &rows));
    if ended == 0 && call.args.positional(0).is_none() {
        call.remark("Without a database it looks only where DATABASE_URL points.");
    }
    Ok(Next::Finished)
}
