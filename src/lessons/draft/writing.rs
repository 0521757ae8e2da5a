//! A draft as a scenario file, which knows what each of its lines is of: so a mistake that the
//! reader finds can stand beside the field of the form.

use super::{DraftField, DraftPart, KeptField, WorldDraft};
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
                sentence: mistake.sentence(),
            };
            mistakes.iter().map(mistake).collect()
        })
    }

    /// The name of what an optional reference leads to.
    fn colour(&self, at: Option<usize>) -> Option<&str> {
        Some(self.databases.get(at?)?.colour.as_str())
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    /// What each line is of.
    places: Vec<DraftField>,
    /// The tables begun so far: their parts and full names.
    tables: Vec<(DraftPart, String)>,
}

impl Writer {
    fn of(draft: &WorldDraft) -> Writer {
        let mut file = Writer::default();
        let world = DraftPart::World;
        file.required(world, "title", &draft.title);
        if draft.about.contains('\n') {
            let about = draft.about.split('\n').map(escape).collect::<Vec<_>>().join("\n");
            file.put(world.field("about"), &format!("about = \"\"\"\n{about}\"\"\""));
        } else {
            file.optional(world, "about", &draft.about);
        }
        file.required(world, "starts", &draft.starts);
        if !draft.seed.is_empty() {
            file.number(world, "seed", &draft.seed);
        }
        let zones: Vec<String> = draft.zones.iter().map(|zone| quote(zone)).collect();
        file.put(world.field("zones"), &format!("zones = [{}]", zones.join(", ")));
        file.kept(world, &draft.kept);
        for at in 0..draft.apps.len() {
            file.app(draft, at);
        }
        for at in 0..draft.databases.len() {
            file.database(draft, at);
        }
        file
    }

    fn app(&mut self, draft: &WorldDraft, at: usize) {
        let (app, part) = (&draft.apps[at], DraftPart::App(at));
        let path = ["app", &app.name];
        self.table(part, &path);
        if app.is_outside {
            self.put(part.field("outside"), "outside = true");
        }
        self.optional(part, "primary", draft.colour(app.primary).unwrap_or_default());
        self.kept(part, &app.kept);
        for (process, inner) in app.processes.iter().zip(0..) {
            let part = DraftPart::Process(at, inner);
            self.table(part, &["app", &app.name, "process", &process.name]);
            self.number(part, "dynos", &process.dynos);
            self.required(part, "writes", &process.writes);
            self.optional(part, "reads", &process.reads);
            self.kept(part, &process.kept);
        }
    }

    fn database(&mut self, draft: &WorldDraft, at: usize) {
        let (database, part) = (&draft.databases[at], DraftPart::Database(at));
        self.table(part, &["database", &database.colour]);
        let app = draft.apps.get(database.app).map_or("", |app| app.name.as_str());
        self.required(part, "app", app);
        self.required(part, "plan", &database.plan);
        let zone = draft.zones.get(database.zone).map_or("", String::as_str);
        self.required(part, "zone", zone);
        match draft.colour(database.follows) {
            Some(leader) => self.required(part, "follows", leader),
            None => self.optional(part, "size", &database.size),
        }
        self.kept(part, &database.kept);
    }

    /// Writes lines that are all of one field.
    fn put(&mut self, field: DraftField, lines: &str) {
        self.places.extend(lines.split('\n').map(|_| field));
        self.text += lines;
        self.text.push('\n');
    }

    /// Begins a table.
    fn table(&mut self, part: DraftPart, path: &[&str]) {
        let keys: Vec<String> = path.iter().map(|name| key(name)).collect();
        self.put(part.field("name"), &format!("\n[{}]", keys.join(".")));
        self.tables.push((part, path.join(".")));
    }

    fn required(&mut self, part: DraftPart, name: &'static str, text: &str) {
        self.put(part.field(name), &format!("{name} = {}", quote(text)));
    }

    fn optional(&mut self, part: DraftPart, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.required(part, name, text);
        }
    }

    /// Writes a number; what is none, as a text that the reader shows.
    fn number(&mut self, part: DraftPart, name: &'static str, text: &str) {
        match text.trim().parse::<i64>() {
            Ok(number) => self.put(part.field(name), &format!("{name} = {number}")),
            Err(_) => self.required(part, name, text),
        }
    }

    fn kept(&mut self, part: DraftPart, kept: &[KeptField]) {
        let place = part.field("");
        for fields in kept.chunk_by(|one, other| one.name == other.name) {
            let key = key(&fields[0].name);
            if fields[0].is_listed {
                let items: String =
                    fields.iter().map(|field| format!("    {},\n", field.value)).collect();
                self.put(place, &format!("{key} = [\n{items}]"));
            } else {
                self.put(place, &format!("{key} = {}", fields[0].value));
            }
        }
    }

    /// The field of the form that a mistake is about.
    fn place(&self, mistake: &Mistake) -> DraftField {
        let line = (mistake.line as usize).saturating_sub(1);
        let place = self.places.get(line).copied().unwrap_or(DraftPart::World.field(""));
        let MistakeKind::Field { name, .. } = &mistake.kind else {
            return place;
        };
        // What is missing, and what depends on several fields, is told of the line where the table
        // begins; that of the world is the first.
        let part = place.part;
        if part != DraftPart::World && place.name != "name" {
            return place;
        }
        let table = self.tables.iter().find(|(other, _)| *other == part);
        let rest = match table {
            Some((_, path)) => name.strip_prefix(path.as_str()).unwrap_or_default(),
            None => name,
        };
        let known = part.fields().iter().find(|known| **known == rest.trim_start_matches('.'));
        match known {
            Some(known) => part.field(known),
            None if rest.is_empty() => part.field("name"),
            None => part.field(""),
        }
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
