//! The top bar: time and its pace, what can be broken, what is told.

use yew::prelude::*;

use super::pressed;
use super::tag::{all, button, part, path, tag, words};
use crate::format;
use crate::playground::what_if::WhatIfMsg;
use crate::playground::{Msg, Playground, Selection, Travel};
use crate::run::Pace;
use crate::sim::{SimTime, TICK};

/// The top bar.
pub fn bar(playground: &Playground, send: &Callback<Msg>) -> Html {
    let paused = playground.paused();
    let seg = |text: &str, title: &str, on: &str, msg: Msg| {
        button("", [title, "", on], words(text), send, msg)
    };
    let values = ["Pause", "Pause", pressed(paused)];
    let mut time = vec![button("", values, bars(), send, Msg::PauseToggled)];
    time.extend(Pace::all().map(|pace| {
        let on = pressed(pace == playground.pace() && !paused);
        seg(pace.label(), "", on, Msg::PacePicked(pace))
    }));
    let back = "Go back to before the last thing that happened";
    time.insert(1, seg("‹ event", back, "", Msg::Travelled(Travel::Back)));
    let next = "Run until the next thing happens, an hour at most, then stop";
    time.push(seg("event ›", next, "", Msg::EventStepped));
    let panel = |text: &str, what: Selection| {
        button(
            "btn",
            ["", "", pressed(playground.selection() == what)],
            words(text),
            send,
            Msg::Picked(what),
        )
    };
    let name = playground.theme().name();
    let theme = button("btn theme", ["Theme", "", ""], words(name), send, Msg::ThemeTurned);
    let mut clock = format::clock(playground.world().now());
    let mut class = "clock";
    if !playground.playback().is_live() {
        class = "clock past";
        clock += " of ";
        let end = playground.playback().recording().end;
        clock += &format::clock(SimTime::ZERO + TICK * end);
    }
    // Offered when a decision is near.
    let near = if playground.decision_is_near() { "btn near" } else { "btn" };
    let values = [class, "timer", "Simulated time since the start"];
    let clock = tag("time", &["class", "role", "aria-label"], &values, words(&clock));
    let bar = all(&[
        part("h1", "brand", words("Follower Playground")),
        tag("div", &["class", "role", "aria-label"], &["seg", "group", "Time"], all(&time)),
        clock,
        part("span", "grow", Html::default()),
        theme,
        panel("Break something", Selection::Faults),
        panel("Rewind", Selection::Run),
        button(near, [""; 3], words("What if"), send, Msg::WhatIf(WhatIfMsg::Asked)),
        panel("Share", Selection::Share),
    ]);
    let notice = playground.notice().map(|text| {
        let text = tag("p", &[], &[], words(text));
        let close = button("", [""; 3], words("Close"), send, Msg::NoticeClosed);
        tag("div", &["class", "role"], &["notice", "alert"], all(&[text, close]))
    });
    let bar = part("div", "bar", bar);
    part("header", "top", all(&[bar, notice.unwrap_or_default()]))
}

/// Two bars: time stands still.
fn bars() -> Html {
    const KEYS: &[&str] = &["class", "viewBox", "aria-hidden"];
    tag("svg", KEYS, &["sign", "0 0 12 12", "true"], path("", "M2 1h3v10h-3zM7 1h3v10h-3z", ""))
}
