//! The list of scenarios and kept runs: a dialog of the browser's own, which keeps the focus in it,
//! closes with Esc, and gives the focus back.

use gloo::events::EventListener;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::glossary;
use super::page_msg::PageMsg;
use crate::playground::Playground;
use crate::share::kept_run::KeptRun;
use crate::ui::library::Library;

#[derive(Default)]
pub struct LiveLibrary {
    is_open: bool,
    /// The runs that are kept; `None` where the browser keeps none.
    runs: Option<Vec<KeptRun>>,
    /// What came of a file.
    news: AttrValue,
    dialog: NodeRef,
    /// Hears that the dialog was closed, and by that says that it was opened.
    listener: Option<EventListener>,
}

impl LiveLibrary {
    pub fn open(&mut self, runs: Option<Vec<KeptRun>>) {
        (self.is_open, self.runs) = (true, runs);
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Tells in the dialog what came of a file.
    pub fn tell(&mut self, news: String) {
        self.news = news.into();
    }

    /// Closes the dialog, which the browser tells then.
    pub fn close(&self) {
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    }

    /// The browser has closed the dialog.
    pub fn closed(&mut self) {
        *self = LiveLibrary::default();
    }

    pub fn view(&self, playground: &Playground, tell: &Callback<PageMsg>) -> Html {
        if !self.is_open {
            return Html::default();
        }
        let scenario = playground.playback().recording().scenario.name();
        html! {
            <Library
                runs={self.runs.clone()}
                scenario={scenario.map(|name| AttrValue::from(name.to_owned()))}
                course={playground.course().clone()}
                words={glossary::list().map(AttrValue::from)}
                dialog={self.dialog.clone()}
                news={self.news.clone()}
                onmsg={tell.reform(PageMsg::Library)}
            />
        }
    }

    /// After a render: shows the dialog, once it is there.
    pub fn rendered(&mut self, tell: &Callback<PageMsg>) {
        let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() else {
            return;
        };
        if self.is_open && self.listener.is_none() {
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
