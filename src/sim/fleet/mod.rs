//! The fleet: all servers, links, histories and the clock, and what can be asked of them.

mod acting;
mod making;
mod step;

pub use making::Wire;
pub use step::Event;

use super::chance::Chance;
use super::server::{Server, ServerId};
use super::time::SimTime;
use super::wal::Timelines;

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
    timelines: Timelines,
    servers: Vec<Server>,
}

impl Fleet {
    /// A fleet without servers.
    pub fn new(chance: Chance) -> Fleet {
        Fleet { now: SimTime::ZERO, chance, timelines: Timelines::default(), servers: Vec::new() }
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
    pub fn followers(&self, leader: ServerId) -> impl Iterator<Item = ServerId> {
        self.servers()
            .filter(move |(_, server)| {
                !server.is_lost() && server.following().is_some_and(|f| f.leader == leader)
            })
            .map(|(id, _)| id)
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
}
