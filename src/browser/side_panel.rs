//! The side panel's title: it gets the focus when somebody opens the panel by keyboard, or when
//! what had it is gone after a render; and the panel may be off the screen when it is about
//! something else. When the panel is closed, the focus goes back to what opened it.

use std::cell::Cell;

use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use super::dom::{self, Edge};
use crate::playground::{Msg, Playground, Selection};
use crate::ui;
use crate::ui::share::SharedLink;

/// Pixels of the panel that are to be in sight when it is about something else.
const IN_SIGHT: i32 = 240;

/// Pixels above the current step of a lesson: the end of the step before it is in sight too.
const ABOVE_STEP: i32 = 90;

/// Pixels above a card that is to be seen.
const ABOVE_CARD: i32 = 12;

/// What opens the panel by keyboard.
const OPENERS: &str = ".card, .app, .link, .btn";

#[derive(Default)]
pub struct LiveSidePanel {
    title: NodeRef,
    /// Whether something had the focus before the next render.
    had_focus: bool,
    /// Whether the panel is about something else after the next render.
    is_about_another: bool,
    /// What had the focus when the panel was opened by keyboard.
    opener: Option<HtmlElement>,
    /// Whether the panel has forms, whose parts can be removed with the focus in them.
    has_forms: bool,
    /// What gets the focus after the next render.
    next_focus: Option<NextFocus>,
    /// What of a lesson was brought into sight last.
    shown: Cell<Option<Shown>>,
    /// Whether the panel has been about something else since then.
    is_lesson_away: Cell<bool>,
}

/// What of a lesson is in sight.
#[derive(Clone)]
struct Shown {
    lesson: String,
    /// The step or the card, with its heading.
    what: String,
}

enum NextFocus {
    Title,
    Opener(HtmlElement),
}

impl LiveSidePanel {
    /// Takes note of the focus before a message that may take the element away that has it.
    pub fn note_focus(&mut self) {
        self.had_focus |= !dom::nothing_has_focus();
    }

    /// Takes note of what is selected after a message.
    pub fn note_selection(&mut self, before: Selection, after: Selection) {
        self.has_forms = after == Selection::Builder;
        if after == before {
            return;
        }
        self.is_about_another |= after != Selection::Nothing;
        if after == Selection::Nothing {
            self.next_focus = self.opener.take().map(NextFocus::Opener);
        } else if let Some(opener) = dom::focused_by_keyboard(OPENERS) {
            self.opener = Some(opener);
            self.next_focus = Some(NextFocus::Title);
        } else if before == Selection::Nothing {
            self.opener = None;
        }
    }

    /// Whether Esc at what has the focus closes the panel.
    pub fn has_focus(&self) -> bool {
        self.title.cast::<HtmlElement>().is_some_and(|title| dom::is_focus_beside(&title))
    }

    pub fn view(
        &self,
        playground: &Playground,
        shared: Option<&SharedLink>,
        send: &Callback<Msg>,
    ) -> Html {
        ui::side_panel::panel(playground, shared, &self.title, send)
    }

    /// Keeps what is new in a lesson in sight of its panel, which may be longer than that: a wrong
    /// turn, the card at the end, or another step. Another lesson begins at its title; one to which
    /// the panel comes back, at its step.
    fn show_news(&self, title: &HtmlElement) {
        let Some(pane) = title.parent_element() else {
            return;
        };
        let find = |selector| pane.query_selector(selector).ok().flatten();
        if find(".lesson").is_none() {
            self.is_lesson_away.set(true);
            return;
        }
        let was_away = self.is_lesson_away.take();
        let cards = [(".lesson > .wrong-turn", ABOVE_CARD), (".lesson > .closing", ABOVE_CARD)];
        let places = cards.into_iter().chain([(".step.now", ABOVE_STEP)]);
        let news = places.filter_map(|(selector, above)| Some((find(selector)?, selector, above)));
        let Some((element, selector, above)) = news.into_iter().next() else {
            return;
        };
        let heading = element.query_selector("h3").ok().flatten();
        let shown = Shown {
            lesson: title.text_content().unwrap_or_default(),
            what: format!(
                "{selector} {}",
                heading.and_then(|it| it.text_content()).unwrap_or_default()
            ),
        };
        let Some(before) = self.shown.replace(Some(shown.clone())) else {
            return;
        };
        if before.lesson != shown.lesson {
            pane.set_scroll_top(0);
        } else if before.what != shown.what || was_away {
            let (place, sight) =
                (element.get_bounding_client_rect(), pane.get_bounding_client_rect());
            if place.top() < sight.top() || place.bottom() > sight.bottom() {
                // On a phone the panel does not scroll by itself, and the page stays where it is.
                let by = (place.top() - sight.top()) as i32;
                pane.set_scroll_top(pane.scroll_top() + by - above);
            }
        }
    }

    /// After a render: gives the focus to the title where it got lost, and scrolls to it.
    pub fn rendered(&mut self) {
        let had_focus = std::mem::take(&mut self.had_focus);
        let is_about_another = std::mem::take(&mut self.is_about_another);
        if let Some(title) = self.title.cast::<HtmlElement>() {
            let next_focus = match self.next_focus.take() {
                Some(NextFocus::Title) => Some(title.clone()),
                Some(NextFocus::Opener(opener)) => Some(opener),
                None => None,
            };
            if let Some(element) = next_focus {
                // What is gone cannot have it; then the title gets it.
                let _ = element.focus();
            }
            if had_focus && dom::nothing_has_focus() {
                // Who removes a part of a form goes on where it was.
                let options = FocusOptions::new();
                options.set_prevent_scroll(self.has_forms);
                let _ = title.focus_with_options(&options);
            }
            self.show_news(&title);
            if is_about_another {
                // With the small word above it.
                let first = title.previous_element_sibling();
                let first = first.as_ref().unwrap_or(&title);
                dom::scroll_into_sight(first, IN_SIGHT, Edge::Top);
            }
        }
    }
}
