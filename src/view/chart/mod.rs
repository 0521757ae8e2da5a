//! The chart: how far behind each follower was, and lanes for what went on, on one axis of time.

mod axis;
mod lanes;
mod lines;
mod scale;

pub use crate::run::reading::{Gap, Reading, UNITS, Unit};
pub use crate::run::telemetry::Interval;
pub use axis::TimeAxis;
pub use lanes::{Bar, Lane};
pub use lines::ChartLine;

use super::geometry::Rect;
use super::layout::Size;
use super::text::{self, MONO, SMALL};
use crate::format;
use crate::platform::Platform;
use crate::run::telemetry::Sample;
use crate::sim::{SimDuration, SimTime};

/// What is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartData {
    /// How far behind, oldest first.
    pub seen: Vec<Sample>,
    /// Which of those is the moment that is shown; it is the last unless that is in the past.
    pub present: usize,
    /// How much time each of those is of.
    pub width: SimDuration,
    /// The lanes: name and stretches. Where there is no room for all, the empty ones go, and then
    /// the last.
    pub lanes: Vec<(String, Vec<Interval>)>,
    /// Where the axis ends.
    pub until: SimTime,
    /// How much time the axis shows.
    pub span: SimDuration,
    /// What the lines are measured in.
    pub unit: Unit,
    /// Whether their scale is logarithmic.
    pub log: bool,
    /// Which of the samples is looked at; none for the moment that is shown.
    pub looked: Option<usize>,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Where the lines are.
    pub plot: Rect,
    /// Heights with their figures.
    pub grid: Vec<(f32, String)>,
    /// The times at which an app was down, behind the lines.
    pub bands: Vec<Bar>,
    /// The lines.
    pub lines: Vec<ChartLine>,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// The axis of time.
    pub axis: TimeAxis,
    /// Its height, and its round moments.
    pub times: (f32, Vec<(f32, String)>),
    /// Where the moment that is looked at is.
    pub looked: f32,
    /// Where the moment that is shown is.
    pub present: f32,
    /// What is after it; of no width where nothing is.
    pub ahead: Rect,
    /// That moment: `00:05:12`, or `now`.
    pub time: String,
    /// All of it for those who hear it.
    pub told: String,
}

const LEFT: f32 = 76.0;
const TOP: f32 = 16.0;
const AXIS_ROOM: f32 = 22.0;

/// From the plot to the first lane.
const LANES: f32 = 10.0;

/// From the end of a line to its label, from there to its text, and from the text to the edge.
const GUTTER: [f32; 3] = [16.0, 8.0, 8.0];

/// The least share of the height that the lines have.
const LINES: f32 = 0.4;

/// Letters of what stands under a label beside its figure: `3 not received`.
const NOTE: usize = 13;

/// Draws a chart of `data`, whose databases this world knows.
pub fn chart(world: &Platform, data: &ChartData, size: Size) -> Chart {
    let step = if size.h < 260.0 { 17.0 } else { 22.0 };
    let most = ((size.h * (1.0 - LINES) - TOP - LANES - AXIS_ROOM) / step) as usize;
    let mut count = data.lanes.len();
    let crowded = count > most;
    if crowded {
        count = data.lanes.iter().filter(|lane| !lane.1.is_empty()).count().min(most);
    }
    let room = size.h - TOP - LANES - AXIS_ROOM - count as f32 * step;
    let plot = Rect { x: LEFT, y: TOP, w: size.w - LEFT, h: room.max(24.0) };
    let (ids, extent) = lines::extent(data);
    let scale = scale::Scale::new(data.unit, data.log, extent, plot);
    // The labels have a place of their own beside the lines.
    let present = data.seen.get(data.present).map_or(data.until, |seen| seen.at);
    let looked = data.seen.get(data.looked.unwrap_or(data.present));
    let (at, readings) = looked.map_or((present, &[][..]), |seen| (seen.at, &seen.readings));
    let longest = readings.iter().map(|one| world.database(one.id).colour.len()).max();
    let letters = scale.letters();
    let label = longest.map_or(0.0, |name| (name + 1 + letters) as f32 * MONO);
    let gutter = label.max((letters + NOTE) as f32 * SMALL) + GUTTER.iter().sum::<f32>();
    let plot = Rect { w: (plot.w - gutter).max(40.0), ..plot };
    let axis = TimeAxis { left: plot.x, right: plot.right(), now: data.until, span: data.span };
    let mut lines = lines::lines(world, data, ids, at, &scale, &axis);
    lines::part_labels(&mut lines, &plot, size.h - AXIS_ROOM);
    let time = if data.looked.is_some() { format::clock(at) } else { "now".to_owned() };
    let mut told = time.clone();
    let mut deepest = 0.0f32;
    for line in lines.iter().filter(|line| !line.label.is_empty()) {
        deepest = deepest.max(line.label_at.y);
        told += "; ";
        told += &line.label;
        for note in line.notes.iter().filter(|note| !note.is_empty()) {
            told += ", ";
            told += note;
        }
    }
    let (mut bands, mut lanes) = (Vec::new(), Vec::new());
    let mut y = plot.bottom() + LANES;
    let several = world.apps().count() > 1;
    for (name, stretches) in &data.lanes {
        let said = lanes::label_at(stretches, at, data.width);
        if !said.is_empty() {
            told += &format!("; {name}: {said}");
        }
        let place = Rect { y, h: step * 0.75, ..plot };
        let mut bars = lanes::bars(name, stretches, &axis, &place);
        for bar in &mut bars {
            if bar.class == "no" {
                let mut band = bar.clone();
                (band.place.y, band.place.h) = (plot.y, plot.h);
                if several {
                    band.text += " ";
                    band.text += name;
                }
                band.fit();
                bands.push(band);
            }
            bar.fit();
        }
        if lanes.len() == count || crowded && stretches.is_empty() {
            continue;
        }
        lanes.push(Lane {
            name: text::elide(name, SMALL, LEFT - 10.0),
            bars,
            // With many followers their labels may reach down here.
            told: if y < deepest {
                String::new()
            } else {
                text::elide(&said, SMALL, gutter - 12.0)
            },
            place,
        });
        y += step;
    }
    let rest = Rect { h: size.h - AXIS_ROOM - plot.y, ..plot };
    Chart {
        grid: scale.ticks(),
        bands,
        lines,
        lanes,
        times: (size.h - AXIS_ROOM, axis.ticks()),
        looked: axis.x_of(at),
        ahead: Rect { x: axis.x_of(present), w: axis.right - axis.x_of(present), ..rest },
        present: axis.x_of(present),
        time,
        told,
        plot,
        axis,
    }
}
