//! The fields of a table of a scenario file, taken one by one; what is wrong with them is noted
//! with its line, and what is left over at the end was not allowed.

use std::cell::RefCell;
use std::fmt;

use super::tree::{Field, Node, Value};
use crate::platform::names::Joined;
use crate::sim::SimDuration;

/// What is allowed in a field for any text.
pub const TEXT: &str = "a text";

/// A mistake in a scenario file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The field, with its tables: `database.WHITE.plan`.
    pub field: String,
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Mistake { file, line, field, found, allowed } = self;
        write!(f, "{file}, line {line}: {field} is {found}; allowed is {allowed}.")
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
    /// A file of that name and text.
    pub fn new(name: &'a str, text: &'a str) -> File<'a> {
        File { name, text, mistakes: RefCell::default() }
    }

    /// Notes a mistake at this byte of the file.
    pub fn mistake(&self, at: usize, field: &str, found: String, allowed: &str) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() as u32 + 1;
        let mistake = Mistake {
            file: self.name.to_owned(),
            line,
            field: field.to_owned(),
            found,
            allowed: allowed.to_owned(),
        };
        let mut mistakes = self.mistakes.borrow_mut();
        let after = mistakes.partition_point(|other| other.line <= line);
        mistakes.insert(after, mistake);
    }

    /// The mistakes found, by line.
    pub fn mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }
}

/// What makes a value of a node, or says `None`. A reference, so that each type of value is
/// compiled once and not once for every field: that is a tenth of this room's download.
pub type Read<'r, 'f, T> = &'r dyn Fn(&'f Node<'f>) -> Option<T>;

/// A table of the file.
pub struct Fields<'f> {
    file: &'f File<'f>,
    /// Its name, where it has one of its own.
    pub name: &'f str,
    path: String,
    at: usize,
    table: &'f [Field<'f>],
    allowed: Vec<&'static str>,
}

impl<'f> Fields<'f> {
    /// The fields of a value, which should be a table.
    pub fn of(file: &'f File<'f>, path: String, value: &'f Value<'f>) -> Fields<'f> {
        let at = value.at;
        let mut fields = Fields { file, name: "", path, at, table: &[], allowed: Vec::new() };
        match &value.node {
            Node::Table(table) => fields.table = table,
            other => fields.wrong("", shown(other), "a table"),
        }
        fields
    }

    /// The full name of one of its fields; its own for no name.
    fn path(&self, name: &str) -> String {
        let dot = if self.path.is_empty() || name.is_empty() { "" } else { "." };
        format!("{}{dot}{name}", self.path)
    }

    /// The value of a field, the first time that it is asked for.
    fn take(&mut self, name: &'static str) -> Option<&'f Value<'f>> {
        if self.allowed.contains(&name) {
            return None;
        }
        self.allowed.push(name);
        self.table.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// A field that may be missing; `read` says `None` for what is not `allowed`.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        read: Read<'_, 'f, T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        let taken = read(&value.node);
        if taken.is_none() {
            self.mismatch(name, value, allowed);
        }
        taken
    }

    fn mismatch(&self, name: &str, value: &Value, allowed: &str) {
        self.file.mistake(value.at, &self.path(name), shown(&value.node), allowed);
    }

    /// A field that must be there. Where it is not, or is wrong, that is noted, and anything will
    /// do for its value: a file with a mistake is not opened.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        read: Read<'_, 'f, T>,
    ) -> Option<T> {
        if self.table.iter().all(|field| field.name != name) {
            self.wrong(name, "missing".to_owned(), allowed);
        }
        self.optional(name, allowed, read)
    }

    /// A text that may be missing.
    pub fn text(&mut self, name: &'static str) -> Option<&'f str> {
        self.optional(name, TEXT, &any)
    }

    /// A length of time that may be missing.
    pub fn length(&mut self, name: &'static str) -> Option<SimDuration> {
        let allowed = "a length of time such as \"90s\", \"10m\" or \"1h30m\"";
        self.optional(name, allowed, &text(SimDuration::parse))
    }

    /// A whole number that may be missing.
    pub fn count(&mut self, name: &'static str, from: u64, to: u64) -> Option<u64> {
        let allowed = format!("a whole number from {from} to {to}");
        self.optional(name, &allowed, &number(from..=to))
    }

    /// One of several words, by its place among them, that may be missing.
    pub fn word(&mut self, name: &'static str, allowed: &str, words: &[&str]) -> Option<usize> {
        self.optional(name, allowed, &text(|word| place(word, words)))
    }

    /// One of several names, by its place among them, that must be there.
    pub fn one_of(&mut self, name: &'static str, names: &[&str]) -> Option<usize> {
        self.required(name, &listed(names), &text(|word| place(word, names)))
    }

    /// True or false; the latter where it is missing.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.optional(name, "true or false", &flag).unwrap_or_default()
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
            let count = inner.table.len();
            if count > most {
                inner.wrong("", format!("of {count} tables"), &format!("at most {most}"));
            }
            for Field { name, at, value } in inner.table {
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
        let Node::List(values) = &value.node else {
            self.mismatch(name, value, &format!("a list of tables, each begun with [[{name}]]"));
            return tables;
        };
        for value in values {
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
        for field in self.table {
            if !self.allowed.contains(&field.name) {
                let found = "no field of this table".to_owned();
                let allowed = listed(&self.allowed);
                self.file.mistake(field.at, &self.path(field.name), found, &allowed);
            }
        }
    }
}

/// Names as a mistake lists them.
pub fn listed(names: &[&str]) -> String {
    format!("one of {}", names.joined(", "))
}

/// The place of a name among several.
pub fn place(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|other| *other == name)
}

/// A value as a mistake shows it.
fn shown(node: &Node) -> String {
    match node {
        Node::Text(text) => quoted(text),
        Node::Number(number) => number.to_string(),
        Node::Flag(flag) => flag.to_string(),
        Node::List(_) => "a list".to_owned(),
        Node::Table(_) => "a table".to_owned(),
    }
}

/// A text as a mistake shows it.
pub fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Reads a text, and what `read` makes of it.
pub fn text<T>(read: impl Fn(&str) -> Option<T>) -> impl Fn(&Node) -> Option<T> {
    move |node| match node {
        Node::Text(text) => read(text),
        _ => None,
    }
}

/// Reads any text.
pub fn any<'f>(node: &'f Node<'f>) -> Option<&'f str> {
    if let Node::Text(text) = node { Some(text) } else { None }
}

/// Reads true or false.
fn flag(node: &Node) -> Option<bool> {
    if let Node::Flag(flag) = node { Some(*flag) } else { None }
}

/// Reads a whole number of the range.
pub fn number(range: std::ops::RangeInclusive<u64>) -> impl Fn(&Node) -> Option<u64> {
    move |node| match node {
        Node::Number(number) => u64::try_from(*number).ok().filter(|n| range.contains(n)),
        _ => None,
    }
}

/// Reads a list of texts.
pub fn texts<'f>(node: &'f Node<'f>) -> Option<Vec<&'f str>> {
    let Node::List(items) = node else {
        return None;
    };
    let mut texts = Vec::new();
    for item in items {
        texts.push(any(&item.node)?);
    }
    Some(texts)
}

/// Reads a table of texts.
pub fn pairs(node: &Node) -> Option<Vec<(String, String)>> {
    let Node::Table(fields) = node else {
        return None;
    };
    let mut pairs = Vec::new();
    for field in fields {
        pairs.push((field.name.to_owned(), any(&field.value.node)?.to_owned()));
    }
    Some(pairs)
}
