//! Properties: what a condition can look up in a world and hold against a word.

use std::borrow::Cow;
use std::fmt;

use super::{Evidence, LookupError};
use crate::format;
use crate::platform::deletions::Orders;
use crate::platform::{DatabaseId, ForkFollow, Platform, Status, Visitors};
use crate::sim::ServerError;

/// What is said of an app that does not use a database, and of one to which no one writes.
pub(super) const NO_USE: &str = "does not use";
pub(super) const NOBODY: &str = "nobody";

/// What can be looked up in a world, of the app or of a database, which is named by its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// The colour of the database that `DATABASE_URL` names.
    DatabaseUrl,
    /// The same of an app, which is named.
    Uses(String),
    /// Whether an app, which is named, uses a database: `uses WHITE` or `does not use WHITE`.
    Use {
        app: String,
        of: String,
    },
    /// The app that pays for a database.
    Owner(String),
    Maintenance,
    Release,
    /// Of the app of this name, or of the terminal's.
    Visitors(Option<String>),
    /// The colour of the database that an app reads from.
    ReadsFrom(Option<String>),
    /// The plan of a database.
    Plan(String),
    Status(String),
    Writes(String),
    /// Who would write to a database now: process types of the terminal's app, and other apps.
    Writers(String),
    Leader(String),
    ForkedFrom(String),
    /// What was restored into it.
    RestoredFrom(String),
    /// Whether it can be followed: `can` or `cannot`.
    Followable(String),
    /// Whether a hidden standby could take over: `can` or `cannot`.
    Failover(String),
    Bill(String),
    /// Whether somebody deleted its orders: `there` or `deleted`.
    Orders(String),
    /// Whether the goal of a step has been reached once: `done` or `open`.
    Step(String),
}

impl Property {
    /// What is there now.
    ///
    /// # Errors
    /// It is about a database or an app that there is not.
    pub fn value<'r>(&self, evidence: Evidence<'r>) -> Result<Cow<'r, str>, LookupError> {
        let (world, app) = (evidence.world, evidence.app());
        let database = |name: &str| evidence.database(name);
        let colour_of = |id: DatabaseId| world.database(id).colour.as_str();
        Ok(match self {
            Property::DatabaseUrl => world.primary(app).map_or("unset", colour_of).into(),
            Property::Uses(name) => {
                let app = evidence.app_named(Some(name))?;
                world.primary(app).map_or("nothing", colour_of).into()
            }
            Property::Use { app, of } => {
                let app = evidence.app_named(Some(app))?;
                let of_id = database(of)?;
                match world.is_primary(of_id, app) {
                    true => format!("uses {of}").into(),
                    false => format!("{NO_USE} {of}").into(),
                }
            }
            Property::Owner(colour) => {
                let owner = world.database(database(colour)?).app;
                world.app(owner).name.as_str().into()
            }
            Property::Maintenance if world.app(app).maintenance => "on".into(),
            Property::Maintenance => "off".into(),
            Property::Release => format!("v{}", world.app(app).version()).into(),
            Property::Visitors(name) => match world.visitors(evidence.app_named(name.as_ref())?) {
                Visitors::Served => "served".into(),
                _ => "refused".into(),
            },
            Property::ReadsFrom(name) => {
                let app = evidence.app_named(name.as_ref())?;
                world.reads_from(app).map_or("nothing", colour_of).into()
            }
            Property::Plan(colour) => world.database(database(colour)?).plan.name.into(),
            Property::Status(colour) => status(world, database(colour)?).into(),
            Property::Writes(colour) => writes(world, database(colour)?).into(),
            Property::Writers(colour) => writers(evidence, database(colour)?).into(),
            Property::Leader(colour) => {
                let leader = world.leader_of(database(colour)?);
                leader.map_or("nothing", colour_of).into()
            }
            Property::ForkedFrom(colour) => {
                let origin = world.database(database(colour)?).forked_from;
                origin.map_or("nothing", colour_of).into()
            }
            Property::RestoredFrom(colour) => {
                let origin = world.database(database(colour)?).restored_from;
                origin.map_or("nothing", colour_of).into()
            }
            Property::Followable(colour) => match world.fork_follow(database(colour)?) {
                ForkFollow::Available => "can".into(),
                _ => "cannot".into(),
            },
            Property::Failover(colour) => {
                let id = database(colour)?;
                let can = world.has_ha_standby(id) && world.hold_back(id).is_none();
                if can { "can" } else { "cannot" }.into()
            }
            Property::Orders(colour) => match world.orders(database(colour)?) {
                Some((Orders::Deleted, _)) => "deleted".into(),
                _ => "there".into(),
            },
            Property::Step(name) => match evidence.moments.get(&format!("step {name}")) {
                Some(_) => "done".into(),
                None => "open".into(),
            },
            Property::Bill(colour) => match world.database(database(colour)?).is_removed() {
                true => "has stopped".into(),
                false => "runs".into(),
            },
        })
    }
}

impl Property {
    /// Whether its value is the colour of a database.
    pub fn is_database(&self) -> bool {
        matches!(
            self,
            Property::Uses(_)
                | Property::ReadsFrom(_)
                | Property::Leader(_)
                | Property::ForkedFrom(_)
                | Property::RestoredFrom(_)
        )
    }
}

/// What stands before the value in a sentence.
impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Property::DatabaseUrl => f.write_str("DATABASE_URL is"),
            Property::Uses(app) => write!(f, "{app} uses"),
            Property::Use { app, .. } => f.write_str(app),
            Property::Writers(colour) => write!(f, "who writes to {colour}:"),
            Property::Maintenance => f.write_str("maintenance is"),
            Property::Release => f.write_str("release is"),
            Property::Owner(colour) => write!(f, "{colour} belongs to"),
            Property::Visitors(None) => f.write_str("visitors are"),
            Property::Visitors(Some(app)) => write!(f, "visitors of {app} are"),
            Property::ReadsFrom(None) => f.write_str("reads come from"),
            Property::ReadsFrom(Some(app)) => write!(f, "reads of {app} come from"),
            Property::Status(colour) | Property::Writes(colour) => write!(f, "{colour} is"),
            Property::Plan(colour) => write!(f, "{colour} is on plan"),
            Property::Leader(colour) => write!(f, "{colour} follows"),
            Property::ForkedFrom(colour) => write!(f, "{colour} is forked from"),
            Property::RestoredFrom(colour) => write!(f, "{colour} has the rows of"),
            Property::Followable(colour) | Property::Failover(colour) => f.write_str(colour),
            Property::Bill(colour) => write!(f, "the bill of {colour}"),
            Property::Orders(colour) => write!(f, "the orders of {colour} are"),
            Property::Step(name) => write!(f, "step {name} is"),
        }
    }
}

/// Who would write to a database now, in words.
fn writers(evidence: Evidence, id: DatabaseId) -> String {
    let mut writers: Vec<String> = Vec::new();
    for (at, app) in evidence.world.apps() {
        let names = evidence.world.writers_of(at, id);
        if at == evidence.app() {
            writers.extend(names.into_iter().map(str::to_owned));
        } else if !names.is_empty() {
            writers.push(app.name.clone());
        }
    }
    if writers.is_empty() { NOBODY.to_owned() } else { format::series(&writers) }
}

fn writes(world: &Platform, id: DatabaseId) -> &'static str {
    match world.fleet().takes_writes(world.database(id).server) {
        Ok(()) => "writable",
        Err(ServerError::ReadOnly) => "read-only",
        Err(ServerError::NotReady) => "not made yet",
        Err(ServerError::Down) => "down",
        Err(ServerError::Corrupt) => "damaged",
        Err(ServerError::Gone) => "gone",
        Err(ServerError::InRecovery) => "in recovery",
        Err(ServerError::DiskFull) => "full",
    }
}

fn status(world: &Platform, id: DatabaseId) -> &'static str {
    match world.status(id) {
        _ if world.database(id).is_removed() => "removed",
        Status::Preparing(_) => "preparing",
        Status::Available => "available",
        Status::Unavailable { .. } => "unavailable",
        Status::Corrupt { .. } => "corrupt",
        Status::Lost { .. } => "lost",
    }
}
