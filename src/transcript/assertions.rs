//! What a document asserts about the fleet, and the words that it gives names to.

use crate::lessons::condition::{Condition, Evidence, LookupError, database};
use crate::platform::Platform;

/// Holds the condition of a `then` against a run.
///
/// # Errors
/// What is true instead, or why the text is no condition.
pub fn assert(evidence: Evidence, text: &str) -> Result<(), String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(condition) = Condition::parse(text) else {
        let colour = words.first().ok_or("There is no fact here.")?;
        // A mistyped colour is the likelier mistake.
        evidence.database(colour).map_err(|error| error.to_string())?;
        return Err(no_condition(&words));
    };
    match condition.contradiction(evidence) {
        Ok(None) => Ok(()),
        Ok(Some(truth)) => Err(format!("{text:?} is not true: {truth}.")),
        Err(LookupError::NoProcess(_)) => Err(no_condition(&words)),
        Err(error) => Err(error.to_string()),
    }
}

fn no_condition(words: &[&str]) -> String {
    format!(
        "{:?} is no fact that can be looked up. The vocabulary stands in \
         src/lessons/condition/mod.rs.",
        words.join(" ")
    )
}

/// Reads a `let`: the word, and the process id that it stands for.
///
/// # Errors
/// What is missing.
pub fn name(world: &Platform, text: &str) -> Result<(String, String), String> {
    let form = "Write WORD = longest query on DATABASE.";
    let (word, query) = text.split_once('=').ok_or(form)?;
    let colour = query.trim().strip_prefix("longest query on ").ok_or(form)?;
    let id = database(world, colour.trim()).map_err(|error| error.to_string())?;
    let now = world.now();
    let longest = world.server(id).queries.iter().max_by_key(|query| query.age(now));
    let longest = longest.ok_or_else(|| format!("{colour} runs no query."))?;
    Ok((word.trim().to_owned(), longest.pid.to_string()))
}
