//! Files that somebody opens: runs, and scenarios of their own.

use super::Page;
use crate::browser::files::{FileResult, OpenedFile};
use crate::browser::loading::RunOrigin;
use crate::lessons::is_scenario_text;
use crate::playground::{Change, Msg};
use crate::share::tab_runs::SaveReason;
use crate::ui::recovery_card::RecoveryCard;

impl Page {
    /// Opens what was dropped, picked or pasted. What was done until now stays kept.
    pub(super) fn open_file(&mut self, file: FileResult) -> Change {
        self.card = self.card.take().filter(|card| !matches!(card, RecoveryCard::Mistakes { .. }));
        match file {
            Ok(OpenedFile { name, text }) => {
                self.keep(SaveReason::MomentChanged);
                if name.ends_with(".toml") || is_scenario_text(&text) {
                    self.loader.open_own(&name, &text);
                } else {
                    self.loader.open_run(text, RunOrigin::File);
                }
            }
            Err(why) => self.send_msg.emit(Msg::Notified(why)),
        }
        Change::Page
    }
}
