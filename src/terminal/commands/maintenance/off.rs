//! `maintenance:off`.

use crate::terminal::command::{Command, Offer};
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    summary: "take the app out of maintenance mode",
    offer: Some(Offer::App("Maintenance mode off", |world, app| {
        world.app(app).maintenance.then(String::new)
    })),
    preview: Some(preview),
    ..Command::named("maintenance:off", |call| super::set(call, false))
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let (world, app) = (intent.world, intent.app_name());
    if !world.app(intent.app).maintenance {
        return foreseen.says("Maintenance mode is off already: nothing changes.");
    }
    foreseen.says(format!("Visitors of {app} will be let in again."));
    match world.primary(intent.app) {
        None => foreseen.warns(format!("{app} has no database, so every write will fail.")),
        Some(id) if world.fleet().takes_writes(world.database(id).server).is_err() => {
            let name = intent.colour(id);
            foreseen.warns(format!("{name} takes no writes now, so every write will fail."));
        }
        Some(_) => {}
    }
}
