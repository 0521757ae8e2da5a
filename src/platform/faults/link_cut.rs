//! The link between a follower and its leader is cut for a while.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, follower, is_on_follower};
use crate::platform::Platform;
use crate::sim::SimDuration;
use crate::sim::server::Server;

pub static FAULT: Fault = Fault {
    name: "link cut",
    about: "Nothing reaches the follower for a minute.",
    target: TargetKind::Follower,
    lasts: Some(SimDuration::from_secs(60)),
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (server, name) = follower(platform, &resolved.on)?;
    let cut = platform.fleet.cut_link(server, resolved.until?);
    cut.then(|| format!("The link to {name} is cut: nothing that is written reaches it."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    let is_cut = |it: &Server| it.following().is_some_and(|it| it.link.is_cut());
    is_on_follower(platform, fault, is_cut)
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some((server, _)) = follower(platform, &fault.on) {
        platform.fleet.mend_link(server);
    }
}
