//! Temporary files fill a disk to the brim.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::SimDuration;

pub static FAULT: Fault = Fault {
    name: "disk full",
    about: "For three minutes, temporary files fill the disk. It takes no writes, and no WAL.",
    target: TargetKind::Database,
    lasts: Some(SimDuration::from_secs(180)),
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: Some(end),
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    let server = platform.database(id).server;
    if !platform.fleet.fill_disk(server, resolved.until?) {
        return None;
    }
    let then = match platform.server(id).is_leader() {
        true => "it refuses every write, and queries still read",
        false => "it can neither receive nor replay",
    };
    Some(format!("Temporary files fill the disk of {name}: {then}."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| platform.server(id).temporary_files.is_some())
}

/// Somebody removes the files.
fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some(id) = fault.database() {
        platform.fleet.free_disk(platform.database(id).server);
    }
}
