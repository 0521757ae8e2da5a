//! How servers come to be: before the run, empty, as a follower, as a fork.

use super::{Behind, Fleet};
use crate::sim::law::Diverged;
use crate::sim::link::Link;
use crate::sim::server::{Following, Hardware, Phase, Power, Role, Server, ServerId};
use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::Lsn;

/// What a link is made of: one-way delay, bytes a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkSpec {
    /// One-way delay.
    pub latency: SimDuration,
    /// Bytes a second.
    pub bandwidth: u64,
}

impl Fleet {
    /// Adds a server; where its zone is out it comes up with the zone.
    fn add(&mut self, mut server: Server) -> ServerId {
        let now = self.now;
        let out = self.out.iter().find(|(zone, until)| *zone == server.zone && *until > now);
        if let Some(&(_, until)) = out {
            server.power = Power::Down { since: now, until };
        }
        self.servers.push(server);
        ServerId(self.servers.len() as u32 - 1)
    }

    /// The number that the next server will have.
    fn next_id(&self) -> ServerId {
        ServerId(self.servers.len() as u32)
    }

    /// A leader that was there before the run: `commits` of `bytes_each` and `data_bytes` of data,
    /// with a base backup.
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
            data_bytes,
            data_from: end,
            ..Server::new(hardware, Role::Leader, Phase::Ready, timeline)
        })
    }

    /// An empty leader, there at `until`. Its first base backup is taken after that.
    pub fn create_leader(&mut self, hardware: Hardware, data: u64, until: SimTime) -> ServerId {
        let timeline = self.timelines.begin(self.next_id(), 0, 0);
        let phase = Phase::Creating { until };
        self.add(Server {
            data_bytes: data,
            backup_bytes_left: data,
            ..Server::new(hardware, Role::Leader, phase, timeline)
        })
    }

    /// A follower that was streaming before the run, so many commits behind.
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
        // Bytes that are no commit's yet are there too, where nothing is behind.
        let at = |behind: u64, commits: u64, all: Lsn| match behind {
            0 => all,
            _ => self.timelines.end_of(timeline, commits),
        };
        let end = at(behind.not_received, received, source.end);
        let replayed = at(behind.not_replayed, replayed, end);
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

    /// A new follower, or a fork where `fork` is set: restores its leader's base backup, catches
    /// up, and then streams, or leaves recovery where its leader stands now.
    pub fn create_follower(
        &mut self,
        hardware: Hardware,
        leader: ServerId,
        wire: LinkSpec,
        fork: bool,
    ) -> ServerId {
        let source = self.server(leader);
        let (end, timeline, data_bytes) = (source.end, source.timeline, source.data_size());
        let link = Link::new(wire.latency, wire.bandwidth, end);
        let leave_at = fork.then_some(end);
        let role = Role::Follower(Following::new(leader, link, leave_at));
        let phase = Phase::BaseBackup { copied: 0, of: data_bytes };
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

    /// A link whose leader does not run is lost from the start.
    fn connect(&mut self, id: ServerId) {
        let now = self.now;
        let leader = self.server(id).following().map(|following| following.leader);
        if leader.is_some_and(|leader| !self.server(leader).is_up()) {
            self.lose_link(id, now);
        }
    }

    /// The two ends of a follower's link stop talking.
    pub(super) fn lose_link(&mut self, id: ServerId, now: SimTime) {
        let server = self.server_mut(id);
        let end = server.end;
        if let Some(following) = server.following_mut() {
            following.link.lose(now, end);
        }
    }

    /// Lets a server follow another, as `primary_conninfo` does; nobody is told by itself (law i).
    ///
    /// # Errors
    /// Where their histories part: then it needs a new base backup.
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
