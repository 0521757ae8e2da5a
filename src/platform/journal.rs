//! The journal: what happened in the fleet and why, a sentence each.
//!
//! `heroku logs` and the caption under the stage read it.

use std::rc::Rc;

use crate::sim::SimTime;

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JournalEntry {
    /// When.
    pub at: SimTime,
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
    /// Shared with the checkpoints of a run.
    entries: Vec<Rc<JournalEntry>>,
    /// Entries there have ever been.
    total: u64,
}

/// Older entries are forgotten.
const KEPT: usize = 1_000;

impl Journal {
    /// Adds an entry.
    pub fn add(&mut self, entry: JournalEntry) {
        self.total += 1;
        self.entries.push(Rc::new(entry));
        if self.entries.len() > 2 * KEPT {
            self.entries.drain(..KEPT);
        }
    }

    /// The entries that are kept.
    pub fn entries(&self) -> &[Rc<JournalEntry>] {
        &self.entries
    }

    /// How many there have ever been; it grows with each.
    pub fn total(&self) -> u64 {
        self.total
    }
}

/// A count with its noun: `1 commit`, `2 commits`.
pub fn plural(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
