//! The stage's structure in SVG; what moves on it is painted above.

use yew::prelude::*;

use super::{click, each, pressed};
use crate::lab::{Lab, Msg, Picked};
use crate::view::card::Note;
use crate::view::geometry::{Curve, Rect, px};
use crate::view::stage::{AppBox, Arrow, Card, Link, Row, Stage, ZoneBox};
use crate::view::text::{NAME, SMALL, elide, width};
use crate::view::{Tone, figures};

/// The stage, in a pane to be measured, with a canvas to be painted on.
pub fn pane(
    lab: &Lab,
    stage: &Stage,
    (pane, canvas): (&NodeRef, &NodeRef),
    send: &Callback<Msg>,
) -> Html {
    let (w, h) = (px(stage.size.w), px(stage.size.h));
    let view_box = format!("0 0 {w} {h}");
    let picked = lab.picked();
    html! {
        <main class="stage-area" aria-label="Stage">
            <div class="stage-pane" ref={pane}>
                <div class="stage-scene">
                    <svg class="stage" width={w} height={h} viewBox={view_box} role="group"
                        aria-label="The fleet">
                        { each(&stage.zones, &zone) }
                        { each(&stage.links, &link) }
                        { each(&stage.arrows, &arrow) }
                        { each(&stage.apps, &|one| app(one, picked, send)) }
                        { each(&stage.cards, &|one| card(one, picked, send)) }
                    </svg>
                    <canvas class="motion" ref={canvas} aria-hidden="true"></canvas>
                </div>
            </div>
            { legend() }
            { caption(lab) }
        </main>
    }
}

/// What happened last.
fn caption(lab: &Lab) -> Html {
    let (at, bad, text) = lab.happened();
    html! {
        <p class="caption" role="status">
            <time>{ figures::clock(at) }</time>
            <span class={if bad { "bad" } else { "" }}>{ text }</span>
        </p>
    }
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

fn text(x: f32, y: f32, class: &'static str, content: &str) -> Html {
    html! { <text x={px(x)} y={px(y)} class={class}>{ content }</text> }
}

fn text_end(x: f32, y: f32, class: &'static str, content: &str) -> Html {
    html! { <text x={px(x)} y={px(y)} class={class} text-anchor="end">{ content }</text> }
}

fn rect(place: &Rect, class: &'static str, round: &'static str) -> Html {
    html! {
        <rect class={class} x={px(place.x)} y={px(place.y)} width={px(place.w)}
            height={px(place.h)} rx={round} />
    }
}

/// A part of the picture that can be picked, by mouse and by keyboard.
fn button(
    class: String,
    label: String,
    me: Picked,
    lab: Picked,
    send: &Callback<Msg>,
    inner: Html,
) -> Html {
    let key = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                send.emit(Msg::Picked(me));
            }
        })
    };
    html! {
        <g class={class} role="button" tabindex="0" aria-label={label}
            aria-pressed={pressed(me == lab)} onclick={click(send, Msg::Picked(me))}
            onkeydown={key}>{ inner }</g>
    }
}

fn zone(zone: &ZoneBox) -> Html {
    let place = &zone.place;
    html! {
        <g>
            { rect(place, "zone", "14") }
            { text(place.x + 16.0, place.y + 23.0, "small", &zone.name) }
        </g>
    }
}

fn link(link: &Link) -> Html {
    let class = format!("link {}", tone(link.tone));
    html! { <path class={class} d={link.curve.path()}><title>{ &link.about }</title></path> }
}

fn arrow(arrow: &Arrow) -> Html {
    html! {
        <g class={format!("arrow {}", tone(arrow.tone))}>
            <path class="shaft" d={arrow.curve.path()}><title>{ "DATABASE_URL" }</title></path>
            <path class="head" d={head(&arrow.curve)} />
        </g>
    }
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

fn app(app: &AppBox, picked: Picked, send: &Callback<Msg>) -> Html {
    let place = &app.place;
    let inner = html! {
        <>
            { rect(place, "box", "12") }
            { text(place.x + 16.0, place.y + 27.0, "name", &app.name) }
            { text(place.x + 16.0, place.y + 46.0, classed("small", &app.line), &app.line.text) }
            { each(&app.rows, &row) }
        </>
    };
    let label = format!("App {}, {}", app.name, app.line.text);
    button("app".to_owned(), label, Picked::App(app.id), picked, send, inner)
}

fn classed(class: &'static str, note: &Note) -> &'static str {
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

fn row(row: &Row) -> Html {
    let place = &row.place;
    let base = place.middle() + 4.0;
    let dot = format!("dot {}", tone(row.tone));
    html! {
        <g>
            <title>{ &row.text }</title>
            { rect(place, "row", "6") }
            <circle class={dot} cx={px(place.x + 12.0)} cy={px(place.middle())} r="4" />
            { text(place.x + 21.0, base, "mono", &row.name) }
            if row.is_roomy() {
                { text_end(place.right() - 8.0, base, "mono", &row.text) }
            }
        </g>
    }
}

fn card(card: &Card, picked: Picked, send: &Callback<Msg>) -> Html {
    let (place, tape, words) = (&card.place, &card.tape, &card.words);
    let (left, right) = (tape.x, tape.right());
    let line = tape.bottom() + if card.is_low() { 14.0 } else { 18.0 };
    let ink = format!("var(--db-{})", words.name.to_ascii_lowercase());
    let progress = words.progress.map(|share| Rect { w: tape.w * share as f32 / 1_000.0, ..*tape });
    let inner = html! {
        <>
            { rect(place, "box", "12") }
            <path class="spine" d={spine(place)} fill={ink} />
            { head_lines(card) }
            { rect(tape, "tape", "4") }
            { each(progress.as_slice(), &|done| rect(done, "progress", "4")) }
            { text(left, line, classed("mono", &words.line), &words.line.text) }
            { text_end(right, line, "mono", &words.figure) }
            if words.primary {
                { badge(place) }
            }
            { each(words.cause.as_slice(), &|note| cause(tape, line, card.is_low(), note)) }
        </>
    };
    let cause = words.cause.as_ref().map_or("", |note| note.text.as_str());
    let owner = words.owner.as_ref().map(|owner| format!(" of {owner}")).unwrap_or_default();
    let (name, role) = (&words.name, &words.role.text);
    let label = format!("{name}{owner}, {role}, {}. {cause}", words.line.text);
    let class = if card.down { "card down" } else { "card" };
    button(class.to_owned(), label, Picked::Database(card.id), picked, send, inner)
}

/// Name, owner, role and plan; a low card has one row, with its role in a word if that fits.
fn head_lines(card: &Card) -> Html {
    let (place, tape, words) = (&card.place, &card.tape, &card.words);
    let (left, right, role) = (tape.x, tape.right(), &words.role);
    let named = width(&words.name, NAME) + 8.0;
    let owner = words.owner.as_ref().map(|owner| elide(owner, SMALL, tape.w - named));
    let owner = owner.unwrap_or_default();
    let low = card.is_low();
    let (head, base, beside, end) = if low {
        let taken = named + width(&owner, SMALL);
        (19.0, 19.0, taken, role.text.split('·').next().unwrap_or_default().trim_end())
    } else {
        (27.0, 46.0, width(&role.text, SMALL), words.plan.as_str())
    };
    let class = if low { classed("small", role) } else { "small" };
    html! {
        <>
            { text(left, place.y + head, "name", &words.name) }
            { text(left + named, place.y + head, "small", &owner) }
            if !low {
                { text(left, place.y + base, classed("small", role), &role.text) }
            }
            if beside + 10.0 + width(end, SMALL) <= tape.w {
                { text_end(right, place.y + base, class, end) }
            }
        </>
    }
}

/// Why a database is as it is, below the line at `base`.
fn cause(tape: &Rect, base: f32, low: bool, note: &Note) -> Html {
    let (step, h) = if low { (14.0, 15.0) } else { (21.0, 20.0) };
    let (x, y) = (tape.x, base + step);
    let frame = Rect { y: y - 4.0 - h / 2.0, h, ..*tape };
    match note.tone {
        Tone::Warn => html! {
            <>{ rect(&frame, "why warn", "4") }{ text(x + 8.0, y, "why warn", &note.text) }</>
        },
        Tone::Bad => html! {
            <>{ rect(&frame, "why bad", "4") }{ text(x + 8.0, y, "why bad", &note.text) }</>
        },
        _ => text(x, y, "small", &note.text),
    }
}

/// The coloured edge of a card.
fn spine(place: &Rect) -> String {
    let (x, y, h) = (px(place.x + 12.0), px(place.y), px(place.h - 24.0));
    format!("M{x} {y} a12 12 0 0 0 -12 12 v{h} a12 12 0 0 0 12 12 z")
}

/// The badge sits on the card's upper edge, where no name can reach it.
fn badge(card: &Rect) -> Html {
    let (right, y) = (card.right() - 14.0, card.y - 10.0);
    let place = Rect { x: right - 104.0, y, w: 104.0, h: 20.0 };
    html! {
        <>
            { rect(&place, "badge", "10") }
            { text_end(right - 12.0, y + 14.0, "badge-text", "DATABASE_URL") }
        </>
    }
}

fn legend() -> Html {
    const MARKS: &str = "M1 2h2.5v11h-2.5zM6.5 3h2.5v9h-2.5zM12 1h2.5v11h-2.5zM17.5 3h2.5v8h-2.5z";
    let item = |(class, text): &(&'static str, &'static str)| {
        html! {
            <li>
                <svg class={*class} viewBox="0 0 22 14" aria-hidden="true"><path d={MARKS} /></svg>
                { text }
            </li>
        }
    };
    let items = [
        ("key replayed", "replayed"),
        ("key received", "received, not replayed"),
        ("key behind", "left behind"),
        ("key gone", "gone"),
    ];
    html! {
        <ul class="legend" aria-label="What the marks on a tape mean">
            { each(&items, &item) }
        </ul>
    }
}
