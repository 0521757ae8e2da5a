//! What leaves the page: the run as it is kept, and the run as it is shared.

use super::super::browser;
use super::super::loading::{self, RunOrigin};
use super::super::persistence::{self, SaveReason};
use super::super::share::SharedLink;
use super::Page;
use crate::playground::share::{ExportFormat, ShareMsg};
use crate::playground::{Msg, Selection};

impl Page {
    /// Has the link at hand while it is asked for, as the run was then.
    pub(super) fn share(&mut self) {
        if self.playground.selection() != Selection::Share
            || self.playground.playback().is_on_the_way()
        {
            self.shared = None;
        } else if self.shared.is_none() {
            let link =
                format!("{}#{}", browser::address(), self.playground.export(ExportFormat::Link));
            self.shared = Some(SharedLink::of(link));
        }
    }

    pub(super) fn keep_history(&mut self) {
        let history = self.playground.history();
        if history.noted() != self.history {
            browser::store_history(history.since(self.history));
            self.history = history.noted();
        }
    }

    /// Hears what the keeper of the run has to say.
    pub(super) fn hear(&mut self) {
        if let Some(text) = persistence::file() {
            self.keep(SaveReason::Turned);
            self.listeners.extend(loading::run(&text, RunOrigin::File, &self.send));
        }
        while let Some(told) = persistence::said() {
            self.send.emit(Msg::Notified(told));
        }
    }

    /// Gives the run to whom it is shared with.
    pub(super) fn hand_over(&mut self, what: ShareMsg) {
        if self.playground.playback().is_opening() {
            return;
        }
        match what {
            ShareMsg::Copy(ExportFormat::Link) => {
                self.shared = None;
                self.share();
                if let Some(shared) = &self.shared {
                    persistence::copy(&shared.link);
                }
            }
            ShareMsg::Copy(what) => persistence::copy(&self.playground.export(what)),
            ShareMsg::Save(what) => {
                let name = &self.playground.playback().recording().scenario.name;
                let name = if name.is_empty() { "own-scenario" } else { name };
                persistence::save(
                    &format!("{name}.{}", what.ending()),
                    &self.playground.export(what),
                );
            }
            ShareMsg::Open => persistence::pick(),
        }
    }

    /// Keeps the run as it is now.
    pub(super) fn keep(&mut self, why: SaveReason) {
        self.unkept = 0.0;
        persistence::note(&self.playground, why);
    }
}
