//! What the list of runs asks for, and files that are opened: runs, scenarios, and everything that
//! another browser kept.

use wasm_bindgen_futures::spawn_local;

use super::Page;
use crate::browser::archive;
use crate::browser::files::{FileResult, OpenedFile};
use crate::browser::loading::RunOrigin;
use crate::browser::page_msg::PageMsg;
use crate::browser::settings;
use crate::lessons::is_scenario_text;
use crate::playground::workshop::WorkshopMsg;
use crate::playground::{Change, Msg, Selection};
use crate::share::archive::{Intake, is_archive};
use crate::share::tab_runs::SaveReason;
use crate::ui::library::LibraryMsg;
use crate::ui::recovery_card::RecoveryCard;

impl Page {
    pub(super) fn change_library(&mut self, msg: LibraryMsg) -> Change {
        self.keep(SaveReason::MomentChanged);
        match msg {
            LibraryMsg::WorkshopPicked(panel) => return self.open_workshop(panel),
            LibraryMsg::RunPicked(id) if self.persistence.has_open(&id) => self.library.close(),
            LibraryMsg::RunPicked(id) => self.persistence.open_stored(&id),
            LibraryMsg::AllSaved => archive::save(&self.playground, &self.persistence),
            LibraryMsg::FileWanted => self.files.pick(),
        }
        Change::Nothing
    }

    /// Opens what was dropped, picked or pasted. What was done until now stays kept.
    pub(super) fn open_file(&mut self, file: FileResult) -> Change {
        self.card = self.card.take().filter(|card| !matches!(card, RecoveryCard::Mistakes { .. }));
        match file {
            Ok(OpenedFile { text, .. }) if is_archive(&text) => {
                self.keep(SaveReason::MomentChanged);
                let (persistence, tell) = (self.persistence.clone(), self.send_page_msg.clone());
                spawn_local(async move {
                    let result = archive::take_in(text, &persistence).await;
                    tell.emit(PageMsg::ArchiveRead(Box::new(result)));
                });
                Change::Page
            }
            Ok(OpenedFile { name, text }) => {
                self.library.close();
                self.keep(SaveReason::MomentChanged);
                let is_scenario = name.ends_with(".toml") || is_scenario_text(&text);
                let is_edited = self.playground.selection() == Selection::Editor;
                match (is_scenario, is_edited) {
                    (true, true) => {
                        let msg = WorkshopMsg::TextOpened(text);
                        return self.change_playground(Msg::Workshop(msg));
                    }
                    (true, false) => self.loader.open_own(&name, &text),
                    (false, _) => self.loader.open_run(text, RunOrigin::File),
                }
                Change::Page
            }
            Err(why) => self.tell_of_file(why),
        }
    }

    /// A file with everything was taken in, or not.
    pub(super) fn show_intake(&mut self, result: Result<Intake, String>) -> Change {
        let intake = match result {
            Ok(intake) => intake,
            Err(why) => return self.tell_of_file(why),
        };
        self.playground.put_course(settings::course());
        self.playground.remember(settings::history());
        self.stored_lines = self.playground.history().noted();
        if intake.theme.is_some() {
            self.playground.prefer_theme(intake.theme);
            self.show_theme();
        }
        if self.library.is_open() {
            self.persistence.list();
        }
        self.tell_of_file(intake.message())
    }

    /// Tells what came of a file where it can be seen: a dialog hides what is behind it.
    fn tell_of_file(&mut self, text: String) -> Change {
        if self.library.is_open() {
            self.library.tell(text);
        } else {
            self.send_msg.emit(Msg::Notified(text));
        }
        Change::Page
    }
}
