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
        file.syntax_errors(&errors);
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
    fn what_is_not_toml_is_told_with_its_place() {
        let check = |text: &str, expected: &[&str]| {
            let mistakes = read("x.toml", text).map(|_| ()).expect_err("it is not TOML");
            let found: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{text}");
        };
        let twice = "this is not TOML: a repeated name at a; allowed is each name once.";
        check("a = 1\na = 2", &[&format!("x.toml, line 2, column 1: {twice}")]);
        check("[a]\n[a]", &[&format!("x.toml, line 2, column 2: {twice}")]);
        let value = "allowed is a \"text\", a number, true, false, a [list] or a { table }.";
        let none = "this is not TOML: no value at";
        check(
            "a = yes\nb = no # c",
            &[
                &format!("x.toml, line 1, column 5: {none} yes; {value}"),
                &format!("x.toml, line 2, column 5: {none} no; {value}"),
            ],
        );
        check("a = ", &[&format!("x.toml, line 1, column 5: {none} the end of the file; {value}")]);
        check(
            "a =\n",
            &[&format!("x.toml, line 1, column 4: {none} the end of the line; {value}")],
        );
        check(
            "é = 1",
            &["x.toml, line 1, column 1: this is not TOML: invalid unquoted key at é; allowed is \
               letters, numbers, `-`, `_`."],
        );
        check(
            "ä = \"é\" b",
            &["x.toml, line 1, column 1: this is not TOML: invalid unquoted key at ä; allowed is \
               letters, numbers, `-`, `_`."],
        );
        check(
            "a = \"é\" b",
            &["x.toml, line 1, column 9: this is not TOML: unexpected key or value at b; allowed \
               is newline, `#`."],
        );
        check(
            "a = \"x\nb = 1",
            &[
                "x.toml, line 1, column 7: this is not TOML: invalid basic string at the end of the \
               line; allowed is `\"`.",
            ],
        );
        check(
            "a = [1, 2",
            &["x.toml, line 1, column 10: this is not TOML: unclosed array at the end of the \
               file; allowed is `]`."],
        );
        check(
            "a = 1\n[a.b]",
            &["x.toml, line 2, column 2: this is not TOML: cannot extend value of type integer \
               with a dotted key at a."],
        );
        check(
            "a = 007",
            &["x.toml, line 1, column 5: this is not TOML: unexpected leading zero at 0."],
        );
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
