//! The fleet: all servers, links, histories and the clock, and what can be asked of them.

mod operations;
mod provision;
mod replay;
mod reseed;
mod streaming;
mod tick;

pub use provision::LinkSpec;
pub use tick::Event;

use super::chance::Chance;
use super::law::{self, Parameters};
use super::server::{Server, ServerId, Zone};
use super::time::SimTime;
use super::wal::{Lsn, Timelines};

/// Why a write was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WriteRefused {
    /// The machine does not run.
    Down,
    /// It is lost with its disk.
    Gone,
    /// It is not made yet.
    NotReady,
    /// It is in recovery: a follower, or one that is just leaving it.
    ReadOnly,
}

/// How far a follower is behind its leader, in commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Written by the leader and not received: what dies with the leader.
    pub not_received: u64,
    /// Received and not replayed: what a promotion waits for.
    pub not_replayed: u64,
}

impl Behind {
    /// What `pg:info` shows.
    pub fn commits(self) -> u64 {
        self.not_received + self.not_replayed
    }
}

/// The fleet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fleet {
    now: SimTime,
    chance: Chance,
    figures: Parameters,
    timelines: Timelines,
    servers: Vec<Server>,
    /// Zones that are out, and until when.
    out: Vec<(Zone, SimTime)>,
}

impl Fleet {
    /// A fleet without servers.
    pub fn new(chance: Chance) -> Fleet {
        Fleet::with(chance, Parameters::MEASURED)
    }

    /// A fleet without servers under other figures than those measured.
    pub fn with(chance: Chance, figures: Parameters) -> Fleet {
        Fleet {
            now: SimTime::ZERO,
            chance,
            figures,
            timelines: Timelines::default(),
            servers: Vec::new(),
            out: Vec::new(),
        }
    }

    /// The moment that the next tick begins at.
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// All histories.
    pub fn timelines(&self) -> &Timelines {
        &self.timelines
    }

    /// All servers there have been, with their numbers.
    pub fn servers(&self) -> impl Iterator<Item = (ServerId, &Server)> {
        self.servers.iter().enumerate().map(|(at, server)| (ServerId(at as u32), server))
    }

    /// A server.
    pub fn server(&self, id: ServerId) -> &Server {
        &self.servers[id.0 as usize]
    }

    fn server_mut(&mut self, id: ServerId) -> &mut Server {
        &mut self.servers[id.0 as usize]
    }

    /// The followers of a server, those in the making included.
    pub fn followers(&self, leader: ServerId) -> Vec<ServerId> {
        let mut followers = Vec::new();
        for (id, server) in self.servers() {
            if !server.is_lost() && server.following().is_some_and(|f| f.leader == leader) {
                followers.push(id);
            }
        }
        followers
    }

    /// Commits that are whole in what a server has on its disk; on a follower, received.
    pub fn commits_held(&self, id: ServerId) -> u64 {
        let server = self.server(id);
        self.timelines.commits_at(server.timeline, server.end)
    }

    /// Commits that a query on the server sees.
    pub fn commits_seen(&self, id: ServerId) -> u64 {
        let server = self.server(id);
        self.timelines.commits_at(server.timeline, server.replayed)
    }

    /// How far a follower is behind its leader; `None` for what follows nothing.
    pub fn behind(&self, id: ServerId) -> Option<Behind> {
        let leader = self.server(id).following()?.leader;
        let (received, replayed) = (self.commits_held(id), self.commits_seen(id));
        Some(Behind {
            not_received: self.commits_held(leader).saturating_sub(received),
            not_replayed: received - replayed,
        })
    }

    /// Commits of a leader that their clients know to be committed: all, where commits do not wait
    /// for a follower (law H3).
    pub fn acknowledged(&self, leader: ServerId) -> u64 {
        let server = self.server(leader);
        let Some(sync) = &server.settings.synchronous else {
            return self.commits_held(leader);
        };
        let confirmed = sync.of.iter().filter_map(|id| self.confirmed(*id, sync.level));
        let upto = law::acknowledged(confirmed.collect(), sync.quorum).min(server.end);
        self.timelines.commits_at(server.timeline, upto)
    }

    /// What a follower has confirmed at this level; while it is away, what it had.
    fn confirmed(&self, id: ServerId, level: law::SyncLevel) -> Option<Lsn> {
        let server = self.server(id);
        let link = &server.following()?.link;
        Some(match level {
            law::SyncLevel::Received => link.confirmed,
            law::SyncLevel::Replayed => link.confirmed.min(server.replayed),
        })
    }

    /// Row versions that a leader cannot remove because a follower's queries may see them
    /// (law D1; a slot keeps them while the follower is away, law D2).
    pub fn dead_rows(&self, leader: ServerId) -> u64 {
        let needed = self
            .followers(leader)
            .into_iter()
            .filter_map(|id| self.server(id).following()?.horizon);
        needed.min().map_or(0, |oldest| self.commits_held(leader).saturating_sub(oldest))
    }

    /// Bytes of WAL that a leader keeps for a follower (law G5).
    pub fn wal_kept(&self, id: ServerId) -> Option<u64> {
        let server = self.server(id);
        let leader = self.server(server.following()?.leader);
        Some(leader.end.0.saturating_sub(server.end.0))
    }

    /// Whether a server could follow another as it is (law i).
    ///
    /// # Errors
    /// Where their histories part.
    pub fn may_follow(&self, id: ServerId, leader: ServerId) -> Result<(), law::Diverged> {
        let lineage = |id| self.timelines.lineage(self.server(id).timeline, self.commits_held(id));
        law::may_follow(&lineage(id), &lineage(leader))
    }
}
