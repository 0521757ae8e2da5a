//! The side panel's title: it gets the focus when somebody opens the panel by keyboard, or when
//! what had it is gone after a render; and the panel may be off the screen when it is about
//! something else. When the panel is closed, the focus goes back to what opened it.

use std::cell::Cell;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::dom::{self, Edge};
use crate::playground::{Msg, Playground, Selection};
use crate::ui;
use crate::ui::share::SharedLink;

/// Pixels of the panel that are to be in sight when it is about something else.
const IN_SIGHT: i32 = 240;

/// Pixels above the current step of a lesson: the end of the step before it is in sight too.
const ABOVE_STEP: i32 = 90;

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
    /// What gets the focus after the next render.
    next_focus: Option<NextFocus>,
    /// The step of a lesson that was in sight.
    step: Cell<Option<String>>,
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

    /// Keeps the current step of a lesson in sight of its panel, which may be longer than that.
    fn show_step(&self, title: &HtmlElement) {
        let pane = title.parent_element();
        let step = pane.as_ref().and_then(|pane| pane.query_selector(".step.now > h3").ok()?);
        let name = step.as_ref().and_then(|step| step.text_content());
        let before = self.step.replace(name.clone());
        if let (Some(pane), Some(step)) = (pane, step)
            && before.is_some_and(|before| Some(before) != name)
        {
            let by = step.get_bounding_client_rect().top() - pane.get_bounding_client_rect().top();
            // On a phone the panel does not scroll by itself, and the page stays where it is.
            pane.set_scroll_top(pane.scroll_top() + by as i32 - ABOVE_STEP);
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
                let _ = title.focus();
            }
            self.show_step(&title);
            if is_about_another {
                // With the small word above it.
                let first = title.previous_element_sibling();
                let first = first.as_ref().unwrap_or(&title);
                dom::scroll_into_sight(first, IN_SIGHT, Edge::Top);
            }
        }
    }
}
