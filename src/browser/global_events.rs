//! What the page hears from outside its own elements.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::Callback;

use super::dom::{self, document, window};
use super::media_query::MediaQuery;
use super::page_msg::PageMsg;
use crate::playground::Msg;
use crate::ui::keys::{composes, types_a_letter};

/// Listens as long as what comes back is kept.
pub fn listeners(tell: &Callback<PageMsg>) -> Vec<EventListener> {
    let (dark, forced, reduced) = (tell.clone(), tell.clone(), tell.clone());
    let (hash, visibility, key) = (tell.clone(), tell.clone(), tell.clone());
    let (resize, stored) = (tell.clone(), tell.clone());
    let queries = [
        MediaQuery::dark().on_change(move || dark.emit(PageMsg::SystemThemeChanged)),
        MediaQuery::forced_colours().on_change(move || forced.emit(PageMsg::SystemThemeChanged)),
        MediaQuery::reduced_motion().on_change(move || {
            let is_reduced = MediaQuery::reduced_motion().matches();
            reduced.emit(PageMsg::Playground(Msg::MotionReduced(is_reduced)));
        }),
    ];
    let events = [
        // What is hidden, as the stage behind What if, is not observed.
        EventListener::new(&window(), "resize", move |_| resize.emit(PageMsg::WindowResized)),
        EventListener::new(&window(), "storage", move |_| stored.emit(PageMsg::StorageChanged)),
        EventListener::new(&window(), "hashchange", move |_| hash.emit(PageMsg::LinkFollowed)),
        EventListener::new(&document(), "visibilitychange", move |_| {
            visibility.emit(PageMsg::TabTurned);
        }),
        EventListener::new(&document(), "keydown", move |event| {
            let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
            if is_library_key(pressed) {
                key.emit(PageMsg::Playground(Msg::LibraryOpened));
            } else if types_a_letter(pressed) && dom::nothing_has_focus() {
                key.emit(PageMsg::TypedAnywhere);
            } else if pressed.key() == "Escape" && !composes(pressed) {
                key.emit(PageMsg::Escaped);
            }
        }),
    ];
    queries.into_iter().flatten().chain(events).collect()
}

/// Whether a key opens the list of scenarios and runs: F2, which no browser takes for itself and no
/// prompt reads.
fn is_library_key(event: &KeyboardEvent) -> bool {
    let is_plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    is_plain && event.key() == "F2"
}
