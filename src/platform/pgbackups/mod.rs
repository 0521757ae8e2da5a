//! The add-on pgbackups: dumps of databases, kept or restored into other databases. It is the way
//! out of a plan that nothing can follow, and takes time by size (docs/heroku.md#pgbackups).

mod addon;
mod tick;

use super::ids::{AppId, DatabaseId};
use super::{Platform, Refusal};
use crate::sim::{Dump, SimDuration, SimTime, law};

/// The name of the service.
pub const SERVICE: &str = "pgbackups";

/// The plan that an app gets which names none (ours).
pub const PLAN: &str = "pgbackups:plus";

/// The config var of an app that has it.
pub const CONFIG_VAR: &str = "PGBACKUPS_URL";

/// The value of that config var. The domain is one that is reserved for examples.
pub fn url(app: &str) -> String {
    format!("https://{app}@pgbackups.example/client")
}

/// The number of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TransferId(u32);

/// What is copied where. A backup is named by its number within its app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TransferKind {
    Capture { of: DatabaseId, backup: u32 },
    Restore { backup: u32, into: DatabaseId },
    Transfer { from: DatabaseId, into: DatabaseId },
}

/// A part of a transfer. The rates are ours (docs/heroku.md#pgbackups).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A database is dumped.
    Capturing,
    /// The dump is stored.
    Storing,
    /// The dump is fetched.
    Retrieving,
    /// A database drops what it has, loads the dump and builds its indexes.
    Restoring,
}

/// Why a transfer failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The database that is dumped does not answer.
    Source,
    /// The database that is restored takes no writes, or is lost.
    Target,
    /// The app does not have the add-on any more.
    NoAddon,
}

/// How a transfer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ended {
    pub at: SimTime,
    pub failure: Option<Failure>,
}

/// A dump on its way, or one that has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transfer {
    /// The app that it was begun for.
    pub app: AppId,
    pub kind: TransferKind,
    /// What the source had when it was captured.
    pub dump: Dump,
    /// The database that the dump is of.
    pub of: DatabaseId,
    pub began: SimTime,
    pub step: Step,
    /// Bytes of this step that are done.
    pub done: u64,
    pub ended: Option<Ended>,
    /// Whether it is a backup that is gone.
    pub is_dropped: bool,
}

impl Step {
    /// Bytes a second.
    pub fn rate(self) -> u64 {
        match self {
            Step::Capturing => law::BASE_BACKUP_RATE,
            Step::Storing | Step::Retrieving => 50_000_000,
            Step::Restoring => 5_000_000,
        }
    }
}

impl TransferKind {
    /// Its steps, in order.
    pub fn steps(self) -> [Step; 2] {
        match self {
            TransferKind::Capture { .. } => [Step::Capturing, Step::Storing],
            TransferKind::Restore { .. } => [Step::Retrieving, Step::Restoring],
            TransferKind::Transfer { .. } => [Step::Capturing, Step::Restoring],
        }
    }

    /// The database whose rows it replaces.
    pub fn into(self) -> Option<DatabaseId> {
        match self {
            TransferKind::Capture { .. } => None,
            TransferKind::Restore { into, .. } | TransferKind::Transfer { into, .. } => Some(into),
        }
    }

    /// How long it takes with so many bytes.
    pub fn takes(self, bytes: u64) -> SimDuration {
        let takes = self.steps().map(|step| law::time_for(bytes, step.rate()));
        takes[0] + takes[1]
    }
}

impl Transfer {
    /// Whether it is still under way.
    pub fn is_running(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether it has copied all.
    pub fn has_succeeded(&self) -> bool {
        self.ended.is_some_and(|ended| ended.failure.is_none())
    }

    /// How long it still takes.
    pub fn left(&self) -> SimDuration {
        let left = law::time_for(self.dump.bytes.saturating_sub(self.done), self.step.rate());
        let [first, second] = self.kind.steps();
        match self.step == first {
            true => left + law::time_for(self.dump.bytes, second.rate()),
            false => left,
        }
    }

    /// How much of it is done, in thousandths of its time.
    pub fn share(&self) -> u64 {
        let all = self.kind.takes(self.dump.bytes).micros().max(1);
        1_000 - (self.left().micros().min(all) * 1_000 / all)
    }
}

impl Platform {
    pub fn transfer(&self, id: TransferId) -> &Transfer {
        &self.transfers[id.0 as usize]
    }

    /// The transfer that replaces the rows of a database now.
    pub fn transfer_into(&self, id: DatabaseId) -> Option<&Transfer> {
        self.running().find(|transfer| transfer.kind.into() == Some(id))
    }

    /// The transfer that a database is dumped for now.
    pub fn transfer_of(&self, id: DatabaseId) -> Option<&Transfer> {
        self.running().find(|transfer| transfer.of == id && transfer.step == Step::Capturing)
    }

    /// The transfers that are under way.
    pub fn running(&self) -> impl Iterator<Item = &Transfer> {
        self.transfers.iter().filter(|transfer| transfer.is_running())
    }

    /// The backups of an app, oldest first, with their numbers.
    pub fn backups(&self, app: AppId) -> impl Iterator<Item = (u32, &Transfer)> {
        self.transfers.iter().filter_map(move |transfer| match transfer.kind {
            TransferKind::Capture { backup, .. } if transfer.app == app && !transfer.is_dropped => {
                Some((backup, transfer))
            }
            _ => None,
        })
    }

    /// The backup of an app that a word means, such as `b001`; without one, the most recent.
    ///
    /// # Errors
    /// A word that means none that is complete.
    pub fn find_backup(&self, app: AppId, typed: Option<&str>) -> Result<u32, Refusal> {
        let backups = || self.backups(app).filter(|(_, backup)| backup.has_succeeded());
        let done = || backups().map(|(number, _)| number);
        let is_named = |number: &u32| typed.is_none_or(|typed| typed == backup_name(*number));
        done().filter(is_named).last().ok_or_else(|| Refusal::UnknownBackup {
            typed: typed.unwrap_or_default().to_owned(),
            known: done().map(backup_name).collect(),
        })
    }

    /// What is kept of databases besides the databases themselves.
    pub(super) fn dumps(&self) -> impl Iterator<Item = (DatabaseId, &Dump)> {
        let is_kept = |it: &&Transfer| {
            it.is_running() || matches!(it.kind, TransferKind::Capture { .. }) && !it.is_dropped
        };
        self.transfers.iter().filter(is_kept).map(|transfer| (transfer.of, &transfer.dump))
    }
}

/// `b001`.
pub fn backup_name(number: u32) -> String {
    format!("b{number:03}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transfer_takes_time_by_size() {
        let kind = TransferKind::Transfer { from: DatabaseId(0), into: DatabaseId(1) };
        assert_eq!(kind.takes(600_000_000), SimDuration::from_secs(180));
        assert_eq!(backup_name(7), "b007");
    }
}
