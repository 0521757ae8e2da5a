//! Rollbacks of databases: what a database was at an earlier moment, as a new one.

use super::ids::DatabaseId;
use super::{Platform, Refusal};
use crate::sim::arithmetic::scale;
use crate::sim::wal::Lsn;
use crate::sim::{SimDuration, SimTime};

/// How often the provider takes a base backup of each database (ours, docs/heroku.md#rollbacks).
const BETWEEN_BASE_BACKUPS_S: i64 = 86_400;

impl Platform {
    /// The earliest moment that a database can be rolled back to, in seconds since 1970; `None` if
    /// its plan has no rollback.
    pub fn rollback_from(&self, id: DatabaseId) -> Option<i64> {
        let reach = self.database(id).plan.tier.rollback_reach()?;
        let now = self.calendar.unix(self.now());
        Some((now - reach.secs() as i64).max(self.history_from(id)))
    }

    /// Checks whether a database can be rolled back to a moment.
    ///
    /// # Errors
    /// A plan without rollbacks; a moment before all that is kept, or in the future.
    pub fn check_rollback_to(&self, id: DatabaseId, at: i64) -> Result<(), Refusal> {
        let database = self.database(id);
        let name = database.addon();
        let Some(from) = self.rollback_from(id) else {
            return Err(Refusal::NoRollback { name, plan: database.plan.name.to_owned() });
        };
        let now = self.calendar.unix(self.now());
        if at > now {
            return Err(Refusal::RollbackAhead { now: self.calendar.minute(now) });
        }
        // Seconds are left out on both sides.
        if at < from - from.rem_euclid(60) {
            return Err(Refusal::RollbackTooFar { name, earliest: self.calendar.minute(from) });
        }
        Ok(())
    }

    /// Since when a database has base backups and WAL of its own, in seconds since 1970: what it
    /// followed before is another database's history.
    fn history_from(&self, id: DatabaseId) -> i64 {
        match self.server(id).own_since {
            Some(since) => self.calendar.unix(since),
            None => self.database(id).created,
        }
    }

    /// When the last base backup of a database was taken, in seconds since 1970.
    pub fn last_base_backup(&self, id: DatabaseId) -> i64 {
        let (from, now) = (self.history_from(id), self.calendar.unix(self.now()));
        now - (now - from).rem_euclid(BETWEEN_BASE_BACKUPS_S)
    }

    /// Where the history of a database ended at a moment. Before the run its commits came at the
    /// mean rate of its writers.
    pub(super) fn position_at(&self, id: DatabaseId, at: i64) -> Lsn {
        let database = self.database(id);
        let server = database.server;
        let start = self.calendar.unix(SimTime::ZERO);
        let moment = SimTime::ZERO + SimDuration::from_secs(at.saturating_sub(start).max(0) as u64);
        let timeline = self.server(id).timeline;
        let commits = self.fleet.timelines().commits_by(timeline, moment.min(self.now()));
        let before = start.saturating_sub(at).max(0) as u64;
        // Where there are not so many, they came evenly since it was made.
        let age = start.saturating_sub(database.created).max(1) as u64;
        let missing = scale(database.earlier_writes_per_1000_s, before, 1_000);
        let missing = match missing < commits {
            true => missing,
            false => scale(commits, before.min(age), age),
        };
        self.fleet.end_of(server, commits.saturating_sub(missing))
    }
}
