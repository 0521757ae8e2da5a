//! Whether a condition can hold at all: whether its words are such as there can be.

use super::{Condition, Databases, Incident, Property, Quantity, STATUSES};
use crate::platform::addon_plan::AddonPlan;
use crate::platform::app::DATABASE_URL;
use crate::platform::colours::COLOURS;

impl Condition {
    /// Whether it could hold in some world. A condition that is read may still have words that no
    /// world has, such as a status that there is not.
    pub fn is_possible(&self) -> bool {
        match self {
            Condition::Equals { property, wanted } => {
                property.subject().is_none_or(is_database) && property.can_be(wanted)
            }
            Condition::Counts { quantity, .. } => quantity.subject().is_none_or(is_database),
            Condition::Ran(ran) => ran.on.as_ref().is_none_or(Databases::is_possible),
            Condition::Happened(incident) => incident.is_possible(),
            Condition::OfOne { databases, text } => {
                let of_one = Condition::parse(&format!("WHITE {text}"));
                databases.is_possible() && of_one.is_some_and(|condition| condition.is_possible())
            }
            Condition::AnyOf(all) => all.iter().all(Condition::is_possible),
        }
    }
}

fn is_database(name: &str) -> bool {
    name == DATABASE_URL || COLOURS.contains(&name)
}

impl Databases {
    fn is_possible(&self) -> bool {
        match self {
            Databases::Named(name) => is_database(name),
            Databases::Followers(origin) | Databases::Forks(origin) => {
                origin.as_deref().is_none_or(is_database)
            }
        }
    }
}

impl Incident {
    fn is_possible(&self) -> bool {
        match self {
            // Apps and zones are struck too, and have small letters.
            Incident::Struck { on, .. } => on
                .split(' ')
                .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
                .all(is_database),
            Incident::Shown(_) => true,
            Incident::FailedOver(name) | Incident::QueryCancelled(name) => is_database(name),
        }
    }
}

impl Property {
    /// The database that it is of.
    fn subject(&self) -> Option<&str> {
        match self {
            Property::DatabaseUrl
            | Property::Uses(_)
            | Property::Maintenance
            | Property::Release
            | Property::Visitors(_)
            | Property::ReadsFrom(_) => None,
            Property::Plan(colour)
            | Property::Status(colour)
            | Property::Owner(colour)
            | Property::Writes(colour)
            | Property::Writers(colour)
            | Property::Use { of: colour, .. }
            | Property::Leader(colour)
            | Property::ForkedFrom(colour)
            | Property::RestoredFrom(colour)
            | Property::Followable(colour)
            | Property::Failover(colour)
            | Property::Bill(colour)
            | Property::Orders(colour) => Some(colour),
        }
    }

    /// Whether it can have this value; those that the grammar has as words of its own can.
    fn can_be(&self, wanted: &str) -> bool {
        match self {
            Property::DatabaseUrl => wanted == "unset" || COLOURS.contains(&wanted),
            Property::Uses(_)
            | Property::ReadsFrom(_)
            | Property::Leader(_)
            | Property::ForkedFrom(_)
            | Property::RestoredFrom(_) => wanted == "nothing" || is_database(wanted),
            Property::Maintenance => matches!(wanted, "on" | "off"),
            Property::Release => {
                wanted.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok())
            }
            Property::Plan(_) => AddonPlan::find(wanted).is_some_and(|plan| plan.name == wanted),
            Property::Status(_) => STATUSES.contains(&wanted),
            Property::Bill(_) => matches!(wanted, "runs" | "has stopped"),
            Property::Visitors(_)
            | Property::Owner(_)
            | Property::Writes(_)
            | Property::Writers(_)
            | Property::Use { .. }
            | Property::Followable(_)
            | Property::Failover(_)
            | Property::Orders(_) => true,
        }
    }
}

impl Quantity {
    /// The database that it is of.
    fn subject(&self) -> Option<&str> {
        match self {
            Quantity::BehindBy(colour)
            | Quantity::Load(colour)
            | Quantity::Queries(colour)
            | Quantity::OwnCommits(colour)
            | Quantity::Lacks(colour)
            | Quantity::Followers(colour) => Some(colour),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::condition::VOCABULARY;

    #[test]
    fn what_no_world_has_is_found() {
        let is_possible = |text: &str| Condition::parse(text).expect(text).is_possible();
        for text in VOCABULARY {
            assert!(is_possible(text), "{text}");
        }
        for text in [
            "WHITE is round",
            "white is writable",
            "WHTE is writable",
            "DATABASE_URL is white",
            "maintenance is maybe",
            "release is 71",
            "WHITE follows CHARCOL",
            "WHITE is on plan roning",
            "the bill of WHITE ended",
            "WIHTE is behind by 0 commits",
            "pg:info has run on WIHTE",
            "a follower of CHARCOAL is round",
            "a follower of CHARCOL is lost",
            "addons:add was refused on a fork of CHARCOL",
            "leader lost has struck CHARCOL",
            "CHARCOL has failed over by itself",
            "CHARCOL belongs to sushi",
            "WHITE is lost or WHITE is round",
        ] {
            assert!(!is_possible(text), "{text}");
        }
    }
}
