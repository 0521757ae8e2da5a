//! What one tick does to a fleet: machines come up, WAL flows, replay goes on, servers are made.

use super::Fleet;
use crate::sim::law;
use crate::sim::link::Connection;
use crate::sim::server::{Phase, Power, ServerId};
use crate::sim::time::{SimTime, TICK};
use crate::sim::wal::{Lsn, WalPosition};

/// How often history is folded, in ticks.
const COMPACT_EVERY: u64 = 600;

/// What happened in the fleet by itself; the platform makes sentences of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It runs again.
    CameUp(ServerId),
    /// A follower and its leader stopped talking.
    LinkLost(ServerId),
    /// They talk again.
    LinkBack(ServerId),
    /// The fault of a link is over: it is whole, or as wide as before.
    LinkHealed(ServerId),
    /// A query began to hold replay.
    ReplayHeld(ServerId, u32),
    /// Nothing holds replay any more.
    ReplayFreed(ServerId),
    /// A query came to its own end.
    QueryEnded(ServerId, u32),
    /// A query was cancelled, because it made replay too late.
    QueryCancelled(ServerId, u32),
    /// A follower's leader keeps no more WAL for it: it cannot go on without a new base backup.
    SlotLost(ServerId),
    /// A server's making went on to its next phase.
    PhaseBegan(ServerId, Phase),
    /// A server left recovery and takes writes.
    LeftRecovery(ServerId, WalPosition),
    /// A server's own base backup exists: it can be followed.
    BackupTaken(ServerId),
}

impl Fleet {
    /// One tick. Writes of the tick have been made before.
    pub fn tick(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        let end = self.now + TICK;
        for at in 0..self.servers.len() {
            let id = ServerId(at as u32);
            if self.server(id).is_lost() {
                continue;
            }
            self.wake(id, &mut events);
            if self.server(id).is_up() {
                self.stream(id, end, &mut events);
                self.end_queries(id, end, &mut events);
                self.replay(id, end, &mut events);
                self.report(id);
                self.provision(id, end, &mut events);
            }
        }
        self.now = end;
        if self.now.ticks().is_multiple_of(COMPACT_EVERY) {
            self.compact();
        }
        events
    }

    /// Machines come up and links heal when their time has come.
    fn wake(&mut self, id: ServerId, events: &mut Vec<Event>) {
        let now = self.now;
        let server = self.server_mut(id);
        if let Power::Down { until, .. } = server.power
            && until <= now
        {
            server.power = Power::Up;
            events.push(Event::CameUp(id));
            // A follower that starts asks for its leader at once.
            if let Some(following) = server.following_mut() {
                following.link.connection = Connection::Lost { since: now };
            }
        }
        let Some(following) = server.following_mut() else {
            return;
        };
        let link = &mut following.link;
        if link.cut_until.is_some_and(|until| until <= now) {
            link.cut_until = None;
            events.push(Event::LinkHealed(id));
        }
        if link.silent_until.is_some_and(|until| until <= now) {
            link.silent_until = None;
            events.push(Event::LinkHealed(id));
        }
        if link.slowed.is_some_and(|(_, until)| until <= now) {
            link.slowed = None;
            events.push(Event::LinkHealed(id));
        }
    }

    /// What is being made goes on: the server itself, then its own base backup.
    fn provision(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        if self.server(id).phase == Phase::Ready && self.server(id).backup_bytes_left == 0 {
            return;
        }
        let left = self.left_to_catch_up(id);
        let server = self.server_mut(id);
        let next = match server.phase {
            Phase::Creating { until } if until > end => server.phase,
            Phase::Creating { .. } => Phase::Ready,
            Phase::BaseBackup { copied, of } => {
                let copied = (copied + law::bytes_in(law::BASE_BACKUP_RATE, TICK)).min(of);
                if copied < of { Phase::BaseBackup { copied, of } } else { Phase::CatchUp }
            }
            Phase::CatchUp if left > law::CAUGHT_UP_COMMITS => Phase::CatchUp,
            // A fork is made when it has left recovery, not before.
            Phase::CatchUp if server.following().is_some_and(|f| f.leave_at.is_some()) => {
                Phase::CatchUp
            }
            Phase::CatchUp | Phase::Ready => Phase::Ready,
        };
        if std::mem::discriminant(&next) != std::mem::discriminant(&server.phase) {
            events.push(Event::PhaseBegan(id, next));
        }
        server.phase = next;
        if server.is_leader() && server.phase == Phase::Ready && server.backup_bytes_left > 0 {
            let taken = law::bytes_in(law::BASE_BACKUP_RATE, TICK);
            server.backup_bytes_left = server.backup_bytes_left.saturating_sub(taken);
            if server.backup_bytes_left == 0 {
                events.push(Event::BackupTaken(id));
            }
        }
    }

    /// Commits that a server still has to get and to replay until it is made. What a leader that
    /// is lost had written more than it received, it can never get.
    fn left_to_catch_up(&self, id: ServerId) -> u64 {
        let Some(behind) = self.behind(id) else {
            return 0;
        };
        let leader = self.server(id).following().map(|following| following.leader);
        if leader.is_some_and(|leader| self.server(leader).is_lost()) {
            behind.not_replayed
        } else {
            behind.commits()
        }
    }

    fn compact(&mut self) {
        let mut stands = Vec::new();
        for server in self.servers.iter().filter(|server| !server.is_lost()) {
            let mut stand = |lsn: Lsn| stands.push((server.timeline, lsn));
            stand(server.end);
            stand(server.replayed);
            if let Some(following) = server.following() {
                stand(following.link.sent);
                stand(following.link.cursor);
                following.link.flights.iter().for_each(|flight| stand(flight.from));
            }
            for query in &server.queries {
                stand(self.timelines.end_of(server.timeline, query.visible_commits));
            }
        }
        self.timelines.compact(self.now, &stands);
    }
}
