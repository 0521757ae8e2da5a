//! `pg:unfollow`: makes a follower a database of its own.

use crate::format::count;
use crate::platform::deletions::Orders;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, ValueKind,
};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};
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

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let (world, Some(&id)) = (intent.world, foreseen.databases.first()) else {
        return;
    };
    let leader = match world.check_unfollow(id) {
        Ok(leader) => leader,
        Err(refusal) => {
            let why = messages::refusal(&refusal);
            return foreseen.warns(format!("It will be refused: {why}"));
        }
    };
    // A leader that is lost has still written what it had written.
    let held = |id| world.fleet().commits_on_disk(world.database(id).server);
    let own = held(id);
    let unseen = own.saturating_sub(world.fleet().commits_visible(world.database(id).server));
    let (name, leader_name) = (intent.colour(id), intent.colour(leader));
    foreseen.would_fork = Some(id);
    foreseen.warns(format!(
        "{name} becomes independent and writable after commit {} and can never follow again.",
        count(own)
    ));
    if unseen > 0 {
        foreseen.says(format!("It replays {} first.", received(unseen)));
    }
    match world.orders(id) {
        Some((Orders::Received, _)) => {
            foreseen.warns("It replays the DELETE that it has received, too.");
        }
        Some((Orders::OnTheWay, _)) => {
            foreseen.says(format!("It keeps the orders that {leader_name} has deleted."));
        }
        Some((Orders::Deleted | Orders::Kept, _)) | None => {}
    }
    match held(leader).saturating_sub(own) {
        0 => {}
        1 => foreseen.warns(format!("The newest commit of {leader_name} will not be on it.")),
        missing => foreseen.warns(format!(
            "The {} newest commits of {leader_name} will not be on it.",
            count(missing)
        )),
    }
}

fn received(number: u64) -> String {
    let noun = if number == 1 { "commit" } else { "commits" };
    format!("{} received {noun}", count(number))
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let checked = call.world.check_unfollow(id);
    let database = call.world.database(id);
    let (name, owner) = (call.world.display_name(id), database.app);
    // Heroku itself refuses the rest only when it is told to act.
    if call.world.leader_of(id).is_none() || !call.is_confirmed(owner)? {
        checked?;
    }
    let mut lead = vec![
        Line::error(format!("{name} will become writable and no longer")),
        Line::error(format!("follow {}. This cannot be undone.", leader(call.world, owner, id))),
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

/// The leader as the dialogue names it: its add-on, or where it is, where no config var of the app
/// names it.
fn leader(world: &Platform, app: AppId, id: DatabaseId) -> String {
    let Some(leader) = world.leader_of(id) else {
        return "another database".to_owned();
    };
    match world.name_to(app, leader) {
        Ok(var) => var.trim_end_matches("_URL").to_owned(),
        Err(place) => place,
    }
}
