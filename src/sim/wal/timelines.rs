//! All the histories of a fleet: written, forked, looked up, folded.

use super::{
    CommitBatch, ConflictRecord, Lineage, Lsn, RecordKind, Timeline, TimelineId, WalPosition,
    WalWrite, compaction, scale,
};
use crate::sim::server::ServerId;
use crate::sim::time::SimTime;

/// All the histories of a fleet. Servers share them and stand at positions in them, so a follower
/// cannot differ from its leader before their fork.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timelines {
    list: Vec<Timeline>,
}

impl Timelines {
    /// A history of its own that already has `commits` of `bytes_each`, all from before the run.
    pub fn begin(&mut self, writer: ServerId, commits: u64, bytes_each: u64) -> TimelineId {
        self.list.push(Timeline { writer, fork: None, runs: Vec::new(), marks: Vec::new() });
        let id = TimelineId(self.list.len() as u32 - 1);
        if commits > 0 {
            let work = WalWrite::updates(commits, commits * bytes_each);
            self.append(id, work, SimTime::ZERO, SimTime::ZERO);
        }
        id
    }

    /// A new timeline for `writer` that leaves `from` after the last commit that is whole at `at`.
    pub fn fork(&mut self, from: TimelineId, at: Lsn, writer: ServerId) -> TimelineId {
        let commits = self.commits_at(from, at);
        let point = WalPosition { lsn: self.end_of(from, commits), commits };
        let fork = Some((from, point));
        self.list.push(Timeline { writer, fork, runs: Vec::new(), marks: Vec::new() });
        TimelineId(self.list.len() as u32 - 1)
    }

    /// Appends work to the end of a timeline and says where it ends now.
    pub fn append(
        &mut self,
        id: TimelineId,
        work: WalWrite,
        from: SimTime,
        to: SimTime,
    ) -> WalPosition {
        let timeline = &mut self.list[id.0 as usize];
        let end = timeline.end();
        let (first, start) = (end.commits + 1, end.lsn);
        let WalWrite { commits, bytes, prunes } = work;
        timeline.runs.push(CommitBatch { first, commits, start, bytes, from, to, prunes });
        timeline.end()
    }

    /// Marks the next record of a timeline as one that replay may have to wait at.
    pub fn add_conflict(&mut self, id: TimelineId, kind: RecordKind) {
        let timeline = &mut self.list[id.0 as usize];
        let at = timeline.end().lsn;
        timeline.marks.push(ConflictRecord { at, kind });
    }

    /// The first mark at or after `from` that `wanted` says yes to, seen from this timeline.
    pub fn first_conflict(
        &self,
        id: TimelineId,
        from: Lsn,
        wanted: &dyn Fn(RecordKind) -> bool,
    ) -> Option<Lsn> {
        let timeline = self.get(id);
        let earlier = timeline.fork.and_then(|(parent, point)| {
            self.first_conflict(parent, from, wanted).filter(|at| *at < point.lsn)
        });
        let own = || timeline.marks.iter().find(|mark| mark.at >= from && wanted(mark.kind));
        earlier.or_else(|| own().map(|mark| mark.at))
    }

    /// Where the `n`th commit after `after` ends that comes with a record which removes old row
    /// versions; `None` while there are fewer.
    pub fn nth_pruning(&self, id: TimelineId, after: u64, n: u64) -> Option<Lsn> {
        self.nth_pruning_up_to(id, after, u64::MAX, n).ok()
    }

    /// The same among the commits up to `upto`; where there are fewer, how many are missing.
    fn nth_pruning_up_to(&self, id: TimelineId, after: u64, upto: u64, n: u64) -> Result<Lsn, u64> {
        let timeline = self.get(id);
        let mut missing = n;
        if let Some((parent, point)) = timeline.fork
            && after < point.commits
        {
            match self.nth_pruning_up_to(parent, after, point.commits.min(upto), n) {
                Ok(lsn) => return Ok(lsn),
                Err(still) => missing = still,
            }
        }
        let from = timeline.runs.partition_point(|run| run.last() <= after);
        for run in timeline.runs[from..].iter().filter(|run| run.prunes) {
            let (first, last) = (run.first.max(after + 1), run.last().min(upto));
            let have = (last + 1).saturating_sub(first);
            if have >= missing {
                return Ok(run.end_of(first + missing - 1));
            }
            missing -= have;
        }
        Err(missing)
    }

    /// A timeline.
    pub fn get(&self, id: TimelineId) -> &Timeline {
        &self.list[id.0 as usize]
    }

    /// Where a timeline ends.
    pub fn end(&self, id: TimelineId) -> WalPosition {
        self.get(id).end()
    }

    /// Commits that are whole at `lsn`, seen from this timeline.
    pub fn commits_at(&self, id: TimelineId, lsn: Lsn) -> u64 {
        let timeline = self.get(id);
        if let Some((parent, point)) = timeline.fork
            && lsn <= point.lsn
        {
            return if lsn == point.lsn { point.commits } else { self.commits_at(parent, lsn) };
        }
        match timeline.batch_at(lsn) {
            Some(run) if lsn >= run.end() => run.last(),
            Some(run) => run.first - 1 + run.whole_before(lsn),
            None => timeline.begin().commits,
        }
    }

    /// Where the bytes of this commit end, seen from this timeline; the end of the timeline for a
    /// number it has not reached.
    pub fn end_of(&self, id: TimelineId, commit: u64) -> Lsn {
        let timeline = self.get(id);
        if let Some((parent, point)) = timeline.fork
            && commit <= point.commits
        {
            return if commit == point.commits { point.lsn } else { self.end_of(parent, commit) };
        }
        match timeline.batch_of(commit) {
            Some(run) => run.end_of(commit),
            None if commit == 0 => Lsn(0),
            None => timeline.end().lsn,
        }
    }

    /// When this commit was acknowledged, seen from this timeline; `None` for a number it does
    /// not have.
    pub fn time_of(&self, id: TimelineId, commit: u64) -> Option<SimTime> {
        let timeline = self.get(id);
        match timeline.fork {
            Some((parent, point)) if commit <= point.commits => self.time_of(parent, commit),
            _ => timeline.batch_of(commit).map(|run| run.time_of(commit)),
        }
    }

    /// Commits of this timeline's end that had been acknowledged at `at`, a moment inside the last
    /// tick or so: what was written later is taken off again.
    pub fn commits_by(&self, id: TimelineId, at: SimTime) -> u64 {
        let timeline = self.get(id);
        let later = timeline.runs.iter().rev().take_while(|run| run.to > at);
        let not_yet = later.map(|run| {
            let length = run.to.since(run.from).micros().max(1);
            scale(run.commits, run.to.since(at.max(run.from)).micros(), length)
        });
        timeline.end().commits - not_yet.sum::<u64>()
    }

    /// The timelines a history is made of, latest first, each with the last commit of it that
    /// belongs to somebody who has `commits` of `id`.
    pub fn lineage(&self, id: TimelineId, commits: u64) -> Lineage {
        let mut parts = vec![(id, commits)];
        let (mut id, mut commits) = (id, commits);
        while let Some((parent, point)) = self.get(id).fork {
            commits = commits.min(point.commits);
            id = parent;
            parts.push((id, commits));
        }
        parts
    }

    /// The timeline in whose own part this commit stands, seen from `id`.
    pub fn writer_of(&self, id: TimelineId, commit: u64) -> TimelineId {
        let mut id = id;
        while let Some((parent, point)) = self.get(id).fork {
            if commit > point.commits {
                break;
            }
            id = parent;
        }
        id
    }

    /// Folds old runs together. `stands` are the positions that must go on meaning the same
    /// number of commits: nobody's position ever jumps because history was folded.
    pub fn compact(&mut self, now: SimTime, stands: &[(TimelineId, Lsn)]) {
        let forks = self.list.iter().filter_map(|timeline| timeline.fork);
        let forks = forks.map(|(parent, point)| (parent, point.lsn));
        let all = stands.iter().copied().chain(forks);
        let mut all: Vec<_> = all.map(|(id, lsn)| (self.timeline_at(id, lsn), lsn)).collect();
        all.sort_unstable();
        all.dedup();
        for (at, timeline) in self.list.iter_mut().enumerate() {
            let id = TimelineId(at as u32);
            let from = all.partition_point(|stand| stand.0 < id);
            let to = all.partition_point(|stand| stand.0 <= id);
            compaction::compact_batches(&mut timeline.runs, now, &all[from..to]);
        }
    }

    /// The timeline in whose own part this position lies, seen from `id`.
    fn timeline_at(&self, mut id: TimelineId, lsn: Lsn) -> TimelineId {
        while let Some((parent, point)) = self.get(id).fork {
            if lsn > point.lsn {
                break;
            }
            id = parent;
        }
        id
    }

    /// How many runs are kept in all, for tests that bound the memory of a long run.
    pub fn batches_kept(&self) -> usize {
        self.list.iter().map(|timeline| timeline.runs.len()).sum()
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
