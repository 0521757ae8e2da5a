//! What the panels of the workshop show.

use std::rc::Rc;

use super::{TextMistake, TextReading};
use crate::lessons::ScenarioSource;
use crate::lessons::draft::{DraftField, DraftMistake, WorldDraft};
use crate::lessons::scenario::MOST_LISTED;
use crate::playground::{Playground, Selection};

/// What the editor shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EditorView {
    pub text: Rc<str>,
    /// The first of them.
    pub mistakes: Vec<TextMistake>,
    /// How many are not listed.
    pub more_mistakes: usize,
    /// Of the lesson in it.
    pub steps: Option<usize>,
    /// Whether it is what runs.
    pub is_running: bool,
    pub is_edited: bool,
    pub has_replaced: bool,
    pub note: Option<String>,
}

/// What the forms show.
#[derive(Clone, Debug)]
pub struct BuilderView {
    pub draft: Rc<WorldDraft>,
    pub mistakes: Rc<Vec<DraftMistake>>,
    /// Another one for another world, whose parts may have the ids of those before.
    pub generation: u32,
    pub is_edited: bool,
    pub note: Option<String>,
}

/// Each edit makes another draft and other mistakes, so that these need no look.
impl PartialEq for BuilderView {
    fn eq(&self, other: &BuilderView) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft) && Rc::ptr_eq(&self.mistakes, &other.mistakes)
    }
}

impl BuilderView {
    /// What is wrong with a field.
    pub fn mistake(&self, field: DraftField) -> Option<String> {
        let of_field = self.mistakes.iter().filter(|mistake| mistake.field == field);
        let sentences: Vec<&str> = of_field.map(|mistake| mistake.sentence.as_str()).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

impl Playground {
    /// What the editor shows, once its text is there.
    pub fn editor_view(&self) -> Option<EditorView> {
        let text = self.workshop.text.as_ref().filter(|_| self.selection() == Selection::Editor)?;
        let all: &[TextMistake] = match &text.reading {
            TextReading::Right(_) => &[],
            TextReading::Wrong(mistakes) => mistakes,
        };
        let source = &self.playback.recording().scenario.source;
        let lesson = text.scenario().and_then(|scenario| scenario.lesson.as_ref());
        Some(EditorView {
            text: text.text.clone(),
            mistakes: all.iter().take(MOST_LISTED).cloned().collect(),
            more_mistakes: all.len().saturating_sub(MOST_LISTED),
            steps: lesson.map(|lesson| lesson.steps.len()),
            is_running: match (&text.origin, source) {
                (Some(origin), source) => origin == source && text.note.is_none(),
                (None, ScenarioSource::Own(running)) => **running == *text.text,
                (None, ScenarioSource::Shipped(_)) => false,
            },
            is_edited: text.is_edited(),
            has_replaced: text.replaced.is_some(),
            note: text.note.clone(),
        })
    }

    /// What the forms show, once their world is there.
    pub fn builder_view(&self) -> Option<BuilderView> {
        let world = self.workshop.world.as_ref();
        let world = world.filter(|_| self.selection() == Selection::Builder)?;
        Some(BuilderView {
            draft: world.draft.clone(),
            mistakes: world.mistakes.clone(),
            generation: self.workshop.generation,
            is_edited: world.origin.is_none(),
            note: world.note.clone(),
        })
    }

    /// The name of the file that the editor's text is saved as, and the text.
    pub fn text_file(&self) -> Option<(String, &str)> {
        let text = self.workshop.text.as_ref()?;
        let shipped = text.origin.as_ref().and_then(ScenarioSource::name);
        let title = text.scenario().map_or("", |scenario| scenario.world.title.as_str());
        let name = shipped.map_or_else(|| file_name(title), str::to_owned);
        Some((format!("{name}.toml"), &text.text))
    }
}

/// A title as the name of a file.
fn file_name(title: &str) -> String {
    let letters = title.to_ascii_lowercase();
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).take(6).collect();
    if words.is_empty() { "scenario".to_owned() } else { words.join("-") }
}
