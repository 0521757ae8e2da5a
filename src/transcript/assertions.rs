//! Facts: what a document can assert about the fleet, in a small vocabulary.
//!
//! ```text
//! DATABASE_URL is WHITE            WHITE is writable | read-only
//! DATABASE_URL is unset            WHITE is available | preparing | unavailable | lost | removed
//! maintenance is on | off          WHITE follows CHARCOAL | nothing
//! worker runs 1                    WHITE is forked from CHARCOAL
//! release is v71                   WHITE is behind by 0 commits
//! 3 commits are left behind        WHITE is behind by at most 200 commits
//! 3 commits are gone               WHITE runs 2 queries
//! visitors are served | refused    WHITE can be followed | cannot be followed
//!                                  the bill of WHITE runs | has stopped
//! ```

use crate::lessons::condition::{self, Condition, Expected};
use crate::format::plural;
use crate::platform::{AppId, DatabaseId, ForkFollow, Platform};

/// Looks a fact up.
///
/// # Errors
/// What is true instead, or that the fact is not in the vocabulary.
pub fn holds(world: &Platform, app: AppId, fact: &str) -> Result<(), String> {
    let found = look_up(world, app, fact)?;
    match found {
        None => Ok(()),
        Some(instead) => Err(format!("{fact:?} is not true: {instead}.")),
    }
}

/// A `let`: the word and what it stands for.
///
/// # Errors
/// What is missing.
pub fn name(world: &Platform, text: &str) -> Result<(String, String), String> {
    let wanted = "Write WORD = longest query on DATABASE.";
    let (word, what) = text.split_once('=').ok_or(wanted)?;
    let colour = what.trim().strip_prefix("longest query on ").ok_or(wanted)?;
    let id = database(world, colour.trim())?;
    let now = world.now();
    let longest = world.server(id).queries.iter().max_by_key(|query| query.age(now));
    let longest = longest.ok_or_else(|| format!("{colour} runs no query."))?;
    Ok((word.trim().to_owned(), longest.pid.to_string()))
}

/// A database by its colour, also one that has been removed.
fn database(world: &Platform, colour: &str) -> Result<DatabaseId, String> {
    condition::database(world, colour).ok_or_else(|| format!("There is no database {colour}."))
}

/// `None` when the fact holds, else what is true instead.
type Found = Result<Option<String>, String>;

fn look_up(world: &Platform, app: AppId, fact: &str) -> Found {
    let words: Vec<&str> = fact.split_whitespace().collect();
    if let Some(fact) = Condition::read(&words.join(" ")) {
        return of_plans(world, app, &fact);
    }
    match words.as_slice() {
        ["DATABASE_URL", "is", wanted] => {
            let primary = world.primary(app).map(|id| world.database(id).colour.as_str());
            Ok(told("DATABASE_URL is", primary.unwrap_or("unset"), wanted))
        }
        ["maintenance", "is", wanted] => {
            let is = if world.app(app).maintenance { "on" } else { "off" };
            Ok(told("maintenance is", is, wanted))
        }
        ["release", "is", wanted] => {
            Ok(told("release is", &format!("v{}", world.app(app).version()), wanted))
        }
        [wanted, "commits" | "commit", "are" | "is", "left", "behind"] => {
            let is = world.loss_count(app).left_behind.to_string();
            Ok(told("commits left behind:", &is, wanted))
        }
        [wanted, "commits" | "commit", "are" | "is", "gone"] => {
            Ok(told("commits gone:", &world.loss_count(app).gone.to_string(), wanted))
        }
        ["the", "bill", "of", colour, rest @ ..] => {
            let stopped = world.database(database(world, colour)?).is_removed();
            let is = if stopped { "has stopped" } else { "runs" };
            Ok(told(&format!("the bill of {colour}"), is, &rest.join(" ")))
        }
        [process, "runs", wanted] if world.app(app).process(process).is_some() => {
            let dynos = world.app(app).process(process).map_or(0, |process| process.dynos.len());
            Ok(told(&format!("{process} runs"), &dynos.to_string(), wanted))
        }
        [colour, rest @ ..] => of_database(world, database(world, colour)?, colour, rest),
        [] => Err("There is no fact here.".to_owned()),
    }
}

/// A fact that a plan could wait for as well.
fn of_plans(world: &Platform, app: AppId, fact: &Condition) -> Found {
    if fact.holds(world, app) {
        return Ok(None);
    }
    let name = &fact.of;
    Ok(Some(match fact.wanted {
        Expected::Word("served" | "refused") => {
            format!("visitors are {}", condition::visitors(world, app))
        }
        Expected::Word("writable" | "read-only") => {
            format!("{name} is {}", condition::writes(world, database(world, name)?))
        }
        Expected::Word(_) => {
            format!("{name} is {}", condition::status(world, database(world, name)?))
        }
        Expected::Behind(..) => match condition::behind(world, database(world, name)?) {
            Some(behind) => format!("{name} is behind by {}", plural(behind, "commit")),
            None => format!("{name} follows nothing that answers"),
        },
    }))
}

fn of_database(world: &Platform, id: DatabaseId, colour: &str, rest: &[&str]) -> Found {
    let name = |id: DatabaseId| world.database(id).colour.clone();
    match rest {
        ["is", "forked", "from", wanted] => {
            let from = world.database(id).forked_from.map_or("nothing".to_owned(), name);
            Ok(told(&format!("{colour} is forked from"), &from, wanted))
        }
        ["is", wanted] => Ok(told(&format!("{colour} is"), condition::status(world, id), wanted)),
        ["follows", wanted] => {
            let leader = world.leader_of(id).map_or("nothing".to_owned(), name);
            Ok(told(&format!("{colour} follows"), &leader, wanted))
        }
        ["runs", wanted, "queries" | "query"] => {
            let queries = world.server(id).queries.len().to_string();
            Ok(told(&format!("{colour} runs queries:"), &queries, wanted))
        }
        [can @ ("can" | "cannot"), "be", "followed"] => {
            let is = world.fork_follow(id) == ForkFollow::Available;
            Ok(told(colour, if is { "can" } else { "cannot" }, can))
        }
        _ => Err(format!(
            "{:?} is no fact that can be looked up. The vocabulary stands in \
             src/transcript/assertions.rs.",
            format!("{colour} {}", rest.join(" "))
        )),
    }
}

fn told(what: &str, is: &str, wanted: &str) -> Option<String> {
    (is != wanted).then(|| format!("{what} {is}"))
}
