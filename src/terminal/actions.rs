//! The commands that a click offers, ready to be written into the prompt.

use super::command::{Command, Offer};
use super::commands::{COMMANDS, outside};
use crate::platform::{AppId, DatabaseId, Platform};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub label: &'static str,
    pub command: String,
    /// The entry of the page's glossary that explains it.
    pub glossary: Option<&'static str>,
}

/// Returns the label of an offer and the words after the command's name.
type Evaluate<'a> = &'a dyn Fn(Offer) -> Option<(&'static str, String)>;

/// What the commands offer for `app`, in the order of their table, to be typed in the shell of
/// `here`.
fn offers(world: &Platform, here: AppId, app: AppId, evaluate: Evaluate) -> Vec<Action> {
    let action = |command: &&Command| {
        let (label, words) = evaluate(command.offer?)?;
        let mut parts = vec![command.typed(), words];
        if app != here {
            parts.push(format!("--app {}", world.app(app).name));
        }
        parts.retain(|part| !part.is_empty());
        Some(Action { label, command: parts.join(" "), glossary: command.glossary })
    };
    COMMANDS.iter().filter_map(action).collect()
}

/// What can be done with a database now, from the shell of `here`.
pub fn of_database(world: &Platform, here: AppId, id: DatabaseId) -> Vec<Action> {
    offers(world, here, world.database(id).app, &|offer| match offer {
        Offer::Database(label, words) => Some((label, words(world, id)?)),
        Offer::App(..) => None,
    })
}

/// What can be done with an app now, from the shell of `here`.
pub fn of_app(world: &Platform, here: AppId, id: AppId) -> Vec<Action> {
    if world.app(id).outside {
        return of_outside(world, here, id);
    }
    offers(world, here, id, &|offer| match offer {
        Offer::App(label, words) => Some((label, words(world, id)?)),
        Offer::Database(..) => None,
    })
}

/// The same of an app outside Heroku.
fn of_outside(world: &Platform, here: AppId, id: AppId) -> Vec<Action> {
    let plain = |label, command| Action { label, command, glossary: None };
    let straggler = world.straggler(id).map(|it| it.new);
    let moves = straggler.map(|new| move_line(world, here, id, new));
    let stop = format!("{} {}", outside::stop::COMMAND.name, world.app(id).name);
    let stop = (!world.app(id).maintenance).then(|| plain("Stop it", stop));
    let start = world.primary(id).filter(|_| world.app(id).maintenance && straggler.is_none());
    let start = start.map(|primary| plain("Start it", move_line(world, here, id, primary)));
    let moves = moves.map(|line| plain("Give it the new URL", line));
    moves.into_iter().chain(stop).chain(start).collect()
}

/// The line that lets an app write to a database, typed in the shell of `here`: `pg:promote` where
/// the database is its own.
pub fn move_line(world: &Platform, here: AppId, app: AppId, id: DatabaseId) -> String {
    let database = world.database(id);
    if world.app(app).outside {
        return outside::set::line(world, app, id);
    }
    let line = match database.app == app {
        true => format!("heroku pg:promote {}", database.colour),
        false => format!("heroku config:set DATABASE_URL={}", database.url),
    };
    line_of_app(world, here, app, line)
}

/// A line about an app, typed in the shell of `here`.
pub fn line_of_app(world: &Platform, here: AppId, app: AppId, line: String) -> String {
    if app == here { line } else { format!("{line} --app {}", world.app(app).name) }
}

/// What is offered to a newcomer, in the order in which one does it: a changeover stops the writes
/// before anything else (article, "Changing plans").
const IN_ORDER: [&str; 8] = [
    "addons:add",
    "pg:wait",
    "pg:ps",
    "pg:kill",
    "maintenance:on",
    "ps:scale",
    "pg:unfollow",
    "pg:promote",
];

/// What a newcomer can do: see all databases, and add to, repair or replace what is there.
pub fn to_begin(world: &Platform, app: AppId) -> Vec<Action> {
    let Some(primary) = world.primary(app) else {
        return of_app(world, app, app);
    };
    let follower = world.followers_of(primary).first().copied();
    let databases = [follower, Some(primary)].into_iter().flatten();
    let mut offers: Vec<Action> = databases.flat_map(|id| of_database(world, app, id)).collect();
    if follower.is_some() {
        offers.extend(of_app(world, app, app));
    }
    let plain = |label, command: &str| Action { label, command: command.into(), glossary: None };
    let mut actions = vec![plain("Show every database", "heroku pg:info")];
    for name in IN_ORDER {
        let is_it = |offer: &&Action| offer.command.split(' ').nth(1) == Some(name);
        actions.extend(offers.iter().find(is_it).cloned());
    }
    actions.push(plain("List the commands", "heroku help"));
    actions
}
