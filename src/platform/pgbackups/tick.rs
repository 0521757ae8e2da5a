//! A tick of the transfers that are under way.

use super::{Ended, Failure, SERVICE, Step, Transfer, TransferKind, backup_name};
use crate::format::clock;
use crate::platform::reset::{RESET_WAL_BYTES, nothing};
use crate::platform::{DatabaseId, Platform};
use crate::sim::wal::WalWrite;
use crate::sim::{Dump, TICK, law};

impl Platform {
    pub(in crate::platform) fn run_transfers(&mut self) {
        for at in 0..self.transfers.len() {
            if self.transfers[at].is_running()
                && let Err(failure) = self.run_transfer(at)
            {
                self.end_transfer(at, Some(failure));
            }
        }
    }

    /// Goes on with a transfer for a tick.
    fn run_transfer(&mut self, at: usize) -> Result<(), Failure> {
        let transfer = &self.transfers[at];
        let (kind, step) = (transfer.kind, transfer.step);
        let left = transfer.dump.bytes.saturating_sub(transfer.done);
        let bytes = law::bytes_in(step.rate(), TICK).min(left);
        if step == Step::Capturing && !self.server(transfer.of).answers() {
            return Err(Failure::Source);
        }
        match kind.into() {
            Some(into) if step == Step::Restoring => {
                let server = self.database(into).server;
                let write = WalWrite { commits: 0, bytes, prunes: false };
                self.fleet.write(server, write).map_err(|_| Failure::Target)?;
            }
            Some(into) if self.server(into).is_lost() => return Err(Failure::Target),
            _ => {}
        }
        self.transfers[at].done += bytes;
        if bytes < left {
            return Ok(());
        }
        let [first, second] = kind.steps();
        if step == first {
            if let (Step::Restoring, Some(into)) = (second, kind.into()) {
                self.replace(into, nothing())?;
                self.databases[into.0 as usize].restored_from = None;
            }
            self.transfers[at].step = second;
            self.transfers[at].done = 0;
            return Ok(());
        }
        if let Some(into) = kind.into() {
            let (of, dump) = (self.transfers[at].of, self.transfers[at].dump.clone());
            self.replace(into, dump)?;
            if of != into {
                let database = &mut self.databases[into.0 as usize];
                database.restored_from = Some(of);
                database.forked_from = None;
            }
        }
        self.end_transfer(at, None);
        Ok(())
    }

    fn replace(&mut self, id: DatabaseId, by: Dump) -> Result<(), Failure> {
        let server = self.database(id).server;
        self.fleet.replace_rows(server, by, RESET_WAL_BYTES).map_err(|_| Failure::Target)
    }

    /// Ends a transfer, and says so in the journal.
    pub(super) fn end_transfer(&mut self, at: usize, failure: Option<Failure>) {
        let ended = Ended { at: self.now(), failure };
        self.transfers[at].ended = Some(ended);
        let transfer = &self.transfers[at];
        let text = match failure {
            Some(failure) => self.failure_text(transfer, failure),
            None => self.success_text(transfer),
        };
        let app = transfer.app;
        self.log_line(app, failure.is_some(), "app[pgbackups]", text.clone());
        self.note(failure.is_some(), SERVICE, text);
    }

    fn success_text(&self, transfer: &Transfer) -> String {
        let name = |id: DatabaseId| self.database(id).colour.as_str();
        match transfer.kind {
            TransferKind::Capture { of, backup } => {
                format!("Backup {} of {} is complete.", backup_name(backup), name(of))
            }
            TransferKind::Restore { backup, into } => {
                format!("{} has the rows of backup {} now.", name(into), backup_name(backup))
            }
            TransferKind::Transfer { from, into } => {
                let (from, into) = (name(from), name(into));
                format!("{into} has the rows now that {from} had at {}.", clock(transfer.began))
            }
        }
    }

    fn failure_text(&self, transfer: &Transfer, failure: Failure) -> String {
        let name = |id: DatabaseId| self.database(id).colour.as_str();
        let into = transfer.kind.into().map(name);
        let why = match (failure, into) {
            (Failure::Source, _) => format!("{} does not answer", name(transfer.of)),
            (Failure::Target, Some(into)) => format!("{into} takes no writes"),
            (Failure::Target, None) | (Failure::NoAddon, _) => "the add-on was removed".to_owned(),
        };
        match into {
            Some(into) if transfer.step == Step::Restoring => {
                format!("Copying into {into} has failed: {why}. What it had is dropped already.")
            }
            Some(into) => format!("Copying into {into} has failed: {why}."),
            None => format!("A backup of {} has failed: {why}.", name(transfer.of)),
        }
    }
}
