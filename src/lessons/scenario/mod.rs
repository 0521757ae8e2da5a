//! Scenario files: TOML that describes a starting world and, where it has steps, a lesson.

mod app;
mod database;
mod events;
mod fields;
mod lesson;
mod lesson_names;
mod mistake;
mod names;
#[cfg(not(target_arch = "wasm32"))]
pub mod places;
mod reads;
pub mod spec;
mod texts;
pub mod units;
mod world;

pub(super) use fields::{Entry, entries};
pub use lesson_names::{known as known_names, typed_name_flaw};
pub use mistake::{MOST_LISTED, Mistake, MistakeKind};

use fields::Fields;
use mistake::File;
use toml::de::DeTable;

use crate::lessons::lesson::Lesson;
use crate::platform::starting_world::StartingWorld;

/// The most bytes of a scenario file.
pub const LONGEST_FILE: usize = 100_000;

/// Reads the starting world of a scenario file.
///
/// # Errors
/// As for [`read_file`].
pub fn read(name: &str, text: &str) -> Result<StartingWorld, Vec<Mistake>> {
    read_file(name, text).map(|(world, _)| world)
}

/// Reads a scenario file, and the lesson in it where it has one.
///
/// # Errors
/// Every mistake in it: where, what was found, what is allowed.
pub fn read_file(name: &str, text: &str) -> Result<(StartingWorld, Option<Lesson>), Vec<Mistake>> {
    let file = File::new(name, text);
    if text.len() > LONGEST_FILE {
        let found = format!("{} bytes long", text.len());
        file.mistake(0, "the file", found, &format!("at most {LONGEST_FILE} bytes"), None);
        return Err(file.mistakes());
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        file.syntax_errors(&errors);
        return Err(file.mistakes());
    }
    let mut fields = Fields::root(&file, root.get_ref());
    let world = world::read(&mut fields);
    let lesson = lesson::read(&mut fields, &world);
    fields.finish();
    let mistakes = file.mistakes();
    if mistakes.is_empty() { Ok((world, lesson)) } else { Err(mistakes) }
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
        let check = |text: &str, expected: &[(u32, u32, &str)]| {
            let mistakes = read("x.toml", text).map(|_| ()).expect_err("it is not TOML");
            let found: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            let expected = expected.iter().map(|(line, column, problem)| {
                format!("x.toml, line {line}, column {column}: this is not TOML: {problem}.")
            });
            assert_eq!(found, expected.collect::<Vec<_>>(), "{text}");
        };
        let no_value = |found: &str| {
            format!(
                "no value at {found}; allowed is \"text\" in quotes, a number, true, false, \
                 a [list] or a {{ table }}"
            )
        };
        check("a =", &[(1, 4, &no_value("the end of the file"))]);
        check("a =\n", &[(1, 4, &no_value("the end of the line"))]);
        check("a = yes\nb = no # c", &[(1, 5, &no_value("yes")), (2, 5, &no_value("no"))]);
        check("a = today", &[(1, 5, &no_value("today"))]);
        let twice = "a repeated name at a; allowed is each name once";
        check("a = 1\na = 2", &[(2, 1, twice)]);
        check("[a]\n[a]", &[(2, 2, twice)]);
        let key = "invalid unquoted key at é; allowed is letters, numbers, `-`, `_`";
        check("é = 1", &[(1, 1, key)]);
        let rest = "unexpected key or value at b; allowed is newline, `#`";
        check("a = \"é\" b", &[(1, 9, rest)]);
        let text = "no closing quote at the end of the line; allowed is \" at the end of the text";
        check("a = \"x\nb = 1", &[(1, 7, text)]);
        check("a = [1, 2", &[(1, 10, "unclosed array at the end of the file; allowed is `]`")]);
        check("a = 007", &[(1, 5, "unexpected leading zero at 0")]);
        let table = "cannot extend value of type integer with a dotted key at a";
        check("a = 1\n[a.b]", &[(2, 2, table)]);
    }

    #[test]
    fn every_damage_is_told_with_a_line_of_the_file() {
        use crate::sim::chance::{Cause, Chance};
        let whole: Vec<char> = crate::lessons::FRONT_DOOR_TEXT.chars().collect();
        let signs: Vec<char> = "\"[]{}=,#\\\n .-_1a\t\r'é".chars().collect();
        let chance = Chance::new(1);
        let mut count = 0;
        let mut draw = |below: usize| {
            count += 1;
            chance.below(Cause::Names, count, below as u64) as usize
        };
        let mut mistakes = 0;
        for _ in 0..3_000 {
            let mut text = whole.clone();
            for _ in 0..=draw(3) {
                let at = draw(text.len());
                match draw(3) {
                    0 => drop(text.remove(at)),
                    1 => text.insert(at, signs[draw(signs.len())]),
                    _ => text[at] = signs[draw(signs.len())],
                }
            }
            if draw(10) == 0 {
                text.truncate(draw(text.len()));
            }
            let text: String = text.into_iter().collect();
            let lines = text.matches('\n').count() as u32 + 1;
            for mistake in read("x.toml", &text).err().unwrap_or_default() {
                mistakes += 1;
                assert!((1..=lines).contains(&mistake.line), "{mistake}\n{text}");
                assert!(mistake.to_string().ends_with('.'), "{mistake}");
            }
        }
        assert!(mistakes > 1_000, "only {mistakes}");
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
