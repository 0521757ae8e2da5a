//! A leader's machine stops; its disk is whole, and it comes back.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::{SimDuration, law};

pub static FAULT: Fault = Fault {
    name: "leader crash",
    about: "The leader stops and comes back by itself. No data is lost.",
    target: TargetKind::Leader,
    lasts: Some(SimDuration::from_secs(90)),
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    let server = platform.database(id).server;
    let struck = platform.server(id);
    if !struck.is_leader() || !struck.is_up() || struck.corrupt_since.is_some() {
        return None;
    }
    let until = resolved.until? + law::CRASH_RECOVERY;
    platform
        .fleet
        .stop(server, until)
        .then(|| format!("{name} crashed. Nothing in it is lost; it will come back by itself."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| !platform.server(id).is_up() && !platform.server(id).is_lost())
}

/// Somebody starts the machine.
fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some(id) = fault.database() {
        let (server, up) = (platform.database(id).server, platform.now() + law::CRASH_RECOVERY);
        platform.fleet.start_machine(server, up);
    }
}
