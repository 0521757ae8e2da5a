//! All the histories of a fleet: written, forked, looked up, compacted.

use std::iter;

use super::{
    CommitBatch, ConflictRecord, Lineage, Lsn, RecordKind, Timeline, TimelineId, WalPosition,
    WalWrite, compaction,
};
use crate::sim::arithmetic::scale;
use crate::sim::ids::ServerId;
use crate::sim::time::SimTime;

/// All the histories of a fleet. Servers share them and stand at positions in them, so a follower
/// cannot differ from its leader before their fork.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timelines {
    list: Vec<Timeline>,
}

impl Timelines {
    /// Begins a new history that already has `commits` of `bytes_each` from before the run.
    pub fn begin(&mut self, writer: ServerId, commits: u64, bytes_each: u64) -> TimelineId {
        let id = self.add(writer, None, None);
        if commits > 0 {
            let write = WalWrite::updates(commits, commits * bytes_each);
            self.append(id, write, SimTime::ZERO, SimTime::ZERO);
        }
        id
    }

    /// Begins a timeline for `writer` that leaves `parent` after the last commit that is complete
    /// at `at`.
    pub fn fork(&mut self, parent: TimelineId, at: Lsn, writer: ServerId) -> TimelineId {
        let commits = self.commits_at(parent, at);
        let fork = WalPosition { lsn: self.end_of(parent, commits), commits };
        self.add(writer, Some((parent, fork)), None)
    }

    /// Begins a timeline for `writer` that goes on at the end of `parent`, and whose first commit
    /// puts the rows of other commits in the place of all that were there. WAL and the numbers of
    /// commits go on, so whatever streams goes along.
    pub fn replace(&mut self, parent: TimelineId, rows: Lineage, writer: ServerId) -> TimelineId {
        self.add(writer, Some((parent, self.end(parent))), Some(rows))
    }

    fn add(
        &mut self,
        writer: ServerId,
        fork: Option<(TimelineId, WalPosition)>,
        replaced_by: Option<Lineage>,
    ) -> TimelineId {
        let (batches, conflicts) = (Vec::new(), Vec::new());
        self.list.push(Timeline { writer, fork, replaced_by, batches, conflicts });
        TimelineId(self.list.len() as u32 - 1)
    }

    /// Appends a write to a timeline and returns its new end.
    pub fn append(
        &mut self,
        id: TimelineId,
        write: WalWrite,
        from: SimTime,
        to: SimTime,
    ) -> WalPosition {
        let timeline = &mut self.list[id.0 as usize];
        let end = timeline.end();
        let (first, start) = (end.commits + 1, end.lsn);
        let WalWrite { commits, bytes, prunes } = write;
        timeline.batches.push(CommitBatch { first, commits, start, bytes, from, to, prunes });
        timeline.end()
    }

    /// Makes the next record of a timeline one that replay may have to wait at.
    pub fn add_conflict(&mut self, id: TimelineId, kind: RecordKind) {
        let timeline = &mut self.list[id.0 as usize];
        let at = timeline.end().lsn;
        timeline.conflicts.push(ConflictRecord { at, kind });
    }

    /// The position of the first conflict record at or after `from` that `is_wanted` accepts.
    pub fn first_conflict(
        &self,
        id: TimelineId,
        from: Lsn,
        is_wanted: &dyn Fn(RecordKind) -> bool,
    ) -> Option<Lsn> {
        let timeline = self.get(id);
        let inherited = timeline.fork.and_then(|(parent, fork)| {
            self.first_conflict(parent, from, is_wanted).filter(|at| *at < fork.lsn)
        });
        inherited.or_else(|| {
            let mut own = timeline.conflicts.iter();
            own.find(|record| record.at >= from && is_wanted(record.kind)).map(|record| record.at)
        })
    }

    /// Where the `n`th commit after `after` ends that removes old row versions; `None` while there
    /// are fewer.
    pub fn nth_pruning(&self, id: TimelineId, after: u64, n: u64) -> Option<Lsn> {
        self.nth_pruning_up_to(id, after, u64::MAX, n).ok()
    }

    /// The same among the commits up to `last`; if there are fewer, how many are missing.
    fn nth_pruning_up_to(&self, id: TimelineId, after: u64, last: u64, n: u64) -> Result<Lsn, u64> {
        let timeline = self.get(id);
        let mut missing = n;
        if let Some((parent, fork)) = timeline.fork
            && after < fork.commits
        {
            match self.nth_pruning_up_to(parent, after, fork.commits.min(last), n) {
                Ok(lsn) => return Ok(lsn),
                Err(still_missing) => missing = still_missing,
            }
        }
        let from = timeline.batches.partition_point(|batch| batch.last() <= after);
        for batch in timeline.batches[from..].iter().filter(|batch| batch.prunes) {
            let first = batch.first.max(after + 1);
            let found = (batch.last().min(last) + 1).saturating_sub(first);
            if found >= missing {
                return Ok(batch.end_of(first + missing - 1));
            }
            missing -= found;
        }
        Err(missing)
    }

    pub fn get(&self, id: TimelineId) -> &Timeline {
        &self.list[id.0 as usize]
    }

    /// Where a timeline ends.
    pub fn end(&self, id: TimelineId) -> WalPosition {
        self.get(id).end()
    }

    /// The timelines that a timeline was forked from, nearest first, each with the position of the
    /// fork.
    pub fn ancestors(&self, id: TimelineId) -> impl Iterator<Item = (TimelineId, WalPosition)> {
        iter::successors(self.get(id).fork, |(parent, _)| self.get(*parent).fork)
    }

    /// Walks up the forks of a timeline as long as `is_before` holds of them.
    fn owner(&self, id: TimelineId, is_before: impl Fn(WalPosition) -> bool) -> TimelineId {
        let older = self.ancestors(id).take_while(|(_, fork)| is_before(*fork));
        older.last().map_or(id, |(ancestor, _)| ancestor)
    }

    /// How many commits are complete at `lsn`, in the history of this timeline.
    pub fn commits_at(&self, id: TimelineId, lsn: Lsn) -> u64 {
        let timeline = self.get(self.owner(id, |fork| lsn < fork.lsn));
        match timeline.batch_at(lsn) {
            Some(batch) if lsn >= batch.end() => batch.last(),
            Some(batch) => batch.first - 1 + batch.complete_at(lsn),
            None => timeline.begin().commits,
        }
    }

    /// Where the bytes of this commit end, in the history of this timeline; the end of the
    /// timeline for a number that it has not reached.
    pub fn end_of(&self, id: TimelineId, commit: u64) -> Lsn {
        let timeline = self.get(self.owner(id, |fork| commit < fork.commits));
        match timeline.batch_of(commit) {
            Some(batch) => batch.end_of(commit),
            None if commit <= timeline.begin().commits => timeline.begin().lsn,
            None => timeline.end().lsn,
        }
    }

    /// When this commit was acknowledged; `None` for a number that the history does not have.
    pub fn time_of(&self, id: TimelineId, commit: u64) -> Option<SimTime> {
        let timeline = self.get(self.writer_of(id, commit));
        timeline.batch_of(commit).map(|batch| batch.time_of(commit))
    }

    /// How many commits from before the run there are from this one on; 0 for a commit of the run.
    pub fn before_the_run(&self, id: TimelineId, commit: u64) -> u64 {
        let timeline = self.get(self.writer_of(id, commit));
        let batch = timeline.batch_of(commit).filter(|batch| batch.to == SimTime::ZERO);
        batch.map_or(0, |batch| batch.last() - commit + 1)
    }

    /// How many commits had been acknowledged at `at`, which must be recent: it counts from the
    /// end of the timeline.
    pub fn commits_by(&self, id: TimelineId, at: SimTime) -> u64 {
        let timeline = self.get(id);
        let later = timeline.batches.iter().rev().take_while(|batch| batch.to > at);
        let not_yet = later.map(|batch| {
            let length = batch.to.since(batch.from).micros().max(1);
            scale(batch.commits, batch.to.since(at.max(batch.from)).micros(), length)
        });
        let commits = timeline.end().commits - not_yet.sum::<u64>();
        match timeline.fork {
            // It had not begun by then.
            Some((parent, fork)) if commits <= fork.commits => {
                self.commits_by(parent, at).min(fork.commits)
            }
            _ => commits,
        }
    }

    /// The history of a server that has `commits` of this timeline.
    pub fn lineage(&self, id: TimelineId, commits: u64) -> Lineage {
        let ancestors = self.ancestors(id).scan(commits, |last, (ancestor, fork)| {
            *last = fork.commits.min(*last);
            Some((ancestor, *last))
        });
        iter::once((id, commits)).chain(ancestors).collect()
    }

    /// The commits whose rows a server has that has `commits` of this timeline: its history, back
    /// to where all rows were replaced, and the rows that came in their place.
    pub fn rows(&self, id: TimelineId, commits: u64) -> Lineage {
        let (mut at, mut last) = (id, commits);
        let mut rows = vec![(at, last)];
        while let Some((parent, fork)) = self.get(at).fork {
            if let Some(replaced_by) =
                self.get(at).replaced_by.as_ref().filter(|_| last > fork.commits)
            {
                rows.extend(replaced_by);
                break;
            }
            (at, last) = (parent, last.min(fork.commits));
            rows.push((at, last));
        }
        rows
    }

    /// The timeline that this commit was written on, in the history of `id`.
    pub fn writer_of(&self, id: TimelineId, commit: u64) -> TimelineId {
        self.owner(id, |fork| commit <= fork.commits)
    }

    /// Merges old batches. `pins` are the positions of servers: each goes on meaning the same
    /// number of commits.
    pub fn compact(&mut self, now: SimTime, mut pins: Vec<(TimelineId, Lsn)>) {
        pins.extend(
            self.list
                .iter()
                .filter_map(|timeline| timeline.fork.map(|(parent, fork)| (parent, fork.lsn))),
        );
        // A server may stand before the fork of its timeline; its pin belongs to an older one.
        for (id, lsn) in &mut pins {
            *id = self.owner(*id, |fork| *lsn <= fork.lsn);
        }
        pins.sort_unstable();
        pins.dedup();
        for (at, timeline) in self.list.iter_mut().enumerate() {
            let id = TimelineId(at as u32);
            let from = pins.partition_point(|(other, _)| *other < id);
            let to = pins.partition_point(|(other, _)| *other <= id);
            compaction::compact_batches(&mut timeline.batches, now, &pins[from..to]);
        }
    }

    /// How many batches are kept, for tests that bound the memory of a long run.
    pub fn batches_kept(&self) -> usize {
        self.list.iter().map(|timeline| timeline.batches.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHARCOAL: ServerId = ServerId(0);
    const WHITE: ServerId = ServerId(1);

    fn secs(secs: u64) -> SimTime {
        SimTime::from_secs(secs)
    }

    #[test]
    fn a_commit_counts_when_all_its_bytes_are_there() {
        let mut wal = Timelines::default();
        let id = wal.begin(CHARCOAL, 10, 100);
        wal.append(id, WalWrite::updates(3, 1_000), secs(1), secs(2));
        for (lsn, commits) in
            [(0, 0), (99, 0), (100, 1), (1_000, 10), (1_333, 10), (1_334, 11), (2_000, 13)]
        {
            assert_eq!(wal.commits_at(id, Lsn(lsn)), commits, "at {lsn}");
        }
        for commit in 0..=13 {
            assert_eq!(wal.commits_at(id, wal.end_of(id, commit)), commit);
        }
    }

    #[test]
    fn commits_are_spread_over_their_time() {
        let mut wal = Timelines::default();
        let id = wal.begin(CHARCOAL, 0, 0);
        wal.append(id, WalWrite::updates(2, 100), secs(1), secs(2));
        assert_eq!(wal.time_of(id, 1), Some(SimTime::from_micros(1_250_000)));
        assert_eq!(wal.time_of(id, 2), Some(SimTime::from_micros(1_750_000)));
        assert_eq!(wal.time_of(id, 3), None);
    }

    #[test]
    fn a_fork_shares_its_past_and_numbers_on() {
        let mut wal = Timelines::default();
        let old = wal.begin(CHARCOAL, 10, 100);
        let new = wal.fork(old, Lsn(850), WHITE);
        wal.append(old, WalWrite::updates(1, 100), secs(1), secs(2));
        wal.append(new, WalWrite::updates(5, 500), secs(1), secs(2));
        assert_eq!(wal.get(new).fork, Some((old, WalPosition { lsn: Lsn(800), commits: 8 })));
        assert_eq!(wal.end(new).commits, 13);
        assert_eq!(wal.commits_at(new, Lsn(750)), 7);
        assert_eq!(wal.commits_at(new, Lsn(900)), 9);
        assert_eq!(wal.lineage(new, 13), [(new, 13), (old, 8)]);
        assert_eq!(wal.writer_of(new, 8), old);
        assert_eq!(wal.writer_of(new, 9), new);
        assert_eq!(wal.time_of(new, 3), Some(SimTime::ZERO));
    }

    #[test]
    fn rows_that_are_replaced_are_there_until_the_commit_that_does_it() {
        let mut wal = Timelines::default();
        let (old, other) = (wal.begin(CHARCOAL, 10, 100), wal.begin(WHITE, 7, 100));
        let emptied = wal.replace(old, Vec::new(), CHARCOAL);
        wal.append(emptied, WalWrite::updates(1, 100), secs(1), secs(2));
        assert_eq!(wal.rows(emptied, 10), [(emptied, 10), (old, 10)]);
        assert_eq!(wal.rows(emptied, 11), [(emptied, 11)]);
        let restored = wal.replace(emptied, wal.rows(other, 5), CHARCOAL);
        wal.append(restored, WalWrite::updates(3, 100), secs(2), secs(3));
        assert_eq!(wal.rows(restored, 14), [(restored, 14), (other, 5)]);
        assert_eq!(wal.rows(restored, 9), [(restored, 9), (emptied, 9), (old, 9)]);
        let fork = wal.fork(restored, wal.end_of(restored, 13), WHITE);
        assert_eq!(wal.rows(fork, 20), [(fork, 20), (restored, 13), (other, 5)]);
        assert_eq!(wal.lineage(fork, 20), [(fork, 20), (restored, 13), (emptied, 11), (old, 10)]);
    }

    #[test]
    fn records_that_remove_row_versions_are_counted_through_forks_and_gaps() {
        let mut wal = Timelines::default();
        let old = wal.begin(CHARCOAL, 10, 100);
        wal.append(old, WalWrite { prunes: false, ..WalWrite::updates(5, 500) }, secs(1), secs(2));
        wal.append(old, WalWrite { commits: 0, ..WalWrite::updates(0, 1_000) }, secs(2), secs(3));
        let new = wal.fork(old, Lsn(2_500), WHITE);
        wal.append(new, WalWrite::updates(10, 1_000), secs(3), secs(4));
        assert_eq!(wal.end(old), WalPosition { lsn: Lsn(2_500), commits: 15 });
        assert_eq!(wal.nth_pruning(new, 7, 3), Some(Lsn(1_000)));
        assert_eq!(wal.nth_pruning(new, 8, 3), Some(wal.end_of(new, 16)));
        assert_eq!(wal.nth_pruning(new, 20, 5), Some(wal.end_of(new, 25)));
        assert_eq!(wal.nth_pruning(new, 20, 6), None);
        wal.add_conflict(new, RecordKind::Lock { table: 1 });
        let lock = |kind| kind == RecordKind::Lock { table: 1 };
        assert_eq!(wal.first_conflict(new, Lsn(0), &lock), Some(wal.end(new).lsn));
        assert_eq!(wal.first_conflict(old, Lsn(0), &lock), None);
    }
}
