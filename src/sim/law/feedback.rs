//! What `hot_standby_feedback` does: laws D1 to D3.

use crate::sim::time::{SimDuration, SimTime, TICK};

/// Whether a follower reports in the tick that begins at `now` (law D1, every
/// `wal_receiver_status_interval`).
pub fn reports(now: SimTime, interval: SimDuration) -> bool {
    now.micros() % interval.micros().max(1) < TICK.micros()
}

/// The oldest commit that a follower reports to need: its oldest snapshot, or where its replay
/// is (law D1). It keeps the leader from removing what its queries see, so that no snapshot holds
/// replay; a lock still does (law D3).
pub fn horizon(snapshots: impl Iterator<Item = u64>, replayed: u64) -> u64 {
    snapshots.min().unwrap_or(replayed).min(replayed)
}
