//! Faults that are to strike, at what, and those that did.

use crate::platform::ids::{AppId, DatabaseId};
use crate::sim::ids::Zone;
use crate::sim::{SimDuration, SimTime};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Database(DatabaseId),
    /// The hidden standby of this database.
    HaStandby(DatabaseId),
    /// The database that this app's `DATABASE_URL` names when the fault strikes.
    PrimaryOf(AppId),
    Zone(Zone),
    App(AppId),
}

impl Default for Target {
    fn default() -> Target {
        Target::App(AppId::default())
    }
}

/// A fault that is to strike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Strike {
    /// Its place in `FAULTS`.
    pub fault: u32,
    pub on: Target,
    /// If not as long as usual.
    pub lasts: Option<SimDuration>,
    /// If not as big as usual.
    pub size: Option<u64>,
}

/// A fault at the moment it strikes: the target is named, defaults are filled in.
#[derive(Clone, Debug)]
pub struct ResolvedStrike {
    pub on: Target,
    /// `None` for a fault that lasts for good.
    pub until: Option<SimTime>,
    /// `None` for a fault that has no size.
    pub size: Option<u64>,
}

/// A fault of a scenario's schedule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScheduledFault {
    /// The earliest it strikes.
    pub from: SimTime,
    /// The latest; the moment is drawn from the run's chance.
    pub to: SimTime,
    pub strike: Strike,
    /// What may strike in its place: which does is drawn, too.
    pub others: Vec<Strike>,
}

/// A fault of the schedule once its moment is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DueFault {
    pub at: SimTime,
    /// The first and the last moment it could have been drawn for.
    pub window: (SimTime, SimTime),
    /// What was drawn.
    pub strike: Strike,
    /// What could have been.
    pub others: Vec<Strike>,
    /// Whether it has struck, or never will.
    pub done: bool,
}

/// A fault that struck.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StruckFault {
    /// Its place in `FAULTS`.
    pub fault: u32,
    pub on: Target,
    pub from: SimTime,
    /// `None` for a fault that lasts for good.
    pub until: Option<SimTime>,
}
