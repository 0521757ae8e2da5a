//! The stage: the apps, the zones, a card per database, the links and the arrows.

use super::Tone;
use super::card::{self, Note, Words};
use super::figures;
use super::geometry::{Curve, Rect};
use super::layout::{self, Layout, Size};
use super::stream::{self, Dot, Flow};
use super::tape::{self, Tape};
use super::text;
use crate::platform::app::ProcessType;
use crate::platform::losses::Lost;
use crate::platform::{App, AppId, DatabaseId, Platform, Visitors};
use crate::sim::server::Phase;
use crate::sim::{SimDuration, SimTime};

/// The stage at a moment, without what moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its width and the height that it takes.
    pub size: Size,
    /// The apps.
    pub apps: Vec<AppBox>,
    /// The zones.
    pub zones: Vec<ZoneBox>,
    /// The cards.
    pub cards: Vec<Card>,
    /// The links.
    pub links: Vec<Link>,
    /// The arrow of each app's `DATABASE_URL`.
    pub arrows: Vec<Arrow>,
    /// What the apps have lost, as far as a tape shows it.
    lost: Vec<Lost>,
}

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
    pub line: Note,
    /// Its dynos.
    pub rows: Vec<Row>,
}

/// A row of the app's box: a dyno, or all dynos of a type where they are many.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where.
    pub place: Rect,
    /// `web.1`.
    pub name: String,
    /// How it is: dim while it does not run.
    pub tone: Tone,
    /// `48/s`, `503`, `starting`.
    pub text: String,
}

impl Row {
    /// Whether its name and its text fit beside each other.
    pub fn is_roomy(&self) -> bool {
        text::fits(&self.name, text::MONO, &self.text, text::MONO, self.place.w - 29.0)
    }
}

/// A zone's box.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneBox {
    /// Where.
    pub place: Rect,
    /// Its name.
    pub name: String,
}

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The database.
    pub id: DatabaseId,
    /// Where.
    pub place: Rect,
    /// Where its tape is.
    pub tape: Rect,
    /// What it says.
    pub words: Words,
    /// Whether it is lost or does not run.
    pub down: bool,
}

impl Card {
    /// Whether it has no row for what it does and costs.
    pub fn is_low(&self) -> bool {
        is_low(&self.place)
    }

    /// Where its line stands, where the one below it does, and how high that one's frame is.
    pub fn lines(&self) -> (f32, f32, f32) {
        let (one, other, frame) =
            if self.place.h < 98.0 { (14.0, 28.0, 15.0) } else { (18.0, 39.0, 20.0) };
        (self.tape.bottom() + one, self.tape.bottom() + other, frame)
    }
}

fn is_low(place: &Rect) -> bool {
    place.h < 132.0
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The follower.
    pub follower: DatabaseId,
    /// The way.
    pub curve: Curve,
    /// How it is: good while WAL flows.
    pub tone: Tone,
    /// What it is, in words: `CHARCOAL to WHITE, 30 ms`.
    pub about: String,
}

/// The arrow of an app's `DATABASE_URL`.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// The app.
    pub app: AppId,
    /// The database it names.
    pub to: DatabaseId,
    /// The way.
    pub curve: Curve,
    /// How it is: good while writes are taken.
    pub tone: Tone,
}

/// What moves on the stage at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Motion {
    /// The tapes, with where each stands.
    pub tapes: Vec<(Rect, Tape)>,
    /// The dots.
    pub dots: Vec<Dot>,
}

/// Dynos of a type that get a row each; more share one.
const MOST_ROWS: usize = 3;

/// The time that the stage gives a write to get from a dyno to its database.
const TO_DATABASE: SimDuration = SimDuration::from_millis(2);

/// Sets the stage: every app and every database, seen from one of the apps.
pub fn stage(world: &Platform, app: AppId, size: Size) -> Stage {
    let databases: Vec<DatabaseId> = world.databases().map(|(id, _)| id).collect();
    let is_used = |zone: &u8| databases.iter().any(|id| world.server(*id).zone.0 == *zone);
    let zones: Vec<u8> = (0..world.zones().len() as u8).filter(is_used).collect();
    let in_zone = |zone: u8| databases.iter().filter(move |id| world.server(**id).zone.0 == zone);
    let counts: Vec<usize> = zones.iter().map(|zone| in_zone(*zone).count()).collect();
    let rows = world.apps().map(|(_, app)| rows(app, world.now()));
    let rows: Vec<Vec<Row>> = rows.collect();
    let layout = layout::layout(size, &rows.iter().map(Vec::len).collect::<Vec<_>>(), &counts);
    let lost: Vec<Vec<Lost>> = world.apps().map(|(id, _)| world.losses(id)).collect();
    let mut cards = Vec::new();
    for (zone, places) in zones.iter().zip(&layout.cards) {
        for (id, place) in in_zone(*zone).zip(places) {
            cards.push(card(world, app, &lost, *id, *place));
        }
    }
    let boxes = zones.iter().zip(&layout.zones);
    let name = |zone: u8| world.zones()[zone as usize].clone();
    Stage {
        size: Size { w: size.w, h: layout.height },
        apps: (world.apps().zip(&layout.apps).zip(rows))
            .map(|(((id, app), place), rows)| app_box(id, app, *place, rows))
            .collect(),
        zones: boxes.map(|(zone, place)| ZoneBox { place: *place, name: name(*zone) }).collect(),
        links: links(world, &layout, &cards),
        arrows: arrows(world, &layout, &cards),
        cards,
        lost: world.apps().flat_map(|(id, _)| world.losses_decided(id)).collect(),
    }
}

fn card(world: &Platform, app: AppId, lost: &[Vec<Lost>], id: DatabaseId, place: Rect) -> Card {
    let (top, h) = if is_low(&place) { (26.0, (place.h - 62.0).min(22.0)) } else { (58.0, 22.0) };
    let tape = Rect { x: place.x + 24.0, y: place.y + top, w: place.w - 38.0, h };
    let mut words = card::words(world, app, lost, id, tape.w);
    if let Some(cause) = &mut words.cause {
        cause.text = text::elide(&cause.text, text::WHY, tape.w);
    }
    Card { id, place, tape, words, down: !world.server(id).is_up() }
}

fn rows(app: &App, now: SimTime) -> Vec<Row> {
    let place = Rect::default();
    let mut rows = Vec::new();
    for process in &app.formation {
        if process.dynos.is_empty() {
            let name = format!("{} ×0", process.name);
            rows.push(Row { place, name, tone: Tone::Dim, text: "none".to_owned() });
        } else if process.dynos.len() > MOST_ROWS {
            let rate: u64 = process.dynos.iter().map(|dyno| dyno.rate).sum();
            let name = format!("{} ×{}", process.name, process.dynos.len());
            let (tone, text) = dyno_words(app, process, 0, now, rate);
            rows.push(Row { place, name, tone, text });
        } else {
            for (at, dyno) in process.dynos.iter().enumerate() {
                let name = format!("{}.{}", process.name, at + 1);
                let (tone, text) = dyno_words(app, process, at, now, dyno.rate);
                rows.push(Row { place, name, tone, text });
            }
        }
    }
    rows
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
        (Tone::Good, figures::rate(rate))
    }
}

fn app_box(id: AppId, app: &App, place: Rect, rows: Vec<Row>) -> AppBox {
    let version = app.version();
    let (tone, line) = if app.maintenance {
        (Tone::Warn, format!("v{version} · maintenance"))
    } else {
        (Tone::Dim, format!("release v{version}"))
    };
    let row = |(at, row): (usize, Row)| {
        let y = place.y + 60.0 + at as f32 * 31.0;
        let place = Rect { x: place.x + 10.0, y, w: place.w - 20.0, h: 26.0 };
        Row { place, name: text::elide(&row.name, text::MONO, place.w - 29.0), ..row }
    };
    AppBox {
        id,
        place,
        name: app.name.clone(),
        line: Note { tone, text: line },
        rows: rows.into_iter().enumerate().map(row).collect(),
    }
}

fn place_of(cards: &[Card], id: DatabaseId) -> Option<&Rect> {
    cards.iter().find(|card| card.id == id).map(|card| &card.place)
}

fn links(world: &Platform, layout: &Layout, cards: &[Card]) -> Vec<Link> {
    let link = |card: &Card| {
        let leader = world.leader_of(card.id)?;
        let from = place_of(cards, leader)?;
        let link = &world.server(card.id).following()?.link;
        let tone = if !link.is_streaming() {
            Tone::Bad
        } else if link.slowed.is_some() {
            Tone::Warn
        } else {
            Tone::Good
        };
        let names = (&world.database(leader).colour, &card.words.name);
        let millis = link.latency.micros() / 1_000;
        let about = format!("{} to {}, {millis} ms on the way", names.0, names.1);
        Some(Link { follower: card.id, curve: layout.link(from, &card.place), tone, about })
    };
    cards.iter().filter_map(link).collect()
}

fn arrows(world: &Platform, layout: &Layout, cards: &[Card]) -> Vec<Arrow> {
    let arrow = |((app, _), from): ((AppId, &App), &Rect)| {
        let to = world.primary(app)?;
        let place = place_of(cards, to)?;
        let tone = match world.visitors(app) {
            Visitors::Served => Tone::Good,
            Visitors::Maintenance | Visitors::NoWebDyno => Tone::Dim,
            Visitors::NoDatabase | Visitors::Refused(_) => Tone::Bad,
        };
        Some(Arrow { app, to, curve: layout.arrow(from, place), tone })
    };
    world.apps().zip(&layout.apps).filter_map(arrow).collect()
}

/// What moves on a stage at `at`, at a pace of so many thousandths.
pub fn motion(world: &Platform, stage: &Stage, at: SimTime, per_mille: u64) -> Motion {
    let width = stage.cards.iter().map(|card| card.tape.w).fold(f32::INFINITY, f32::min);
    let stretches = tape::stretches(world, at, if width.is_finite() { width } else { 0.0 });
    let made = |card: &&Card| {
        !matches!(world.server(card.id).phase, Phase::BaseBackup { .. } | Phase::Creating { .. })
    };
    let tape = |card: &Card| {
        (card.tape, tape::tape(world, card.id, at, card.tape, &stretches, &stage.lost))
    };
    let timelines = world.fleet().timelines();
    let flows = flows(world, stage).into_iter();
    Motion {
        tapes: stage.cards.iter().filter(made).map(tape).collect(),
        dots: flows.flat_map(|flow| stream::dots(timelines, &flow, at, per_mille)).collect(),
    }
}

/// What flows on a stage: each app's writes along its arrow, WAL along the links.
pub fn flows(world: &Platform, stage: &Stage) -> Vec<Flow> {
    let mut flows = Vec::new();
    for arrow in stage.arrows.iter().filter(|arrow| arrow.tone != Tone::Bad) {
        let server = world.server(arrow.to);
        let rate = card::writes_of(world, world.app(arrow.app), arrow.to);
        // What others write there does not come along this arrow.
        if rate == 0 {
            continue;
        }
        flows.push(Flow {
            curve: arrow.curve.clone(),
            timeline: server.timeline,
            sent: world.fleet().commits_held(world.database(arrow.to).server),
            writer: arrow.to,
            latency: TO_DATABASE,
            limit: None,
            rate,
        });
    }
    for link in stage.links.iter().filter(|link| link.tone != Tone::Bad) {
        flows.extend(link_flow(world, link));
    }
    flows
}

fn link_flow(world: &Platform, link: &Link) -> Option<Flow> {
    let following = world.server(link.follower).following()?;
    if matches!(world.server(link.follower).phase, Phase::BaseBackup { .. }) {
        return None;
    }
    let leader = world.database_on(following.leader);
    let (server, wire) = (world.server(leader), &following.link);
    let timelines = world.fleet().timelines();
    let sent = timelines.commits_at(server.timeline, wire.sent);
    let rate = card::writes(world, leader);
    // Where the link is the limit, what it carries is its rate; a commit's size is the average of
    // what waits.
    let waiting = server.end.0.saturating_sub(wire.sent.0);
    let commits = timelines.end(server.timeline).commits.saturating_sub(sent);
    let limit = (wire.slowed.is_some() && commits > 0)
        .then(|| wire.rate() * 1_000 / (waiting / commits).max(1));
    Some(Flow {
        curve: link.curve.clone(),
        timeline: server.timeline,
        sent,
        writer: leader,
        latency: wire.latency,
        limit,
        rate: limit.unwrap_or(rate),
    })
}
