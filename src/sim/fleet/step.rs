//! What one tick does to a fleet: machines come up, WAL flows, replay goes on, servers are made.

use super::super::law;
use super::super::link::Connection;
use super::super::server::{Phase, Power, Role, ServerId};
use super::super::time::{SimTime, TICK};
use super::super::wal::{Lsn, Point};
use super::{Behind, Fleet};

/// How often history is folded, in ticks.
const FOLD_EVERY: u64 = 600;

/// What happened in the fleet by itself; the platform makes sentences of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A machine stopped; its disk is whole.
    WentDown(ServerId),
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
    /// A server's making went on to its next phase.
    PhaseBegan(ServerId, Phase),
    /// A server left recovery and takes writes.
    LeftRecovery(ServerId, Point),
    /// A server's own base backup exists: it can be followed.
    BackupTaken(ServerId),
}

impl Fleet {
    /// One tick. Writes of the tick have been made before.
    pub fn step(&mut self) -> Vec<Event> {
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
                self.replay(id, &mut events);
                self.make(id, end, &mut events);
            }
        }
        self.now = end;
        if self.now.ticks().is_multiple_of(FOLD_EVERY) {
            self.fold();
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
        }
        let Some(following) = server.following_mut() else {
            return;
        };
        let link = &mut following.link;
        if link.cut_until.is_some_and(|until| until <= now) {
            link.cut_until = None;
            events.push(Event::LinkHealed(id));
        }
        if link.slowed.is_some_and(|(_, until)| until <= now) {
            link.slowed = None;
            events.push(Event::LinkHealed(id));
        }
    }

    /// WAL leaves the leader and arrives at the follower.
    fn stream(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let (now, chance) = (self.now, self.chance);
        let Some(leader) = self.server(id).following().map(|following| following.leader) else {
            return;
        };
        let (leader_up, written) = (self.server(leader).is_up(), self.server(leader).end);
        let server = self.server_mut(id);
        let (key, phase, mut received) = (server.key, server.phase, server.end);
        let Some(following) = server.following_mut() else {
            return;
        };
        let link = &mut following.link;
        match link.connection {
            Connection::Lost { since } => {
                if link.is_cut() || !leader_up || !law::asks_again(since, now) {
                    return;
                }
                link.connection = Connection::Streaming;
                events.push(Event::LinkBack(id));
            }
            Connection::Streaming if link.is_cut() || !leader_up => {
                link.lose(now, received);
                events.push(Event::LinkLost(id));
                return;
            }
            Connection::Streaming => {}
        }
        // A fork is what its base backup is; only a follower gets more.
        if matches!(phase, Phase::BaseBackup { .. }) || following.leave_at.is_some() {
            return;
        }
        let latency = law::latency(chance, key, link.latency, now.ticks());
        if let Some(flight) = law::send(link.sent, written, link.rate(), now, latency) {
            link.sent = flight.to;
            link.flights.push(flight);
        }
        // What has landed stays one tick longer, for whoever draws a moment inside the tick.
        link.flights.retain(|flight| flight.arrives_to() > now);
        for flight in &link.flights {
            received = received.max(law::arrived(flight, end));
            if flight.arrives_to() > end {
                break;
            }
        }
        server.end = received;
    }

    fn end_queries(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        self.server_mut(id).queries.retain(|query| {
            let over = query.until.is_some_and(|until| until <= end);
            if over {
                events.push(Event::QueryEnded(id, query.pid));
            }
            !over
        });
    }

    /// Replay goes as far as it may; a server that leaves recovery and has replayed all begins its
    /// own timeline.
    fn replay(&mut self, id: ServerId, events: &mut Vec<Event>) {
        let server = self.server(id);
        if server.is_leader() || matches!(server.phase, Phase::BaseBackup { .. }) {
            return;
        }
        let oldest = server.queries.iter().min_by_key(|query| (query.sees, query.pid));
        let hold = oldest.map(|query| {
            let last = law::last_before_conflict(query.sees);
            (query.pid, self.timelines.end_of(server.timeline, last))
        });
        let stop = hold.map(|(_, lsn)| lsn);
        let replayed = law::replay(server.replayed, server.end, server.replay_speed, stop);
        let held_by = hold.filter(|&(_, lsn)| replayed >= lsn && replayed < server.end);
        let held_by = held_by.map(|(pid, _)| pid);
        if held_by != server.held_by {
            events.push(match held_by {
                Some(pid) => Event::ReplayHeld(id, pid),
                None => Event::ReplayFreed(id),
            });
        }
        let leave_at = server.following().and_then(|following| following.leave_at);
        let leaves = match server.role {
            Role::LeavingRecovery => replayed >= server.end,
            _ => leave_at.is_some_and(|lsn| replayed >= lsn),
        };
        let server = self.server_mut(id);
        server.replayed = replayed;
        server.held_by = held_by;
        if leaves {
            self.begin_timeline(id, events);
        }
    }

    fn begin_timeline(&mut self, id: ServerId, events: &mut Vec<Event>) {
        let (timeline, replayed) = (self.server(id).timeline, self.server(id).replayed);
        let timeline = self.timelines.fork(timeline, replayed, id);
        let point = self.timelines.end(timeline);
        let server = self.server_mut(id);
        server.timeline = timeline;
        server.end = point.lsn;
        server.replayed = point.lsn;
        server.held_by = None;
        server.role = Role::Leader;
        server.phase = Phase::Ready;
        server.backup_left = server.data_size();
        events.push(Event::LeftRecovery(id, point));
    }

    /// What is being made goes on: the server itself, then its own base backup.
    fn make(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        if self.server(id).phase == Phase::Ready && self.server(id).backup_left == 0 {
            return;
        }
        let behind = self.behind(id).map(Behind::commits);
        let server = self.server_mut(id);
        let next = match server.phase {
            Phase::Creating { until } if until > end => server.phase,
            Phase::Creating { .. } => Phase::Ready,
            Phase::BaseBackup { copied, of } => {
                let copied = (copied + law::bytes_in(law::BASE_BACKUP_RATE, TICK)).min(of);
                if copied < of { Phase::BaseBackup { copied, of } } else { Phase::CatchUp }
            }
            Phase::CatchUp if behind.is_some_and(|n| n > law::CAUGHT_UP_COMMITS) => Phase::CatchUp,
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
        if server.is_leader() && server.phase == Phase::Ready && server.backup_left > 0 {
            let taken = law::bytes_in(law::BASE_BACKUP_RATE, TICK);
            server.backup_left = server.backup_left.saturating_sub(taken);
            if server.backup_left == 0 {
                events.push(Event::BackupTaken(id));
            }
        }
    }

    fn fold(&mut self) {
        let mut stands = Vec::new();
        for server in self.servers.iter().filter(|server| !server.is_lost()) {
            let mut stand = |lsn: Lsn| stands.push((server.timeline, lsn));
            stand(server.end);
            stand(server.replayed);
            if let Some(following) = server.following() {
                stand(following.link.sent);
                following.link.flights.iter().for_each(|flight| stand(flight.from));
            }
            for query in &server.queries {
                stand(self.timelines.end_of(server.timeline, query.sees));
            }
        }
        self.timelines.fold(self.now, &stands);
    }
}
