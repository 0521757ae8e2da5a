//! The lines of the chart: one for each follower, or three where its positions are shown.

use super::axis::TimeAxis;
use super::scale::Scale;
use super::{ChartData, GUTTER};
use crate::platform::{DatabaseId, Platform};
use crate::run::reading::Unit;
use crate::sim::SimTime;
use crate::view::geometry::{Point, Rect, px};

/// A follower's line.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    /// The follower.
    pub database: DatabaseId,
    /// Its name.
    pub name: String,
    /// The attributes `d` of three paths: how far it is behind, or what it has replayed; what it
    /// has not received, or has; and what its leader has written, where positions are shown.
    pub paths: [String; 3],
    /// Where it is at the moment that is looked at.
    pub point: Point,
    /// What stands beside the lines for it: `WHITE 1,204`; nothing where it is not on the chart
    /// at that moment.
    pub label: String,
    /// What stands below that in small type: `3 not received`, and a second line in positions.
    pub notes: [String; 2],
    /// Whether there is room for that.
    pub roomy: bool,
    /// Where the label begins.
    pub label_at: Point,
}

/// From a label to what is below it.
pub const LABEL_STEP: f32 = 14.0;

/// From a note to the next.
pub const NOTE_STEP: f32 = 12.0;

/// The followers of `data`, and the least and the greatest figure.
pub fn extent(data: &ChartData) -> (Vec<DatabaseId>, (u64, u64)) {
    let (mut ids, mut least, mut most) = (Vec::new(), u64::MAX, 0);
    for seen in &data.seen {
        for reading in &seen.readings {
            if !ids.contains(&reading.id) {
                ids.push(reading.id);
            }
            let [line, _, written] = reading.lines(data.unit);
            (least, most) = (least.min(line), most.max(line).max(written));
        }
    }
    (ids, (least.min(most), most))
}

/// The lines of `data`, with labels for what they are at `at`.
pub fn lines(
    world: &Platform,
    data: &ChartData,
    ids: Vec<DatabaseId>,
    at: SimTime,
    scale: &Scale,
    axis: &TimeAxis,
) -> Vec<ChartLine> {
    let mut lines: Vec<ChartLine> = Vec::new();
    for id in ids {
        let name = world.database(id).colour.clone();
        let mut line = ChartLine {
            database: id,
            name,
            paths: Default::default(),
            point: Point::default(),
            label: String::new(),
            notes: Default::default(),
            roomy: false,
            label_at: Point::default(),
        };
        let mut pen = "M";
        for seen in &data.seen {
            let Some(reading) = seen.readings.iter().find(|reading| reading.id == id) else {
                pen = "M";
                continue;
            };
            let figures = reading.lines(data.unit);
            let x = axis.x_of(seen.at);
            let drawn = if data.unit == Unit::Positions { 3 } else { 2 };
            for (path, figure) in line.paths[..drawn].iter_mut().zip(&figures) {
                *path += &format!("{pen}{} {}", px(x), px(scale.y_of(*figure)));
            }
            pen = "L";
            if seen.at == at {
                let [figure, received, written] = figures.map(|figure| scale.label(figure));
                line.label = format!("{} {figure}", line.name);
                line.notes = if data.unit == Unit::Positions {
                    [format!("received {received}"), format!("written {written}")]
                } else {
                    [format!("{received} not received"), String::new()]
                };
                line.point = Point { x, y: scale.y_of(figures[0]) };
                line.label_at = Point { x: axis.right + GUTTER[0], y: line.point.y };
            }
        }
        lines.push(line);
    }
    lines
}

/// Moves labels apart that would stand on each other: upwards, and down again from the plot's top.
/// Notes are there only where all of them have room. Where labels are many they stand closer, so
/// that the last one is above `bottom`.
pub(super) fn part_labels(lines: &mut [ChartLine], plot: &Rect, bottom: f32) {
    let mut order: Vec<usize> =
        (0..lines.len()).filter(|at| !lines[*at].label.is_empty()).collect();
    order.sort_by(|one, other| lines[*other].point.y.total_cmp(&lines[*one].point.y));
    let notes = if order.iter().any(|at| !lines[*at].notes[1].is_empty()) { 2.0 } else { 1.0 };
    let mut high = LABEL_STEP + notes * NOTE_STEP;
    let roomy = high * order.len() as f32 <= plot.h;
    if !roomy {
        high = LABEL_STEP.min((bottom - plot.y) / order.len().max(1) as f32);
    }
    let mut free = plot.bottom() + LABEL_STEP - high;
    for &at in &order {
        let line = &mut lines[at];
        line.roomy = roomy;
        line.label_at.y = line.label_at.y.min(free);
        free = line.label_at.y - high;
    }
    free = plot.y;
    for &at in order.iter().rev() {
        let y = &mut lines[at].label_at.y;
        *y = y.max(free);
        free = *y + high;
    }
}
