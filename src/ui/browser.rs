//! What panes that are not function components yet ask of the browser.

use web_sys::{Document, Element, MouseEvent, Window};

pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Where an event is in an element that is so wide in its own pixels; a theme may draw them bigger.
pub fn point_in(event: &MouseEvent, element: &Element, width: f32) -> (f32, f32) {
    let place = element.get_bounding_client_rect();
    let scale = width / (place.width() as f32).max(1.0);
    let x = event.client_x() as f32 - place.left() as f32;
    let y = event.client_y() as f32 - place.top() as f32;
    (x * scale, y * scale)
}
