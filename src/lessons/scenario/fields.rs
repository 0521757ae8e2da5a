//! The fields of a table of a scenario file, taken one by one. What is wrong with a field is noted
//! with its line, and what is left over at the end was not allowed, so a person reads every mistake
//! of a file at once.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::sim::SimDuration;

/// What is allowed in a field for any text.
pub const TEXT: &str = "a text";

/// What is allowed where a value stands.
const VALUE: &str = "a \"text\", a number, true, false, a [list] or a { table }";

/// A mistake shows at most so many characters of a line.
const FOUND_LENGTH: usize = 30;

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
    },
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Mistake { file, line, kind } = self;
        match kind {
            MistakeKind::Syntax { column, problem, allowed } => {
                write!(f, "{file}, line {line}, column {column}: this is not TOML: {problem}")?;
                match allowed {
                    Some(allowed) => write!(f, "; allowed is {allowed}."),
                    None => write!(f, "."),
                }
            }
            MistakeKind::Field { name, found, allowed } => {
                write!(f, "{file}, line {line}: {name} is {found}; allowed is {allowed}.")
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
    pub fn syntax_errors(&self, errors: &[toml::de::Error]) {
        let end = self.text.len()..self.text.len();
        let place = |error: &toml::de::Error| error.span().unwrap_or(end.clone());
        let mut errors: Vec<&toml::de::Error> = errors.iter().collect();
        errors.sort_by_key(|error| place(error).start);
        errors.dedup_by_key(|error| self.line_of(place(error).start));
        for error in errors {
            let span = place(error);
            let line = self.before(span.start).rsplit('\n').next().unwrap_or_default();
            let column = line.chars().count() as u32 + 1;
            let (problem, allowed) = syntax_problem(error.message());
            let problem = format!("{problem} at {}", self.found(span.clone()));
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
    fn line_of(&self, at: usize) -> u32 {
        self.before(at).matches('\n').count() as u32 + 1
    }

    /// Notes a mistake about a field, at this byte of the file.
    pub fn mistake(&self, at: usize, field: &str, found: String, allowed: &str) {
        let (name, allowed) = (field.to_owned(), allowed.to_owned());
        self.note(at, MistakeKind::Field { name, found, allowed });
    }

    fn note(&self, at: usize, kind: MistakeKind) {
        let (file, line) = (self.name.to_owned(), self.line_of(at));
        self.mistakes.borrow_mut().push(Mistake { file, line, kind });
    }

    /// The mistakes found, by line.
    pub fn mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| mistake.line);
        mistakes
    }
}

/// A problem in the parser's words, which are "… , expected …", and what is allowed instead. The
/// mistakes that people make most often have words of our own.
fn syntax_problem(message: &str) -> (&str, Option<String>) {
    let (problem, allowed) = match message.split_once(", expected ") {
        Some((problem, "nothing")) => (problem, None),
        Some(("string values must be quoted", _)) => ("no value", Some(VALUE)),
        Some((problem, expected)) => (problem, Some(expected)),
        None if message == "duplicate key" => ("a repeated name", Some("each name once")),
        None => (message, None),
    };
    (problem, allowed.map(str::to_owned))
}

/// A name and its value in a table.
#[derive(Clone, Copy)]
struct Entry<'f> {
    name: &'f str,
    /// Where its name stands, in bytes.
    at: usize,
    value: &'f Spanned<DeValue<'f>>,
}

/// The entries of a table, in the order of the file.
fn entries<'f>(table: &'f DeTable<'f>) -> Vec<Entry<'f>> {
    let entry = |(name, value): (&'f Spanned<_>, _)| {
        let text: &std::borrow::Cow<str> = name.get_ref();
        Entry { name: text, at: name.span().start, value }
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

/// A table of the file.
pub struct Fields<'f> {
    file: &'f File<'f>,
    /// Its name, where it has one of its own.
    pub name: &'f str,
    path: String,
    at: usize,
    entries: Vec<Entry<'f>>,
    /// The fields asked for so far.
    allowed: Vec<&'static str>,
}

impl<'f> Fields<'f> {
    /// The fields of a value, which should be a table.
    pub fn of(file: &'f File<'f>, path: String, value: &'f Spanned<DeValue<'f>>) -> Fields<'f> {
        let at = value.span().start;
        let mut fields = Fields::root(file, None);
        (fields.path, fields.at) = (path, at);
        match value.get_ref() {
            DeValue::Table(table) => fields.entries = entries(table),
            other => fields.wrong("", describe(other), "a table"),
        }
        fields
    }

    /// The fields of the file as a whole.
    pub fn root(file: &'f File<'f>, table: Option<&'f DeTable<'f>>) -> Fields<'f> {
        Fields {
            file,
            name: "",
            path: String::new(),
            at: 0,
            entries: table.map(entries).unwrap_or_default(),
            allowed: Vec::new(),
        }
    }

    /// The full name of one of its fields; its own for no name.
    fn path(&self, name: &str) -> String {
        let dot = if self.path.is_empty() || name.is_empty() { "" } else { "." };
        format!("{}{dot}{name}", self.path)
    }

    /// The value of a field, the first time that it is asked for.
    fn take(&mut self, name: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        if self.allowed.contains(&name) {
            return None;
        }
        self.allowed.push(name);
        self.entries.iter().find(|entry| entry.name == name).map(|entry| entry.value)
    }

    /// A field that may be missing; `read` says `None` for what is not `allowed`.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        read: impl Fn(&'f DeValue<'f>) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        let taken = read(value.get_ref());
        if taken.is_none() {
            self.mismatch(name, value, allowed);
        }
        taken
    }

    fn mismatch(&self, name: &str, value: &Spanned<DeValue>, allowed: &str) {
        let found = describe(value.get_ref());
        self.file.mistake(value.span().start, &self.path(name), found, allowed);
    }

    /// A field that must be there. Where it is not, or is wrong, that is noted, and anything will
    /// do for its value: a file with a mistake is not opened.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        read: impl Fn(&'f DeValue<'f>) -> Option<T>,
    ) -> Option<T> {
        if self.entries.iter().all(|entry| entry.name != name) {
            self.wrong(name, "missing".to_owned(), allowed);
        }
        self.optional(name, allowed, read)
    }

    /// A text that may be missing.
    pub fn text(&mut self, name: &'static str) -> Option<&'f str> {
        self.optional(name, TEXT, any)
    }

    /// A length of time that may be missing.
    pub fn length(&mut self, name: &'static str) -> Option<SimDuration> {
        let allowed = "a length of time such as \"90s\", \"10m\" or \"1h30m\"";
        self.optional(name, allowed, text(SimDuration::parse))
    }

    /// A whole number that may be missing.
    pub fn count(&mut self, name: &'static str, from: u64, to: u64) -> Option<u64> {
        let allowed = format!("a whole number from {from} to {to}");
        self.optional(name, &allowed, number(from..=to))
    }

    /// One of several words, by its place among them, that may be missing.
    pub fn word(&mut self, name: &'static str, allowed: &str, words: &[&str]) -> Option<usize> {
        self.optional(name, allowed, text(|word| place(word, words)))
    }

    /// One of several names, by its place among them, that must be there.
    pub fn one_of(&mut self, name: &'static str, names: &[&str]) -> Option<usize> {
        self.required(name, &listed(names), text(|word| place(word, names)))
    }

    /// True or false; the latter where it is missing.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.optional(name, "true or false", flag).unwrap_or_default()
    }

    /// Fields that mean nothing here, and why.
    pub fn none(&mut self, names: &[&'static str], why: &str) {
        for name in names {
            if let Some(value) = self.take(name) {
                self.mismatch(name, value, why);
            }
        }
    }

    /// A table that may be missing.
    pub fn table(&mut self, name: &'static str) -> Option<Fields<'f>> {
        let value = self.take(name)?;
        Some(Fields::of(self.file, self.path(name), value))
    }

    /// The tables in a table, in the order of the file, each with its name.
    pub fn tables(&mut self, name: &'static str, most: usize) -> Vec<Fields<'f>> {
        let mut tables = Vec::new();
        if let Some(inner) = self.table(name) {
            let count = inner.entries.len();
            if count > most {
                inner.wrong("", format!("of {count} tables"), &format!("at most {most}"));
            }
            for Entry { name, at, value } in &inner.entries {
                let fields = Fields::of(self.file, inner.path(name), value);
                // The heading's line says more than that of its first field.
                tables.push(Fields { name, at: *at, ..fields });
            }
        }
        tables
    }

    /// The tables of a list, such as `[[fault]]`.
    pub fn list(&mut self, name: &'static str) -> Vec<Fields<'f>> {
        let mut tables = Vec::new();
        let Some(value) = self.take(name) else {
            return tables;
        };
        let DeValue::Array(values) = value.get_ref() else {
            self.mismatch(name, value, &format!("a list of tables, each begun with [[{name}]]"));
            return tables;
        };
        for value in values.iter() {
            let path = format!("{} {}", self.path(name), tables.len() + 1);
            tables.push(Fields::of(self.file, path, value));
        }
        tables
    }

    /// Whether no mistake has been noted in the file so far.
    pub fn are_right(&self) -> bool {
        self.file.mistakes.borrow().is_empty()
    }

    /// Notes a mistake in the table as a whole, about a field or, with no name, about itself.
    pub fn wrong(&self, field: &str, found: String, allowed: &str) {
        self.file.mistake(self.at, &self.path(field), found, allowed);
    }

    /// Notes what was not taken.
    pub fn finish(self) {
        for entry in self.entries.iter().filter(|entry| !self.allowed.contains(&entry.name)) {
            let found = "no field of this table".to_owned();
            let allowed = listed(&self.allowed);
            self.file.mistake(entry.at, &self.path(entry.name), found, &allowed);
        }
    }
}

/// Names as a mistake lists them.
pub fn listed(names: &[&str]) -> String {
    format!("one of {}", names.join(", "))
}

/// The place of a name among several.
pub fn place(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|other| *other == name)
}

/// A value as a mistake shows it.
fn describe(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// A text as a mistake shows it.
pub fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Reads a text, and what `read` makes of it.
pub fn text<T>(read: impl Fn(&str) -> Option<T>) -> impl Fn(&DeValue) -> Option<T> {
    move |value| value.as_str().and_then(&read)
}

/// Reads any text.
pub fn any<'f>(value: &'f DeValue<'f>) -> Option<&'f str> {
    value.as_str()
}

/// Reads true or false.
fn flag(value: &DeValue) -> Option<bool> {
    value.as_bool()
}

/// Reads a whole number of the range.
pub fn number(range: RangeInclusive<u64>) -> impl Fn(&DeValue) -> Option<u64> {
    move |value| {
        let number = value.as_integer()?;
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
        u64::try_from(number).ok().filter(|number| range.contains(number))
    }
}

/// Reads a list of texts.
pub fn texts<'f>(value: &'f DeValue<'f>) -> Option<Vec<&'f str>> {
    value.as_array()?.iter().map(|item| item.get_ref().as_str()).collect()
}

/// Reads a table of texts.
pub fn pairs(value: &DeValue) -> Option<Vec<(String, String)>> {
    let DeValue::Table(table) = value else {
        return None;
    };
    let pair =
        |entry: Entry| Some((entry.name.to_owned(), entry.value.get_ref().as_str()?.to_owned()));
    entries(table).into_iter().map(pair).collect()
}
