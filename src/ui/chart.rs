//! The chart pane, in SVG.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::tag::{
    all, button, disc, dot, element, held, ink, on, part, path, rect, shown, tag, text, words,
};
use super::{browser, each, pressed};
use crate::playground::chart::ChartMsg;
use crate::playground::{Msg, Playground, Travel};
use crate::run::reading::{UNITS, Unit};
use crate::view::chart::{Bar, Chart, ChartLine, Lane};
use crate::view::geometry::px;
use crate::view::layout::Size;

/// The chart, in a pane to be measured.
pub fn pane(
    playground: &Playground,
    chart: &Chart,
    size: Size,
    pane: &NodeRef,
    send: &Callback<Msg>,
) -> Html {
    let (w, h) = (px(size.w), px(size.h));
    let view_box = format!("0 0 {w} {h}");
    let (plot, axis) = (&chart.plot, &chart.axis);
    let grid = each(&chart.grid, &|(y, figure)| {
        all(&[
            segment("grid", [axis.left, *y, axis.right, *y]),
            text(axis.left - 8.0, y + 4.0, "tick", "end", figure),
        ])
    });
    let (bottom, times) = &chart.times;
    let gutter = axis.right + 8.0;
    let times = ticks(times, *bottom);
    let drawn = all(&[
        each(&chart.bands, &|band| bar(band, plot.y + 12.0, "down")),
        grid,
        each(&chart.lines, &|one| line(one, axis.right)),
        each(&chart.lanes, &|one| lane(one, gutter)),
        segment("axis", [axis.left, *bottom, axis.right, *bottom]),
        times,
        // What lies ahead is there, and not now.
        rect(&chart.ahead, "ahead", "0", ""),
        segment("looked", [chart.looked, plot.y, chart.looked, *bottom]),
        segment("playhead", [chart.present, plot.y, chart.present, *bottom]),
        disc(chart.present, *bottom, "playhead", ""),
        text(gutter, bottom + 17.0, "told", "start", &chart.time),
    ]);
    let share = px((chart.looked - axis.left) / plot.w * 100.0);
    // The present changes all the time; that is no news.
    let said = if chart.time == "now" { &chart.time } else { &chart.told };
    const KEYS: &[&str] = &[
        "width",
        "height",
        "viewBox",
        "tabindex",
        "role",
        "aria-label",
        "aria-valuenow",
        "aria-valuetext",
    ];
    let values = [&w, &h, &view_box, "0", "slider", &chart.told, &share, said];
    let svg = tag("svg", KEYS, &values, drawn);
    let mut drawn = element("div", &["class"], &["chart-pane"], svg);
    on(&mut drawn, || ListenerKind::onkeydown, keys(send));
    for kind in POINTER {
        on(&mut drawn, kind, pointed(send, chart, pane, size.w));
    }
    let pane = held(drawn, pane);
    let positions = playground.chart().unit == Unit::Positions;
    let title = if positions { "Commits" } else { "Behind by" };
    let head = all(&[tag("h2", &[], &[], words(title)), controls(playground, send)]);
    let parts = all(&[part("div", "chart-head", head), pane]);
    tag("section", &["class", "aria-label"], &["chart", "Chart"], parts)
}

/// Round moments below an axis.
pub fn ticks(times: &[(f32, String)], bottom: f32) -> Html {
    each(times, &|(x, time)| {
        let text = text(*x, bottom + 17.0, "tick", "middle", time);
        all(&[segment("axis", [*x, bottom, *x, bottom + 4.0]), text])
    })
}

/// What the lines are measured in, and how.
fn controls(playground: &Playground, send: &Callback<Msg>) -> Html {
    let picked = playground.chart();
    let one = |name: &str, on: bool, what: ChartMsg| {
        button("", ["", "", pressed(on)], words(name), send, Msg::Charted(what))
    };
    let mut buttons: Vec<Html> = Vec::new();
    for (unit, name) in &UNITS {
        buttons.push(one(name, *unit == picked.unit, ChartMsg::Unit(*unit)));
    }
    buttons.push(shown(picked.unit != Unit::Positions, one("log", picked.log, ChartMsg::Scale)));
    buttons.push(one("whole run", picked.whole, ChartMsg::Whole));
    tag("div", &["class", "role", "aria-label"], &["seg", "group", "Unit"], all(&buttons))
}

/// What a pointer does.
const POINTER: [fn() -> ListenerKind; 4] = [
    || ListenerKind::onpointerdown,
    || ListenerKind::onpointermove,
    || ListenerKind::onpointerup,
    || ListenerKind::onpointerleave,
];

/// The moment under the pointer is looked at, or shown while a button is down. A finger may be
/// about to scroll the page: it has to be lifted, or to move along the axis.
fn pointed(send: &Callback<Msg>, chart: &Chart, pane: &NodeRef, w: f32) -> impl Fn(Event) + use<> {
    let (send, axis, pane) = (send.clone(), chart.axis, pane.clone());
    move |event| {
        let (Some(pane), kind) = (pane.cast::<Element>(), event.type_()) else {
            return;
        };
        let event: &PointerEvent = event.unchecked_ref();
        let at = axis.time_at(browser::point_in(event, &pane, w).0);
        let (pointer, is_finger) = (event.pointer_id(), event.pointer_type() == "touch");
        let drags = pane.has_pointer_capture(pointer);
        let begins = kind == "pointerdown";
        if begins && is_finger {
            // A browser gives it to where it begins.
            let _ = pane.release_pointer_capture(pointer);
            return;
        }
        if begins && event.button() != 0 || kind == "pointerup" && !is_finger {
            return;
        }
        let moves = kind == "pointermove";
        if begins || moves && is_finger && !drags {
            let _ = pane.set_pointer_capture(pointer);
        }
        let msg = if moves && drags {
            Msg::Travelled(Travel::Drag(at))
        } else if moves && is_finger {
            // The first move of a finger may be the last: then it scrolls the page.
            return;
        } else if moves {
            Msg::Charted(ChartMsg::Pointed(Some(at)))
        } else if kind == "pointerleave" {
            Msg::Charted(ChartMsg::Pointed(None))
        } else {
            Msg::Travelled(Travel::To(at))
        };
        send.emit(msg);
    }
}

/// What keys do.
const KEYS: [(&str, ChartMsg); 6] = [
    ("Enter", ChartMsg::Chosen),
    ("ArrowLeft", ChartMsg::Stepped(-1)),
    ("ArrowRight", ChartMsg::Stepped(1)),
    ("Home", ChartMsg::Stepped(i32::MIN)),
    ("End", ChartMsg::Stepped(i32::MAX)),
    ("Escape", ChartMsg::Pointed(None)),
];

fn keys(send: &Callback<Msg>) -> impl Fn(Event) + use<> {
    let send = send.clone();
    move |event| {
        let pressed = event.unchecked_ref::<KeyboardEvent>().key();
        for (key, what) in &KEYS {
            if *key == pressed {
                event.prevent_default();
                send.emit(Msg::Charted(*what));
            }
        }
    }
}

/// A straight line, from x and y to x and y.
fn segment(class: &str, ends: [f32; 4]) -> Html {
    let [x, y, to_x, to_y] = ends.map(px);
    path(class, &format!("M{x} {y}L{to_x} {to_y}"), "")
}

fn line(line: &ChartLine, right: f32) -> Html {
    let ink = ink(&line.name);
    let [series, risk, written] = &line.paths;
    let drawn = |class, d: &String| {
        tag("path", &["class", "d", "stroke"], &[class, d, &ink], Html::default())
    };
    let mut parts = vec![
        path("axis line", written, ""),
        path("edge", &format!("{series}{risk}"), ""),
        drawn("series", series),
        drawn("risk", risk),
    ];
    if !line.label.is_empty() {
        let (from, at) = (&line.point, &line.label_at);
        parts.push(segment("axis", [right, from.y, at.x, at.y]));
        parts.push(dot(at.x, at.y, &line.name));
        let x = at.x + 8.0;
        parts.push(text(x, at.y + 4.0, "mono", "start", &line.label));
        let mut y = at.y + 4.0;
        for note in line.notes.iter().filter(|_| line.roomy) {
            y += 12.0;
            parts.push(text(x, y, "tick", "start", note));
        }
    }
    all(&parts)
}

/// A lane, and in the gutter what was in it.
pub fn lane(lane: &Lane, gutter: f32) -> Html {
    let place = &lane.place;
    let base = place.middle() + 4.0;
    all(&[
        rect(place, "lane", "3", ""),
        text(place.x - 8.0, base, "tick", "end", &lane.name),
        each(&lane.bars, &|one| bar(one, base, one.class)),
        text(gutter, base, "told", "start", &lane.told),
    ])
}

fn bar(bar: &Bar, base: f32, class: &str) -> Html {
    let label = text(bar.place.x + 5.0, base, "bar-text", "start", &bar.text);
    all(&[rect(&bar.place, class, "3", ""), label])
}
