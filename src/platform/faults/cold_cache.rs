//! The cache of a server is empty: it reads from its disk, and replays slowly until it is warm.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::SimDuration;

pub static FAULT: Fault = Fault {
    name: "cold cache",
    about: "The cache is empty. For three minutes, the database replays slowly.",
    target: TargetKind::Database,
    lasts: Some(WARMS_UP),
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: Some(end),
};

/// How long a cache takes to be warm (ours, for want of a figure).
pub const WARMS_UP: SimDuration = SimDuration::from_secs(180);

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    let server = platform.database(id).server;
    platform.fleet.cool_cache(server, resolved.until?);
    Some(format!("The cache of {name} is cold: it replays slowly until that is warm."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| platform.server(id).cache_cold.is_some())
}

/// Somebody reads every table, as `pg_prewarm` does.
fn end(platform: &mut Platform, fault: &StruckFault) {
    if let Some(id) = fault.database() {
        platform.fleet.warm_cache(platform.database(id).server);
    }
}
