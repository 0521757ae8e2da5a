//! An app loads much into a table, in one transaction.

use super::{Fault, FaultSize, ResolvedStrike, StruckFault, Target, TargetKind};
use crate::format;
use crate::platform::{AppId, DatabaseId, Platform};
use crate::sim::wal::WalWrite;
use crate::sim::{SimDuration, SimTime, TICK};

pub static FAULT: Fault = Fault {
    name: "bulk load",
    about: "In ten seconds, the app loads 100 MB. A follower on a small plan replays it longest.",
    target: TargetKind::App,
    lasts: Some(SimDuration::from_secs(10)),
    is_end_known: true,
    size: Some(FaultSize { usual: 100_000_000, most: 1_000_000_000_000, unit: "bytes" }),
    strike,
    goes_on,
    end: Some(end),
};

/// A transaction of an app that writes for a while.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BulkLoad {
    app: AppId,
    into: DatabaseId,
    bytes_per_tick: u64,
    until: SimTime,
}

fn strike(platform: &mut Platform, resolved: &ResolvedStrike) -> Option<String> {
    let Target::App(app) = resolved.on else {
        return None;
    };
    let into = platform.primary(app)?;
    platform.fleet.takes_writes(platform.database(into).server).ok()?;
    let (bytes, until) = (resolved.size?, resolved.until?);
    let ticks = until.since(platform.now()).micros().div_ceil(TICK.micros()).max(1);
    let bytes_per_tick = bytes.div_ceil(ticks);
    platform.loads.push(BulkLoad { app, into, bytes_per_tick, until });
    let (name, colour) = (&platform.app(app).name, &platform.database(into).colour);
    Some(format!("{name} loads {} into {colour}.", format::bytes(bytes)))
}

fn goes_on(platform: &Platform, fault: &StruckFault) -> bool {
    platform.loads.iter().any(|load| fault.on == Target::App(load.app))
}

/// The transaction is rolled back; what it wrote is WAL all the same.
fn end(platform: &mut Platform, fault: &StruckFault) {
    platform.loads.retain(|load| fault.on != Target::App(load.app));
}

impl Platform {
    /// Lets loads write for a tick, and commit at their end. One whose database refuses it or is
    /// not the app's any more is rolled back.
    pub(in crate::platform) fn run_loads(&mut self) {
        let next = self.now() + TICK;
        let mut loads = std::mem::take(&mut self.loads);
        loads.retain(|load| {
            let server = self.database(load.into).server;
            let commits = u64::from(load.until <= next);
            let write = WalWrite { commits, bytes: load.bytes_per_tick, prunes: false };
            if self.primary(load.app) != Some(load.into) {
                return false;
            }
            let Ok(end) = self.fleet.write(server, write) else {
                return false;
            };
            if commits > 0 {
                let timeline = self.fleet.server(server).timeline;
                self.apps[load.app.0 as usize].ledger.add(timeline, end.commits, end.commits);
            }
            commits == 0
        });
        self.loads = loads;
    }
}
