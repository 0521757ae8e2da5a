//! `pg:ps`: the queries that run on a database.

use super::info;
use crate::format;
use crate::platform::DatabaseId;
use crate::sim::server::SessionState;
use crate::terminal::command::{Command, CommandResult, Invocation, Next, Offer};
use crate::terminal::formatting::{self, Column};

/// The command.
pub static COMMAND: Command = Command {
    args: &[super::DATABASE],
    summary: "view active queries with execution time",
    notes: &["Without DATABASE it looks at the database that DATABASE_URL names."],
    offer: Some(Offer::Database("List queries", |world, id| {
        world.server(id).answers().then(|| world.database(id).colour.clone())
    })),
    ..Command::named("pg:ps", run)
};

const COLUMNS: [Column; 6] = [
    Column { name: "pid", right: true },
    Column { name: "state", right: false },
    Column { name: "source", right: false },
    Column { name: "running_for", right: false },
    Column { name: "waiting", right: false },
    Column { name: "query", right: false },
];

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    if !call.world.server(id).answers() {
        let name = call.world.display_name(id);
        return Err(crate::platform::Refusal::NotAnswering { name }.into());
    }
    let now = call.world.now();
    let mut rows = Vec::new();
    // Newest first, as in the tool.
    for query in call.world.server(id).queries.iter().rev() {
        rows.push(vec![
            query.pid.to_string(),
            if query.session == SessionState::Running { "active" } else { "idle in transaction" }
                .to_owned(),
            query.source.clone(),
            formatting::interval(query.age(now)),
            "f".to_owned(),
            query.sql.clone(),
        ]);
    }
    call.out.print_all(formatting::table(&COLUMNS, &rows));
    if call.args.positional(0).is_none() {
        remark_elsewhere(call, id);
    }
    Ok(Next::Finished)
}

/// The real tool looks at one database and says nothing of the app's others.
fn remark_elsewhere(call: &mut Invocation, looked_at: DatabaseId) {
    let world = &call.world;
    let others = info::of_app(world, call.app).into_iter().filter(|id| *id != looked_at);
    let busy = others.filter(|id| !world.server(*id).queries.is_empty());
    let names: Vec<String> = busy.map(|id| world.database(id).colour.clone()).collect();
    if let Some(first) = names.first() {
        let text = format!(
            "It looks at {} alone. Queries run on {}: heroku pg:ps {first}.",
            world.database(looked_at).colour,
            format::series(&names)
        );
        call.remark(&text);
    }
}
