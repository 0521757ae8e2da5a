//! `pg:promote`: lets `DATABASE_URL` name another database.

use crate::format::commits;
use crate::platform::DatabaseId;
use crate::sim::ServerError;
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, ValueKind,
};
use crate::terminal::preview::{Intent, Preview};

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
    preview: Some(preview),
    ..Command::named("pg:promote", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let Some(&id) = foreseen.databases.first() else {
        return;
    };
    if intent.world.is_primary(id, intent.app) {
        foreseen.says(format!("DATABASE_URL names {} already.", intent.colour(id)));
    } else {
        foresee(intent, foreseen, id);
    }
    foreseen.says(intent.restart());
}

/// What comes of it that `DATABASE_URL` names this database.
pub fn foresee(intent: &Intent, foreseen: &mut Preview, id: DatabaseId) {
    let (world, name, app) = (intent.world, intent.colour(id), intent.app_name());
    let follows = world.leader_of(id).is_some();
    match world.fleet().takes_writes(world.database(id).server) {
        Err(ServerError::Corrupt) => {
            foreseen.warns(format!("The files of {name} are damaged: every write will fail."));
        }
        Err(ServerError::Gone) => {
            foreseen.warns(format!("{name} is lost, so every write will fail."));
        }
        Err(_) if follows => foreseen.warns(format!(
            "{name} is still a read-only follower, so every write will fail. Unfollow it first."
        )),
        Err(ServerError::Down) => {
            foreseen
                .warns(format!("{name} does not run now: every write will fail until it does."));
        }
        Err(ServerError::NotReady) => {
            foreseen
                .warns(format!("{name} is still being made: every write will fail until then."));
        }
        Err(ServerError::InRecovery) => foreseen.warns(format!(
            "PostgreSQL on {name} recovers: every write will fail for some seconds."
        )),
        Err(ServerError::DiskFull) => {
            foreseen.warns(format!("The disk of {name} is full, so every write will fail."));
        }
        Err(ServerError::ReadOnly) => foreseen.says(format!(
            "{app} will write to {name} once that has replayed what it has received."
        )),
        Ok(()) => foreseen.says(format!("{app} will write to {name}.")),
    }
    let Some(old) = world.primary(intent.app).filter(|old| *old != id && !follows) else {
        return;
    };
    let old_name = intent.colour(old);
    let lost = world.loss_if_promoted(intent.app, id);
    if lost > 0 {
        let holders = match world.server(old).is_lost() {
            true => "that others still hold".to_owned(),
            false => format!("on {old_name}"),
        };
        foreseen.warns(format!("{} {holders} will be missing there.", commits(lost)));
    }
    for fellow in world.sharers(intent.app).into_iter().map(|app| world.app(app)) {
        let fellow = match fellow.outside {
            true => format!("{}, outside Heroku,", fellow.name),
            false => fellow.name.clone(),
        };
        foreseen.warns(format!("{fellow} goes on writing to {old_name}."));
    }
    for follower in world.followers_of(old) {
        let follower = intent.colour(follower);
        foreseen.says(format!("{follower} goes on following {old_name}."));
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    let database = call.world.database(id);
    let is_primary = call.world.is_primary(id, call.app);
    let role = if is_primary { " (DATABASE_URL)" } else { "" };
    let text = format!("Promoting {}{role} to DATABASE_URL... ", database.config_var());
    let name = database.colour.clone();
    call.world.promote(call.app, id);
    call.done(&text, "");
    if is_primary {
        call.remark(&format!("DATABASE_URL named {name} already; the dynos restart all the same."));
    }
    Ok(Next::Finished)
}
