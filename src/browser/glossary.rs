//! The meanings of words, which stand in index.html: they go on standing in the page's body.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::dom::{document, window};

/// The element with the meanings.
pub struct Glossary {
    element: HtmlElement,
    _listeners: [EventListener; 3],
}

impl Glossary {
    /// Takes the element out of the document, whose body Yew empties.
    pub fn take() -> Option<Glossary> {
        let element: HtmlElement = document().get_element_by_id("words")?.dyn_into().ok()?;
        element.remove();
        // Esc puts a meaning away until something else is pointed at or has the focus.
        let hidden = element.clone();
        let hide = EventListener::new(&window(), "keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") {
                hidden.set_hidden(true);
            }
        });
        let show = |kind: &'static str| {
            let element = element.clone();
            EventListener::new(&window(), kind, move |_| element.set_hidden(false))
        };
        let listeners = [hide, show("pointerover"), show("focusin")];
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
