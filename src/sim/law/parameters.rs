//! The figures of the law.

use crate::sim::time::SimDuration;

/// What was measured, or what PostgreSQL's own settings say (docs/replication.md#figures). To see
/// what a rule is worth, give a fleet other figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parameters {
    /// Law A1: flush and wake-up at the far end of a link, in addition to its delay.
    pub wake: SimDuration,
    /// Law G4: bytes on the wire around the WAL of each commit.
    pub framing: u64,
    /// Law G2: how often a follower that has lost its leader asks again.
    pub retry: SimDuration,
    /// Law G2: what asking takes until the answer that nobody is there.
    pub attempt: SimDuration,
    /// Law G2: one-way trips from the answer to the first WAL.
    pub handshake_trips: u64,
    /// Law G2: how long a follower waits on a silent link before it gives it up.
    pub silence: SimDuration,
    /// Law G3: streaming begins again at the start of a WAL segment of this many bytes.
    pub segment: u64,
    /// Law b2: commits on an updated table until a record removes what an old snapshot sees.
    pub commits_to_conflict: u64,
    /// Law b5: the longest that replay sleeps between two looks at whether it may go on.
    pub longest_poll: SimDuration,
    /// Law D1: how often a follower reports the oldest snapshot that it needs.
    pub status_interval: SimDuration,
    /// Law i: how long leaving recovery takes when nothing is left to replay.
    pub promotion: SimDuration,
    /// By how many thousandths the delay of a link varies from tick to tick (ours: the links of
    /// the recordings had no jitter).
    pub jitter: u64,
}

impl Parameters {
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

/// Bytes a second at which base backups are taken and restored (docs/heroku.md#base-backup).
pub const BASE_BACKUP_RATE: u64 = 10_000_000;

/// A new follower counts as caught up when it is no more commits behind (article, "Create
/// follower": "within 200 commits"; docs/heroku.md#caught-up).
pub const CAUGHT_UP_COMMITS: u64 = 200;

/// How long a server takes to come up after its machine: 0.25 to 0.55 s, measured
/// (docs/replication.md#restart), and as long again for its WAL since the last checkpoint (ours).
pub const CRASH_RECOVERY: SimDuration = SimDuration::from_secs(1);
