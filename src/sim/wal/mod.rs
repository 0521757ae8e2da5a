//! WAL and commits: positions in bytes, histories as batches of commits, timelines that fork.
//!
//! A commit is not an object. A write appends one batch, whatever the rate, and old batches are
//! merged where no server stands inside them.

mod compaction;
mod timelines;

pub use timelines::Timelines;

use super::arithmetic::scale;
use super::ids::ServerId;
use super::time::{SimDuration, SimTime};

/// A position in the WAL, in bytes since the beginning of the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lsn(pub u64);

/// A position, and the number of the last commit that is complete there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WalPosition {
    pub lsn: Lsn,
    pub commits: u64,
}

/// Commits that are written together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WalWrite {
    /// 0 for bytes of a transaction that goes on or is rolled back.
    pub commits: u64,
    /// At least one for each commit.
    pub bytes: u64,
    /// Whether they come with records that remove old row versions, as updates do and inserts do
    /// not ([law b2](docs/replication.md#b2)).
    pub prunes: bool,
}

impl WalWrite {
    /// Commits that update rows.
    pub const fn updates(commits: u64, bytes: u64) -> WalWrite {
        WalWrite { commits, bytes, prunes: true }
    }
}

/// A record that replay may have to wait at, in addition to those of updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConflictRecord {
    /// The position before it.
    pub at: Lsn,
    pub kind: RecordKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// VACUUM: removes what this commit and earlier ones deleted.
    Cleanup { deleted_by: u64 },
    /// ACCESS EXCLUSIVE.
    Lock { table: u32 },
}

/// Consecutive commits of one timeline, spread evenly over their bytes and their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommitBatch {
    /// The number of the first commit. Numbers begin at 1 and go on through a fork.
    pub first: u64,
    /// 0 where only bytes were written.
    pub commits: u64,
    pub start: Lsn,
    /// At least one for each commit.
    pub bytes: u64,
    pub from: SimTime,
    pub to: SimTime,
    /// As in `WalWrite`.
    pub prunes: bool,
}

impl CommitBatch {
    pub fn end(&self) -> Lsn {
        Lsn(self.start.0 + self.bytes)
    }

    pub fn last(&self) -> u64 {
        self.first + self.commits - 1
    }

    /// How many of its commits are complete at `lsn`, which lies in it.
    fn complete_at(&self, lsn: Lsn) -> u64 {
        scale(lsn.0 - self.start.0, self.commits, self.bytes)
    }

    /// Where the bytes of this commit end.
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

/// The number of a timeline within a fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimelineId(u32);

/// The timelines that a history consists of, latest first, each with its last commit that belongs
/// to the history.
pub type Lineage = Vec<(TimelineId, u64)>;

/// History that was written by one server, from a fork or from the very beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timeline {
    pub writer: ServerId,
    /// The timeline that it continues and where it left it; `None` for a database that was never
    /// a follower.
    pub fork: Option<(TimelineId, WalPosition)>,
    /// The commits whose rows its first commit put in the place of all rows before it; `None` if it
    /// goes on with what there was.
    pub replaced_by: Option<Lineage>,
    batches: Vec<CommitBatch>,
    conflicts: Vec<ConflictRecord>,
}

impl Timeline {
    fn begin(&self) -> WalPosition {
        self.fork.map_or(WalPosition::default(), |(_, fork)| fork)
    }

    fn end(&self) -> WalPosition {
        match self.batches.last() {
            Some(batch) => WalPosition { lsn: batch.end(), commits: batch.last() },
            None => self.begin(),
        }
    }

    /// The batch that `lsn` lies in, or the last that ends before it.
    fn batch_at(&self, lsn: Lsn) -> Option<&CommitBatch> {
        let after = self.batches.partition_point(|batch| batch.start < lsn);
        after.checked_sub(1).map(|at| &self.batches[at])
    }

    fn batch_of(&self, commit: u64) -> Option<&CommitBatch> {
        let after = self.batches.partition_point(|batch| batch.first <= commit);
        let latest = after.checked_sub(1).map(|at| &self.batches[at]);
        latest.filter(|batch| commit <= batch.last())
    }
}
