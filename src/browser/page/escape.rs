//! What Esc ends: one thing at a time, the innermost first.

use super::Page;
use crate::playground::lesson::LessonMsg;
use crate::playground::what_if::WhatIfMsg;
use crate::playground::{Change, Msg, Selection};

impl Page {
    /// Esc was pressed, and nothing that has the focus took it.
    pub(super) fn escape(&mut self) -> Change {
        let selection = self.playground.selection();
        let msg = if self.playground.is_typing() {
            Msg::Lesson(LessonMsg::TypingStopped)
        } else if self.side_panel.has_focus() && selection == Selection::Nothing {
            Msg::Lesson(LessonMsg::Ended)
        } else if self.side_panel.has_focus() {
            // What is picked once more is not picked any more.
            Msg::Picked(selection)
        } else if self.library.is_open() {
            // The dialog closes by itself.
            return Change::Nothing;
        } else if self.playground.what_if().is_some() {
            Msg::WhatIf(WhatIfMsg::Closed)
        } else if selection != Selection::Nothing && !self.terminal.has_focus() {
            // Also where the button has the focus that opened the panel.
            Msg::Picked(selection)
        } else {
            return Change::Nothing;
        };
        self.change_playground(msg)
    }
}
