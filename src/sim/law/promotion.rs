//! What leaving recovery does, and who can follow afterwards: laws H1, H2 and i.

use super::later;
use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::{Lineage, TimelineId};

/// The last commit that a server has and its would-be leader does not share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diverged {
    /// The timeline of it.
    pub timeline: TimelineId,
    /// The last commit that both have.
    pub shared: u64,
    /// The last commit that only it has.
    pub own: u64,
}

/// When a server that was told so at `told` and had replayed everything at `replayed` takes
/// writes: what was received is replayed first, so that only what was not received is lost
/// (laws H1, H2); PostgreSQL looks every 100 ms (law i).
pub fn promoted_at(told: SimTime, replayed: SimTime, takes: SimDuration) -> SimTime {
    later(told + takes, replayed)
}

/// Whether a server can follow another: only when all it has is in the other's history. Nobody is
/// repointed by itself, and an old leader that has written on cannot come back without a new
/// base backup (law i).
///
/// # Errors
/// Where they part.
pub fn may_follow(own: &Lineage, leaders: &Lineage) -> Result<(), Diverged> {
    for &(timeline, own) in own {
        let held = leaders.iter().find(|(other, _)| *other == timeline);
        let shared = held.map_or(0, |(_, upto)| *upto);
        if own > shared {
            return Err(Diverged { timeline, shared, own });
        }
    }
    Ok(())
}
