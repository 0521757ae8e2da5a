//! The axis of time, which the lines and the lanes share.

use super::scale::round_length;
use crate::format;
use crate::sim::{SimDuration, SimTime};

/// Pixels of a letter of a tick.
const LETTER: f32 = 5.9;

/// From the end of a tick's text to the next.
const APART: f32 = 4.0;

/// The axis of time. The end of the run is at its right end; a fresh run grows into it from there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// The moment at its right end.
    pub now: SimTime,
    /// How much time it shows.
    pub span: SimDuration,
}

impl TimeAxis {
    /// Where a moment is; one that is older than the axis is at its left end.
    pub fn x_of(&self, at: SimTime) -> f32 {
        let ago = self.now.since(at).micros() as f32 / self.span.micros() as f32;
        self.right - ago.min(1.0) * (self.right - self.left)
    }

    /// The moment that is at a place.
    pub fn time_at(&self, x: f32) -> SimTime {
        let share = ((self.right - x) / (self.right - self.left)).clamp(0.0, 1.0);
        let ago = (share * self.span.micros() as f32) as u64;
        SimTime::from_micros(self.now.micros().saturating_sub(ago))
    }

    /// Round moments, where their texts have room; not at the right end, where the moment that is
    /// looked at is told.
    pub fn ticks(&self) -> Vec<(f32, String)> {
        let wide = format::clock(self.now).len() as f32 * LETTER;
        let share = (wide + APART) / (self.right - self.left);
        let step = round_length((self.span.micros() as f32 * share) as u64);
        let before = self.now.micros().saturating_sub(self.span.micros());
        let mut at = before.div_ceil(step) * step;
        let mut ticks = Vec::new();
        loop {
            let time = SimTime::from_micros(at);
            let x = self.x_of(time);
            if at > self.now.micros() || x + wide / 2.0 > self.right + 6.0 {
                return ticks;
            }
            ticks.push((x, format::clock(time)));
            at += step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(now: u64, span: u64, w: f32) -> TimeAxis {
        let (now, span) = (SimTime::from_secs(now), SimDuration::from_secs(span));
        TimeAxis { left: 76.0, right: 76.0 + w, now, span }
    }

    #[test]
    fn a_place_and_its_moment_are_one() {
        let axis = axis(1_000, 90, 240.0);
        assert_eq!((axis.x_of(SimTime::from_secs(1_000)), axis.x_of(SimTime::ZERO)), (316.0, 76.0));
        for x in [76.0f32, 100.0, 200.5, 316.0] {
            assert!((axis.x_of(axis.time_at(x)) - x).abs() < 0.01, "{x}");
        }
        assert_eq!(axis.time_at(-50.0), SimTime::from_secs(910));
        assert_eq!(axis.time_at(999.0), SimTime::from_secs(1_000));
    }

    #[test]
    fn ticks_are_round_and_apart_for_a_minute_and_for_a_day() {
        let check = |now, span, w, expected: &[&str]| {
            let ticks = axis(now, span, w).ticks();
            let texts: Vec<&str> = ticks.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(texts, expected, "{now} {span}");
            for pair in ticks.windows(2) {
                assert!(pair[1].0 - pair[0].0 > pair[1].1.len() as f32 * LETTER + 3.0, "{pair:?}");
            }
        };
        check(14, 20, 160.0, &["00:00:00", "00:00:10"]);
        check(3_725, 90, 240.0, &["01:00:40", "01:01:00", "01:01:20", "01:01:40"]);
        check(3_725, 90, 430.0, &["01:00:40", "01:01:00", "01:01:20", "01:01:40", "01:02:00"]);
        check(3_600, 3_600, 240.0, &["00:00:00", "00:20:00", "00:40:00"]);
        let day = ["1d 00:00:00", "1d 12:00:00"];
        check(2 * 86_400 - 7_200, 86_400, 240.0, &day);
    }
}
