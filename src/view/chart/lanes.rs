//! The lanes below the lines: what went on, and when.

use super::axis::TimeAxis;
use crate::format;
use crate::run::telemetry::Interval;
use crate::sim::{SimDuration, SimTime};
use crate::view::geometry::Rect;
use crate::view::text;

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

impl Lane {
    /// A lane by itself.
    pub fn alone(name: &str, stretches: &[Interval], axis: &TimeAxis, place: Rect) -> Lane {
        let mut bars = bars(name, stretches, axis, &place);
        bars.iter_mut().for_each(Bar::fit);
        let name = text::elide(name, text::SMALL, place.x - 10.0);
        Lane { name, place, bars, told: String::new() }
    }
}

/// Pixels of a letter of a bar's text.
const LETTER: f32 = 6.7;

/// The least width of a bar: what was short is seen for a day.
const LEAST: f32 = 2.5;

impl Bar {
    /// Keeps as much of the text as there is room for: of a figure all or nothing, and a few
    /// letters say nothing.
    pub fn fit(&mut self) {
        let room = self.place.w - 10.0;
        let whole = text::width(&self.text, LETTER) <= room;
        self.text = text::elide(&self.text, LETTER, room);
        if !whole && self.class == "no" || room < 5.0 * LETTER {
            self.text.clear();
        }
    }
}

/// The bars of a lane. What is alike and overlaps or touches is one bar that says how many it is
/// of.
pub fn bars(name: &str, stretches: &[Interval], axis: &TimeAxis, place: &Rect) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut count = 0;
    for stretch in stretches {
        let (class, mut text) = (stretch.class, stretch.text.clone());
        let until = stretch.until.unwrap_or(axis.now);
        if class == "no" {
            text = format!("down {}", format::length(until.since(stretch.from)));
        }
        let x = axis.x_of(stretch.from).min(axis.right - LEAST);
        let right = axis.x_of(until).max(x + LEAST);
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
pub fn label_at(stretches: &[Interval], at: SimTime, width: SimDuration) -> String {
    let mut label = String::new();
    let mut count = 0;
    for stretch in stretches {
        let over = stretch.until.is_some_and(|until| until + width <= at);
        if stretch.from <= at && !over {
            if count > 0 {
                label += ", ";
            }
            label += &stretch.text;
            count += 1;
        }
    }
    if count > 1 { format!("{count}: {label}") } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::telemetry::Interval;

    const PLACE: Rect = Rect { x: 76.0, y: 200.0, w: 240.0, h: 16.0 };

    fn axis(now: u64) -> TimeAxis {
        let (now, span) = (SimTime::from_secs(now), SimDuration::from_secs(now));
        TimeAxis { left: PLACE.x, right: PLACE.right(), now, span }
    }

    fn stretch(from: u64, until: Option<u64>, class: &'static str, text: &str) -> Interval {
        let (from, until) = (SimTime::from_secs(from), until.map(SimTime::from_secs));
        Interval { from, until, class, text: text.to_owned() }
    }

    #[test]
    fn what_overlaps_is_one_bar_with_a_count_and_all_of_it_is_told() {
        let queries = [
            stretch(10, Some(40), "query", "1 a"),
            stretch(20, Some(60), "query", "2 b"),
            stretch(50, None, "query", "3 c"),
        ];
        let bars = bars("queries", &queries, &axis(100), &PLACE);
        let texts: Vec<&str> = bars.iter().map(|bar| bar.text.as_str()).collect();
        assert_eq!(texts, ["3 queries"]);
        assert_eq!((bars[0].place.x, bars[0].place.right()), (100.0, PLACE.right()));
        let at = |at| label_at(&queries, SimTime::from_secs(at), SimDuration::from_secs(1));
        assert_eq!([at(5), at(15), at(30), at(99)].join("|"), "|1 a|2: 1 a, 2 b|3 c");
    }

    #[test]
    fn a_short_downtime_is_seen_in_a_day() {
        let day = 86_400;
        let app = [
            stretch(0, Some(40_000), "yes", "taking writes"),
            stretch(40_000, Some(40_009), "no", "down"),
            stretch(40_009, None, "yes", "taking writes"),
        ];
        let bars = bars("sushi", &app, &axis(day), &PLACE);
        let last = bars.last().expect("bars");
        assert_eq!((last.class, last.text.as_str()), ("no", "down 9 s"));
        assert!(last.place.w >= LEAST, "{last:?}");
        assert_eq!(bars.len(), 3);
    }

    #[test]
    fn many_short_queries_of_a_day_leave_few_bars() {
        let queries: Vec<Interval> =
            (0..200).map(|at| stretch(at * 60, Some(at * 60 + 5), "query", "q")).collect();
        let bars = bars("queries", &queries, &axis(86_400), &PLACE);
        assert_eq!((bars.len(), bars[0].text.as_str()), (1, "200 queries"));
        let costs = [stretch(0, Some(1), "cost", "$1/mo"), stretch(1, None, "cost", "$2/mo")];
        assert_eq!(super::bars("cost", &costs, &axis(86_400), &PLACE).len(), 2);
    }
}
