//! The window, the document, and questions about its elements.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};
use yew::NodeRef;

use crate::view::layout::Size;

/// The window. There is one wherever this room runs.
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The size of an element's inside, in CSS pixels; `None` where it is not shown. The browser
/// rounds; what is a part of a pixel too big would scroll.
pub fn inner_size(element: &Element) -> Option<Size> {
    let [w, h] = [element.client_width(), element.client_height()].map(|side| side - 1);
    (w > 0).then(|| Size { w: w as f32, h: h.max(0) as f32 })
}

/// The width of the page; `None` where it is not shown.
pub fn page_width() -> Option<f32> {
    document().document_element().and_then(|root| inner_size(&root)).map(|size| size.w)
}

/// Whether nothing that takes keys has the focus, so that typing may go to the terminal: the
/// page itself has it, or a title.
pub fn nothing_has_focus() -> bool {
    let element = document().active_element();
    element.is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "H2"))
}

/// What has the focus, where the browser shows it because of the keyboard and it fits a selector.
pub fn focused_by_keyboard(selector: &str) -> Option<HtmlElement> {
    let element = document().active_element()?;
    let fits = |selector| element.matches(selector).is_ok_and(|fits| fits);
    (fits(":focus-visible") && fits(selector)).then(|| element.unchecked_into())
}

/// Whether something in the same pane as an element has the focus.
pub fn is_focus_beside(element: &Element) -> bool {
    let pane = element.closest("aside").ok().flatten();
    let focused = document().active_element();
    pane.zip(focused).is_some_and(|(pane, focused)| pane.contains(Some(&focused)))
}

/// Whether some text of the page is selected.
pub fn has_selection() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Takes away the selection of text.
pub fn clear_selection() {
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.remove_all_ranges();
    }
}

pub fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Where an element goes when it is scrolled into sight.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Top,
    Bottom,
}

/// Scrolls what an element stands in until it is in sight, unless so many pixels below its upper
/// edge are already. A page that frames this one stays where it is: the browser's own
/// `scrollIntoView` would scroll that as well.
pub fn scroll_into_sight(element: &Element, pixels: i32, edge: Edge) {
    let covered = window().get_computed_style(element).ok().flatten();
    let covered = covered.and_then(|style| style.get_property_value("scroll-margin-top").ok());
    let covered = covered.and_then(|it| it.trim_end_matches("px").parse::<f64>().ok());
    let covered = covered.unwrap_or(0.0);
    let root = document().document_element();
    let mut around = element.parent_element();
    while let Some(pane) = around {
        let (place, pane_place) =
            (element.get_bounding_client_rect(), pane.get_bounding_client_rect());
        let height = f64::from(pane.client_height());
        // What stays at the window's upper edge covers what is below it.
        let (top, height) = match root.as_ref() == Some(&pane) {
            true => (covered, height - covered),
            false => (pane_place.top(), height),
        };
        let above = place.top() - top;
        if above < 0.0 || above + f64::from(pixels) > height {
            let by = match edge {
                Edge::Top => above,
                Edge::Bottom => place.bottom() - top - height,
            };
            pane.set_scroll_top(pane.scroll_top() + by as i32);
        }
        around = pane.parent_element();
    }
}

/// Measures a pane, and says whether its size is another one. One that is not shown keeps its own.
pub fn measure(pane: &NodeRef, size: &mut Size) -> bool {
    let measured = pane.cast::<Element>().and_then(|pane| inner_size(&pane)).unwrap_or(*size);
    let is_another = measured != *size;
    *size = measured;
    is_another
}
