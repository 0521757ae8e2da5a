//! A part of the stage that can be selected.

use yew::prelude::*;

use super::tape;
use crate::playground::tape_cursor::TapeGesture;
use crate::playground::{Msg, Selection};

/// A part of the picture that can be selected by mouse and by keyboard. At a card the keyboard
/// moves along the tape, too.
pub fn selectable(
    class: Classes,
    label: String,
    target: Selection,
    is_selected: bool,
    tape_width: f32,
    onmsg: &Callback<Msg>,
    inner: Html,
) -> Html {
    let onclick = onmsg.reform(move |_: MouseEvent| Msg::Picked(target));
    let onkeydown = {
        let onmsg = onmsg.clone();
        move |event: KeyboardEvent| {
            if let Some(msg) = key_msg(&event, target, tape_width) {
                event.prevent_default();
                onmsg.emit(msg);
            }
        }
    };
    let onfocusout = onmsg
        .reform(move |_: FocusEvent| Msg::TapeGesture { tape_width, gesture: TapeGesture::Leave });
    html! {
        <g
            {class}
            role="button"
            tabindex="0"
            aria-label={label}
            aria-pressed={is_selected.to_string()}
            {onclick}
            {onkeydown}
            {onfocusout}
        >
            { inner }
        </g>
    }
}

fn key_msg(event: &KeyboardEvent, target: Selection, tape_width: f32) -> Option<Msg> {
    match (event.key().as_str(), target) {
        ("Enter" | " ", _) => Some(Msg::Picked(target)),
        (_, Selection::Database(id)) => {
            let gesture = tape::key_gesture(event, id)?;
            Some(Msg::TapeGesture { tape_width, gesture })
        }
        _ => None,
    }
}
