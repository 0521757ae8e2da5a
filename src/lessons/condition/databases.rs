//! The databases that a condition is about: one by its name, or any of a kind.

use std::fmt;

use super::{Evidence, LookupError};
use crate::platform::{Database, DatabaseId};

/// Databases as conditions name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Databases {
    /// The one of this colour, or the one that `DATABASE_URL` names.
    Named(String),
    /// The followers of a database, or of any.
    Followers(Option<String>),
    /// The forks of a database, or of any: those that were made as forks, and those that were
    /// unfollowed from it.
    Forks(Option<String>),
}

impl Databases {
    /// Reads `a follower`, `a fork of CHARCOAL`, at the beginning of words; gives the rest of them.
    pub fn parse_kind<'w, 't>(words: &'w [&'t str]) -> Option<(Databases, &'w [&'t str])> {
        let ["a", kind @ ("follower" | "fork"), rest @ ..] = words else {
            return None;
        };
        let (origin, rest) = match rest {
            ["of", origin, rest @ ..] => (Some((*origin).to_owned()), rest),
            rest => (None, rest),
        };
        let kind = if *kind == "fork" { Databases::Forks } else { Databases::Followers };
        Some((kind(origin), rest))
    }

    /// Those that there are; of forks, also those that have been removed.
    ///
    /// # Errors
    /// There is no database of a name.
    pub fn find(&self, evidence: Evidence) -> Result<Vec<DatabaseId>, LookupError> {
        let world = evidence.world;
        let all = || world.all_databases();
        let ids = |those: &dyn Fn(DatabaseId, &Database) -> bool| {
            let those = all().filter(|(id, database)| those(*id, database));
            those.map(|(id, _)| id).collect()
        };
        Ok(match self {
            Databases::Named(name) => vec![evidence.database(name)?],
            Databases::Followers(Some(leader)) => world.followers_of(evidence.database(leader)?),
            Databases::Followers(None) => ids(&|id, _| world.leader_of(id).is_some()),
            Databases::Forks(Some(origin)) => {
                let origin = evidence.database(origin)?;
                ids(&|_, database| database.forked_from == Some(origin))
            }
            Databases::Forks(None) => ids(&|_, database| database.forked_from.is_some()),
        })
    }

    /// What they are: `fork`.
    pub fn kind(&self) -> &'static str {
        match self {
            Databases::Named(_) => "database",
            Databases::Followers(_) => "follower",
            Databases::Forks(_) => "fork",
        }
    }

    /// What is true where there are none: `nothing follows WHITE`.
    pub fn absence(&self) -> String {
        match self {
            Databases::Named(name) => format!("there is no {name}"),
            Databases::Followers(Some(leader)) => format!("nothing follows {leader}"),
            Databases::Forks(Some(origin)) => format!("nothing is forked from {origin}"),
            Databases::Followers(None) => "there is no follower".to_owned(),
            Databases::Forks(None) => "there is no fork".to_owned(),
        }
    }
}

impl fmt::Display for Databases {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let origin = match self {
            Databases::Named(name) => return f.write_str(name),
            Databases::Followers(leader) => leader,
            Databases::Forks(origin) => origin,
        };
        write!(f, "a {}", self.kind())?;
        origin.as_ref().map_or(Ok(()), |origin| write!(f, " of {origin}"))
    }
}
