//! A draft as a scenario file, which knows what each of its lines is of: so a mistake that the
//! reader finds can stand beside the field of the form.

use super::{DraftField, FieldForm, FormField, PartDraft, PartId, PartKind, WorldDraft};
use crate::lessons::{Mistake, Scenario, scenario::MistakeKind};

/// What is wrong with a draft, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftMistake {
    pub field: DraftField,
    /// As the reader of scenario files says it.
    pub sentence: String,
}

impl WorldDraft {
    /// Its scenario file.
    pub fn text(&self) -> String {
        Writer::of(self).text
    }

    /// The scenario that it makes.
    ///
    /// # Errors
    /// Every mistake in it.
    pub fn read_back(&self) -> Result<Scenario, Vec<DraftMistake>> {
        let file = Writer::of(self);
        Scenario::own(&file.text).map_err(|mistakes| {
            let mistake = |mistake: &Mistake| DraftMistake {
                field: file.place(mistake),
                sentence: mistake.kind.to_string(),
            };
            mistakes.iter().map(mistake).collect()
        })
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    /// What each line is of.
    places: Vec<DraftField>,
    /// The parts begun so far, and the full names of their tables.
    tables: Vec<(PartId, PartKind, String)>,
}

impl Writer {
    fn of(draft: &WorldDraft) -> Writer {
        let mut file = Writer::default();
        let mut app = "";
        for part in &draft.parts {
            let name = part.name.as_str();
            match part.kind {
                PartKind::World => file.begin(part, &[]),
                // On one line, with the world.
                PartKind::Zone => continue,
                PartKind::App => {
                    app = name;
                    file.begin(part, &["app", app]);
                }
                PartKind::Process => file.begin(part, &["app", app, "process", name]),
                PartKind::Database => file.begin(part, &["database", name]),
            }
            for (field, value) in part.kind.fields().iter().zip(&part.values) {
                file.field(draft, part, field, value);
            }
            if part.kind == PartKind::World {
                let zones = draft.of_kind(PartKind::Zone).map(|zone| quote(&zone.name));
                let zones: Vec<String> = zones.collect();
                file.put(part.field("zones"), &format!("zones = [{}]", zones.join(", ")));
            }
            file.kept(part);
        }
        file
    }

    /// Writes lines that are all of one field.
    fn put(&mut self, field: DraftField, lines: &str) {
        self.places.extend(lines.split('\n').map(|_| field));
        self.text += lines;
        self.text.push('\n');
    }

    /// Begins the table of a part; the world has none.
    fn begin(&mut self, part: &PartDraft, path: &[&str]) {
        if !path.is_empty() {
            let keys: Vec<String> = path.iter().map(|name| key(name)).collect();
            self.put(part.field("name"), &format!("\n[{}]", keys.join(".")));
        }
        self.tables.push((part.id, part.kind, path.join(".")));
    }

    fn field(&mut self, draft: &WorldDraft, part: &PartDraft, field: &FormField, value: &str) {
        let is_reference = matches!(field.form, FieldForm::Reference(_));
        let value = match draft.referred(value) {
            Some(referred) if is_reference => &referred.name,
            None if is_reference => "",
            _ => value,
        };
        // A follower has its leader's size.
        let is_leaders = field.name == "size" && draft.referred(part.value("follows")).is_some();
        if is_leaders || value.is_empty() && !part.kind.requires(field.name) {
            return;
        }
        let value = match field.form {
            FieldForm::Flag => value.to_owned(),
            // What is no number is a text that the reader shows.
            FieldForm::Number => match value.trim().parse::<i64>() {
                Ok(number) => number.to_string(),
                Err(_) => quote(value),
            },
            FieldForm::LongText if value.contains('\n') => {
                let lines: Vec<String> = value.split('\n').map(escape).collect();
                format!("\"\"\"\n{}\"\"\"", lines.join("\n"))
            }
            _ => quote(value),
        };
        self.put(part.field(field.name), &format!("{} = {value}", field.name));
    }

    fn kept(&mut self, part: &PartDraft) {
        let place = part.field("");
        for fields in part.kept.chunk_by(|one, other| one.name == other.name) {
            let mut value = fields[0].value.clone();
            if fields[0].is_listed {
                value = "[\n".to_owned();
                for field in fields {
                    value += &format!("    {},\n", field.value);
                }
                value.push(']');
            }
            self.put(place, &format!("{} = {value}", key(&fields[0].name)));
        }
    }

    /// The field of the form that a mistake is about.
    fn place(&self, mistake: &Mistake) -> DraftField {
        let line = (mistake.line as usize).saturating_sub(1);
        let place = self.places.get(line).copied().unwrap_or(DraftField { part: 0, name: "" });
        let table = self.tables.iter().find(|(part, ..)| *part == place.part);
        let (MistakeKind::Field { name, .. }, Some((part, kind, path))) = (&mistake.kind, table)
        else {
            return place;
        };
        // What is missing, and what depends on several fields, is told of the line where the table
        // begins; that of the world is the first.
        if *kind != PartKind::World && place.name != "name" {
            return place;
        }
        let rest = name.strip_prefix(path.as_str()).unwrap_or_default().trim_start_matches('.');
        let known = kind.fields().iter().map(|field| field.name).chain(["zones"]);
        let name = match known.into_iter().find(|known| *known == rest) {
            Some(known) => known,
            None if rest.is_empty() => "name",
            None => "",
        };
        DraftField { part: *part, name }
    }
}

/// A name as a key of TOML.
pub(super) fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quote(name) }
}

/// A text as a string of TOML, on one line.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped += "\\n",
            c if c.is_ascii_control() => escaped += &format!("\\u{:04X}", u32::from(c)),
            c => escaped.push(c),
        }
    }
    escaped
}
