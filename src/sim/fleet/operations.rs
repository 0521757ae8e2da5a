//! What people and faults do to a fleet: write, stop following, query, stop, lose, cut, slow.

use super::{Fleet, WriteRefused};
use crate::sim::chance::Cause;
use crate::sim::server::{Phase, Power, Query, Role, ServerId, Settings, Statement, Zone};
use crate::sim::time::{SimDuration, SimTime, TICK};
use crate::sim::wal::{RecordKind, WalPosition, WalWrite};

impl Fleet {
    /// Writes to a server, spread over the coming tick, and says where its history ends now.
    ///
    /// # Errors
    /// As `takes_writes`.
    pub fn write(&mut self, id: ServerId, work: WalWrite) -> Result<WalPosition, WriteRefused> {
        self.takes_writes(id)?;
        let (from, to) = (self.now, self.now + TICK);
        let timeline = self.server(id).timeline;
        let point = self.timelines.append(timeline, work, from, to);
        let server = self.server_mut(id);
        server.end = point.lsn;
        server.replayed = point.lsn;
        Ok(point)
    }

    /// Whether a server would take a write now.
    ///
    /// # Errors
    /// Why it would not.
    pub fn takes_writes(&self, id: ServerId) -> Result<(), WriteRefused> {
        let server = self.server(id);
        match (server.power, server.phase, &server.role) {
            (Power::Lost { .. }, ..) => Err(WriteRefused::Gone),
            (Power::Down { .. }, ..) => Err(WriteRefused::Down),
            (_, Phase::Creating { .. } | Phase::BaseBackup { .. }, _) => {
                Err(WriteRefused::NotReady)
            }
            (_, _, Role::Leader) => Ok(()),
            _ => Err(WriteRefused::ReadOnly),
        }
    }

    /// Stops following. What has been received is replayed first; then the server takes writes.
    pub fn leave_recovery(&mut self, id: ServerId) {
        let now = self.now;
        let server = self.server_mut(id);
        if server.following().is_some() {
            server.role = Role::LeavingRecovery;
            server.leave_requested_at = now;
        }
    }

    /// Begins a query and says its process id.
    pub fn begin_query(&mut self, id: ServerId, statement: Statement) -> u32 {
        let replayed = self.commits_seen(id);
        let held = statement.ran > SimDuration::ZERO;
        let sees = replayed.saturating_sub(if held { self.figures.commits_to_conflict } else { 0 });
        let (now, chance) = (self.now, self.chance.own());
        let server = self.server_mut(id);
        let cause = Cause::ProcessId(server.key);
        // Process ids rise with gaps, as those of a busy machine do.
        let step = chance.between(cause, u64::from(server.queries_begun), 1, 40) as u32;
        let floor = 4_000 + chance.below(cause, u64::MAX, 2_000) as u32;
        let pid = floor + server.queries_begun * 40 + step;
        server.queries_begun += 1;
        if held && !server.is_leader() {
            server.held_by = Some(pid);
        }
        server.queries.push(Query {
            pid,
            source: statement.source,
            sql: statement.sql,
            since: now,
            ran: statement.ran,
            until: statement.lasts.map(|lasts| now + lasts),
            session: statement.session,
            table: statement.table,
            visible_commits: sees,
        });
        pid
    }

    /// Stops a machine until `until`. Its disk stays; its queries and what is on the wire do not.
    pub fn stop(&mut self, id: ServerId, until: SimTime) -> bool {
        let now = self.now;
        let server = self.server_mut(id);
        server.power = match server.power {
            Power::Up => Power::Down { since: now, until },
            Power::Down { since, until: sooner } => Power::Down { since, until: sooner.max(until) },
            Power::Lost { .. } => return false,
        };
        self.silence(id);
        true
    }

    /// Loses a machine with its disk.
    pub fn lose(&mut self, id: ServerId) -> bool {
        let now = self.now;
        let server = self.server_mut(id);
        if server.is_lost() {
            return false;
        }
        server.power = Power::Lost { since: now };
        self.silence(id);
        true
    }

    /// What ends with the process: its queries, its links, and WAL on the wire from it. In-flight
    /// bytes die with the machine, as in the recordings (section h).
    fn silence(&mut self, id: ServerId) {
        let now = self.now;
        let server = self.server_mut(id);
        server.queries.clear();
        server.held_by = None;
        server.replay_conflict = None;
        self.lose_link(id, now);
        for follower in self.followers(id) {
            self.lose_link(follower, now);
        }
    }

    /// Stops all machines of a zone until `until`, also those that come to it meanwhile; says how
    /// many ran.
    pub fn stop_zone(&mut self, zone: Zone, until: SimTime) -> u32 {
        let mut ran = 0;
        for at in 0..self.servers.len() {
            let (id, server) = (ServerId(at as u32), &self.servers[at]);
            if server.zone == zone {
                ran += u32::from(server.is_up());
                self.stop(id, until);
            }
        }
        self.out.retain(|(other, over)| *other != zone || *over > until);
        self.out.push((zone, until));
        ran
    }

    /// Cuts the link of a follower until `until`; says whether it has one.
    pub fn cut_link(&mut self, id: ServerId, until: SimTime) -> bool {
        let Some(following) = self.server_mut(id).following_mut() else {
            return false;
        };
        let cut = &mut following.link.cut_until;
        *cut = Some(cut.map_or(until, |sooner| sooner.max(until)));
        let now = self.now;
        self.lose_link(id, now);
        true
    }

    /// Slows the link of a follower to `rate` bytes a second; says whether it has one.
    pub fn slow_link(&mut self, id: ServerId, rate: u64, until: SimTime) -> bool {
        let Some(following) = self.server_mut(id).following_mut() else {
            return false;
        };
        following.link.slowed = Some((rate, until));
        true
    }

    /// Lets nothing through a follower's link until `until`, without either end knowing; says
    /// whether it has one.
    pub fn silence_link(&mut self, id: ServerId, until: SimTime) -> bool {
        let now = self.now;
        let Some(following) = self.server_mut(id).following_mut() else {
            return false;
        };
        following.link.silent_until = Some(until);
        following.link.silent_since = now;
        true
    }

    /// How fast a server replays, in bytes a second.
    pub fn set_replay_speed(&mut self, id: ServerId, speed: u64) {
        self.server_mut(id).replay_speed = speed;
    }

    /// What is on the wire to a follower arrives, although its sender is gone.
    pub fn deliver(&mut self, id: ServerId) {
        let Some(following) = self.server_mut(id).following_mut() else {
            return;
        };
        let last = following.link.flights.last().map(|flight| flight.to);
        let server = self.server_mut(id);
        server.end = last.map_or(server.end, |last| last.max(server.end));
    }

    /// What has been set on a server, to be changed.
    pub fn settings_mut(&mut self, id: ServerId) -> &mut Settings {
        &mut self.server_mut(id).settings
    }

    /// A record that replay may have to wait at is written next.
    pub fn record_conflict(&mut self, id: ServerId, kind: RecordKind) {
        let timeline = self.server(id).timeline;
        self.timelines.add_conflict(timeline, kind);
    }
}
