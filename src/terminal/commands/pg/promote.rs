//! `pg:promote`: lets `DATABASE_URL` name another database.

use crate::format::plural;
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, ValueKind,
};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "DATABASE", kind: ValueKind::Database, arity: Arity::One }],
    summary: "sets DATABASE as your DATABASE_URL",
    notes: &[
        "It moves DATABASE_URL and nothing else: a follower stays a read-only follower until it is",
        "unfollowed, and other followers go on following the old database.",
    ],
    missing: "Must specify DATABASE to promote.",
    offer: Some(Offer::Database("Promote: let the app use it", |world, id| {
        let database = world.database(id);
        (!world.is_primary(id, database.app)).then(|| database.config_var())
    })),
    glossary: Some("promote"),
    preview: Some(|world, foreseen, id| {
        let Some(old) = foreseen.app.and_then(|app| world.primary(app)) else {
            return;
        };
        let (name, old_name) = (&world.database(id).colour, &world.database(old).colour);
        let timelines = world.fleet().timelines();
        let fork = timelines.get(world.server(id).timeline).fork;
        foreseen.warning = if world.leader_of(id).is_some() {
            Some(format!("{name} still follows and is read-only: it would refuse every write."))
        } else {
            // What the old database has written since the fork stays behind on it.
            fork.filter(|(parent, _)| *parent == world.server(old).timeline).map(|(_, point)| {
                let held = world.fleet().commits_on_disk(world.database(old).server);
                let left = plural(held.saturating_sub(point.commits), "commit");
                let fate = if world.server(old).is_lost() { "are gone" } else { "stay behind" };
                format!("{name} takes the writes from then on; {left} of {old_name} {fate}.")
            })
        };
    }),
    ..Command::named("pg:promote", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let database = call.world.database(id);
    let role = if call.world.is_primary(id, call.app) { " (DATABASE_URL)" } else { "" };
    let text = format!("Promoting {}{role} to DATABASE_URL... ", database.config_var());
    call.world.promote(call.app, id);
    call.done(&text, "");
    Ok(Next::Finished)
}
