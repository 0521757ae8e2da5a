//! The scale of the lines: from figures to heights, linear or logarithmic, with round ticks.

use crate::format;
use crate::run::reading::Unit;
use crate::sim::SimDuration;
use crate::view::axis::round_up;
use crate::view::geometry::Rect;

/// Pixels from one tick to the next, at least: on a linear scale, and on a logarithmic one.
const STEP: f32 = 28.0;
const DECADE: f32 = 14.0;

/// Lengths of time that are round, in seconds.
const LENGTHS: [u32; 16] =
    [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 43_200];

const SECOND: u64 = 1_000_000;

/// The next round length of time: whole days past the table's end. All in microseconds.
pub fn round_length(micros: u64) -> u64 {
    for secs in &LENGTHS {
        let length = u64::from(*secs) * SECOND;
        if length >= micros {
            return length;
        }
    }
    micros.div_ceil(86_400 * SECOND) * 86_400 * SECOND
}

/// The next round figure.
fn round(unit: Unit, figure: u64) -> u64 {
    if unit == Unit::Seconds { round_length(figure) } else { round_up(figure) }
}

/// The scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What it measures.
    unit: Unit,
    /// Whether it is logarithmic: of 1 + the figure, so that 0 has its place.
    log: bool,
    low: u64,
    high: u64,
    step: u64,
    /// Where the lines are; how far to the right does not matter here.
    pub plot: Rect,
}

impl Scale {
    /// A scale in `plot` for figures from `least` to `most`.
    pub fn new(unit: Unit, log: bool, (least, most): (u64, u64), plot: Rect) -> Scale {
        let log = log && unit != Unit::Positions;
        let low = if unit == Unit::Positions { least } else { 0 };
        // Jitter near 0 is no mountain.
        let most = most.max(low + 10 * grain(unit));
        let step = round(unit, ((most - low) as f32 * (STEP / plot.h)) as u64);
        let (low, high) = (low / step * step, (most / step + 1) * step);
        Scale { unit, log, low, high, step, plot }
    }

    /// How high a figure is.
    pub fn y_of(&self, figure: u64) -> f32 {
        let part = |figure: u64| {
            let above = (figure - self.low.min(figure)) as f32;
            if self.log { (1.0 + above / grain(self.unit) as f32).log2() } else { above }
        };
        self.plot.bottom() - part(figure) / part(self.high) * self.plot.h
    }

    /// Heights with their figures.
    pub fn ticks(&self) -> Vec<(f32, String)> {
        let mut ticks = Vec::new();
        let (mut at, mut free) = (self.low, f32::INFINITY);
        while at <= self.high {
            let y = self.y_of(at);
            if y < free {
                ticks.push((y, self.label(at)));
                free = y - DECADE;
            }
            at = if self.log {
                // Ten times as much each, or about that where time is measured.
                round(self.unit, (at * 8).max(grain(self.unit)))
            } else {
                at + self.step
            };
        }
        ticks
    }

    /// A figure, with its unit where that is not commits.
    pub fn label(&self, figure: u64) -> String {
        match self.unit {
            Unit::Bytes => format::bytes(figure),
            Unit::Seconds => format::lag(SimDuration::from_micros(figure)),
            Unit::Load => format!("{} %", figure / 10),
            Unit::Commits | Unit::Positions => format::count(figure),
        }
    }

    /// How many letters a figure has at most, near enough.
    pub fn letters(&self) -> usize {
        self.label(self.high).len().max(6)
    }
}

/// What counts as one on a logarithmic scale: a commit, a kilobyte, a tenth of a second, one per
/// cent.
fn grain(unit: Unit) -> u64 {
    match unit {
        Unit::Bytes => 1_000,
        Unit::Seconds => SECOND / 10,
        Unit::Load => 10,
        Unit::Commits | Unit::Positions => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Rect = Rect { x: 76.0, y: 16.0, w: 240.0, h: 140.0 };

    fn texts(unit: Unit, log: bool, most: u64) -> Vec<String> {
        let scale = Scale::new(unit, log, (0, most), PLOT);
        let ticks = scale.ticks();
        for pair in ticks.windows(2) {
            assert!(pair[0].0 - pair[1].0 >= DECADE, "{ticks:?}");
        }
        assert!(ticks.iter().all(|(y, _)| (PLOT.y..=PLOT.bottom()).contains(y)), "{ticks:?}");
        assert_eq!(ticks[0].0, PLOT.bottom(), "0 has its place");
        ticks.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn ticks_are_round_in_each_unit() {
        let check = |unit, most, linear: &[&str], log: &[&str]| {
            assert_eq!(texts(unit, false, most), linear, "{unit:?} {most}");
            assert_eq!(texts(unit, true, most), log, "{unit:?} {most}");
        };
        use Unit::{Bytes, Commits, Seconds};
        check(Commits, 0, &["0", "2", "4", "6", "8", "10", "12"], &["0", "1", "10"]);
        check(Commits, 2_584, &["0", "1,000", "2,000", "3,000"], &["0", "10", "100", "1,000"]);
        check(
            Bytes,
            3_300_000,
            &["0 B", "1 MB", "2 MB", "3 MB", "4 MB"],
            &["0 B", "10 kB", "100 kB", "1 MB"],
        );
        check(Seconds, 0, &["0 s", "1 s", "2 s"], &["0 s", "1 s"]);
        check(
            Seconds,
            400 * SECOND,
            &["0 s", "2:00", "4:00", "6:00", "8:00"],
            &["0 s", "1 s", "10 s", "2:00"],
        );
        check(
            Seconds,
            40_000 * SECOND,
            &["0 s", "6:00:00", "12:00:00"],
            &["0 s", "1 s", "10 s", "2:00", "20:00", "6:00:00"],
        );
    }

    #[test]
    fn a_logarithmic_scale_rises_with_the_figure_and_gives_a_decade_its_room() {
        let scale = Scale::new(Unit::Commits, true, (0, 100_000), PLOT);
        let heights: Vec<f32> =
            [0, 1, 2, 3, 9, 10, 99, 100, 9_999, 100_000].map(|n| scale.y_of(n)).to_vec();
        assert!(heights.windows(2).all(|pair| pair[1] < pair[0]), "{heights:?}");
        let decade = |n| scale.y_of(n) - scale.y_of(n * 10);
        for n in [10, 100, 1_000, 10_000] {
            assert!((decade(n) / decade(1_000) - 1.0).abs() < 0.1, "{n}: {}", decade(n));
        }
    }

    #[test]
    fn positions_fill_the_plot_from_a_round_figure_on() {
        let scale = Scale::new(Unit::Positions, true, (48_176, 49_380), PLOT);
        let ticks = scale.ticks();
        assert_eq!(ticks.first().map(|tick| tick.1.as_str()), Some("48,000"));
        assert_eq!(ticks.last().map(|tick| tick.1.as_str()), Some("49,500"));
        assert_eq!((ticks[0].0, scale.y_of(49_500)), (PLOT.bottom(), PLOT.y));
    }
}
