//! The disk of a follower is slow for a while: it replays little.

use super::{Fault, FaultSize, ResolvedStrike, StruckFault, TargetKind, follower, is_on_follower};
use crate::format;
use crate::platform::Platform;
use crate::sim::SimDuration;

pub static FAULT: Fault = Fault {
    name: "slow disk",
    about: "For three minutes, the follower replays less than its leader writes.",
    target: TargetKind::Follower,
    lasts: Some(SimDuration::from_secs(180)),
    is_end_known: true,
    size: Some(FaultSize { usual: 10_000, most: 1_000_000_000_000, unit: "bytes a second" }),
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (server, name) = follower(platform, &resolved.on)?;
    let speed = resolved.size?;
    let slowed = platform.fleet.slow_disk(server, speed, resolved.until?);
    let bytes = format::bytes(speed);
    slowed.then(|| format!("The disk of {name} is slow: it replays {bytes} a second now."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on_follower(platform, fault, |it| it.disk_slowed.is_some())
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some((server, _)) = follower(platform, &fault.on) {
        platform.fleet.restore_disk(server);
    }
}
