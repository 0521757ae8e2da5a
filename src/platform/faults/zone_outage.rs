//! All machines of a zone stop for a while.

use super::{Fault, ResolvedStrike, StruckFault, Target, TargetKind};
use crate::format::plural;
use crate::platform::Platform;
use crate::sim::SimDuration;

pub static FAULT: Fault = Fault {
    name: "zone outage",
    about: "Every database in the zone stops for five minutes.",
    target: TargetKind::Zone,
    lasts: Some(SimDuration::from_secs(300)),
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let Target::Zone(zone) = resolved.on else {
        return None;
    };
    let stopped = platform.fleet.stop_zone(zone, resolved.until?);
    let name = &platform.zones[zone.0 as usize];
    let databases = plural(u64::from(stopped), "database");
    (stopped > 0).then(|| format!("Zone {name} is out, and with it {databases}."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    matches!(fault.on, Target::Zone(zone) if platform.fleet.is_zone_out(zone))
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Target::Zone(zone) = fault.on {
        platform.fleet.restore_zone(zone);
    }
}
