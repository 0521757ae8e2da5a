//! The chart: how far behind each follower was, and lanes for what went on, on one axis of time.

use super::figures;
use super::geometry::{Point, Rect, px};
use super::layout::Size;
use super::tape::round_up;
use super::text::{self, MONO, SMALL};
use crate::platform::{DatabaseId, Platform};
use crate::sim::{Behind, SimDuration, SimTime};

/// What was seen in one stretch of time, as the chart needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where the stretch begins.
    pub from: SimTime,
    /// How far behind each follower was.
    pub behind: Vec<(DatabaseId, Behind)>,
}

/// A stretch of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// From when.
    pub from: SimTime,
    /// Until when; none while it goes on.
    pub until: Option<SimTime>,
    /// What it was: `query`, `fault`, `command`, `yes`, `planned`, `no`.
    pub class: &'static str,
    /// What it says.
    pub text: String,
}

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// How far behind, oldest first; the last is the present.
    pub seen: Vec<Seen>,
    /// The lanes: name and stretches.
    pub lanes: Vec<(String, Vec<Stretch>)>,
    /// How much time the axis shows.
    pub span: SimDuration,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Where the lines are.
    pub plot: Rect,
    /// Heights with their figures.
    pub grid: Vec<(f32, String)>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// Where the axis is, and what stands at its two ends.
    pub axis: (f32, String, String),
}

/// A follower's line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The follower.
    pub database: DatabaseId,
    /// Its name.
    pub name: String,
    /// The attribute `d` of its path.
    pub path: String,
    /// The same of the path of what it had not received.
    pub risk: String,
    /// Where its last point is.
    pub end: Point,
    /// What stands beside the lines for it: `WHITE 1,204`.
    pub label: String,
    /// Where that begins.
    pub label_at: Point,
    /// The same for those who hear it.
    pub told: String,
}

/// A lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Where.
    pub place: Rect,
    /// What is in it.
    pub bars: Vec<Bar>,
}

/// A bar of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where.
    pub place: Rect,
    /// What it is.
    pub class: &'static str,
    /// What it says on hover, and where there is room.
    pub text: String,
    /// Whether there is room.
    pub roomy: bool,
}

const LEFT: f32 = 76.0;
const RIGHT: f32 = 14.0;
const LANE: f32 = 16.0;
const LANE_STEP: f32 = 22.0;
const AXIS_ROOM: f32 = 22.0;

/// From the end of a line to its label.
const LEAD: f32 = 16.0;

/// From a label to the next one below.
const LABEL_STEP: f32 = 14.0;

/// Draws a chart of `data` at `now`.
pub fn chart(world: &Platform, data: &Data, now: SimTime, size: Size) -> Chart {
    let lanes = data.lanes.len() as f32;
    let all = data.seen.iter().flat_map(|seen| &seen.behind);
    let most = all.map(|(_, behind)| behind.commits()).max().unwrap_or(0);
    let top = round_up(most.max(10) + most / 8);
    // The labels have a place of their own beside the lines.
    let present = data.seen.last().map_or(&[][..], |seen| &seen.behind);
    let longest = present.iter().map(|(id, _)| world.database(*id).colour.len()).max();
    let gutter = longest
        .map_or(RIGHT, |name| (name + 1 + figures::count(top).len()) as f32 * MONO + LEAD + RIGHT);
    let plot = Rect {
        x: LEFT,
        y: 16.0,
        w: (size.w - LEFT - gutter).max(40.0),
        h: (size.h - 16.0 - lanes * LANE_STEP - AXIS_ROOM - 10.0).max(24.0),
    };
    // The present is at the right edge; a fresh run grows into the chart from there.
    let x_of = |at: SimTime| {
        let ago = now.since(at).micros() as f32 / data.span.micros().max(1) as f32;
        plot.right() - ago.min(1.0) * plot.w
    };
    let start = now.micros().checked_sub(data.span.micros()).map(SimTime::from_micros);
    let y_of = |behind: u64| plot.bottom() - behind as f32 / top as f32 * plot.h;
    let grid = [0, top / 2, top].map(|n| (y_of(n), figures::count(n))).to_vec();
    let mut lines = lines(world, data, &x_of, &y_of);
    part_labels(&mut lines, plot.y);
    Chart {
        plot,
        grid,
        lines,
        lanes: lanes_of(data, now, plot, &x_of),
        axis: (
            size.h - AXIS_ROOM + 4.0,
            start.map(figures::clock).unwrap_or_default(),
            "now".to_owned(),
        ),
    }
}

fn lines(
    world: &Platform,
    data: &Data,
    x_of: &dyn Fn(SimTime) -> f32,
    y_of: &dyn Fn(u64) -> f32,
) -> Vec<Line> {
    let mut ids: Vec<DatabaseId> = Vec::new();
    for (id, _) in data.seen.iter().flat_map(|seen| &seen.behind) {
        if let Err(at) = ids.binary_search(id) {
            ids.insert(at, *id);
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    for id in ids {
        let (mut path, mut risk) = (String::new(), String::new());
        let (mut end, mut last) = (Point::default(), Behind::default());
        let mut pen = false;
        for seen in &data.seen {
            let Some((_, behind)) = seen.behind.iter().find(|(other, _)| *other == id) else {
                pen = false;
                continue;
            };
            end = Point { x: x_of(seen.from), y: y_of(behind.commits()) };
            last = *behind;
            let (draws, x) = (if pen { "L" } else { "M" }, px(end.x));
            path += &format!("{draws}{x} {}", px(end.y));
            risk += &format!("{draws}{x} {}", px(y_of(behind.not_received)));
            pen = true;
        }
        // Only a line that reaches the present has a label; one that ended has said its figure.
        let name = world.database(id).colour.clone();
        let (mut label, mut told) = (String::new(), String::new());
        if pen {
            label = format!("{name} {}", figures::count(last.commits()));
            told = format!("{label}, {} of them not received", figures::count(last.not_received));
        }
        let label_at = Point { x: end.x + LEAD, y: end.y };
        lines.push(Line { database: id, name, path, risk, end, label, label_at, told });
    }
    lines
}

/// Moves labels apart that would stand on each other: upwards, and down again from `top`.
fn part_labels(lines: &mut [Line], top: f32) {
    let mut order: Vec<usize> = Vec::new();
    for at in (0..lines.len()).filter(|at| !lines[*at].label.is_empty()) {
        let lower = order.partition_point(|other| lines[*other].end.y >= lines[at].end.y);
        order.insert(lower, at);
    }
    let mut free = f32::INFINITY;
    for &at in &order {
        let y = &mut lines[at].label_at.y;
        *y = y.min(free);
        free = *y - LABEL_STEP;
    }
    free = top;
    for &at in order.iter().rev() {
        let y = &mut lines[at].label_at.y;
        *y = y.max(free);
        free = *y + LABEL_STEP;
    }
}

fn lanes_of(data: &Data, now: SimTime, plot: Rect, x_of: &dyn Fn(SimTime) -> f32) -> Vec<Lane> {
    let lane = |(at, (name, stretches)): (usize, &(String, Vec<Stretch>))| {
        let y = plot.bottom() + 10.0 + at as f32 * LANE_STEP;
        let place = Rect { x: plot.x, y, w: plot.w, h: LANE };
        let bar = |stretch: &Stretch| {
            let (from, to) = (x_of(stretch.from), x_of(stretch.until.unwrap_or(now)));
            let place = Rect { x: from, y, w: (to - from).max(2.5), h: LANE };
            let place = Rect { x: place.x.min(plot.right() - place.w), ..place };
            // Near enough the width of small type.
            let roomy = place.w > 8.0 + 6.2 * stretch.text.chars().count() as f32;
            Bar { place, class: stretch.class, text: stretch.text.clone(), roomy }
        };
        let name = text::elide(name, SMALL, LEFT - 10.0);
        Lane { name, place, bars: stretches.iter().map(bar).collect() }
    };
    data.lanes.iter().enumerate().map(lane).collect()
}
