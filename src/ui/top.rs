//! The top bar: time and its pace, what can be broken, what is told.

use yew::prelude::*;

use super::pressed;
use super::tag::{all, button, part, path, tag, words};
use crate::lab::{Lab, Msg, Pace, Picked};
use crate::view::figures;

/// The top bar.
pub fn bar(lab: &Lab, send: &Callback<Msg>) -> Html {
    let paused = lab.paused();
    let seg = |text: &str, title: &str, on: &str, msg: Msg| {
        button("", [title, "", on], words(text), send, msg)
    };
    let values = ["Pause", "Pause", pressed(paused)];
    let mut time = vec![button("", values, bars(), send, Msg::PauseToggled)];
    time.extend(Pace::all().map(|pace| {
        let on = pressed(pace == lab.pace() && !paused);
        seg(pace.label(), "", on, Msg::PacePicked(pace))
    }));
    let next = "Run until the next thing happens, an hour at most, then stop";
    time.push(seg("next event", next, "", Msg::EventStepped));
    let faults = pressed(lab.picked() == Picked::Faults);
    let btn = |text: &str, on: &str, msg: Msg| button("btn", ["", "", on], words(text), send, msg);
    let name = lab.theme().name();
    let theme = button("btn theme", ["Theme", "", ""], words(name), send, Msg::ThemeTurned);
    let clock = words(&figures::clock(lab.world().now()));
    let label = "Simulated time since the start";
    let bar = all(vec![
        part("h1", "brand", words("Follower Playground")),
        tag("div", &["class", "role", "aria-label"], &["seg", "group", "Time"], all(time)),
        tag("time", &["class", "role", "aria-label"], &["clock", "timer", label], clock),
        part("span", "grow", Html::default()),
        theme,
        btn("Break something", faults, Msg::Picked(Picked::Faults)),
        btn("Start again", "", Msg::Restarted),
    ]);
    let notice = lab.notice().map(|text| {
        let text = tag("p", &[], &[], words(text));
        let close = button("", [""; 3], words("Close"), send, Msg::NoticeClosed);
        tag("div", &["class", "role"], &["notice", "alert"], all(vec![text, close]))
    });
    let bar = part("div", "bar", bar);
    part("header", "top", all(vec![bar, notice.unwrap_or_default()]))
}

/// Two bars: time stands still.
fn bars() -> Html {
    const KEYS: &[&str] = &["class", "viewBox", "aria-hidden"];
    tag("svg", KEYS, &["sign", "0 0 12 12", "true"], path("", "M2 1h3v10h-3zM7 1h3v10h-3z", ""))
}
