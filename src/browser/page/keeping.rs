//! What is kept: the run, lines that were typed, and what came of a lesson.

use super::Page;
use crate::browser::settings;
use crate::share::tab_runs::SaveReason;

impl Page {
    /// Keeps the run where a step was done or undone, since a fast run gets far between two times
    /// at which it is kept anyway; and stores what came of a lesson that has ended.
    pub(super) fn keep_lesson(&mut self) {
        let changes = self.playground.lesson_changes();
        if changes != self.kept_lesson {
            self.kept_lesson = changes;
            self.keep(SaveReason::MomentChanged);
        }
        if let Some(result) = self.playground.take_lesson_result() {
            self.playground.put_course(settings::store_result(result));
        }
    }

    pub(super) fn keep(&mut self, reason: SaveReason) {
        self.ms_since_save = 0.0;
        self.persistence.keep(&self.playground, reason);
    }

    pub(super) fn store_history(&mut self) {
        let history = self.playground.history();
        if history.noted() != self.stored_lines {
            settings::store_history(history.since(self.stored_lines));
            self.stored_lines = history.noted();
        }
    }
}
