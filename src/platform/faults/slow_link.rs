//! The link between a follower and its leader carries little for a while.

use super::{Fault, FaultSize, ResolvedStrike, TargetKind, database};
use crate::platform::Platform;
use crate::platform::journal::plural;
use crate::sim::SimDuration;

/// The fault.
pub static FAULT: Fault = Fault {
    name: "slow link",
    about: "The link carries less than the leader writes.",
    target: TargetKind::Follower,
    lasts: Some(SimDuration::from_secs(120)),
    size: Some(FaultSize { usual: 15_000, most: 1_000_000_000_000, unit: "bytes a second" }),
    strike,
};

fn strike(platform: &mut Platform, blow: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, blow)?;
    let server = platform.database(id).server;
    let slowed = platform.fleet.slow_link(server, blow.size, blow.until?);
    let bytes = plural(blow.size, "byte");
    slowed.then(|| format!("The link to {name} carries {bytes} a second now."))
}
