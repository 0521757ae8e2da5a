//! PostgreSQL on a machine is killed (`kill -9`) and recovers by itself. The machine runs on, so
//! its cache stays warm.

use super::{Fault, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::platform::Platform;
use crate::sim::SimDuration;
use crate::sim::server::Power;

pub static FAULT: Fault = Fault {
    name: "process killed",
    about: "PostgreSQL is killed and recovers within seconds. Its machine runs on.",
    target: TargetKind::Database,
    lasts: Some(SimDuration::from_secs(5)),
    is_end_known: true,
    size: None,
    strike,
    goes_on,
    end: None,
};

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (id, name) = database(platform, resolved)?;
    let (server, until) = (platform.database(id).server, resolved.until?);
    let killed = platform.fleet.kill_process(server, until);
    killed.then(|| format!("PostgreSQL on {name} was killed. It recovers by itself, in seconds."))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| matches!(platform.server(id).power, Power::Recovering { .. }))
}
