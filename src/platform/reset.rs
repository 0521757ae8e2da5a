//! `pg:reset`: all rows of a database are dropped.

use super::addons::EMPTY_BYTES;
use super::ids::DatabaseId;
use super::{Platform, Refusal};
use crate::sim::{Dump, ServerError};

/// Bytes of WAL that drop and create a schema.
pub(super) const RESET_WAL_BYTES: u64 = 8_192;

/// An empty database.
pub(super) fn nothing() -> Dump {
    Dump { rows: Vec::new(), bytes: EMPTY_BYTES }
}

impl Platform {
    /// Drops everything in a database. It is a commit like any other, so its followers drop it as
    /// soon as they replay that (docs/heroku.md#pg-reset).
    ///
    /// # Errors
    /// As `check_reset`.
    pub fn reset_database(&mut self, id: DatabaseId) -> Result<(), Refusal> {
        self.check_reset(id)?;
        let server = self.database(id).server;
        // The check has asked whether it takes writes.
        if self.fleet.replace_rows(server, nothing(), RESET_WAL_BYTES).is_err() {
            return Err(Refusal::NotAnswering { name: self.display_name(id) });
        }
        self.databases[id.0 as usize].restored_from = None;
        let name = &self.database(id).colour;
        let text = format!("{name} was reset: its tables and rows are dropped.");
        self.note_of(id, true, text);
        Ok(())
    }

    /// Checks whether a database can be reset now.
    ///
    /// # Errors
    /// As `check_target`.
    pub fn check_reset(&self, id: DatabaseId) -> Result<(), Refusal> {
        self.check_target(id)
    }

    /// Checks whether all rows of a database can be replaced now.
    ///
    /// # Errors
    /// One that is not made, does not run, is read-only, or is being restored.
    pub fn check_target(&self, id: DatabaseId) -> Result<(), Refusal> {
        self.check_available(id)?;
        let name = self.display_name(id);
        let taken = self.fleet.takes_writes(self.database(id).server);
        if taken == Err(ServerError::DiskFull) {
            return Err(Refusal::DiskFull { name });
        }
        if taken.is_err() {
            let leader = self.leader_of(id).map(|leader| self.database(leader));
            let leader = leader.filter(|leader| !leader.is_removed()).map(|leader| leader.addon());
            return Err(Refusal::TargetFollows { name, leader });
        }
        match self.transfer_into(id) {
            Some(_) => Err(Refusal::BeingRestored { name }),
            None => Ok(()),
        }
    }
}
