//! The time axis, which the lines and the lanes share.

use super::scale::round_length;
use crate::format;
use crate::sim::{SimDuration, SimTime};

/// The width of a letter of a tick's text.
const LETTER: f32 = 5.9;

/// The least space between the texts of two ticks.
const TICK_LABEL_SPACING: f32 = 4.0;

/// The least space between the text of the last tick and the end of the axis.
const LAST_TICK_SPACING: f32 = 2.0;

/// The time axis. The end of the run is at its right end; a fresh run grows into it from there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    pub left: f32,
    pub right: f32,
    /// The moment at its right end.
    pub now: SimTime,
    /// How much time it shows.
    pub span: SimDuration,
}

impl TimeAxis {
    /// A moment from before the axis is at its left end.
    pub fn x_of(&self, at: SimTime) -> f32 {
        let ago = self.now.since(at).micros() as f32 / self.span.micros() as f32;
        self.right - ago.min(1.0) * (self.right - self.left)
    }

    pub fn time_at(&self, x: f32) -> SimTime {
        let share = ((self.right - x) / (self.right - self.left)).clamp(0.0, 1.0);
        let ago = (share * self.span.micros() as f32) as u64;
        SimTime::from_micros(self.now.micros().saturating_sub(ago))
    }

    /// Round moments and their places, with room for their texts. At the right end there is room
    /// left for the moment under the cursor.
    pub fn ticks(&self) -> Vec<(f32, String)> {
        let wide = format::clock(self.now).len() as f32 * LETTER;
        let share = (wide + TICK_LABEL_SPACING) / (self.right - self.left);
        let step = round_length((self.span.micros() as f32 * share) as u64);
        let before = self.now.micros().saturating_sub(self.span.micros());
        let first = before.div_ceil(step) * step;
        let moments = (0..).map(|n| SimTime::from_micros(first + n * step));
        let moments = moments.take_while(|at| *at <= self.now);
        let places = moments.map(|at| (self.x_of(at), format::clock(at)));
        places.take_while(|(x, _)| x + wide / 2.0 <= self.right - LAST_TICK_SPACING).collect()
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
        check(3_725, 90, 430.0, &["01:00:40", "01:01:00", "01:01:20", "01:01:40"]);
        check(3_600, 3_600, 240.0, &["00:00:00", "00:20:00", "00:40:00"]);
        let day = ["1d 00:00:00", "1d 12:00:00"];
        check(2 * 86_400 - 7_200, 86_400, 240.0, &day);
    }
}
