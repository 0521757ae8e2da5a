//! `maintenance:off`.

use crate::terminal::command::{Command, Offer};

/// The command.
pub static COMMAND: Command = Command {
    summary: "take the app out of maintenance mode",
    offer: Some(Offer::App("Maintenance mode off", |world, app| {
        world.app(app).maintenance.then(String::new)
    })),
    ..Command::named("maintenance:off", |call| super::set(call, false))
};
