//! What leaving recovery does, and who can follow afterwards: laws [H1](docs/replication.md#h1),
//! [H2](docs/replication.md#h2) and [i](docs/replication.md#i).

use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::{Lineage, TimelineId};

/// A server has commits on a timeline that its would-be leader does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diverged {
    pub timeline: TimelineId,
    /// The last commit that both have.
    pub shared: u64,
    /// The last commit of the server.
    pub own: u64,
}

/// When a server takes writes that was told to leave recovery at `requested` and had replayed
/// everything at `replayed`. What was received is replayed first, so that only what was not
/// received is lost (laws H1, H2); PostgreSQL looks every 100 ms (law i).
pub fn promoted_at(requested: SimTime, replayed: SimTime, takes: SimDuration) -> SimTime {
    (requested + takes).max(replayed)
}

/// Whether a server can follow another: only if all it has is in the other's history. An old
/// leader that has written on cannot come back without a new base backup (law i).
///
/// # Errors
/// Where their histories part.
pub fn may_follow(own: &Lineage, leaders: &Lineage) -> Result<(), Diverged> {
    for &(timeline, own) in own {
        let held = leaders.iter().find(|(other, _)| *other == timeline);
        let shared = held.map_or(0, |(_, last)| *last);
        if own > shared {
            return Err(Diverged { timeline, shared, own });
        }
    }
    Ok(())
}
