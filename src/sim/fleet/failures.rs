//! What goes wrong with one server and passes: its process is killed, its cache is cold, its disk
//! fills.

use super::Fleet;
use crate::sim::ids::ServerId;
use crate::sim::law;
use crate::sim::server::{Power, Server, WARM};
use crate::sim::time::SimTime;

/// The part of its speed, in thousandths, that a server reaches whose cache is empty (ours:
/// docs/replication.md#not-modelled).
const COLDEST: u64 = 20;

impl Fleet {
    /// Kills PostgreSQL on a machine that runs: it recovers until `until`, and no sooner than that
    /// takes. Returns whether there was anything to kill.
    pub fn kill_process(&mut self, id: ServerId, until: SimTime) -> bool {
        let now = self.now;
        let until = until.max(now + law::CRASH_RECOVERY);
        let server = self.server_mut(id);
        if !server.is_up() {
            return false;
        }
        server.power = Power::Recovering { since: now, until };
        self.end_process(id);
        true
    }

    /// Empties the cache of a server, which is warm again at `until`.
    pub fn cool_cache(&mut self, id: ServerId, until: SimTime) {
        let now = self.now;
        let server = self.server_mut(id);
        server.cache_cold = Some((now, until));
        server.warm_up(now);
    }

    /// Warms the cache of a server, from the next tick on.
    pub fn warm_cache(&mut self, id: ServerId) {
        let now = self.now;
        let cold = &mut self.server_mut(id).cache_cold;
        *cold = cold.map(|(since, until)| (since, until.min(now)));
    }

    /// Fills the disk of a server with temporary files, to the brim, until `until`; returns whether
    /// its disk can be full.
    pub fn fill_disk(&mut self, id: ServerId, until: SimTime) -> bool {
        let server = self.server(id);
        let Some(size) = server.disk_size.filter(|_| !server.is_lost()) else {
            return false;
        };
        let old = server.temporary_files.map_or(0, |(bytes, _)| bytes);
        let others = self.disk_used(id).saturating_sub(old);
        self.server_mut(id).temporary_files = Some((size.saturating_sub(others), until));
        true
    }

    /// Removes the temporary files of a server, at the next tick.
    pub fn free_disk(&mut self, id: ServerId) {
        let now = self.now;
        let files = &mut self.server_mut(id).temporary_files;
        *files = files.map(|(bytes, until)| (bytes, until.min(now)));
    }

    /// Lets leaders keep WAL for followers that are away ([law G5](docs/replication.md#g5)).
    pub fn use_slots(&mut self) {
        self.slots = true;
    }

    /// The most WAL that a leader keeps for a follower; 0 without slots, where a follower that was
    /// away gets it from the archive.
    pub fn wal_kept_by(&self, leader: ServerId) -> u64 {
        if !self.slots {
            return 0;
        }
        let followers = self.followers(leader).into_iter();
        followers.filter_map(|id| self.wal_kept(id)).max().unwrap_or(0)
    }

    /// Bytes that are taken on the disk of a server.
    pub fn disk_used(&self, id: ServerId) -> u64 {
        let server = self.server(id);
        let files = server.temporary_files.map_or(0, |(bytes, _)| bytes);
        server.data_size() + files + self.wal_kept_by(id)
    }

    /// Whether there is no room left on the disk of a server.
    pub fn is_disk_full(&self, id: ServerId) -> bool {
        self.server(id).disk_size.is_some_and(|size| self.disk_used(id) >= size)
    }
}

impl Server {
    /// Sets how warm its cache is now; returns whether it has just become warm. What is asked for
    /// most is read first, so most of the speed comes late.
    pub(super) fn warm_up(&mut self, now: SimTime) -> bool {
        let Some((since, until)) = self.cache_cold else {
            return false;
        };
        if until <= now {
            self.cache_cold = None;
            self.warmth = WARM;
            return true;
        }
        let whole = until.since(since).micros().max(1);
        let passed = now.since(since).micros() * 1_000 / whole;
        let gained = (u64::from(WARM) - COLDEST) * passed * passed / 1_000_000;
        self.warmth = (COLDEST + gained) as u32;
        false
    }
}
