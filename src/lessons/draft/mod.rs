//! A world as forms change it: what a form knows of it in fields, all else as text that is kept.
//!
//! A draft holds whatever somebody typed, right or wrong. It is written as a scenario file, and the
//! reader of those says what is wrong with it; nothing of a world is checked here.

mod edit;
mod reading;
mod writing;

pub use edit::DraftEdit;
pub use writing::DraftMistake;

use crate::lessons::SCENARIO_TEMPLATE;
use crate::lessons::scenario::spec::{FILE, Presence, TableSpec};

/// A world that somebody makes.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldDraft {
    /// In the order of the file: the world itself, zones, apps each with its process types,
    /// databases.
    pub parts: Vec<PartDraft>,
    /// The id of the part that is added next.
    next: PartId,
    /// Whether the file that it was made from had a lesson, of which nothing is kept.
    pub is_without_lesson: bool,
}

/// A part of a world.
#[derive(Clone, Debug, PartialEq)]
pub struct PartDraft {
    pub id: PartId,
    pub kind: PartKind,
    pub name: String,
    /// What was typed or chosen in each field of its kind; `""` where nothing was.
    pub values: Vec<String>,
    pub kept: Vec<KeptField>,
}

/// Which part of a draft: no other of it ever has the same.
pub type PartId = u32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    World,
    Zone,
    App,
    /// A process type, of the app before it.
    Process,
    Database,
}

/// A field that a form shows of a kind of parts, beside the name.
pub struct FormField {
    /// As the file has it.
    pub name: &'static str,
    pub label: &'static str,
    pub form: FieldForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldForm {
    Text,
    /// A text of several lines.
    LongText,
    Number,
    /// True or nothing.
    Flag,
    /// The name of a plan.
    Plan,
    /// The id of a part of this kind.
    Reference(PartKind),
}

/// A field of a scenario file that no form shows.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptField {
    pub name: String,
    /// As it stands in the file.
    pub value: String,
    /// Whether it is one of the tables of a list of that name, such as `[[fault]]`.
    pub is_listed: bool,
}

/// A field of a part: its name in the file, `name` for that of the part, and `""` for the part as a
/// whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftField {
    pub part: PartId,
    pub name: &'static str,
}

const fn field(name: &'static str, label: &'static str, form: FieldForm) -> FormField {
    FormField { name, label, form }
}

const WORLD: &[FormField] = &[
    field("title", "Title", FieldForm::Text),
    field("about", "About", FieldForm::LongText),
    field("starts", "Starts, in UTC", FieldForm::Text),
    field("seed", "Seed of chance", FieldForm::Number),
];

const APP: &[FormField] = &[
    field("primary", "DATABASE_URL", FieldForm::Reference(PartKind::Database)),
    field("outside", "Outside Heroku", FieldForm::Flag),
];

const PROCESS: &[FormField] = &[
    field("dynos", "Dynos", FieldForm::Number),
    field("writes", "Writes of each", FieldForm::Text),
    field("reads", "Reads of each", FieldForm::Text),
];

const DATABASE: &[FormField] = &[
    field("plan", "Plan", FieldForm::Plan),
    field("follows", "Follows", FieldForm::Reference(PartKind::Database)),
    field("zone", "Zone", FieldForm::Reference(PartKind::Zone)),
    field("app", "Add-on of", FieldForm::Reference(PartKind::App)),
    field("size", "Size", FieldForm::Text),
];

impl PartKind {
    /// The fields that a form has for it, beside the name.
    pub fn fields(self) -> &'static [FormField] {
        match self {
            PartKind::World => WORLD,
            PartKind::Zone => &[],
            PartKind::App => APP,
            PartKind::Process => PROCESS,
            PartKind::Database => DATABASE,
        }
    }

    /// What the list of all fields has of it; a zone is only a name.
    fn spec(self) -> Option<&'static TableSpec> {
        match self {
            PartKind::World => Some(&FILE),
            PartKind::Zone => None,
            PartKind::App => FILE.field("app")?.table(),
            PartKind::Process => PartKind::App.spec()?.field("process")?.table(),
            PartKind::Database => FILE.field("database")?.table(),
        }
    }

    /// Whether a field stands in the file also where it is empty, so that its mistake is told.
    fn requires(self, name: &str) -> bool {
        let spec = self.spec().and_then(|table| table.field(name));
        spec.is_some_and(|field| matches!(field.presence, Presence::Required))
    }
}

impl PartDraft {
    /// One of its fields.
    pub fn field(&self, name: &'static str) -> DraftField {
        DraftField { part: self.id, name }
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        let at = self.kind.fields().iter().position(|field| field.name == name);
        at.and_then(|at| self.values.get(at)).map_or("", String::as_str)
    }
}

impl WorldDraft {
    /// A world with one app and no database.
    pub fn empty() -> WorldDraft {
        let mut draft = WorldDraft::of(SCENARIO_TEMPLATE).expect("a test reads this very text");
        draft.parts.retain(|part| part.kind != PartKind::Database);
        draft.parts.iter_mut().for_each(|part| part.kept.clear());
        let world = draft.parts[0].field("about");
        draft.edit(DraftEdit::Set(world, String::new()));
        WorldDraft { is_without_lesson: false, ..draft }
    }

    /// The parts of a kind, in their order.
    pub fn of_kind(&self, kind: PartKind) -> impl Iterator<Item = &PartDraft> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// The part that a field refers to, where it is there.
    pub fn referred(&self, value: &str) -> Option<&PartDraft> {
        let id: PartId = value.parse().ok()?;
        self.parts.iter().find(|part| part.id == id)
    }

    fn insert(&mut self, at: usize, kind: PartKind, name: String, values: Vec<String>) {
        let (id, kept) = (self.next, Vec::new());
        self.next += 1;
        self.parts.insert(at, PartDraft { id, kind, name, values, kept });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;
    use crate::lessons::scenario::spec::FieldKind;

    fn draft(name: &str) -> WorldDraft {
        let text = lessons::text_of(name).expect("it ships");
        WorldDraft::of(text).expect("it is right")
    }

    /// The draft after these edits.
    fn edited(name: &str, edits: impl IntoIterator<Item = DraftEdit>) -> WorldDraft {
        let mut draft = draft(name);
        edits.into_iter().for_each(|edit| draft.edit(edit));
        draft
    }

    /// The field of the part of this name; the world has none.
    fn at(scenario: &str, part: &str, name: &'static str) -> DraftField {
        let draft = draft(scenario);
        draft.parts.iter().find(|it| it.name == part).expect("it is there").field(name)
    }

    fn set(field: DraftField, text: &str) -> DraftEdit {
        DraftEdit::Set(field, text.to_owned())
    }

    /// What is wrong, and where.
    fn mistakes(draft: &WorldDraft) -> Vec<(DraftField, String)> {
        let mistakes = draft.read_back().err().unwrap_or_default();
        mistakes.into_iter().map(|mistake| (mistake.field, mistake.sentence)).collect()
    }

    #[test]
    fn forms_show_what_the_list_of_all_fields_has() {
        for kind in [PartKind::World, PartKind::App, PartKind::Process, PartKind::Database] {
            let spec = kind.spec().expect("it is a table");
            for FormField { name, form, .. } in kind.fields() {
                let field = spec.field(name).unwrap_or_else(|| panic!("{name}"));
                let is_number = matches!(field.kind, FieldKind::Count(..));
                let is_flag = matches!(field.kind, FieldKind::Flag);
                assert_eq!(is_number, *form == FieldForm::Number, "{name}");
                assert_eq!(is_flag, *form == FieldForm::Flag, "{name}");
            }
        }
    }

    #[test]
    fn an_empty_world_gets_a_leader_and_followers() {
        let mut draft = WorldDraft::empty();
        assert_eq!(mistakes(&draft), []);
        for _ in 0..3 {
            draft.edit(DraftEdit::Added(PartKind::Database, 0));
        }
        let world = draft.read_back().expect("it is right").world;
        let leads: Vec<bool> = world.databases.iter().map(|it| it.follows.is_none()).collect();
        assert_eq!(leads, [true, false, false]);
        assert_eq!(world.apps[0].primary.map(|id| id.0), Some(0), "the first is its DATABASE_URL");
        // With nothing else in it, too, what is added is right.
        draft.parts.retain(|part| part.kind == PartKind::World || part.kind == PartKind::Zone);
        for kind in [PartKind::App, PartKind::Database] {
            draft.edit(DraftEdit::Added(kind, 0));
        }
        assert_eq!(mistakes(&draft), []);
    }

    #[test]
    fn every_world_is_written_as_it_was_read() {
        for name in lessons::SHIPPED {
            let text = lessons::text_of(name).expect("it ships");
            let (world, lesson) = lessons::scenario::read_file(name, text).expect("it is right");
            let draft = draft(name);
            assert_eq!(draft.is_without_lesson, lesson.is_some(), "{name}");
            let back = draft.read_back().unwrap_or_else(|why| panic!("{name}: {why:#?}"));
            assert_eq!(back.world, world, "{name}:\n{}", draft.text());
            assert_eq!(back.lesson, None);
            // What was written makes the same draft.
            let again = WorldDraft::of(&draft.text()).expect("it is right");
            assert_eq!(again, WorldDraft { is_without_lesson: false, ..draft }, "{name}");
        }
    }

    #[test]
    fn texts_and_names_of_any_letters_are_written_so_that_they_are_read() {
        let letters = "a \"b\" \\ \t\u{1} é\r\n'''\"\"\"";
        let edits = ["title", "about"].map(|name| set(at("two-apps", "", name), letters));
        let back = edited("two-apps", edits).read_back().expect("any text is right there");
        assert_eq!((back.world.title.as_str(), back.world.about.as_str()), (letters, letters));
        let name = at("two-apps", "sushi", "name");
        let found = mistakes(&edited("two-apps", [set(name, letters)]));
        assert!(!found.is_empty() && found.iter().all(|(field, _)| *field == name), "{found:?}");
    }

    #[test]
    fn mistakes_stand_at_their_fields() {
        for (part, name, text, told) in [
            ("", "seed", "x", "seed is \"x\"; allowed is a whole number from 0"),
            ("", "starts", "now", "starts is \"now\"; allowed is a date"),
            ("tempura", "name", "A b", "named A b; allowed is lower-case letters"),
            ("clock", "dynos", "-1", "process.clock.dynos is -1; allowed is a whole"),
            ("clock", "writes", "", "process.clock.writes is \"\"; allowed is a rate"),
            ("clock", "name", "", "allowed is lower-case letters"),
            ("clock", "reads", "9", "process.clock.reads is \"9\"; allowed is a rate"),
            ("OLIVE", "size", "6", "database.OLIVE.size is \"6\"; allowed is a size"),
            ("OLIVE", "plan", "big", "database.OLIVE.plan is \"big\"; allowed is one of"),
            ("OLIVE", "zone", "99", "database.OLIVE.zone is \"\"; allowed is one of"),
            ("OLIVE", "name", "CHARCOAL", "a repeated name at CHARCOAL"),
        ] {
            let field = at("two-apps", part, name);
            let found = mistakes(&edited("two-apps", [set(field, text)]));
            let (place, sentence) = found.first().unwrap_or_else(|| panic!("{part} {name}"));
            assert_eq!(*place, field, "{sentence}");
            assert!(sentence.contains(told), "{sentence}");
        }
    }

    #[test]
    fn a_follower_in_its_leaders_zone_is_told_at_its_zone() {
        let id = |name: &str| at("two-apps", name, "name").part.to_string();
        let (zone, follows) = (at("two-apps", "OLIVE", "zone"), at("two-apps", "OLIVE", "follows"));
        let edits = [set(follows, &id("CHARCOAL")), set(zone, &id("us-east-1a"))];
        let found = mistakes(&edited("two-apps", edits));
        assert_eq!(found[0].0, zone, "{found:?}");
        let itself = edited("two-apps", [set(follows, &id("OLIVE"))]);
        assert_eq!(mistakes(&itself)[0].0, follows);
    }

    #[test]
    fn what_is_renamed_is_meant_still() {
        let name = |part: &str| at("twelve-followers", part, "name");
        let names = [("CHARCOAL", "ONYX"), ("sushi", "ramen"), ("us-east-1a", "eu-west-1a")];
        let edits = names.map(|(part, text)| set(name(part), text));
        let world = edited("twelve-followers", edits).read_back().expect("it is right").world;
        assert_eq!(world.databases[0].colour, "ONYX");
        assert!(world.databases[1..].iter().all(|it| it.follows == world.apps[0].primary));
        assert_eq!((world.apps[0].name.as_str(), world.zones[0].as_str()), ("ramen", "eu-west-1a"));
    }

    #[test]
    fn a_fault_on_what_is_renamed_is_told_and_can_be_left_out() {
        let mut draft = edited("reads", [set(at("reads", "WHITE", "name"), "RED")]);
        let (world, found) = (draft.parts[0].field(""), mistakes(&draft));
        assert_eq!(found[0].0, world);
        assert!(found[0].1.starts_with("fault 1.on is \"WHITE\""), "{found:?}");
        let kept = &draft.parts[0].kept;
        let fault = kept.iter().position(|field| field.name == "fault").expect("a fault");
        draft.edit(DraftEdit::KeptRemoved(world.part, fault));
        assert_eq!(mistakes(&draft), []);
    }

    #[test]
    fn what_is_added_is_right_at_once() {
        for name in lessons::SHIPPED {
            let before = draft(name).read_back().expect("it is right").world;
            let app = draft(name).of_kind(PartKind::App).next().expect("an app").id;
            let kinds = [PartKind::Database, PartKind::App, PartKind::Process];
            let draft = edited(name, kinds.map(|kind| DraftEdit::Added(kind, app)));
            let world = draft.read_back().unwrap_or_else(|why| panic!("{name}: {why:?}")).world;
            assert_eq!(world.databases.len(), before.databases.len() + 1);
            assert_eq!(world.apps.len(), before.apps.len() + 1);
            let (now, before) = (&world.apps[0].formation, &before.apps[0].formation);
            assert_eq!(now.len(), before.len() + 1, "{name}");
        }
        let zoned = edited("two-apps", [DraftEdit::Added(PartKind::Zone, 0)]);
        assert!(zoned.read_back().is_ok_and(|it| it.world.zones.len() == 3));
    }

    #[test]
    fn what_is_removed_is_meant_by_nothing_any_more() {
        let removed = |scenario: &str, part: &str| {
            edited(scenario, [DraftEdit::Removed(at(scenario, part, "name").part)])
        };
        let draft = removed("twelve-followers", "CHARCOAL");
        let world = draft.read_back().expect("it is right").world;
        assert_eq!(world.apps[0].primary, None);
        assert!(world.databases.iter().all(|database| database.follows.is_none()));
        let draft = removed("two-apps", "tempura");
        let (field, told) = mistakes(&draft).remove(0);
        assert_eq!(field, at("two-apps", "OLIVE", "app"), "{told}");
        assert_eq!(draft.of_kind(PartKind::Process).count(), 1);
        let one = removed("two-apps", "us-east-1a");
        assert_eq!(mistakes(&one)[0].0, one.parts[0].field("zones"));
    }

    #[test]
    fn no_edit_of_what_is_not_there_and_no_order_of_edits_panics() {
        use crate::sim::chance::{Cause, Chance};
        let (chance, mut count) = (Chance::new(1), 0);
        let mut draw = |below: usize| {
            count += 1;
            chance.below(Cause::Names, count, below as u64) as usize
        };
        let texts = ["", "0", "1", "99", "true", "\"", "[x]\n", "WHITE", "ä", "48/s"];
        let kinds = [PartKind::Zone, PartKind::App, PartKind::Process, PartKind::Database];
        let names = ["name", "title", "dynos", "outside", "follows", "zone", "app", "plan", "x"];
        let mut draft = draft("shop-and-admin");
        let mut right = 0;
        for _ in 0..500 {
            let part = draw(30) as PartId;
            draft.edit(match draw(8) {
                0 | 1 => DraftEdit::Added(kinds[draw(4)], part),
                2 => DraftEdit::Removed(part),
                3 => DraftEdit::KeptRemoved(part, draw(3)),
                _ => {
                    let field = DraftField { part, name: names[draw(names.len())] };
                    set(field, texts[draw(texts.len())])
                }
            });
            right += u32::from(draft.read_back().is_ok());
        }
        assert!((1..500).contains(&right), "{right}");
        draft.edit(DraftEdit::Removed(0));
        assert_eq!(draft.parts[0].kind, PartKind::World, "the world itself stays");
    }
}
