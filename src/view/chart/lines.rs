//! The lines of the chart: one for each follower, or three where it shows positions; one for each
//! server where it shows their load.

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
    pub database: DatabaseId,
    /// The follower's name.
    pub name: String,
    pub paths: LinePaths,
    /// Absent where the follower was not on the chart at the moment under the cursor.
    pub label: Option<LineLabel>,
}

/// The attribute `d` of a follower's lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinePaths {
    /// How far behind it was; in positions, what it had replayed.
    pub replayed: String,
    /// How much it had not received; in positions, what it had received.
    pub received: String,
    /// What its leader had written; blank except in positions.
    pub written: String,
}

/// What stands beside the lines for a follower.
#[derive(Clone, Debug, PartialEq)]
pub struct LineLabel {
    /// `WHITE 1,204`
    pub text: String,
    /// Small type below it: `3 not received`. The second line is blank except in positions.
    pub notes: [String; 2],
    pub has_room_for_notes: bool,
    /// The height of the line at the moment that it is about.
    pub line_y: f32,
    /// Where it begins.
    pub place: Point,
}

/// From a label to what is below it.
pub const LABEL_STEP: f32 = 14.0;

/// From a note to the next.
pub const NOTE_STEP: f32 = 12.0;

/// The databases of `data` that have a line, in the order in which they appear.
pub fn databases(data: &ChartData) -> Vec<DatabaseId> {
    let mut ids = Vec::new();
    for (id, _) in data.samples.iter().flat_map(|sample| sample.lines(data.unit)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The least and the greatest figure of `data`.
pub fn extent(data: &ChartData) -> (u64, u64) {
    let lines = data.samples.iter().flat_map(|sample| sample.lines(data.unit));
    let (mut least, mut most) = (u64::MAX, 0);
    for (_, [replayed, _, written]) in lines {
        (least, most) = (least.min(replayed), most.max(replayed).max(written));
    }
    (least.min(most), most)
}

/// The line of a follower, with a label for what it was at `at`.
pub fn line(
    world: &Platform,
    data: &ChartData,
    id: DatabaseId,
    at: SimTime,
    scale: &Scale,
    axis: &TimeAxis,
) -> ChartLine {
    let mut line = ChartLine {
        database: id,
        name: world.database(id).colour.clone(),
        paths: LinePaths::default(),
        label: None,
    };
    let mut is_drawing = false;
    for sample in &data.samples {
        let lines = sample.lines(data.unit);
        let Some((_, figures)) = lines.into_iter().find(|(other, _)| *other == id) else {
            is_drawing = false;
            continue;
        };
        let (pen, x) = (if is_drawing { "L" } else { "M" }, px(axis.x_of(sample.at)));
        let step = figures.map(|figure| format!("{pen}{x} {}", px(scale.y_of(figure))));
        line.paths.replayed += &step[0];
        line.paths.received += &step[1];
        if data.unit == Unit::Positions {
            line.paths.written += &step[2];
        }
        if sample.at == at {
            line.label = Some(label(&line.name, figures, data.unit, scale, axis));
        }
        is_drawing = true;
    }
    line
}

fn label(name: &str, figures: [u64; 3], unit: Unit, scale: &Scale, axis: &TimeAxis) -> LineLabel {
    let [replayed, received, written] = figures.map(|figure| scale.label(figure));
    let y = scale.y_of(figures[0]);
    LineLabel {
        text: format!("{name} {replayed}"),
        notes: match unit {
            Unit::Positions => [format!("received {received}"), format!("written {written}")],
            Unit::Load => [format!("{received} reads"), String::new()],
            _ => [format!("{received} not received"), String::new()],
        },
        has_room_for_notes: false,
        line_y: y,
        place: Point { x: axis.right + GUTTER[0], y },
    }
}

/// The least step between labels that can be read.
const LEAST_LABEL_STEP: f32 = 12.5;

/// The height of what is said of the followers without a label.
pub(super) const MORE_HEIGHT: f32 = LEAST_LABEL_STEP + 8.0;

/// Leaves as many labels as have room above `bottom`, those that are farthest behind, and says of
/// how many followers there is none.
pub(super) fn leave_out_labels(lines: &mut [ChartLine], plot: &Rect, bottom: f32) -> usize {
    let room_above = |bottom: f32| ((bottom - plot.y) / LEAST_LABEL_STEP) as usize;
    let mut labels: Vec<_> = lines.iter_mut().filter(|line| line.label.is_some()).collect();
    if labels.len() <= room_above(bottom).max(1) {
        return 0;
    }
    // The higher a line, the farther behind.
    let height = |line: &ChartLine| line.label.as_ref().map_or(0.0, |label| label.line_y);
    labels.sort_unstable_by(|one, other| height(one).total_cmp(&height(other)));
    let out = labels.split_off(room_above(bottom - MORE_HEIGHT));
    let count = out.len();
    out.into_iter().for_each(|line| line.label = None);
    count
}

/// Moves labels apart that would stand on each other: upwards, and down again from the plot's top.
/// Either all of them show their notes or none. Where labels are many they stand closer, so that
/// the last one is above `bottom`.
pub(super) fn spread_labels(lines: &mut [ChartLine], plot: &Rect, bottom: f32) {
    let labels = lines.iter_mut().filter_map(|line| line.label.as_mut());
    let mut labels: Vec<&mut LineLabel> = labels.collect();
    labels.sort_unstable_by(|one, other| other.line_y.total_cmp(&one.line_y));
    let has_two_notes = labels.iter().any(|label| !label.notes[1].is_empty());
    let mut step = LABEL_STEP + if has_two_notes { 2.0 * NOTE_STEP } else { NOTE_STEP };
    let has_room_for_notes = step * labels.len() as f32 <= plot.h;
    if !has_room_for_notes {
        step = LABEL_STEP.min((bottom - plot.y) / labels.len().max(1) as f32);
    }
    let mut lowest = (plot.bottom() + LABEL_STEP - step).min(bottom);
    for label in &mut labels {
        label.has_room_for_notes = has_room_for_notes;
        label.place.y = label.place.y.min(lowest);
        lowest = label.place.y - step;
    }
    let mut highest = plot.y;
    for label in labels.iter_mut().rev() {
        label.place.y = label.place.y.max(highest);
        highest = label.place.y + step;
    }
}
