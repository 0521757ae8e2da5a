//! Placeholders: what a lesson leaves open in a text until somebody reads it.
//!
//! `{commits lost since the start}` is a figure as it is now. `{a fork of CHARCOAL}` is the name of
//! the newest such database, which depends on what somebody has added before; while there is none,
//! it is the name that the next database will get.

use super::condition::{Databases, Evidence, Quantity, parse_figure_since};
use super::prose::Prose;

/// Something that stands in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeholder {
    Figure(Quantity),
    Newest(Databases),
}

impl Placeholder {
    /// Reads what stands between two braces.
    pub fn parse(text: &str) -> Option<Placeholder> {
        let words: Vec<&str> = text.split(' ').collect();
        match Databases::parse_kind(&words) {
            Some((databases, [])) => Some(Placeholder::Newest(databases)),
            _ => parse_figure_since(text).map(Placeholder::Figure),
        }
    }

    /// What it stands for now; nothing where its moment or its database has not come.
    fn value(&self, evidence: Evidence) -> Option<String> {
        match self {
            Placeholder::Figure(quantity) => {
                let value = quantity.value(evidence).ok().flatten()?;
                quantity.figure().map(|figure| figure.describe(value))
            }
            Placeholder::Newest(databases) => {
                let newest = databases.find(evidence).ok()?.into_iter().max();
                let name = newest.map(|id| evidence.colour(id).to_owned());
                name.or_else(|| evidence.world.next_colour())
            }
        }
    }
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
        Placeholder::Newest(databases) => databases.kind().to_ascii_uppercase(),
        Placeholder::Figure(_) => "some".to_owned(),
    })
}

/// A text with this name in the place of each name that is left open.
pub fn with_name(text: &str, name: &str) -> String {
    replace(text, |placeholder| match placeholder {
        Placeholder::Newest(_) => name.to_owned(),
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
    }
}
