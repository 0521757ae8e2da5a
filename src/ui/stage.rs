//! The stage's structure in SVG; what moves on it is painted above.

use std::ptr;

use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use super::tag::{
    all, clicked, disc, dot, element, held, ink, on, part, path, rect, shown, tag, text, titled,
    word, words,
};
use super::{each, pressed, tape};
use crate::format;
use crate::platform::{DatabaseId, Platform};
use crate::playground::tape_cursor::TapeGesture;
use crate::playground::{Msg, Playground, Selection, fleet_table};
use crate::sim::SimTime;
use crate::terminal::preview::Preview;
use crate::view::app::{AppBox, AppRow};
use crate::view::card::TonedText;
use crate::view::geometry::{Curve, Point, Rect, px};
use crate::view::stage::{Arrow, Card, Stage, StageLink, ZoneBox, flows};
use crate::view::text::{LOW_NAME, MONO, NAME, SMALL, elide, width};
use crate::view::{Tone, pattern};

/// The stage, in a pane to be measured, with a canvas to be painted on.
pub fn pane(
    playground: &Playground,
    stage: &Stage,
    (pane, canvas_ref): (&NodeRef, &NodeRef),
    send: &Callback<Msg>,
) -> Html {
    let svg = scene(
        stage,
        SceneContext {
            world: playground.world(),
            at: playground.shown_at(),
            pace: playground.pace().per_mille(),
            picked: playground.selection(),
            foreseen: playground.preview(),
        },
        send,
    );
    let width = stage.tape_width();
    let values = ["motion", "true"];
    let canvas = element("canvas", &["class", "aria-hidden"], &values, Html::default());
    let scene = all(&[svg, held(canvas, canvas_ref)]);
    let mut scene = element("div", &["class"], &["stage-scene"], scene);
    let over = tape::pointing(stage, canvas_ref, send);
    on(&mut scene, || ListenerKind::onmousemove, over);
    let pane = held(element("div", &["class"], &["stage-pane"], scene.into()), pane);
    let per_mark = playground.per_mark(width);
    let named = tape::named(playground, &playground.named(per_mark, &stage.lost));
    let told = caption(playground, stage, all(&[named, tape::scale(per_mark, width, send)]));
    let parts = all(&[pane, legend(), told]);
    tag("main", &["class", "aria-label"], &["stage-area", "Stage"], parts)
}

/// What is seen of a world on a stage.
pub struct SceneContext<'w> {
    /// The world.
    pub world: &'w Platform,
    /// The moment.
    pub at: SimTime,
    /// How fast time runs, in thousandths.
    pub pace: u64,
    /// What is picked.
    pub picked: Selection,
    /// What the line at the prompt would touch.
    pub foreseen: Preview,
}

/// A stage, without what moves on it.
pub fn scene(stage: &Stage, seen: SceneContext, send: &Callback<Msg>) -> Html {
    let (w, h) = (px(stage.size.w), px(stage.size.h));
    let view_box = format!("0 0 {w} {h}");
    let (width, pace) = (stage.tape_width(), seen.pace);
    let (picked, foreseen) = (seen.picked, &seen.foreseen);
    let flows = flows(seen.world, stage, seen.at);
    // What is to be known of a way and of what flows on it.
    let about = |way: &Curve, plain: &str| match flows.iter().find(|flow| ptr::eq(flow.curve, way))
    {
        Some(flow) => flow.about(pace),
        None => plain.to_owned(),
    };
    // What the line at the prompt would touch is outlined.
    let touched = |it: bool, place: &Rect| {
        let place = Rect { x: place.x - 3.0, y: place.y - 3.0, w: place.w + 6.0, h: place.h + 6.0 };
        shown(it, rect(&place, "touched", "14", ""))
    };
    let drawn = all(&[
        each(&stage.zones, &zone),
        each(&stage.links, &|one| link(one, &about(&one.curve, &one.about), picked, send)),
        each(&stage.arrows, &|one| arrow(one, &about(&one.curve, "DATABASE_URL"))),
        each(&stage.apps, &|one| app(one, (picked, width), send)),
        each(&stage.cards, &|one| card(one, (picked, width), send)),
        each(&stage.apps, &|one| {
            touched(foreseen.databases.is_empty() && foreseen.app == Some(one.id), &one.place)
        }),
        each(&stage.cards, &|one| touched(foreseen.databases.contains(&one.id), &one.place)),
    ]);
    const KEYS: &[&str] = &["class", "width", "height", "viewBox", "role", "aria-label"];
    tag("svg", KEYS, &["stage", &w, &h, &view_box, "group", "The fleet"], drawn)
}

/// The stage in words: what happened last, all that happened, and the table that is its twin.
fn caption(playground: &Playground, stage: &Stage, beside: Html) -> Html {
    let sentence = |at: SimTime, bad: bool, text: &str| {
        let time = tag("time", &[], &[], words(&format::clock(at)));
        all(&[time, part("span", if bad { "bad" } else { "" }, words(text))])
    };
    let (at, bad, text) = playground.last_happening();
    let story = each(playground.recent_entries(), &|entry| {
        tag("li", &[], &[], sentence(entry.at, entry.bad, &entry.text))
    });
    let story = tag("ol", &["aria-label"], &["What happened"], story);
    let cell = |text: &String| tag("td", &[], &[], words(text));
    let row = |row: &Vec<String>| tag("tr", &[], &[], each(row, &cell));
    let head = each(&fleet_table::COLUMNS, &|name| tag("th", &["scope"], &["col"], words(name)));
    let table = [
        tag("caption", &[], &[], words("The fleet now")),
        tag("tr", &[], &[], head),
        each(&playground.fleet_table(stage), &row),
    ];
    let table = tag("table", &[], &[], all(&table));
    let told = all(&[
        drawer("caption", sentence(at, bad, text), story),
        drawer("twin", words("As a table"), table),
        tag("p", &["class", "role"], &["heard", "status"], words(playground.announcement())),
        beside,
    ]);
    part("div", "told", told)
}

/// Something that opens, one at a time, above the line that says what it is.
fn drawer(class: &'static str, line: Html, inner: Html) -> Html {
    let inner = tag("div", &["class", "tabindex"], &["drawer", "0"], inner);
    let inner = all(&[tag("summary", &[], &[], line), inner]);
    tag("details", &["class", "name"], &[class, "told"], inner)
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Dim => "dim",
        Tone::Good => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    }
}

/// A part of the picture that can be picked, by mouse and by keyboard.
fn button(
    class: &'static str,
    label: String,
    me: Selection,
    (playground, width): (Selection, f32),
    send: &Callback<Msg>,
    inner: Html,
) -> Html {
    let (key, away) = (send.clone(), send.clone());
    let key = move |event: Event| {
        let typed: &KeyboardEvent = event.unchecked_ref();
        let pressed = typed.key();
        let msg = match me {
            _ if matches!(pressed.as_str(), "Enter" | " ") => Msg::Picked(me),
            Selection::Database(id) => match tape::gesture(typed, &pressed) {
                Some(gesture) => Msg::TapeGesture(id, width, gesture),
                None => return,
            },
            _ => return,
        };
        event.prevent_default();
        key.emit(msg);
    };
    let away = move |_| away.emit(Msg::TapeGesture(DatabaseId(0), width, TapeGesture::Ended));
    const KEYS: &[&str] = &["class", "role", "tabindex", "aria-label", "aria-pressed"];
    let part =
        element("g", KEYS, &[class, "button", "0", &label, pressed(me == playground)], inner);
    let mut part = clicked(part, send, Msg::Picked(me));
    on(&mut part, || ListenerKind::onkeydown, key);
    on(&mut part, || ListenerKind::onfocusout, away);
    part.into()
}

fn zone(zone: &ZoneBox) -> Html {
    let place = &zone.place;
    let name = text(place.x + 16.0, place.y + zone.head - 6.0, "small", "start", &zone.name);
    all(&[rect(place, "zone", "14", ""), name])
}

/// A link. One that is cut has a gap with a cross in it.
fn link(link: &StageLink, about: &str, picked: Selection, send: &Callback<Msg>) -> Html {
    let class = match link.tone {
        Tone::Warn => "link warn",
        Tone::Bad => "link bad",
        Tone::Dim => "link dim",
        _ => "link",
    };
    let way = link.curve.path();
    // The line is thin; what takes the pointer is wider.
    let mut inner = vec![path("hit", &way, about), path("", &way, "")];
    if link.tone == Tone::Bad {
        let Point { x, y } = link.curve.at(0.5);
        inner.extend([disc(x, y, "cut", ""), text(x, y + 5.0, "bad", "middle", "×")]);
    }
    let me = Selection::Link(link.follower);
    button(class, format!("Link {about}"), me, (picked, 0.0), send, all(&inner))
}

fn arrow(arrow: &Arrow, about: &str) -> Html {
    let way = arrow.curve.path();
    let shaft = all(&[path("hit", &way, about), path("shaft", &way, "")]);
    let whole = all(&[shaft, path("head", &head(&arrow.curve), "")]);
    part("g", &format!("arrow {}", tone(arrow.tone)), whole)
}

/// The head of an arrow along a curve.
fn head(curve: &Curve) -> String {
    let (tip, before) = (curve.at(1.0), curve.at(0.96));
    let (dx, dy) = (tip.x - before.x, tip.y - before.y);
    let length = dx.hypot(dy).max(0.1);
    let (dx, dy) = (dx / length * 8.0, dy / length * 8.0);
    let side = |sign: f32| {
        format!("{} {}", px(tip.x - dx - sign * dy * 0.55), px(tip.y - dy + sign * dx * 0.55))
    };
    format!("M{} {} L{} L{} Z", px(tip.x), px(tip.y), side(1.0), side(-1.0))
}

fn app(app: &AppBox, picked: (Selection, f32), send: &Callback<Msg>) -> Html {
    let (place, line) = (&app.place, &app.line);
    let (x, y) = (place.x + 16.0, place.y);
    let inner = all(&[
        rect(place, "box", "12", ""),
        text(x, y + 22.0, "name", "start", &app.name),
        shown(
            line.tone == Tone::Warn,
            rect(
                &Rect { x: x - 6.0, y: y + 27.0, w: place.w - 20.0, h: 18.0 },
                "why warn",
                "4",
                "Visitors get the maintenance page",
            ),
        ),
        text(x, y + 40.0, classed("small", line), "start", &line.text),
        each(&app.rows, &row),
    ]);
    let label = format!("App {}, {}", app.name, line.text);
    button("app", label, Selection::App(app.id), picked, send, inner)
}

fn classed(class: &'static str, note: &TonedText) -> &'static str {
    match (class, note.tone) {
        ("small", Tone::Warn) => "small warn",
        ("small", Tone::Bad) => "small bad",
        ("small", _) => "small",
        (_, Tone::Warn) => "mono warn",
        (_, Tone::Bad) => "mono bad",
        (_, Tone::Dim) => "small",
        _ => "mono",
    }
}

fn row(row: &AppRow) -> Html {
    let place = &row.place;
    let base = place.middle() + 4.0;
    if !row.is_dyno() {
        return all(&[
            rect(place, "hit", "4", &format!("{} names {}", row.name, row.text)),
            text(place.x + 2.0, base, "small", "start", &row.name),
            dot(place.right() - 6.0, place.middle(), &row.text),
        ]);
    }
    let told = if row.is_roomy() { row.text.as_str() } else { "" };
    all(&[
        rect(place, "row", "6", &row.text),
        disc(place.x + 12.0, place.middle(), &format!("dot {}", tone(row.tone)), ""),
        text(place.x + 21.0, base, "mono", "start", &row.name),
        text(place.right() - 8.0, base, "mono", "end", told),
    ])
}

fn card(card: &Card, picked: (Selection, f32), send: &Callback<Msg>) -> Html {
    let (place, tape, words) = (&card.place, &card.tape, &card.words);
    let (left, right) = (tape.x, tape.right());
    let (base, below, frame) = card.lines();
    let line = classed(if words.small { "small" } else { "mono" }, &words.line);
    let spine = ["spine", &spine(place), &ink(&words.name)];
    let mut parts = vec![
        rect(place, "box", "12", ""),
        tag("path", &["class", "d", "fill"], &spine, Html::default()),
        path("notch", &pattern::of(&words.name).cuts(place), ""),
        head_lines(card),
        rect(tape, "tape", "4", ""),
        text(left, base, line, "start", &words.line.text),
    ];
    if let Some(share) = words.progress {
        let done = Rect { w: tape.w * share as f32 / 1_000.0, ..*tape };
        parts.push(rect(&done, "progress", "4", ""));
    }
    if words.primary {
        parts.push(badge(place));
    }
    let why = words.cause.as_ref();
    if card.is_crowded() {
        parts.push(mark(card, right - 10.0, base - 9.0));
    } else {
        let beside = width(&words.line.text, MONO) + width(&words.figure, MONO) + 8.0;
        let figure = if beside > tape.w { "" } else { &words.figure };
        parts.push(text(right, base, "mono", "end", figure));
        let frame = Rect { y: below - 4.0 - frame / 2.0, h: frame, ..*tape };
        parts.push(why.map_or(Html::default(), |note| cause(card, &frame, below, note)));
    }
    let of = if words.owner.is_empty() { "" } else { " of " };
    let (name, owner, role) = (&words.name, &words.owner, &words.role.text);
    let label = format!("{name}{of}{owner}, {role}, {}", words.told);
    let class = if card.down { "card down" } else { "card" };
    button(class, label, Selection::Database(card.id), picked, send, all(&parts))
}

/// Name, owner, role and plan; a low card has one row, with its role in a word if that fits.
fn head_lines(card: &Card) -> Html {
    let (place, tape, words) = (&card.place, &card.tape, &card.words);
    let (left, right, role) = (tape.x, tape.right(), &words.role);
    let (crowded, low) = (card.is_crowded(), card.is_low());
    // Name and role stand side by side on a low card.
    let small = crowded || low && tape.w < 170.0;
    let (class, letter) = if small { ("name low", LOW_NAME) } else { ("name", NAME) };
    let named = width(&words.name, letter) + 8.0;
    let owner = elide(&words.owner, SMALL, tape.w - named);
    let toned = classed("small", role);
    let (head, base, taken, beside, end) = if low {
        let word = role.text.split('·').next().unwrap_or_default().trim_end();
        let base = if crowded { 15.0 } else { 19.0 };
        (base, base, named + width(&owner, SMALL), toned, word)
    } else {
        (27.0, 46.0, width(&role.text, SMALL), "small", words.plan.as_str())
    };
    let (head, base) = (place.y + head, place.y + base);
    let role_text = elide(&role.text, SMALL, tape.w);
    let end = if taken + 2.0 + width(end, SMALL) > tape.w { "" } else { end };
    all(&[
        text(left, head, class, "start", &words.name),
        text(left + named, head, "small", "start", &owner),
        text(left, base, toned, "start", if low { "" } else { &role_text }),
        text(right, base, beside, "end", end),
    ])
}

/// Why a database is as it is, with its mark, in a frame if that is no good news.
fn cause(card: &Card, frame: &Rect, y: f32, note: &TonedText) -> Html {
    let (class, framed) = match note.tone {
        Tone::Warn => ("why warn", true),
        Tone::Bad => ("why bad", true),
        _ => ("small", false),
    };
    let marked = card.words.mark.is_some();
    let x = frame.x + if framed { 6.0 } else { 0.0 };
    all(&[
        if framed { rect(frame, class, "4", "") } else { Html::default() },
        mark(card, x, y - 9.0),
        text(x + if marked { 15.0 } else { 2.0 }, y, class, "start", &note.text),
    ])
}

/// The mark of a card's cause, with its upper left corner there.
fn mark(card: &Card, x: f32, y: f32) -> Html {
    let Some((mark, note)) = card.words.mark.zip(card.words.cause.as_ref()) else {
        return Html::default();
    };
    let class = format!("cause {}", tone(note.tone));
    let moved = format!("translate({} {})", px(x), px(y));
    const KEYS: &[&str] = &["class", "d", "transform"];
    tag("path", KEYS, &[&class, mark.outline(), &moved], titled(&note.text))
}

/// The coloured edge of a card.
fn spine(place: &Rect) -> String {
    let (x, y, h) = (px(place.x + 12.0), px(place.y), px(place.h - 24.0));
    format!("M{x} {y} a12 12 0 0 0 -12 12 v{h} a12 12 0 0 0 12 12 z")
}

/// The badge sits on the card's upper edge, where no name can reach it, nor on a low card a role.
fn badge(card: &Rect) -> Html {
    let (right, y) = (card.right() - 10.0, card.y - 14.0);
    let place = Rect { x: right - 100.0, y, w: 100.0, h: 16.0 };
    all(&[
        rect(&place, "badge", "8", ""),
        text(right - 10.0, y + 12.0, "badge-text", "end", "DATABASE_URL"),
    ])
}

fn legend() -> Html {
    const MARKS: &str = "M1 2h2.5v11h-2.5zM6.5 3h2.5v9h-2.5zM12 1h2.5v11h-2.5zM17.5 3h2.5v8h-2.5z";
    let item = |(class, text): &(&'static str, &'static str)| {
        const KEYS: &[&str] = &["class", "viewBox", "aria-hidden"];
        let key = tag("svg", KEYS, &[class, "0 0 22 14", "true"], path("", MARKS, ""));
        tag("li", &[], &[], all(&[key, word("span", "", text)]))
    };
    let items = [
        ("key replayed", "replayed"),
        ("key received", "received, not replayed"),
        ("key behind", "left behind"),
        ("key gone", "gone"),
    ];
    let label = "What the marks on a tape mean";
    tag("ul", &["class", "aria-label"], &["legend", label], each(&items, &item))
}
