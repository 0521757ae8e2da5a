//! A starting world: everything a run begins with, as checked data.

use std::rc::Rc;

use super::addon_plan::AddonPlan;
use super::app::AppId;
use super::calendar::Calendar;
use super::database::DatabaseId;
use super::faults::Strike;
use crate::sim::server::{Statement, Zone};
use crate::sim::{Behind, LinkSpec, SimDuration, SimTime};

/// What a run begins with. Whoever makes one has checked that its numbers of apps, databases and
/// zones exist and that leaders stand before their followers.
#[derive(Clone, Debug, PartialEq)]
pub struct StartingWorld {
    /// Its name, a line.
    pub title: String,
    /// What it is about, a few sentences.
    pub about: String,
    /// Chance.
    pub seed: u64,
    /// The date.
    pub calendar: Calendar,
    /// The colours that new databases get, in order.
    pub colours: Rc<Vec<String>>,
    /// The zones, at least two.
    pub zones: Rc<Vec<String>>,
    /// The apps; the first is the one that commands mean when they name none.
    pub apps: Vec<AppStart>,
    /// The databases.
    pub databases: Vec<DatabaseStart>,
    /// Queries that run already.
    pub queries: Vec<QueryStart>,
    /// What will go wrong.
    pub faults: Vec<ScheduledFault>,
    /// How `pg:info` words what the seed words in more than one way.
    pub pg_info: PgInfo,
}

/// An app at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct AppStart {
    /// Its name.
    pub name: String,
    /// The number of its latest release.
    pub release: u32,
    /// Whether it is in maintenance mode.
    pub maintenance: bool,
    /// What `DATABASE_URL` names.
    pub primary: Option<DatabaseId>,
    /// Its other config vars.
    pub config: Vec<(String, String)>,
    /// Its process types.
    pub formation: Vec<ProcessStart>,
}

/// A process type at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessStart {
    /// `web`, `worker`.
    pub name: String,
    /// How many dynos.
    pub quantity: u32,
    /// The command line of its dynos.
    pub command: String,
    /// Mean writes in a thousand seconds.
    pub writes_per_1000_s: u64,
    /// Bytes of WAL that one of its commits takes.
    pub bytes_each: u64,
    /// Whether its commits only insert rows, so that nothing of them can hold replay.
    pub inserts: bool,
    /// The config var whose database it writes to.
    pub writes_to: String,
}

/// A database at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseStart {
    /// Its colour.
    pub colour: String,
    /// The app that pays for it.
    pub app: AppId,
    /// Its plan.
    pub plan: &'static AddonPlan,
    /// Its zone.
    pub zone: Zone,
    /// Bytes of data; a follower has its leader's.
    pub data_bytes: u64,
    /// Commits it has; a follower has its leader's.
    pub commits: u64,
    /// How old it is.
    pub age: SimDuration,
    /// What it follows.
    pub follows: Option<DatabaseId>,
    /// How far behind.
    pub behind: Behind,
    /// The link to its leader, for it and for those that will follow it.
    pub wire: LinkSpec,
    /// A follower's `max_standby_streaming_delay`; none for -1, as in the seed.
    pub max_standby_streaming_delay: Option<SimDuration>,
    /// A follower's `hot_standby_feedback`.
    pub hot_standby_feedback: bool,
}

/// A query at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryStart {
    /// Where.
    pub on: DatabaseId,
    /// What runs there.
    pub statement: Statement,
}

/// A fault of the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScheduledFault {
    /// The earliest it strikes.
    pub from: SimTime,
    /// The latest; the moment is drawn from the run's chance.
    pub to: SimTime,
    /// What strikes what.
    pub strike: Strike,
}

/// The two things that the seed words in more than one way (`facts/heroku.md`, H3 and H4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PgInfo {
    /// A database's heading.
    pub heading: Heading,
    /// The row `Following:`.
    pub following: FollowingRow,
}

/// How a database's heading is worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Heading {
    /// Config var, and whether it is `DATABASE_URL`.
    #[default]
    UrlAndRole,
    /// Config var alone.
    Url,
    /// Add-on alone.
    Name,
}

/// How the row `Following:` is worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FollowingRow {
    /// Config var, and whether it is `DATABASE_URL`.
    #[default]
    UrlAndRole,
    /// Add-on, and whether it is `DATABASE_URL`.
    NameAndRole,
}
