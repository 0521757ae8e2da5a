//! Foresight: what a command that is typed and not entered would touch, and what of it nobody
//! could undo.

use super::arguments::Args;
use super::command::{Command, Kind};
use crate::platform::{AppId, DatabaseId, Platform};

/// What a command would touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// The app that it is about.
    pub app: Option<AppId>,
    /// The databases that it names; where there are none, the app is what it touches.
    pub databases: Vec<DatabaseId>,
    /// The database whose history it would fork.
    pub forks: Option<DatabaseId>,
    /// What cannot be undone, in a sentence.
    pub told: Option<String>,
}

impl Foreseen {
    /// What a command with these arguments would touch.
    pub(super) fn of(world: &Platform, command: &Command, args: &Args, app: AppId) -> Foreseen {
        let mut foreseen = Foreseen { app: Some(app), ..Foreseen::default() };
        let mut name = |kind: Kind, typed: &str| {
            let named = match kind {
                Kind::Database => world.resolve(app, typed),
                Kind::Addon => world.resolve_addon(app, typed),
                _ => return,
            };
            foreseen.databases.extend(named.ok());
        };
        for (at, typed) in args.all().iter().enumerate() {
            // Where one may come many times, the last kind is that of all.
            if let Some(arg) = command.args.get(at).or(command.args.last()) {
                name(arg.kind, typed);
            }
        }
        for flag in command.flags {
            if let (Some((_, kind)), Some(typed)) = (flag.value, args.value(flag.long)) {
                name(kind, typed);
            }
        }
        if let (Some(foretells), Some(&first)) = (command.foretells, foreseen.databases.first()) {
            foretells(world, &mut foreseen, first);
        }
        foreseen
    }
}
