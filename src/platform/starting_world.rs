//! A starting world: everything that a run begins with, already checked.

use std::rc::Rc;

use super::addon_plan::AddonPlan;
use super::app::Shift;
use super::calendar::Calendar;
use super::faults::strike::ScheduledFault;
use super::ids::{AppId, DatabaseId};
use super::reads::ReadProfile;
use crate::sim::ids::Zone;
use crate::sim::server::Statement;
use crate::sim::{Behind, LinkSpec, SimDuration};

/// What a run begins with. Its maker has checked that the apps, databases and zones it refers to
/// exist, and has put leaders before their followers.
#[derive(Clone, Debug, PartialEq)]
pub struct StartingWorld {
    pub title: String,
    /// A few sentences.
    pub about: String,
    pub seed: u64,
    pub calendar: Calendar,
    /// The colours that new databases get, in order.
    pub colours: Rc<Vec<String>>,
    /// At least two.
    pub zones: Rc<Vec<String>>,
    /// The apps; the first is the one that commands mean when they name none.
    pub apps: Vec<AppStart>,
    pub databases: Vec<DatabaseStart>,
    /// Queries that are already running.
    pub queries: Vec<QueryStart>,
    pub faults: Vec<ScheduledFault>,
    /// Whether leaders keep WAL for followers that are away. Heroku of 2013 had no such slots: a
    /// follower that was away got what it had missed from the archive of WAL.
    pub replication_slots: bool,
    /// How long it takes at least to make a follower or a fork.
    pub least_making: SimDuration,
    pub pg_info: PgInfo,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AppStart {
    pub name: String,
    /// Whether it runs outside Heroku. It owns no databases, and is not the first app.
    pub outside: bool,
    /// The number of its latest release.
    pub release: u32,
    pub maintenance: bool,
    /// Whether it has the add-on pgbackups.
    pub has_pgbackups: bool,
    /// The database that `DATABASE_URL` names.
    pub primary: Option<DatabaseId>,
    /// Its other config vars.
    pub config: Vec<(String, String)>,
    pub formation: Vec<ProcessStart>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProcessStart {
    /// `web`, `worker`.
    pub name: String,
    /// How many dynos run.
    pub quantity: u32,
    /// The command line of its dynos.
    pub command: String,
    /// Mean writes in a thousand seconds, while it works.
    pub writes_per_1000_s: u64,
    /// When it works, if not always.
    pub shift: Option<Shift>,
    /// Bytes of WAL of each commit.
    pub bytes_each: u64,
    /// Whether its commits only insert rows; these cannot hold replay.
    pub inserts: bool,
    /// The config var whose database it writes to.
    pub writes_to: String,
    pub reads: ReadProfile,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseStart {
    pub colour: String,
    /// The app that pays for it.
    pub app: AppId,
    pub plan: &'static AddonPlan,
    pub zone: Zone,
    /// Where its hidden standby is, if its plan has one; otherwise in the first other zone.
    pub standby_zone: Option<Zone>,
    /// Ignored for a follower, which has its leader's.
    pub is_32_bit: bool,
    /// Ignored for a follower, which has its leader's.
    pub data_bytes: u64,
    /// Ignored for a follower, which has its leader's.
    pub commits: u64,
    pub age: SimDuration,
    pub follows: Option<DatabaseId>,
    pub behind: Behind,
    /// The link to its leader, for it and for those that will follow it.
    pub wire: LinkSpec,
    /// A follower's `max_standby_streaming_delay`; `None` for -1, which is what the article
    /// describes (docs/replication.md#c1).
    pub max_standby_streaming_delay: Option<SimDuration>,
    pub hot_standby_feedback: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct QueryStart {
    pub on: DatabaseId,
    pub statement: Statement,
}

/// How `pg:info` words the two things that the article words in more than one way:
/// docs/heroku.md#headings and docs/heroku.md#following-row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PgInfo {
    pub heading: Heading,
    pub following: FollowingRow,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Heading {
    /// `HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL)`.
    #[default]
    UrlAndRole,
    /// `HEROKU_POSTGRESQL_WHITE_URL`.
    Url,
    /// `HEROKU_POSTGRESQL_WHITE`.
    Name,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FollowingRow {
    /// `HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL)`.
    #[default]
    UrlAndRole,
    /// `HEROKU_POSTGRESQL_WHITE (DATABASE_URL)`.
    NameAndRole,
}
