//! `pg:unfollow`: makes a follower a database of its own.

use crate::format::plural;
use crate::platform::{DatabaseId, Platform};
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, ValueKind,
};
use crate::terminal::preview::Preview;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command = Command {
    // The tool's own word for a follower in usage.
    args: &[Arg { name: "REPLICA", kind: ValueKind::Database, arity: Arity::One }],
    summary: "stop a replica from following and make it a read/write database",
    notes: &["It keeps everything received up to then, goes on costing, and cannot be undone."],
    missing: "Must specify REPLICA to unfollow.",
    confirms: true,
    offer: Some(Offer::Database("Unfollow: make it independent", |world, id| {
        let unfollows = world.check_unfollow(id).is_ok();
        unfollows.then(|| world.database(id).config_var())
    })),
    glossary: Some("unfollow"),
    preview: Some(preview),
    ..Command::named("pg:unfollow", run)
};

fn preview(world: &Platform, foreseen: &mut Preview, id: DatabaseId) {
    let (Some(leader), Ok(_)) = (world.leader_of(id), world.check_unfollow(id)) else {
        return;
    };
    // A leader that is lost has still written what it had written.
    let held = |id| world.fleet().commits_on_disk(world.database(id).server);
    let (own, seen) = (held(id), world.fleet().commits_visible(world.database(id).server));
    foreseen.would_fork = Some(id);
    foreseen.warning = Some(format!(
        "{} forks after commit {own} and cannot follow again: {} will be replayed first, {} of {} \
         are not here.",
        world.database(id).colour,
        plural(own.saturating_sub(seen), "received commit"),
        plural(held(leader).saturating_sub(own), "commit"),
        world.database(leader).colour,
    ));
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let checked = call.world.check_unfollow(id);
    let database = call.world.database(id);
    let (name, owner) = (database.config_var(), database.app);
    // Heroku itself refuses the rest only when it is told to act.
    if call.world.leader_of(id).is_none() || !call.is_confirmed(owner)? {
        checked?;
    }
    let mut lead = vec![
        Line::error(format!("{name} will become writable and no longer")),
        Line::error(format!("follow {}. This cannot be undone.", leader(call.world, id))),
    ];
    if call.confirmed.is_none() {
        lead.push(Line::default());
        return Ok(call.ask(owner, lead));
    }
    if call.args.has("confirm") {
        call.out.print_all(lead);
    }
    let action = "Unfollowing... ";
    call.world.unfollow(id).map_err(|refusal| call.failed(action, refusal))?;
    call.done(action, "");
    Ok(Next::Finished)
}

/// The leader as the dialogue names it: its add-on, or where it was once it is removed.
fn leader(world: &Platform, id: DatabaseId) -> String {
    match world.leader_of(id).map(|id| world.database(id)) {
        Some(leader) if leader.is_removed() => {
            let (_, host) = leader.url.split_once('@').unwrap_or_default();
            format!("Database on {host}")
        }
        Some(leader) => leader.addon(),
        None => "another database".to_owned(),
    }
}
