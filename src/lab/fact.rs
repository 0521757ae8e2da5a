//! Facts of the fleet that a plan can wait for. Documents can assert these and others:
//! `transcript::facts` has the whole vocabulary.

use crate::platform::{AppId, DatabaseId, Platform, Status, Visitors};
use crate::sim::WriteRefused;

/// A fact, which may hold or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// `visitors are served`, or `refused`.
    Visitors(String),
    /// `WHITE is writable`, or `read-only`.
    Writes(String, String),
    /// `WHITE is available`, `preparing`, `unavailable`, `lost` or `removed`.
    Status(String, String),
    /// `WHITE is behind by 3 commits`.
    Behind(String, u64),
    /// `WHITE is behind by at most 200 commits`.
    BehindAtMost(String, u64),
}

impl Fact {
    /// Reads a fact; none where the words are no fact of these.
    pub fn read(words: &[&str]) -> Option<Fact> {
        let own = |word: &&str| (*word).to_owned();
        Some(match words {
            ["visitors", "are", wanted @ ("served" | "refused")] => Fact::Visitors(own(wanted)),
            [name, "is", wanted @ ("writable" | "read-only")] => {
                Fact::Writes(own(name), own(wanted))
            }
            [name, "is", "behind", "by", count, "commits" | "commit"] => {
                Fact::Behind(own(name), count.parse().ok()?)
            }
            [name, "is", "behind", "by", "at", "most", count, "commits" | "commit"] => {
                Fact::BehindAtMost(own(name), count.parse().ok()?)
            }
            [
                name,
                "is",
                wanted @ ("available" | "preparing" | "unavailable" | "lost" | "removed"),
            ] => Fact::Status(own(name), own(wanted)),
            _ => return None,
        })
    }

    /// Whether it holds; nothing holds of a database that there is not, or not yet.
    pub fn holds(&self, world: &Platform, app: AppId) -> bool {
        let is =
            |name: &str, is: &dyn Fn(DatabaseId) -> bool| database(world, name).is_some_and(is);
        match self {
            Fact::Visitors(wanted) => visitors(world, app) == wanted,
            Fact::Writes(name, wanted) => is(name, &|id| writes(world, id) == wanted),
            Fact::Status(name, wanted) => is(name, &|id| status(world, id) == wanted),
            Fact::Behind(name, wanted) => is(name, &|id| behind(world, id) == Some(*wanted)),
            Fact::BehindAtMost(name, most) => {
                is(name, &|id| behind(world, id).is_some_and(|behind| behind <= *most))
            }
        }
    }
}

/// A database by its colour, also one that has been removed.
pub(super) fn database(world: &Platform, colour: &str) -> Option<DatabaseId> {
    let mut all = world.all_databases();
    all.find(|(_, database)| database.colour == colour).map(|(id, _)| id)
}

/// How visitors of an app fare.
pub(super) fn visitors(world: &Platform, app: AppId) -> &'static str {
    if world.visitors(app) == Visitors::Served { "served" } else { "refused" }
}

/// Whether a database takes writes.
pub(super) fn writes(world: &Platform, id: DatabaseId) -> &'static str {
    match world.fleet().takes_writes(world.database(id).server) {
        Ok(()) => "writable",
        Err(WriteRefused::ReadOnly) => "read-only",
        Err(WriteRefused::NotReady) => "not made yet",
        Err(WriteRefused::Down) => "down",
        Err(WriteRefused::Gone) => "gone",
    }
}

/// How a database is.
pub(super) fn status(world: &Platform, id: DatabaseId) -> &'static str {
    match world.status(id) {
        _ if world.database(id).is_removed() => "removed",
        Status::Preparing(_) => "preparing",
        Status::Available => "available",
        Status::Unavailable { .. } => "unavailable",
        Status::Lost { .. } => "lost",
    }
}

/// By how many commits a database is behind what it follows, where that can be known.
pub(super) fn behind(world: &Platform, id: DatabaseId) -> Option<u64> {
    Some(world.behind(id)?.commits())
}
