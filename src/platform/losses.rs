//! What is lost: which commits an app's database does not have and can no longer get, and where
//! they still are.

use super::Platform;
use super::app::AppId;
use super::database::DatabaseId;
use super::ledger::AcknowledgedRange;
use crate::sim::server::ServerId;
use crate::sim::wal::{Lineage, TimelineId};

/// Commits of one stretch that are lost to an app and that the same databases still hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostCommits {
    /// The timeline they were written on.
    pub timeline: TimelineId,
    /// The number of the first.
    pub first: u64,
    /// The number of the last.
    pub last: u64,
    /// The databases that hold them; with none, they are gone for good.
    pub held_by: Vec<DatabaseId>,
    count: u64,
}

impl LostCommits {
    /// How many they are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether each of `first..=last` is lost to the app. In a stretch that two apps wrote long
    /// ago, only how many are is known.
    pub fn is_each(&self) -> bool {
        self.count == self.last - self.first + 1
    }
}

/// The losses of an app, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossCount {
    /// Commits that another database still holds.
    pub left_behind: u64,
    /// Commits that none does.
    pub gone: u64,
}

impl LossCount {
    /// How many these are.
    pub fn of(lost: &[LostCommits]) -> LossCount {
        let mut sum = LossCount::default();
        for lost in lost {
            let part = if lost.held_by.is_empty() { &mut sum.gone } else { &mut sum.left_behind };
            *part += lost.count;
        }
        sum
    }
}

impl Platform {
    /// The acknowledged commits of an app that the database its `DATABASE_URL` names does not
    /// have and can no longer get by replication, in the order they were acknowledged.
    pub fn losses(&self, app: AppId) -> Vec<LostCommits> {
        let kept = self.primary(app).map(|id| self.reach(id)).unwrap_or_default();
        let mut lost = Vec::new();
        let mut held: Option<Vec<(DatabaseId, Lineage)>> = None;
        for range in self.app(app).ledger.ranges() {
            let first = range.first.max(upto(&kept, range.timeline) + 1);
            if first <= range.last {
                let held = held.get_or_insert_with(|| self.holdings());
                split_by_holder(range, first, held, &mut lost);
            }
        }
        lost
    }

    /// The losses of an app that no promotion can mend. While `DATABASE_URL` names nothing that is
    /// alive, what other databases hold is one promotion away.
    pub fn losses_decided(&self, app: AppId) -> Vec<LostCommits> {
        let alive = self.primary(app).is_some_and(|id| !self.server(id).is_lost());
        let mut lost = self.losses(app);
        lost.retain(|lost| alive || lost.held_by.is_empty());
        lost
    }

    /// The losses of an app that no promotion can mend, counted.
    pub fn loss_count(&self, app: AppId) -> LossCount {
        LossCount::of(&self.losses_decided(app))
    }

    /// What a database has, or can still get from the leader it follows.
    fn reach(&self, id: DatabaseId) -> Lineage {
        let server = self.server(id);
        if server.is_lost() {
            return Vec::new();
        }
        let source = match server.following().filter(|following| following.leave_at.is_none()) {
            Some(following) if !self.fleet.server(following.leader).is_lost() => following.leader,
            _ => self.database(id).server,
        };
        self.history(source)
    }

    /// What stands on a server's disk.
    fn history(&self, server: ServerId) -> Lineage {
        let commits = self.fleet.commits_held(server);
        self.fleet.timelines().lineage(self.fleet.server(server).timeline, commits)
    }

    /// Folds the ledgers that have grown long.
    pub(super) fn compact_ledgers(&mut self) {
        for at in 0..self.apps.len() {
            if self.apps[at].ledger.is_long() {
                let held = self.holdings();
                self.apps[at].ledger.compact(&held);
            }
        }
    }

    /// What each database holds that still has a disk.
    fn holdings(&self) -> Vec<(DatabaseId, Lineage)> {
        let mut holdings = Vec::new();
        for (id, database) in self.databases() {
            if !self.server(id).is_lost() {
                holdings.push((id, self.history(database.server)));
            }
        }
        holdings
    }
}

/// The last commit of a timeline that somebody with this history has.
fn upto(history: &[(TimelineId, u64)], timeline: TimelineId) -> u64 {
    history.iter().find(|(id, _)| *id == timeline).map_or(0, |(_, upto)| *upto)
}

/// What of a range is lost from `first` on, a part for each set of holders.
fn split_by_holder(
    range: &AcknowledgedRange,
    first: u64,
    held: &[(DatabaseId, Lineage)],
    lost: &mut Vec<LostCommits>,
) {
    let (timeline, mut first) = (range.timeline, first);
    while first <= range.last {
        let mut last = range.last;
        let mut held_by = Vec::new();
        for (id, history) in held {
            let upto = upto(history, timeline);
            if upto >= first {
                last = last.min(upto);
                held_by.push(*id);
            }
        }
        let count = range.upto(last) - range.upto(first - 1);
        if count > 0 {
            lost.push(LostCommits { timeline, first, last, held_by, count });
        }
        first = last + 1;
    }
}
