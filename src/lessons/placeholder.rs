//! Placeholders: what a lesson leaves open in a text until somebody reads it.
//!
//! `{commits lost since the start}` is a figure as it is now. `{a fork of CHARCOAL}` is the name of
//! the newest such database, which depends on what somebody has added before; while there is none,
//! it is the name that the next database will get. `{a follower or fork of CHARCOAL}` is the newest
//! of both, so that it does not change when somebody unfollows. `{the URL of DATABASE_URL}` is the
//! URL of a database, which may be named so, too; `{the process id on WHITE}` is that of the query
//! that has run there for the longest.

use super::condition::{Databases, Evidence, Quantity, parse_figure_since};
use super::prose::Prose;
use crate::platform::DatabaseId;

/// Something that stands in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeholder {
    Figure(Quantity),
    Newest(Vec<Databases>),
    Url(Vec<Databases>),
    /// The process id of what has run for the longest on a database.
    ProcessId(Databases),
}

/// What placeholders begin with.
const URL: &str = "the URL of ";
const PROCESS_ID: &str = "the process id on ";
const EITHER: &str = "a follower or fork";

impl Placeholder {
    /// Reads what stands between two braces.
    pub fn parse(text: &str) -> Option<Placeholder> {
        if let Some(name) = text.strip_prefix(URL) {
            let named = || Some(vec![named(name)?]);
            return newest(name).or_else(named).map(Placeholder::Url);
        }
        if let Some(name) = text.strip_prefix(PROCESS_ID) {
            return named(name).map(Placeholder::ProcessId);
        }
        newest(text)
            .map(Placeholder::Newest)
            .or_else(|| parse_figure_since(text).map(Placeholder::Figure))
    }

    /// What it stands for now; nothing where its moment or its database has not come.
    fn value(&self, evidence: Evidence) -> Option<String> {
        match self {
            Placeholder::Figure(quantity) => {
                let value = quantity.value(evidence).ok().flatten()?;
                quantity.figure().map(|figure| figure.describe(value))
            }
            Placeholder::Newest(databases) => {
                let name = newest_of(databases, evidence).map(|id| evidence.colour(id).to_owned());
                name.or_else(|| evidence.world.next_colour())
            }
            Placeholder::Url(databases) => {
                let id = newest_of(databases, evidence)?;
                Some(evidence.world.database(id).url.clone())
            }
            Placeholder::ProcessId(database) => {
                let id = database.find(evidence).ok()?.into_iter().next()?;
                Some(evidence.world.server(id).queries.first()?.pid.to_string())
            }
        }
    }
}

/// The database of this name.
fn named(name: &str) -> Option<Databases> {
    let is_name = !name.is_empty() && !name.contains(' ');
    is_name.then(|| Databases::Named(name.to_owned()))
}

/// Reads `a fork of CHARCOAL`, `a follower or fork of CHARCOAL`.
fn newest(text: &str) -> Option<Vec<Databases>> {
    let kinds = match text.strip_prefix(EITHER) {
        Some(rest) => vec![format!("a follower{rest}"), format!("a fork{rest}")],
        None => vec![text.to_owned()],
    };
    let databases =
        |kind: &String| match Databases::parse_kind(&kind.split(' ').collect::<Vec<_>>()) {
            Some((databases, [])) => Some(databases),
            _ => None,
        };
    kinds.iter().map(databases).collect()
}

fn newest_of(databases: &[Databases], evidence: Evidence) -> Option<DatabaseId> {
    databases.iter().filter_map(|it| it.find(evidence).ok()).flatten().max()
}

/// What stands in braces in a text, each without them.
pub fn in_text(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, inside, after) = next_in(rest)?;
        rest = after;
        Some(inside)
    })
}

/// The first pair of braces of a text: what is before, in, and after it.
fn next_in(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

/// A text with its placeholders filled in. What is none stays as it is.
pub fn fill(text: &str, evidence: Evidence) -> String {
    replace(text, |placeholder| placeholder.value(evidence).unwrap_or_default())
}

/// A text for where nobody plays, with a word such as `FORK` for each name.
pub fn in_general(text: &str) -> String {
    replace(text, |placeholder| match placeholder {
        Placeholder::Newest(databases) => {
            databases.first().map_or("database", Databases::kind).to_ascii_uppercase()
        }
        Placeholder::Url(_) => "URL".to_owned(),
        Placeholder::ProcessId(_) => "PROCESSID".to_owned(),
        Placeholder::Figure(_) => "some".to_owned(),
    })
}

/// A text with this name in the place of each name that is left open.
pub fn with_name(text: &str, name: &str) -> String {
    replace(text, |placeholder| match placeholder {
        Placeholder::Newest(_) => name.to_owned(),
        Placeholder::Url(_) => "postgres://USER:PASSWORD@HOST:5432/NAME".to_owned(),
        Placeholder::ProcessId(_) => "4600".to_owned(),
        Placeholder::Figure(_) => "some".to_owned(),
    })
}

fn replace(text: &str, value: impl Fn(Placeholder) -> String) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = next_in(rest) {
        replaced += before;
        replaced += &Placeholder::parse(inside).map_or_else(|| format!("{{{inside}}}"), &value);
        rest = after;
    }
    replaced + rest
}

impl Prose {
    /// The same with its placeholders filled in.
    pub fn filled(&self, evidence: Evidence) -> Prose {
        self.map(|text| fill(text, evidence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{Scenario, text_of};
    use crate::run::Simulation;

    fn check_after(lines: &[&str], text: &str, filled: &str) {
        let text_of_file = text_of("followers").expect("it ships");
        let scenario = Scenario::shipped("followers", text_of_file).expect("it is right");
        let mut run = Simulation::begin(&scenario);
        for line in lines {
            run.enter(line);
        }
        assert_eq!(fill(text, run.evidence()), filled, "{text}");
    }

    #[test]
    fn a_figure_and_the_newest_database_are_filled_in() {
        check_after(&[], "{commits lost since the start} lost", "0 lost");
        check_after(&[], "{time since maintenance}.", ".");
        check_after(&[], "no {such thing}, no {end", "no {such thing}, no {end");
        check_after(&[], "--follow {a follower of CHARCOAL}", "--follow LAVENDER");
        let next = "--follow {a fork of CHARCOAL}";
        check_after(&[], next, "--follow ORANGE");
        let fork = "heroku addons:add heroku-postgresql:crane --fork CHARCOAL";
        check_after(&[fork], next, "--follow ORANGE");
        check_after(&["heroku addons:add heroku-postgresql:crane", fork], next, "--follow TEAL");
        let either = "{a follower or fork of CHARCOAL}";
        check_after(&[], either, "LAVENDER");
        check_after(&["heroku pg:unfollow LAVENDER --confirm sushi"], either, "LAVENDER");
        check_after(&["heroku pg:unfollow WHITE --confirm sushi"], either, "LAVENDER");
        check_after(&[fork], either, "ORANGE");
    }

    #[test]
    fn the_url_of_a_database_is_filled_in() {
        let of = |name: &str| format!("{{the URL of {name}}}");
        let check = |name: &str, host: &str| {
            let text_of_file = text_of("followers").expect("it ships");
            let scenario = Scenario::shipped("followers", text_of_file).expect("it is right");
            let run = Simulation::begin(&scenario);
            let url = fill(&of(name), run.evidence());
            assert!(url.starts_with("postgres://") && url.contains(host), "{name}: {url}");
        };
        check("DATABASE_URL", "@charcoal.");
        check("WHITE", "@white.");
        check("a follower of CHARCOAL", "@lavender.");
        check_after(&[], &of("a fork of CHARCOAL"), "");
        assert_eq!(in_general(&of("WHITE")), "URL");
        check_after(&[], "{the process id on WHITE}", "");
        for text in ["the URL of ", "the URL of no such", "the process id on"] {
            assert_eq!(Placeholder::parse(text), None, "{text}");
        }
    }
}
