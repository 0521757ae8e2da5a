//! `pg:killall`: ends all queries of a database.

use super::info;
use crate::platform::Refusal;
use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::formatting::{self, Column};
use crate::terminal::messages;
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
    let (world, name) = (intent.world, intent.colour(id));
    let server = world.server(id);
    if !server.answers() {
        let refusal = Refusal::NotAnswering { name: world.display_name(id) };
        return foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
    }
    foreseen.says(match server.queries.as_slice() {
        [] => format!("No query runs on {name}. Dynos connect again at once."),
        [one] => format!("Ends query {} of {} on {name}.", one.pid, one.source),
        all => format!("Ends all {} queries on {name}.", all.len()),
    });
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let connections = info::connections(call.world, id);
    let ended = call.world.end_all_queries(id)?;
    let columns = [Column { name: "pg_terminate_backend", right: false }];
    call.out.print_all(formatting::table(&columns, &vec![vec!["t".to_owned()]; connections]));
    let name = call.world.database(id).colour.clone();
    match (connections, ended) {
        (0, _) => call.remark(&format!("Nothing was connected to {name}.")),
        (_, 0) => call.remark("No query ran. The dynos connect again at once."),
        _ => {}
    }
    Ok(Next::Finished)
}
