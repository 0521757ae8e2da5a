//! The fleet: all servers, links, histories and the clock, and questions about them.

mod content;
mod continuation;
mod failures;
mod operations;
mod provision;
mod replay;
mod streaming;
mod tick;

pub use content::Dump;
pub use provision::LinkSpec;
pub use tick::Event;

use super::chance::Chance;
use super::ids::{ServerId, Zone};
use super::law::{self, Parameters};
use super::server::Server;
use super::time::{SimDuration, SimTime};
use super::wal::{Lsn, Timelines};

/// Why a server refuses a write or a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServerError {
    /// The machine does not run.
    Down,
    /// The machine is lost with its disk.
    Gone,
    /// The server is not made yet; to a read, also while it catches up for the first time.
    NotReady,
    /// The server follows, or is just leaving recovery.
    ReadOnly,
    /// Its files are damaged.
    Corrupt,
    /// PostgreSQL on it was killed and recovers.
    InRecovery,
    /// There is no room on its disk.
    DiskFull,
}

/// How far a follower is behind its leader, in commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Written by the leader and not received: lost if the leader dies.
    pub not_received: u64,
    /// Received and not replayed: a promotion waits for them.
    pub not_replayed: u64,
}

impl Behind {
    /// What `pg:info` shows.
    pub fn commits(self) -> u64 {
        self.not_received + self.not_replayed
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fleet {
    now: SimTime,
    chance: Chance,
    parameters: Parameters,
    timelines: Timelines,
    servers: Vec<Server>,
    /// Zones that are out, and until when.
    zones_out: Vec<(Zone, SimTime)>,
    /// Whether leaders keep WAL for followers that are away, as replication slots do.
    slots: bool,
    /// How long it takes at least to make a server from a base backup.
    least_making: SimDuration,
}

impl Fleet {
    /// A fleet without servers.
    pub fn new(chance: Chance) -> Fleet {
        Fleet::with_parameters(chance, Parameters::MEASURED)
    }

    /// A fleet without servers, under other figures than those measured.
    pub fn with_parameters(chance: Chance, parameters: Parameters) -> Fleet {
        Fleet {
            now: SimTime::ZERO,
            chance,
            parameters,
            timelines: Timelines::default(),
            servers: Vec::new(),
            zones_out: Vec::new(),
            slots: false,
            least_making: SimDuration::ZERO,
        }
    }

    /// The moment that the next tick begins at.
    pub fn now(&self) -> SimTime {
        self.now
    }

    pub fn timelines(&self) -> &Timelines {
        &self.timelines
    }

    /// All servers there have been.
    pub fn servers(&self) -> impl Iterator<Item = (ServerId, &Server)> {
        self.servers.iter().enumerate().map(|(at, server)| (ServerId(at as u32), server))
    }

    pub fn server(&self, id: ServerId) -> &Server {
        &self.servers[id.0 as usize]
    }

    fn server_mut(&mut self, id: ServerId) -> &mut Server {
        &mut self.servers[id.0 as usize]
    }

    /// The followers of a server, also those that are still being made.
    pub fn followers(&self, leader: ServerId) -> Vec<ServerId> {
        let alive = self.servers().filter(|(_, server)| !server.is_lost());
        alive
            .filter(|(_, server)| server.following().is_some_and(|f| f.leader == leader))
            .map(|(id, _)| id)
            .collect()
    }

    /// The leader of a follower.
    fn leader_of(&self, id: ServerId) -> Option<ServerId> {
        Some(self.server(id).following()?.leader)
    }

    /// Commits on the disk of a server; on a follower, those it has received.
    pub fn commits_on_disk(&self, id: ServerId) -> u64 {
        let server = self.server(id);
        self.timelines.commits_at(server.timeline, server.end)
    }

    /// Commits that a new query on a server sees; on a follower, those it has replayed.
    pub fn commits_visible(&self, id: ServerId) -> u64 {
        let server = self.server(id);
        self.timelines.commits_at(server.timeline, server.replayed)
    }

    /// How far a follower is behind its leader, whether these run or not; `None` for other servers.
    pub fn behind(&self, id: ServerId) -> Option<Behind> {
        let leader = self.leader_of(id)?;
        let (received, replayed) = (self.commits_on_disk(id), self.commits_visible(id));
        Some(Behind {
            not_received: self.commits_on_disk(leader).saturating_sub(received),
            not_replayed: received - replayed,
        })
    }

    /// Commits of a leader that were acknowledged to their clients: all, unless commits wait for a
    /// follower ([law H3](docs/replication.md#h3)).
    pub fn acknowledged(&self, leader: ServerId) -> u64 {
        let server = self.server(leader);
        let Some(sync) = &server.settings.synchronous else {
            return self.commits_on_disk(leader);
        };
        let confirmed = sync.of.iter().filter_map(|id| self.confirmed(*id, sync.level));
        let end = law::acknowledged(confirmed.collect(), sync.quorum).min(server.end);
        self.timelines.commits_at(server.timeline, end)
    }

    /// The position that a follower has confirmed at this level, perhaps before its link broke.
    fn confirmed(&self, id: ServerId, level: law::SyncLevel) -> Option<Lsn> {
        let server = self.server(id);
        let link = &server.following()?.link;
        Some(match level {
            law::SyncLevel::Received => link.confirmed,
            law::SyncLevel::Replayed => link.confirmed.min(server.replayed),
        })
    }

    /// Row versions that a leader cannot remove because queries on a follower may see them
    /// ([law D1](docs/replication.md#d1); a slot keeps them while the follower is away,
    /// [law D2](docs/replication.md#d2)).
    pub fn dead_rows(&self, leader: ServerId) -> u64 {
        let followers = self.followers(leader).into_iter();
        let horizons = followers.filter_map(|id| self.server(id).following()?.horizon);
        horizons.min().map_or(0, |oldest| self.commits_on_disk(leader).saturating_sub(oldest))
    }

    /// Bytes of WAL that a leader keeps for a follower ([law G5](docs/replication.md#g5)).
    pub fn wal_kept(&self, id: ServerId) -> Option<u64> {
        let (server, leader) = (self.server(id), self.server(self.leader_of(id)?));
        Some(leader.end.0.saturating_sub(server.end.0))
    }

    /// Whether a server could follow another as it is ([law i](docs/replication.md#i)).
    ///
    /// # Errors
    /// Where their histories part.
    pub fn may_follow(&self, id: ServerId, leader: ServerId) -> Result<(), law::Diverged> {
        let lineage =
            |id| self.timelines.lineage(self.server(id).timeline, self.commits_on_disk(id));
        law::may_follow(&lineage(id), &lineage(leader))
    }
}
