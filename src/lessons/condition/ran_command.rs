//! Commands that were run, as conditions ask for them.

use super::{Databases, Evidence, LookupError};
use crate::terminal::command_log::CommandEnding;

/// A command that somebody has run, or has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RanCommand {
    pub command: &'static str,
    /// How it has ended.
    pub ending: CommandEnding,
    /// Whether it must not have been run.
    pub is_absent: bool,
    /// The databases of which it was about one.
    pub on: Option<Databases>,
    /// The moment after which.
    pub since: Option<String>,
}

impl RanCommand {
    pub fn holds(&self, evidence: Evidence) -> bool {
        let after = match &self.since {
            None => 0,
            Some(moment) => match evidence.moments.get(moment) {
                Some(mark) => mark.commands,
                None => return false,
            },
        };
        let on = match self.on.as_ref().map(|on| on.find(evidence)) {
            None => None,
            Some(Ok(ids)) => Some(ids),
            Some(Err(_)) => return false,
        };
        let has_run = evidence.shell.log().runs().iter().any(|run| {
            run.command == self.command
                && run.ending == self.ending
                && run.number > after
                && on.as_ref().is_none_or(|ids| ids.iter().any(|id| run.databases.contains(id)))
        });
        has_run != self.is_absent
    }

    /// What is true where it does not hold.
    ///
    /// # Errors
    /// It is about a database that there is not.
    pub fn truth(&self, evidence: Evidence) -> Result<String, LookupError> {
        let on = match &self.on {
            Some(on) => {
                on.find(evidence)?;
                format!(" on {on}")
            }
            None => String::new(),
        };
        let command = self.command;
        Ok(match self.ending {
            CommandEnding::Succeeded if self.is_absent => match &self.since {
                Some(moment) if evidence.moments.get(moment).is_none() => {
                    return Err(LookupError::NotYet(moment.clone()));
                }
                _ => format!("{command} has run{on}"),
            },
            CommandEnding::Succeeded => format!("{command} has not run{on} yet"),
            CommandEnding::Refused if self.is_absent => format!("{command} was refused{on}"),
            CommandEnding::Refused => format!("{command} was not refused{on} yet"),
            CommandEnding::NotConfirmed => format!("{command} got no wrong answer{on} yet"),
        })
    }
}
