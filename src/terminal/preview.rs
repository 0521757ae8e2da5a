//! Foresight: what a command that is typed and not entered would touch, and what of it nobody
//! could undo.

use super::arguments::Args;
use super::command::{Command, ValueKind};
use crate::platform::{AppId, DatabaseId, Platform};

/// What a command would touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The app that it is about.
    pub app: Option<AppId>,
    /// The databases that it names; where there are none, the app is what it touches.
    pub databases: Vec<DatabaseId>,
    /// The database whose history it would fork.
    pub forks: Option<DatabaseId>,
    /// What cannot be undone, in a sentence.
    pub warning: Option<String>,
}

impl Preview {
    /// What a command with these arguments would touch.
    pub(super) fn of(world: &Platform, command: &Command, args: &Args, app: AppId) -> Preview {
        let mut foreseen = Preview { app: Some(app), ..Preview::default() };
        let mut name = |kind: ValueKind, typed: &str| {
            let named = match kind {
                ValueKind::Database => world.resolve(app, typed),
                ValueKind::Addon => world.resolve_addon(app, typed),
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
        if let (Some(foretells), Some(&first)) = (command.preview, foreseen.databases.first()) {
            foretells(world, &mut foreseen, first);
        }
        foreseen
    }
}
