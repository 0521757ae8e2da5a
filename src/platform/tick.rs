//! One tick of the platform: faults strike, dynos write and read, the fleet ticks, downtime is
//! counted.

use super::app::{DATABASE_URL, Dyno, ProcessType, Visitors, WEB};
use super::connection::DatabaseError;
use super::faults::cold_cache::WARMS_UP;
use super::ids::{AppId, DatabaseId};
use super::{Platform, app_log, faults, journal};
use crate::format::count;
use crate::sim::ids::ServerId;
use crate::sim::server::Phase;
use crate::sim::wal::WalWrite;
use crate::sim::{Event, ServerError, TICK};

/// How often long ledgers are compacted, in ticks.
const COMPACT_EVERY: u64 = 600;

/// The writes of one app to one server in a tick.
struct PendingWrites {
    server: ServerId,
    write: WalWrite,
}

impl Platform {
    /// One tick of 100 ms.
    pub fn tick(&mut self) {
        faults::strike_due(self);
        self.end_bursts();
        for at in 0..self.apps.len() {
            let id = AppId(at as u32);
            self.track_downtime(id);
            self.run_dynos(id);
            self.log_starts(id);
        }
        self.run_loads();
        self.run_transfers();
        self.serve_reads();
        for event in self.fleet.tick() {
            if let Event::CameUp(server) = event {
                // The memory of a machine is empty when it starts.
                self.fleet.cool_cache(server, self.fleet.now() + WARMS_UP);
            }
            self.note_event(event);
            // A hidden standby logs where nobody reads it, until it is the database.
            if self.ha_standby_owner(event.server()).is_none() {
                self.log_event(event);
            }
        }
        self.keep_available();
        if self.now().ticks().is_multiple_of(COMPACT_EVERY) {
            self.compact_ledgers();
        }
    }

    fn end_bursts(&mut self) {
        let now = self.now();
        for app in &mut self.apps {
            if app.burst.is_some_and(|(_, until)| until <= now) {
                app.burst = None;
            }
        }
    }

    /// What a visitor's write to an app meets now.
    pub fn visitors(&self, id: AppId) -> Visitors {
        let app = self.app(id);
        if app.maintenance {
            return Visitors::Maintenance;
        }
        if app.process(WEB).is_none_or(|web| web.dynos.is_empty()) {
            return Visitors::NoWebDyno;
        }
        match self.write_target(id, DATABASE_URL) {
            Ok(_) => Visitors::Served,
            Err(error) => Visitors::CannotWrite(error),
        }
    }

    /// Counts an app's downtime, and notes in the journal when it begins and ends.
    fn track_downtime(&mut self, id: AppId) {
        let visitors = self.visitors(id);
        let before = self.app(id).visitors;
        let app = &mut self.apps[id.0 as usize];
        match visitors {
            Visitors::Served => {}
            _ if app.maintenance => app.downtime.planned += TICK,
            _ => app.downtime.unplanned += TICK,
        }
        app.visitors = visitors;
        if before == visitors {
            return;
        }
        let name = app.name.clone();
        match visitors {
            Visitors::Served if before == Visitors::Maintenance => {}
            Visitors::Served => self.note(false, journal::APP, format!("{name} can write again.")),
            // The command that caused it is in the journal already.
            Visitors::Maintenance | Visitors::NoWebDyno => {}
            Visitors::CannotWrite(error) => {
                let why = self.why_not(id, DATABASE_URL, error);
                self.note(true, journal::APP, format!("{name} cannot write: {why}."));
            }
        }
    }

    /// The server that each process type of an app writes to, or why it cannot write.
    fn targets(&self, id: AppId) -> Vec<Result<ServerId, DatabaseError>> {
        let target = |process: &ProcessType| match self.write_target(id, &process.writes_to) {
            Ok(database) => Ok(self.database(database).server),
            // A server that does not answer does not look at the password.
            Err(DatabaseError::OldPassword(database)) if !self.server(database).answers() => {
                Err(ServerError::Down.into())
            }
            Err(error) => Err(error),
        };
        self.app(id).formation.iter().map(target).collect()
    }

    /// Lets the dynos of an app write.
    fn run_dynos(&mut self, id: AppId) {
        let (chance, now) = (self.chance, self.now());
        let targets = self.targets(id);
        let app = &mut self.apps[id.0 as usize];
        let (boost, maintenance, outside) = (app.boost(), app.maintenance, app.outside);
        let mut batches: Vec<PendingWrites> = Vec::new();
        let mut errors: Vec<(usize, usize, DatabaseError)> = Vec::new();
        for (place, (process, target)) in app.formation.iter_mut().zip(targets).enumerate() {
            let (is_web, bytes_each) = (process.is_web(), process.bytes_each);
            let visitors = if is_web { process.visitors(chance, now.ticks(), boost) } else { 0 };
            app.arrived += visitors;
            let is_refused = |dyno: &Dyno| dyno.refused.is_some() && dyno.refused == target.err();
            let mut was_refused = process.dynos.iter().any(is_refused);
            for at in 0..process.dynos.len() {
                let arrivals = process.arrivals(at as u32, visitors, chance, now.ticks());
                let dyno = &mut process.dynos[at];
                if (is_web || outside) && maintenance {
                    dyno.turn_away();
                    continue;
                }
                let writes = dyno.take(arrivals, now);
                dyno.update_rate(if target.is_ok() { writes } else { 0 });
                if writes > 0 || target.is_ok() {
                    dyno.refused = target.err();
                }
                if let Some(error) = dyno.refused.filter(|_| is_refused(dyno) && !was_refused) {
                    // Once for a process type: all its dynos would log the same.
                    was_refused = true;
                    errors.push((place, at, error));
                }
                match target {
                    Ok(server) => {
                        let (bytes, prunes) = (writes * bytes_each, !process.inserts);
                        add(&mut batches, server, WalWrite { commits: writes, bytes, prunes });
                    }
                    Err(_) => app.refused += writes,
                }
            }
        }
        for (process, dyno, error) in errors {
            self.note_dyno_error(id, process, dyno, error);
        }
        for PendingWrites { server, write } in batches {
            // It cannot refuse: `targets` asked it in this same tick.
            if let Ok(end) = self.fleet.write(server, write) {
                let timeline = self.fleet.server(server).timeline;
                let app = &mut self.apps[id.0 as usize];
                app.ledger.add(timeline, end.commits - write.commits + 1, end.commits);
            }
        }
    }

    /// Notes what PostgreSQL answered to a dyno, given by the places of its process type in the
    /// formation and of itself there. PostgreSQL logs the same.
    fn note_dyno_error(&mut self, id: AppId, process: usize, dyno: usize, error: DatabaseError) {
        let app = self.app(id);
        let process = &app.formation[process];
        let source = format!("app[{}.{}]", process.name, dyno + 1);
        let url = app.config.get(&process.writes_to).unwrap_or_default();
        let answered_by = match error {
            DatabaseError::OldPassword(database) => Some(database),
            DatabaseError::NoDatabase | DatabaseError::Server(_) => self.by_url(url),
        };
        for text in app_log::error_lines(error, url, process.inserts) {
            self.log_line(id, true, &source, text.clone());
            if let Some(database) = answered_by {
                self.log_postgres(database, true, &text);
            }
            self.note(true, &source, text);
        }
    }

    /// Notes an event of the fleet in the journal.
    fn note_event(&mut self, event: Event) {
        let bad = matches!(
            event,
            Event::LinkLost(_)
                | Event::SlotLost(_)
                | Event::ReplayHeld(..)
                | Event::QueryCancelled(..)
        );
        if let Some(owner) = self.ha_standby_owner(event.server()) {
            return self.note_ha_standby_event(owner, event);
        }
        let id = self.database_on(event.server());
        let name = self.database(id).colour.clone();
        let leader = self.leader_of(id).map(|id| self.database(id).colour.clone());
        let leader = leader.unwrap_or_else(|| "its leader".to_owned());
        let text = match event {
            Event::CameUp(_) => format!("{name} runs again. Its cache is cold."),
            Event::Recovered(_) => format!("PostgreSQL on {name} has recovered."),
            Event::DiskHealed(_) => format!("The disk of {name} is as fast as before."),
            Event::DiskFreed(_) => format!("The temporary files of {name} are gone."),
            Event::CacheWarm(_) => format!("The cache of {name} is warm again."),
            Event::LinkHealed(_) => format!("The link to {name} works again."),
            Event::LinkLost(_) => format!("{name} has lost contact with {leader}."),
            Event::SlotLost(_) => format!(
                "{leader} keeps no more WAL for {name}: it needs a new base backup to go on."
            ),
            Event::QueryCancelled(_, pid) => {
                format!("Query {pid} on {name} {}", journal::QUERY_CANCELLED)
            }
            Event::LinkBack(_) => format!("{name} streams from {leader} again."),
            Event::ReplayHeld(_, pid) => {
                format!(
                    "{name} has stopped replaying: query {pid} still needs rows that the next \
                     commits delete."
                )
            }
            Event::ReplayFreed(_) => format!("{name} replays again."),
            Event::QueryEnded(_, pid) => format!("Query {pid} on {name} has ended."),
            Event::PhaseBegan(_, phase) => self.phase_text(id, phase, &leader),
            Event::LeftRecovery(_, fork) => {
                let commit = count(fork.commits);
                format!("{name} takes writes now. After commit {commit} its history is its own.")
            }
            Event::BackupTaken(_) => {
                format!("{name} has its first base backup: it can be followed now.")
            }
        };
        self.note_of(id, bad, text);
    }

    /// Notes what happens to the hidden standby of a database, as far as that matters.
    fn note_ha_standby_event(&mut self, owner: DatabaseId, event: Event) {
        let name = &self.database(owner).colour;
        match event {
            Event::LeftRecovery(..) => self.finish_failover(owner),
            Event::PhaseBegan(_, Phase::Ready) => {
                let text = format!("The hidden standby of {name} is ready to take over.");
                self.note_of(owner, false, text);
            }
            Event::LinkLost(_) if self.server(owner).is_up() => {
                let text = format!("The hidden standby of {name} has lost contact with it.");
                self.note_of(owner, true, text);
            }
            _ => {}
        }
    }

    fn phase_text(&self, id: DatabaseId, phase: Phase, leader: &str) -> String {
        let name = &self.database(id).colour;
        match phase {
            Phase::CatchUp => format!(
                "The base backup is restored. {name} catches up with what {leader} wrote meanwhile."
            ),
            Phase::Ready if self.leader_of(id).is_some_and(|id| self.server(id).is_lost()) => {
                format!("{name} is available, with what the archive had of {leader}.")
            }
            Phase::Ready if self.leader_of(id).is_some() => {
                format!("{name} has caught up and streams from {leader}.")
            }
            Phase::Ready => format!("{name} is available."),
            Phase::Creating { .. } | Phase::BaseBackup { .. } => {
                format!("{name} is being created.")
            }
        }
    }
}

fn add(batches: &mut Vec<PendingWrites>, server: ServerId, write: WalWrite) {
    if write.commits == 0 {
        return;
    }
    match batches.iter_mut().find(|batch| batch.server == server) {
        Some(PendingWrites { write: sum, .. }) => {
            sum.commits += write.commits;
            sum.bytes += write.bytes;
            sum.prunes |= write.prunes;
        }
        None => batches.push(PendingWrites { server, write }),
    }
}
