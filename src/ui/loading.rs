//! What is opened: scenarios by their names, and runs by their texts.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use yew::Callback;

use super::browser;
use super::persistence::{self, OpenResult};
use crate::lessons::{self, Mistake, Scenario};
use crate::playground::Msg;
use crate::run::playback::Playhead;
use crate::share::run_file::{self, ReadError, SavedRun};
use crate::share::{link, recovery};

/// Where a run comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RunOrigin {
    /// It is what the tab is to go on with.
    Kept,
    /// Somebody opened a file.
    File,
    /// It is a link.
    Link,
}

/// Opens a run as soon as its scenario is there, or as much of it as could be read.
pub fn run(text: &str, from: RunOrigin, send: &Callback<Msg>) -> Option<EventListener> {
    let read = if from == RunOrigin::Link { link::read(text) } else { run_file::read(text) };
    let mut damage = String::new();
    let saved = match read {
        Ok(saved) => Some(saved),
        Err(ReadError { why, partial: partly }) => {
            let what = match from {
                RunOrigin::Kept => "The run that was kept is damaged. ",
                RunOrigin::File => {
                    "What Share saves as Run can be opened; this file is no whole run. "
                }
                RunOrigin::Link => "",
            };
            failed(from, OpenResult::Unreadable);
            damage = format!("{what}{why} ");
            let rest = if partly.is_some() { "This is what could be read." } else { "" };
            send.emit(Msg::Notified(format!("{damage}{rest}")));
            partly.map(|partly| *partly)
        }
    };
    let saved = saved?;
    let name = saved.name().unwrap_or_default().to_owned();
    let (send, saved) = (send.clone(), Cell::new(Some(saved)));
    let arrived = move |text| {
        if let Some(saved) = saved.take() {
            arrived(saved, (from, &damage), &send, text);
        }
    };
    if name.is_empty() || name == lessons::FRONT_DOOR {
        arrived(Ok(lessons::FRONT_DOOR_TEXT.to_owned()));
        return None;
    }
    fetch(&name, Box::new(arrived))
}

/// A file or a link that cannot be opened changes nothing.
fn failed(from: RunOrigin, how: OpenResult) {
    if from == RunOrigin::Kept {
        persistence::opened(how);
    }
}

/// The scenario of a run was fetched, or was not. What is damaged in the run has been told.
fn arrived(
    mut saved: SavedRun,
    (from, damage): (RunOrigin, &str),
    send: &Callback<Msg>,
    text: Result<String, String>,
) {
    let read = text.and_then(|text| saved.open(&text).map_err(|mistakes| all(&mistakes)));
    let mut recording = match read {
        Ok(recording) => recording,
        Err(why) => {
            failed(from, OpenResult::Other);
            return send.emit(Msg::Notified(format!("{damage}{why}")));
        }
    };
    let kept = from == RunOrigin::Kept;
    let crashes = if kept && damage.is_empty() { persistence::crashes() } else { 0 };
    if let Some(told) = recovery::leave_out(&mut recording, crashes) {
        persistence::crashed(&told, &format!("{}#{}", browser::address(), link::link(&saved)));
        saved.shown = Playhead::END;
        saved.hash = None;
    }
    if !damage.is_empty() {
        saved.hash = None;
    }
    persistence::opened(if kept { OpenResult::On } else { OpenResult::Other });
    send.emit(Msg::RecordingRead(Rc::new(recording), Rc::new(saved)));
}

/// Opens a scenario, or tells why it cannot be.
pub fn scenario(name: String, send: Callback<Msg>) -> Option<EventListener> {
    let called = name.clone();
    fetch(&called, Box::new(move |text| send.emit(opened(&name, text))))
}

/// Fetches the text of a scenario.
fn fetch(name: &str, told: Box<dyn Fn(Result<String, String>)>) -> Option<EventListener> {
    // A name of letters, digits and dashes makes an address that can be asked for.
    browser::fetch(format!("scenarios/{name}.toml"), told).ok()
}

fn all(mistakes: &[Mistake]) -> String {
    let mut all = String::new();
    for mistake in mistakes {
        if !all.is_empty() {
            all.push(' ');
        }
        all += &mistake.to_string();
    }
    all
}

/// A scenario that was fetched, or was not.
fn opened(name: &str, text: Result<String, String>) -> Msg {
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            let known = lessons::SHIPPED.join(", ");
            return Msg::Notified(format!(
                "The scenario {name} could not be opened: {why} Those that come with the page are \
                 {known}. This is the front door instead."
            ));
        }
    };
    match Scenario::shipped(name, &text) {
        Ok(scenario) => Msg::ScenarioRead(Rc::new(scenario)),
        Err(mistakes) => Msg::Notified(all(&mistakes) + " This is the front door instead."),
    }
}
