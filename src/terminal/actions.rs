//! What a click offers: commands, ready to be written into the prompt.

use super::command::{Command, Offer};
use super::commands::COMMANDS;
use crate::platform::{AppId, DatabaseId, Platform};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is called.
    pub label: &'static str,
    /// The command that does it.
    pub command: String,
    /// The entry of the page's glossary that explains it.
    pub glossary: Option<&'static str>,
}

/// The label and the words of what a command offers; none where it offers nothing now.
type Offered<'a> = &'a dyn Fn(Offer) -> Option<(&'static str, String)>;

/// What the commands offer to do in `app`, in the order of their table, typed in the shell of
/// `here`.
fn all(world: &Platform, here: AppId, app: AppId, offered: Offered) -> Vec<Action> {
    let action = |command: &&Command| {
        let (label, words) = offered(command.offer?)?;
        let mut line = command.typed();
        if !words.is_empty() {
            line += &format!(" {words}");
        }
        if app != here {
            line += &format!(" --app {}", world.app(app).name);
        }
        Some(Action { label, command: line, glossary: command.glossary })
    };
    COMMANDS.iter().filter_map(action).collect()
}

/// What can be done with a database now, from the shell of `here`.
pub fn of_database(world: &Platform, here: AppId, id: DatabaseId) -> Vec<Action> {
    all(world, here, world.database(id).app, &|offer| match offer {
        Offer::Database(label, words) => Some((label, words(world, id)?)),
        Offer::App(..) => None,
    })
}

/// What can be done with an app now, from the shell of `here`.
pub fn of_app(world: &Platform, here: AppId, id: AppId) -> Vec<Action> {
    all(world, here, id, &|offer| match offer {
        Offer::App(label, words) => Some((label, words(world, id)?)),
        Offer::Database(..) => None,
    })
}

/// What somebody can do who has just come: see all databases, and add to or mend what is there.
pub fn to_begin(world: &Platform, app: AppId) -> Vec<Action> {
    let Some(primary) = world.primary(app) else {
        return of_app(world, app, app);
    };
    let wanted = ["addons:add", "pg:wait", "pg:unfollow", "pg:ps", "pg:kill", "pg:promote"];
    let follower = world.followers_of(primary).first().copied();
    let of_both = [follower, Some(primary)].into_iter().flatten();
    let plain = |label, command: &str| Action { label, command: command.into(), glossary: None };
    let mut actions = vec![plain("Show every database", "heroku pg:info")];
    for offered in of_both.flat_map(|id| of_database(world, app, id)) {
        let name = offered.command.split(' ').nth(1).unwrap_or_default();
        let known = actions.iter().any(|action| action.label == offered.label);
        if wanted.contains(&name) && !known {
            actions.push(offered);
        }
    }
    actions.push(plain("List the commands", "heroku help"));
    actions
}
