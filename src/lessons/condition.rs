//! Conditions: statements about a world that hold or do not, as people write them.
//!
//! Plans wait for them and transcripts assert them. [`VOCABULARY`] has an example of each.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use crate::format;
use crate::platform::deletions::Orders;
use crate::platform::{AppId, DatabaseId, ForkFollow, Platform, Status, Visitors};
use crate::sim::ServerError;

/// An example of each condition. Every word that can stand in the place of another is shown once.
pub const VOCABULARY: &[&str] = &[
    "DATABASE_URL is WHITE",
    "DATABASE_URL is unset",
    "warehouse uses WHITE",
    "maintenance is on",
    "maintenance is off",
    "release is v71",
    "worker runs 1",
    "visitors are served",
    "visitors are refused",
    "3 commits are left behind",
    "3 commits are gone",
    "WHITE is writable",
    "WHITE is read-only",
    "WHITE is available",
    "WHITE is preparing",
    "WHITE is unavailable",
    "WHITE is corrupt",
    "WHITE is lost",
    "WHITE is removed",
    "WHITE follows CHARCOAL",
    "WHITE follows nothing",
    "WHITE is forked from CHARCOAL",
    "WHITE has the rows of CHARCOAL",
    "WHITE is behind by 0 commits",
    "WHITE is behind by at most 200 commits",
    "WHITE runs 2 queries",
    "WHITE can be followed",
    "WHITE cannot be followed",
    "WHITE can fail over by itself",
    "WHITE cannot fail over by itself",
    "the bill of WHITE runs",
    "the bill of WHITE has stopped",
    "the orders of WHITE are there",
    "the orders of WHITE are deleted",
    "reads come from WHITE",
    "0 reads are stale",
    "0 reads have failed",
    "the load of WHITE is at most 60 %",
];

const STATUSES: [&str; 6] = ["available", "preparing", "unavailable", "corrupt", "lost", "removed"];

/// A statement about a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A property has this value.
    Equals { property: Property, wanted: String },
    /// A database is behind what it follows by so many commits.
    BehindBy { colour: String, commits: RangeInclusive<u64> },
    /// A server is no busier, in per cent of what it can do.
    LoadAtMost { colour: String, percent: u64 },
}

/// What can be looked up in a world, of the app or of a database, which is named by its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// The colour of the database that `DATABASE_URL` names.
    DatabaseUrl,
    /// The same of an app, which is named.
    Uses(String),
    Maintenance,
    Release,
    Visitors,
    CommitsLeftBehind,
    CommitsGone,
    /// The colour of the database that the app reads from.
    ReadsFrom,
    StaleReads,
    FailedReads,
    /// How many dynos of a process type run.
    Dynos(String),
    Status(String),
    Writes(String),
    Leader(String),
    ForkedFrom(String),
    /// What was restored into it.
    RestoredFrom(String),
    Queries(String),
    /// Whether it can be followed: `can` or `cannot`.
    Followable(String),
    /// Whether a hidden standby could take over: `can` or `cannot`.
    Failover(String),
    Bill(String),
    /// Whether somebody deleted its orders: `there` or `deleted`.
    Orders(String),
}

/// Why a condition cannot be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupError {
    NoDatabase(String),
    /// A database has this name, and no process type of the app.
    NoProcess(String),
    NoApp(String),
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            LookupError::NoDatabase(colour) => write!(f, "There is no database {colour}."),
            LookupError::NoProcess(name) => write!(f, "There is no process type {name}."),
            LookupError::NoApp(name) => write!(f, "There is no app {name}."),
        }
    }
}

impl Condition {
    /// Reads a condition.
    pub fn parse(text: &str) -> Option<Condition> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (property, wanted) = match words[..] {
            ["visitors", "are", wanted @ ("served" | "refused")] => {
                (Property::Visitors, wanted.to_owned())
            }
            ["visitors", ..] => return None,
            [colour, "is", wanted @ ("writable" | "read-only")] => {
                (Property::Writes(colour.to_owned()), wanted.to_owned())
            }
            [colour, "is", wanted] if STATUSES.contains(&wanted) => {
                (Property::Status(colour.to_owned()), wanted.to_owned())
            }
            [colour, "is", "behind", "by", "at", "most", most, "commits" | "commit"] => {
                let (colour, most) = (colour.to_owned(), most.parse().ok()?);
                return Some(Condition::BehindBy { colour, commits: 0..=most });
            }
            [colour, "is", "behind", "by", count, "commits" | "commit"] => {
                let (colour, count) = (colour.to_owned(), count.parse().ok()?);
                return Some(Condition::BehindBy { colour, commits: count..=count });
            }
            ["DATABASE_URL", "is", wanted] => (Property::DatabaseUrl, wanted.to_owned()),
            ["maintenance", "is", wanted] => (Property::Maintenance, wanted.to_owned()),
            ["release", "is", wanted] => (Property::Release, wanted.to_owned()),
            [count, "commits" | "commit", "are" | "is", "left", "behind"] => {
                (Property::CommitsLeftBehind, count.to_owned())
            }
            [count, "commits" | "commit", "are" | "is", "gone"] => {
                (Property::CommitsGone, count.to_owned())
            }
            ["reads", "come", "from", wanted] => (Property::ReadsFrom, wanted.to_owned()),
            [count, "reads" | "read", "are" | "is", "stale"] => {
                (Property::StaleReads, count.to_owned())
            }
            [count, "reads" | "read", "have" | "has", "failed"] => {
                (Property::FailedReads, count.to_owned())
            }
            ["the", "load", "of", colour, "is", "at", "most", percent, "%"] => {
                let (colour, percent) = (colour.to_owned(), percent.parse().ok()?);
                return Some(Condition::LoadAtMost { colour, percent });
            }
            ["the", "bill", "of", colour, ref wanted @ ..] => {
                (Property::Bill(colour.to_owned()), wanted.join(" "))
            }
            ["the", "orders", "of", colour, "are", wanted @ ("there" | "deleted")] => {
                (Property::Orders(colour.to_owned()), wanted.to_owned())
            }
            [app, "uses", wanted] => (Property::Uses(app.to_owned()), wanted.to_owned()),
            [process, "runs", count] => (Property::Dynos(process.to_owned()), count.to_owned()),
            [colour, "runs", count, "queries" | "query"] => {
                (Property::Queries(colour.to_owned()), count.to_owned())
            }
            [colour, "is", "forked", "from", origin] => {
                (Property::ForkedFrom(colour.to_owned()), origin.to_owned())
            }
            [colour, "has", "the", "rows", "of", origin] => {
                (Property::RestoredFrom(colour.to_owned()), origin.to_owned())
            }
            [colour, "is", wanted] => (Property::Status(colour.to_owned()), wanted.to_owned()),
            [colour, "follows", leader] => (Property::Leader(colour.to_owned()), leader.to_owned()),
            [colour, wanted @ ("can" | "cannot"), "be", "followed"] => {
                (Property::Followable(colour.to_owned()), wanted.to_owned())
            }
            [colour, wanted @ ("can" | "cannot"), "fail", "over", "by", "itself"] => {
                (Property::Failover(colour.to_owned()), wanted.to_owned())
            }
            _ => return None,
        };
        Some(Condition::Equals { property, wanted })
    }

    /// Whether a plan can wait for it: for what the fleet does by itself, and not for what
    /// somebody has to do.
    pub fn can_be_awaited(&self) -> bool {
        match self {
            Condition::BehindBy { .. } | Condition::LoadAtMost { .. } => true,
            Condition::Equals { property, wanted } => match property {
                Property::Visitors
                | Property::Writes(_)
                | Property::Failover(_)
                | Property::RestoredFrom(_) => true,
                Property::Status(_) => STATUSES.contains(&wanted.as_str()),
                _ => false,
            },
        }
    }

    /// Whether it holds; nothing holds of a database that does not exist, or not yet.
    pub fn holds(&self, world: &Platform, app: AppId) -> bool {
        match self {
            Condition::Equals { property, wanted } => {
                property.value(world, app).is_ok_and(|value| value == wanted.as_str())
            }
            Condition::BehindBy { colour, commits } => database(world, colour)
                .ok()
                .and_then(|id| world.behind(id))
                .is_some_and(|behind| commits.contains(&behind.commits())),
            Condition::LoadAtMost { colour, percent } => {
                database(world, colour).is_ok_and(|id| load(world, id) <= *percent)
            }
        }
    }

    /// What is true instead, as `WHITE is preparing`; nothing where the condition holds.
    ///
    /// # Errors
    /// It is about a database or a process type that does not exist.
    pub fn contradiction(
        &self,
        world: &Platform,
        app: AppId,
    ) -> Result<Option<String>, LookupError> {
        let truth = match self {
            Condition::Equals { property, .. } => {
                format!("{property} {}", property.value(world, app)?)
            }
            Condition::BehindBy { colour, .. } => match world.behind(database(world, colour)?) {
                Some(behind) => {
                    format!("{colour} is behind by {}", format::commits(behind.commits()))
                }
                None => format!("{colour} follows nothing that answers"),
            },
            Condition::LoadAtMost { colour, .. } => {
                format!("the load of {colour} is {} %", load(world, database(world, colour)?))
            }
        };
        Ok((!self.holds(world, app)).then_some(truth))
    }
}

impl Property {
    fn value<'w>(&self, world: &'w Platform, app: AppId) -> Result<Cow<'w, str>, LookupError> {
        let colour_of = |id: DatabaseId| world.database(id).colour.as_str();
        Ok(match self {
            Property::DatabaseUrl => world.primary(app).map_or("unset", colour_of).into(),
            Property::Uses(name) => {
                let app = world.apps().find(|(_, app)| app.name == *name).map(|(id, _)| id);
                let app = app.ok_or_else(|| LookupError::NoApp(name.clone()))?;
                world.primary(app).map_or("nothing", colour_of).into()
            }
            Property::Maintenance if world.app(app).maintenance => "on".into(),
            Property::Maintenance => "off".into(),
            Property::Release => format!("v{}", world.app(app).version()).into(),
            Property::Visitors if world.visitors(app) == Visitors::Served => "served".into(),
            Property::Visitors => "refused".into(),
            Property::CommitsLeftBehind => world.loss_count(app).left_behind.to_string().into(),
            Property::CommitsGone => world.loss_count(app).gone.to_string().into(),
            Property::ReadsFrom => world.reads_from(app).map_or("nothing", colour_of).into(),
            Property::StaleReads => world.app(app).reading().stale.to_string().into(),
            Property::FailedReads => world.app(app).reading().failed.to_string().into(),
            Property::Dynos(name) => match world.app(app).process(name) {
                Some(process) => process.dynos.len().to_string().into(),
                None => {
                    database(world, name)?;
                    return Err(LookupError::NoProcess(name.clone()));
                }
            },
            Property::Status(colour) => status(world, database(world, colour)?).into(),
            Property::Writes(colour) => writes(world, database(world, colour)?).into(),
            Property::Leader(colour) => {
                let leader = world.leader_of(database(world, colour)?);
                leader.map_or("nothing", colour_of).into()
            }
            Property::ForkedFrom(colour) => {
                let origin = world.database(database(world, colour)?).forked_from;
                origin.map_or("nothing", colour_of).into()
            }
            Property::RestoredFrom(colour) => {
                let origin = world.database(database(world, colour)?).restored_from;
                origin.map_or("nothing", colour_of).into()
            }
            Property::Queries(colour) => {
                world.server(database(world, colour)?).queries.len().to_string().into()
            }
            Property::Followable(colour) => match world.fork_follow(database(world, colour)?) {
                ForkFollow::Available => "can".into(),
                _ => "cannot".into(),
            },
            Property::Failover(colour) => {
                let id = database(world, colour)?;
                let can = world.has_ha_standby(id) && world.hold_back(id).is_none();
                if can { "can" } else { "cannot" }.into()
            }
            Property::Orders(colour) => match world.orders(database(world, colour)?) {
                Some((Orders::Deleted, _)) => "deleted".into(),
                _ => "there".into(),
            },
            Property::Bill(colour) => match world.database(database(world, colour)?).is_removed() {
                true => "has stopped".into(),
                false => "runs".into(),
            },
        })
    }
}

/// What stands before the value in a sentence.
impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Property::DatabaseUrl => f.write_str("DATABASE_URL is"),
            Property::Uses(app) => write!(f, "{app} uses"),
            Property::Maintenance => f.write_str("maintenance is"),
            Property::Release => f.write_str("release is"),
            Property::Visitors => f.write_str("visitors are"),
            Property::CommitsLeftBehind => f.write_str("commits left behind:"),
            Property::CommitsGone => f.write_str("commits gone:"),
            Property::ReadsFrom => f.write_str("reads come from"),
            Property::StaleReads => f.write_str("stale reads:"),
            Property::FailedReads => f.write_str("failed reads:"),
            Property::Dynos(process) => write!(f, "{process} runs"),
            Property::Status(colour) | Property::Writes(colour) => write!(f, "{colour} is"),
            Property::Leader(colour) => write!(f, "{colour} follows"),
            Property::ForkedFrom(colour) => write!(f, "{colour} is forked from"),
            Property::RestoredFrom(colour) => write!(f, "{colour} has the rows of"),
            Property::Queries(colour) => write!(f, "{colour} runs queries:"),
            Property::Followable(colour) | Property::Failover(colour) => f.write_str(colour),
            Property::Bill(colour) => write!(f, "the bill of {colour}"),
            Property::Orders(colour) => write!(f, "the orders of {colour} are"),
        }
    }
}

/// The database of a colour, also one that has been removed.
///
/// # Errors
/// There is none.
pub fn database(world: &Platform, colour: &str) -> Result<DatabaseId, LookupError> {
    let mut all = world.all_databases();
    let found = all.find(|(_, database)| database.colour == colour);
    found.map(|(id, _)| id).ok_or_else(|| LookupError::NoDatabase(colour.to_owned()))
}

/// How busy a server is, in per cent, rounded up.
fn load(world: &Platform, id: DatabaseId) -> u64 {
    world.server(id).load().total().div_ceil(10)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{FRONT_DOOR_TEXT, Scenario};

    const SUSHI: AppId = AppId(0);

    fn world() -> Platform {
        let scenario = Scenario::shipped("followers", FRONT_DOOR_TEXT).expect("it is right");
        Platform::start(&scenario.world)
    }

    /// What the world of the front door says to a condition: nothing, what is true, or an error.
    fn check(text: &str, expected: &str) {
        let condition = Condition::parse(text).expect(text);
        let world = world();
        let answer = match condition.contradiction(&world, SUSHI) {
            Ok(truth) => truth.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        assert_eq!(answer, expected, "{text}");
        assert_eq!(condition.holds(&world, SUSHI), expected.is_empty(), "{text}");
    }

    #[test]
    fn a_condition_holds_or_says_what_is_true_instead() {
        check("DATABASE_URL is CHARCOAL", "");
        check("DATABASE_URL is WHITE", "DATABASE_URL is CHARCOAL");
        check("sushi uses CHARCOAL", "");
        check("sushi uses WHITE", "sushi uses CHARCOAL");
        check("warehouse uses WHITE", "There is no app warehouse.");
        check("maintenance is on", "maintenance is off");
        check("release is v71", "release is v70");
        check("worker runs 2", "worker runs 1");
        check("visitors are refused", "visitors are served");
        check("3 commits are left behind", "commits left behind: 0");
        check("1 commit is gone", "commits gone: 0");
        check("WHITE is writable", "WHITE is read-only");
        check("WHITE is removed", "WHITE is available");
        check("WHITE is round", "WHITE is available");
        check("WHITE follows nothing", "WHITE follows CHARCOAL");
        check("WHITE is forked from CHARCOAL", "WHITE is forked from nothing");
        check("WHITE has the rows of CHARCOAL", "WHITE has the rows of nothing");
        check("WHITE is behind by at most 3 commits", "");
        check("WHITE is behind by 3 commits", "WHITE is behind by 0 commits");
        check("CHARCOAL is behind by 0 commits", "CHARCOAL follows nothing that answers");
        check("WHITE runs 1 query", "WHITE runs queries: 0");
        check("WHITE can be followed", "WHITE cannot");
        check("the bill of WHITE has stopped", "the bill of WHITE runs");
        check("the orders of WHITE are there", "");
        check("the orders of WHITE are deleted", "the orders of WHITE are there");
        check("ORANGE is behind by 0 commits", "There is no database ORANGE.");
        check("reads come from WHITE", "reads come from nothing");
        check("1 read is stale", "stale reads: 0");
        check("2 reads have failed", "failed reads: 0");
        check("the load of WHITE is at most 0 %", "");
        check("the load of ORANGE is at most 9 %", "There is no database ORANGE.");
        check("clock runs 1", "There is no database clock.");
        check("WHITE runs 1", "There is no process type WHITE.");
    }

    #[test]
    fn the_vocabulary_is_read_and_nothing_else() {
        let awaited: Vec<&str> = VOCABULARY
            .iter()
            .filter(|text| Condition::parse(text).expect(text).can_be_awaited())
            .copied()
            .collect();
        let colours = awaited.iter().filter(|text| text.starts_with("WHITE is ")).count();
        assert_eq!((awaited.len(), colours), (16, 10), "{awaited:?}");
        for text in [
            "",
            "WHITE",
            "WHITE smells",
            "WHITE are available",
            "WHITE is behind by x commits",
            "WHITE is behind by 0 hours",
            "visitors are lost",
            "visitors is available",
            "visitors are behind by 0 commits",
        ] {
            assert_eq!(Condition::parse(text), None, "{text}");
        }
        assert!(!Condition::parse("WHITE is round").expect("a status").can_be_awaited());
    }
}
