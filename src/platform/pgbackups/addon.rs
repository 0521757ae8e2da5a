//! The add-on comes and goes, and transfers begin.

use super::{CONFIG_VAR, Failure, SERVICE, Transfer, TransferId, TransferKind, backup_name, url};
use crate::platform::ids::{AppId, DatabaseId};
use crate::platform::{Platform, Refusal};
use crate::sim::Dump;

impl Platform {
    /// Adds pgbackups to an app and returns the number of the release.
    ///
    /// # Errors
    /// It has it.
    pub fn add_pgbackups(&mut self, app: AppId) -> Result<u32, Refusal> {
        if self.app(app).has_pgbackups {
            return Err(Refusal::HasPgbackups);
        }
        self.apps[app.0 as usize].has_pgbackups = true;
        let url = url(&self.app(app).name);
        let description = format!("Attach {} resource", SERVICE.to_ascii_uppercase());
        Ok(self.configure(app, &[(CONFIG_VAR, Some(&url))], description))
    }

    /// Takes pgbackups away from an app, with its backups; what is under way for it ends. Returns
    /// the number of the release.
    ///
    /// # Errors
    /// The app does not have it.
    pub fn remove_pgbackups(&mut self, app: AppId) -> Result<u32, Refusal> {
        self.check_pgbackups(app)?;
        self.apps[app.0 as usize].has_pgbackups = false;
        for at in 0..self.transfers.len() {
            if self.transfers[at].app == app {
                self.transfers[at].is_dropped = true;
                if self.transfers[at].is_running() {
                    self.end_transfer(at, Some(Failure::NoAddon));
                }
            }
        }
        let description = format!("Detach {} resource", SERVICE.to_ascii_uppercase());
        Ok(self.configure(app, &[(CONFIG_VAR, None)], description))
    }

    /// Checks whether an app has pgbackups.
    ///
    /// # Errors
    /// It does not.
    pub fn check_pgbackups(&self, app: AppId) -> Result<(), Refusal> {
        if self.app(app).has_pgbackups { Ok(()) } else { Err(Refusal::NoPgbackups) }
    }

    /// The number that the next backup of an app gets.
    pub fn next_backup(&self, app: AppId) -> u32 {
        let captures = self.transfers.iter().filter(|transfer| {
            transfer.app == app && matches!(transfer.kind, TransferKind::Capture { .. })
        });
        captures.count() as u32 + 1
    }

    /// Checks whether a transfer can begin.
    ///
    /// # Errors
    /// An app without the add-on; a source or a target that does not answer; a target that cannot
    /// be written to, or is the source.
    pub fn check_transfer(&self, app: AppId, kind: TransferKind) -> Result<(), Refusal> {
        self.check_pgbackups(app)?;
        match kind {
            TransferKind::Capture { of, .. } => self.check_available(of),
            TransferKind::Restore { into, .. } => self.check_target(into),
            TransferKind::Transfer { from, into } if from == into => {
                Err(Refusal::CopyToItself { name: self.display_name(from) })
            }
            TransferKind::Transfer { from, into } => {
                self.check_available(from)?;
                self.check_target(into)
            }
        }
    }

    /// Begins a transfer. What it copies is what the source has at this moment.
    ///
    /// # Errors
    /// As `check_transfer`.
    pub fn begin_transfer(
        &mut self,
        app: AppId,
        kind: TransferKind,
    ) -> Result<TransferId, Refusal> {
        self.check_transfer(app, kind)?;
        let (of, dump) = match kind {
            TransferKind::Capture { of, .. } => (of, self.dump(of)),
            TransferKind::Transfer { from, .. } => (from, self.dump(from)),
            TransferKind::Restore { backup, .. } => {
                let kept = self.backups(app).find(|(number, _)| *number == backup);
                let (_, kept) = kept.ok_or_else(|| Refusal::UnknownBackup {
                    typed: backup_name(backup),
                    known: Vec::new(),
                })?;
                (kept.of, kept.dump.clone())
            }
        };
        let colour = |id: DatabaseId| self.database(id).colour.as_str();
        let name = colour(of);
        let text = match kind {
            TransferKind::Capture { backup, .. } => {
                format!("{name} is being dumped into backup {}.", backup_name(backup))
            }
            TransferKind::Restore { backup, into } => {
                format!("Backup {} is being restored into {}.", backup_name(backup), colour(into))
            }
            TransferKind::Transfer { into, .. } => format!(
                "The rows of {name} are being copied into {}. What {name} takes from now on is not \
                 among them.",
                colour(into)
            ),
        };
        self.note(false, SERVICE, text);
        let id = TransferId(self.transfers.len() as u32);
        self.transfers.push(Transfer {
            app,
            kind,
            dump,
            of,
            began: self.now(),
            step: kind.steps()[0],
            done: 0,
            ended: None,
            is_dropped: false,
        });
        Ok(id)
    }

    fn dump(&self, id: DatabaseId) -> Dump {
        self.fleet.dump(self.database(id).server)
    }
}
