//! What is opened: scenarios by their names, and runs by their texts.

use std::rc::Rc;

use gloo::events::EventListener;
use yew::Callback;

use super::browser;
use super::keep::{self, Opened};
use crate::lab::{Msg, crash, link, saved};
use crate::lessons::{self, Mistake, Scenario};

/// Opens the text of a run as soon as its scenario is there: a file, or what the tab is to go on
/// with.
pub fn run(text: &str, file: bool, send: &Callback<Msg>) -> Option<EventListener> {
    // A file that cannot be opened changes nothing.
    let failed = move |how| {
        if !file {
            keep::opened(how)
        }
    };
    let saved = match saved::read(text) {
        Ok(saved) => saved,
        Err(unread) => {
            failed(Opened::Unreadable);
            let what = if file { "The file is no run" } else { "The run that was kept is damaged" };
            send.emit(Msg::Told([what, ". ", &unread.why].concat()));
            return None;
        }
    };
    let name = saved.name().unwrap_or_default().to_owned();
    let send = send.clone();
    let arrived = move |text: Result<String, String>| {
        let read = text.and_then(|text| saved.open(&text).map_err(|mistakes| all(&mistakes)));
        let mut recording = match read {
            Ok(recording) => recording,
            Err(why) => {
                failed(Opened::Other);
                return send.emit(Msg::Told(why));
            }
        };
        let mut shown = (saved.shown.tick < saved.end).then_some(saved.shown.tick);
        let crashes = if file { 0 } else { keep::crashes() };
        if let Some(told) = crash::leave_out(&mut recording, crashes) {
            shown = None;
            keep::crashed(&told, &[&browser::address(), "#", &link::link(&saved)].concat());
        }
        keep::opened(if file { Opened::Other } else { Opened::On });
        send.emit(Msg::RecordingRead(Box::new(recording), shown));
    };
    if name.is_empty() || name == lessons::FRONT_DOOR {
        arrived(Ok(lessons::FRONT_DOOR_TEXT.to_owned()));
        return None;
    }
    fetch(&name, arrived)
}

/// Opens a scenario, or tells why it cannot be.
pub fn scenario(name: String, send: Callback<Msg>) -> Option<EventListener> {
    let called = name.clone();
    fetch(&called, move |text| send.emit(opened(&name, text)))
}

/// Fetches the text of a scenario.
fn fetch(name: &str, told: impl Fn(Result<String, String>) + 'static) -> Option<EventListener> {
    // A name of letters, digits and dashes makes an address that can be asked for.
    browser::fetch(format!("scenarios/{name}.toml"), told).ok()
}

fn all(mistakes: &[Mistake]) -> String {
    let all: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    all.join(" ")
}

/// A scenario that was fetched, or was not.
fn opened(name: &str, text: Result<String, String>) -> Msg {
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            let known = lessons::SHIPPED.join(", ");
            return Msg::Told(format!(
                "The scenario {name} could not be opened: {why} Those that come with the page are \
                 {known}. This is the front door instead."
            ));
        }
    };
    match Scenario::shipped(name, &text) {
        Ok(scenario) => Msg::ScenarioRead(Rc::new(scenario)),
        Err(mistakes) => Msg::Told(all(&mistakes) + " This is the front door instead."),
    }
}
