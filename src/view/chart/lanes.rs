//! The lanes below the lines: what went on, and when.

use super::axis::TimeAxis;
use crate::format;
use crate::run::telemetry::{Interval, IntervalKind};
use crate::sim::{SimDuration, SimTime};
use crate::view::geometry::Rect;
use crate::view::text;

#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub name: String,
    pub place: Rect,
    pub bars: Vec<Bar>,
    /// What went on at the moment under the cursor, as far as there is room.
    pub summary: String,
}

/// A bar of a lane, or the time that an app was down, behind the lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub place: Rect,
    pub kind: IntervalKind,
    /// As much of the text as there is room for.
    pub text: String,
}

impl Lane {
    pub fn without_summary(
        name: &str,
        intervals: &[Interval],
        axis: &TimeAxis,
        place: Rect,
    ) -> Lane {
        let mut bars = bars(intervals, axis, &place);
        bars.iter_mut().for_each(Bar::fit);
        let name = text::elide(name, text::SMALL, place.x - 10.0);
        Lane { name, place, bars, summary: String::new() }
    }
}

/// The width of a letter of a bar's text.
const LETTER: f32 = 6.7;

/// The least width of a bar, so that what was short is seen in a day.
const MIN_WIDTH: f32 = 2.5;

/// Fewer letters than these say nothing.
const MIN_LETTERS: f32 = 5.0;

impl Bar {
    /// Shortens the text to the room there is. Half a length of downtime would be a false one.
    pub fn fit(&mut self) {
        let room = self.place.w - 10.0;
        let is_whole = text::width(&self.text, LETTER) <= room;
        self.text = text::elide_words(&self.text, LETTER, room);
        if !is_whole && self.kind == IntervalKind::Down || room < MIN_LETTERS * LETTER {
            self.text.clear();
        }
    }
}

/// The bars of a lane. Intervals of one kind that overlap or touch become one bar, which says how
/// many they are.
pub fn bars(intervals: &[Interval], axis: &TimeAxis, place: &Rect) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut count = 0;
    for interval in intervals {
        let kind = interval.kind;
        let until = interval.until.unwrap_or(axis.now);
        let text = match kind {
            IntervalKind::Down => format!("down {}", format::length(until.since(interval.from))),
            _ => interval.text.clone(),
        };
        let x = axis.x_of(interval.from).min(axis.right - MIN_WIDTH);
        let right = axis.x_of(until).max(x + MIN_WIDTH);
        let bar = Bar { place: Rect { x, w: right - x, ..*place }, kind, text };
        count += 1;
        match bars.last_mut() {
            // No two bills are alike.
            Some(last)
                if last.kind == kind
                    && kind != IntervalKind::Cost
                    && x < last.place.right() + 1.0 =>
            {
                last.place.w = right.max(last.place.right()) - last.place.x;
                last.text = several(count, kind);
            }
            // Behind all others: it must not hide a short downtime.
            _ if kind == IntervalKind::Up => bars.insert(0, bar),
            _ => {
                count = 1;
                bars.push(bar);
            }
        }
    }
    bars
}

/// What went on in a lane during the sample that ends at `at` and is `width` long.
pub fn summary_at(intervals: &[Interval], at: SimTime, width: SimDuration) -> String {
    let is_over = |interval: &Interval| interval.until.is_some_and(|until| until + width <= at);
    let current = intervals.iter().filter(|one| one.from <= at && !is_over(one));
    let current: Vec<&Interval> = current.collect();
    let texts: Vec<&str> = current.iter().map(|interval| interval.text.as_str()).collect();
    let texts = texts.join(", ");
    match &current[..] {
        [first, others @ ..]
            if !others.is_empty() && others.iter().all(|one| one.kind == first.kind) =>
        {
            format!("{}: {texts}", several(current.len(), first.kind))
        }
        _ => texts,
    }
}

/// What is said of several intervals of one kind.
fn several(count: usize, kind: IntervalKind) -> String {
    match kind {
        IntervalKind::Query => format!("{count} queries"),
        IntervalKind::Fault => format!("{count} faults"),
        IntervalKind::Command => format!("{count} commands"),
        IntervalKind::Up => "taking writes".to_owned(),
        IntervalKind::Restart => format!("{count} restarts"),
        IntervalKind::Maintenance => format!("maintenance, {count} times"),
        IntervalKind::Down => format!("down {count} times"),
        IntervalKind::Cost => format!("{count} prices"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use IntervalKind::{Cost, Down, Query, Up};

    const PLACE: Rect = Rect { x: 76.0, y: 200.0, w: 240.0, h: 16.0 };

    fn axis(now: u64) -> TimeAxis {
        let (now, span) = (SimTime::from_secs(now), SimDuration::from_secs(now));
        TimeAxis { left: PLACE.x, right: PLACE.right(), now, span }
    }

    fn interval(from: u64, until: Option<u64>, kind: IntervalKind, text: &str) -> Interval {
        let (from, until) = (SimTime::from_secs(from), until.map(SimTime::from_secs));
        Interval { from, until, kind, text: text.to_owned() }
    }

    #[test]
    fn what_overlaps_is_one_bar_with_a_count_and_all_of_it_is_told() {
        let queries = [
            interval(10, Some(40), Query, "1 a"),
            interval(20, Some(60), Query, "2 b"),
            interval(50, None, Query, "3 c"),
        ];
        let bars = bars(&queries, &axis(100), &PLACE);
        let texts: Vec<&str> = bars.iter().map(|bar| bar.text.as_str()).collect();
        assert_eq!(texts, ["3 queries"]);
        assert_eq!((bars[0].place.x, bars[0].place.right()), (100.0, PLACE.right()));
        let at = |at| summary_at(&queries, SimTime::from_secs(at), SimDuration::from_secs(1));
        assert_eq!([at(5), at(15), at(30), at(99)].join("|"), "|1 a|2 queries: 1 a, 2 b|3 c");
    }

    #[test]
    fn a_short_downtime_is_seen_in_a_day() {
        let day = 86_400;
        let app = [
            interval(0, Some(40_000), Up, "taking writes"),
            interval(40_000, Some(40_009), Down, "down"),
            interval(40_009, None, Up, "taking writes"),
        ];
        let bars = bars(&app, &axis(day), &PLACE);
        let last = bars.last().expect("bars");
        assert_eq!((last.kind, last.text.as_str()), (Down, "down 9 s"));
        assert!(last.place.w >= MIN_WIDTH, "{last:?}");
        assert_eq!(bars.len(), 3);
    }

    #[test]
    fn many_short_queries_of_a_day_leave_few_bars() {
        let queries: Vec<Interval> =
            (0..200).map(|at| interval(at * 60, Some(at * 60 + 5), Query, "q")).collect();
        let bars = bars(&queries, &axis(86_400), &PLACE);
        assert_eq!((bars.len(), bars[0].text.as_str()), (1, "200 queries"));
        let costs = [interval(0, Some(1), Cost, "$1/mo"), interval(1, None, Cost, "$2/mo")];
        assert_eq!(super::bars(&costs, &axis(86_400), &PLACE).len(), 2);
    }
}
