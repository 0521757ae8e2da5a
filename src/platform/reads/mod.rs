//! Reads: which database an app's dynos read from, what that costs the server, and who reads too
//! early (docs/heroku.md#reads).
//!
//! Reads of a tick are counted together, so a tick costs the same whatever their rate.

mod report;
mod serving;
pub mod stale;

pub use report::Report;
pub use stale::{StaleRead, StaleReads};

use super::app::{App, DATABASE_URL, ProcessType};
use super::{AppId, DatabaseId, Platform};
use crate::sim::arithmetic::scale;
use crate::sim::chance::Chance;
use crate::sim::traffic::Traffic;
use crate::sim::{SimDuration, TICK};

/// The config var that names the database to read from, where an app has it.
pub const READ_DATABASE_URL: &str = "READ_DATABASE_URL";

/// The place of the stream of reads among the streams that a process type owns; dynos have the
/// places from 0.
const STREAM: u32 = 1_000_000;

/// What the dynos of a process type read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReadProfile {
    /// Mean reads in a thousand seconds: of all visitors together for `web`, of one dyno for other
    /// types.
    pub per_1000_s: u64,
    /// What a read costs a server, as [`crate::sim::work`] counts it.
    pub cost: u64,
    /// How many reads of a thousand look for what their visitor has just written.
    pub returning: u64,
    /// How long after the write they come at the latest.
    pub returns_within: SimDuration,
    pub report: Option<Report>,
}

/// What the dynos of a process type have read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReadTally {
    /// Reads that wait for a dyno or for the database.
    pub waiting: u64,
    /// Reads in a thousand seconds, averaged over about the last second.
    pub rate: u64,
    /// Reads that were answered, too early or not.
    pub served: u64,
    /// Reads that no database answered, or not in time.
    pub failed: u64,
    /// Reads that were answered too early.
    pub stale: u64,
}

impl ReadTally {
    /// Updates the moving average with the reads of a tick.
    fn update_rate(&mut self, served: u64) {
        self.rate = (self.rate * 9 + served * 10_000) / 10;
    }

    /// How long a read waits for its database.
    pub fn wait(&self) -> SimDuration {
        match self.rate {
            0 => SimDuration::ZERO,
            rate => SimDuration::from_micros(scale(self.waiting, 1_000_000_000, rate)),
        }
    }
}

impl ProcessType {
    pub fn is_reading(&self) -> bool {
        self.reads.per_1000_s > 0 || self.reads.report.is_some()
    }

    /// Reads that come in a tick.
    fn reads(&self, chance: Chance, tick: u64) -> u64 {
        let readers = if self.is_web() { 1 } else { self.dynos.len() as u64 };
        let key = self.key.nth(STREAM);
        let per_1000_s = self.reads.per_1000_s * readers;
        Traffic { key, per_1000_s }.arrivals(chance, tick, 1_000)
    }
}

impl App {
    /// The config var that names the database it reads from.
    pub fn read_var(&self) -> &'static str {
        match self.config.get(READ_DATABASE_URL) {
            Some(_) => READ_DATABASE_URL,
            None => DATABASE_URL,
        }
    }

    /// Whether any of its dynos read.
    pub fn is_reading(&self) -> bool {
        self.formation.iter().any(ProcessType::is_reading)
    }

    /// What its dynos have read, all together.
    pub fn reading(&self) -> ReadTally {
        let mut sum = ReadTally::default();
        for ReadTally { waiting, rate, served, failed, stale } in
            self.formation.iter().map(|process| process.reading)
        {
            sum.waiting += waiting;
            sum.rate += rate;
            sum.served += served;
            sum.failed += failed;
            sum.stale += stale;
        }
        sum
    }
}

impl Platform {
    /// The database that an app reads from, whether it answers or not; `None` for an app that
    /// reads nothing.
    pub fn reads_from(&self, app: AppId) -> Option<DatabaseId> {
        let app = self.app(app);
        app.is_reading().then(|| self.named_by(app, app.read_var()))?
    }

    /// Whether a database can never get what is written to `leader` from now on.
    pub fn never_gets(&self, id: DatabaseId, leader: DatabaseId) -> bool {
        id != leader && self.leader_of(id) != Some(leader) && self.leader_of(leader) != Some(id)
    }

    /// Reads in a thousand seconds that a database answers.
    pub fn reads_on(&self, id: DatabaseId) -> u64 {
        let readers = self.apps().filter(|(app, _)| self.reads_from(*app) == Some(id));
        readers.map(|(_, app)| app.reading().rate).sum()
    }
}

/// How many ticks a read waits at most: the router of Heroku gives a request up after 30 s
/// (docs/heroku.md#reads).
const MOST_TICKS_WAITING: u64 = 30_000_000 / TICK.micros();
