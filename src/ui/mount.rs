//! Mounting the page: what only a browser can do.

use web_sys::Element;

use super::Page;

/// Mounts the page in the document's body.
pub fn mount() {
    yew::Renderer::<Page>::new().render();
}

/// Mounts the page in an element; dropping what comes back does not take it away.
pub fn mount_in(root: Element) -> yew::AppHandle<Page> {
    yew::Renderer::<Page>::with_root(root).render()
}
