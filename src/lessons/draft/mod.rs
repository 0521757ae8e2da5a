//! A world as forms change it: what a form knows of it in fields, all else as text that is kept.
//!
//! A draft holds whatever somebody typed, right or wrong. It is written as a scenario file, and the
//! reader of those says what is wrong with it; nothing of a world is checked here.

mod edit;
mod reading;
mod writing;

pub use edit::DraftEdit;
pub use writing::DraftMistake;

/// A world that somebody makes.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldDraft {
    pub title: String,
    pub about: String,
    pub starts: String,
    pub seed: String,
    pub zones: Vec<String>,
    pub apps: Vec<AppDraft>,
    pub databases: Vec<DatabaseDraft>,
    pub kept: Vec<KeptField>,
    /// Whether the file that it was made from had a lesson, of which nothing is kept.
    pub is_without_lesson: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AppDraft {
    pub name: String,
    pub is_outside: bool,
    /// The database that `DATABASE_URL` names, by its place among the databases.
    pub primary: Option<usize>,
    pub processes: Vec<ProcessDraft>,
    pub kept: Vec<KeptField>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProcessDraft {
    pub name: String,
    pub dynos: String,
    pub writes: String,
    pub reads: String,
    pub kept: Vec<KeptField>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseDraft {
    pub colour: String,
    /// By its place among the apps.
    pub app: usize,
    pub plan: String,
    /// By its place among the zones.
    pub zone: usize,
    /// Not written for a follower, which has its leader's.
    pub size: String,
    /// By its place among the databases.
    pub follows: Option<usize>,
    pub kept: Vec<KeptField>,
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

/// A part of a draft, by its place among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftPart {
    World,
    Zone(usize),
    App(usize),
    /// A process type of an app.
    Process(usize, usize),
    Database(usize),
}

/// A field of a part: its name in the file, `name` for that of the part, and `""` for the part as a
/// whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftField {
    pub part: DraftPart,
    pub name: &'static str,
}

impl DraftPart {
    /// One of its fields.
    pub fn field(self, name: &'static str) -> DraftField {
        DraftField { part: self, name }
    }

    /// The fields that a form has for it.
    fn fields(self) -> &'static [&'static str] {
        match self {
            DraftPart::World => &["title", "about", "starts", "seed", "zones"],
            DraftPart::Zone(_) => &["name"],
            DraftPart::App(_) => &["name", "outside", "primary"],
            DraftPart::Process(..) => &["name", "dynos", "writes", "reads"],
            DraftPart::Database(_) => &["name", "app", "plan", "zone", "size", "follows"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

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

    fn set(field: DraftField, text: &str) -> DraftEdit {
        DraftEdit::Set(field, text.to_owned())
    }

    /// What is wrong, and where.
    fn mistakes(draft: &WorldDraft) -> Vec<(DraftField, String)> {
        let mistakes = draft.read_back().err().unwrap_or_default();
        mistakes.into_iter().map(|mistake| (mistake.field, mistake.sentence)).collect()
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
        let (world, app) = (DraftPart::World, DraftPart::App(0));
        let edits = [set(world.field("title"), letters), set(world.field("about"), letters)];
        let back = edited("two-apps", edits).read_back().expect("any text is right there");
        assert_eq!((back.world.title.as_str(), back.world.about.as_str()), (letters, letters));
        let named = edited("two-apps", [set(app.field("name"), letters)]);
        let found = mistakes(&named);
        assert!(found.iter().all(|(field, _)| *field == app.field("name")), "{found:?}");
        assert!(!found.is_empty());
    }

    #[test]
    fn mistakes_stand_at_their_fields() {
        let (world, app, database) = (DraftPart::World, DraftPart::App(1), DraftPart::Database(1));
        let process = DraftPart::Process(1, 1);
        for (field, text, told) in [
            (world.field("seed"), "x", "seed is \"x\"; allowed is a whole number from 0"),
            (world.field("starts"), "now", "starts is \"now\"; allowed is a date"),
            (app.field("name"), "A b", "named A b; allowed is lower-case letters"),
            (process.field("dynos"), "-1", "process.clock.dynos is -1; allowed is a whole"),
            (process.field("writes"), "", "process.clock.writes is \"\"; allowed is a rate"),
            (process.field("name"), "", "allowed is lower-case letters"),
            (process.field("reads"), "9", "process.clock.reads is \"9\"; allowed is a rate"),
            (database.field("size"), "6", "database.OLIVE.size is \"6\"; allowed is a size"),
            (database.field("plan"), "big", "database.OLIVE.plan is \"big\"; allowed is one of"),
            (database.field("name"), "CHARCOAL", "a repeated name at CHARCOAL"),
        ] {
            let found = mistakes(&edited("two-apps", [set(field, text)]));
            let (place, sentence) = found.first().unwrap_or_else(|| panic!("{field:?}"));
            assert_eq!(*place, field, "{sentence}");
            assert!(sentence.contains(told), "{sentence}");
        }
    }

    #[test]
    fn a_follower_in_its_leaders_zone_is_told_at_its_zone() {
        let database = DraftPart::Database(1);
        let edits = [set(database.field("follows"), "0"), set(database.field("zone"), "0")];
        let found = mistakes(&edited("two-apps", edits));
        assert_eq!(found[0].0, database.field("zone"), "{found:?}");
        let itself = edited("two-apps", [set(database.field("follows"), "1")]);
        assert_eq!(mistakes(&itself)[0].0, database.field("follows"));
    }

    #[test]
    fn what_is_renamed_is_meant_still() {
        let edits = [
            set(DraftPart::Database(0).field("name"), "RED"),
            set(DraftPart::App(0).field("name"), "ramen"),
            set(DraftPart::Zone(0).field("name"), "eu-west-1a"),
        ];
        let world = edited("twelve-followers", edits).read_back().expect("it is right").world;
        assert_eq!(world.databases[0].colour, "RED");
        assert!(world.databases[1..].iter().all(|it| it.follows == world.apps[0].primary));
        assert_eq!((world.apps[0].name.as_str(), world.zones[0].as_str()), ("ramen", "eu-west-1a"));
    }

    #[test]
    fn a_fault_on_what_is_renamed_is_told_and_can_be_left_out() {
        let white = draft("reads").databases.iter().position(|it| it.colour == "WHITE");
        let field = DraftPart::Database(white.expect("it is there")).field("name");
        let mut draft = edited("reads", [set(field, "RED")]);
        let found = mistakes(&draft);
        assert_eq!(found[0].0, DraftPart::World.field(""));
        assert!(found[0].1.starts_with("fault 1.on is \"WHITE\""), "{found:?}");
        let fault = draft.kept.iter().position(|field| field.name == "fault").expect("a fault");
        draft.edit(DraftEdit::KeptRemoved(DraftPart::World, fault));
        assert_eq!(mistakes(&draft), []);
    }

    #[test]
    fn what_is_added_is_right_at_once() {
        for name in lessons::SHIPPED {
            let counts = draft(name);
            let edits = [DraftEdit::DatabaseAdded, DraftEdit::AppAdded, DraftEdit::ProcessAdded(0)];
            let draft = edited(name, edits);
            let world = draft.read_back().unwrap_or_else(|why| panic!("{name}: {why:?}")).world;
            assert_eq!(world.databases.len(), counts.databases.len() + 1);
            assert_eq!(world.apps.len(), counts.apps.len() + 1);
            let processes = counts.apps[0].processes.len();
            assert_eq!(world.apps[0].formation.len(), processes + 1, "{name}");
        }
        let zoned = edited("two-apps", [DraftEdit::ZoneAdded]).read_back().expect("it is right");
        assert_eq!(zoned.world.zones.len(), 3);
    }

    #[test]
    fn what_is_removed_is_meant_by_nothing_any_more() {
        let leader = DraftEdit::Removed(DraftPart::Database(0));
        let draft = edited("twelve-followers", [leader]);
        assert_eq!(draft.apps[0].primary, None);
        assert!(draft.databases.iter().all(|database| database.follows.is_none()));
        let draft = edited("two-apps", [DraftEdit::Removed(DraftPart::App(0))]);
        assert!(draft.read_back().is_ok_and(|it| it.world.databases.len() == 2));
        let one = edited("two-apps", [DraftEdit::Removed(DraftPart::Zone(0))]);
        assert_eq!(mistakes(&one)[0].0, DraftPart::World.field("zones"));
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
        let mut draft = draft("shop-and-admin");
        let mut right = 0;
        for _ in 0..500 {
            let part = match draw(5) {
                0 => DraftPart::World,
                1 => DraftPart::Zone(draw(4)),
                2 => DraftPart::App(draw(4)),
                3 => DraftPart::Process(draw(4), draw(4)),
                _ => DraftPart::Database(draw(6)),
            };
            let edit = match draw(8) {
                0 => DraftEdit::ZoneAdded,
                1 => DraftEdit::AppAdded,
                2 => DraftEdit::ProcessAdded(draw(4)),
                3 => DraftEdit::DatabaseAdded,
                4 => DraftEdit::Removed(part),
                5 => DraftEdit::KeptRemoved(part, draw(3)),
                _ => {
                    let names = part.fields();
                    set(part.field(names[draw(names.len())]), texts[draw(texts.len())])
                }
            };
            draft.edit(edit);
            right += u32::from(draft.read_back().is_ok());
        }
        assert!((1..500).contains(&right), "{right}");
    }
}
