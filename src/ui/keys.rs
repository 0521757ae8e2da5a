//! What keys mean, wherever they are pressed.

use yew::prelude::*;

/// Whether an input method is at work, as for Japanese: its keys are not the page's. Some browsers
/// say so by a key code alone.
pub fn composes(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Whether a key types a letter.
pub fn types_a_letter(event: &KeyboardEvent) -> bool {
    let is_plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    let key = event.key();
    is_plain && !composes(event) && key != " " && key.chars().count() == 1
}

pub fn is_ctrl_c(event: &KeyboardEvent) -> bool {
    is_ctrl(event, "c")
}

/// Whether Ctrl is pressed with this letter, also while capitals are locked.
pub fn is_ctrl(event: &KeyboardEvent, letter: &str) -> bool {
    let is_ctrl = event.ctrl_key() && !event.alt_key() && !event.shift_key();
    is_ctrl && event.key().eq_ignore_ascii_case(letter)
}
