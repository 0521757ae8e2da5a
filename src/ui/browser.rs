//! What the page asks of the browser: its address, its storage, files beside it.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, MediaQueryList, Storage, Window, XmlHttpRequest};

use crate::share::{Theme, link};
use crate::terminal::history::History;

/// The window. There is one wherever this page runs.
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Whether some text of the page is selected.
pub fn has_selection() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// The part of the address after the question mark.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// The address of the page, without what is asked of it.
pub fn address() -> String {
    let mut address = window().location().href().unwrap_or_default();
    if let Some(end) = address.bytes().position(|c| c == b'?' || c == b'#') {
        address.truncate(end);
    }
    address
}

/// The part of the address after the `#`, where it is a run.
pub fn linked() -> Option<String> {
    let hash = window().location().hash().ok()?;
    hash.strip_prefix('#')?.starts_with(link::START).then_some(hash)
}

const HISTORY: &str = "follower-playground.history";
const THEME: &str = "follower-playground.theme";

/// What a browser is asked for where the system is dark.
pub const DARK: &str = "(prefers-color-scheme: dark)";

/// Storage may be forbidden or full: then there is none, and the page goes on without.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn store(key: &str, text: &str) {
    if let Some(storage) = storage() {
        // Where it is full, what was to be kept ends with the visit.
        let _ = storage.set_item(key, text);
    }
}

/// Lines typed on an earlier visit, or in another tab.
pub fn stored_history() -> Vec<String> {
    let mut lines = Vec::new();
    for line in stored(HISTORY).unwrap_or_default().lines() {
        lines.push(line.to_owned());
    }
    lines
}

/// Keeps lines for the next visit, after those that are there by now.
pub fn store_history(new: &[String]) {
    let mut history = History::of(stored_history());
    new.iter().for_each(|line| history.note(line));
    store(HISTORY, &history.lines().join("\n"));
}

/// The theme that was chosen on an earlier visit.
pub fn stored_theme() -> Option<Theme> {
    Theme::parse(&stored(THEME)?)
}

/// Keeps the theme for the next visit.
pub fn store_theme(theme: Theme) {
    store(THEME, theme.name());
}

/// Gives the page a theme: the style sheets read it off its root.
pub fn show_theme(theme: Theme) {
    let dark = prefers(DARK).is_some_and(|query| query.matches());
    let shown = match theme {
        Theme::Auto if dark => Theme::Dark,
        Theme::Auto => Theme::Light,
        theme => theme,
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", shown.name());
    }
}

/// Asks for the text of a file beside the page. It is told, or what went wrong, for a person, as
/// long as what comes back is kept.
pub fn fetch(
    path: String,
    told: Box<dyn Fn(Result<String, String>)>,
) -> Result<EventListener, JsValue> {
    // One event is less to download than two promises.
    let request = XmlHttpRequest::new()?;
    request.open("GET", &path)?;
    // As any file of the page: whatever else a server may say of it.
    request.override_mime_type("text/plain; charset=utf-8")?;
    request.send()?;
    let answer = request.clone();
    Ok(EventListener::new(&request, "loadend", move |_| {
        told(match answer.status().unwrap_or_default() {
            0 => Err(format!("{path} could not be fetched. Is the network there?")),
            200..=299 => Ok(answer.response_text().ok().flatten().unwrap_or_default()),
            status => Err(format!("{path} is not there (status {status}).")),
        });
    }))
}

/// The size of an element's inside, in CSS pixels. The browser rounds; what is a part of a pixel
/// too big would scroll.
pub fn inner_size(element: &Element) -> (f32, f32) {
    let [w, h] = [element.client_width(), element.client_height()].map(|side| (side - 1).max(0));
    (w as f32, h as f32)
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
