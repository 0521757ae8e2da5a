//! What moves on the stage: tapes, commits on their way, and writes that are refused.

use std::rc::Rc;

use super::axis::TapeAxes;
use super::geometry::{Point, Rect};
use super::stage::{Arrow, Stage, StageLink};
use super::stream::{self, Dot, Flow};
use super::tape::{self, Tape};
use super::tape_view::TapeView;
use super::{Tone, card, position};
use crate::platform::Platform;
use crate::sim::server::Phase;
use crate::sim::{SimDuration, SimTime};

/// What moves on the stage at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Motion {
    /// The tapes, with where each stands.
    pub tapes: Vec<(Rect, Tape)>,
    pub dots: Vec<Dot>,
    /// Writes that are refused and fall off an arrow: where, and how opaque each still is.
    pub falling: Vec<(Point, f32)>,
}

/// The time that the stage gives a write to get from a dyno to its database.
const TO_DATABASE: SimDuration = SimDuration::from_millis(2);

/// What moves on a stage at `at`, at a pace of so many thousandths.
pub fn motion(
    world: &Platform,
    stage: &Stage,
    at: SimTime,
    per_mille: u64,
    view: &TapeView,
) -> Motion {
    let axes = TapeAxes::of(world, at, stage.tape_width(), view);
    let mut tapes = Vec::new();
    for card in stage.cards.iter().filter(|card| !card.is_ha_standby) {
        let phase = world.server(card.id).phase;
        if matches!(phase, Phase::BaseBackup { .. } | Phase::Creating { .. }) {
            continue;
        }
        let place = card.layout.tape;
        let mut tape = tape::tape(world, card.id, at, place, (&axes, view), &stage.lost);
        if stage.would_fork == Some(card.id) {
            tape.forked = tape.received;
        }
        tapes.push((place, tape));
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
        let refusing = (world.app(arrow.app).formation.iter())
            .filter(|process| process.dynos.iter().any(|dyno| dyno.refused.is_some()));
        let rate: u64 = refusing.map(|process| process.writes_per_1000_s).sum();
        if rate == 0 {
            continue;
        }
        let every = (1_000_000_000 / rate).max(fall / MOST_FALLING).max(1);
        let end = arrow.curve.at(0.97);
        let mut age = at.micros() % every;
        while age < fall {
            let share = age as f32 / fall as f32;
            let (x, y) = (end.x - 16.0 * share, end.y + 52.0 * share * share);
            falling.push((Point { x, y }, 1.0 - share));
            age += every;
        }
    }
    falling
}

/// What the links and the arrows of a stage say on hover, in the stage's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowLabels {
    pub links: Vec<Rc<str>>,
    pub arrows: Vec<Rc<str>>,
}

impl FlowLabels {
    /// The labels at `at`, at a pace of so many thousandths.
    pub fn of(world: &Platform, stage: &Stage, at: SimTime, per_mille: u64) -> FlowLabels {
        let label = |flow: Option<Flow>, idle: &str| match flow {
            Some(flow) => Rc::from(flow.about(per_mille)),
            None => Rc::from(idle),
        };
        let link = |link: &StageLink| label(link_flow(world, link, at), &link.about);
        let arrow = |arrow: &Arrow| label(arrow_flow(world, arrow, at), "DATABASE_URL");
        FlowLabels {
            links: stage.links.iter().map(|it| link(it)).collect(),
            arrows: stage.arrows.iter().map(|it| arrow(it)).collect(),
        }
    }
}

/// What flows on a stage at `at`: each app's writes along its arrow, WAL along the links.
pub fn flows<'a>(world: &Platform, stage: &'a Stage, at: SimTime) -> Vec<Flow<'a>> {
    let writes = stage.arrows.iter().filter_map(|arrow| arrow_flow(world, arrow, at));
    writes.chain(stage.links.iter().filter_map(|link| link_flow(world, link, at))).collect()
}

fn arrow_flow<'a>(world: &Platform, arrow: &'a Arrow, at: SimTime) -> Option<Flow<'a>> {
    let rate = card::writes_of(world, world.app(arrow.app), arrow.to);
    // What others write there does not come along this arrow.
    if arrow.tone == Tone::Bad || rate == 0 {
        return None;
    }
    let server = world.server(arrow.to);
    Some(Flow {
        curve: &arrow.curve,
        about: "DATABASE_URL",
        to: None,
        timeline: server.timeline,
        writer: arrow.to,
        arrived: position::position(world, arrow.to, at).held,
        sent: world.fleet().commits_on_disk(world.database(arrow.to).server),
        sent_lsn: server.end,
        waiting: 0,
        latency: TO_DATABASE,
        limit: None,
        rate,
    })
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
    let (sent_lsn, arrived) = position::sent_and_received(world, wire, follower.end, at);
    let arrived = timelines.commits_at(timeline, arrived);
    let written = position::position(world, writer, at).held;
    let sent = timelines.commits_at(timeline, sent_lsn).min(written).max(arrived);
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
        sent_lsn,
        waiting,
        latency: wire.latency,
        limit,
        rate: limit.map_or_else(|| card::writes(world, writer), at_limit),
    })
}
