//! Whether the host has another version of the page by now. A page that is open goes on with its
//! own files, whose names have hashes; the other version comes with the next reload.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestCache, RequestInit, Response};
use yew::Callback;

use super::address;
use super::dom::{document, window};

pub const NEW_VERSION: &str = "There is a new version of this page.";

/// What is told while nothing hangs on it.
pub const NOTICE: &str = "There is a new version of this page. It comes with the next reload, when \
    that suits you: this run is kept.";

/// Milliseconds between two looks at a page that stays open.
const PERIOD: u32 = 30 * 60 * 1_000;

/// Looks whether there is a new version, and tells it once.
pub struct ReleaseWatch {
    is_told: Rc<Cell<bool>>,
    onrelease: Callback<()>,
    _interval: Interval,
}

impl ReleaseWatch {
    pub fn new(onrelease: Callback<()>) -> ReleaseWatch {
        let is_told = Rc::new(Cell::new(false));
        let (told, tell) = (is_told.clone(), onrelease.clone());
        let interval = Interval::new(PERIOD, move || look(told.clone(), tell.clone()));
        ReleaseWatch { is_told, onrelease, _interval: interval }
    }

    /// The tab is seen again.
    pub fn look(&self) {
        look(self.is_told.clone(), self.onrelease.clone());
    }
}

fn look(is_told: Rc<Cell<bool>>, onrelease: Callback<()>) {
    if is_told.get() {
        return;
    }
    spawn_local(async move {
        // Where the host cannot be asked, nothing is known.
        if is_another_named().await == Some(true) && !is_told.replace(true) {
            onrelease.emit(());
        }
    });
}

/// Whether the host's index.html starts another program than this one.
async fn is_another_named() -> Option<bool> {
    let tag = document().query_selector("script[data-wasm]").ok()??;
    let program = tag.get_attribute("data-wasm")?;
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    let response = window().fetch_with_str_and_init(&address::page(), &init);
    let response: Response = JsFuture::from(response).await.ok()?.unchecked_into();
    let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    // What is no such page, as an error of the host, says nothing.
    Some(html.contains("data-wasm=") && !html.contains(&format!("data-wasm=\"{program}\"")))
}
