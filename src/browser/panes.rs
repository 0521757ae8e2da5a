//! The sizes that somebody gave to the panes: on the page's root, where the style sheets find them.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::dom::document;
use crate::playground::panes::{Divider, PaneLayout};

pub fn show(layout: &PaneLayout) {
    let root = document().document_element();
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    // What is unfolded can take the focus at once, before the next render.
    if let Some(page) = document().query_selector(".page").ok().flatten() {
        let classes = page.class_list();
        let open = Divider::ALL.into_iter().filter(|divider| !layout.is_folded(*divider));
        for divider in open {
            let _ = classes.remove_1(&format!("fold-{}", divider.name()));
        }
        if layout.alone.is_none() {
            let _ = classes.remove_1("only");
        }
    }
    for divider in Divider::ALL {
        let (name, style) = (format!("--pane-{}", divider.name()), root.style());
        // A property of a name of ours can be set.
        let _ = match layout.size(divider) {
            Some(size) => style.set_property(&name, &format!("{size}px")),
            None => style.remove_property(&name).map(drop),
        };
    }
}
