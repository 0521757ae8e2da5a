//! How servers are made: before the run, empty, as a follower, as a fork.

use super::{Behind, Fleet};
use crate::sim::ids::{ServerId, Zone};
use crate::sim::law::{self, Diverged};
use crate::sim::link::Link;
use crate::sim::server::{Following, Hardware, Phase, Power, Role, Server};
use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::Lsn;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkSpec {
    /// One-way delay.
    pub latency: SimDuration,
    /// Bytes a second.
    pub bandwidth: u64,
}

impl Fleet {
    /// Adds a server. If its zone is out, it comes up with the zone.
    fn add(&mut self, mut server: Server) -> ServerId {
        let now = self.now;
        let is_out = |(zone, until): &&(Zone, SimTime)| *zone == server.zone && *until > now;
        if let Some(&(_, until)) = self.zones_out.iter().find(is_out) {
            server.power = Power::Down { since: now, until };
        }
        self.servers.push(server);
        ServerId(self.servers.len() as u32 - 1)
    }

    fn next_id(&self) -> ServerId {
        ServerId(self.servers.len() as u32)
    }

    /// Adds a leader from before the run, with a base backup.
    pub fn add_leader(
        &mut self,
        hardware: Hardware,
        commits: u64,
        bytes_each: u64,
        data_bytes: u64,
    ) -> ServerId {
        let timeline = self.timelines.begin(self.next_id(), commits, bytes_each);
        let end = self.timelines.end(timeline).lsn;
        self.add(Server {
            end,
            replayed: end,
            archived: end,
            data_bytes,
            data_from: end,
            ..Server::new(hardware, Role::Leader, Phase::Ready, timeline)
        })
    }

    /// Adds an empty leader, which is there at `until`. Its first base backup is taken after that.
    pub fn create_leader(&mut self, hardware: Hardware, bytes: u64, until: SimTime) -> ServerId {
        let timeline = self.timelines.begin(self.next_id(), 0, 0);
        let is_there = until <= self.now;
        let phase = if is_there { Phase::Ready } else { Phase::Creating { until } };
        self.add(Server {
            data_bytes: bytes,
            backup_bytes_left: bytes,
            own_since: Some(self.now),
            ..Server::new(hardware, Role::Leader, phase, timeline)
        })
    }

    /// Adds a follower that was streaming before the run.
    pub fn add_follower(
        &mut self,
        hardware: Hardware,
        leader: ServerId,
        wire: LinkSpec,
        behind: Behind,
    ) -> ServerId {
        let source = self.server(leader);
        let (timeline, data_bytes) = (source.timeline, source.data_bytes);
        let data_from = source.data_from;
        let written = self.timelines.end(timeline).commits;
        let received = written.saturating_sub(behind.not_received);
        let replayed = received.saturating_sub(behind.not_replayed);
        // One that is not behind also has the bytes after the last commit.
        let position = |behind: u64, commits: u64, end: Lsn| match behind {
            0 => end,
            _ => self.timelines.end_of(timeline, commits),
        };
        let end = position(behind.not_received, received, source.end);
        let replayed = position(behind.not_replayed, replayed, end);
        let link = Link::new(wire.latency, wire.bandwidth, end);
        let role = Role::Follower(Following::new(leader, link, None));
        let id = self.add(Server {
            end,
            replayed,
            data_bytes,
            data_from,
            ..Server::new(hardware, role, Phase::Ready, timeline)
        });
        self.connect(id);
        id
    }

    /// Adds a follower: it restores its leader's base backup, catches up, and then streams. A fork
    /// instead leaves recovery at `fork_at`, which is where its leader stands or has stood.
    pub fn create_follower(
        &mut self,
        hardware: Hardware,
        leader: ServerId,
        wire: LinkSpec,
        fork_at: Option<Lsn>,
    ) -> ServerId {
        let source = self.server(leader);
        let end = fork_at.unwrap_or(source.end).min(source.end);
        let (timeline, data_bytes) = (source.timeline, source.data_size_at(end));
        let link = Link::new(wire.latency, wire.bandwidth, end);
        let role = Role::Follower(Following::new(leader, link, fork_at.and(Some(end))));
        let phase =
            Phase::BaseBackup { copied: 0, of: data_bytes, rate: self.restore_rate(data_bytes) };
        let id = self.add(Server {
            end,
            replayed: end,
            data_bytes,
            data_from: end,
            ..Server::new(hardware, role, phase, timeline)
        });
        self.connect(id);
        id
    }

    /// The rate in bytes a second at which a base backup of this size is restored: a small one
    /// takes as long as a server takes at least to be made.
    pub fn restore_rate(&self, bytes: u64) -> u64 {
        match self.least_making.secs() {
            0 => law::BASE_BACKUP_RATE,
            secs => bytes.div_ceil(secs).clamp(1, law::BASE_BACKUP_RATE),
        }
    }

    /// Sets how long it takes at least to make a server from a base backup.
    pub fn set_least_making(&mut self, length: SimDuration) {
        self.least_making = length;
    }

    /// A link to a leader that does not run is lost from the start.
    fn connect(&mut self, id: ServerId) {
        let now = self.now;
        if self.leader_of(id).is_some_and(|leader| !self.server(leader).is_up()) {
            self.lose_link(id, now);
        }
    }

    /// Breaks the connection of a follower.
    pub(super) fn lose_link(&mut self, id: ServerId, now: SimTime) {
        let server = self.server_mut(id);
        let end = server.end;
        if let Some(following) = server.following_mut() {
            following.link.lose(now, end);
        }
    }

    /// Lets a server follow another, as a new `primary_conninfo` does; no server is repointed by
    /// itself ([law i](docs/replication.md#i)).
    ///
    /// # Errors
    /// Where their histories part; then it needs a new base backup.
    pub fn follow(
        &mut self,
        id: ServerId,
        leader: ServerId,
        wire: LinkSpec,
    ) -> Result<(), Diverged> {
        self.may_follow(id, leader)?;
        let timeline = self.server(leader).timeline;
        let server = self.server_mut(id);
        let link = Link::new(wire.latency, wire.bandwidth, server.end);
        server.role = Role::Follower(Following::new(leader, link, None));
        server.timeline = timeline;
        self.connect(id);
        Ok(())
    }
}
