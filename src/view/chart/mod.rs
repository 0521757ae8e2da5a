//! The chart: how far behind each follower was, and lanes for what went on, on one time axis.

mod axis;
mod lanes;
mod lines;
mod scale;

pub use crate::run::reading::{Gap, Reading, UNITS, Unit};
pub use crate::run::telemetry::{Interval, IntervalKind};
pub use axis::TimeAxis;
pub use lanes::{Bar, Lane};
pub use lines::{ChartLine, LABEL_STEP, LineLabel, LinePaths, NOTE_STEP};

use super::geometry::Rect;
use super::layout::Size;
use super::text::{self, MONO, SMALL};
use crate::format;
use crate::platform::Platform;
use crate::run::telemetry::Sample;
use crate::sim::{SimDuration, SimTime};

/// What the chart is drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartData {
    /// How far behind, oldest first.
    pub samples: Vec<Sample>,
    /// Which of the samples is the moment that is shown: the last, except in the past.
    pub present: usize,
    /// How much time a sample is of.
    pub sample_width: SimDuration,
    /// The lanes by name. Where there is no room for all, the empty ones go first, then the last.
    pub lanes: Vec<(String, Vec<Interval>)>,
    /// Where the axis ends.
    pub until: SimTime,
    /// How much time the axis shows.
    pub span: SimDuration,
    /// What the lines are measured in.
    pub unit: Unit,
    /// Whether their scale is logarithmic.
    pub log: bool,
    /// The sample under the cursor, if there is a cursor.
    pub cursor: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Where the lines are.
    pub plot: Rect,
    /// Heights with their figures.
    pub grid: Vec<(f32, String)>,
    /// The times at which an app was down, behind the lines.
    pub bands: Vec<Bar>,
    pub lines: Vec<ChartLine>,
    /// Of how many followers there is no label: `and 8 more`.
    pub more: Option<String>,
    /// Why there is no line, if there is none.
    pub blank: Option<&'static str>,
    pub lanes: Vec<Lane>,
    pub axis: TimeAxis,
    /// The height of the time axis.
    pub axis_y: f32,
    /// Round moments, and where they are.
    pub ticks: Vec<(f32, String)>,
    /// Where the cursor is; without one, where the present is.
    pub cursor_x: f32,
    /// Where the moment that is shown is.
    pub present_x: f32,
    /// What comes after that moment; of no width at the end of the run.
    pub ahead: Rect,
    /// The moment under the cursor or that is shown: `00:05:12`, or `now` at the run's end.
    pub time: String,
    /// The figures and the lanes at that moment.
    pub aria_label: String,
    /// The same where there is a cursor. The present changes all the time, which is no news.
    pub aria_value: String,
}

const LEFT: f32 = 76.0;
const TOP: f32 = 16.0;
const AXIS_ROOM: f32 = 22.0;

/// From the plot to the first lane.
const LANES: f32 = 10.0;

/// From the end of a line to its label, from there to its text, and from the text to the edge.
const GUTTER: [f32; 3] = [16.0, 8.0, 8.0];

/// The least height of the lines.
const LEAST_PLOT: f32 = 24.0;

/// The least share of the height that the lines have.
const LINES: f32 = 0.4;

/// Letters of a note under a label beside its figure: `3 not received`.
const NOTE: usize = 13;

/// Lays out a chart of `data`, whose databases this world knows.
pub fn chart(world: &Platform, data: &ChartData, size: Size) -> Chart {
    // A pane that is folded has no height, and is drawn all the same.
    let size = Size { h: size.h.max(TOP + LEAST_PLOT + LANES + AXIS_ROOM), ..size };
    let lane_step = if size.h < 260.0 { 17.0 } else { 22.0 };
    let lanes = shown_lanes(data, size, lane_step);
    let lanes_height = lanes.len() as f32 * lane_step;
    let plot_height = (size.h - TOP - LANES - AXIS_ROOM - lanes_height).max(LEAST_PLOT);
    let plot = Rect { x: LEFT, y: TOP, w: size.w - LEFT, h: plot_height };
    let scale = scale::Scale::new(data.unit, data.log, lines::extent(data), plot);

    let present = data.samples.get(data.present).map_or(data.until, |sample| sample.at);
    let current = data.samples.get(data.cursor.unwrap_or(data.present));
    let at = current.map_or(present, |sample| sample.at);
    let gutter = gutter_width(world, current, data.unit, scale.letters());
    let plot = Rect { w: (plot.w - gutter).max(40.0), ..plot };
    let axis = TimeAxis { left: plot.x, right: plot.right(), now: data.until, span: data.span };
    let axis_y = size.h - AXIS_ROOM;

    let is_end = data.cursor.is_none() && present == data.until;
    let time = if is_end { "now".to_owned() } else { format::clock(at) };
    let line = |id| lines::line(world, data, id, at, &scale, &axis);
    let mut lines: Vec<ChartLine> = lines::databases(data).into_iter().map(line).collect();
    // Of how many it says all, whatever there is room for.
    let aria_label = aria_label(&time, &lines, data, at);
    let left_out = lines::leave_out_labels(&mut lines, &plot, axis_y);
    let more = (left_out > 0).then(|| format!("and {left_out} more"));
    let labels_bottom = if more.is_some() { axis_y - lines::MORE_HEIGHT } else { axis_y };
    lines::spread_labels(&mut lines, &plot, labels_bottom);
    let labels = lines.iter().filter_map(|line| line.label.as_ref());
    let labels_end = labels.map(|label| label.place.y).fold(0.0, f32::max);
    let labels_end = if more.is_some() { axis_y } else { labels_end };

    let place = |row: usize| Rect {
        y: plot.bottom() + LANES + row as f32 * lane_step,
        h: lane_step * 0.75,
        ..plot
    };
    let lane = |(row, lane): (usize, &&NamedIntervals)| {
        let (name, intervals) = *lane;
        let place = place(row);
        // With many followers their labels may reach down here.
        let summary = if place.y < labels_end {
            String::new()
        } else {
            let summary = lanes::summary_at(intervals, at, data.sample_width);
            text::elide(&summary, SMALL, gutter - 12.0)
        };
        Lane { summary, ..Lane::without_summary(name, intervals, &axis, place) }
    };

    let present_x = axis.x_of(present);
    Chart {
        grid: scale.ticks(),
        bands: bands(world, data, &axis, &plot),
        lanes: lanes.iter().enumerate().map(lane).collect(),
        axis_y,
        ticks: axis.ticks(),
        cursor_x: axis.x_of(at),
        present_x,
        ahead: Rect { x: present_x, w: axis.right - present_x, h: axis_y - plot.y, ..plot },
        aria_value: if data.cursor.is_some() { aria_label.clone() } else { time.clone() },
        time,
        aria_label,
        blank: lines.is_empty().then(|| blank(world)),
        lines,
        more,
        plot,
        axis,
    }
}

/// What stands where no line is drawn.
fn blank(world: &Platform) -> &'static str {
    match world.databases().any(|(id, _)| world.leader_of(id).is_some()) {
        true => "No follower streams, so no lag is known.",
        false => "No follower, so nothing lags.",
    }
}

type NamedIntervals = (String, Vec<Interval>);

/// The lanes for which there is room.
fn shown_lanes(data: &ChartData, size: Size, step: f32) -> Vec<&NamedIntervals> {
    let most = ((size.h * (1.0 - LINES) - TOP - LANES - AXIS_ROOM) / step) as usize;
    let lanes = data.lanes.iter();
    if data.lanes.len() <= most {
        return lanes.collect();
    }
    lanes.filter(|(_, intervals)| !intervals.is_empty()).take(most).collect()
}

/// The room beside the plot for the labels of the moment under the cursor.
fn gutter_width(world: &Platform, sample: Option<&Sample>, unit: Unit, letters: usize) -> f32 {
    let lines = sample.map_or_else(Vec::new, |sample| sample.lines(unit));
    let longest = lines.iter().map(|(id, _)| world.database(*id).colour.len()).max();
    let label = longest.map_or(0.0, |name| (name + 1 + letters) as f32 * MONO);
    label.max((letters + NOTE) as f32 * SMALL) + GUTTER.iter().sum::<f32>()
}

/// The times at which an app was down, which the apps' own lanes show too.
fn bands(world: &Platform, data: &ChartData, axis: &TimeAxis, plot: &Rect) -> Vec<Bar> {
    let several_apps = world.apps().count() > 1;
    let band = |name: &str, mut bar: Bar| {
        if several_apps {
            bar.text += &format!(" {name}");
        }
        bar.fit();
        bar
    };
    let of_lane = |(name, intervals): &NamedIntervals| {
        let bars = lanes::bars(intervals, axis, plot).into_iter();
        let down = bars.filter(|bar| bar.kind == IntervalKind::Down);
        down.map(|bar| band(name, bar)).collect::<Vec<_>>()
    };
    data.lanes.iter().flat_map(of_lane).collect()
}

/// The moment, the followers' figures and what went on in all lanes, also those without room.
fn aria_label(time: &str, lines: &[ChartLine], data: &ChartData, at: SimTime) -> String {
    let mut text = time.to_owned();
    for label in lines.iter().filter_map(|line| line.label.as_ref()) {
        text += &format!("; {}", label.text);
        for note in label.notes.iter().filter(|note| !note.is_empty()) {
            text += &format!(", {note}");
        }
    }
    for (name, intervals) in &data.lanes {
        let summary = lanes::summary_at(intervals, at, data.sample_width);
        if !summary.is_empty() {
            text += &format!("; {name}: {summary}");
        }
    }
    text
}
