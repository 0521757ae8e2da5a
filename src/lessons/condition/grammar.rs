//! The grammar of conditions: which words make which.

use super::property::{NO_USE, NOBODY};
use super::quantity;
use super::{Condition, Databases, Figure, Property, Quantity, RanCommand, STATUSES};
use crate::terminal::command_log::CommandEnding;
use crate::terminal::commands::TABLE;

pub fn parse_ran(words: &[&str]) -> Option<RanCommand> {
    let (name, rest) = words.split_first()?;
    let (ending, is_absent, rest) = match rest {
        ["has", "run", rest @ ..] => (CommandEnding::Succeeded, false, rest),
        ["has", "not", "run", rest @ ..] => (CommandEnding::Succeeded, true, rest),
        ["was", "refused", rest @ ..] => (CommandEnding::Refused, false, rest),
        ["was", "not", "refused", rest @ ..] => (CommandEnding::Refused, true, rest),
        ["was", "not", "confirmed", rest @ ..] => (CommandEnding::NotConfirmed, false, rest),
        _ => return None,
    };
    let command = TABLE.find(name)?.name;
    let (on, rest) = match rest {
        ["on", rest @ ..] => match Databases::parse_kind(rest) {
            Some((kind, rest)) => (Some(kind), rest),
            None => {
                let (colour, rest) = rest.split_first()?;
                (Some(Databases::Named((*colour).to_owned())), rest)
            }
        },
        rest => (None, rest),
    };
    let since = match rest {
        [] => None,
        ["since", moment @ ..] => Some(parse_moment(moment)?),
        _ => return None,
    };
    Some(RanCommand { command, ending, is_absent, on, since })
}

/// The name of a moment: `the start`, `maintenance`, or `step` and the name of one.
fn parse_moment(words: &[&str]) -> Option<String> {
    match words {
        ["the", "start"] | ["maintenance"] | ["step", _] => Some(words.join(" ")),
        _ => None,
    }
}

/// Reads a figure since a moment, as traps tell it: `commits written since maintenance`.
pub fn parse_figure_since(text: &str) -> Option<Quantity> {
    let (figure, moment) = text.split_once(" since ")?;
    let moment: Vec<&str> = moment.split_whitespace().collect();
    Some(Quantity::Since(Figure::parse(figure.trim())?, parse_moment(&moment)?))
}

pub fn parse_count(words: &[&str]) -> Option<Condition> {
    let number = |text: &str| text.parse::<u64>().ok();
    let colour = |name: &str| name.to_owned();
    let (quantity, range) = match words {
        [name, "is", "behind", "by", count @ .., "commits" | "commit"] => {
            (Quantity::BehindBy(colour(name)), quantity::range(count, number)?)
        }
        ["the", "load", "of", name, "is", count @ .., "%"] => {
            (Quantity::Load(colour(name)), quantity::range(count, number)?)
        }
        [name, "lacks", count @ .., "commits" | "commit"] => {
            (Quantity::Lacks(colour(name)), quantity::range(count, number)?)
        }
        [name, "runs", count @ .., "queries" | "query"] => {
            (Quantity::Queries(colour(name)), quantity::range(count, number)?)
        }
        [name, "has", count @ .., "commits" | "commit", "of", "its", "own"] => {
            (Quantity::OwnCommits(colour(name)), quantity::range(count, number)?)
        }
        [count @ .., "databases" | "database", "follows" | "follow", name] => {
            (Quantity::Followers(colour(name)), quantity::range(count, number)?)
        }
        [count @ .., "dynos" | "dyno", "run" | "runs", "but", "web"] => {
            (Quantity::OtherDynos, quantity::range(count, number)?)
        }
        [count @ .., "commits" | "commit", "are" | "is", "left", "behind"] => {
            (Quantity::LeftBehind, quantity::range(count, number)?)
        }
        [count @ .., "commits" | "commit", "are" | "is", "gone"] => {
            (Quantity::Gone, quantity::range(count, number)?)
        }
        [count @ .., "commits" | "commit", "are" | "is", "lost"] => {
            (Quantity::Lost, quantity::range(count, number)?)
        }
        [count @ .., "reads" | "read", "are" | "is", "stale"] => {
            (Quantity::StaleReads, quantity::range(count, number)?)
        }
        [count @ .., "reads" | "read", "have" | "has", "failed"] => {
            (Quantity::FailedReads, quantity::range(count, number)?)
        }
        [process, "runs", count @ ..] => {
            (Quantity::Dynos(colour(process)), quantity::range(count, number)?)
        }
        _ => {
            let verb = words.iter().position(|word| matches!(*word, "is" | "are"))?;
            let quantity = parse_figure_since(&words[..verb].join(" "))?;
            let Quantity::Since(figure, _) = quantity else {
                return None;
            };
            if words[verb] != figure.verb() {
                return None;
            }
            let range = quantity::range(&words[verb + 1..], |text| figure.parse_value(text))?;
            (quantity, range)
        }
    };
    Some(Condition::Counts { quantity, range })
}

/// Reads `WHITE has failed`: its status is one of those that failures bring about.
pub fn parse_failed(words: &[&str]) -> Option<Condition> {
    let [colour, "has", "failed"] = words else {
        return None;
    };
    let is = |status: &str| Condition::Equals {
        property: Property::Status((*colour).to_owned()),
        wanted: status.to_owned(),
    };
    Some(Condition::AnyOf(["unavailable", "corrupt", "lost"].map(is).to_vec()))
}

pub fn parse_equals(words: &[&str]) -> Option<Condition> {
    let name = |word: &str| word.to_owned();
    let (property, wanted) = match words {
        ["visitors", "are", wanted @ ("served" | "refused")] => {
            (Property::Visitors(None), name(wanted))
        }
        ["visitors", "of", app, "are", wanted @ ("served" | "refused")] => {
            (Property::Visitors(Some(name(app))), name(wanted))
        }
        ["visitors", ..] => return None,
        [colour, "is", wanted @ ("writable" | "read-only")] => {
            (Property::Writes(name(colour)), name(wanted))
        }
        [colour, "is", wanted] if STATUSES.contains(wanted) => {
            (Property::Status(name(colour)), name(wanted))
        }
        ["step", step, "is", wanted @ ("done" | "open")] => {
            (Property::Step(name(step)), name(wanted))
        }
        ["DATABASE_URL", "is", wanted] => (Property::DatabaseUrl, name(wanted)),
        ["maintenance", "is", wanted] => (Property::Maintenance, name(wanted)),
        ["release", "is", wanted] => (Property::Release, name(wanted)),
        ["reads", "come", "from", wanted] => (Property::ReadsFrom(None), name(wanted)),
        ["reads", "of", app, "come", "from", wanted] => {
            (Property::ReadsFrom(Some(name(app))), name(wanted))
        }
        ["the", "bill", "of", colour, wanted @ ..] => {
            (Property::Bill(name(colour)), wanted.join(" "))
        }
        ["the", "orders", "of", colour, "are", wanted @ ("there" | "deleted")] => {
            (Property::Orders(name(colour)), name(wanted))
        }
        [colour, "belongs", "to", app] => (Property::Owner(name(colour)), name(app)),
        ["nobody", "writes", "to", colour] => (Property::Writers(name(colour)), name(NOBODY)),
        [app, "does", "not", "use", other] => {
            let property = Property::Use { app: name(app), of: name(other) };
            (property, format!("{NO_USE} {other}"))
        }
        [app, "uses", wanted] => (Property::Uses(name(app)), name(wanted)),
        [colour, "is", "on", "plan", plan] => (Property::Plan(name(colour)), name(plan)),
        [colour, "is", "forked", "from", origin] => {
            (Property::ForkedFrom(name(colour)), name(origin))
        }
        [colour, "has", "the", "rows", "of", origin] => {
            (Property::RestoredFrom(name(colour)), name(origin))
        }
        [colour, "is", wanted] => (Property::Status(name(colour)), name(wanted)),
        [colour, "follows", leader] => (Property::Leader(name(colour)), name(leader)),
        [colour, wanted @ ("can" | "cannot"), "be", "followed"] => {
            (Property::Followable(name(colour)), name(wanted))
        }
        [colour, wanted @ ("can" | "cannot"), "fail", "over", "by", "itself"] => {
            (Property::Failover(name(colour)), name(wanted))
        }
        _ => return None,
    };
    Some(Condition::Equals { property, wanted })
}
