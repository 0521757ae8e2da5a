//! Somebody loads much into a table, in one transaction.

use super::{Fault, FaultSize, ResolvedStrike, StruckFault, TargetKind, database, is_on};
use crate::format;
use crate::platform::{DatabaseId, Platform};
use crate::sim::wal::WalWrite;
use crate::sim::{SimDuration, SimTime, TICK};

pub static FAULT: Fault = Fault {
    name: "bulk load",
    about: "In ten seconds, somebody loads 100 MB. A follower on a small plan replays it longest.",
    target: TargetKind::Leader,
    lasts: Some(SimDuration::from_secs(10)),
    is_end_known: true,
    size: Some(FaultSize { usual: 100_000_000, most: 1_000_000_000_000, unit: "bytes" }),
    strike,
    goes_on,
    end: Some(end),
};

/// A transaction that writes for a while, then commits for the app that owns the database.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BulkLoad {
    on: DatabaseId,
    bytes_per_tick: u64,
    until: SimTime,
}

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let (on, name) = database(platform, resolved)?;
    platform.fleet.takes_writes(platform.database(on).server).ok()?;
    let (bytes, until) = (resolved.size?, resolved.until?);
    let ticks = until.since(platform.now()).micros().div_ceil(TICK.micros()).max(1);
    platform.loads.push(BulkLoad { on, bytes_per_tick: bytes.div_ceil(ticks), until });
    Some(format!("Somebody loads {} into {name}.", format::bytes(bytes)))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    is_on(fault, |id| platform.loads.iter().any(|load| load.on == id))
}

/// The transaction is rolled back; what it wrote is WAL all the same.
fn end(platform: &mut Platform, fault: &StruckFault) {
    platform.loads.retain(|load| Some(load.on) != fault.database());
}

impl Platform {
    /// Lets loads write for a tick, and commit at their end. One that is refused is rolled back.
    pub(in crate::platform) fn run_loads(&mut self) {
        let next = self.now() + TICK;
        let mut loads = std::mem::take(&mut self.loads);
        loads.retain(|load| {
            let (server, app) = (self.database(load.on).server, self.database(load.on).app);
            let commits = u64::from(load.until <= next);
            let write = WalWrite { commits, bytes: load.bytes_per_tick, prunes: false };
            let Ok(end) = self.fleet.write(server, write) else {
                return false;
            };
            if commits > 0 {
                let timeline = self.fleet.server(server).timeline;
                self.apps[app.0 as usize].ledger.add(timeline, end.commits, end.commits);
            }
            commits == 0
        });
        self.loads = loads;
    }
}
