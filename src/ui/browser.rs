//! What the page asks of the browser: its address, its storage, files beside it.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, MediaQueryList, Storage, Window};

/// The window. There is one wherever this page runs.
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The part of the address after the question mark.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

const HISTORY: &str = "follower-playground.history";

/// Storage may be forbidden or full: then there is none, and the page goes on without.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Lines typed on an earlier visit.
pub fn stored_history() -> Vec<String> {
    let stored = storage().and_then(|storage| storage.get_item(HISTORY).ok().flatten());
    stored.unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Keeps the lines typed for the next visit.
pub fn store_history(lines: &[String]) {
    if let Some(storage) = storage() {
        // Where it is full, history ends with the visit.
        let _ = storage.set_item(HISTORY, &lines.join("\n"));
    }
}

/// The text of a file beside the page.
///
/// # Errors
/// What went wrong, for a person.
pub async fn fetch(path: &str) -> Result<String, String> {
    let failed = |_: JsValue| format!("{path} could not be fetched. Is the network there?");
    let response = JsFuture::from(window().fetch_with_str(path)).await.map_err(failed)?;
    let response: web_sys::Response = response.dyn_into().map_err(failed)?;
    if !response.ok() {
        return Err(format!("{path} is not there (status {}).", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
    text.as_string().ok_or_else(|| format!("{path} is no text."))
}

/// The size of an element's inside, in CSS pixels.
pub fn inner_size(element: &Element) -> (f32, f32) {
    (element.client_width() as f32, element.client_height() as f32)
}

/// Whether nothing that takes keys has the focus, so that typing may go to the terminal: the
/// page itself has it, or a title.
pub fn nothing_has_focus() -> bool {
    let element = document().active_element();
    element.is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "H2"))
}

/// Whether the browser is asked for this: `(prefers-reduced-motion: reduce)`.
pub fn prefers(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

/// Brings an element to the top or the bottom of the screen, unless it is on it with so many
/// pixels from its upper edge on.
pub fn show(element: &Element, pixels: i32, at_top: bool) {
    let top = element.get_bounding_client_rect().top() as i32;
    let height = document().document_element().map_or(0, |root| root.client_height());
    if top < 0 || top + pixels > height {
        element.scroll_into_view_with_bool(at_top);
    }
}
