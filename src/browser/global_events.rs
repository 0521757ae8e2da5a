//! What the page hears from outside its own elements.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement, KeyboardEvent};
use yew::Callback;

use super::dom::{self, document, window};
use super::files::OpenedFile;
use super::media_query::MediaQuery;
use super::page_msg::PageMsg;
use crate::lessons::is_scenario_text;
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
    let pasted = paste_listener(tell.clone());
    queries.into_iter().flatten().chain(events).chain([pasted]).collect()
}

/// Hears that a whole scenario file is pasted: before the prompt does, which would take its lines
/// for commands. Where a text of several lines is written, it is left alone.
fn paste_listener(tell: Callback<PageMsg>) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&document(), "paste", options, move |event| {
        let is_written =
            event.target().is_some_and(|target| target.has_type::<HtmlTextAreaElement>());
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let text = data.and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if !is_written && is_scenario_text(&text) {
            event.prevent_default();
            event.stop_propagation();
            let name = "The pasted scenario".to_owned();
            tell.emit(PageMsg::FileOpened(Ok(OpenedFile { name, text })));
        }
    })
}

/// Whether a key opens the list of scenarios and runs: F2, which no browser takes for itself and no
/// prompt reads.
fn is_library_key(event: &KeyboardEvent) -> bool {
    let is_plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    is_plain && event.key() == "F2"
}
