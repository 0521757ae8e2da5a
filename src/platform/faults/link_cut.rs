//! The link between a follower and its leader is cut for a while.

use super::{Fault, ResolvedStrike, TargetKind, database};
use crate::platform::Platform;
use crate::sim::SimDuration;

pub static FAULT: Fault = Fault {
    name: "link cut",
    about: "Nothing reaches the follower until the link is mended.",
    target: TargetKind::Follower,
    lasts: Some(SimDuration::from_secs(60)),
    size: None,
    strike,
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    let server = platform.database(id).server;
    let cut = platform.fleet.cut_link(server, resolved.until?);
    cut.then(|| format!("The link to {name} is cut: what it shows is getting old."))
}
