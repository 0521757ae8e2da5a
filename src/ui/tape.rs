//! The tapes in words, and what the mouse and the keyboard do at them.

use web_sys::Element;
use yew::prelude::*;

use crate::format;
use crate::platform::DatabaseId;
use crate::playground::Msg;
use crate::playground::tape_cursor::{TapeGesture, TapeStep, TapeZoom};
use crate::view::geometry::Point;
use crate::view::stage::Stage;

/// What a movement of the mouse over the stage means: it points at a tape, or at none.
pub fn mouse_gesture(event: &MouseEvent, stage: &Stage, canvas: &Element) -> TapeGesture {
    let Point { x, y } = point_on_stage(event, stage, canvas);
    let card = stage.cards.iter().find(|card| !card.is_ha_standby && card.layout.tape.has(x, y));
    card.map_or(TapeGesture::Leave, |card| {
        TapeGesture::Point(card.id, card.layout.tape.right() - x)
    })
}

/// A theme may show the stage larger than it is laid out.
fn point_on_stage(event: &MouseEvent, stage: &Stage, canvas: &Element) -> Point {
    let shown = canvas.get_bounding_client_rect();
    let scale = stage.size.w / (shown.width() as f32).max(1.0);
    Point {
        x: (event.client_x() as f32 - shown.left() as f32) * scale,
        y: (event.client_y() as f32 - shown.top() as f32) * scale,
    }
}

/// What a key does at the tape of the card that has the focus; nothing together with Ctrl, Alt
/// or Meta.
pub fn key_gesture(event: &KeyboardEvent, database: DatabaseId) -> Option<TapeGesture> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowLeft" => Some(TapeGesture::Move(database, TapeStep::Older)),
        "ArrowRight" => Some(TapeGesture::Move(database, TapeStep::Newer)),
        "Home" => Some(TapeGesture::Move(database, TapeStep::Oldest)),
        "End" => Some(TapeGesture::Move(database, TapeStep::Newest)),
        "+" => Some(TapeGesture::Zoom(TapeZoom::In)),
        "-" => Some(TapeGesture::Zoom(TapeZoom::Out)),
        "0" => Some(TapeGesture::Zoom(TapeZoom::Automatic)),
        "Escape" => Some(TapeGesture::Leave),
        _ => None,
    }
}

#[derive(Properties, PartialEq)]
pub struct NamedCommitProps {
    pub text: AttrValue,
    /// Whether a screen reader says it: where the cursor was moved by keyboard.
    pub is_spoken: bool,
}

/// The commit at the cursor, if there is one.
#[component]
pub fn NamedCommit(props: &NamedCommitProps) -> Html {
    let live = if props.is_spoken { "polite" } else { "off" };
    html! { <p class="named" aria-live={live}>{ &props.text }</p> }
}

#[derive(Properties, PartialEq)]
pub struct TapeScaleProps {
    pub per_mark: u64,
    pub tape_width: f32,
    pub onmsg: Callback<Msg>,
}

/// How many commits a mark is, with buttons that change it.
#[component]
pub fn TapeScale(props: &TapeScaleProps) -> Html {
    let zoom = |title: &'static str, text: String, zoom: TapeZoom| {
        let msg =
            Msg::TapeGesture { tape_width: props.tape_width, gesture: TapeGesture::Zoom(zoom) };
        let onclick = props.onmsg.reform(move |_: MouseEvent| msg.clone());
        html! { <button class="zoom" title={title} onclick={onclick}>{ text }</button> }
    };
    let scale = format!("1 mark = {}", format::commits(props.per_mark));
    html! {
        <div class="scale">
            { zoom("More commits a mark (-)", "−".to_owned(), TapeZoom::Out) }
            { zoom("As it is by itself (0)", scale, TapeZoom::Automatic) }
            { zoom("Fewer commits a mark (+)", "+".to_owned(), TapeZoom::In) }
        </div>
    }
}
