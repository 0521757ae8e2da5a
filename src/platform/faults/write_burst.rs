//! An app's visitors write many times as much for a while.

use super::{Fault, FaultSize, ResolvedStrike, Target, TargetKind};
use crate::platform::Platform;
use crate::platform::journal::plural;
use crate::sim::SimDuration;

/// The fault.
pub static FAULT: Fault = Fault {
    name: "write burst",
    about: "Visitors write many times as much.",
    target: TargetKind::App,
    lasts: Some(SimDuration::from_secs(60)),
    // More than a hundred times is not a burst but another app.
    size: Some(FaultSize { usual: 20, most: 100, unit: "times" }),
    strike,
};

fn strike(platform: &mut Platform, blow: &ResolvedStrike) -> Option<String> {
    let Target::App(id) = blow.on else {
        return None;
    };
    let app = &mut platform.apps[id.0 as usize];
    app.burst = Some((blow.size * 1_000, blow.until?));
    let times = plural(blow.size, "time");
    Some(format!("Visitors of {} write {times} as much as usual.", app.name))
}
