//! The replication law: one function per rule, each a pure function of what it is given.
//!
//! Each rule names the law of `facts/postgres-replication.md` that it is, as it was measured on
//! real PostgreSQL 15 servers. The fleet calls these rules and has no physics of its own;
//! `workbench traces` holds both against the recordings.

mod conflict;
mod feedback;
mod promotion;
mod replay;
mod slot;
mod sync;
mod wire;

pub use conflict::{
    ConflictCause, ReplayConflict, Waiter, cancels_at, freed_at, next_poll, next_recheck,
};
pub use feedback::{horizon, reports};
pub use promotion::{Diverged, may_follow, promoted_at};
pub use replay::{not_before, replay};
pub use slot::slot_lost;
pub use sync::{SyncLevel, Synchronous, acknowledged, round_trip};
pub use wire::{arrived, confirmed, handshake, latency, next_retry, payload, resumes_from, send};

use super::time::{SimDuration, SimTime};
use super::wal::scale;

/// The figures of the law: what was measured, or what PostgreSQL's own settings say. Whoever wants
/// to see what a rule is worth gives a fleet others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parameters {
    /// Law A1: flush and wake-up at the far end of a link, beside the way itself.
    pub wake: SimDuration,
    /// Law G4: bytes on the wire around the WAL of each commit.
    pub framing: u64,
    /// Law G2: how often a follower that has lost its leader asks again.
    pub retry: SimDuration,
    /// Law G2: what asking takes, before the answer that nobody is there.
    pub attempt: SimDuration,
    /// Law G2: one-way trips from the answer to the first WAL.
    pub handshake_trips: u64,
    /// Law G2: how long a follower waits on a link that is silent before it gives it up.
    pub silence: SimDuration,
    /// Law G3: streaming begins again at the start of a piece of this many bytes.
    pub segment: u64,
    /// Law b2: commits on an updated table until a record removes what an old snapshot sees.
    pub commits_to_conflict: u64,
    /// Law b5: the longest that replay sleeps between two looks at whether it may go on.
    pub longest_poll: SimDuration,
    /// Law D1: how often a follower reports the oldest snapshot that it needs.
    pub status_interval: SimDuration,
    /// Law i: how long leaving recovery takes when nothing is left to replay.
    pub promotion: SimDuration,
    /// By how many thousandths the way of a link varies from tick to tick (ours: the links of the
    /// recordings had no jitter).
    pub jitter: u64,
}

impl Parameters {
    /// As measured.
    pub const MEASURED: Parameters = Parameters {
        wake: SimDuration::from_micros(700),
        framing: 29,
        retry: SimDuration::from_secs(5),
        attempt: SimDuration::from_millis(4),
        handshake_trips: 24,
        silence: SimDuration::from_secs(60),
        segment: 16 * 1024 * 1024,
        commits_to_conflict: 28,
        longest_poll: SimDuration::from_secs(1),
        status_interval: SimDuration::from_secs(10),
        promotion: SimDuration::from_millis(100),
        jitter: 200,
    };
}

/// Bytes a second at which base backups are taken and restored (`facts/heroku.md`, section 5).
pub const BASE_BACKUP_RATE: u64 = 10_000_000;

/// A new follower counts as caught up from here on (seed, "Create follower": "within 200
/// commits").
pub const CAUGHT_UP_COMMITS: u64 = 200;

/// How long a server takes to come up again once its machine does: 0.25 to 0.55 s, measured
/// (sections g and i), and as long again for its WAL since the last checkpoint.
pub const CRASH_RECOVERY: SimDuration = SimDuration::from_secs(1);

/// How many bytes `rate` bytes a second move in `length`.
pub fn bytes_in(rate: u64, length: SimDuration) -> u64 {
    scale(rate, length.micros(), 1_000_000)
}

/// How long `bytes` take at `rate` bytes a second.
pub fn time_for(bytes: u64, rate: u64) -> SimDuration {
    SimDuration::from_micros(scale(bytes, 1_000_000, rate.max(1)))
}

/// The later of two moments.
fn later(one: SimTime, other: SimTime) -> SimTime {
    one.max(other)
}
