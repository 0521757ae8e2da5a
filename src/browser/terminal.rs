//! The terminal's pane: what is scrolled, and the prompt's input with its text and its focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::dom::{self, Edge};
use crate::playground::{Msg, Playground};
use crate::ui;
use crate::ui::prompt::TextSelection;

/// The height of the prompt, in pixels.
const PROMPT_HEIGHT: i32 = 44;

pub struct LiveTerminal {
    scroll: NodeRef,
    input: NodeRef,
    selection: TextSelection,
    /// The lines printed, and the width, for which it was found out which tables are too wide.
    measured: (u64, i32),
    /// The revisions that the document shows: of the screen, and of the text at the prompt.
    shown: (u64, u32),
}

impl LiveTerminal {
    pub fn new() -> LiveTerminal {
        let input = NodeRef::default();
        let selection = TextSelection {
            exists: Callback::from(|()| dom::has_selection()),
            clear: Callback::from({
                let input = input.clone();
                move |()| clear_selection(input.clone())
            }),
        };
        LiveTerminal {
            scroll: NodeRef::default(),
            input,
            selection,
            measured: (0, 0),
            shown: (0, 0),
        }
    }

    pub fn view(&self, playground: &Playground, send: &Callback<Msg>) -> Html {
        ui::terminal::pane(playground, (&self.scroll, &self.input), &self.selection, send)
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
        if let Some(scroll) = self.scroll.cast::<Element>() {
            let seen = (playground.shell().screen().printed(), scroll.client_width());
            if seen != self.measured {
                reach_wide_tables(&scroll);
                self.measured = seen;
            }
        }
        self.shown = revisions;
    }

    /// Its elements are about to be new ones.
    pub fn forget_shown(&mut self) {
        self.shown = (u64::MAX, u32::MAX);
    }

    /// Whether the prompt has the focus.
    pub fn has_focus(&self) -> bool {
        self.input.cast::<Element>().is_some_and(|input| dom::has_focus(&input))
    }

    pub fn focus(&self) {
        if let Some(input) = self.input.cast::<HtmlElement>() {
            let _ = input.focus();
        }
    }
}

/// Lets the keyboard reach the tables that scroll sideways, and no others.
fn reach_wide_tables(scroll: &Element) {
    let Ok(tables) = scroll.query_selector_all(".rows") else {
        return;
    };
    let tables = (0..tables.length()).filter_map(|at| tables.get(at)?.dyn_into::<Element>().ok());
    for table in tables {
        let is_wide = table.scroll_width() > table.client_width();
        for (name, value) in [("tabindex", "0"), ("role", "group"), ("aria-label", "Table")] {
            let _ = if is_wide {
                table.set_attribute(name, value)
            } else {
                table.remove_attribute(name)
            };
        }
    }
}

/// Takes the selection away, of the page and at the prompt, once the key that copies it has done
/// so.
fn clear_selection(input: NodeRef) {
    gloo::timers::callback::Timeout::new(0, move || {
        dom::clear_selection();
        if let Some(input) = input.cast::<HtmlInputElement>() {
            let end = input.selection_end().ok().flatten().unwrap_or_default();
            let _ = input.set_selection_range(end, end);
        }
    })
    .forget();
}
