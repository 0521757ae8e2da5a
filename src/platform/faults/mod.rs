//! Faults: what can go wrong, by schedule or because somebody breaks something.
//!
//! A fault is one file and one line in `FAULTS`.

pub mod bulk_load;
pub mod cold_cache;
mod corruption;
mod credentials_rotated;
mod destructive_statement;
mod disk_full;
mod fault;
mod leader_crash;
mod leader_lost;
mod link_cut;
pub mod long_query;
mod process_killed;
mod slow_disk;
mod slow_link;
pub mod strike;
mod write_burst;
mod zone_outage;

pub use fault::{Fault, FaultSize, TargetKind};
pub use strike::{DueFault, ResolvedStrike, ScheduledFault, Strike, StruckFault, Target};

use std::borrow::Cow;

use super::Platform;
use super::ids::DatabaseId;
use crate::sim::chance::{Cause, Chance};
use crate::sim::ids::{ServerId, Zone};
use crate::sim::server::Server;
use crate::sim::{SimDuration, SimTime};

/// Every fault, in the order of the page's menu. A new one comes last: a fault's place is part of
/// the state, which recordings and the pinned hash depend on.
pub static FAULTS: &[&Fault] = &[
    &leader_crash::FAULT,
    &leader_lost::FAULT,
    &zone_outage::FAULT,
    &link_cut::FAULT,
    &slow_link::FAULT,
    &write_burst::FAULT,
    &long_query::FAULT,
    &slow_disk::FAULT,
    &bulk_load::FAULT,
    &corruption::FAULT,
    &process_killed::FAULT,
    &destructive_statement::FAULT,
    &disk_full::FAULT,
    &credentials_rotated::FAULT,
    &cold_cache::FAULT,
];

/// What stands before the fault that somebody ended.
pub const END_OF: &str = "end of ";

/// A fault by its name, and the name of what it struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedFault<'t> {
    pub fault: &'static str,
    pub on: &'t str,
    /// Whether it is ended by hand.
    pub is_end: bool,
}

/// Reads a fault that there is, and what it struck, or the end of one: `link cut on WHITE`,
/// `end of link cut on WHITE`.
pub fn named(text: &str) -> Option<NamedFault<'_>> {
    let (label, is_end) = match text.strip_prefix(END_OF) {
        Some(label) => (label, true),
        None => (text, false),
    };
    FAULTS.iter().find_map(|kind| {
        let on = label.strip_prefix(kind.name)?.strip_prefix(" on ")?;
        Some(NamedFault { fault: kind.name, on, is_end })
    })
}

impl StruckFault {
    pub fn kind(&self) -> &'static Fault {
        FAULTS[self.fault as usize]
    }

    /// The database that it struck, where it struck one.
    fn database(&self) -> Option<DatabaseId> {
        match self.on {
            Target::Database(id) => Some(id),
            _ => None,
        }
    }
}

/// The place in `FAULTS` of the fault of that name.
pub fn find(name: &str) -> Option<u32> {
    FAULTS.iter().position(|fault| fault.name == name).map(|at| at as u32)
}

/// Draws the moments of a schedule, and what strikes where there is a choice. Each has its own
/// count of chance, so that no fault moves another.
pub(super) fn draw_schedule(faults: &[ScheduledFault], chance: Chance) -> Vec<DueFault> {
    let draw = |(at, fault): (usize, &ScheduledFault)| {
        let window = (fault.from, fault.to);
        let (strike, others) = (fault.strike.clone(), fault.others.clone());
        let moment = draw_moment(window, at, chance);
        let mut due = DueFault { at: moment, window, strike, others, done: false };
        draw_choice(&mut due, at, chance);
        due
    };
    faults.iter().enumerate().map(draw).collect()
}

/// Draws the moment of the fault at this place of the schedule.
pub(super) fn draw_moment((from, to): (SimTime, SimTime), at: usize, chance: Chance) -> SimTime {
    let millis = to.since(from).micros() / 1_000;
    from + SimDuration::from_millis(chance.between(Cause::Schedule, at as u64, 0, millis))
}

/// Draws which of its faults strikes at this place of the schedule.
pub(super) fn draw_choice(due: &mut DueFault, at: usize, chance: Chance) {
    let choices = due.others.len() as u64 + 1;
    // The high bit keeps this apart from the draws of moments, which have the same cause.
    let drawn = chance.below(Cause::Schedule, 1 << 32 | at as u64, choices) as usize;
    if let Some(other) = drawn.checked_sub(1) {
        std::mem::swap(&mut due.strike, &mut due.others[other]);
    }
}

/// Strikes the faults of the schedule whose time has come.
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
    /// The schedule of faults, with the moments that were drawn.
    pub fn schedule(&self) -> &[DueFault] {
        &self.schedule
    }

    /// Lets a fault strike now; returns whether it took effect.
    pub fn strike(&mut self, strike: &Strike) -> bool {
        let Some(fault) = FAULTS.get(strike.fault as usize) else {
            return false;
        };
        let now = self.now();
        let until = strike.lasts.or(fault.lasts).map(|lasts| now + lasts);
        let size = fault.size.map(|size| strike.size.unwrap_or(size.usual).clamp(1, size.most));
        let on = match strike.on {
            Target::PrimaryOf(app) => match self.primary(app) {
                Some(database) => Target::Database(database),
                None => return false,
            },
            ref on => on.clone(),
        };
        if !self.is_there(&on) {
            return false;
        }
        let resolved = ResolvedStrike { on: on.clone(), until, size };
        let Some(text) = (fault.strike)(self, &resolved) else {
            return false;
        };
        self.struck.push(StruckFault { fault: strike.fault, on, from: now, until });
        self.note(true, "fault", text);
        true
    }

    /// The faults that go on now: not over in time, and not ended by what somebody did.
    pub fn faults_that_go_on(&self) -> impl Iterator<Item = &StruckFault> {
        self.struck.iter().filter(|fault| self.goes_on(fault))
    }

    fn goes_on(&self, fault: &StruckFault) -> bool {
        self.is_there(&fault.on)
            && fault.until.is_none_or(|until| until > self.now())
            && (fault.kind().goes_on)(self, fault)
    }

    fn is_there(&self, on: &Target) -> bool {
        match *on {
            Target::Database(id) => !self.database(id).is_removed(),
            Target::HaStandby(id) => self.ha_standby_of(id).is_some(),
            Target::PrimaryOf(_) | Target::Zone(_) | Target::App(_) => true,
        }
    }

    /// Ends a fault that goes on before its time; returns whether it can be ended.
    pub fn end_fault(&mut self, fault: &StruckFault) -> bool {
        let Some(place) = self.struck.iter().rposition(|it| it == fault) else {
            return false;
        };
        let Some(end) = fault.kind().end.filter(|_| self.goes_on(fault)) else {
            return false;
        };
        end(self, fault);
        self.struck[place].until = Some(self.now());
        let (fault, on) = (fault.kind().name, self.name_of(&fault.on));
        let text = format!("The {fault} on {on} was ended by hand.");
        self.note(false, "fault", text);
        true
    }

    /// What a fault can strike now.
    pub fn targets_of(&self, fault: &Fault) -> Vec<Target> {
        let databases = |is_target: fn(&Server) -> bool| {
            let all = self.databases().map(|(id, _)| id);
            let alive = all.filter(|id| !self.server(*id).is_lost());
            alive.filter(|id| is_target(self.server(*id))).map(Target::Database).collect()
        };
        match fault.target {
            TargetKind::Leader => databases(Server::is_leader),
            TargetKind::Follower => {
                let mut targets: Vec<Target> = databases(|server| server.following().is_some());
                let all = self.databases().map(|(id, _)| id);
                let with_standby = all.filter(|id| self.ha_standby_of(*id).is_some());
                targets.extend(with_standby.map(Target::HaStandby));
                targets
            }
            TargetKind::Database => databases(Server::answers),
            TargetKind::Zone => {
                (0..self.zones.len() as u8).map(|zone| Target::Zone(Zone(zone))).collect()
            }
            TargetKind::App => self.apps().map(|(id, _)| Target::App(id)).collect(),
        }
    }

    /// The name of a target.
    pub fn name_of(&self, on: &Target) -> Cow<'_, str> {
        match on {
            Target::Database(id) => self.database(*id).colour.as_str().into(),
            Target::HaStandby(id) => format!("{HA_STANDBY_OF}{}", self.database(*id).colour).into(),
            Target::PrimaryOf(app) | Target::App(app) => self.app(*app).name.as_str().into(),
            Target::Zone(zone) => self.zones[zone.0 as usize].as_str().into(),
        }
    }
}

/// What stands before a database's name to mean its hidden standby.
pub const HA_STANDBY_OF: &str = "the standby of ";

/// The follower or hidden standby that is struck, with its name.
fn follower(platform: &Platform, on: &Target) -> Option<(ServerId, String)> {
    let server = match *on {
        Target::Database(id) => platform.database(id).server,
        Target::HaStandby(id) => platform.ha_standby_of(id)?.0,
        _ => return None,
    };
    Some((server, platform.name_of(on).into_owned()))
}

/// Whether this is so of the follower or hidden standby that a fault struck.
fn is_on_follower(
    platform: &Platform,
    fault: &StruckFault,
    is_so: impl Fn(&Server) -> bool,
) -> bool {
    follower(platform, &fault.on).is_some_and(|(server, _)| is_so(platform.fleet.server(server)))
}

/// Whether this is so of the database that a fault struck.
fn is_on(fault: &StruckFault, is_so: impl Fn(DatabaseId) -> bool) -> bool {
    fault.database().is_some_and(is_so)
}

/// The database that is struck, with its colour.
fn database(platform: &Platform, strike: &ResolvedStrike) -> Option<(DatabaseId, String)> {
    match strike.on {
        Target::Database(id) => Some((id, platform.database(id).colour.clone())),
        _ => None,
    }
}
