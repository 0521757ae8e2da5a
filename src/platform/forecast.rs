//! Forecasts for a follower: why its replay lags, and how long it takes to catch up.

use super::Platform;
use super::ids::DatabaseId;
use crate::sim::law::{self, ConflictCause};
use crate::sim::server::Role;
use crate::sim::{SimDuration, SimTime};

/// Why a follower has not replayed everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LagCause {
    /// A query reads what the next commits remove ([law b1](docs/replication.md#b1)).
    Snapshot { pid: u32 },
    /// A transaction has touched a table that the next record locks
    /// ([law f](docs/replication.md#f)).
    Lock { pid: u32 },
    /// The query that held replay is gone, and replay looks again within a second
    /// ([law b5](docs/replication.md#b5)).
    WaitsForRecheck,
    /// Replay goes on at the speed of its plan (laws [A3](docs/replication.md#a3),
    /// [A4](docs/replication.md#a4)).
    Speed,
    /// Replay goes on at the speed of a slow disk.
    SlowDisk,
    /// Replay reads from the disk what its cache does not hold yet.
    ColdCache,
    /// There is no room on its disk for what replay writes.
    DiskFull,
    /// Replay goes on at what reads leave of the speed, less than half.
    Reads,
}

/// The leader's write rate is averaged over this window.
const RATE_WINDOW: SimDuration = SimDuration::from_secs(3);

/// Catching up that takes longer, in seconds, counts as never.
const LONGEST_FORECAST: u64 = 30 * 86_400;

impl Platform {
    /// Why replay of a database waits or lags; `None` if it has replayed all it has received.
    pub fn why_behind(&self, id: DatabaseId) -> Option<LagCause> {
        let server = self.server(id);
        if let Some(conflict) = &server.replay_conflict {
            return Some(match conflict.blockers.first() {
                Some(blocker) if blocker.gone.is_none() => match conflict.why {
                    ConflictCause::Snapshot => LagCause::Snapshot { pid: blocker.pid },
                    ConflictCause::Lock => LagCause::Lock { pid: blocker.pid },
                },
                _ => LagCause::WaitsForRecheck,
            });
        }
        // What has held replay from before the run conflicts with its first record only now.
        if let Some(pid) = server.replay_held_by {
            return Some(LagCause::Snapshot { pid });
        }
        let recovers = !matches!(server.role, Role::Leader);
        let cause = if self.fleet.is_disk_full(self.database(id).server) {
            LagCause::DiskFull
        } else if server.disk_slowed.is_some() {
            LagCause::SlowDisk
        } else if server.cache_cold.is_some() {
            LagCause::ColdCache
        } else if server.speed() < server.replay_speed / 2 {
            LagCause::Reads
        } else {
            LagCause::Speed
        };
        (recovers && server.replayed < server.end).then_some(cause)
    }

    /// How long a follower takes to catch up if the leader goes on writing at its present rate:
    /// what it has not received must arrive, what it has not replayed must be replayed, both at
    /// once. `None` if it never will: nothing reaches it, or more is written than it can take.
    pub fn catch_up(&self, id: DatabaseId) -> Option<SimDuration> {
        let server = self.server(id);
        let inflow = self.inflow(id)?;
        let receiving = match inflow.arrival_rate {
            Some(rate) if inflow.streams => {
                time_to_drain(inflow.not_received, rate, inflow.write_rate)?
            }
            Some(_) => return None,
            None => SimDuration::ZERO,
        };
        let not_replayed = server.end.0.saturating_sub(server.replayed.0);
        let rate = match inflow.arrival_rate {
            Some(rate) if receiving > SimDuration::ZERO => rate,
            _ => inflow.write_rate,
        };
        let speed = server.speed();
        let replaying = match time_to_drain(not_replayed, speed, rate.min(speed)) {
            Some(length) => length,
            None if receiving > SimDuration::ZERO => receiving,
            None => return None,
        };
        Some(receiving.max(replaying))
    }

    /// Whether a follower falls behind because its link carries less than its leader writes.
    pub fn is_link_too_narrow(&self, id: DatabaseId) -> bool {
        self.inflow(id).is_some_and(|inflow| {
            let never =
                |rate| time_to_drain(inflow.not_received, rate, inflow.write_rate).is_none();
            inflow.streams && inflow.arrival_rate.is_some_and(never)
        })
    }

    /// What comes to a follower.
    fn inflow(&self, id: DatabaseId) -> Option<Inflow> {
        let (server, leader) = (self.server(id), self.server(self.leader_of(id)?));
        let link = &server.following()?.link;
        let timelines = self.fleet.timelines();
        let window = self.now().since(SimTime::ZERO).micros().min(RATE_WINDOW.micros()).max(1);
        let window_start = SimTime::from_micros(self.now().micros().saturating_sub(window));
        let commits_before = timelines.commits_by(leader.timeline, window_start);
        let end_before = timelines.end_of(leader.timeline, commits_before);
        let written = leader.end.0.saturating_sub(end_before.0);
        let write_rate = match leader.is_up() {
            true => (u128::from(written) * 1_000_000 / u128::from(window)) as u64,
            false => 0,
        };
        let not_received = leader.end.0.saturating_sub(server.end.0);
        let streams = leader.is_up() && link.is_streaming() && link.silent_until.is_none();
        // What fits into a round trip is already on its way.
        let waits = not_received > law::bytes_in(write_rate, link.latency * 2);
        let arrival_rate = waits.then(|| {
            let commits_at = |lsn| timelines.commits_at(leader.timeline, lsn);
            let commits = commits_at(leader.end).saturating_sub(commits_at(server.end));
            law::payload(link.rate(), not_received, commits, law::Parameters::MEASURED.framing)
        });
        Some(Inflow { write_rate, not_received, streams, arrival_rate })
    }
}

/// What comes to a follower, in bytes and bytes a second.
struct Inflow {
    /// What its leader writes.
    write_rate: u64,
    not_received: u64,
    /// Whether anything arrives.
    streams: bool,
    /// What its link carries, where WAL waits at the other end of it.
    arrival_rate: Option<u64>,
}

/// How long `bytes` take to drain at `rate` while others flow in; `None` if they never do.
fn time_to_drain(bytes: u64, rate: u64, inflow: u64) -> Option<SimDuration> {
    if bytes == 0 {
        return Some(SimDuration::ZERO);
    }
    let length = law::time_for(bytes, rate.checked_sub(inflow).filter(|net| *net > 0)?);
    (length.secs() < LONGEST_FORECAST).then_some(length)
}
