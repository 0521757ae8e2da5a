//! `maintenance:on`.

use crate::terminal::command::{Command, Offer};

/// The command.
pub static COMMAND: Command = Command {
    summary: "put the app into maintenance mode",
    notes: &[
        "Visitors get the maintenance page. Every other dyno goes on, and goes on writing:",
        "scale workers down as well before a changeover.",
    ],
    offer: Some(Offer::App("Maintenance mode on", |world, app| {
        (!world.app(app).maintenance).then(String::new)
    })),
    ..Command::named("maintenance:on", |call| super::set(call, true))
};
