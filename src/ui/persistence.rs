//! The run as it is kept outside of the program, by `static/keep.js`: a panic ends the program,
//! and the next one goes on with what was kept. That script starts the program, and nothing that
//! is called here throws.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::playground::Playground;
use crate::run::Input;
use crate::share::run_file::SavedRun;

#[wasm_bindgen(js_namespace = keep)]
extern "C" {
    /// The text of the run to go on with.
    pub fn left() -> Option<String>;

    /// How often in a row the program has crashed.
    pub fn crashes() -> u32;

    /// A sentence for the person.
    pub fn said() -> Option<String>;

    /// The text of a file that somebody opened.
    pub fn file() -> Option<String>;

    /// Says what was left out after a crash, and offers the link of all of it.
    pub fn crashed(sentence: &str, link: &str);

    /// Puts a text on the clipboard, or marks it for Ctrl-C.
    pub fn copy(text: &str);

    /// Saves a text as a file.
    pub fn save(name: &str, text: &str);

    /// Lets somebody pick a file; then there is something to hear.
    #[wasm_bindgen(js_name = open)]
    pub fn pick();

    #[wasm_bindgen(js_name = opened)]
    fn tell_opened(how: u32);

    #[wasm_bindgen(js_name = note)]
    fn tell_note(text: &str, inputs: u32, weight: u32);
}

/// The event by which the script says that there is something to hear.
pub const CALL: &str = "keep";

/// How a run was opened.
#[derive(Clone, Copy)]
pub enum OpenResult {
    /// It goes on.
    On,
    /// It is another run than the one that was kept, which stays kept.
    Other,
    /// What was kept cannot be read, and is set aside.
    Unreadable,
}

/// Why a run is noted.
#[derive(Clone, Copy)]
pub enum SaveReason {
    /// It shows another moment, or it may be the last occasion.
    Turned,
    /// It has run for five seconds.
    Ran,
    /// Somebody acted.
    Acted,
}

/// Says how it went.
pub fn opened(how: OpenResult) {
    tell_opened(how as u32);
}

/// Keeps the run, and what of it is shown; not while that is on its way, and nobody knows.
pub fn note(playground: &Playground, why: SaveReason) {
    if !playground.playback().is_on_the_way() {
        keep(playground, playground.saved(), why);
    }
}

/// Keeps the run with an input that is about to be done: should that be the program's end, the next
/// one knows why.
pub fn ahead(playground: &Playground, input: Option<&Input>) {
    keep(
        playground,
        input.map_or_else(|| playground.saved(), |input| playground.saved_with(input)),
        SaveReason::Acted,
    );
}

fn keep(playground: &Playground, saved: SavedRun, why: SaveReason) {
    let inputs = saved.inputs.len() as u32;
    tell_note(&playground.text_of(saved), inputs, why as u32);
}
