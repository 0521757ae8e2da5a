//! Faults: what can go wrong, by schedule or because somebody breaks something.
//!
//! A fault is one file and one line in `FAULTS`.

mod leader_crash;
mod leader_lost;
mod link_cut;
pub mod long_query;
mod slow_link;
mod write_burst;
mod zone_outage;

use super::Platform;
use super::app::AppId;
use super::database::DatabaseId;
use super::starting_world::ScheduledFault;
use crate::sim::chance::{Cause, Chance};
use crate::sim::server::Zone;
use crate::sim::{SimDuration, SimTime};

/// Every fault, as the page and the scenario files list them.
pub static FAULTS: &[&Fault] = &[
    &leader_crash::FAULT,
    &leader_lost::FAULT,
    &zone_outage::FAULT,
    &link_cut::FAULT,
    &slow_link::FAULT,
    &write_burst::FAULT,
    &long_query::FAULT,
];

/// A kind of fault.
#[derive(Debug)]
pub struct Fault {
    /// As a scenario file names it: `leader crash`.
    pub name: &'static str,
    /// What happens, a line for a menu.
    pub about: &'static str,
    /// What it strikes.
    pub target: TargetKind,
    /// How long it lasts where nobody says otherwise; none for one that lasts for good.
    pub lasts: Option<SimDuration>,
    /// Its size where nobody says otherwise, with its unit; none for one that has no size.
    pub size: Option<FaultSize>,
    /// Strikes; says, in a sentence, what happened, or nothing where it could not take effect.
    pub strike: fn(&mut Platform, &ResolvedStrike) -> Option<String>,
}

/// How big a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultSize {
    /// The usual figure.
    pub usual: u64,
    /// The largest.
    pub most: u64,
    /// Its unit, as it is told: `times`, `bytes a second`.
    pub unit: &'static str,
}

/// What a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A database that takes writes.
    Leader,
    /// A database that follows.
    Follower,
    /// Any database.
    Database,
    /// A zone.
    Zone,
    /// An app.
    App,
}

/// What one fault strikes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// This database.
    Database(DatabaseId),
    /// Whatever database this app's `DATABASE_URL` names when it strikes.
    PrimaryOf(AppId),
    /// This zone.
    Zone(Zone),
    /// This app.
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
    /// What it strikes.
    pub on: Target,
    /// How long, where not as long as usual.
    pub lasts: Option<SimDuration>,
    /// How big, where not as big as usual.
    pub size: Option<u64>,
}

/// A fault as it strikes, with its figures settled.
#[derive(Clone, Debug)]
pub struct ResolvedStrike {
    /// What it strikes.
    pub on: Target,
    /// Until when.
    pub until: Option<SimTime>,
    /// How big; 0 for one that has no size.
    pub size: u64,
}

/// A fault of the schedule, with its moment drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DueFault {
    /// When it strikes.
    pub at: SimTime,
    /// The moments that it was drawn from, the last included.
    pub window: (SimTime, SimTime),
    /// What strikes what.
    pub strike: Strike,
    /// Whether it has struck, or never will.
    pub done: bool,
}

/// A fault that struck.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StruckFault {
    /// Its place in `FAULTS`.
    pub fault: u32,
    /// What it struck.
    pub on: Target,
    /// When.
    pub from: SimTime,
    /// Until when; none for good.
    pub until: Option<SimTime>,
}

impl StruckFault {
    /// The kind of fault.
    pub fn kind(&self) -> &'static Fault {
        FAULTS[self.fault as usize]
    }
}

/// The fault of that name, with its place in `FAULTS`.
pub fn find(name: &str) -> Option<u32> {
    FAULTS.iter().position(|fault| fault.name == name).map(|at| at as u32)
}

/// Draws the moments of a schedule, each from its own count: no fault moves another.
pub(super) fn draw_schedule(faults: &[ScheduledFault], chance: Chance) -> Vec<DueFault> {
    let draw = |(at, fault): (usize, &ScheduledFault)| {
        let window = (fault.from, fault.to);
        let at = draw_moment(window, at, chance);
        DueFault { at, window, strike: fault.strike.clone(), done: false }
    };
    faults.iter().enumerate().map(draw).collect()
}

/// The moment of the fault at this place of the schedule.
pub(super) fn draw_moment((from, to): (SimTime, SimTime), at: usize, chance: Chance) -> SimTime {
    let millis = to.since(from).micros() / 1_000;
    from + SimDuration::from_millis(chance.between(Cause::Schedule, at as u64, 0, millis))
}

/// Strikes what is due.
pub(super) fn strike_due(platform: &mut Platform) {
    let now = platform.now();
    for at in 0..platform.schedule.len() {
        let due = &mut platform.schedule[at];
        if !due.done && due.at <= now {
            due.done = true;
            let strike = due.strike.clone();
            platform.strike(&strike);
        }
    }
}

impl Platform {
    /// The schedule of faults, as it was drawn.
    pub fn schedule(&self) -> &[DueFault] {
        &self.schedule
    }

    /// A fault strikes now; says whether it took effect.
    pub fn strike(&mut self, strike: &Strike) -> bool {
        let Some(fault) = FAULTS.get(strike.fault as usize) else {
            return false;
        };
        let now = self.now();
        let lasts = strike.lasts.or(fault.lasts);
        let until = lasts.map(|lasts| now + lasts);
        let size = fault.size.map_or(0, |of| strike.size.unwrap_or(of.usual).min(of.most).max(1));
        let on = match strike.on {
            Target::PrimaryOf(app) => match self.primary(app) {
                Some(database) => Target::Database(database),
                None => return false,
            },
            ref on => on.clone(),
        };
        if let Target::Database(id) = on
            && self.database(id).is_removed()
        {
            return false;
        }
        let Some(text) = (fault.strike)(self, &ResolvedStrike { on: on.clone(), until, size })
        else {
            return false;
        };
        self.struck.push(StruckFault { fault: strike.fault, on, from: now, until });
        self.note(true, "fault", text);
        true
    }

    /// What a fault can strike now.
    pub fn targets_of(&self, fault: &Fault) -> Vec<Target> {
        let of_databases = |wanted: fn(&crate::sim::server::Server) -> bool| {
            let fit = self.databases().filter(move |(id, _)| {
                let server = self.server(*id);
                !server.is_lost() && wanted(server)
            });
            fit.map(|(id, _)| Target::Database(id)).collect()
        };
        match fault.target {
            TargetKind::Leader => of_databases(|server| server.is_leader()),
            TargetKind::Follower => of_databases(|server| server.following().is_some()),
            TargetKind::Database => of_databases(|server| server.answers()),
            TargetKind::Zone => {
                (0..self.zones.len() as u8).map(|zone| Target::Zone(Zone(zone))).collect()
            }
            TargetKind::App => self.apps().map(|(id, _)| Target::App(id)).collect(),
        }
    }

    /// What a fault strikes, by name.
    pub fn name_of(&self, on: &Target) -> &str {
        match on {
            Target::Database(id) => &self.database(*id).colour,
            Target::PrimaryOf(app) | Target::App(app) => &self.app(*app).name,
            Target::Zone(zone) => &self.zones[zone.0 as usize],
        }
    }
}

/// The database that a blow strikes, with its colour.
fn database(platform: &Platform, blow: &ResolvedStrike) -> Option<(DatabaseId, String)> {
    match blow.on {
        Target::Database(id) => Some((id, platform.database(id).colour.clone())),
        _ => None,
    }
}
