//! The printed lines of the terminal. The page puts them into its document itself: there may be
//! thousands, most changes add one, and a line that is printed never changes.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use super::browser;
use super::tag::{element, held};
use super::terminal::class;
use crate::terminal::Line;

/// The lines that are shown, and where.
#[derive(Default)]
pub struct Printed {
    pane: NodeRef,
    shown: Vec<(Rc<Line>, Element)>,
}

impl Printed {
    /// Their place, which is empty until they are shown.
    pub fn pane(&self) -> Html {
        const KEYS: &[&str] = &["class", "role", "aria-label"];
        held(element("div", KEYS, &["lines", "log", "Output"], Html::default()), &self.pane)
    }

    /// Shows these lines. Those that are shown already stay as they are.
    pub fn show(&mut self, lines: &[Rc<Line>]) {
        let Some(pane) = self.pane.cast::<Element>() else {
            return;
        };
        let mut kept = 0;
        self.shown.retain(|(line, element)| {
            let stays = lines.get(kept) == Some(line);
            if stays {
                kept += 1;
            } else {
                let _ = pane.remove_child(element);
            }
            stays
        });
        for line in lines.iter().skip(kept) {
            if let Ok(element) = drawn(line, &pane) {
                self.shown.push((line.clone(), element));
            }
        }
    }
}

/// A line, at the end of a pane.
fn drawn(line: &Line, pane: &Element) -> Result<Element, JsValue> {
    let drawn = within(pane, "div", "line")?;
    for span in &line.spans {
        let text = browser::document().create_text_node(&span.text);
        within(&drawn, "span", class(span.style))?.insert_before(&text, None)?;
    }
    Ok(drawn)
}

/// A new element at the end of another.
fn within(outer: &Element, name: &str, class: &str) -> Result<Element, JsValue> {
    let element = browser::document().create_element(name)?;
    element.set_attribute("class", class)?;
    outer.insert_before(&element, None)?;
    Ok(element)
}
