//! The workshop's part of the page: what its panels need of the browser, and the run that is left
//! for another.

use std::cmp::Ordering;

use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::Page;
use crate::browser::dom::document;
use crate::browser::files;
use crate::playground::workshop::WorkshopMsg;
use crate::playground::{Change, Msg, Selection};
use crate::share::tab_runs::SaveReason;
use crate::ui::editor::TEXT_ID;

impl Page {
    /// Another run is about to begin: what was done until now stays kept.
    pub(super) fn leave_run(&mut self) {
        self.keep(SaveReason::MomentChanged);
        let is_listed = self.persistence.restarted();
        let has_acted = !self.playground.playback().recording().inputs.is_empty();
        if is_listed && has_acted {
            self.show_toast("The run before is kept: see Lessons, or go Back.");
        }
    }

    /// Whether a message begins a run or turns to another moment, which is to be kept at once.
    pub(super) fn turns_run(&self, msg: &Msg) -> bool {
        match msg {
            Msg::Workshop(msg) => self.playground.would_begin(msg),
            Msg::Restarted | Msg::Travelled(_) | Msg::RecordingRead(..) | Msg::PauseToggled => true,
            _ => false,
        }
    }

    /// Shows a panel of the workshop, picked in the list.
    pub(super) fn open_workshop(&mut self, panel: Selection) -> Change {
        self.library.close();
        if self.playground.selection() == panel {
            return Change::Nothing;
        }
        self.change_playground(Msg::Picked(panel))
    }

    /// Does what a message asks of the browser.
    pub(super) fn before_workshop(&mut self, msg: &WorkshopMsg) {
        match msg {
            WorkshopMsg::LinePicked(line) => show_line(*line),
            WorkshopMsg::TextSaved => {
                if let Some((name, text)) = self.playground.text_file() {
                    files::save(&name, text);
                }
            }
            msg if self.playground.would_begin(msg) => self.leave_run(),
            _ => {}
        }
    }

    /// Fetches what an open panel waits for.
    pub(super) fn feed_workshop(&mut self) {
        if let Some(name) = self.playground.take_wanted_scenario() {
            self.loader.read_text(name);
        }
    }
}

/// Selects a line of the editor's text, and scrolls to it.
fn show_line(line: u32) {
    let element = document().get_element_by_id(TEXT_ID);
    let Some(area) = element.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let text = area.value();
    // As the browser counts, in units of UTF-16.
    let (mut at, mut start, mut end, mut lines) = (0, 0, 0, 1);
    for c in text.chars() {
        at += c.len_utf16() as u32;
        if c == '\n' {
            lines += 1;
        }
        match (c, lines.cmp(&line)) {
            ('\n', Ordering::Equal) => (start, end) = (at, at),
            (_, Ordering::Equal) => end = at,
            _ => {}
        }
    }
    let _ = area.set_selection_range(start, end);
    // Lines do not wrap, and each is as high as the next.
    let top = area.scroll_height() * (line as i32 - 1) / lines as i32;
    area.set_scroll_top(top - area.client_height() / 3);
    let _ = area.focus();
}
