//! The terminal's pane: what is scrolled, and the prompt's input with its text and its focus.

use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::dom::{self, Edge};
use crate::playground::{Msg, Playground};
use crate::ui;

/// The height of the prompt, in pixels.
const PROMPT_HEIGHT: i32 = 44;

pub struct LiveTerminal {
    scroll: NodeRef,
    input: NodeRef,
    has_selection: Callback<(), bool>,
    /// The revisions that the document shows: of the screen, and of the text at the prompt.
    shown: (u64, u32),
}

impl LiveTerminal {
    pub fn new() -> LiveTerminal {
        LiveTerminal {
            scroll: NodeRef::default(),
            input: NodeRef::default(),
            has_selection: Callback::from(|()| dom::has_selection()),
            shown: (0, 0),
        }
    }

    pub fn view(&self, playground: &Playground, send: &Callback<Msg>) -> Html {
        ui::terminal::pane(playground, (&self.scroll, &self.input), &self.has_selection, send)
    }

    /// After a render: scrolls to the last line, and puts the text and the cursor that were not
    /// typed into the prompt.
    pub fn rendered(&mut self, playground: &Playground) {
        let editor = playground.editor();
        let revisions = (playground.shell().screen().revision(), editor.revision());
        let input = self.input.cast::<HtmlInputElement>();
        if revisions.1 != self.shown.1
            && let Some(input) = &input
        {
            input.set_value(editor.text());
            // The browser counts in UTF-16.
            let before = editor.text().get(..editor.cursor()).unwrap_or_default();
            let cursor = before.encode_utf16().count() as u32;
            let _ = input.set_selection_range(cursor, cursor);
        }
        if revisions != self.shown
            && let Some(scroll) = self.scroll.cast::<Element>()
        {
            scroll.set_scroll_top(scroll.scroll_height());
            if let Some(input) = input.filter(|input| dom::has_focus(input)) {
                dom::scroll_into_sight(&input, PROMPT_HEIGHT, Edge::Bottom);
            }
        }
        self.shown = revisions;
    }

    pub fn focus(&self) {
        if let Some(input) = self.input.cast::<HtmlElement>() {
            let _ = input.focus();
        }
    }
}
