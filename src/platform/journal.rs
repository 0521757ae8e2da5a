//! The journal: what happened in the fleet and why, a sentence each.
//!
//! `heroku logs`, the caption under the stage and the lanes of the chart all read it.

use crate::sim::SimTime;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody gave a command that changed something.
    Command,
    /// A fault struck or healed.
    Fault,
    /// A query began, held replay or ended.
    Query,
    /// A database changed by itself: made, streaming, writable.
    Database,
    /// An app changed: writes refused or taken again.
    App,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// When.
    pub at: SimTime,
    /// What kind of thing.
    pub kind: Kind,
    /// Whether it is bad news.
    pub bad: bool,
    /// Who says so, as in a log line: `heroku[api]`, `postgres[WHITE]`.
    pub source: String,
    /// The sentence.
    pub text: String,
}

/// The journal, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Journal {
    entries: Vec<Entry>,
    /// Entries there have ever been.
    total: u64,
}

/// Older entries are forgotten.
const KEPT: usize = 1_000;

impl Journal {
    /// Adds an entry.
    pub fn add(&mut self, entry: Entry) {
        self.total += 1;
        self.entries.push(entry);
        if self.entries.len() > 2 * KEPT {
            self.entries.drain(..KEPT);
        }
    }

    /// The entries that are kept.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many there have ever been; it grows with each.
    pub fn total(&self) -> u64 {
        self.total
    }
}
