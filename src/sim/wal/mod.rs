//! WAL and commits: positions in bytes, histories as runs of commits, timelines that fork.
//!
//! A commit is not an object. A tick appends at most one run per timeline, whatever the rate, and
//! old runs are folded together where nobody stands inside them.

mod fold;

use super::server::ServerId;
use super::time::{SimDuration, SimTime};

/// A position in the WAL: bytes since the beginning of the history, as in PostgreSQL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lsn(pub u64);

/// A position with the number of the last commit that is whole before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The position.
    pub lsn: Lsn,
    /// Commits since the beginning of the history; also the last one's number.
    pub commits: u64,
}

/// Consecutive commits of one timeline, evenly spread over their bytes and their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// Number of the first commit. Numbers begin at 1 and go on through a fork.
    pub first: u64,
    /// How many commits; never 0.
    pub commits: u64,
    /// Where its bytes begin.
    pub start: Lsn,
    /// How many bytes; at least one for each commit.
    pub bytes: u64,
    /// When the first could have happened.
    pub from: SimTime,
    /// By when the last had happened.
    pub to: SimTime,
}

impl Run {
    /// Where its bytes end.
    pub fn end(&self) -> Lsn {
        Lsn(self.start.0 + self.bytes)
    }

    /// Number of its last commit.
    pub fn last(&self) -> u64 {
        self.first + self.commits - 1
    }

    /// How many of its commits are whole before `lsn`, which lies in it.
    fn whole_before(&self, lsn: Lsn) -> u64 {
        scale(lsn.0 - self.start.0, self.commits, self.bytes)
    }

    /// Where this commit's bytes end.
    fn end_of(&self, commit: u64) -> Lsn {
        let through = commit - self.first + 1;
        let rounded_up = self.commits - 1;
        let bytes = (u128::from(through) * u128::from(self.bytes) + u128::from(rounded_up))
            / u128::from(self.commits);
        Lsn(self.start.0 + bytes as u64)
    }

    /// When this commit was acknowledged.
    fn time_of(&self, commit: u64) -> SimTime {
        let length = self.to.since(self.from).micros();
        let halves = 2 * (commit - self.first) + 1;
        self.from + SimDuration::from_micros(scale(length, halves, 2 * self.commits))
    }
}

/// `value × times ÷ by`, rounded down, without overflow in between.
pub(super) fn scale(value: u64, times: u64, by: u64) -> u64 {
    (u128::from(value) * u128::from(times) / u128::from(by)) as u64
}

/// The number of a timeline within a fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimelineId(u32);

/// The timelines a history is made of, latest first, each with the last commit of it that belongs.
pub type Lineage = Vec<(TimelineId, u64)>;

/// A stretch of history written by one server; it begins at a fork or at the beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timeline {
    /// The server that writes it.
    pub writer: ServerId,
    /// The timeline it continues and the point where it left it; none for a database that was
    /// never a follower.
    pub fork: Option<(TimelineId, Point)>,
    runs: Vec<Run>,
}

impl Timeline {
    fn begin(&self) -> Point {
        self.fork.map_or(Point::default(), |(_, point)| point)
    }

    fn end(&self) -> Point {
        match self.runs.last() {
            Some(run) => Point { lsn: run.end(), commits: run.last() },
            None => self.begin(),
        }
    }

    /// The run that `lsn` lies in, or the last that ends before it.
    fn run_at(&self, lsn: Lsn) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.start < lsn);
        after.checked_sub(1).map(|at| &self.runs[at])
    }

    fn run_of(&self, commit: u64) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.first <= commit);
        after.checked_sub(1).map(|at| &self.runs[at]).filter(|run| commit <= run.last())
    }
}

/// All the histories of a fleet. Servers share them and stand at positions in them, so a follower
/// cannot differ from its leader before their fork.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timelines {
    list: Vec<Timeline>,
}

impl Timelines {
    /// A history of its own that already has `commits` of `bytes_each`, all from before the run.
    pub fn begin(&mut self, writer: ServerId, commits: u64, bytes_each: u64) -> TimelineId {
        self.list.push(Timeline { writer, fork: None, runs: Vec::new() });
        let id = TimelineId(self.list.len() as u32 - 1);
        if commits > 0 {
            self.append(id, commits, commits * bytes_each, SimTime::ZERO, SimTime::ZERO);
        }
        id
    }

    /// A new timeline for `writer` that leaves `from` after the last commit that is whole at `at`.
    pub fn fork(&mut self, from: TimelineId, at: Lsn, writer: ServerId) -> TimelineId {
        let commits = self.commits_at(from, at);
        let point = Point { lsn: self.end_of(from, commits), commits };
        self.list.push(Timeline { writer, fork: Some((from, point)), runs: Vec::new() });
        TimelineId(self.list.len() as u32 - 1)
    }

    /// Appends commits to the end of a timeline and says where it ends now. `commits` is at least
    /// 1, `bytes` at least `commits`.
    pub fn append(
        &mut self,
        id: TimelineId,
        commits: u64,
        bytes: u64,
        from: SimTime,
        to: SimTime,
    ) -> Point {
        let timeline = &mut self.list[id.0 as usize];
        let end = timeline.end();
        let first = end.commits + 1;
        timeline.runs.push(Run { first, commits, start: end.lsn, bytes, from, to });
        timeline.end()
    }

    /// A timeline.
    pub fn get(&self, id: TimelineId) -> &Timeline {
        &self.list[id.0 as usize]
    }

    /// Where a timeline ends.
    pub fn end(&self, id: TimelineId) -> Point {
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
        match timeline.run_at(lsn) {
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
        match timeline.run_of(commit) {
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
            _ => timeline.run_of(commit).map(|run| run.time_of(commit)),
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
    pub fn fold(&mut self, now: SimTime, stands: &[(TimelineId, Lsn)]) {
        // Sorted as it grows: there are few, and this is less code to download than a sort.
        let mut all: Vec<(TimelineId, Lsn)> = Vec::new();
        for &(id, lsn) in stands {
            self.stand_in_lineage(id, lsn, &mut all);
        }
        for timeline in &self.list {
            if let Some((parent, point)) = timeline.fork {
                self.stand_in_lineage(parent, point.lsn, &mut all);
            }
        }
        for (at, timeline) in self.list.iter_mut().enumerate() {
            let id = TimelineId(at as u32);
            let from = all.partition_point(|stand| stand.0 < id);
            let to = all.partition_point(|stand| stand.0 <= id);
            fold::fold_runs(&mut timeline.runs, now, &all[from..to]);
        }
    }

    /// A position, put down on the timeline on which it really lies.
    fn stand_in_lineage(&self, id: TimelineId, lsn: Lsn, all: &mut Vec<(TimelineId, Lsn)>) {
        let mut id = id;
        while let Some((parent, point)) = self.get(id).fork {
            if lsn > point.lsn {
                break;
            }
            id = parent;
        }
        if let Err(at) = all.binary_search(&(id, lsn)) {
            all.insert(at, (id, lsn));
        }
    }

    /// How many runs are kept in all, for tests that bound the memory of a long run.
    pub fn runs_kept(&self) -> usize {
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
        wal.append(id, 3, 1_000, secs(1), secs(2));
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
        wal.append(id, 2, 100, secs(1), secs(2));
        assert_eq!(wal.time_of(id, 1), Some(SimTime::from_micros(1_250_000)));
        assert_eq!(wal.time_of(id, 2), Some(SimTime::from_micros(1_750_000)));
        assert_eq!(wal.time_of(id, 3), None);
    }

    #[test]
    fn a_fork_shares_its_past_and_numbers_on() {
        let mut wal = Timelines::default();
        let old = wal.begin(CHARCOAL, 10, 100);
        let new = wal.fork(old, Lsn(850), WHITE);
        wal.append(old, 1, 100, secs(1), secs(2));
        wal.append(new, 5, 500, secs(1), secs(2));
        assert_eq!(wal.get(new).fork, Some((old, Point { lsn: Lsn(800), commits: 8 })));
        assert_eq!(wal.end(new).commits, 13);
        assert_eq!(wal.commits_at(new, Lsn(750)), 7);
        assert_eq!(wal.commits_at(new, Lsn(900)), 9);
        assert_eq!(wal.lineage(new, 13), [(new, 13), (old, 8)]);
        assert_eq!(wal.writer_of(new, 8), old);
        assert_eq!(wal.writer_of(new, 9), new);
        assert_eq!(wal.time_of(new, 3), Some(SimTime::ZERO));
    }
}
