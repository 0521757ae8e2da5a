//! The workshop: where people make worlds, scenarios and lessons of their own, in forms or as text.
//! The run goes on beside it, until what was made is begun.

mod views;

pub use views::{BuilderView, EditorView};

use std::rc::Rc;

use super::{Playground, Selection};
use crate::lessons::draft::{DraftEdit, DraftMistake, WorldDraft};
use crate::lessons::{
    FRONT_DOOR, FRONT_DOOR_TEXT, Mistake, SCENARIO_TEMPLATE, Scenario, ScenarioSource,
};

#[derive(Clone, Debug)]
pub enum WorkshopMsg {
    /// The text of a scenario that comes with the page was fetched, or why not; after its name.
    TextFetched(String, Result<String, String>),
    TextEdited(String),
    /// The text is to be that of a file.
    TextOpened(String),
    /// The caret is to go to this line.
    LinePicked(u32),
    /// The text is to be the template.
    TemplateTaken,
    /// The text is to be that of the scenario that runs.
    RunningTextTaken,
    /// What somebody had written before is to be back.
    TextReturned,
    TextSaved,
    /// The scenario in the text is to run.
    TextRun,
    WorldEdited(DraftEdit),
    /// The forms are to show the world of the scenario that runs.
    RunningWorldTaken,
    /// The forms are to show a world with next to nothing in it.
    EmptyWorldTaken,
    /// The world of the forms is to begin.
    WorldBegun,
}

/// What is made in the workshop, kept while its panels are closed.
#[derive(Clone, Debug, Default)]
pub struct Workshop {
    text: Option<ScenarioText>,
    world: Option<WorldForms>,
    /// Counts how often the forms got another world.
    generation: u32,
    /// The last scenario whose text had to be fetched, and what came.
    fetched: Option<(String, Option<Fetched>)>,
}

/// A text that was fetched, or why it was not.
type Fetched = Result<Rc<str>, String>;

/// The editor's text.
#[derive(Clone, Debug)]
struct ScenarioText {
    text: Rc<str>,
    /// The scenario whose text it is, unless somebody has edited it.
    origin: Option<ScenarioSource>,
    reading: TextReading,
    /// What somebody had written before other text took its place.
    replaced: Option<Rc<str>>,
    /// Why it is not the text of the scenario that runs.
    note: Option<String>,
}

/// What the reader says of a text.
#[derive(Clone, Debug)]
enum TextReading {
    Right(Rc<Scenario>),
    Wrong(Vec<TextMistake>),
}

/// What is wrong at a line of a text, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMistake {
    pub line: u32,
    pub sentence: String,
}

/// The world in the forms.
#[derive(Clone, Debug)]
struct WorldForms {
    draft: Rc<WorldDraft>,
    /// The scenario whose world it is, unless somebody has edited it.
    origin: Option<ScenarioSource>,
    mistakes: Rc<Vec<DraftMistake>>,
    /// Why it is not the world of the scenario that runs.
    note: Option<String>,
}

impl ScenarioText {
    fn of(text: Rc<str>, origin: Option<ScenarioSource>) -> ScenarioText {
        let reading = TextReading::of(&text, origin.as_ref());
        ScenarioText { text, origin, reading, replaced: None, note: None }
    }

    fn is_edited(&self) -> bool {
        self.origin.is_none()
    }

    fn scenario(&self) -> Option<&Rc<Scenario>> {
        match &self.reading {
            TextReading::Right(scenario) => Some(scenario),
            TextReading::Wrong(_) => None,
        }
    }
}

impl TextReading {
    fn of(text: &str, origin: Option<&ScenarioSource>) -> TextReading {
        let mistake = |mistake: &Mistake| TextMistake {
            line: mistake.line,
            sentence: mistake.kind.to_string(),
        };
        let read = match origin {
            Some(ScenarioSource::Shipped(name)) => Scenario::shipped(name, text),
            Some(ScenarioSource::Own(_)) | None => Scenario::own(text),
        };
        match read {
            Ok(scenario) => TextReading::Right(Rc::new(scenario)),
            Err(mistakes) => TextReading::Wrong(mistakes.iter().map(mistake).collect()),
        }
    }
}

impl WorldForms {
    fn of(draft: WorldDraft, origin: Option<ScenarioSource>) -> WorldForms {
        let mistakes = Rc::new(draft.read_back().err().unwrap_or_default());
        WorldForms { draft: Rc::new(draft), origin, mistakes, note: None }
    }

    fn edit(&mut self, edit: DraftEdit) {
        let draft = Rc::make_mut(&mut self.draft);
        draft.edit(edit);
        self.mistakes = Rc::new(draft.read_back().err().unwrap_or_default());
        self.origin = None;
    }
}

impl Playground {
    pub(super) fn workshop_msg(&mut self, msg: WorkshopMsg) {
        let workshop = &mut self.workshop;
        match msg {
            WorkshopMsg::TextFetched(name, text) => {
                workshop.fetched = Some((name, Some(text.map(Rc::from))));
            }
            WorkshopMsg::TextEdited(text) => self.put_own_text(&text),
            WorkshopMsg::TextOpened(text) => workshop.replace_text(text.into(), None),
            WorkshopMsg::TemplateTaken => workshop.replace_text(SCENARIO_TEMPLATE.into(), None),
            WorkshopMsg::TextReturned => {
                if let Some(text) = workshop.text.as_ref().and_then(|it| it.replaced.clone()) {
                    workshop.replace_text(text, None);
                }
            }
            WorkshopMsg::RunningTextTaken => {
                let source = &self.playback.recording().scenario.source;
                if let Some(Ok(text)) = workshop.text_of(source) {
                    workshop.replace_text(text, Some(source.clone()));
                }
            }
            WorkshopMsg::TextRun => {
                let text = workshop.text.as_ref();
                if let Some(scenario) = text.and_then(ScenarioText::scenario).cloned() {
                    self.begin(scenario);
                    self.view.selection = Selection::Editor;
                }
            }
            WorkshopMsg::WorldEdited(edit) => {
                if let Some(world) = &mut workshop.world {
                    world.edit(edit);
                }
            }
            WorkshopMsg::RunningWorldTaken => workshop.world = None,
            WorkshopMsg::EmptyWorldTaken => {
                workshop.put_world(WorldForms::of(WorldDraft::empty(), None));
            }
            WorkshopMsg::WorldBegun => {
                let world = workshop.world.as_ref().map(|world| world.draft.read_back());
                if let Some(Ok(scenario)) = world {
                    // The next time, the forms show what runs then.
                    workshop.world = None;
                    self.begin(Rc::new(scenario));
                }
            }
            // What the browser does.
            WorkshopMsg::LinePicked(_) | WorkshopMsg::TextSaved => {}
        }
    }

    /// Puts in a text that somebody wrote, also on an earlier visit.
    pub fn put_own_text(&mut self, text: &str) {
        let replaced = self.workshop.text.take().and_then(|text| text.replaced);
        let text = ScenarioText::of(text.into(), None);
        self.workshop.text = Some(ScenarioText { replaced, ..text });
    }

    /// The text that somebody wrote, to be kept for the next visit.
    pub fn own_text(&self) -> Option<&str> {
        let text = self.workshop.text.as_ref().filter(|text| text.is_edited())?;
        Some(&text.text)
    }

    /// Whether a message would begin another run.
    pub fn would_begin(&self, msg: &WorkshopMsg) -> bool {
        let Workshop { text, world, .. } = &self.workshop;
        match msg {
            WorkshopMsg::TextRun => text.as_ref().is_some_and(|text| text.scenario().is_some()),
            WorkshopMsg::WorldBegun => {
                world.as_ref().is_some_and(|world| world.mistakes.is_empty())
            }
            _ => false,
        }
    }

    /// Puts the scenario that runs into an open panel, unless somebody has something else there.
    pub(super) fn fill_workshop(&mut self) {
        if !matches!(self.view.selection, Selection::Builder | Selection::Editor) {
            return;
        }
        let (workshop, source) = (&mut self.workshop, &self.playback.recording().scenario.source);
        let is_stale = |origin: &Option<ScenarioSource>| {
            origin.as_ref().is_some_and(|origin| origin != source)
        };
        let is_text_wanted = workshop.text.as_ref().is_none_or(|text| is_stale(&text.origin));
        let is_world_wanted = workshop.world.as_ref().is_none_or(|it| is_stale(&it.origin));
        if !is_text_wanted && !is_world_wanted {
            return;
        }
        let Some(fetched) = workshop.text_of(source) else {
            return;
        };
        let (text, note) = match fetched {
            Ok(text) => (text, None),
            Err(why) => (SCENARIO_TEMPLATE.into(), Some(format!("{why} This is a template."))),
        };
        if is_world_wanted && let Ok(draft) = WorldDraft::of(&text) {
            let forms = WorldForms::of(draft, Some(source.clone()));
            workshop.put_world(WorldForms { note: note.clone(), ..forms });
        }
        if is_text_wanted {
            // A template is read as nothing that comes with the page, and stands for what runs.
            workshop.replace_text(text, note.is_none().then(|| source.clone()));
            if let Some(text) = &mut workshop.text {
                (text.origin, text.note) = (Some(source.clone()), note);
            }
        }
    }

    /// The name of the scenario whose text an open panel waits for. It is told once.
    pub fn take_wanted_scenario(&mut self) -> Option<String> {
        let is_open = matches!(self.view.selection, Selection::Builder | Selection::Editor);
        let source = &self.playback.recording().scenario.source;
        let name = source.name().filter(|name| is_open && *name != FRONT_DOOR)?;
        let fetched = &mut self.workshop.fetched;
        if fetched.as_ref().is_some_and(|(asked, _)| asked == name) {
            return None;
        }
        *fetched = Some((name.to_owned(), None));
        Some(name.to_owned())
    }
}

impl Workshop {
    /// Puts another world into the forms.
    fn put_world(&mut self, world: WorldForms) {
        self.generation += 1;
        self.world = Some(world);
    }

    /// Puts another text in the editor's place.
    fn replace_text(&mut self, text: Rc<str>, origin: Option<ScenarioSource>) {
        let old = self.text.take();
        let replaced =
            old.and_then(|old| if old.is_edited() { Some(old.text) } else { old.replaced });
        self.text = Some(ScenarioText { replaced, ..ScenarioText::of(text, origin) });
    }

    /// The text of a scenario, where it is there.
    fn text_of(&self, source: &ScenarioSource) -> Option<Fetched> {
        let name = match source {
            ScenarioSource::Own(text) => return Some(Ok(text.as_str().into())),
            ScenarioSource::Shipped(name) if name == FRONT_DOOR => {
                return Some(Ok(FRONT_DOOR_TEXT.into()));
            }
            ScenarioSource::Shipped(name) => name,
        };
        let (_, text) = self.fetched.as_ref().filter(|(asked, _)| asked == name)?;
        text.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;
    use crate::lessons::draft::PartKind;
    use crate::lessons::scenario::MOST_LISTED;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground, scenario};

    fn send(playground: &mut Playground, msg: WorkshopMsg) {
        playground.update(Msg::Workshop(msg));
    }

    fn edit(playground: &mut Playground, text: &str) {
        send(playground, WorkshopMsg::TextEdited(text.to_owned()));
    }

    fn view(playground: &Playground) -> EditorView {
        playground.editor_view().expect("the editor is open")
    }

    /// Opens a panel of the workshop, and fetches what it waits for.
    fn open(playground: &mut Playground, selection: Selection) {
        playground.update(Msg::Picked(selection));
        if let Some(name) = playground.take_wanted_scenario() {
            let text = lessons::text_of(&name).map(str::to_owned);
            send(playground, WorkshopMsg::TextFetched(name, text.ok_or_else(|| "no".to_owned())));
        }
    }

    #[test]
    fn the_editor_begins_with_what_runs() {
        let mut front = playground(FRONT_DOOR);
        open(&mut front, Selection::Editor);
        assert_eq!(&*view(&front).text, FRONT_DOOR_TEXT);
        assert!(view(&front).is_running && view(&front).steps > Some(2));
        let mut other = playground("two-apps");
        open(&mut other, Selection::Editor);
        assert_eq!(Some(&*view(&other).text), lessons::text_of("two-apps"));
        assert_eq!((view(&other).steps, other.own_text()), (None, None));
        assert_eq!(other.text_file().map(|(name, _)| name).as_deref(), Some("two-apps.toml"));
    }

    #[test]
    fn where_the_text_cannot_be_fetched_there_is_a_template() {
        let mut playground = playground("two-apps");
        playground.update(Msg::Picked(Selection::Editor));
        assert_eq!(playground.take_wanted_scenario().as_deref(), Some("two-apps"));
        assert_eq!(playground.take_wanted_scenario(), None, "it is asked for once");
        assert_eq!(playground.editor_view(), None);
        let failed = WorkshopMsg::TextFetched("two-apps".to_owned(), Err("No network.".to_owned()));
        send(&mut playground, failed);
        let shown = view(&playground);
        assert_eq!((&*shown.text, shown.is_running), (SCENARIO_TEMPLATE, false));
        assert_eq!(shown.note.as_deref(), Some("No network. This is a template."));
        assert_eq!((shown.mistakes, shown.steps), (Vec::new(), Some(1)));
        playground.update(Msg::Picked(Selection::Builder));
        let forms = playground.builder_view().expect("it is open");
        assert_eq!(forms.draft.parts[0].value("title"), "A world of my own");
    }

    #[test]
    fn mistakes_stop_a_text_from_running_and_the_run_goes_on() {
        let mut playground = playground("two-apps");
        open(&mut playground, Selection::Editor);
        pass(&mut playground, 3);
        let now = playground.world().now();
        let wrong = SCENARIO_TEMPLATE.replace("\"ronin\"", "\"rinon\"");
        edit(&mut playground, &wrong);
        let lines: Vec<u32> = view(&playground).mistakes.iter().map(|it| it.line).collect();
        assert_eq!(lines.len(), 2);
        let line = wrong.lines().nth(lines[0] as usize - 1);
        assert_eq!(line, Some("plan = \"rinon\""));
        assert!(!playground.would_begin(&WorkshopMsg::TextRun));
        send(&mut playground, WorkshopMsg::TextRun);
        assert_eq!((playground.world().now(), playground.start().apps.len()), (now, 2));
        for text in ["", "\u{0}", "[[[[", &"x = 1\n".repeat(60_000), &"x =\n".repeat(99)] {
            edit(&mut playground, text);
            let shown = view(&playground).mistakes.len();
            assert!((1..=MOST_LISTED).contains(&shown), "{shown}");
        }
        assert!(view(&playground).more_mistakes > 0);
    }

    #[test]
    fn a_text_that_is_right_runs_beside_the_editor() {
        let mut playground = playground("two-apps");
        open(&mut playground, Selection::Editor);
        edit(&mut playground, SCENARIO_TEMPLATE);
        assert!(playground.would_begin(&WorkshopMsg::TextRun) && !view(&playground).is_running);
        send(&mut playground, WorkshopMsg::TextRun);
        assert_eq!(playground.selection(), Selection::Editor);
        assert_eq!(playground.start().title, "A world of my own");
        assert!(view(&playground).is_running && !playground.paused());
        let file = playground.text_file().map(|(name, _)| name);
        assert_eq!(file.as_deref(), Some("a-world-of-my-own.toml"));
        enter(&mut playground, "heroku pg:info BLUE");
        // The text outlives the panel, and another scenario.
        playground.update(Msg::Picked(Selection::Nothing));
        playground.update(Msg::ScenarioRead(Rc::new(scenario("hobby"))));
        open(&mut playground, Selection::Editor);
        assert_eq!(&*view(&playground).text, SCENARIO_TEMPLATE);
        // Another takes its place where it is asked to, and it can come back.
        send(&mut playground, WorkshopMsg::RunningTextTaken);
        assert_eq!(Some(&*view(&playground).text), lessons::text_of("hobby"));
        assert_eq!(playground.own_text(), None);
        send(&mut playground, WorkshopMsg::TextReturned);
        assert_eq!(playground.own_text(), Some(SCENARIO_TEMPLATE));
    }

    #[test]
    fn a_text_that_nobody_edited_runs_as_what_it_is() {
        let mut playground = playground("unfollow");
        open(&mut playground, Selection::Editor);
        pass(&mut playground, 3);
        send(&mut playground, WorkshopMsg::TextRun);
        assert_eq!(playground.playback().recording().scenario.name(), Some("unfollow"));
        assert!(view(&playground).is_running && playground.own_text().is_none());
        // A file takes the place of what somebody wrote, which can come back.
        edit(&mut playground, "title = 1");
        send(&mut playground, WorkshopMsg::TextOpened(SCENARIO_TEMPLATE.to_owned()));
        assert_eq!(playground.own_text(), Some(SCENARIO_TEMPLATE));
        assert!(view(&playground).mistakes.is_empty() && view(&playground).has_replaced);
        send(&mut playground, WorkshopMsg::TextReturned);
        assert_eq!(playground.own_text(), Some("title = 1"));
    }

    #[test]
    fn an_empty_world_takes_the_place_of_the_one_that_runs() {
        let mut playground = playground("two-apps");
        open(&mut playground, Selection::Builder);
        let before = playground.builder_view().expect("it is open");
        send(&mut playground, WorkshopMsg::EmptyWorldTaken);
        let empty = playground.builder_view().expect("it is open");
        assert!(empty.generation > before.generation && empty.is_edited);
        assert!(playground.would_begin(&WorkshopMsg::WorldBegun));
        send(&mut playground, WorkshopMsg::RunningWorldTaken);
        assert_eq!(playground.builder_view().expect("it is open").draft, before.draft);
    }

    #[test]
    fn a_world_is_begun_with_what_was_added() {
        let mut playground = playground("two-apps");
        open(&mut playground, Selection::Builder);
        let forms = |playground: &Playground| playground.builder_view().expect("it is open");
        assert!(!forms(&playground).is_edited);
        let added = DraftEdit::Added(PartKind::Database, 0);
        send(&mut playground, WorkshopMsg::WorldEdited(added));
        let draft = forms(&playground).draft;
        let size = draft.of_kind(PartKind::Database).next().expect("CHARCOAL").field("size");
        let wrong = DraftEdit::Set(size, "big".to_owned());
        send(&mut playground, WorkshopMsg::WorldEdited(wrong));
        assert!(forms(&playground).mistake(size).is_some_and(|told| told.contains("\"big\"")));
        assert!(!playground.would_begin(&WorkshopMsg::WorldBegun));
        send(&mut playground, WorkshopMsg::WorldBegun);
        assert_eq!(playground.world().databases().count(), 2, "the run goes on");
        let right = DraftEdit::Set(size, "14 GB".to_owned());
        send(&mut playground, WorkshopMsg::WorldEdited(right));
        send(&mut playground, WorkshopMsg::WorldBegun);
        assert_eq!(playground.world().databases().count(), 3);
        assert_eq!(playground.selection(), Selection::Nothing);
        open(&mut playground, Selection::Builder);
        assert_eq!(forms(&playground).draft.of_kind(PartKind::Database).count(), 3);
        assert!(!forms(&playground).is_edited && forms(&playground).mistakes.is_empty());
    }
}
