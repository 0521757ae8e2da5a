//! Incidents: what befell the fleet in a run, as conditions ask for it.

use std::collections::BTreeSet;
use std::fmt;

use super::{Evidence, LookupError};
use crate::platform::Platform;
use crate::platform::faults::{FAULTS, find};
use crate::platform::journal::{FAILED_OVER, QUERY_CANCELLED};

/// What can have happened; a database is named by its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incident {
    /// The fault at this place of `FAULTS` has struck what has this name.
    Struck { fault: u32, on: String },
    /// A hidden standby has taken over.
    FailedOver(String),
    /// Replay has cancelled a query.
    QueryCancelled(String),
    /// A line of the terminal that was printed, and not typed, has this text.
    Shown(String),
}

/// What the journal has told of, which forgets its oldest entries.
#[derive(Clone, Debug, Default)]
pub struct IncidentLog {
    /// Colours.
    failed_over: BTreeSet<String>,
    query_cancelled: BTreeSet<String>,
    /// Entries of the journal that have been read.
    entries: u64,
}

impl IncidentLog {
    /// Reads what is new in the journal.
    pub fn note(&mut self, world: &Platform) {
        let journal = world.journal();
        let new = (journal.total() - self.entries) as usize;
        self.entries = journal.total();
        let from = journal.entries().len().saturating_sub(new);
        for entry in &journal.entries()[from..] {
            let Some(colour) = entry.colour() else {
                continue;
            };
            if entry.text.contains(FAILED_OVER) {
                self.failed_over.insert(colour.to_owned());
            }
            if entry.text.ends_with(QUERY_CANCELLED) {
                self.query_cancelled.insert(colour.to_owned());
            }
        }
    }
}

impl Incident {
    /// Reads `leader lost has struck CHARCOAL`, `CHARCOAL has failed over by itself`, `a query on
    /// WHITE was cancelled`, `the terminal shows conflict with recovery`.
    pub fn parse(words: &[&str]) -> Option<Incident> {
        match words {
            [name, "has", "failed", "over", "by", "itself"] => {
                Some(Incident::FailedOver((*name).to_owned()))
            }
            ["the", "terminal", "shows", text @ ..] if !text.is_empty() => {
                Some(Incident::Shown(text.join(" ")))
            }
            ["a", "query", "on", name, "was", "cancelled"] => {
                Some(Incident::QueryCancelled((*name).to_owned()))
            }
            _ => {
                let at = words.windows(2).position(|pair| pair == ["has", "struck"])?;
                let fault = find(&words[..at].join(" "))?;
                let on = words[at + 2..].join(" ");
                (!on.is_empty()).then_some(Incident::Struck { fault, on })
            }
        }
    }

    /// Whether it has happened.
    ///
    /// # Errors
    /// It is about a database that there is not.
    pub fn has_happened(&self, evidence: Evidence) -> Result<bool, LookupError> {
        let (world, log) = (evidence.world, &evidence.moments.incidents);
        let colour = |name: &str| Ok(evidence.colour(evidence.database(name)?));
        match self {
            Incident::Struck { fault, on } => {
                let on = colour(on).unwrap_or(on);
                let mut struck = world.struck().iter().filter(|it| it.fault == *fault);
                Ok(struck.any(|it| world.name_of(&it.on) == on))
            }
            Incident::Shown(text) => {
                let mut lines = evidence.shell.screen().lines();
                Ok(lines.any(|(_, line)| line.has_printed(text)))
            }
            Incident::FailedOver(name) => Ok(log.failed_over.contains(colour(name)?)),
            Incident::QueryCancelled(name) => Ok(log.query_cancelled.contains(colour(name)?)),
        }
    }
}

/// What is true until it happens.
impl fmt::Display for Incident {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Incident::Struck { fault, on } => {
                let name = FAULTS[*fault as usize].name;
                write!(f, "{name} has not struck {on} yet")
            }
            Incident::Shown(_) => f.write_str("the terminal does not show that"),
            Incident::FailedOver(name) => write!(f, "{name} has not failed over yet"),
            Incident::QueryCancelled(name) => write!(f, "no query on {name} was cancelled yet"),
        }
    }
}
