//! Scenario files: TOML that describes a starting world.

mod app;
mod database;
mod events;
mod fields;
mod names;
pub mod units;
mod world;

pub use fields::{Mistake, MistakeKind};

use fields::{Fields, File};
use toml::de::DeTable;

use crate::platform::starting_world::StartingWorld;

/// Reads a scenario file.
///
/// # Errors
/// Every mistake in it: where, what was found, what is allowed.
pub fn read(name: &str, text: &str) -> Result<StartingWorld, Vec<Mistake>> {
    let file = File::new(name, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        errors.iter().for_each(|error| file.syntax_error(error));
        return Err(file.mistakes());
    }
    let world = world::read(Fields::root(&file, Some(root.get_ref())));
    let mistakes = file.mistakes();
    if mistakes.is_empty() { Ok(world) } else { Err(mistakes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mistakes = read("x.toml", text).map(|_| ()).expect_err("it has mistakes");
        let found: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert!(
            expected.iter().all(|one| found.iter().any(|found| found.contains(one))),
            "{text}\n{found:#?}"
        );
    }

    #[test]
    fn what_is_not_toml_is_told_with_its_line() {
        check("a = 1\na = 2", &["x.toml, line 2: this is not TOML: duplicate key."]);
        check("[t]\n[t]", &["x.toml, line 2: this is not TOML: duplicate key."]);
        check("a = ", &["x.toml, line 1: this is not TOML: "]);
        check("title = \"x\nb = 1", &["x.toml, line 1: this is not TOML: invalid basic string"]);
        check("a = yes\nb = no", &["line 1: this is not TOML", "line 2: this is not TOML"]);
    }

    #[test]
    fn a_value_of_any_kind_is_told() {
        for value in ["1.5", "1979-05-27", "0x10", "[]", "{}", "-1", "true", "inf"] {
            check(&format!("title = {value}"), &["x.toml, line 1: title is "]);
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        for open in ["[", "{b=", "[["] {
            assert!(read("x.toml", &format!("a = {}", open.repeat(5_000))).is_err());
        }
        assert!(read("x.toml", &"[".repeat(5_000)).is_err());
    }
}
