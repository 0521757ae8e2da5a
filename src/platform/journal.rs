//! The journal: what happened in the fleet and why, a sentence each.
//!
//! The caption under the stage and the list of what happened read it.

use std::rc::Rc;

use crate::sim::SimTime;

/// The source of what is told of whether an app can write.
pub const APP: &str = "app[web]";

/// The source of what is told of apps outside Heroku.
pub const OUTSIDE: &str = "outside";

/// What the entry of a query that replay has cancelled ends with.
pub const QUERY_CANCELLED: &str = "was cancelled: it had held replay for too long.";

/// What the entry of an automated failover that is over has after the database's name.
pub const FAILED_OVER: &str = "runs on what was its standby, and has another URL.";

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JournalEntry {
    pub at: SimTime,
    /// Whether it is bad news.
    pub bad: bool,
    /// As in a log line: `heroku[api]`, `postgres[WHITE]`.
    pub source: String,
    pub text: String,
}

impl JournalEntry {
    /// The colour of the database that it is about.
    pub fn colour(&self) -> Option<&str> {
        self.source.strip_prefix("postgres[")?.strip_suffix(']')
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Journal {
    /// Oldest first; shared with the checkpoints of a run.
    entries: Vec<Rc<JournalEntry>>,
    /// Counts dropped entries too.
    total: u64,
}

/// At least so many entries are kept.
const KEPT: usize = 1_000;

impl Journal {
    pub fn add(&mut self, entry: JournalEntry) {
        self.total += 1;
        self.entries.push(Rc::new(entry));
        if self.entries.len() > 2 * KEPT {
            self.entries.drain(..KEPT);
        }
    }

    /// The entries that are kept, oldest first.
    pub fn entries(&self) -> &[Rc<JournalEntry>] {
        &self.entries
    }

    /// How many there have ever been.
    pub fn total(&self) -> u64 {
        self.total
    }
}
