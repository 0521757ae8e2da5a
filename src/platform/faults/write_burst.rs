//! An app's visitors write many times as much for a while.

use super::{Fault, FaultSize, ResolvedStrike, StruckFault, Target, TargetKind};
use crate::format::plural;
use crate::platform::Platform;
use crate::sim::SimDuration;

pub static FAULT: Fault = Fault {
    name: "write burst",
    about: "For a minute, visitors write 20 times as much.",
    target: TargetKind::App,
    lasts: Some(SimDuration::from_secs(60)),
    is_end_known: true,
    // More than a hundred times is not a burst but another app.
    size: Some(FaultSize { usual: 20, most: 100, unit: "times" }),
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let Target::App(id) = resolved.on else {
        return None;
    };
    let (factor, until) = (resolved.size?, resolved.until?);
    let app = &mut platform.apps[id.0 as usize];
    app.burst = Some((factor * 1_000, until));
    let times = plural(factor, "time");
    Some(format!("Visitors of {} write {times} as much as usual.", app.name))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    matches!(fault.on, Target::App(app) if platform.app(app).burst.is_some())
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Target::App(id) = fault.on {
        let now = platform.now();
        let burst = &mut platform.apps[id.0 as usize].burst;
        *burst = burst.map(|(factor, until)| (factor, until.min(now)));
    }
}
