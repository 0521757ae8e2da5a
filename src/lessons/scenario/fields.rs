//! The fields of a table of a scenario file, taken one by one. What is wrong with a field is noted
//! with its line, and what is left over at the end was not allowed, so a person reads every mistake
//! of a file at once.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::File;
use super::spec::{self, FieldKind, FieldSpec, LONGEST_TEXT, LONGEST_TIME, Presence, TableSpec};
use super::units;
use crate::format::quoted;
use crate::sim::SimDuration;
use crate::terminal::suggestions::near_miss;

/// A name and its value in a table.
#[derive(Clone, Copy)]
pub struct Entry<'f> {
    pub name: &'f str,
    /// Where its name stands, in bytes.
    at: usize,
    pub value: &'f Spanned<DeValue<'f>>,
}

/// The entries of a table, in the order of the file.
pub fn entries<'f>(table: &'f DeTable<'f>) -> Vec<Entry<'f>> {
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
    /// What may stand in it.
    spec: &'static TableSpec,
    /// Its name, where it has one of its own.
    pub name: &'f str,
    path: String,
    at: usize,
    entries: Vec<Entry<'f>>,
    /// The fields asked for so far.
    asked: Vec<&'static str>,
}

/// A text of a list in the file.
pub struct TextItem<'f> {
    pub text: &'f str,
    path: String,
    at: usize,
}

impl<'f> Fields<'f> {
    /// The fields of a value, which should be a table.
    fn of(
        file: &'f File<'f>,
        spec: &'static TableSpec,
        path: String,
        value: &'f Spanned<DeValue<'f>>,
    ) -> Fields<'f> {
        let at = value.span().start;
        let mut fields = Fields::new(file, spec, path, at);
        match value.get_ref() {
            DeValue::Table(table) => fields.entries = entries(table),
            other => fields.wrong("", describe(other), "a table"),
        }
        fields
    }

    fn new(file: &'f File<'f>, spec: &'static TableSpec, path: String, at: usize) -> Fields<'f> {
        Fields { file, spec, name: "", path, at, entries: Vec::new(), asked: Vec::new() }
    }

    /// The fields of the file as a whole.
    pub fn root(file: &'f File<'f>, table: &'f DeTable<'f>) -> Fields<'f> {
        let root = Fields::new(file, &spec::FILE, String::new(), 0);
        Fields { entries: entries(table), ..root }
    }

    /// The full name of one of its fields; its own for no name.
    fn path(&self, name: &str) -> String {
        let dot = if self.path.is_empty() || name.is_empty() { "" } else { "." };
        format!("{}{dot}{name}", self.path)
    }

    /// What the list of all fields says of one.
    fn spec_of(&self, name: &str) -> &'static FieldSpec {
        let spec = self.spec.field(name);
        debug_assert!(spec.is_some(), "{} has no field {name} in its list", self.spec.heading);
        spec.unwrap_or(&UNKNOWN)
    }

    fn entry(&self, name: &str) -> Option<Entry<'f>> {
        self.entries.iter().find(|entry| entry.name == name).copied()
    }

    /// Whether a field is there.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The value of a field, the first time that it is asked for.
    fn take(&mut self, name: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        if self.asked.contains(&name) {
            return None;
        }
        self.asked.push(name);
        self.entry(name).map(|entry| entry.value)
    }

    /// A field as `read` makes it, which says `None` for what is not allowed. Where it is wrong,
    /// or must be there and is not, that is noted, and anything will do for its value: a file with
    /// a mistake is not opened.
    pub fn get<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&'f DeValue<'f>) -> Option<T>,
    ) -> Option<T> {
        let allowed = self.spec_of(name).allowed();
        self.get_among(name, &allowed, &[], read)
    }

    /// A field of which the file itself decides what is allowed, and which words there are.
    pub fn get_among<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        words: &[&str],
        read: impl Fn(&'f DeValue<'f>) -> Option<T>,
    ) -> Option<T> {
        let is_required = matches!(self.spec_of(name).presence, Presence::Required);
        if is_required && !self.asked.contains(&name) && self.entry(name).is_none() {
            self.wrong(name, "missing".to_owned(), allowed);
        }
        let value = self.take(name)?;
        let taken = read(value.get_ref());
        if taken.is_none() {
            let found = describe(value.get_ref());
            let typed = value.get_ref().as_str().unwrap_or_default();
            let is_time = matches!(self.spec_of(name).kind, FieldKind::Length(..)) || name == "at";
            let length = units::near_length(typed).filter(|_| is_time);
            let near = near_miss(typed, words.iter().copied()).or(length.as_deref());
            self.file.mistake(value.span().start, &self.path(name), found, allowed, near);
        }
        taken
    }

    fn mismatch(&self, name: &str, value: &Spanned<DeValue>, allowed: &str) {
        let found = describe(value.get_ref());
        self.file.mistake(value.span().start, &self.path(name), found, allowed, None);
    }

    /// A text.
    pub fn text(&mut self, name: &'static str) -> Option<&'f str> {
        self.get(name, |value| any(value).filter(|text| is_short(text)))
    }

    /// A text that says something.
    pub fn sentence(&mut self, name: &'static str) -> Option<&'f str> {
        let says = |text: &&str| !text.trim().is_empty() && is_short(text);
        self.get(name, |value| any(value).filter(says))
    }

    /// A length of time.
    pub fn length(&mut self, name: &'static str) -> Option<SimDuration> {
        let (from, to) = match self.spec_of(name).kind {
            FieldKind::Length(from, to) => (from, to),
            _ => (SimDuration::ZERO, LONGEST_TIME),
        };
        let is_within = |length: &SimDuration| (from..=to).contains(length);
        self.get(name, text(|text| SimDuration::parse(text).filter(is_within)))
    }

    /// A whole number.
    pub fn count(&mut self, name: &'static str) -> Option<u64> {
        let (from, to) = match self.spec_of(name).kind {
            FieldKind::Count(from, to) => (from, to),
            _ => (0, u64::MAX),
        };
        self.get(name, number(from..=to))
    }

    /// One of the words that its list has, by its place among them.
    pub fn word(&mut self, name: &'static str) -> Option<usize> {
        let spec = self.spec_of(name);
        let words: &[&str] = if let FieldKind::Words(words) = spec.kind { words } else { &[] };
        self.get_among(name, &spec.allowed(), words, text(|word| place(word, words)))
    }

    /// One of several names of the file or the simulation, by its place among them.
    pub fn one_of(&mut self, name: &'static str, names: &[&str]) -> Option<usize> {
        self.get_among(name, &listed(names), names, text(|word| place(word, names)))
    }

    /// True or false; the latter where it is missing.
    pub fn flag(&mut self, name: &'static str) -> bool {
        self.get(name, DeValue::as_bool).unwrap_or_default()
    }

    /// Fields that mean nothing here, and why.
    pub fn none(&mut self, names: &[&'static str], why: &str) {
        for name in names {
            if let Some(value) = self.take(name) {
                self.mismatch(name, value, why);
            }
        }
    }

    /// The texts of a list, each with its place; for conditions it may be a single one.
    pub fn texts(&mut self, name: &'static str) -> Vec<TextItem<'f>> {
        let spec = self.spec_of(name);
        let (least, most) = match spec.kind {
            FieldKind::Texts(_, least, most) => (least, most),
            FieldKind::Conditions(most) => (1, most),
            _ => (0, usize::MAX),
        };
        let path = self.path(name);
        let is_one_enough = matches!(spec.kind, FieldKind::Conditions(_));
        let is_fine = |value: &DeValue| match value {
            DeValue::String(_) => is_one_enough,
            DeValue::Array(items) => (least..=most).contains(&items.len()),
            _ => false,
        };
        let value = self.get(name, |value| is_fine(value).then_some(value));
        let Some((value, entry)) = value.zip(self.entry(name)) else {
            return Vec::new();
        };
        if let Some(text) = value.as_str() {
            return vec![TextItem { text, path, at: entry.value.span().start }];
        }
        let mut items = Vec::new();
        for (number, item) in (1..).zip(value.as_array().into_iter().flat_map(|all| all.iter())) {
            let (path, at) = (format!("{path} {number}"), item.span().start);
            match item.get_ref().as_str() {
                Some(text) => items.push(TextItem { text, path, at }),
                None => {
                    let found = describe(item.get_ref());
                    self.file.mistake(at, &path, found, "a text", None);
                }
            }
        }
        items
    }

    /// The text of a field, which is still to be read.
    pub fn peek(&self, name: &str) -> Option<&'f str> {
        self.entry(name).and_then(|entry| entry.value.get_ref().as_str())
    }

    /// Whether the file has these words anywhere.
    pub fn file_has(&self, words: &str) -> bool {
        self.file.has(words)
    }

    /// Notes a mistake in a text of a list, in words of its own.
    pub fn wrong_item(&self, item: &TextItem, found: String, allowed: &str, near: Option<&str>) {
        self.file.mistake(item.at, &item.path, found, allowed, near);
    }

    /// Notes a mistake in a part of the text of a field, where it stands.
    pub fn wrong_part(
        &self,
        field: &str,
        part: &str,
        found: String,
        allowed: &str,
        near: Option<&str>,
    ) {
        let span = self.entry(field).map_or(self.at..self.at, |entry| entry.value.span());
        let at = self.file.find(span, part);
        self.file.mistake(at, &self.path(field), found, allowed, near);
    }

    /// Notes a mistake in a text of a list, with what was perhaps meant.
    pub fn wrong_text(&self, item: &TextItem, allowed: &str, near: Option<&str>) {
        self.file.mistake(item.at, &item.path, quoted(item.text), allowed, near);
    }

    /// The texts of a list, each of which is one of these words.
    pub fn words_among(&mut self, name: &'static str, words: &[&str]) -> Vec<&'f str> {
        let items = self.texts(name);
        for item in items.iter().filter(|item| !words.contains(&item.text)) {
            let near = near_miss(item.text, words.iter().copied());
            self.wrong_text(item, &listed(words), near);
        }
        items.iter().map(|item| item.text).collect()
    }

    /// A table.
    pub fn table(&mut self, name: &'static str) -> Option<Fields<'f>> {
        let spec = self.spec_of(name).table().unwrap_or(&spec::FILE);
        let value = self.take(name)?;
        Some(Fields::of(self.file, spec, self.path(name), value))
    }

    /// The tables in a table, in the order of the file, each with its name.
    pub fn tables(&mut self, name: &'static str) -> Vec<Fields<'f>> {
        let spec = self.spec_of(name);
        let most = if let FieldKind::Tables(_, most) = spec.kind { most } else { usize::MAX };
        let mut tables = Vec::new();
        if let Some(inner) = self.table(name) {
            let count = inner.entries.len();
            if let Some(first) = inner.entries.get(most) {
                let (found, allowed) = (format!("of {count} tables"), format!("at most {most}"));
                self.file.mistake(first.at, &inner.path, found, &allowed, None);
            }
            for Entry { name, at, value } in inner.entries.iter().take(most) {
                let fields = Fields::of(self.file, inner.spec, inner.path(name), value);
                // The heading's line says more than that of its first field.
                tables.push(Fields { name, at: *at, ..fields });
            }
        }
        tables
    }

    /// The tables of a list, such as `[[fault]]`.
    pub fn list(&mut self, name: &'static str) -> Vec<Fields<'f>> {
        let spec = self.spec_of(name);
        let (inner, most) = match spec.kind {
            FieldKind::List(inner, most) => (inner, most),
            _ => (&spec::FILE, usize::MAX),
        };
        let mut tables = Vec::new();
        let Some(value) = self.take(name) else {
            return tables;
        };
        let DeValue::Array(values) = value.get_ref() else {
            self.mismatch(name, value, &spec.allowed());
            return tables;
        };
        if let Some(first) = values.get(most) {
            let (at, found) = (first.span().start, format!("{} tables", values.len()));
            self.file.mistake(at, &self.path(name), found, &format!("at most {most}"), None);
        }
        for value in values.iter().take(most) {
            let path = format!("{} {}", self.path(name), tables.len() + 1);
            tables.push(Fields::of(self.file, inner, path, value));
        }
        tables
    }

    /// Notes tables of a list that have the name of one before them.
    pub fn check_doubled(tables: &[Fields]) {
        for (at, table) in tables.iter().enumerate() {
            let Some((name, entry)) = table.peek("name").zip(table.entry("name")) else {
                continue;
            };
            let mut before = tables[..at].iter();
            let other = before.find(|other| other.peek("name") == Some(name));
            if let Some(other) = other.and_then(|other| other.entry("name")) {
                let line = table.file.line_of(other.at);
                let found = format!("{}, as in line {line}", quoted(name));
                let allowed = "a name that no other has";
                table.file.mistake(entry.at, &table.path("name"), found, allowed, None);
            }
        }
    }

    /// Whether it has this field and no other.
    pub fn is_only(&self, name: &str) -> bool {
        !self.entries.is_empty() && self.entries.iter().all(|entry| entry.name == name)
    }

    /// Whether the file has a line with its heading, which tables within it can do without.
    pub fn has_heading(&self) -> bool {
        self.file.has_line(&format!("[{}]", self.path))
    }

    /// Notes a mistake in the table itself, with what was perhaps meant.
    pub fn wrong_near(&self, found: String, allowed: &str, near: Option<&str>) {
        self.file.mistake(self.at, &self.path, found, allowed, near);
    }

    /// Whether no mistake has been noted in the file so far.
    pub fn are_right(&self) -> bool {
        self.file.is_right()
    }

    /// Notes a mistake in the table as a whole, about a field or, with no name, about itself.
    pub fn wrong(&self, field: &str, found: String, allowed: &str) {
        let at = self.entry(field).map_or(self.at, |entry| entry.at);
        self.file.mistake(at, &self.path(field), found, allowed, None);
    }

    /// Notes that the text of a field is none of these names.
    pub fn wrong_word(&self, field: &str, found: &str, names: &[&str]) {
        let at = self.entry(field).map_or(self.at, |entry| entry.at);
        let near = near_miss(found, names.iter().copied());
        self.file.mistake(at, &self.path(field), quoted(found), &listed(names), near);
    }

    /// Notes that its name is none of these.
    pub fn wrong_name(&self, names: &[&str]) {
        let near = near_miss(self.name, names.iter().copied());
        let found = format!("named {}", self.name);
        self.file.mistake(self.at, &self.path, found, &listed(names), near);
    }

    /// Notes what is no field of the table. By then the reader has asked for every field.
    pub fn finish(self) {
        let names = self.spec.names();
        debug_assert!(
            names.iter().all(|name| self.asked.contains(name)),
            "{} is read without {:?}",
            self.spec.heading,
            names.iter().filter(|name| !self.asked.contains(name)).collect::<Vec<_>>()
        );
        for entry in self.entries.iter().filter(|entry| !names.contains(&entry.name)) {
            let found = "no field of this table".to_owned();
            let near = near_miss(entry.name, names.iter().copied());
            let is_of_file = spec::FILE.field(entry.name).is_some_and(|it| it.table().is_none());
            let allowed = match is_of_file && near.is_none() {
                true => format!("{} above the first table", entry.name),
                false => listed(&names),
            };
            self.file.mistake(entry.at, &self.path(entry.name), found, &allowed, near);
        }
    }
}

/// What stands for a field that is in no list.
static UNKNOWN: FieldSpec =
    FieldSpec { name: "", kind: FieldKind::Text, presence: Presence::Optional(""), meaning: "" };

/// Whether a text is not too long to be shown.
fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_TEXT
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
        DeValue::Array(items) => format!("a list of {}", items.len()),
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

/// Reads a whole number of the range.
pub fn number(range: RangeInclusive<u64>) -> impl Fn(&DeValue) -> Option<u64> {
    move |value| {
        let number = value.as_integer()?;
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
        u64::try_from(number).ok().filter(|number| range.contains(number))
    }
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
