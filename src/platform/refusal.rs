//! What Heroku refuses, and what it must be told to say so. The words are the terminal's.

use crate::sim::SimDuration;

/// What a database was wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyKind {
    /// To be followed.
    Follow,
    /// To be forked.
    Fork,
}

/// A refusal: what was wrong, with all that a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No app of that name.
    UnknownApp {
        /// What was typed.
        typed: String,
        /// The apps there are.
        known: Vec<String>,
    },
    /// The app has no database.
    NoDatabases,
    /// No database of that name.
    UnknownDatabase {
        /// What was typed.
        typed: String,
        /// The config vars that name databases.
        options: Vec<String>,
    },
    /// A part of several names.
    AmbiguousDatabase {
        /// What was typed.
        typed: String,
        /// The config vars it is a part of.
        fits: Vec<String>,
        /// All config vars that name databases.
        options: Vec<String>,
    },
    /// No add-on of that name, or several of which it is a part.
    UnknownAddon {
        /// What was typed.
        typed: String,
    },
    /// A URL that is no database's here.
    UnknownUrl,
    /// No plan of that name.
    UnknownPlan {
        /// What was typed.
        typed: String,
    },
    /// A follower or a fork of a follower.
    SourceFollows {
        /// What it was wanted for.
        wanted: CopyKind,
        /// The database to be followed or forked.
        name: String,
        /// What it follows itself; none when its leader is gone.
        its_leader: Option<String>,
    },
    /// A plan that can neither follow nor be followed nor forked.
    PlanCannot {
        /// What it was wanted for.
        wanted: CopyKind,
        /// The plan.
        plan: String,
    },
    /// A database whose first base backup is not taken yet.
    NoBaseBackup {
        /// What it was wanted for.
        wanted: CopyKind,
        /// The database.
        name: String,
        /// How long until it is, when that is known.
        ready_in: Option<SimDuration>,
    },
    /// A database that does not run.
    NotAnswering {
        /// The database.
        name: String,
    },
    /// A database that is still being made.
    StillPreparing {
        /// The database.
        name: String,
    },
    /// An unfollow of what follows nothing.
    NotFollowing {
        /// The database.
        name: String,
    },
    /// The app's formation has no such process type.
    UnknownProcessType {
        /// What was typed.
        typed: String,
        /// The process types there are.
        known: Vec<String>,
    },
    /// More dynos than a process type may have.
    TooManyDynos {
        /// The most.
        most: u32,
    },
    /// All colours are taken.
    NoColourLeft,
}
