//! What a kind of fault is.

use super::strike::{ResolvedStrike, StruckFault};
use crate::platform::Platform;
use crate::sim::SimDuration;

#[derive(Debug)]
pub struct Fault {
    /// As a scenario file names it: `leader crash`.
    pub name: &'static str,
    /// What happens, a line for a menu.
    pub about: &'static str,
    pub target: TargetKind,
    /// How long it lasts by default; `None` for a fault that lasts for good.
    pub lasts: Option<SimDuration>,
    /// Whether the page may tell when it ends: of a query nobody knows.
    pub is_end_known: bool,
    /// `None` for a fault that has no size.
    pub size: Option<FaultSize>,
    /// Strikes, and returns what happened in a sentence; `None` if it could not take effect.
    pub strike: fn(&mut Platform, &ResolvedStrike) -> Option<String>,
    /// Whether what it did goes on, its time not being over: somebody may have ended it.
    pub goes_on: fn(&Platform, &StruckFault) -> bool,
    /// Ends it before its time; `None` for a fault that nobody can end.
    pub end: Option<fn(&mut Platform, &StruckFault)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultSize {
    /// The default.
    pub usual: u64,
    pub most: u64,
    /// `times`, `bytes a second`.
    pub unit: &'static str,
}

/// What a kind of fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A database that takes writes.
    Leader,
    Follower,
    /// Any database.
    Database,
    Zone,
    App,
}
