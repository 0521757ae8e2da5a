//! What a click on a database offers: commands, ready to be written into the prompt.

use super::commands::COMMANDS;
use crate::platform::{DatabaseId, Platform};

/// Something that can be done with a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is called.
    pub label: &'static str,
    /// The command that does it.
    pub command: String,
}

/// What can be done with a database now, in the order of the table of commands.
pub fn of_database(world: &Platform, id: DatabaseId) -> Vec<Action> {
    let action = |command: &&super::spec::Command| {
        let offer = command.offer.as_ref()?;
        let words = (offer.words)(world, id)?;
        Some(Action { label: offer.label, command: format!("{} {words}", command.typed()) })
    };
    COMMANDS.iter().filter_map(action).collect()
}
