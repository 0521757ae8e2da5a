//! What outlives the program: `static/panic.js` starts it again after a panic, with the tab's entry
//! that it was given last.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(js_namespace = crashGuard)]
extern "C" {
    /// Hands over what a next program is to find in the tab's entry; `null` where the entry is of
    /// another run now. Returns whether this program is alive: one that panicked may still be
    /// called by the browser, and is not to write over what was handed over.
    pub fn keep(entry: &JsValue) -> bool;
}
