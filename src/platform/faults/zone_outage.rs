//! All machines of a zone stop for a while.

use super::{Fault, ResolvedStrike, StruckFault, Target, TargetKind};
use crate::format::plural;
use crate::platform::Platform;
use crate::sim::SimDuration;
use crate::sim::server::{Power, Server};

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
    // Hidden standbys stop with it, which nobody sees.
    let here = platform.databases().map(|(id, _)| platform.server(id));
    let here = here.filter(|server| server.zone == zone && server.is_up()).count();
    let is_on = |power| matches!(power, Power::Up | Power::Recovering { .. });
    let runs = |server: &Server| server.zone == zone && is_on(server.power);
    if !platform.fleet.servers().any(|(_, server)| runs(server)) {
        return None;
    }
    platform.fleet.stop_zone(zone, resolved.until?);
    let name = &platform.zones[zone.0 as usize];
    let databases = plural(here as u64, "database");
    Some(format!("Zone {name} is out, and with it {databases}."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    matches!(fault.on, Target::Zone(zone) if platform.fleet.is_zone_out(zone))
}

fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Target::Zone(zone) = fault.on {
        platform.fleet.restore_zone(zone);
    }
}
