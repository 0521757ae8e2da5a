//! The commands that were run: what a lesson asks about when it asks what somebody did.

use super::args::Args;
use super::command::{Arity, Command, ValueKind};
use crate::platform::{AppId, DatabaseId, Platform};

/// A command as it was run last about these databases with this ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandRun {
    /// Its first name: `pg:info`.
    pub command: &'static str,
    /// The databases that it was about.
    pub databases: Vec<DatabaseId>,
    pub ending: CommandEnding,
    /// Its place among all that were run, from 1.
    pub number: u64,
}

impl CommandRun {
    /// A run that has succeeded, as far as is known before it.
    pub fn of(world: &Platform, app: AppId, command: &Command, args: &Args) -> CommandRun {
        let databases = databases_of(world, app, command, args);
        CommandRun { command: command.name, databases, ending: CommandEnding::Succeeded, number: 0 }
    }
}

/// How a command has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandEnding {
    Succeeded,
    Refused,
    /// It asked for a name and got another one.
    NotConfirmed,
}

/// Each kind of run once, so that it does not grow with a run's length.
#[derive(Clone, Debug, Default)]
pub struct CommandLog {
    runs: Vec<CommandRun>,
    count: u64,
}

impl CommandLog {
    /// Takes note of a run that has ended.
    pub fn note(&mut self, run: CommandRun) {
        let is_like = |other: &CommandRun| {
            (other.command, &other.databases, other.ending)
                == (run.command, &run.databases, run.ending)
        };
        self.runs.retain(|other| !is_like(other));
        self.count += 1;
        self.runs.push(CommandRun { number: self.count, ..run });
    }

    /// How many commands were run.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The runs, the last one last.
    pub fn runs(&self) -> &[CommandRun] {
        &self.runs
    }
}

/// The databases that a command is about: those it names; else, where it could name one, all of
/// the app, or that of `DATABASE_URL`, whichever the command means then.
fn databases_of(world: &Platform, app: AppId, command: &Command, args: &Args) -> Vec<DatabaseId> {
    let named = command.preview(world, args, app).databases;
    let could_name = |kind| command.args.iter().any(|arg| arg.kind == kind);
    let is_optional = command.args.iter().all(|arg| arg.arity != Arity::One);
    if !named.is_empty() || !could_name(ValueKind::Database) {
        return named;
    }
    if is_optional && matches!(command.name, "pg:info" | "pg:wait") {
        let own = world.databases().filter(|(_, database)| database.app == app);
        return own.map(|(id, _)| id).collect();
    }
    world.primary(app).into_iter().collect()
}
