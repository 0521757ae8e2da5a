//! Mistakes in a scenario file, each with its place and what is allowed instead.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// What is allowed where a value stands.
const VALUE: &str = "\"text\" in quotes, a number, true, false, a [list] or a { table }";

/// A mistake shows at most so many characters of a line.
const FOUND_LENGTH: usize = 30;

/// The most mistakes that are listed for a person at once.
pub const MOST_LISTED: usize = 50;

/// The most mistakes that are noted. Nobody reads more, and each has a line to be counted.
const MOST_MISTAKES: usize = 1_000;

/// A mistake in a scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// From 1.
    pub line: u32,
    pub kind: MistakeKind,
}

/// What is wrong at a line of a scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// The file is not TOML.
    Syntax {
        /// In characters, from 1.
        column: u32,
        problem: String,
        /// What is allowed instead, where the parser says so.
        allowed: Option<String>,
    },
    /// A field has a value that it may not have, or may not be there, or is missing.
    Field {
        /// With its tables: `database.WHITE.plan`.
        name: String,
        found: String,
        allowed: String,
        /// What was perhaps meant: a name or a condition that is nearly the one found.
        near: Option<String>,
    },
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Mistake { file, line, kind } = self;
        match kind {
            MistakeKind::Syntax { column, .. } => {
                write!(f, "{file}, line {line}, column {column}: {kind}")
            }
            MistakeKind::Field { .. } => write!(f, "{file}, line {line}: {kind}"),
        }
    }
}

/// A sentence, for where the file and the line are told already.
impl fmt::Display for MistakeKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            MistakeKind::Syntax { problem, allowed, .. } => {
                write!(f, "this is not TOML: {problem}")?;
                match allowed {
                    Some(allowed) => write!(f, "; allowed is {allowed}."),
                    None => write!(f, "."),
                }
            }
            MistakeKind::Field { name, found, allowed, near } => {
                write!(f, "{name} is {found}; allowed is {allowed}.")?;
                match near {
                    Some(near) => write!(f, " Perhaps you meant {near}."),
                    None => Ok(()),
                }
            }
        }
    }
}

/// A scenario file while it is read.
pub struct File<'a> {
    name: &'a str,
    text: &'a str,
    // Tables are read in nested calls, each of which may find mistakes.
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'a> File<'a> {
    pub fn new(name: &'a str, text: &'a str) -> File<'a> {
        File { name, text, mistakes: RefCell::default() }
    }

    /// Notes where the file is not TOML: the first error of each line, since others follow from it.
    ///
    /// A text of several lines that does not end hides where the mistake is from the parser.
    pub fn syntax_errors(&self, errors: &[toml::de::Error]) {
        if let Some(at) = unclosed(self.text) {
            let column = self.column_of(at);
            let problem = format!("a text that begins with {LONG} and does not end");
            let allowed = Some(format!("{LONG} at its end"));
            return self.note(at, MistakeKind::Syntax { column, problem, allowed });
        }
        let end = self.text.len()..self.text.len();
        let place = |error: &toml::de::Error| error.span().unwrap_or(end.clone());
        let mut errors: Vec<&toml::de::Error> = errors.iter().collect();
        errors.sort_unstable_by_key(|error| place(error).start);
        errors.truncate(MOST_MISTAKES);
        errors.dedup_by_key(|error| self.line_of(place(error).start));
        for error in errors {
            let span = place(error);
            let column = self.column_of(span.start);
            let found = self.found(span.clone());
            let (problem, allowed) = match found.starts_with(CURLY) {
                true => ("quotes of a word processor", Some(STRAIGHT.to_owned())),
                false => syntax_problem(error.message()),
            };
            let problem = format!("{problem} at {found}");
            self.note(span.start, MistakeKind::Syntax { column, problem, allowed });
        }
    }

    /// The text at a place, or what follows it on its line.
    fn found(&self, span: Range<usize>) -> String {
        let rest = self.text.get(span.start..).unwrap_or_default();
        let found = self.text.get(span).filter(|found| !found.is_empty()).unwrap_or(rest);
        match found.lines().next() {
            None => "the end of the file".to_owned(),
            Some("") => "the end of the line".to_owned(),
            Some(line) => line.chars().take(FOUND_LENGTH).collect(),
        }
    }

    /// The text before this byte.
    fn before(&self, at: usize) -> &'a str {
        self.text.get(..at).unwrap_or(self.text)
    }

    /// The line of this byte, from 1.
    pub fn line_of(&self, at: usize) -> u32 {
        self.before(at).matches('\n').count() as u32 + 1
    }

    /// Whether it has these words anywhere.
    pub fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// Whether a line of it begins so.
    pub fn has_line(&self, start: &str) -> bool {
        self.text.lines().any(|line| line.trim_start().starts_with(start))
    }

    /// Where a part of a value stands, or the value where it is written otherwise.
    pub fn find(&self, value: Range<usize>, part: &str) -> usize {
        let within = self.text.get(value.clone()).and_then(|text| text.find(part));
        value.start + within.unwrap_or_default()
    }

    /// The column of this byte, in characters, from 1.
    fn column_of(&self, at: usize) -> u32 {
        let line = self.before(at).rsplit('\n').next().unwrap_or_default();
        line.chars().count() as u32 + 1
    }

    /// Notes a mistake about a field, at this byte of the file, with what was perhaps meant.
    pub fn mistake(
        &self,
        at: usize,
        field: &str,
        found: String,
        allowed: &str,
        near: Option<&str>,
    ) {
        let (name, allowed, near) = (field.to_owned(), allowed.to_owned(), near.map(str::to_owned));
        self.note(at, MistakeKind::Field { name, found, allowed, near });
    }

    /// Notes a mistake in its place: they are kept by line.
    fn note(&self, at: usize, kind: MistakeKind) {
        let mut mistakes = self.mistakes.borrow_mut();
        if mistakes.len() >= MOST_MISTAKES {
            return;
        }
        let (file, line) = (self.name.to_owned(), self.line_of(at));
        let place = mistakes.partition_point(|other| other.line <= line);
        mistakes.insert(place, Mistake { file, line, kind });
    }

    /// Whether no mistake has been noted so far.
    pub fn is_right(&self) -> bool {
        self.mistakes.borrow().is_empty()
    }

    /// The mistakes found, by line.
    pub fn mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }
}

/// What a text of several lines stands in.
const LONG: &str = "\"\"\"";

/// Quotes that programs for letters set in place of straight ones.
const CURLY: [char; 7] = ['“', '”', '„', '‘', '’', '«', '»'];
const STRAIGHT: &str = "straight quotes: \"text\"";

/// Where a text of several lines begins that does not end: before the next begins, or at all.
fn unclosed(text: &str) -> Option<usize> {
    let mut open = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        for (place, _) in line.match_indices(LONG) {
            let before = &line[..place];
            let begins = before.trim_end().ends_with('=');
            match open {
                Some(_) if begins && !before.contains(LONG) => return open,
                Some(_) => open = None,
                None => open = Some(at + place),
            }
        }
        at += line.len();
    }
    open
}

/// A problem in the parser's words, which are "… , expected …", and what is allowed instead. The
/// mistakes that people make most often have words of our own.
fn syntax_problem(message: &str) -> (&str, Option<String>) {
    let (problem, allowed) = match message.split_once(", expected ") {
        Some((problem, "nothing")) => (problem, None),
        // A word without quotes, which might also have become `true` or `nan`.
        Some(("string values must be quoted" | "invalid boolean", _))
        | Some(("invalid float", "`nan`" | "`inf`")) => ("no value", Some(VALUE)),
        Some(("invalid basic string", _)) => {
            ("no closing quote", Some("\" at the end of the text"))
        }
        Some(("key with no value", _)) => ("a name without a value", Some("NAME = VALUE")),
        Some((problem, expected)) => (problem, Some(expected)),
        None if message == "duplicate key" => ("a repeated name", Some("each name once")),
        None => (message, None),
    };
    (problem, allowed.map(str::to_owned))
}
