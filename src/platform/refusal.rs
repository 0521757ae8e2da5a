//! What Heroku refuses, with all that a message about it needs. The terminal words it.

use crate::sim::SimDuration;

/// What a copy of a database is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyKind {
    Follow,
    Fork,
    Rollback,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    UnknownApp {
        typed: String,
        /// Whether an app outside Heroku has this name.
        is_outside: bool,
        known: Vec<String>,
    },
    NoDatabases {
        /// The database of another app whose URL is its `DATABASE_URL`: `shop::CHARCOAL`.
        borrowed: Option<String>,
    },
    /// No database was named, and `DATABASE_URL` names none.
    NoPrimary {
        options: Vec<String>,
    },
    UnknownDatabase {
        typed: String,
        options: Vec<String>,
        /// The database of another app that has this colour: `tempura::OLIVE`.
        elsewhere: Option<String>,
    },
    /// A part of the names of several databases.
    AmbiguousDatabase {
        typed: String,
        fits: Vec<String>,
        options: Vec<String>,
    },
    /// Also a part of the names of several add-ons.
    UnknownAddon {
        typed: String,
    },
    UnknownUrl,
    /// What should be the URL of a database.
    NotAUrl {
        typed: String,
    },
    /// A URL of a database with a user or password that it does not have now.
    OtherUrl {
        colour: String,
    },
    /// What should name an app outside Heroku.
    NotOutside {
        typed: String,
        is_on_heroku: bool,
        known: Vec<String>,
    },
    UnknownPlan {
        typed: String,
    },
    /// A copy of what is itself a follower.
    SourceFollows {
        purpose: CopyKind,
        name: String,
        /// `None` when its leader was removed.
        leader: Option<String>,
    },
    /// A plan that can neither follow nor be followed nor forked.
    PlanCannot {
        purpose: CopyKind,
        plan: String,
        /// The database whose plan it is; none where it would be the new one's.
        source: Option<String>,
    },
    /// A 32-bit database and a plan other than its own.
    Is32Bit {
        name: String,
        plan: String,
        /// The plan of the database.
        own: String,
    },
    /// A database whose first base backup is not taken yet.
    NoBaseBackup {
        purpose: CopyKind,
        name: String,
        /// How long until it is, if that is known.
        ready_in: Option<SimDuration>,
    },
    NotAnswering {
        name: String,
    },
    StillPreparing {
        name: String,
    },
    NotFollowing {
        name: String,
    },
    UnknownProcessType {
        typed: String,
        known: Vec<String>,
    },
    TooManyDynos {
        most: u32,
    },
    UnknownDyno {
        typed: String,
        known: Vec<String>,
    },
    UnknownRelease {
        typed: String,
        known: Vec<u32>,
    },
    NoPreviousRelease,
    /// A release at which the app had other databases.
    RollbackChangesAddons {
        version: u32,
        /// Databases that were added since.
        added: Vec<String>,
        /// Databases that were removed since.
        removed: Vec<String>,
    },
    /// A plan from before databases could be rolled back.
    NoRollback {
        name: String,
        plan: String,
    },
    /// A moment that a rollback does not reach; dates as `pg:info` prints them.
    RollbackTooFar {
        name: String,
        earliest: String,
    },
    RollbackAhead {
        now: String,
    },
    NoPgbackups,
    HasPgbackups,
    /// Data were to be copied into the database that they come from.
    CopyToItself {
        name: String,
    },
    /// Rows cannot be written into a follower.
    TargetFollows {
        name: String,
        leader: Option<String>,
    },
    DiskFull {
        name: String,
    },
    /// It is being restored already.
    BeingRestored {
        name: String,
    },
    UnknownBackup {
        typed: String,
        known: Vec<String>,
    },
    NoColourLeft,
}
