//! What people and faults do to a fleet: writes, queries, machines that stop or are lost, links
//! that are cut or slowed.

use super::{Fleet, ServerError};
use crate::sim::arithmetic::bytes_in;
use crate::sim::chance::Cause;
use crate::sim::ids::{ServerId, Zone};
use crate::sim::law;
use crate::sim::server::{Phase, Power, Query, Role, Server, Settings, Statement};
use crate::sim::time::{SimDuration, SimTime, TICK};
use crate::sim::wal::{Lsn, RecordKind, WalPosition, WalWrite};
use crate::sim::work::{self, Work};

impl Fleet {
    /// Writes to a server, spread over the coming tick, and returns the new end of its history.
    ///
    /// # Errors
    /// As `takes_writes`.
    pub fn write(&mut self, id: ServerId, write: WalWrite) -> Result<WalPosition, ServerError> {
        self.takes_writes(id)?;
        let (from, to) = (self.now, self.now + TICK);
        let timeline = self.server(id).timeline;
        let end = self.timelines.append(timeline, write, from, to);
        let server = self.server_mut(id);
        server.end = end.lsn;
        server.replayed = end.lsn;
        server.work.writes += write.bytes.saturating_mul(work::WRITE_COST);
        Ok(end)
    }

    /// The work that reads may take on a server in the coming tick, after its writes.
    pub fn room_for_reads(&self, id: ServerId) -> u64 {
        let server = self.server(id);
        work::room_for_reads(bytes_in(server.replay_speed, TICK), server.work.writes)
    }

    /// Reads on a server in the coming tick, which cost so much work.
    pub fn read(&mut self, id: ServerId, cost: u64) {
        self.server_mut(id).work.reads += cost;
    }

    /// Whether a server would take a write now.
    ///
    /// # Errors
    /// Why it would not.
    pub fn takes_writes(&self, id: ServerId) -> Result<(), ServerError> {
        self.takes_sessions(id)?;
        let server = self.server(id);
        match (server.phase, &server.role) {
            (Phase::Creating { .. } | Phase::BaseBackup { .. }, _) => Err(ServerError::NotReady),
            (_, Role::Leader) if self.is_disk_full(id) => Err(ServerError::DiskFull),
            (_, Role::Leader) => Ok(()),
            _ => Err(ServerError::ReadOnly),
        }
    }

    /// Whether a server would answer a read now.
    ///
    /// # Errors
    /// Why it would not.
    pub fn takes_reads(&self, id: ServerId) -> Result<(), ServerError> {
        self.takes_sessions(id)?;
        match self.server(id).phase {
            Phase::Ready => Ok(()),
            Phase::Creating { .. } | Phase::BaseBackup { .. } | Phase::CatchUp => {
                Err(ServerError::NotReady)
            }
        }
    }

    /// Whether PostgreSQL runs on a server, on files that can be read.
    fn takes_sessions(&self, id: ServerId) -> Result<(), ServerError> {
        let server = self.server(id);
        match server.power {
            Power::Lost { .. } => Err(ServerError::Gone),
            Power::Down { .. } => Err(ServerError::Down),
            Power::Recovering { .. } => Err(ServerError::InRecovery),
            Power::Up if server.corrupt_since.is_some() => Err(ServerError::Corrupt),
            Power::Up => Ok(()),
        }
    }

    /// Makes a follower replay what it has received and then take writes.
    pub fn leave_recovery(&mut self, id: ServerId) {
        let now = self.now;
        let server = self.server_mut(id);
        if server.following().is_some() {
            server.role = Role::LeavingRecovery;
            server.leave_requested_at = now;
        }
    }

    /// Begins a query and returns its process id.
    pub fn begin_query(&mut self, id: ServerId, statement: Statement) -> u32 {
        let replayed = self.commits_visible(id);
        // A query from before the run has a snapshot so old that it holds replay from the start.
        let is_old = statement.ran > SimDuration::ZERO;
        let age = if is_old { self.parameters.commits_to_conflict } else { 0 };
        let visible_commits = replayed.saturating_sub(age);
        let (now, chance) = (self.now, self.chance.own());
        let server = self.server_mut(id);
        let cause = Cause::ProcessId(server.key);
        // Process ids rise with gaps, as on a busy machine.
        let step = chance.between(cause, u64::from(server.queries_begun), 1, 40) as u32;
        let floor = 4_000 + chance.below(cause, u64::MAX, 2_000) as u32;
        let pid = floor + server.queries_begun * 40 + step;
        server.queries_begun += 1;
        if is_old && !server.is_leader() {
            server.replay_held_by = Some(pid);
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
            visible_commits,
        });
        pid
    }

    /// Stops a machine until `until`. Its disk stays; its queries and the WAL on the wire are lost.
    pub fn stop(&mut self, id: ServerId, until: SimTime) -> bool {
        let now = self.now;
        let server = self.server_mut(id);
        server.power = match server.power {
            Power::Up | Power::Recovering { .. } => Power::Down { since: now, until },
            Power::Down { since, until: sooner } => Power::Down { since, until: sooner.max(until) },
            Power::Lost { .. } => return false,
        };
        self.end_process(id);
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
        self.end_process(id);
        true
    }

    /// Damages the data files of a server: it runs on and answers nothing. Its WAL is whole, so
    /// its followers still get all that it wrote. Returns whether its files were whole.
    pub fn corrupt(&mut self, id: ServerId) -> bool {
        let now = self.now;
        let server = self.server_mut(id);
        if server.is_lost() || server.corrupt_since.is_some() {
            return false;
        }
        server.corrupt_since = Some(now);
        server.queries.clear();
        true
    }

    /// Gives a server the base backups and the WAL of another, where both have one archive.
    pub fn inherit_archive(&mut self, id: ServerId, from: ServerId) {
        let own_since = self.server(from).own_since;
        let server = self.server_mut(id);
        server.backup_bytes_left = 0;
        server.own_since = own_since;
    }

    /// Lets a follower whose leader is away read on from the archive for a tick, as far as its link
    /// lets anything through (docs/heroku.md#ha).
    pub fn read_archive(&mut self, id: ServerId) {
        let Some(following) = self.server(id).following() else {
            return;
        };
        let link = &following.link;
        let archived = self.server(following.leader).archived;
        if !self.server(id).is_up() || link.is_cut() || link.silent_until.is_some() {
            return;
        }
        let bytes = law::bytes_in(link.rate(), TICK);
        let server = self.server_mut(id);
        server.end = server.end.max(archived.min(Lsn(server.end.0 + bytes)));
        let end = server.end;
        if let Some(following) = server.following_mut() {
            following.link.sent = following.link.sent.max(end);
        }
    }

    /// Ends a server's queries and links. WAL on the wire dies with its machine, as in the
    /// recordings (docs/replication.md#in-flight).
    pub(super) fn end_process(&mut self, id: ServerId) {
        let now = self.now;
        let server = self.server_mut(id);
        server.queries.clear();
        server.replay_held_by = None;
        server.replay_conflict = None;
        server.mean_work = Work::default();
        self.lose_link(id, now);
        for follower in self.followers(id) {
            self.lose_link(follower, now);
        }
    }

    /// Stops all machines of a zone until `until`, also those that are added meanwhile; returns how
    /// many were running.
    pub fn stop_zone(&mut self, zone: Zone, until: SimTime) -> u32 {
        let here = self.servers().filter(|(_, server)| server.zone == zone);
        let runs = |server: &Server| matches!(server.power, Power::Up | Power::Recovering { .. });
        let here: Vec<(ServerId, bool)> = here.map(|(id, server)| (id, runs(server))).collect();
        for (id, _) in &here {
            self.stop(*id, until);
        }
        self.zones_out.retain(|(other, end)| *other != zone || *end > until);
        self.zones_out.push((zone, until));
        here.iter().filter(|(_, ran)| *ran).count() as u32
    }

    /// Starts a machine that is stopped at `at` at the latest; returns whether it is stopped.
    pub fn start_machine(&mut self, id: ServerId, at: SimTime) -> bool {
        let power = &mut self.server_mut(id).power;
        let Power::Down { since, until } = *power else {
            return false;
        };
        *power = Power::Down { since, until: until.min(at) };
        true
    }

    /// Whether a zone is out.
    pub fn is_zone_out(&self, zone: Zone) -> bool {
        self.zones_out.iter().any(|(other, until)| *other == zone && *until > self.now)
    }

    /// Ends the outage of a zone: its machines come up, save those that would have come up later
    /// than the zone.
    pub fn restore_zone(&mut self, zone: Zone) {
        let now = self.now;
        let ends = self.zones_out.iter().filter(|(other, _)| *other == zone).map(|(_, end)| *end);
        let Some(end) = ends.max() else {
            return;
        };
        self.zones_out.retain(|(other, _)| *other != zone);
        for server in self.servers.iter_mut().filter(|server| server.zone == zone) {
            if let Power::Down { since, until } = server.power
                && until <= end
            {
                server.power = Power::Down { since, until: now };
            }
        }
    }

    /// Ends the cut of a follower's link, at the next tick.
    pub fn mend_link(&mut self, id: ServerId) {
        let now = self.now;
        if let Some(following) = self.server_mut(id).following_mut() {
            let cut = &mut following.link.cut_until;
            *cut = (*cut).min(Some(now));
        }
    }

    /// Lets the link of a follower carry all it can again, from the next tick on.
    pub fn restore_bandwidth(&mut self, id: ServerId) {
        let now = self.now;
        if let Some(following) = self.server_mut(id).following_mut() {
            let slowed = &mut following.link.slowed;
            *slowed = slowed.map(|(rate, until)| (rate, until.min(now)));
        }
    }

    /// Cuts the link of a follower until `until`; returns whether it has one.
    pub fn cut_link(&mut self, id: ServerId, until: SimTime) -> bool {
        let Some(following) = self.server_mut(id).following_mut() else {
            return false;
        };
        let cut = &mut following.link.cut_until;
        *cut = (*cut).max(Some(until));
        let now = self.now;
        self.lose_link(id, now);
        true
    }

    /// Slows the link of a follower to `rate` bytes a second; returns whether it has one.
    pub fn slow_link(&mut self, id: ServerId, rate: u64, until: SimTime) -> bool {
        let Some(following) = self.server_mut(id).following_mut() else {
            return false;
        };
        following.link.slowed = Some((rate, until));
        true
    }

    /// Lets a follower replay `speed` bytes a second at most; returns whether it is one.
    pub fn slow_disk(&mut self, id: ServerId, speed: u64, until: SimTime) -> bool {
        let server = self.server_mut(id);
        let follows = server.following().is_some();
        if follows {
            server.disk_slowed = Some((speed, until));
        }
        follows
    }

    /// Lets a server replay all it can again, from the next tick on.
    pub fn restore_disk(&mut self, id: ServerId) {
        let now = self.now;
        let slowed = &mut self.server_mut(id).disk_slowed;
        *slowed = slowed.map(|(speed, until)| (speed, until.min(now)));
    }

    /// Lets nothing through the link of a follower until `until`, without either end noticing;
    /// returns whether it has one.
    pub fn silence_link(&mut self, id: ServerId, until: SimTime) -> bool {
        let now = self.now;
        let Some(following) = self.server_mut(id).following_mut() else {
            return false;
        };
        following.link.silent_until = Some(until);
        following.link.silent_since = now;
        true
    }

    /// Sets how fast a server replays, in bytes a second.
    pub fn set_replay_speed(&mut self, id: ServerId, speed: u64) {
        self.server_mut(id).replay_speed = speed;
    }

    /// Delivers what is on the wire to a follower, although its sender is gone.
    pub fn deliver(&mut self, id: ServerId) {
        let Some(following) = self.server_mut(id).following_mut() else {
            return;
        };
        let last = following.link.flights.last().map(|flight| flight.to);
        let server = self.server_mut(id);
        server.end = last.map_or(server.end, |last| last.max(server.end));
    }

    pub fn settings_mut(&mut self, id: ServerId) -> &mut Settings {
        &mut self.server_mut(id).settings
    }

    /// Makes the next record of a leader one that replay may have to wait at.
    pub fn record_conflict(&mut self, id: ServerId, kind: RecordKind) {
        let timeline = self.server(id).timeline;
        self.timelines.add_conflict(timeline, kind);
    }
}
