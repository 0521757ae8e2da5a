//! `pg:reset`: drops all that a database has.

use crate::format;
use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "DATABASE", kind: ValueKind::Database, arity: Arity::One }],
    summary: "delete all data in DATABASE",
    notes: &["Its followers delete it too, as soon as they replay that."],
    missing: "Must specify DATABASE to reset.",
    confirms: true,
    preview: Some(preview),
    ..Command::named("pg:reset", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let (world, Some(&id)) = (intent.world, foreseen.databases.first()) else {
        return;
    };
    if let Err(refusal) = world.check_reset(id) {
        return foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
    }
    foreseen.warns(format!("{} loses every table and row.", intent.colour(id)));
    let followers: Vec<&str> =
        world.followers_of(id).into_iter().map(|id| intent.colour(id)).collect();
    if !followers.is_empty() {
        let followers = format::series(&followers);
        foreseen.warns(format!("{followers} will drop them too: a follower is no backup."));
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let owner = call.world.database(id).app;
    let checked = call.world.check_reset(id);
    if !call.is_confirmed(owner)? {
        checked?;
        return Ok(call.ask(owner, Vec::new()));
    }
    let action = format!("Resetting {}... ", call.world.display_name(id));
    call.world.reset_database(id).map_err(|refusal| call.failed(&action, refusal))?;
    call.done(&action, "");
    Ok(Next::Finished)
}
