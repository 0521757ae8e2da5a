//! The fields of a table of a scenario file, taken one by one. What is wrong with a field is noted
//! with its line, and what is left over at the end was not allowed, so a person reads every mistake
//! of a file at once.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::File;
use crate::format::quoted;
use crate::sim::SimDuration;

/// What is allowed in a field for any text.
pub const TEXT: &str = "a text";

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
    entries.sort_unstable_by_key(|entry| entry.at);
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
    pub fn list(&mut self, name: &'static str, most: usize) -> Vec<Fields<'f>> {
        let mut tables = Vec::new();
        let Some(value) = self.take(name) else {
            return tables;
        };
        let DeValue::Array(values) = value.get_ref() else {
            self.mismatch(name, value, &format!("a list of tables, each begun with [[{name}]]"));
            return tables;
        };
        if values.len() > most {
            let found = format!("{} tables", values.len());
            self.file.mistake(
                value.span().start,
                &self.path(name),
                found,
                &format!("at most {most}"),
            );
        }
        for value in values.iter().take(most) {
            let path = format!("{} {}", self.path(name), tables.len() + 1);
            tables.push(Fields::of(self.file, path, value));
        }
        tables
    }

    /// Whether no mistake has been noted in the file so far.
    pub fn are_right(&self) -> bool {
        self.file.is_right()
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
