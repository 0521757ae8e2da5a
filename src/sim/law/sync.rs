//! What synchronous commit waits for: laws [H3](docs/replication.md#h3),
//! [H4](docs/replication.md#h4) and [H5](docs/replication.md#h5).

use crate::sim::ids::ServerId;
use crate::sim::time::SimDuration;
use crate::sim::wal::Lsn;

/// What a commit waits for on a follower (`synchronous_commit`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncLevel {
    /// Until it is received; `remote_write` and `on` differ by the flush only.
    Received,
    /// Until it is replayed: a query that holds replay holds commits too (law H4).
    Replayed,
}

/// Which followers a leader's commits wait for (`synchronous_standby_names`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Synchronous {
    pub level: SyncLevel,
    /// How many of them have to confirm.
    pub quorum: u32,
    pub of: Vec<ServerId>,
}

/// How far commits are acknowledged when `quorum` of these followers have to confirm. With too few
/// of them commits hang (law H5).
pub fn acknowledged(mut confirmed: Vec<Lsn>, quorum: u32) -> Lsn {
    confirmed.sort_unstable_by_key(|lsn| std::cmp::Reverse(*lsn));
    match quorum.checked_sub(1) {
        Some(at) => confirmed.get(at as usize).copied().unwrap_or_default(),
        None => Lsn(u64::MAX),
    }
}

/// What a commit waits in addition to its own flush (law H3).
pub fn round_trip(latency: SimDuration) -> SimDuration {
    latency * 2
}
