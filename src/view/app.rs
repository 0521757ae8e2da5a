//! The app's side of the stage: its box, its dynos, the config vars that name databases.

use super::geometry::Rect;
use super::layout::{Detail, Layout};
use super::toned_text::TonedText;
use super::{Tone, text};
use crate::format;
use crate::platform::app::{Dyno, ProcessType};
use crate::platform::{App, AppId, Platform};
use crate::sim::SimTime;

/// The app's box.
#[derive(Clone, Debug, PartialEq)]
pub struct AppBox {
    pub id: AppId,
    pub place: Rect,
    pub name: String,
    /// `release v71`, `v71 · maintenance`, `outside Heroku`.
    pub line: TonedText,
    /// What the frame around its line means.
    pub hint: &'static str,
    /// Its dynos, and the config vars that name databases.
    pub rows: Vec<AppRow>,
}

impl AppBox {
    /// The left edge of its texts.
    pub fn text_x(&self) -> f32 {
        self.place.x + 16.0
    }

    /// The baseline of its name.
    pub fn name_y(&self) -> f32 {
        self.place.y + 22.0
    }

    /// The baseline of its line.
    pub fn line_y(&self) -> f32 {
        self.place.y + 40.0
    }

    /// The frame around its line in maintenance mode.
    pub fn line_frame(&self) -> Rect {
        let Rect { x, y, w, .. } = self.place;
        Rect { x: x + 10.0, y: y + 27.0, w: w - 20.0, h: 18.0 }
    }
}

/// A row of the app's box.
#[derive(Clone, Debug, PartialEq)]
pub struct AppRow {
    pub place: Rect,
    /// `web.1`.
    pub name: String,
    pub kind: AppRowKind,
    /// `48/s`, `503`, `starting`; of a config var the database that it names, or nothing.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppRowKind {
    /// A dyno, or all dynos of a type where they are many; dim while it does not run.
    Dyno(Tone),
    ConfigVar,
}

impl AppRow {
    /// Whether the name and the text of a dyno fit beside each other.
    pub fn is_roomy(&self) -> bool {
        text::fits(&self.name, text::MONO, &self.text, text::MONO, self.place.w - 29.0)
    }

    pub fn is_dyno(&self) -> bool {
        self.kind != AppRowKind::ConfigVar
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
            let kind = AppRowKind::Dyno(Tone::Dim);
            rows.push(AppRow { place, name, kind, text: "none".to_owned() });
        } else if process.dynos.len() > MOST_ROWS {
            let rate: u64 = process.dynos.iter().map(|dyno| dyno.rate).sum();
            let name = format!("{} ×{}", process.name, process.dynos.len());
            rows.push(dyno_row(name, app, process, &process.dynos[0], now, rate));
        } else {
            for (dyno, number) in process.dynos.iter().zip(1..) {
                let name = format!("{}.{number}", process.name);
                rows.push(dyno_row(name, app, process, dyno, now, dyno.rate));
            }
        }
    }
    rows.extend(reads_row(world, app));
    let dynos = rows.len();
    for (name, _) in app.config.iter() {
        // A database's own config var says nothing that its card does not.
        if name.starts_with("HEROKU") {
            continue;
        }
        let named = world.named_by(app, name).map(|id| world.database(id).colour.clone());
        // Only of an app outside Heroku is there no other place that tells.
        if let Some(text) = named.or(app.outside.then(String::new)) {
            rows.push(AppRow { place, name: name.to_owned(), kind: AppRowKind::ConfigVar, text });
        }
    }
    (rows, dynos)
}

/// What the dynos read together, and from where: `reads WHITE 300/s`.
fn reads_row(world: &Platform, app: &App) -> Option<AppRow> {
    if !app.is_reading() {
        return None;
    }
    let from = world.named_by(app, app.read_var());
    let from = from.map_or("nothing", |id| &world.database(id).colour);
    let (reading, now) = (app.reading(), world.now());
    let (tone, text) = if app.read_refused.is_some() {
        (Tone::Bad, "failing".to_owned())
    } else if app.stale_reads.current(now).is_some() {
        (Tone::Warn, "stale".to_owned())
    } else if reading.rate == 0 {
        (Tone::Dim, "0/s".to_owned())
    } else {
        (Tone::Good, format::rate(reading.rate))
    };
    let name = format!("reads {from}");
    Some(AppRow { place: Rect::default(), name, kind: AppRowKind::Dyno(tone), text })
}

/// The row of a dyno, or of several that are like this one and write so much together.
fn dyno_row(
    name: String,
    app: &App,
    process: &ProcessType,
    dyno: &Dyno,
    now: SimTime,
    rate: u64,
) -> AppRow {
    let (tone, text) = if app.outside && app.maintenance {
        (Tone::Warn, "stopped".to_owned())
    } else if !dyno.is_up(now) {
        (Tone::Dim, "starting".to_owned())
    } else if process.is_web() && app.maintenance {
        (Tone::Warn, "503".to_owned())
    } else if dyno.refused.is_some() {
        (Tone::Bad, "refused".to_owned())
    } else {
        (Tone::Good, format::rate(rate))
    };
    AppRow { place: Rect::default(), name, kind: AppRowKind::Dyno(tone), text }
}

pub(super) fn app_box(
    world: &Platform,
    id: AppId,
    place: Rect,
    (rows, dynos): (Vec<AppRow>, usize),
    layout: &Layout,
) -> AppBox {
    let app = world.app(id);
    let version = app.version();
    let is_restarting = world.restart_ends_in(id).is_some();
    let (tone, line) = if app.outside {
        match (app.maintenance, is_restarting) {
            (true, _) => (Tone::Warn, "outside · stopped".to_owned()),
            (false, true) => (Tone::Warn, "outside · starting".to_owned()),
            (false, false) => (Tone::Dim, "outside Heroku".to_owned()),
        }
    } else if app.maintenance {
        (Tone::Warn, format!("v{version} · maintenance"))
    } else if is_restarting {
        (Tone::Warn, format!("v{version} · restarting"))
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
    AppBox {
        id,
        place,
        name: app.name.clone(),
        line: TonedText { tone, text: line },
        hint: match (app.maintenance, app.outside) {
            (true, true) => "Somebody has stopped it",
            (true, false) => "Visitors get the maintenance page",
            (false, _) => "Requests wait until a dyno is up",
        },
        rows: placed,
    }
}
