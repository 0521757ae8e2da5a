//! The one list of all fields of a scenario file: which tables there are, what stands in them, what
//! is allowed there, and what it means. The reader reads through it, and the reference page is
//! made of it.

mod lesson;
mod world;

pub use lesson::OF_LESSON;
pub use world::FILE;

use std::borrow::Cow;

use crate::format::exact_length;
use crate::sim::SimDuration;

/// A table of a scenario file.
#[derive(Debug)]
pub struct TableSpec {
    /// As it stands in a file: `[app.NAME]`; nothing for the file as a whole.
    pub heading: &'static str,
    /// What it describes, in a sentence or two.
    pub about: &'static str,
    pub fields: &'static [FieldSpec],
}

/// A field of a table.
#[derive(Debug)]
pub struct FieldSpec {
    pub name: &'static str,
    pub kind: FieldKind,
    pub presence: Presence,
    /// In a sentence or two.
    pub meaning: &'static str,
}

/// What is allowed in a field.
#[derive(Debug)]
pub enum FieldKind {
    /// A text that may be empty.
    Text,
    /// A text that says something.
    Sentence,
    /// A text with `code` and links.
    Prose,
    Flag,
    /// A whole number.
    Count(u64, u64),
    /// A length of time.
    Length(SimDuration, SimDuration),
    Words(&'static [&'static str]),
    /// A list of texts: what each is, how many at least, and how many at most.
    Texts(&'static str, usize, usize),
    /// A condition, or a list of so many at most.
    Conditions(usize),
    /// What the file itself decides, or needs more words.
    Other(&'static str),
    Table(&'static TableSpec),
    /// Tables with names of their own, and how many at most.
    Tables(&'static TableSpec, usize),
    /// A list of tables, and how many at most.
    List(&'static TableSpec, usize),
}

/// Whether a field must be there.
#[derive(Debug)]
pub enum Presence {
    Required,
    /// What it is where it is missing, as a file would say it.
    Default(&'static str),
    /// What it means that it is missing, in words.
    Optional(&'static str),
}

/// The longest text of a field, in letters.
pub const LONGEST_TEXT: usize = 2_000;

/// The longest length of time.
pub const LONGEST_TIME: SimDuration = SimDuration::from_secs(1_000 * 86_400);

/// A length of time without limits of its own.
const LENGTH: FieldKind = FieldKind::Length(SimDuration::ZERO, LONGEST_TIME);

impl TableSpec {
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.name).collect()
    }

    /// This table and all in it, in the order of the fields.
    pub fn all(&'static self) -> Vec<&'static TableSpec> {
        let inner = self.fields.iter().filter_map(FieldSpec::table);
        std::iter::once(self).chain(inner.flat_map(TableSpec::all)).collect()
    }
}

impl FieldSpec {
    /// What is allowed, in words.
    pub fn allowed(&self) -> Cow<'static, str> {
        match &self.kind {
            FieldKind::Text => format!("a text of at most {LONGEST_TEXT} letters").into(),
            FieldKind::Sentence => format!("a text of 1 to {LONGEST_TEXT} letters").into(),
            FieldKind::Prose => prose().into(),
            FieldKind::Flag => "true or false".into(),
            FieldKind::Count(from, to) => format!("a whole number from {from} to {to}").into(),
            FieldKind::Length(_, LONGEST_TIME) => {
                "a length of time such as \"90s\", \"10m\" or \"1h30m\"".into()
            }
            FieldKind::Length(from, to) => {
                let (from, to) = (exact_length(*from), exact_length(*to));
                format!("a length of time from \"{from}\" to \"{to}\"").into()
            }
            FieldKind::Words([one, other]) => format!("\"{one}\" or \"{other}\"").into(),
            FieldKind::Words(words) => format!("one of \"{}\"", words.join("\", \"")).into(),
            FieldKind::Texts(of, 0, most) => format!("a list of at most {most} {of}").into(),
            FieldKind::Texts(of, least, most) => format!("a list of {least} to {most} {of}").into(),
            FieldKind::Conditions(most) => {
                format!("a condition such as \"WHITE is writable\", or a list of at most {most}")
                    .into()
            }
            FieldKind::Other(words) => (*words).into(),
            FieldKind::Table(_) => "a table".into(),
            FieldKind::Tables(_, most) => format!("at most {most} tables").into(),
            FieldKind::List(table, most) => {
                format!("a list of at most {most} tables, each begun with {}", table.heading).into()
            }
        }
    }

    /// The table that stands in it.
    pub fn table(&self) -> Option<&'static TableSpec> {
        match self.kind {
            FieldKind::Table(table) | FieldKind::Tables(table, _) | FieldKind::List(table, _) => {
                Some(table)
            }
            _ => None,
        }
    }
}

/// What is allowed for a text with more than letters.
pub fn prose() -> String {
    format!("a text of 1 to {LONGEST_TEXT} letters, with `code` and [links](https://example.org)")
}

/// A text of the reference page, which only the native tool writes: the page's program goes without
/// its seven thousand bytes.
const fn in_reference(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

const fn required(name: &'static str, kind: FieldKind, meaning: &'static str) -> FieldSpec {
    FieldSpec { name, kind, presence: Presence::Required, meaning: in_reference(meaning) }
}

/// A field with its value where it is missing.
const fn default(
    name: &'static str,
    kind: FieldKind,
    value: &'static str,
    meaning: &'static str,
) -> FieldSpec {
    let presence = Presence::Default(in_reference(value));
    FieldSpec { name, kind, presence, meaning: in_reference(meaning) }
}

/// A field with what it means that it is missing.
const fn optional(
    name: &'static str,
    kind: FieldKind,
    missing: &'static str,
    meaning: &'static str,
) -> FieldSpec {
    let presence = Presence::Optional(in_reference(missing));
    FieldSpec { name, kind, presence, meaning: in_reference(meaning) }
}
