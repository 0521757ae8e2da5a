//! What the page hears from outside its own elements.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, KeyboardEvent};
use yew::Callback;

use super::page::PageMsg;
use super::{browser, persistence};
use crate::playground::Msg;

/// What a browser is asked for by people whom movement troubles.
const REDUCED: &str = "(prefers-reduced-motion: reduce)";

/// What the page hears from outside its own elements. Each of them is a plain function, so that
/// the code around it is there once.
pub fn listeners(tell: &Callback<PageMsg>) -> Vec<EventListener> {
    let (window, document) = (browser::window(), browser::document());
    let mut listeners = Vec::new();
    let mut hear =
        |target: &EventTarget, kind: &'static str, told: fn(&Event) -> Option<PageMsg>| {
            let tell = tell.clone();
            listeners.push(EventListener::new(target, kind, move |event| {
                if let Some(told) = told(event) {
                    tell.emit(told);
                }
            }));
        };
    if let Some(dark) = browser::prefers(browser::DARK) {
        hear(&dark, "change", |_| Some(PageMsg::ThemeChanged));
    }
    if let Some(reduced) = browser::prefers(REDUCED) {
        hear(&reduced, "change", |_| Some(PageMsg::Playground(Msg::MotionReduced(is_reduced()))));
    }
    hear(&window, persistence::CALL, |_| Some(PageMsg::Called));
    hear(&window, "hashchange", |_| Some(PageMsg::Linked));
    hear(&document, "visibilitychange", |_| Some(PageMsg::TabTurned));
    hear(&document, "keydown", |event| {
        let event = event.dyn_ref::<KeyboardEvent>()?;
        let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        let key = event.key();
        let letter = key != " " && key.chars().count() == 1;
        (plain && letter && browser::nothing_has_focus()).then_some(PageMsg::TypedAnywhere)
    });
    listeners
}

/// Whether somebody asked the browser for less movement.
pub fn is_reduced() -> bool {
    browser::prefers(REDUCED).is_some_and(|query| query.matches())
}
