//! What synchronous commit waits for: laws H3 to H5.

use crate::sim::server::ServerId;
use crate::sim::time::SimDuration;
use crate::sim::wal::Lsn;

/// What a commit waits for on a follower (`synchronous_commit`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncLevel {
    /// That it has received it; `remote_write` and `on` are the same to within the flush.
    Received,
    /// That it has replayed it: a query that holds replay holds commits too (law H4).
    Replayed,
}

/// Which followers a leader's commits wait for (`synchronous_standby_names`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Synchronous {
    /// What they have to have done.
    pub level: SyncLevel,
    /// How many of them.
    pub quorum: u32,
    /// Which ones.
    pub of: Vec<ServerId>,
}

/// How far commits are acknowledged when `quorum` followers have to confirm and each has
/// confirmed so much: with none to confirm, commits hang (law H5).
pub fn acknowledged(mut confirmed: Vec<Lsn>, quorum: u32) -> Lsn {
    confirmed.sort_unstable_by(|one, other| other.cmp(one));
    match quorum.checked_sub(1) {
        Some(at) => confirmed.get(at as usize).copied().unwrap_or_default(),
        None => Lsn(u64::MAX),
    }
}

/// What a commit waits beside its own flush: there and back (law H3).
pub fn round_trip(latency: SimDuration) -> SimDuration {
    latency * 2
}
