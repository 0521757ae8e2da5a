//! Conditions: statements about a run that hold or do not, as people write them.
//!
//! The goals of lessons are conditions, plans wait for them and transcripts assert them.
//! [`VOCABULARY`] has an example of each; [`Evidence`] is what they are held against.

mod databases;
mod evidence;
mod figure;
mod flaw;
mod grammar;
mod incident;
pub mod near;
mod property;
mod quantity;
mod ran_command;

pub use databases::Databases;
pub use evidence::{Evidence, MAINTENANCE, Moments, THE_START, database};
pub use figure::{Figure, FigureTotals};
pub use flaw::{Flaw, KnownNames, NameKind};
pub use grammar::parse_figure_since;
pub use incident::Incident;
pub use property::Property;
pub use quantity::Quantity;
pub use ran_command::RanCommand;

use std::fmt;
use std::ops::RangeInclusive;

use crate::platform::app::DATABASE_URL;

/// An example of each condition. Every word that can stand in the place of another is shown once.
pub const VOCABULARY: &[&str] = &[
    "DATABASE_URL is WHITE",
    "DATABASE_URL is unset",
    "DATABASE_URL is writable",
    "warehouse uses WHITE",
    "warehouse uses DATABASE_URL",
    "warehouse does not use DATABASE_URL",
    "nobody writes to CHARCOAL",
    "WHITE belongs to sushi",
    "maintenance is on",
    "maintenance is off",
    "release is v71",
    "worker runs 1",
    "worker runs at least 1",
    "0 dynos run but web",
    "visitors are served",
    "visitors are refused",
    "visitors of tempura are served",
    "3 commits are left behind",
    "3 commits are gone",
    "0 commits are lost",
    "WHITE is writable",
    "WHITE is read-only",
    "WHITE is available",
    "WHITE is preparing",
    "WHITE is unavailable",
    "WHITE is corrupt",
    "WHITE is lost",
    "WHITE is removed",
    "WHITE has failed",
    "WHITE is on plan ronin",
    "WHITE follows CHARCOAL",
    "WHITE follows nothing",
    "at least 1 database follows CHARCOAL",
    "a follower of CHARCOAL is available",
    "a fork of CHARCOAL can be followed",
    "WHITE is forked from CHARCOAL",
    "WHITE has the rows of CHARCOAL",
    "WHITE has at least 40 commits of its own",
    "WHITE lacks 0 commits",
    "WHITE is behind by 0 commits",
    "WHITE is behind by at most 200 commits",
    "WHITE is behind by at least 1000 commits",
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
    "reads of reports come from WHITE",
    "0 reads are stale",
    "0 reads have failed",
    "the load of WHITE is at most 60 %",
    "leader lost has struck CHARCOAL",
    "CHARCOAL has failed over by itself",
    "a query on WHITE was cancelled",
    "the terminal shows conflict with recovery",
    "pg:info has run",
    "pg:info has not run",
    "pg:ps has run on WHITE",
    "addons:add was refused on a fork of CHARCOAL",
    "addons:add was refused on a follower",
    "pg:promote was refused",
    "addons:add was not refused on a fork",
    "pg:unfollow was not confirmed",
    "pg:info has run since maintenance",
    "downtime since the start is at most 2m",
    "commits written since maintenance are at least 1",
    "step outage is done",
    "step outage is open",
    "WHITE is removed or CHARCOAL is removed",
];

const STATUSES: [&str; 6] = ["available", "preparing", "unavailable", "corrupt", "lost", "removed"];

/// A statement about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A property has this value.
    Equals {
        property: Property,
        wanted: String,
    },
    /// There are so many of something.
    Counts {
        quantity: Quantity,
        range: RangeInclusive<u64>,
    },
    /// A command was run.
    Ran(RanCommand),
    Happened(Incident),
    /// It holds of one of these databases: the text, with a colour and a blank before it, is a
    /// condition.
    OfOne {
        databases: Databases,
        text: String,
    },
    /// One of them holds.
    AnyOf(Vec<Condition>),
}

/// Why a condition cannot be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupError {
    NoDatabase(String),
    /// A database has this name, and no process type of the app.
    NoProcess(String),
    NoApp(String),
    /// The moment of this name has not come.
    NotYet(String),
}

impl LookupError {
    /// What is true, as a sentence without its capital letter and its full stop.
    pub fn truth(&self) -> String {
        match self {
            LookupError::NoDatabase(name) if name == DATABASE_URL => {
                format!("{name} names no database")
            }
            LookupError::NoDatabase(colour) => format!("there is no database {colour}"),
            LookupError::NoProcess(name) => format!("there is no process type {name}"),
            LookupError::NoApp(name) => format!("there is no app {name}"),
            LookupError::NotYet(moment) => format!("there was no {moment} yet"),
        }
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let truth = self.truth();
        let (first, rest) = truth.split_at(1);
        write!(f, "{}{rest}.", first.to_ascii_uppercase())
    }
}

impl Condition {
    /// Reads a condition, or several with `or` between them.
    pub fn parse(text: &str) -> Option<Condition> {
        let parts: Vec<&str> = text.split(" or ").collect();
        match parts[..] {
            [text] => Condition::parse_one(text),
            _ => {
                parts.into_iter().map(Condition::parse_one).collect::<Option<_>>().map(Self::AnyOf)
            }
        }
    }

    fn parse_one(text: &str) -> Option<Condition> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if let Some((databases, rest)) = Databases::parse_kind(&words) {
            let text = rest.join(" ");
            Condition::parse_one(&format!("WHITE {text}"))?;
            return Some(Condition::OfOne { databases, text });
        }
        grammar::parse_ran(&words)
            .map(Condition::Ran)
            .or_else(|| Incident::parse(&words).map(Condition::Happened))
            .or_else(|| grammar::parse_failed(&words))
            .or_else(|| grammar::parse_count(&words))
            .or_else(|| grammar::parse_equals(&words))
    }

    /// Whether a plan can wait for it: for what the fleet does by itself, and not for what
    /// somebody has to do.
    pub fn can_be_awaited(&self) -> bool {
        match self {
            Condition::Counts { quantity, .. } => {
                matches!(quantity, Quantity::BehindBy(_) | Quantity::Load(_))
            }
            Condition::Equals { property, wanted } => match property {
                Property::Visitors(_)
                | Property::Writes(_)
                | Property::Failover(_)
                | Property::RestoredFrom(_) => true,
                Property::Followable(_) => wanted == "can",
                Property::Status(_) => STATUSES.contains(&wanted.as_str()),
                _ => false,
            },
            Condition::Ran(_) => false,
            Condition::Happened(_) => true,
            Condition::OfOne { text, .. } => {
                let of_one = Condition::parse_one(&format!("WHITE {text}"));
                of_one.is_some_and(|condition| condition.can_be_awaited())
            }
            Condition::AnyOf(all) => all.iter().all(Condition::can_be_awaited),
        }
    }

    /// Whether it holds; nothing holds of a database that does not exist, or not yet.
    pub fn holds(&self, evidence: Evidence) -> bool {
        match self {
            Condition::Equals { property, wanted } => {
                let Ok(value) = property.value(evidence) else {
                    return false;
                };
                match wanted.as_str() {
                    DATABASE_URL if property.is_database() => {
                        let named = evidence.database(DATABASE_URL);
                        named.is_ok_and(|id| value == evidence.colour(id))
                    }
                    wanted => value == wanted,
                }
            }
            Condition::Counts { quantity, range } => {
                let value = quantity.value(evidence).ok().flatten();
                value.is_some_and(|value| range.contains(&value))
            }
            Condition::Ran(ran) => ran.holds(evidence),
            Condition::Happened(incident) => incident.has_happened(evidence) == Ok(true),
            Condition::OfOne { databases, text } => of_each(evidence, databases, text)
                .is_ok_and(|of| of.iter().any(|it| it.holds(evidence))),
            Condition::AnyOf(all) => all.iter().any(|condition| condition.holds(evidence)),
        }
    }

    /// What is true instead, as `WHITE is preparing`; nothing where the condition holds.
    ///
    /// # Errors
    /// It is about something that does not exist.
    pub fn contradiction(&self, evidence: Evidence) -> Result<Option<String>, LookupError> {
        if self.holds(evidence) {
            return Ok(None);
        }
        let truth = match self {
            Condition::Equals { property, .. } => {
                format!("{property} {}", property.value(evidence)?)
            }
            Condition::Counts { quantity, .. } => quantity.truth(evidence)?,
            Condition::Ran(ran) => ran.truth(evidence)?,
            Condition::Happened(incident) => {
                incident.has_happened(evidence)?;
                incident.to_string()
            }
            Condition::OfOne { databases, text } => {
                match of_each(evidence, databases, text)?.first() {
                    Some(of_first) => return of_first.contradiction(evidence),
                    None => databases.absence(),
                }
            }
            Condition::AnyOf(all) => {
                let mut truths: Vec<String> = Vec::new();
                for condition in all {
                    let truth = match condition.contradiction(evidence) {
                        Ok(truth) => truth.unwrap_or_default(),
                        Err(error) => error.truth(),
                    };
                    if !truths.contains(&truth) {
                        truths.push(truth);
                    }
                }
                truths.join(", and ")
            }
        };
        Ok(Some(truth))
    }
}

/// What is to hold of one of several databases, for each of them.
fn of_each(
    evidence: Evidence,
    databases: &Databases,
    text: &str,
) -> Result<Vec<Condition>, LookupError> {
    let of_one = |id| Condition::parse_one(&format!("{} {text}", evidence.colour(id)));
    Ok(databases.find(evidence)?.into_iter().filter_map(of_one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{Scenario, text_of};
    use crate::platform::{AppId, Platform};
    use crate::terminal::Shell;

    /// What a run of `followers` says to a condition, after these lines were entered: nothing, what
    /// is true, or an error.
    fn check_after(lines: &[&str], text: &str, expected: &str) {
        let condition = Condition::parse(text).expect(text);
        let scenario = text_of("followers").expect("it ships");
        let scenario = Scenario::shipped("followers", scenario).expect("it is right");
        let mut world = Platform::start(&scenario.world);
        let (mut shell, mut moments) = (Shell::new(AppId(0)), Moments::new(&world));
        for line in lines {
            shell.enter(&mut world, line);
            moments.note(&world, &shell);
        }
        let evidence = Evidence { world: &world, shell: &shell, moments: &moments };
        let answer = match condition.contradiction(evidence) {
            Ok(truth) => truth.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        assert_eq!(answer, expected, "{text}");
        assert_eq!(condition.holds(evidence), expected.is_empty(), "{text}");
    }

    fn check(text: &str, expected: &str) {
        check_after(&[], text, expected);
    }

    #[test]
    fn what_was_run_can_be_asked_for() {
        check("pg:info has run", "pg:info has not run yet");
        check_after(&["heroku pg:info"], "pg:info has run on WHITE", "");
        check_after(
            &["heroku pg:info WHITE"],
            "pg:info has run on CHARCOAL",
            "pg:info has not run on CHARCOAL yet",
        );
        check_after(&["heroku pg:ps"], "pg:ps has run on DATABASE_URL", "");
        check_after(&["heroku pg:ps"], "pg:ps has run on WHITE", "pg:ps has not run on WHITE yet");
        check_after(&["heroku pg:promote TEAL"], "pg:promote was refused", "");
        check_after(
            &["heroku pg:promote TEAL"],
            "pg:promote has run",
            "pg:promote has not run yet",
        );
        check("pg:info has run on TEAL", "There is no database TEAL.");
        let lines = ["heroku pg:info", "heroku maintenance:on"];
        check_after(&lines, "pg:info has run since maintenance", "pg:info has not run yet");
        let lines = ["heroku maintenance:on", "heroku pg:info"];
        check_after(&lines, "pg:info has run since maintenance", "");
        check_after(&lines, "pg:info has run since the start", "");
        let shows = "the terminal shows is not a heroku command";
        check(shows, "the terminal does not show that");
        check_after(&["heroku pg:inf0"], shows, "");
        // What was typed was not printed.
        check_after(
            &["heroku apps"],
            "the terminal shows heroku apps",
            "the terminal does not show that",
        );
    }

    #[test]
    fn figures_since_a_moment_can_be_asked_for() {
        check("downtime since the start is at most 2m", "");
        check("time since the start is at least 2m", "time since the start is 0 s");
        check("commits written since the start are 0", "");
        check("commits written since maintenance are 0", "There was no maintenance yet.");
        check_after(&["heroku maintenance:on"], "commits written since maintenance are 0", "");
    }

    #[test]
    fn one_of_several_may_hold() {
        check("WHITE is lost or WHITE is available", "");
        check("WHITE is lost or TEAL is lost", "WHITE is available, and there is no database TEAL");
        check("a follower of CHARCOAL is read-only", "");
        check("a follower of CHARCOAL is writable", "WHITE is read-only");
        check("WHITE has failed or WHITE is preparing", "WHITE is available");
        check("a follower of WHITE is writable", "nothing follows WHITE");
        check("a follower of TEAL is writable", "There is no database TEAL.");
    }

    #[test]
    fn a_condition_holds_or_says_what_is_true_instead() {
        check("DATABASE_URL is CHARCOAL", "");
        check("DATABASE_URL is WHITE", "DATABASE_URL is CHARCOAL");
        check("sushi uses CHARCOAL", "");
        check("sushi uses WHITE", "sushi uses CHARCOAL");
        check("warehouse uses WHITE", "There is no app warehouse.");
        check("sushi does not use WHITE", "");
        check("sushi does not use DATABASE_URL", "sushi uses DATABASE_URL");
        check("warehouse does not use WHITE", "There is no app warehouse.");
        check("nobody writes to WHITE", "");
        check("nobody writes to CHARCOAL", "who writes to CHARCOAL: web and worker");
        check_after(
            &["heroku maintenance:on"],
            "nobody writes to CHARCOAL",
            "who writes to CHARCOAL: worker",
        );
        let lines = ["heroku maintenance:on", "heroku ps:scale worker=0"];
        check_after(&lines, "nobody writes to CHARCOAL", "");
        check("WHITE lacks 0 commits", "");
        check("a follower of CHARCOAL lacks 2 commits", "WHITE lacks 0 commits");
        check("maintenance is on", "maintenance is off");
        check("release is v71", "release is v70");
        check("worker runs 2", "worker runs 1");
        check("worker runs at least 1", "");
        check("0 dynos run but web", "dynos but web: 1");
        check("1 commit is lost", "commits lost: 0");
        check("WHITE is on plan ronin", "WHITE is on plan crane");
        check("2 databases follow CHARCOAL", "");
        check("at least 1 database follows WHITE", "databases that follow WHITE: 0");
        check("WHITE has 1 commit of its own", "commits of its own on WHITE: 0");
        check("DATABASE_URL is writable", "");
        check("DATABASE_URL is read-only", "DATABASE_URL is writable");
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
        assert_eq!((awaited.len(), colours), (28, 12), "{awaited:?}");
        for text in [
            "",
            "WHITE",
            "WHITE smells",
            "WHITE are available",
            "WHITE is behind by x commits",
            "WHITE is behind by 0 hours",
            "visitors are lost",
            "visitors is available",
            "visitors of sushi are lost",
            "earthquake has struck CHARCOAL",
            "leader lost has struck",
            "a fork of WHITE",
            "a follower smells",
            "pg:unfollow was confirmed",
            "pg:info has not run on",
            "visitors are behind by 0 commits",
        ] {
            assert_eq!(Condition::parse(text), None, "{text}");
        }
        assert!(!Condition::parse("WHITE is round").expect("a status").can_be_awaited());
    }
}
