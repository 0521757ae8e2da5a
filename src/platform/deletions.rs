//! Deletions: somebody ran `DELETE FROM orders`. That is one commit, replicated like any other, so
//! a follower is no backup. A commit that deletes is acknowledged to a person and not to an app: it
//! stands in no ledger, and what it deleted is not lost as commits are.

use super::Platform;
use super::ids::{AppId, DatabaseId};
use crate::sim::SimTime;
use crate::sim::wal::{Lineage, TimelineId};

/// The statement that somebody ran.
pub const STATEMENT: &str = "DELETE FROM orders";

/// A commit that deleted every order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deletion {
    /// Where it was run.
    pub on: DatabaseId,
    pub timeline: TimelineId,
    /// Its number.
    pub commit: u64,
    pub at: SimTime,
    pub rows: u64,
}

/// What a deletion is to a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Orders {
    /// A query here finds no order from before it.
    Deleted,
    /// It is on the disk and not replayed. Unfollowing replays what was received, so it does not
    /// save them ([law H2](docs/replication.md#h2)).
    Received,
    /// It has not arrived, and will while this follows.
    OnTheWay,
    /// It is not in this history and never will be.
    Kept,
}

impl Deletion {
    fn is_in(&self, history: &Lineage) -> bool {
        let mut parts = history.iter();
        parts.any(|(timeline, last)| *timeline == self.timeline && self.commit <= *last)
    }
}

impl Platform {
    /// The deletions of the run, oldest first.
    pub fn deletions(&self) -> &[Deletion] {
        &self.deletions
    }

    pub(super) fn add_deletion(&mut self, on: DatabaseId, commit: u64, rows: u64) {
        let timeline = self.server(on).timeline;
        self.deletions.push(Deletion { on, timeline, commit, at: self.now(), rows });
    }

    /// What became of the orders of a database, by the deletion that matters most to it; `None`
    /// where none was ever run on what it comes from.
    pub fn orders(&self, id: DatabaseId) -> Option<(Orders, Deletion)> {
        if self.deletions.is_empty() || self.server(id).is_lost() {
            return None;
        }
        let server = self.database(id).server;
        let timeline = self.server(id).timeline;
        if self.fleet.is_empty(server) {
            return None;
        }
        // What replaces all rows brings back what was deleted before.
        let history = |commits| self.fleet.timelines().rows(timeline, commits);
        let visible = history(self.fleet.commits_visible(server));
        let received = history(self.fleet.commits_on_disk(server));
        let reachable = self.reachable_rows(id);
        let origin = self.origin(id);
        let related = self.deletions.iter().filter(|it| self.origin(it.on) == origin);
        let orders = |deletion: &Deletion| match deletion {
            it if it.is_in(&visible) => Orders::Deleted,
            it if it.is_in(&received) => Orders::Received,
            it if it.is_in(&reachable) => Orders::OnTheWay,
            _ => Orders::Kept,
        };
        // The latest of those that matter equally.
        related.rev().map(|it| (orders(it), *it)).min_by_key(|(orders, _)| *orders)
    }

    /// Rows of the database of an app that somebody deleted, counted apart from lost commits.
    pub fn rows_deleted(&self, app: AppId) -> u64 {
        let Some(id) = self.primary(app).filter(|id| !self.server(*id).is_lost()) else {
            return 0;
        };
        let visible = self.fleet.commits_visible(self.database(id).server);
        let visible = self.fleet.timelines().rows(self.server(id).timeline, visible);
        let deletions = self.deletions.iter().filter(|it| it.is_in(&visible));
        deletions.map(|it| it.rows).sum()
    }
}
