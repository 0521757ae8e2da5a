//! The meanings of words, which stand in index.html: they go on standing in the page's body.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::dom::{document, window};

/// The element with the meanings.
pub struct Glossary {
    element: HtmlElement,
    _listeners: [EventListener; 2],
}

impl Glossary {
    /// Takes the element out of the document, whose body Yew empties.
    pub fn take() -> Option<Glossary> {
        let element: HtmlElement = document().get_element_by_id("words")?.dyn_into().ok()?;
        element.remove();
        // Esc puts a meaning away until a key is pressed or something is pointed at. That focus
        // comes to something is no sign: Esc closes the panel too, and its opener has the focus
        // again.
        let by_key = element.clone();
        let on_key = EventListener::new(&window(), "keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            by_key.set_hidden(key.as_deref() == Some("Escape"));
        });
        let by_pointer = element.clone();
        let on_pointer = EventListener::new(&window(), "pointerover", move |_| {
            by_pointer.set_hidden(false);
        });
        let listeners = [on_key, on_pointer];
        Some(Glossary { element, _listeners: listeners })
    }

    /// Puts the element behind the page.
    pub fn put_back(&self) {
        if let Some(body) = document().body() {
            let _ = body.append_child(&self.element);
        }
    }
}

/// The meanings as HTML, without the ids by which single ones are shown.
pub fn list() -> Option<String> {
    let list = document().query_selector("#words dl").ok()??.clone_node_with_deep(true).ok()?;
    let list: Element = list.unchecked_into();
    let meanings = list.children();
    for meaning in (0..meanings.length()).filter_map(|at| meanings.item(at)) {
        let _ = meaning.remove_attribute("id");
    }
    Some(list.inner_html())
}
