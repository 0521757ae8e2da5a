//! The link between a follower and its leader is cut for a while.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::SimDuration;

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
    let (id, name) = database(platform, resolved)?;
    let server = platform.database(id).server;
    let cut = platform.fleet.cut_link(server, resolved.until?);
    cut.then(|| format!("The link to {name} is cut: queries there see ever older data."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    let is_cut = |id| platform.server(id).following().is_some_and(|it| it.link.is_cut());
    is_on(fault, is_cut)
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some(id) = fault.database() {
        platform.fleet.mend_link(platform.database(id).server);
    }
}
