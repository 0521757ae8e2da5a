//! The side panel's title: what had the focus may be gone after a render, and the panel may be off
//! the screen when it is about something else.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::dom::{self, Edge};
use crate::playground::{Msg, Playground, Selection};
use crate::ui;
use crate::ui::share::SharedLink;

/// Pixels of the panel that are to be in sight when it is about something else.
const IN_SIGHT: i32 = 240;

#[derive(Default)]
pub struct LiveSidePanel {
    title: NodeRef,
    /// Whether something had the focus before the next render.
    had_focus: bool,
    /// Whether the panel is about something else after the next render.
    is_about_another: bool,
}

impl LiveSidePanel {
    /// Takes note of the focus before a message that may take the element away that has it.
    pub fn note_focus(&mut self) {
        self.had_focus |= !dom::nothing_has_focus();
    }

    /// Takes note of what is selected after a message.
    pub fn note_selection(&mut self, before: Selection, after: Selection) {
        self.is_about_another |= after != before && after != Selection::Nothing;
    }

    pub fn view(
        &self,
        playground: &Playground,
        shared: Option<&SharedLink>,
        send: &Callback<Msg>,
    ) -> Html {
        ui::side_panel::panel(playground, shared, &self.title, send)
    }

    /// After a render: gives the focus to the title where it got lost, and scrolls to it.
    pub fn rendered(&mut self) {
        let had_focus = std::mem::take(&mut self.had_focus);
        let is_about_another = std::mem::take(&mut self.is_about_another);
        if let Some(title) = self.title.cast::<HtmlElement>() {
            if had_focus && dom::nothing_has_focus() {
                let _ = title.focus();
            }
            if is_about_another {
                dom::scroll_into_sight(&title, IN_SIGHT, Edge::Top);
            }
        }
    }
}
