//! What `hot_standby_feedback` does: laws [D1](docs/replication.md#d1),
//! [D2](docs/replication.md#d2) and [D3](docs/replication.md#d3).

use crate::sim::time::{SimDuration, SimTime, TICK};

/// Whether a follower reports in the tick that begins at `now`: every
/// `wal_receiver_status_interval` (law D1).
pub fn is_report_due(now: SimTime, interval: SimDuration) -> bool {
    now.micros() % interval.micros().max(1) < TICK.micros()
}

/// The oldest commit that a follower reports to need: that of its oldest snapshot, or the last it
/// has replayed (law D1). It keeps the leader from removing what the follower's queries see, so
/// that no snapshot holds replay; a lock still does (law D3).
pub fn horizon(snapshots: impl Iterator<Item = u64>, replayed: u64) -> u64 {
    snapshots.min().unwrap_or(replayed).min(replayed)
}
