//! An app: its formation, config vars, releases, and what its visitors meet.

use std::rc::Rc;

use super::config::ConfigVars;
use super::connection::DatabaseError;
use super::ids::DatabaseId;
use super::ledger::Ledger;
use super::reads::{ReadProfile, ReadTally, StaleReads};
use super::releases::Release;
use crate::sim::arithmetic::scale;
use crate::sim::chance::{Cause, Chance, Key};
use crate::sim::traffic::Traffic;
use crate::sim::{SimDuration, SimTime, TICK};

/// The config var that names an app's primary database.
pub const DATABASE_URL: &str = "DATABASE_URL";

/// The process type that takes visitors' requests.
pub const WEB: &str = "web";

/// The most dynos of one process type, as on Heroku (docs/heroku.md#ps-scale; the figure is from
/// memory).
pub const MOST_DYNOS: u32 = 100;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct App {
    pub name: String,
    /// Whether it runs outside Heroku: `config` is its file `.env` then, and in maintenance mode it
    /// is stopped.
    pub outside: bool,
    pub config: ConfigVars,
    /// Sorted by name.
    pub formation: Vec<ProcessType>,
    /// Oldest first.
    pub releases: Vec<Rc<Release>>,
    /// Whether it has the add-on pgbackups.
    pub has_pgbackups: bool,
    /// Whether visitors get the maintenance page.
    pub maintenance: bool,
    /// The commits that were acknowledged to it.
    pub ledger: Ledger,
    /// Visitors' writes so far, refused ones included.
    pub arrived: u64,
    /// Writes that a database refused.
    pub refused: u64,
    pub downtime: Downtime,
    /// What a visitor's write meets now.
    pub visitors: Visitors,
    /// A write burst: its factor in thousandths, and when it ends.
    pub burst: Option<(u64, SimTime)>,
    /// Why none of its reads is answered now.
    pub read_refused: Option<DatabaseError>,
    pub stale_reads: StaleReads,
}

/// Time in which a visitor's write would have failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Downtime {
    /// In maintenance mode.
    pub planned: SimDuration,
    pub unplanned: SimDuration,
}

impl Downtime {
    pub fn total(self) -> SimDuration {
        self.planned + self.unplanned
    }
}

/// What a visitor's write meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visitors {
    /// It is committed, perhaps after waiting for a dyno that starts.
    Served,
    Maintenance,
    NoWebDyno,
    CannotWrite(DatabaseError),
}

/// A process type of an app, with its dynos.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProcessType {
    /// The name of its streams of chance, unique among the process types of all apps.
    pub key: Key,
    /// `web`, `worker`.
    pub name: String,
    /// The command line of its dynos.
    pub command: String,
    /// Mean writes in a thousand seconds: of all visitors together for `web`, of one dyno for
    /// other types.
    pub writes_per_1000_s: u64,
    /// When it works, if not always. That of `web` does not matter: visitors come at all times.
    pub shift: Option<Shift>,
    /// Bytes of WAL of each commit.
    pub bytes_each: u64,
    /// Whether its commits only insert rows.
    pub inserts: bool,
    /// The config var whose database it writes to.
    pub writes_to: String,
    pub reads: ReadProfile,
    pub reading: ReadTally,
    /// `web.1`, `web.2` and so on.
    pub dynos: Vec<Dyno>,
}

/// The work of a process type that runs now and then, such as a scheduler's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shift {
    /// From the beginning of one to that of the next.
    pub every: SimDuration,
    pub lasts: SimDuration,
}

impl Shift {
    /// Whether it is at work in this tick. The first shift begins after a third of the time, so
    /// that nobody has to wait long for it.
    fn is_on(self, tick: u64) -> bool {
        let every = (self.every.micros() / TICK.micros()).max(1);
        let lasts = self.lasts.micros() / TICK.micros();
        (tick + every - every / 3) % every < lasts
    }

    /// A rate over all the time, of one while it works.
    pub fn mean(self, rate: u64) -> u64 {
        scale(rate, self.lasts.micros(), self.every.micros())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dyno {
    /// When it came or comes up.
    pub up_at: SimTime,
    /// How often it was started.
    pub starts: u32,
    /// Writes that wait until it is up.
    pub waiting: u64,
    /// Commits in a thousand seconds, averaged over about the last second.
    pub rate: u64,
    /// Why its last writes were refused, if they were.
    pub refused: Option<DatabaseError>,
}

impl ProcessType {
    /// Whether it takes visitors' requests.
    pub fn is_web(&self) -> bool {
        self.name == WEB
    }

    pub fn scale(&mut self, quantity: u32, chance: Chance, now: SimTime) {
        self.dynos.truncate(quantity as usize);
        while (self.dynos.len() as u32) < quantity {
            let mut dyno = Dyno { up_at: now, starts: 0, waiting: 0, rate: 0, refused: None };
            dyno.start(self.key.nth(self.dynos.len() as u32), chance, now);
            self.dynos.push(dyno);
        }
    }

    pub fn restart(&mut self, chance: Chance, now: SimTime) {
        for at in 0..self.dynos.len() as u32 {
            self.restart_dyno(at, chance, now);
        }
    }

    /// Restarts the dyno at this place, if there is one.
    pub fn restart_dyno(&mut self, at: u32, chance: Chance, now: SimTime) {
        let key = self.key.nth(at);
        if let Some(dyno) = self.dynos.get_mut(at as usize) {
            dyno.start(key, chance, now);
        }
    }

    /// Writes that come to the dyno at this place in this tick. The web dynos share the `visitors`
    /// evenly; every other dyno has a stream of its own.
    pub fn arrivals(&self, at: u32, visitors: u64, chance: Chance, tick: u64) -> u64 {
        if !self.is_web() {
            if self.shift.is_some_and(|shift| !shift.is_on(tick)) {
                return 0;
            }
            let traffic = Traffic { key: self.key.nth(at), per_1000_s: self.writes_per_1000_s };
            return traffic.arrivals(chance, tick, 1_000);
        }
        // The remainder goes to some of the dynos, to others each tick.
        let dynos = self.dynos.len() as u64;
        let turn = (u64::from(at) + tick) % dynos;
        visitors / dynos + u64::from(turn < visitors % dynos)
    }

    /// Visitors' writes in this tick, times `boost` thousandths. They come whether or not anybody
    /// can take them.
    pub fn visitors(&self, chance: Chance, tick: u64, boost: u64) -> u64 {
        let traffic = Traffic { key: self.key, per_1000_s: self.writes_per_1000_s };
        traffic.arrivals(chance, tick, boost)
    }
}

impl Dyno {
    /// Takes two to five seconds, by chance (ours, see docs/heroku.md#config-vars).
    fn start(&mut self, key: Key, chance: Chance, now: SimTime) {
        let millis = chance.between(Cause::Making(key), u64::from(self.starts), 2_000, 5_000);
        self.starts += 1;
        self.up_at = now + SimDuration::from_millis(millis);
        self.rate = 0;
        self.refused = None;
    }

    pub fn is_up(&self, now: SimTime) -> bool {
        self.up_at <= now
    }

    /// Queues what arrives in a tick and returns what it writes now: nothing while it starts, the
    /// whole queue once it is up.
    pub fn take(&mut self, arrivals: u64, now: SimTime) -> u64 {
        self.waiting += arrivals;
        if self.is_up(now) { std::mem::take(&mut self.waiting) } else { 0 }
    }

    /// Drops the queue: these visitors get the maintenance page.
    pub fn turn_away(&mut self) {
        self.waiting = 0;
        self.update_rate(0);
    }

    /// Updates the moving average with the commits of a tick.
    pub fn update_rate(&mut self, committed: u64) {
        self.rate = (self.rate * 9 + committed * 10_000) / 10;
    }
}

impl App {
    /// Sets or unsets config vars, makes a release and restarts the dynos; returns its number.
    pub fn configure(
        &mut self,
        changes: &[(&str, Option<&str>)],
        description: String,
        addons: Vec<DatabaseId>,
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
        let config = self.config.clone();
        let has_pgbackups = self.has_pgbackups;
        let release = Release { version, description, at: now, config, addons, has_pgbackups };
        self.releases.push(Rc::new(release));
        for process in &mut self.formation {
            process.restart(chance, now);
        }
        version
    }

    /// The number of its latest release.
    pub fn version(&self) -> u32 {
        self.releases.last().map_or(0, |release| release.version)
    }

    pub fn process(&self, name: &str) -> Option<&ProcessType> {
        self.formation.iter().find(|process| process.name == name)
    }

    /// The process types that run and take no visitors' requests: the workers, which maintenance
    /// mode does not stop.
    pub fn running_workers(&self) -> impl Iterator<Item = &ProcessType> {
        self.formation.iter().filter(|process| !process.is_web() && !process.dynos.is_empty())
    }

    /// The factor of the write burst in thousandths; 1,000 without one.
    pub fn boost(&self) -> u64 {
        self.burst.map_or(1_000, |(boost, _)| boost)
    }
}
