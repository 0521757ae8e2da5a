//! Facts of the fleet that a plan can wait for. Documents can assert these and others:
//! `transcript::facts` has the whole vocabulary.

use crate::platform::{AppId, DatabaseId, Platform, Status, Visitors};
use crate::sim::WriteRefused;

/// A fact, which may hold or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The database it is about, or `visitors`.
    pub of: String,
    /// What is said of it.
    pub wanted: Expected,
}

/// What a fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// That it is so.
    Word(&'static str),
    /// That it is behind by so many commits: the least, and the most.
    Behind(u64, u64),
}

const VISITORS: &str = "visitors";

/// What can be said: of visitors the first two, of a database the others.
const WORDS: [&str; 9] = [
    "served",
    "refused",
    "writable",
    "read-only",
    "available",
    "preparing",
    "unavailable",
    "lost",
    "removed",
];

impl Condition {
    /// Reads a fact; none where the text is no fact of these.
    pub fn read(text: &str) -> Option<Condition> {
        let (of, text) = text.split_once(' ')?;
        let (verb, text) = text.split_once(' ')?;
        let is_visitors = of == VISITORS;
        if verb != if is_visitors { "are" } else { "is" } {
            return None;
        }
        let wanted = match text.strip_prefix("behind by ") {
            Some(text) if !is_visitors => {
                let most = text.strip_prefix("at most ");
                let (count, noun) = most.unwrap_or(text).split_once(' ')?;
                let count = count.parse().ok().filter(|_| noun == "commits" || noun == "commit")?;
                Expected::Behind(if most.is_some() { 0 } else { count }, count)
            }
            _ => {
                let at = WORDS.iter().position(|word| *word == text)?;
                Expected::Word(WORDS.get(at).filter(|_| (at < 2) == is_visitors)?)
            }
        };
        Some(Condition { of: of.to_owned(), wanted })
    }

    /// Whether it holds; nothing holds of a database that there is not, or not yet.
    pub fn holds(&self, world: &Platform, app: AppId) -> bool {
        match (self.wanted, database(world, &self.of)) {
            (Expected::Word(word), _) if self.of == VISITORS => visitors(world, app) == word,
            (Expected::Word(word), Some(id)) => {
                status(world, id) == word || writes(world, id) == word
            }
            (Expected::Behind(least, most), Some(id)) => {
                behind(world, id).is_some_and(|behind| least <= behind && behind <= most)
            }
            (_, None) => false,
        }
    }
}

/// A database by its colour, also one that has been removed.
pub fn database(world: &Platform, colour: &str) -> Option<DatabaseId> {
    let mut all = world.all_databases();
    all.find(|(_, database)| database.colour == colour).map(|(id, _)| id)
}

/// How visitors of an app fare.
pub fn visitors(world: &Platform, app: AppId) -> &'static str {
    if world.visitors(app) == Visitors::Served { "served" } else { "refused" }
}

/// Whether a database takes writes.
pub fn writes(world: &Platform, id: DatabaseId) -> &'static str {
    match world.fleet().takes_writes(world.database(id).server) {
        Ok(()) => "writable",
        Err(WriteRefused::ReadOnly) => "read-only",
        Err(WriteRefused::NotReady) => "not made yet",
        Err(WriteRefused::Down) => "down",
        Err(WriteRefused::Gone) => "gone",
    }
}

/// How a database is.
pub fn status(world: &Platform, id: DatabaseId) -> &'static str {
    match world.status(id) {
        _ if world.database(id).is_removed() => "removed",
        Status::Preparing(_) => "preparing",
        Status::Available => "available",
        Status::Unavailable { .. } => "unavailable",
        Status::Lost { .. } => "lost",
    }
}

/// By how many commits a database is behind what it follows, where that can be known.
pub fn behind(world: &Platform, id: DatabaseId) -> Option<u64> {
    Some(world.behind(id)?.commits())
}
