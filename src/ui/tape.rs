//! The tapes' words and hands: pointing at a mark, going along a tape by keyboard, the scale.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::browser;
use super::tag::{all, button, part, tag, words};
use crate::format;
use crate::platform::DatabaseId;
use crate::playground::tape_cursor::Gesture;
use crate::playground::{Lab, Msg};
use crate::view::geometry::Rect;
use crate::view::stage::Stage;

/// Points at the mark under the mouse, if there is one.
pub fn pointing(stage: &Stage, canvas: &NodeRef, send: &Callback<Msg>) -> impl Fn(Event) + use<> {
    let tapes: Vec<(DatabaseId, Rect)> = stage.cards.iter().map(|it| (it.id, it.tape)).collect();
    let (canvas, width, send) = (canvas.clone(), stage.tape_width(), send.clone());
    let whole = stage.size.w;
    move |event| {
        let Some(canvas) = canvas.cast::<Element>() else {
            return;
        };
        let (x, y) = browser::point_in(event.unchecked_ref(), &canvas, whole);
        let mut msg = Msg::Looked(DatabaseId(0), width, Gesture::Ended);
        for (id, tape) in &tapes {
            if tape.has(x, y) {
                msg = Msg::Looked(*id, width, Gesture::At(tape.right() - x));
            }
        }
        send.emit(msg);
    }
}

/// What keys do at the tape of the card that has the focus.
const KEYS: [(&str, Gesture); 8] = [
    ("ArrowLeft", Gesture::Step(-1)),
    ("ArrowRight", Gesture::Step(1)),
    ("Home", Gesture::Step(i64::MIN)),
    ("End", Gesture::Step(i64::MAX)),
    ("+", Gesture::Zoom(1)),
    ("-", Gesture::Zoom(-1)),
    ("0", Gesture::Zoom(0)),
    ("Escape", Gesture::Ended),
];

/// What a key does at the tape of the card that has the focus; nothing with Ctrl or the like.
pub fn gesture(event: &KeyboardEvent, pressed: &str) -> Option<Gesture> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    KEYS.iter().find(|(key, _)| *key == pressed).map(|(_, gesture)| *gesture)
}

/// The commit that is named, if one is; who moves to it by keyboard hears it.
pub fn named(lab: &Lab, named: &str) -> Html {
    let live = if lab.looks().by_keys { "polite" } else { "off" };
    tag("p", &["class", "aria-live"], &["named", live], words(named))
}

/// How many commits a mark is, which is also the way back to what is so by itself.
pub fn scale(per_mark: u64, width: f32, send: &Callback<Msg>) -> Html {
    let zoom = |title: &'static str, text: &str, by: i64| {
        let msg = Msg::Looked(DatabaseId(0), width, Gesture::Zoom(by));
        button("zoom", [title, "", ""], words(text), send, msg)
    };
    let text = format!("1 mark = {}", format::commits(per_mark));
    let parts = [
        zoom("More commits a mark (-)", "−", -1),
        zoom("As it is by itself (0)", &text, 0),
        zoom("Fewer commits a mark (+)", "+", 1),
    ];
    part("div", "scale", all(&parts))
}
