//! What a click offers: commands, ready to be written into the prompt.

use super::commands::COMMANDS;
use super::spec::{Command, Offer};
use crate::platform::{AppId, DatabaseId, Platform};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is called.
    pub label: &'static str,
    /// The command that does it.
    pub command: String,
}

fn action(command: &Command, label: &'static str, words: &str) -> Action {
    let command = format!("{} {words}", command.typed());
    Action { label, command: command.trim_end().to_owned() }
}

/// What can be done with a database now, in the order of the table of commands.
pub fn of_database(world: &Platform, id: DatabaseId) -> Vec<Action> {
    let offered = COMMANDS.iter().filter_map(|command| match command.offer {
        Some(Offer::Database(label, words)) => Some(action(command, label, &words(world, id)?)),
        _ => None,
    });
    offered.collect()
}

/// What can be done with an app now, in the order of the table of commands.
pub fn of_app(world: &Platform, id: AppId) -> Vec<Action> {
    let offered = COMMANDS.iter().filter_map(|command| match command.offer {
        Some(Offer::App(label, words)) => Some(action(command, label, &words(world, id)?)),
        _ => None,
    });
    offered.collect()
}

/// What somebody can do who has just come: see all databases, and add to or mend what is there.
pub fn to_begin(world: &Platform, app: AppId) -> Vec<Action> {
    let Some(primary) = world.primary(app) else {
        return of_app(world, app);
    };
    let wanted = ["addons:add", "pg:wait", "pg:unfollow", "pg:ps", "pg:kill", "pg:promote"];
    let follower = world.followers_of(primary).first().copied();
    let of_both = [follower, Some(primary)].into_iter().flatten();
    let mut actions =
        vec![Action { label: "Show every database", command: "heroku pg:info".into() }];
    for offered in of_both.flat_map(|id| of_database(world, id)) {
        let name = offered.command.split(' ').nth(1).unwrap_or_default();
        let known = actions.iter().any(|action| action.label == offered.label);
        if wanted.contains(&name) && !known {
            actions.push(offered);
        }
    }
    actions.push(Action { label: "List the commands", command: "heroku help".into() });
    actions
}
