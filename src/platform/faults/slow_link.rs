//! The link between a follower and its leader carries little for a while.

use super::{Fault, FaultSize, ResolvedStrike, StruckFault, TargetKind, follower, is_on_follower};
use crate::format;
use crate::platform::Platform;
use crate::sim::SimDuration;
use crate::sim::server::Server;

pub static FAULT: Fault = Fault {
    name: "slow link",
    about: "For two minutes, the link carries less than the leader writes.",
    target: TargetKind::Follower,
    lasts: Some(SimDuration::from_secs(120)),
    is_end_known: true,
    size: Some(FaultSize { usual: 15_000, most: 1_000_000_000_000, unit: "bytes a second" }),
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (server, name) = follower(platform, &resolved.on)?;
    let rate = resolved.size?;
    let slowed = platform.fleet.slow_link(server, rate, resolved.until?);
    let bytes = format::bytes(rate);
    slowed.then(|| format!("The link to {name} carries {bytes} a second now."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    let is_slow = |it: &Server| it.following().is_some_and(|it| it.link.slowed.is_some());
    is_on_follower(platform, fault, is_slow)
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some((server, _)) = follower(platform, &fault.on) {
        platform.fleet.restore_bandwidth(server);
    }
}
