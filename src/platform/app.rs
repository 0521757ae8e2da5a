//! An app: its formation, config vars, releases, and what its visitors meet.

use std::rc::Rc;

use super::config::ConfigVars;
use super::ledger::Ledger;
use crate::sim::chance::{Cause, Chance, Key};
use crate::sim::traffic::Traffic;
use crate::sim::{SimDuration, SimTime, WriteRefused};

/// The number of an app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppId(pub u32);

/// The config var that names an app's primary database.
pub const DATABASE_URL: &str = "DATABASE_URL";

/// The process type that takes visitors' requests.
pub const WEB: &str = "web";

/// The most dynos that a process type may have here; Heroku's own limit on one process type.
pub const MOST_DYNOS: u32 = 100;

/// An app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct App {
    /// Its name.
    pub name: String,
    /// Its config vars.
    pub config: ConfigVars,
    /// Its process types, by name.
    pub formation: Vec<ProcessType>,
    /// Its releases, oldest first.
    pub releases: Vec<Rc<Release>>,
    /// Whether visitors get the maintenance page.
    pub maintenance: bool,
    /// Its acknowledged commits.
    pub ledger: Ledger,
    /// Visitors' writes that came, whatever they met.
    pub arrived: u64,
    /// Writes that a database refused.
    pub refused: u64,
    /// How long visitors' writes would have failed.
    pub downtime: Downtime,
    /// What a visitor's write meets now.
    pub visitors: Visitors,
    /// Visitors' writes come so many times as often, in thousandths, until then.
    pub burst: Option<(u64, SimTime)>,
}

/// Time in which a visitor's write would have failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Downtime {
    /// Under maintenance mode.
    pub planned: SimDuration,
    /// Without it.
    pub unplanned: SimDuration,
}

impl Downtime {
    /// Both together.
    pub fn total(self) -> SimDuration {
        self.planned + self.unplanned
    }
}

/// What a visitor's write meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visitors {
    /// It is committed, or waits a moment for a dyno that is starting.
    Served,
    /// The maintenance page.
    Maintenance,
    /// No web dyno.
    NoWebDyno,
    /// `DATABASE_URL` is not set, or names no database.
    NoDatabase,
    /// The database refuses it.
    Refused(WriteRefused),
}

/// A release: one row of `heroku releases`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Release {
    /// Its number.
    pub version: u32,
    /// What it was: `Attach HEROKU_POSTGRESQL_WHITE resource`.
    pub what: String,
    /// When.
    pub at: SimTime,
}

/// A process type of an app, with its dynos.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProcessType {
    /// The name of its streams of chance, which no other process type of any app shares.
    pub key: Key,
    /// `web`, `worker`.
    pub name: String,
    /// The command line of its dynos.
    pub command: String,
    /// Mean writes in a thousand seconds: of all visitors together for `web`, of each dyno for
    /// every other type.
    pub writes_per_1000_s: u64,
    /// Bytes of WAL that one of its commits takes.
    pub bytes_each: u64,
    /// Whether its commits only insert rows.
    pub inserts: bool,
    /// The config var whose database it writes to.
    pub writes_to: String,
    /// Its dynos: `web.1`, `web.2`.
    pub dynos: Vec<Dyno>,
}

/// A dyno.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dyno {
    /// When it came or comes up.
    pub up_at: SimTime,
    /// How often it was started.
    pub starts: u32,
    /// Writes that wait for it to come up.
    pub waiting: u64,
    /// Its commits in a thousand seconds, over about the last second.
    pub rate: u64,
    /// Whether its last writes were refused, and why.
    pub refused: Option<WriteRefused>,
}

impl ProcessType {
    /// Whether it takes visitors' requests.
    pub fn is_web(&self) -> bool {
        self.name == WEB
    }

    /// Sets how many dynos run; new ones start.
    pub fn scale(&mut self, quantity: u32, chance: Chance, now: SimTime) {
        self.dynos.truncate(quantity as usize);
        while (self.dynos.len() as u32) < quantity {
            let mut dyno = Dyno { up_at: now, starts: 0, waiting: 0, rate: 0, refused: None };
            dyno.start(self.key.nth(self.dynos.len() as u32), chance, now);
            self.dynos.push(dyno);
        }
    }

    /// Restarts its dynos.
    pub fn restart(&mut self, chance: Chance, now: SimTime) {
        for (at, dyno) in self.dynos.iter_mut().enumerate() {
            dyno.start(self.key.nth(at as u32), chance, now);
        }
    }

    /// Writes that come to each of its dynos in this tick. For `web`, `visitors` writes come in
    /// all and are shared out evenly; every other dyno has a stream of its own.
    pub fn arrivals(&self, at: u32, visitors: u64, chance: Chance, tick: u64) -> u64 {
        if !self.is_web() {
            let traffic = Traffic { key: self.key.nth(at), per_1000_s: self.writes_per_1000_s };
            return traffic.arrivals(chance, tick, 1_000);
        }
        // Whole writes, so some dynos get one more where they do not share out evenly; which they
        // are moves on with the ticks.
        let dynos = self.dynos.len() as u64;
        let turn = (u64::from(at) + tick) % dynos;
        visitors / dynos + u64::from(turn < visitors % dynos)
    }

    /// Visitors' writes that come in this tick, `boost` thousandths as many as usual, whether or
    /// not anybody takes them.
    pub fn visitors(&self, chance: Chance, tick: u64, boost: u64) -> u64 {
        let traffic = Traffic { key: self.key, per_1000_s: self.writes_per_1000_s };
        traffic.arrivals(chance, tick, boost)
    }
}

impl Dyno {
    /// Two to five seconds to start, by chance (ours: no measured figure).
    fn start(&mut self, key: Key, chance: Chance, now: SimTime) {
        let millis = chance.between(Cause::Making(key), u64::from(self.starts), 2_000, 5_000);
        self.starts += 1;
        self.up_at = now + SimDuration::from_millis(millis);
        self.rate = 0;
        self.refused = None;
    }

    /// Whether it is up.
    pub fn is_up(&self, now: SimTime) -> bool {
        self.up_at <= now
    }

    /// Takes in what arrives in a tick and gives out what it can write now: nothing while it
    /// starts, all that waited once it is up.
    pub fn take(&mut self, arrivals: u64, now: SimTime) -> u64 {
        self.waiting += arrivals;
        if self.is_up(now) { std::mem::take(&mut self.waiting) } else { 0 }
    }

    /// Visitors get the maintenance page instead of it.
    pub fn turn_away(&mut self) {
        self.waiting = 0;
        self.note(0);
    }

    /// Takes note of what it committed in a tick.
    pub fn note(&mut self, committed: u64) {
        self.rate = (self.rate * 9 + committed * 10_000) / 10;
    }
}

impl App {
    /// Sets or unsets config vars, makes a release of it and restarts the dynos.
    pub fn configure(
        &mut self,
        changes: &[(&str, Option<&str>)],
        what: String,
        chance: Chance,
        now: SimTime,
    ) -> u32 {
        for &(name, value) in changes {
            match value {
                Some(value) => self.config.set(name, value),
                None => self.config.unset(name),
            }
        }
        let version = self.version() + 1;
        self.releases.push(Rc::new(Release { version, what, at: now }));
        for process in &mut self.formation {
            process.restart(chance, now);
        }
        version
    }

    /// The number of its latest release.
    pub fn version(&self) -> u32 {
        self.releases.last().map_or(0, |release| release.version)
    }

    /// The process type of that name.
    pub fn process(&self, name: &str) -> Option<&ProcessType> {
        self.formation.iter().find(|process| process.name == name)
    }

    /// How much more often than usual visitors write now, in thousandths.
    pub fn boost(&self) -> u64 {
        self.burst.map_or(1_000, |(boost, _)| boost)
    }
}
