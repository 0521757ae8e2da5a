//! A draft of a scenario file that is right: what forms show is taken out of its tables, and what
//! is left over is kept as text.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::{AppDraft, DatabaseDraft, KeptField, ProcessDraft, WorldDraft, writing};
use crate::lessons::{Mistake, scenario};
use crate::platform::addon_plan::AddonPlan;

/// What a scenario file has of its lesson.
const OF_LESSON: [&str; 5] = ["lesson", "step", "trap", "way", "wrong_way"];

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
        root.0.retain(|(name, _)| !OF_LESSON.contains(name));
        let is_without_lesson = root.0.len() < before;
        let zones = root.take("zones").and_then(DeValue::as_array);
        let zones = zones.into_iter().flatten().map(|zone| text_of(zone.get_ref())).collect();
        let (apps, databases) = (root.tables("app"), root.tables("database"));
        let names = Names {
            zones,
            apps: apps.iter().map(|(name, _)| (*name).to_owned()).collect(),
            databases: databases.iter().map(|(name, _)| (*name).to_owned()).collect(),
        };
        Ok(WorldDraft {
            title: root.text("title"),
            about: root.text("about"),
            starts: root.text("starts"),
            seed: root.text("seed"),
            apps: apps.into_iter().map(|(name, table)| app(name, table, &names)).collect(),
            databases: databases
                .into_iter()
                .map(|(name, table)| database(name, table, &names))
                .collect(),
            zones: names.zones,
            kept: root.kept(),
            is_without_lesson,
        })
    }
}

/// What the file's parts refer to by name.
struct Names {
    zones: Vec<String>,
    apps: Vec<String>,
    databases: Vec<String>,
}

fn place(name: &str, names: &[String]) -> Option<usize> {
    names.iter().position(|other| other == name)
}

fn app(name: &str, mut table: TableEntries, names: &Names) -> AppDraft {
    AppDraft {
        name: name.to_owned(),
        is_outside: table.text("outside") == "true",
        primary: place(&table.text("primary"), &names.databases),
        processes: table.tables("process").into_iter().map(process).collect(),
        kept: table.kept(),
    }
}

fn process((name, mut table): (&str, TableEntries)) -> ProcessDraft {
    ProcessDraft {
        name: name.to_owned(),
        dynos: table.text("dynos"),
        writes: table.text("writes"),
        reads: table.text("reads"),
        kept: table.kept(),
    }
}

fn database(name: &str, mut table: TableEntries, names: &Names) -> DatabaseDraft {
    let plan = table.text("plan");
    DatabaseDraft {
        colour: name.to_owned(),
        app: place(&table.text("app"), &names.apps).unwrap_or_default(),
        plan: AddonPlan::find(&plan).map_or(plan, |plan| plan.name.to_owned()),
        zone: place(&table.text("zone"), &names.zones).unwrap_or_default(),
        size: table.text("size"),
        follows: place(&table.text("follows"), &names.databases),
        kept: table.kept(),
    }
}

/// The entries of a table, in the order of the file, without those that were taken.
struct TableEntries<'f>(Vec<(&'f str, &'f Spanned<DeValue<'f>>)>);

impl<'f> TableEntries<'f> {
    fn of(table: &'f DeTable<'f>) -> TableEntries<'f> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_unstable_by_key(|(name, _)| name.span().start);
        TableEntries(entries.into_iter().map(|(name, value)| (&**name.get_ref(), value)).collect())
    }

    fn take(&mut self, name: &str) -> Option<&'f DeValue<'f>> {
        let at = self.0.iter().position(|(other, _)| *other == name)?;
        Some(self.0.remove(at).1.get_ref())
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
        let table_of = |(name, value): (&'f str, &'f Spanned<DeValue<'f>>)| {
            value.get_ref().as_table().map(|table| (name, TableEntries::of(table)))
        };
        inner.filter_map(table_of).collect()
    }

    /// What nobody took.
    fn kept(self) -> Vec<KeptField> {
        let mut kept = Vec::new();
        for (name, value) in self.0 {
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
                .map(|(name, value)| {
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
