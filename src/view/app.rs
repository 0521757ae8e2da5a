//! The app's side of the stage: its box, its dynos, the config vars that name databases.

use super::card::TonedText;
use super::geometry::Rect;
use super::layout::{Detail, Layout};
use super::{Tone, text};
use crate::format;
use crate::platform::app::ProcessType;
use crate::platform::{App, AppId, Platform};
use crate::sim::SimTime;

/// The app's box.
#[derive(Clone, Debug, PartialEq)]
pub struct AppBox {
    /// The app.
    pub id: AppId,
    /// Where.
    pub place: Rect,
    /// Its name.
    pub name: String,
    /// `release v71`, `v71 · maintenance`.
    pub line: TonedText,
    /// Its dynos, and the config vars that name databases.
    pub rows: Vec<AppRow>,
}

/// A row of the app's box: a dyno, all dynos of a type where they are many, or a config var.
#[derive(Clone, Debug, PartialEq)]
pub struct AppRow {
    /// Where.
    pub place: Rect,
    /// `web.1`.
    pub name: String,
    /// How a dyno is: dim while it does not run; plain for a config var.
    pub tone: Tone,
    /// `48/s`, `503`, `starting`; of a config var the database that it names.
    pub text: String,
}

impl AppRow {
    /// Whether the name and the text of a dyno fit beside each other.
    pub fn is_roomy(&self) -> bool {
        text::fits(&self.name, text::MONO, &self.text, text::MONO, self.place.w - 29.0)
    }

    /// Whether it is a dyno, or several.
    pub fn is_dyno(&self) -> bool {
        self.tone != Tone::Plain
    }
}

/// Dynos of a type that get a row each; more share one.
const MOST_ROWS: usize = 3;

/// The rows of an app, and how many of them are dynos.
pub fn rows(world: &Platform, app: &App) -> (Vec<AppRow>, usize) {
    let (place, now) = (Rect::default(), world.now());
    let mut rows = Vec::new();
    for process in &app.formation {
        if process.dynos.is_empty() {
            let name = format!("{} ×0", process.name);
            rows.push(AppRow { place, name, tone: Tone::Dim, text: "none".to_owned() });
        } else if process.dynos.len() > MOST_ROWS {
            let rate: u64 = process.dynos.iter().map(|dyno| dyno.rate).sum();
            let name = format!("{} ×{}", process.name, process.dynos.len());
            let (tone, text) = dyno_words(app, process, 0, now, rate);
            rows.push(AppRow { place, name, tone, text });
        } else {
            for (at, dyno) in process.dynos.iter().enumerate() {
                let name = format!("{}.{}", process.name, at + 1);
                let (tone, text) = dyno_words(app, process, at, now, dyno.rate);
                rows.push(AppRow { place, name, tone, text });
            }
        }
    }
    let dynos = rows.len();
    for (name, _) in app.config.all() {
        // A database's own config var says nothing that its card does not.
        if name.starts_with("HEROKU") {
            continue;
        }
        if let Some(id) = world.named_by(app, name) {
            let text = world.database(id).colour.clone();
            rows.push(AppRow { place, name: name.clone(), tone: Tone::Plain, text });
        }
    }
    (rows, dynos)
}

fn dyno_words(
    app: &App,
    process: &ProcessType,
    at: usize,
    now: SimTime,
    rate: u64,
) -> (Tone, String) {
    let dyno = &process.dynos[at];
    if !dyno.is_up(now) {
        (Tone::Dim, "starting".to_owned())
    } else if process.is_web() && app.maintenance {
        (Tone::Warn, "503".to_owned())
    } else if dyno.refused.is_some() {
        (Tone::Bad, "refused".to_owned())
    } else {
        (Tone::Good, format::rate(rate))
    }
}

pub(super) fn app_box(
    id: AppId,
    app: &App,
    place: Rect,
    (rows, dynos): (Vec<AppRow>, usize),
    layout: &Layout,
) -> AppBox {
    let version = app.version();
    let (tone, line) = if app.maintenance {
        (Tone::Warn, format!("v{version} · maintenance"))
    } else {
        (Tone::Dim, format!("release v{version}"))
    };
    let shown = match layout.detail {
        Detail::All => rows.len(),
        Detail::Dynos => dynos,
        Detail::Name => 0,
    };
    let mut placed = Vec::new();
    for row in rows.into_iter().take(shown) {
        let place = layout.row(&place, dynos, placed.len());
        let letter = if row.is_dyno() { text::MONO } else { text::CAPS };
        placed.push(AppRow { place, name: text::elide(&row.name, letter, place.w - 16.0), ..row });
    }
    AppBox { id, place, name: app.name.clone(), line: TonedText { tone, text: line }, rows: placed }
}
