//! The list of scenarios and kept runs: a dialog of the browser's own, which keeps the focus in it,
//! closes with Esc, and gives the focus back.

use gloo::events::EventListener;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::page_msg::PageMsg;
use crate::playground::Playground;
use crate::share::kept_run::KeptRun;
use crate::ui::library::Library;

#[derive(Default)]
pub struct LiveLibrary {
    /// The runs that are kept, while the list is open.
    runs: Option<Vec<KeptRun>>,
    dialog: NodeRef,
    /// Hears that the dialog was closed, and by that says that it was opened.
    listener: Option<EventListener>,
}

impl LiveLibrary {
    pub fn open(&mut self, runs: Vec<KeptRun>) {
        self.runs = Some(runs);
    }

    pub fn is_open(&self) -> bool {
        self.runs.is_some()
    }

    /// Closes the dialog, which the browser tells then.
    pub fn close(&self) {
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    }

    /// The browser has closed the dialog.
    pub fn closed(&mut self) {
        (self.runs, self.listener) = (None, None);
    }

    pub fn view(&self, playground: &Playground, tell: &Callback<PageMsg>) -> Html {
        let Some(runs) = &self.runs else {
            return Html::default();
        };
        let scenario = playground.playback().recording().scenario.name();
        html! {
            <Library
                runs={runs.clone()}
                scenario={scenario.map(|name| AttrValue::from(name.to_owned()))}
                dialog={self.dialog.clone()}
                onpick={tell.reform(PageMsg::KeptRunPicked)}
            />
        }
    }

    /// After a render: shows the dialog, once it is there.
    pub fn rendered(&mut self, tell: &Callback<PageMsg>) {
        let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() else {
            return;
        };
        if self.runs.is_some() && self.listener.is_none() {
            let tell = tell.clone();
            let onclose = move |_: &Event| tell.emit(PageMsg::LibraryClosed);
            self.listener = Some(EventListener::new(&dialog, "close", onclose));
            // A browser without dialogs of its own shows the list as a part of the page.
            if dialog.show_modal().is_err() {
                dialog.set_open(true);
            }
        }
    }
}
