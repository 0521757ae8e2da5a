//! A draft of a scenario file that is right: what forms show is taken out of its tables, and what
//! is left over is kept as text.

use toml::de::{DeInteger, DeTable, DeValue};

use super::{FieldForm, KeptField, PartKind, WorldDraft, writing};
use crate::lessons::Mistake;
use crate::lessons::scenario::{self, Entry, spec};
use crate::platform::addon_plan::AddonPlan;

impl WorldDraft {
    /// The draft that a scenario file makes.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn of(text: &str) -> Result<WorldDraft, Vec<Mistake>> {
        scenario::read("the scenario", text)?;
        let (root, _) = DeTable::parse_recoverable(text);
        let mut root = TableEntries::of(root.get_ref());
        let before = root.0.len();
        root.0.retain(|entry| !spec::OF_LESSON.contains(&entry.name));
        let is_without_lesson = root.0.len() < before;
        let zones = root.take("zones").and_then(DeValue::as_array);
        let (apps, databases) = (root.tables("app"), root.tables("database"));
        let mut draft = WorldDraft { parts: Vec::new(), next: 0, is_without_lesson };
        draft.push(PartKind::World, "", root);
        for zone in zones.into_iter().flatten() {
            draft.push(PartKind::Zone, &text_of(zone.get_ref()), TableEntries(Vec::new()));
        }
        for (name, mut table) in apps {
            let processes = table.tables("process");
            draft.push(PartKind::App, name, table);
            for (name, table) in processes {
                draft.push(PartKind::Process, name, table);
            }
        }
        for (name, table) in databases {
            draft.push(PartKind::Database, name, table);
        }
        draft.refer_by_id();
        Ok(draft)
    }

    fn push(&mut self, kind: PartKind, name: &str, mut table: TableEntries) {
        let mut values = Vec::new();
        for field in kind.fields() {
            let value = table.text(field.name);
            let plan = AddonPlan::find(&value).filter(|_| field.form == FieldForm::Plan);
            values.push(plan.map_or(value, |plan| plan.name.to_owned()));
        }
        let at = self.parts.len();
        self.insert(at, kind, name.to_owned(), values);
        self.parts[at].kept = table.kept();
    }

    /// Turns references by name, as a file has them, into those by id.
    fn refer_by_id(&mut self) {
        for at in 0..self.parts.len() {
            for (field, index) in self.parts[at].kind.fields().iter().zip(0..) {
                if let FieldForm::Reference(kind) = field.form {
                    let name = &self.parts[at].values[index];
                    let id = self.of_kind(kind).find(|part| part.name == *name);
                    let id = id.map(|part| part.id.to_string());
                    self.parts[at].values[index] = id.unwrap_or_default();
                }
            }
        }
    }
}

/// The entries of a table, in the order of the file, without those that were taken.
struct TableEntries<'f>(Vec<Entry<'f>>);

impl<'f> TableEntries<'f> {
    fn of(table: &'f DeTable<'f>) -> TableEntries<'f> {
        TableEntries(scenario::entries(table))
    }

    fn take(&mut self, name: &str) -> Option<&'f DeValue<'f>> {
        let at = self.0.iter().position(|entry| entry.name == name)?;
        Some(self.0.remove(at).value.get_ref())
    }

    /// A text or a number as somebody would type it; nothing where there is none.
    fn text(&mut self, name: &str) -> String {
        self.take(name).map(text_of).unwrap_or_default()
    }

    /// The tables in a table, each with its name.
    fn tables(&mut self, name: &str) -> Vec<(&'f str, TableEntries<'f>)> {
        let Some(DeValue::Table(table)) = self.take(name) else {
            return Vec::new();
        };
        let inner = TableEntries::of(table).0.into_iter();
        let table_of = |Entry { name, value, .. }: Entry<'f>| {
            value.get_ref().as_table().map(|table| (name, TableEntries::of(table)))
        };
        inner.filter_map(table_of).collect()
    }

    /// What nobody took.
    fn kept(self) -> Vec<KeptField> {
        let mut kept = Vec::new();
        for Entry { name, value, .. } in self.0 {
            let field = |value: &DeValue, is_listed| KeptField {
                name: name.to_owned(),
                value: inline(value),
                is_listed,
            };
            match value.get_ref() {
                DeValue::Array(items) if items.iter().any(|it| it.get_ref().is_table()) => {
                    kept.extend(items.iter().map(|item| field(item.get_ref(), true)));
                }
                value => kept.push(field(value, false)),
            }
        }
        kept
    }
}

fn text_of(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        other => inline(other),
    }
}

/// A value as it may stand on one line of a file.
fn inline(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => writing::quote(text),
        DeValue::Integer(number) => decimal(number),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item.get_ref())).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => {
            let fields = TableEntries::of(table).0.into_iter();
            let fields: Vec<String> = fields
                .map(|Entry { name, value, .. }| {
                    format!("{} = {}", writing::key(name), inline(value.get_ref()))
                })
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

fn decimal(number: &DeInteger) -> String {
    let read = i64::from_str_radix(number.as_str(), number.radix());
    read.map_or_else(|_| number.to_string(), |number| number.to_string())
}
