//! What the page hands out: the link to a run, files, the clipboard.

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use crate::browser::dom::window;
use crate::browser::page_msg::PageMsg;
use crate::browser::{address, clipboard, files};
use crate::playground::Selection;
use crate::playground::share::{ExportFormat, ShareMsg};
use crate::ui;
use crate::ui::recovery_card::RecoveryCard;
use crate::ui::share::SharedLink;

/// Milliseconds for which it is told that something is done.
const TOAST_PERIOD: u32 = 5_000;

impl Page {
    /// Has the link at hand while it is asked for, as the run was then.
    pub(super) fn update_shared_link(&mut self) {
        let is_asked_for = self.playground.selection() == Selection::Share;
        if !is_asked_for || self.playground.playback().is_on_the_way() {
            self.shared = None;
        } else if self.shared.is_none() {
            let run = self.playground.export(ExportFormat::Link);
            self.shared = Some(SharedLink::of(format!("{}#{run}", address::page())));
        }
    }

    /// Copies or saves the run, or opens one from a file.
    pub(super) fn share_run(&mut self, msg: ShareMsg) {
        if self.playground.playback().is_opening() {
            return;
        }
        match msg {
            ShareMsg::Copy(ExportFormat::Link) => {
                // The run as it is now.
                self.shared = None;
                self.update_shared_link();
                if let Some(shared) = &self.shared {
                    self.copy(shared.link.to_string());
                }
            }
            ShareMsg::Copy(format) => self.copy(self.playground.export(format)),
            ShareMsg::Save(format) => {
                let scenario = &self.playground.playback().recording().scenario;
                let name = scenario.name().unwrap_or("own-scenario");
                let text = self.playground.export(format);
                files::save(&format!("{name}.{}", format.ending()), &text);
            }
            ShareMsg::Open => self.files.pick(),
            ShareMsg::CopyFrame => {
                let run = self.playground.link_for_whole_page();
                self.copy(ui::share::frame_html(&address::page(), &run));
            }
            ShareMsg::OpenPage => {
                let link = format!("{}#{}", address::page(), self.playground.link_for_whole_page());
                let opened = window().open_with_url_and_target(&link, "_blank");
                // A sandboxed frame may open none.
                if !opened.is_ok_and(|opened| opened.is_some()) {
                    self.send_page_msg.emit(PageMsg::CardOffered(RecoveryCard::Unopened { link }));
                }
            }
        }
    }

    pub(super) fn show_toast(&mut self, text: &'static str) {
        let tell = self.send_page_msg.clone();
        let timeout = Timeout::new(TOAST_PERIOD, move || tell.emit(PageMsg::ToastEnded));
        self.toast = Some((text, timeout));
    }

    /// Puts a text on the clipboard.
    pub(super) fn copy(&self, text: String) {
        let tell = self.send_page_msg.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            tell.emit(PageMsg::Copied(text, is_copied));
        });
    }
}
