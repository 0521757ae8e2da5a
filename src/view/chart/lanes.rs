//! The lanes below the lines: what went on, and when.

use super::axis::Axis;
use crate::sim::{SimDuration, SimTime};
use crate::view::geometry::Rect;
use crate::view::text::{self, SMALL};

/// A stretch of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// From when.
    pub from: SimTime,
    /// Until when; none while it goes on.
    pub until: Option<SimTime>,
    /// What it was: `query`, `fault`, `command`, `yes`, `planned`, `no`, `cost`.
    pub class: &'static str,
    /// What it says.
    pub text: String,
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
    /// What was in it at the moment that is looked at.
    pub told: String,
}

/// A bar of a lane, or the time that an app was down, behind the lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where.
    pub place: Rect,
    /// What it is.
    pub class: &'static str,
    /// What it says, as far as there is room.
    pub text: String,
}

/// The least width of a bar: what was short is seen for a day.
const LEAST: f32 = 2.5;

impl Bar {
    /// Keeps as much of the text as there is room for; a few letters say nothing.
    pub fn fit(mut self) -> Bar {
        let room = self.place.w - 10.0;
        self.text = text::elide(&self.text, SMALL, room);
        if room < 5.0 * SMALL {
            self.text.clear();
        }
        self
    }
}

/// The bars of a lane. What is alike and overlaps or touches is one bar that says how many it is
/// of.
pub fn bars(name: &str, stretches: &[Stretch], axis: &Axis, place: &Rect) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut count = 0;
    for stretch in stretches {
        let (class, text) = (stretch.class, stretch.text.clone());
        let x = axis.x_of(stretch.from).min(axis.right - LEAST);
        let right = axis.x_of(stretch.until.unwrap_or(axis.now)).max(x + LEAST);
        let bar = Bar { place: Rect { x, w: right - x, ..*place }, class, text };
        count += 1;
        match bars.last_mut() {
            // A bill is never like the one before.
            Some(last)
                if last.class == class && class != "cost" && x < last.place.right() + 1.0 =>
            {
                last.place.w = right.max(last.place.right()) - last.place.x;
                last.text = format!("{count} {name}");
            }
            // What was well is no reason to paint over what was not.
            _ if class == "yes" => bars.insert(0, bar),
            _ => {
                count = 1;
                bars.push(bar);
            }
        }
    }
    bars
}

/// What was in a lane in the time before `at` that a sample is of.
pub fn told(stretches: &[Stretch], at: SimTime, width: SimDuration) -> String {
    let mut told = String::new();
    let mut count = 0;
    for stretch in stretches {
        let over = stretch.until.is_some_and(|until| until + width <= at);
        if stretch.from <= at && !over {
            if count > 0 {
                told += ", ";
            }
            told += &stretch.text;
            count += 1;
        }
    }
    if count > 1 { format!("{count}: {told}") } else { told }
}
