//! Scenario files: TOML that describes a starting world.

mod app;
mod database;
mod events;
mod fields;
mod names;
pub mod units;
mod world;

pub use fields::Mistake;

use fields::{Fields, File};
use toml_span::ErrorKind;

use crate::platform::start::StartingWorld;

/// Reads a scenario file.
///
/// # Errors
/// Every mistake in it: where, what was found, what is allowed.
pub fn read(name: &str, text: &str) -> Result<StartingWorld, Vec<Mistake>> {
    let file = File::new(name, text);
    let root = match toml_span::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let (found, allowed) = syntax(&error.kind);
            file.mistake(error.span.start, "this line", found, allowed);
            return Err(file.mistakes());
        }
    };
    let world = world::read(Fields::of(&file, String::new(), root));
    let mistakes = file.mistakes();
    match world {
        Some(world) if mistakes.is_empty() => Ok(world),
        _ => Err(mistakes),
    }
}

/// What the reader of TOML met, and what it may be.
fn syntax(kind: &ErrorKind) -> (String, &'static str) {
    match kind {
        ErrorKind::DuplicateKey { key, .. } => (format!("{key} again"), "each field once"),
        ErrorKind::DuplicateTable { name, .. } => (format!("[{name}] again"), "each table once"),
        ErrorKind::UnterminatedString => ("a text without its closing quote".to_owned(), TOML),
        ErrorKind::UnquotedString => ("a text without quotes".to_owned(), TOML),
        ErrorKind::Unexpected(c) => (format!("an unexpected {c:?}"), TOML),
        ErrorKind::Wanted { expected, found } => {
            (format!("{found} where {expected} should be"), TOML)
        }
        ErrorKind::InvalidNumber => ("a number that cannot be read".to_owned(), TOML),
        _ => ("not TOML".to_owned(), TOML),
    }
}

const TOML: &str = "TOML: name = \"text\", name = 12, [table], [[list]]";
