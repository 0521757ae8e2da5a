//! The tab's entry in the browser's history, which a reload gives back.

use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::History;

use super::crash_guard;
use crate::browser::dom::window;
use crate::share::tab_runs::{TabEntry, TabRun};

/// Browsers let a page write into the entry some ten times a second. Milliseconds.
const PERIOD: f64 = 300.0;

fn history() -> Option<History> {
    window().history().ok()
}

fn state() -> Option<JsValue> {
    history()?.state().ok()
}

/// What the entry has; nothing where it is new.
pub fn read() -> TabEntry {
    state().and_then(|state| serde_wasm_bindgen::from_value(state).ok()).unwrap_or_default()
}

/// The id of the run in the entry.
pub fn run_id() -> Option<String> {
    run_id_in(&state()?)
}

/// The id of the run in the state of an entry.
pub fn run_id_in(state: &JsValue) -> Option<String> {
    let run = Reflect::get(state, &"run".into()).ok()?;
    Reflect::get(&run, &"id".into()).ok()?.as_string().filter(|id| !id.is_empty())
}

/// Writes the entry, as often as the browser allows.
#[derive(Default)]
pub struct EntryWriter {
    /// The browser's time of the last writing, in milliseconds.
    written_at: Option<f64>,
    /// Set while there is something to be written later.
    pending: Option<Timeout>,
}

impl EntryWriter {
    /// Writes now. Where the run is too long for the entry it goes without its text, which is in
    /// the storage then, or that says what is wrong.
    pub fn write(&mut self, entry: &TabEntry) {
        self.pending = None;
        self.written_at = Some(now());
        if try_write(entry).is_none() {
            let without = |run: &TabRun| TabRun { text: String::new(), ..run.clone() };
            let run = entry.run.as_ref().map(without);
            try_write(&TabEntry { run, others: entry.others.clone() });
        }
    }

    /// Writes now, or lets `write_later` do so as soon as it is time.
    pub fn write_in_time(&mut self, entry: &TabEntry, write_later: impl FnOnce() + 'static) {
        let passed = self.written_at.map_or(PERIOD, |at| now() - at);
        if passed >= PERIOD {
            self.write(entry);
        } else if self.pending.is_none() {
            self.pending = Some(Timeout::new((PERIOD - passed) as u32, write_later));
        }
    }

    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }
}

/// Adds an entry of another run. A link in the address is of the run before.
pub fn push(entry: &TabEntry) {
    let location = window().location();
    let address = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let pushed = serde_wasm_bindgen::to_value(entry).ok().zip(history());
    if let Some((state, history)) = pushed {
        // Where an entry is too long, the run goes on in the one that is there.
        let _ = history.push_state_with_url(&state, "", Some(&address));
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

fn try_write(entry: &TabEntry) -> Option<()> {
    let state = serde_wasm_bindgen::to_value(entry).ok()?;
    history()?.replace_state(&state, "").ok()
}

/// Hands an entry over to what outlives the program; says whether this one is alive.
pub fn hand_over(entry: &TabEntry) -> bool {
    serde_wasm_bindgen::to_value(entry).is_ok_and(|entry| crash_guard::keep(&entry))
}
