//! One tick of a fleet: machines come up, WAL flows, replay goes on, servers are made.

use super::Fleet;
use crate::sim::ids::ServerId;
use crate::sim::law;
use crate::sim::link::Connection;
use crate::sim::server::{Phase, Power};
use crate::sim::time::{SimTime, TICK};
use crate::sim::wal::{Lsn, WalPosition};

/// How often history is compacted, in ticks.
const COMPACT_EVERY: u64 = 600;

/// How often a leader archives a segment that is not full, in ticks.
const ARCHIVE_EVERY: u64 = 600;

/// What happened in the fleet by itself; the platform words it for the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    CameUp(ServerId),
    /// PostgreSQL was killed and has recovered.
    Recovered(ServerId),
    /// A follower lost the connection to its leader.
    LinkLost(ServerId),
    /// The follower streams again.
    LinkBack(ServerId),
    /// A fault of the link of a follower is over.
    LinkHealed(ServerId),
    /// A disk that was slow is as fast as before.
    DiskHealed(ServerId),
    /// The temporary files on a disk are gone.
    DiskFreed(ServerId),
    /// A cache that was cold is warm.
    CacheWarm(ServerId),
    /// A session, by its process id, began to hold replay.
    ReplayHeld(ServerId, u32),
    ReplayFreed(ServerId),
    QueryEnded(ServerId, u32),
    /// A query was cancelled because replay was too late.
    QueryCancelled(ServerId, u32),
    /// The leader of a follower gave up its slot: it needs a new base backup.
    SlotLost(ServerId),
    PhaseBegan(ServerId, Phase),
    /// A server takes writes; its history forked at this position.
    LeftRecovery(ServerId, WalPosition),
    /// The first base backup of a server exists, so it can be followed.
    BackupTaken(ServerId),
}

impl Event {
    /// The server that it happened on; of a link, the follower.
    pub fn server(self) -> ServerId {
        match self {
            Event::CameUp(id)
            | Event::Recovered(id)
            | Event::LinkLost(id)
            | Event::LinkBack(id)
            | Event::LinkHealed(id)
            | Event::DiskHealed(id)
            | Event::DiskFreed(id)
            | Event::CacheWarm(id)
            | Event::ReplayHeld(id, _)
            | Event::ReplayFreed(id)
            | Event::QueryEnded(id, _)
            | Event::QueryCancelled(id, _)
            | Event::SlotLost(id)
            | Event::PhaseBegan(id, _)
            | Event::LeftRecovery(id, _)
            | Event::BackupTaken(id) => id,
        }
    }
}

impl Fleet {
    /// One tick. The writes of the tick must have been made before.
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
                let replayed = self.server(id).replayed;
                self.replay(id, end, &mut events);
                self.spend(id, replayed);
                self.report(id);
                self.provision(id, end, &mut events);
                self.archive(id);
            }
        }
        self.now = end;
        if self.now.ticks().is_multiple_of(COMPACT_EVERY) {
            self.compact();
        }
        events
    }

    /// Averages the work of the tick, in which a server has replayed from this position on.
    fn spend(&mut self, id: ServerId, from: Lsn) {
        let server = self.server_mut(id);
        let mut work = std::mem::take(&mut server.work);
        if !server.is_leader() {
            work.replay = server.replayed.0.saturating_sub(from.0);
        }
        server.mean_work.average(work);
    }

    /// Machines come up and faults of links end when their time has come.
    fn wake(&mut self, id: ServerId, events: &mut Vec<Event>) {
        let now = self.now;
        let server = self.server_mut(id);
        let (until, event) = match server.power {
            Power::Down { until, .. } => (Some(until), Event::CameUp(id)),
            Power::Recovering { until, .. } => (Some(until), Event::Recovered(id)),
            Power::Up | Power::Lost { .. } => (None, Event::CameUp(id)),
        };
        if until.is_some_and(|until| until <= now) {
            server.power = Power::Up;
            events.push(event);
            // A follower that starts asks for its leader at once.
            if let Some(following) = server.following_mut() {
                following.link.connection = Connection::Lost { since: now };
            }
        }
        if server.disk_slowed.take_if(|(_, until)| *until <= now).is_some() {
            events.push(Event::DiskHealed(id));
        }
        if server.temporary_files.take_if(|(_, until)| *until <= now).is_some() {
            events.push(Event::DiskFreed(id));
        }
        if server.warm_up(now) {
            events.push(Event::CacheWarm(id));
        }
        let Some(following) = server.following_mut() else {
            return;
        };
        let link = &mut following.link;
        let ended = [
            link.cut_until.take_if(|until| *until <= now).is_some(),
            link.silent_until.take_if(|until| *until <= now).is_some(),
            link.slowed.take_if(|(_, until)| *until <= now).is_some(),
        ];
        events.extend(ended.into_iter().filter(|ended| *ended).map(|_| Event::LinkHealed(id)));
    }

    /// A leader archives its WAL every minute, and each segment once that is full
    /// (docs/heroku.md#ha).
    fn archive(&mut self, id: ServerId) {
        let is_due = self.now.ticks().is_multiple_of(ARCHIVE_EVERY);
        let segment = self.parameters.segment;
        let server = self.server_mut(id);
        if server.is_leader() {
            let full = server.end.0 - server.end.0 % segment;
            let archived = if is_due { server.end } else { Lsn(full) };
            server.archived = server.archived.max(archived);
        }
    }

    /// Goes on with the making of a server, then with its own first base backup.
    fn provision(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        if self.server(id).phase == Phase::Ready && self.server(id).backup_bytes_left == 0 {
            return;
        }
        let left = self.left_to_catch_up(id);
        let server = self.server_mut(id);
        let next = match server.phase {
            Phase::Creating { until } if until > end => server.phase,
            Phase::Creating { .. } => Phase::Ready,
            Phase::BaseBackup { copied, of, rate } => {
                let copied = (copied + law::bytes_in(rate, TICK)).min(of);
                let goes_on = Phase::BaseBackup { copied, of, rate };
                if copied < of { goes_on } else { Phase::CatchUp }
            }
            Phase::CatchUp if left > law::CAUGHT_UP_COMMITS => Phase::CatchUp,
            // A fork is ready when it has left recovery, not before.
            Phase::CatchUp if server.following().is_some_and(|f| f.stop_following_at.is_some()) => {
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

    /// Commits that a server still has to receive and to replay until it is made. From a leader
    /// that is lost it can receive nothing more.
    fn left_to_catch_up(&self, id: ServerId) -> u64 {
        let Some(behind) = self.behind(id) else {
            return 0;
        };
        if self.leader_of(id).is_some_and(|leader| self.server(leader).is_lost()) {
            behind.not_replayed
        } else {
            behind.commits()
        }
    }

    fn compact(&mut self) {
        let mut pins = Vec::new();
        for server in self.servers.iter().filter(|server| !server.is_lost()) {
            let mut positions = vec![server.end, server.replayed];
            if let Some(following) = server.following() {
                positions.extend([following.link.sent, following.link.cursor]);
                positions.extend(following.link.flights.iter().map(|flight| flight.from));
            }
            let queries = server.queries.iter();
            positions.extend(
                queries.map(|query| self.timelines.end_of(server.timeline, query.visible_commits)),
            );
            pins.extend(positions.into_iter().map(|lsn| (server.timeline, lsn)));
        }
        self.timelines.compact(self.now, pins);
    }
}
