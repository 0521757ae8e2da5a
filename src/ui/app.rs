//! The box of an app, with its dynos and the config vars that name databases.

use std::rc::Rc;

use yew::prelude::*;

use super::render_count;
use super::selectable::selectable;
use super::svg::{Anchor, database_dot, disc, rect, text_in_row as text};
use super::tone::{tone_class, toned};
use crate::playground::{Msg, Selection};
use crate::view::Tone;
use crate::view::app::{AppBox, AppRow, AppRowKind};

#[derive(Properties, PartialEq)]
pub struct AppViewProps {
    pub app: Rc<AppBox>,
    pub is_selected: bool,
    /// The width of the tapes of the stage.
    pub tape_width: f32,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn AppView(props: &AppViewProps) -> Html {
    render_count::add("AppView");
    let app = &*props.app;
    let (x, line) = (app.text_x(), &app.line);
    let frame =
        (line.tone == Tone::Warn).then(|| rect(&app.line_frame(), "why warn", 4, Some(app.hint)));
    let inner = html! {
        <>
            { rect(&app.place, "box", 12, None) }
            { text(x, app.name_y(), "name", Anchor::Start, &app.name) }
            { frame }
            { text(x, app.line_y(), toned("small", line.tone), Anchor::Start, &line.text) }
            { for app.rows.iter().map(row) }
        </>
    };
    selectable(
        classes!("app"),
        label(app),
        Selection::App(app.id),
        props.is_selected,
        props.tape_width,
        &props.onmsg,
        inner,
    )
}

/// The box in words, and all that is read in it, in its order.
fn label(app: &AppBox) -> String {
    let row = |row: &AppRow| match row.kind {
        AppRowKind::Dyno(_) if row.is_roomy() => format!(" {} {}", row.name, row.text),
        AppRowKind::Dyno(_) | AppRowKind::ConfigVar => format!(" {}", row.name),
    };
    let rows: String = app.rows.iter().map(row).collect();
    let (name, line) = (&app.name, &app.line.text);
    format!("App {name}, {line}. {name} {line}{rows}")
}

fn row(row: &AppRow) -> Html {
    match row.kind {
        AppRowKind::Dyno(tone) => dyno(row, tone),
        AppRowKind::ConfigVar => config_var(row),
    }
}

fn dyno(row: &AppRow, tone: Tone) -> Html {
    let (place, y) = (&row.place, row.place.middle() + 4.0);
    let beside = if row.is_roomy() { row.text.as_str() } else { "" };
    let dot = classes!("dot", tone_class(tone));
    html! {
        <>
            { rect(place, "row", 6, Some(&row.text)) }
            { disc(place.x + 12.0, place.middle(), dot) }
            { text(place.x + 21.0, y, "mono", Anchor::Start, &row.name) }
            { text(place.right() - 8.0, y, "mono", Anchor::End, beside) }
        </>
    }
}

fn config_var(row: &AppRow) -> Html {
    let (place, y) = (&row.place, row.place.middle() + 4.0);
    let named = if row.text.is_empty() { "no database" } else { &row.text };
    let hint = format!("{} names {named}", row.name);
    html! {
        <>
            { rect(place, "hit", 4, Some(&hint)) }
            { text(place.x + 2.0, y, "small", Anchor::Start, &row.name) }
            if !row.text.is_empty() {
                { database_dot(place.right() - 6.0, place.middle(), &row.text) }
            }
        </>
    }
}
