//! Near misses: the condition that somebody perhaps meant.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::{Condition, Flaw, KnownNames, VOCABULARY};
use crate::platform::app::DATABASE_URL;
use crate::platform::colours::COLOURS;
use crate::terminal::suggestions::near_miss;

/// What stands for each name and each number when two conditions are compared.
const NAME: &str = "X";
const NUMBER: &str = "0";

/// A condition that can hold and is nearly this text: one of the vocabulary with the names and
/// numbers of the text, where `is_fit` says that it will do. Of several with `or` between them,
/// each is looked at. It has no names but those that are known.
pub fn condition(
    text: &str,
    names: &KnownNames,
    is_fit: impl Fn(&Condition) -> bool,
) -> Option<String> {
    let parts: Option<Vec<String>> = text.split(" or ").map(|part| one(part, names)).collect();
    let near = parts?.join(" or ");
    let condition = Condition::parse(&near).filter(|condition| condition.check(names).is_ok());
    condition.filter(is_fit).map(|_| near).filter(|near| near != text)
}

fn one(text: &str, names: &KnownNames) -> Option<String> {
    let text = mend_unknown(text, names);
    let words: Vec<String> = text.split_whitespace().map(|word| mend_name(word, names)).collect();
    let mended = mend_unknown(&words.join(" "), names);
    if Condition::parse(&mended).is_some_and(|condition| condition.check(names).is_ok()) {
        return Some(mended);
    }
    let patterns: Vec<String> = VOCABULARY.iter().map(|example| pattern(example)).collect();
    let near = near_miss(&pattern(&mended), patterns.iter().map(String::as_str))?;
    let example = VOCABULARY.iter().find(|example| pattern(example) == near)?;
    let taken = |class: &'static str| {
        let taken = words.iter().filter(|word| class_of(word) == Some(class)).cloned();
        taken.collect::<Vec<_>>().into_iter().peekable()
    };
    let (mut names, mut numbers) = (taken(NAME), taken(NUMBER));
    let next = |words: &mut Peekable<IntoIter<String>>, word: &str| {
        words.next().unwrap_or_else(|| word.to_owned())
    };
    let put = |word| match class_of(word) {
        Some(NAME) => next(&mut names, word),
        Some(_) => next(&mut numbers, word),
        None => word.to_owned(),
    };
    let near: Vec<String> = example.split_whitespace().map(put).collect();
    Some(near.join(" "))
}

/// The text with a known name where a condition has one that is nearly so.
fn mend_unknown(text: &str, names: &KnownNames) -> String {
    let flaw = Condition::parse(text).map(|condition| condition.check(names));
    let Some(Err(Flaw::UnknownName(kind, name))) = flaw else {
        return text.to_owned();
    };
    let near = near_miss(&name, names.of(kind).iter().copied()).unwrap_or(&name);
    let word = |word| if word == name { near } else { word };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The name of a database that a word perhaps is, else the word.
fn mend_name(word: &str, names: &KnownNames) -> String {
    let known = || names.databases.iter().copied();
    let looks_so = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let is_small = word.chars().all(|c| c.is_ascii_lowercase());
    let upper = word.to_ascii_uppercase();
    let near = match (looks_so, is_small) {
        (true, _) => near_miss(word, known()),
        (_, true) => known().find(|name| *name == upper),
        _ => None,
    };
    near.unwrap_or(word).to_owned()
}

/// Whether a word is a name of a database or a number.
fn class_of(word: &str) -> Option<&'static str> {
    if word == DATABASE_URL || COLOURS.contains(&word) {
        Some(NAME)
    } else if word.trim_start_matches('$').starts_with(|c: char| c.is_ascii_digit()) {
        Some(NUMBER)
    } else {
        None
    }
}

/// A condition with one word for all names and one for all numbers.
fn pattern(text: &str) -> String {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| class_of(word).unwrap_or(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::condition::flaw::of_the_vocabulary;

    #[test]
    fn a_near_miss_of_a_condition_is_mended() {
        let names = of_the_vocabulary();
        let near = |text: &str| condition(text, &names, |_| true);
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(near(text).as_deref(), expected, "{text}");
        };
        check("CHARCOAL is wrtable", Some("CHARCOAL is writable"));
        check("white is writable", Some("WHITE is writable"));
        check("WHTE is available", Some("WHITE is available"));
        check("CHARCOAL folows TEAL", Some("CHARCOAL follows TEAL"));
        check("NAVY is behind by 12 comits", Some("NAVY is behind by 12 commits"));
        check("maintenance is offf", Some("maintenance is off"));
        check("NAVY is lost or NAVY is writeable", Some("NAVY is lost or NAVY is writable"));
        check("wrker runs 0", Some("worker runs 0"));
        check("TEEL is writeable", Some("TEAL is writable"));
        check("shushi uses WHITE", Some("sushi uses WHITE"));
        check("pg:info has run since step outge", Some("pg:info has run since step outage"));
        check("WHITE is a colour of the sky", None);
        // The vocabulary has such a name, and the file has not.
        check("GRAY follows nothing", None);
        check("", None);
        check("WHITE is writable", None);
        let awaited = condition("maintenance is offf", &names, Condition::can_be_awaited);
        assert_eq!(awaited, None);
    }
}
