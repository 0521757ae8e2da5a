//! The stage: the apps, the zones, a card per database, the links and the arrows.

use super::app::{AppBox, app_box, rows};
use super::axis::TapeAxes;
use super::card::{self, CardText};
use super::geometry::{Curve, Point, Rect};
use super::layout::{self, Layout, Size};
use super::stream::{self, Dot, Flow};
use super::tape::{self, Tape, TapeView};
use super::{Tone, position, text};
use crate::platform::losses::LostCommits;
use crate::platform::{AppId, DatabaseId, Platform, Visitors};
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
    pub links: Vec<StageLink>,
    /// The arrow of each app's `DATABASE_URL`.
    pub arrows: Vec<Arrow>,
    /// The database whose history would fork at what it has received.
    forks: Option<DatabaseId>,
    /// What the apps have lost, as far as a tape shows it.
    pub lost: Vec<LostCommits>,
}

/// A zone's box.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneBox {
    /// Where.
    pub place: Rect,
    /// The height of the row with its name.
    pub head: f32,
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
    pub words: CardText,
    /// Whether it is lost or does not run.
    pub down: bool,
}

impl Card {
    /// Whether it has no row for what it does and costs.
    pub fn is_low(&self) -> bool {
        self.place.h < 132.0
    }

    /// Whether it has no line for why it is as it is, but a mark.
    pub fn is_crowded(&self) -> bool {
        is_crowded(&self.place)
    }

    /// Where its line stands, where the one below it does, and how high that one's frame is.
    pub fn lines(&self) -> (f32, f32, f32) {
        let (one, other, frame) =
            if self.place.h < 98.0 { (14.0, 28.0, 15.0) } else { (18.0, 39.0, 20.0) };
        (self.tape.bottom() + one, self.tape.bottom() + other, frame)
    }
}

fn is_crowded(place: &Rect) -> bool {
    place.h < 76.0
}

/// Where the tape of a card is.
fn tape_of(place: &Rect) -> Rect {
    let (top, h, left, right) = if is_crowded(place) {
        (20.0, (place.h - 39.0).clamp(7.0, 22.0), 19.0, 8.0)
    } else if place.h < 132.0 {
        (26.0, (place.h - 62.0).min(22.0), 24.0, 14.0)
    } else {
        (58.0, 22.0, 24.0, 14.0)
    };
    Rect { x: place.x + left, y: place.y + top, w: place.w - left - right, h }
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct StageLink {
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
    /// Writes that are refused and fall off an arrow: where, and how much of each is still seen.
    pub falling: Vec<(Point, f32)>,
}

/// The time that the stage gives a write to get from a dyno to its database.
const TO_DATABASE: SimDuration = SimDuration::from_millis(2);

/// What of the fleet a stage shows, and from where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageFrame {
    /// The app that it is seen from.
    pub app: AppId,
    /// The size of the pane.
    pub size: Size,
    /// Whether the pane's height is all there is.
    pub low: bool,
    /// The one database whose card is shown.
    pub only: Option<DatabaseId>,
    /// The database whose history would fork at what it has received.
    pub forks: Option<DatabaseId>,
}

impl StageFrame {
    /// The whole fleet, seen from an app in a pane of this size.
    pub fn whole(app: AppId, size: Size) -> StageFrame {
        StageFrame { app, size, low: false, only: None, forks: None }
    }
}

/// Sets the stage: every app and every database, or one card alone.
pub fn stage(world: &Platform, frame: StageFrame) -> Stage {
    let StageFrame { app, size, low, only, forks } = frame;
    // The zones of what is shown, with what is shown in each.
    let mut zones: Vec<(&String, Vec<DatabaseId>)> = Vec::new();
    for (at, name) in world.zones().iter().enumerate() {
        let mut here = Vec::new();
        for (id, _) in world.databases() {
            let is_shown = only.is_none_or(|only| only == id);
            if is_shown && world.server(id).zone.0 as usize == at {
                here.push(id);
            }
        }
        if !here.is_empty() {
            zones.push((name, here));
        }
    }
    let (mut of_apps, mut counted, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for (id, app) in world.apps() {
        let (rows, dynos) = rows(world, app);
        counted.push((dynos, rows.len() - dynos));
        of_apps.push((rows, dynos));
        lost.push(world.losses(id));
    }
    let layout = if only.is_some() {
        layout::alone(size)
    } else {
        let counts: Vec<usize> = zones.iter().map(|(_, here)| here.len()).collect();
        layout::layout(size, low, &counted, &counts)
    };
    let (mut apps, mut cards, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
    for (((id, app), place), rows) in world.apps().zip(&layout.apps).zip(of_apps) {
        apps.push(app_box(id, app, *place, rows, &layout));
    }
    for ((_, here), places) in zones.iter().zip(&layout.cards) {
        for (id, place) in here.iter().zip(places) {
            cards.push(card(world, app, &lost, *id, *place));
        }
    }
    for ((name, _), place) in zones.iter().zip(&layout.zones) {
        let name = (*name).clone();
        boxes.push(ZoneBox { place: *place, head: layout.head, name });
    }
    Stage {
        size: Size { w: size.w, h: layout.height },
        apps,
        zones: boxes,
        links: links(world, &layout, &cards),
        arrows: arrows(world, &layout, &cards),
        cards,
        forks,
        lost: tape::lost(world),
    }
}

fn card(
    world: &Platform,
    app: AppId,
    lost: &[Vec<LostCommits>],
    id: DatabaseId,
    place: Rect,
) -> Card {
    let tape = tape_of(&place);
    // In a crowd the mark of the cause stands at the end of the line.
    let width = if is_crowded(&place) { tape.w - 13.0 } else { tape.w };
    let mut words = card::words(world, app, lost, id, width);
    if let Some(cause) = &mut words.cause {
        let (letter, frame) =
            if cause.tone == Tone::Dim { (text::SMALL, 2.0) } else { (text::WHY, 10.0) };
        let mark = if words.mark.is_some() { 13.0 } else { 0.0 };
        let room = tape.w - frame - mark;
        match words.mark {
            Some(mark) if text::width(&cause.text, letter) > room => {
                cause.text = mark.brief().to_owned();
            }
            _ => cause.text = text::elide(&cause.text, letter, room),
        }
    }
    Card { id, place, tape, words, down: !world.server(id).is_up() }
}

fn place_of(cards: &[Card], id: DatabaseId) -> Option<&Rect> {
    cards.iter().find(|card| card.id == id).map(|card| &card.place)
}

fn links(world: &Platform, layout: &Layout, cards: &[Card]) -> Vec<StageLink> {
    let mut links = Vec::new();
    for card in cards {
        if let Some(link) = link(world, layout, cards, card) {
            links.push(link);
        }
    }
    links
}

fn link(world: &Platform, layout: &Layout, cards: &[Card], card: &Card) -> Option<StageLink> {
    let leader = world.leader_of(card.id)?;
    let from = place_of(cards, leader)?;
    let link = &world.server(card.id).following()?.link;
    // Broken is a way that is cut; where nobody sends, the way is whole.
    let tone = if link.is_cut() {
        Tone::Bad
    } else if !link.is_streaming() {
        Tone::Dim
    } else if link.slowed.is_some() {
        Tone::Warn
    } else {
        Tone::Good
    };
    let names = (&world.database(leader).colour, &card.words.name);
    let millis = link.latency.micros() / 1_000;
    let silent = if tone == Tone::Dim { ", silent" } else { "" };
    let about = format!("{} to {}, {millis} ms on the way{silent}", names.0, names.1);
    Some(StageLink { follower: card.id, curve: layout.link(from, &card.place), tone, about })
}

fn arrows(world: &Platform, layout: &Layout, cards: &[Card]) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for ((app, _), from) in world.apps().zip(&layout.apps) {
        let Some(to) = world.primary(app) else {
            continue;
        };
        let Some(place) = place_of(cards, to) else {
            continue;
        };
        let tone = match world.visitors(app) {
            Visitors::Served => Tone::Good,
            Visitors::Maintenance | Visitors::NoWebDyno => Tone::Dim,
            Visitors::NoDatabase | Visitors::Refused(_) => Tone::Bad,
        };
        arrows.push(Arrow { app, to, curve: layout.arrow(from, place), tone });
    }
    arrows
}

impl Stage {
    /// How wide the tapes are; the least of it where they differ.
    pub fn tape_width(&self) -> f32 {
        self.cards.iter().map(|card| card.tape.w).fold(4_000.0, f32::min)
    }
}

/// What moves on a stage at `at`, at a pace of so many thousandths.
pub fn motion(
    world: &Platform,
    stage: &Stage,
    at: SimTime,
    per_mille: u64,
    look: &TapeView,
) -> Motion {
    let axes = TapeAxes::of(world, at, stage.tape_width(), look);
    let mut tapes = Vec::new();
    for card in &stage.cards {
        let phase = world.server(card.id).phase;
        if matches!(phase, Phase::BaseBackup { .. } | Phase::Creating { .. }) {
            continue;
        }
        let mut tape = tape::tape(world, card.id, at, card.tape, (&axes, look), &stage.lost);
        if stage.forks == Some(card.id) {
            tape.forked = tape.received;
        }
        tapes.push((card.tape, tape));
    }
    let mut dots = Vec::new();
    for flow in flows(world, stage, at) {
        stream::dots(world, &flow, at, per_mille, &mut dots);
    }
    Motion { tapes, dots, falling: falling(world, stage, at, per_mille) }
}

/// Wall time, in microseconds, that a refused write is seen to fall for.
const FALL: u64 = 900_000;

/// Refused writes that are seen at once, at most.
const MOST_FALLING: u64 = 8;

/// Writes that fall off the arrows because they are refused, in their true rhythm or, where they
/// are many, so many of them.
fn falling(world: &Platform, stage: &Stage, at: SimTime, per_mille: u64) -> Vec<(Point, f32)> {
    let mut falling = Vec::new();
    let fall = (FALL * per_mille / 1_000).max(1);
    for arrow in stage.arrows.iter().filter(|arrow| arrow.tone == Tone::Bad) {
        let mut rate = 0;
        for process in &world.app(arrow.app).formation {
            if process.dynos.iter().any(|dyno| dyno.refused.is_some()) {
                rate += process.writes_per_1000_s;
            }
        }
        let every = (1_000_000_000 / rate.max(1)).max(fall / MOST_FALLING).max(1);
        let end = arrow.curve.at(0.97);
        let mut age = at.micros() % every;
        while rate > 0 && age < fall {
            let share = age as f32 / fall as f32;
            let (x, y) = (end.x - 16.0 * share, end.y + 52.0 * share * share);
            falling.push((Point { x, y }, 1.0 - share));
            age += every;
        }
    }
    falling
}

/// What flows on a stage at `at`: each app's writes along its arrow, WAL along the links.
pub fn flows<'a>(world: &Platform, stage: &'a Stage, at: SimTime) -> Vec<Flow<'a>> {
    let mut flows = Vec::new();
    for arrow in stage.arrows.iter().filter(|arrow| arrow.tone != Tone::Bad) {
        let rate = card::writes_of(world, world.app(arrow.app), arrow.to);
        // What others write there does not come along this arrow.
        if rate == 0 {
            continue;
        }
        let server = world.server(arrow.to);
        flows.push(Flow {
            curve: &arrow.curve,
            about: "DATABASE_URL",
            to: None,
            timeline: server.timeline,
            writer: arrow.to,
            arrived: position::position(world, arrow.to, at).held,
            sent: world.fleet().commits_held(world.database(arrow.to).server),
            left: server.end,
            waiting: 0,
            latency: TO_DATABASE,
            limit: None,
            rate,
        });
    }
    for link in &stage.links {
        if let Some(flow) = link_flow(world, link, at) {
            flows.push(flow);
        }
    }
    flows
}

fn link_flow<'a>(world: &Platform, link: &'a StageLink, at: SimTime) -> Option<Flow<'a>> {
    let follower = world.server(link.follower);
    let following = follower.following()?;
    let wire = &following.link;
    if matches!(follower.phase, Phase::BaseBackup { .. }) || !wire.is_streaming() {
        return None;
    }
    let writer = world.database_on(following.leader);
    let leader = world.server(writer);
    let (timeline, timelines) = (leader.timeline, world.fleet().timelines());
    let (left, arrived) = position::on_wire(world, wire, follower.end, at);
    let arrived = timelines.commits_at(timeline, arrived);
    let written = position::position(world, writer, at).held;
    let sent = timelines.commits_at(timeline, left).min(written).max(arrived);
    // Where the link is the limit, what it carries is its rate; a commit's size is the average of
    // what waits.
    let waits = leader.end.0.saturating_sub(wire.cursor.0);
    let commits = timelines.end(timeline).commits.saturating_sub(sent);
    let limit = (waits > 0 && commits > 0).then(|| wire.rate());
    let waiting = if limit.is_some() { written.saturating_sub(sent) } else { 0 };
    let at_limit = |limit: u64| limit * 1_000 / (waits / commits).max(1);
    Some(Flow {
        curve: &link.curve,
        about: &link.about,
        to: Some(link.follower),
        timeline,
        writer,
        arrived,
        sent,
        left,
        waiting,
        latency: wire.latency,
        limit,
        rate: limit.map_or_else(|| card::writes(world, writer), at_limit),
    })
}
