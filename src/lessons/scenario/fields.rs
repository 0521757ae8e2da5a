//! The fields of a table of a scenario file, taken one by one; what is wrong with them is noted
//! with its line, and what is left over at the end was not allowed.

use std::cell::RefCell;
use std::fmt;

use toml_span::value::{Key, Table, Value, ValueInner};

/// What is allowed in a field for any text.
pub const TEXT: &str = "a text";

/// What is allowed in a field for a length of time.
pub const LENGTH: &str = "a length of time such as \"90s\", \"10m\" or \"1h30m\"";

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
        self.mistakes.borrow_mut().push(Mistake {
            file: self.name.to_owned(),
            line,
            field: field.to_owned(),
            found,
            allowed: allowed.to_owned(),
        });
    }

    /// The mistakes found, by line.
    pub fn mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| mistake.line);
        mistakes
    }
}

/// A table of the file.
pub struct Fields<'f, 'a> {
    file: &'f File<'a>,
    path: String,
    at: usize,
    table: Table<'a>,
    allowed: Vec<&'static str>,
}

impl<'f, 'a> Fields<'f, 'a> {
    /// The fields of a value, which should be a table.
    pub fn of(file: &'f File<'a>, path: String, mut value: Value<'a>) -> Fields<'f, 'a> {
        let at = value.span.start;
        let table = match value.take() {
            ValueInner::Table(table) => table,
            other => {
                file.mistake(at, &path, shown(&other), "a table");
                Table::new()
            }
        };
        Fields { file, path, at, table, allowed: Vec::new() }
    }

    /// The full name of one of its fields.
    pub fn path(&self, name: &str) -> String {
        let dot = if self.path.is_empty() || name.is_empty() { "" } else { "." };
        format!("{}{dot}{name}", self.path)
    }

    fn take(&mut self, name: &'static str) -> Option<Value<'a>> {
        self.allowed.push(name);
        self.table.remove_entry(name).map(|(_, value)| value)
    }

    /// A field that may be missing; `read` says `None` for what is not `allowed`.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        read: impl FnOnce(&ValueInner<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        let taken = read(value.as_ref());
        if taken.is_none() {
            let found = shown(value.as_ref());
            self.file.mistake(value.span.start, &self.path(name), found, allowed);
        }
        taken
    }

    /// A field that must be there.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        allowed: &str,
        read: impl FnOnce(&ValueInner<'a>) -> Option<T>,
    ) -> Option<T> {
        if !self.table.contains_key(name) {
            self.allowed.push(name);
            self.file.mistake(self.at, &self.path(name), "missing".to_owned(), allowed);
            return None;
        }
        self.optional(name, allowed, read)
    }

    /// A table that may be missing.
    pub fn table(&mut self, name: &'static str) -> Option<Fields<'f, 'a>> {
        let value = self.take(name)?;
        Some(Fields::of(self.file, self.path(name), value))
    }

    /// The tables in a table, in the order of the file, each with its name.
    pub fn tables(&mut self, name: &'static str) -> Vec<(String, Fields<'f, 'a>)> {
        let Some(value) = self.take(name) else {
            return Vec::new();
        };
        let path = self.path(name);
        let mut inner = Fields::of(self.file, path.clone(), value);
        let mut entries: Vec<(Key<'a>, Value<'a>)> =
            std::mem::take(&mut inner.table).into_iter().collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        let table = |(key, value): (Key<'a>, Value<'a>)| {
            let name = key.name.into_owned();
            let path = format!("{path}.{name}");
            let mut fields = Fields::of(self.file, path, value);
            // The heading's line says more than that of its first field.
            fields.at = key.span.start;
            (name, fields)
        };
        entries.into_iter().map(table).collect()
    }

    /// The tables of a list, such as `[[fault]]`.
    pub fn list(&mut self, name: &'static str) -> Vec<Fields<'f, 'a>> {
        let Some(mut value) = self.take(name) else {
            return Vec::new();
        };
        let path = self.path(name);
        let at = value.span.start;
        match value.take() {
            ValueInner::Array(values) => {
                let numbered = values.into_iter().enumerate();
                let table = |(n, value)| Fields::of(self.file, format!("{path} {}", n + 1), value);
                numbered.map(table).collect()
            }
            other => {
                let allowed = format!("a list of tables, each begun with [[{name}]]");
                self.file.mistake(at, &path, shown(&other), &allowed);
                Vec::new()
            }
        }
    }

    /// Notes a mistake in the table as a whole.
    pub fn wrong(&self, field: &str, found: String, allowed: &str) {
        self.file.mistake(self.at, &self.path(field), found, allowed);
    }

    /// Notes what was not taken.
    pub fn finish(self) {
        let allowed = format!("one of {}", self.allowed.join(", "));
        for key in self.table.keys() {
            let found = "no field of this table".to_owned();
            self.file.mistake(key.span.start, &self.path(&key.name), found, &allowed);
        }
    }
}

/// A value as a mistake shows it.
fn shown(value: &ValueInner) -> String {
    match value {
        ValueInner::String(text) => format!("{text:?}"),
        ValueInner::Integer(number) => number.to_string(),
        ValueInner::Float(_) => "a number with a fraction".to_owned(),
        ValueInner::Boolean(value) => value.to_string(),
        ValueInner::Array(_) => "a list".to_owned(),
        ValueInner::Table(_) => "a table".to_owned(),
    }
}

/// Reads a text, and what `read` makes of it.
pub fn text<T>(read: impl FnOnce(&str) -> Option<T>) -> impl FnOnce(&ValueInner) -> Option<T> {
    |value| read(value.as_str()?)
}

/// Reads any text.
pub fn any(value: &ValueInner) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Reads a whole number of the range.
pub fn number(range: std::ops::RangeInclusive<u64>) -> impl FnOnce(&ValueInner) -> Option<u64> {
    move |value| u64::try_from(value.as_integer()?).ok().filter(|number| range.contains(number))
}

/// Reads a list of texts.
pub fn texts(value: &ValueInner) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

/// Reads a table of texts.
pub fn pairs(value: &ValueInner) -> Option<Vec<(String, String)>> {
    let pair = |(key, value): (&Key, &Value)| Some((key.name.to_string(), any(value.as_ref())?));
    value.as_table()?.iter().map(pair).collect()
}
