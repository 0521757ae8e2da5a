//! WAL and commits: positions in bytes, histories as runs of commits, timelines that fork.
//!
//! A commit is not an object. A tick appends at most one run per timeline, whatever the rate, and
//! old runs are folded together where nobody stands inside them.

mod compaction;
mod timelines;

pub use timelines::Timelines;

use super::server::ServerId;
use super::time::{SimDuration, SimTime};

/// A position in the WAL: bytes since the beginning of the history, as in PostgreSQL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lsn(pub u64);

/// A position with the number of the last commit that is whole before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WalPosition {
    /// The position.
    pub lsn: Lsn,
    /// Commits since the beginning of the history; also the last one's number.
    pub commits: u64,
}

/// What is written together: commits, their bytes, and what they do to old row versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WalWrite {
    /// How many commits; none for bytes of a transaction that goes on or is rolled back.
    pub commits: u64,
    /// How many bytes; at least one for each commit.
    pub bytes: u64,
    /// Whether they come with records that remove old row versions, as updates do and inserts do
    /// not (law b2).
    pub prunes: bool,
}

impl WalWrite {
    /// Commits that update rows.
    pub const fn updates(commits: u64, bytes: u64) -> WalWrite {
        WalWrite { commits, bytes, prunes: true }
    }
}

/// A record that replay may have to wait at, beside those of updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConflictRecord {
    /// The position before it.
    pub at: Lsn,
    /// What it does.
    pub kind: RecordKind,
}

/// What a marked record does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// Removes what was deleted by this commit and earlier ones, as VACUUM does.
    Cleanup {
        /// The commit.
        deleted_by: u64,
    },
    /// Locks a table against everybody (ACCESS EXCLUSIVE).
    Lock {
        /// The number of the table.
        table: u32,
    },
}

/// Consecutive commits of one timeline, evenly spread over their bytes and their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommitBatch {
    /// Number of the first commit. Numbers begin at 1 and go on through a fork.
    pub first: u64,
    /// How many commits; none where only bytes were written.
    pub commits: u64,
    /// Where its bytes begin.
    pub start: Lsn,
    /// How many bytes; at least one for each commit.
    pub bytes: u64,
    /// When the first could have happened.
    pub from: SimTime,
    /// By when the last had happened.
    pub to: SimTime,
    /// Whether they come with records that remove old row versions.
    pub prunes: bool,
}

impl CommitBatch {
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
    pub fork: Option<(TimelineId, WalPosition)>,
    runs: Vec<CommitBatch>,
    marks: Vec<ConflictRecord>,
}

impl Timeline {
    fn begin(&self) -> WalPosition {
        self.fork.map_or(WalPosition::default(), |(_, point)| point)
    }

    fn end(&self) -> WalPosition {
        match self.runs.last() {
            Some(run) => WalPosition { lsn: run.end(), commits: run.last() },
            None => self.begin(),
        }
    }

    /// The run that `lsn` lies in, or the last that ends before it.
    fn batch_at(&self, lsn: Lsn) -> Option<&CommitBatch> {
        let after = self.runs.partition_point(|run| run.start < lsn);
        after.checked_sub(1).map(|at| &self.runs[at])
    }

    fn batch_of(&self, commit: u64) -> Option<&CommitBatch> {
        let after = self.runs.partition_point(|run| run.first <= commit);
        after.checked_sub(1).map(|at| &self.runs[at]).filter(|run| commit <= run.last())
    }
}
