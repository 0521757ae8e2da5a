//! Losses: the commits that an app's database does not have and can no longer get, and which
//! databases still hold them.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::iter;

use super::ids::{AppId, DatabaseId};
use super::ledger::AcknowledgedRange;
use super::{Platform, Status};
use crate::sim::ids::ServerId;
use crate::sim::wal::{Lineage, TimelineId};

/// A range of commits that is lost to an app and held by the same databases throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostCommits {
    pub timeline: TimelineId,
    pub first: u64,
    pub last: u64,
    /// The databases that still hold them; without any, they are gone for good.
    pub held_by: Vec<DatabaseId>,
    count: u64,
}

impl LostCommits {
    /// How many of `first..=last` are lost to the app.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether all of `first..=last` are lost to the app. Where two apps wrote in turn, the ledger
    /// may know only how many are.
    pub fn is_complete(&self) -> bool {
        self.count == self.last - self.first + 1
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossCount {
    /// Another database still holds them.
    pub left_behind: u64,
    /// No database holds them.
    pub gone: u64,
}

impl LossCount {
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
        let kept = self.primary(app).map(|id| self.reachable_rows(id)).unwrap_or_default();
        let mut lost = Vec::new();
        // Mostly nothing is lost, and then nobody needs to know who holds what.
        let mut held: Option<Vec<(DatabaseId, Lineage)>> = None;
        for range in self.app(app).ledger.ranges() {
            let first = range.first.max(last_held(&kept, range.timeline) + 1);
            if first <= range.last {
                let held = held.get_or_insert_with(|| self.holdings());
                split_by_holder(range, first, held, &mut lost);
            }
        }
        lost
    }

    /// The losses of an app that no promotion can undo. While `DATABASE_URL` names no living
    /// database, what the best of the others holds is one promotion away.
    pub fn permanent_losses(&self, app: AppId) -> Vec<LostCommits> {
        let alive = self.primary(app).is_some_and(|id| !self.server(id).is_lost());
        let mut lost = self.losses(app);
        let best = holders(&lost).max_by_key(|(_, held)| *held);
        if !alive && let Some((best, _)) = best {
            lost.retain(|lost| !lost.held_by.contains(&best));
        }
        lost
    }

    /// The database that holds most of what an app has lost, one that answers before one that does
    /// not, and how much that is.
    pub fn holder_of_losses(&self, app: AppId) -> Option<(DatabaseId, u64)> {
        let lost = self.permanent_losses(app);
        let answers = |id: DatabaseId| self.status(id) == Status::Available;
        holders(&lost).max_by_key(|(id, held)| (answers(*id), *held, Reverse(*id)))
    }

    /// The acknowledged commits that an app would lose, beside what it has lost already, if it used
    /// this database from now on: what decides is what a database has received, for it replays all
    /// of that ([law H1](docs/replication.md#h1)).
    pub fn loss_if_promoted(&self, app: AppId, id: DatabaseId) -> u64 {
        let kept = self.disk_of(id).map(|disk| self.fleet.rows(disk)).unwrap_or_default();
        let missing = |range: &AcknowledgedRange| {
            range.upto(range.last) - range.upto(last_held(&kept, range.timeline).min(range.last))
        };
        let missing: u64 = self.app(app).ledger.ranges().iter().map(missing).sum();
        let lost = self.permanent_losses(app).into_iter();
        let lost_already = lost.filter(|lost| !lost.held_by.contains(&id)).map(|lost| lost.count);
        missing - lost_already.sum::<u64>()
    }

    pub fn loss_count(&self, app: AppId) -> LossCount {
        LossCount::of(&self.permanent_losses(app))
    }

    /// The commits whose rows a database has or can still get from the leader it follows.
    pub(super) fn reachable_rows(&self, id: DatabaseId) -> Lineage {
        let server = self.server(id);
        if server.is_lost() {
            return Vec::new();
        }
        let mut rows = self.fleet.rows(self.database(id).server);
        let following = server.following().filter(|it| it.stop_following_at.is_none());
        let Some(leader) = following.map(|it| it.leader) else {
            return rows;
        };
        if !self.fleet.server(leader).is_lost() {
            // A leader whose rows were dropped has less than a follower that does not know yet.
            for (timeline, last) in self.fleet.rows(leader) {
                match rows.iter_mut().find(|(own, _)| *own == timeline) {
                    Some((_, own)) => *own = last.max(*own),
                    None => rows.push((timeline, last)),
                }
            }
        }
        rows
    }

    pub(super) fn compact_ledgers(&mut self) {
        for at in 0..self.apps.len() {
            if self.apps[at].ledger.is_long() {
                let mut held = self.all_holdings();
                held.extend(self.dumps().map(|(of, dump)| (of, dump.rows.clone())));
                self.apps[at].ledger.compact(&held);
            }
        }
    }

    /// What each disk holds that there still is, hidden ones included.
    fn all_holdings(&self) -> Vec<(DatabaseId, Lineage)> {
        let alive = self.fleet.servers().filter(|(_, server)| !server.is_lost());
        alive.map(|(id, _)| (self.database_on(id), self.fleet.rows(id))).collect()
    }

    /// The server whose disk has what a database has; that of a lost one is its hidden standby's.
    fn disk_of(&self, id: DatabaseId) -> Option<ServerId> {
        let standby = self.ha_standby_of(id).map(|(standby, _)| standby);
        let mut disks = iter::once(self.database(id).server).chain(standby);
        disks.find(|server| !self.fleet.server(*server).is_lost())
    }

    /// What each database holds that still has a disk. One that is lost has its hidden standby's.
    fn holdings(&self) -> Vec<(DatabaseId, Lineage)> {
        let mut holdings = Vec::new();
        for (id, _) in self.databases() {
            holdings.extend(self.disk_of(id).map(|disk| (id, self.fleet.rows(disk))));
        }
        holdings
    }
}

/// Each database that holds some of what is lost, and how much.
fn holders(lost: &[LostCommits]) -> impl Iterator<Item = (DatabaseId, u64)> {
    let held = |id: &DatabaseId| {
        let held = lost.iter().filter(|lost| lost.held_by.contains(id));
        held.map(LostCommits::count).sum::<u64>()
    };
    let ids: BTreeSet<DatabaseId> = lost.iter().flat_map(|lost| &lost.held_by).copied().collect();
    ids.into_iter().map(move |id| (id, held(&id)))
}

/// The last commit of a timeline in this history; 0 if it has none of them.
pub(super) fn last_held(history: &[(TimelineId, u64)], timeline: TimelineId) -> u64 {
    history.iter().find(|(id, _)| *id == timeline).map_or(0, |(_, last)| *last)
}

/// Adds the part of a range from `first` on to what is lost, split where its holders change.
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
            let end = last_held(history, timeline);
            if end >= first {
                last = last.min(end);
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
