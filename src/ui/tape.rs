//! The tapes' words and hands: pointing at a mark, going along a tape by keyboard, the scale.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::browser;
use super::tag::{all, button, part, tag, words};
use crate::format;
use crate::platform::DatabaseId;
use crate::playground::tape_cursor::TapeGesture;
use crate::playground::{Msg, Playground};
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
        let mut msg = Msg::TapeGesture(DatabaseId(0), width, TapeGesture::Ended);
        for (id, tape) in &tapes {
            if tape.has(x, y) {
                msg = Msg::TapeGesture(*id, width, TapeGesture::At(tape.right() - x));
            }
        }
        send.emit(msg);
    }
}

/// What keys do at the tape of the card that has the focus.
const KEYS: [(&str, TapeGesture); 8] = [
    ("ArrowLeft", TapeGesture::Step(-1)),
    ("ArrowRight", TapeGesture::Step(1)),
    ("Home", TapeGesture::Step(i64::MIN)),
    ("End", TapeGesture::Step(i64::MAX)),
    ("+", TapeGesture::Zoom(1)),
    ("-", TapeGesture::Zoom(-1)),
    ("0", TapeGesture::Zoom(0)),
    ("Escape", TapeGesture::Ended),
];

/// What a key does at the tape of the card that has the focus; nothing with Ctrl or the like.
pub fn gesture(event: &KeyboardEvent, pressed: &str) -> Option<TapeGesture> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    KEYS.iter().find(|(key, _)| *key == pressed).map(|(_, gesture)| *gesture)
}

/// The commit that is named, if one is; who moves to it by keyboard hears it.
pub fn named(playground: &Playground, named: &str) -> Html {
    let live = if playground.tape_view().by_keys { "polite" } else { "off" };
    tag("p", &["class", "aria-live"], &["named", live], words(named))
}

/// How many commits a mark is, which is also the way back to what is so by itself.
pub fn scale(per_mark: u64, width: f32, send: &Callback<Msg>) -> Html {
    let zoom = |title: &'static str, text: &str, by: i64| {
        let msg = Msg::TapeGesture(DatabaseId(0), width, TapeGesture::Zoom(by));
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
