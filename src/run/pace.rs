//! Pace: how fast simulated time runs, and how much of it a frame is worth.

use crate::sim::{SimDuration, TICK};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pace {
    /// Its place in [`PACES`].
    index: u8,
}

/// Simulated microseconds per thousand microseconds of wall time, and how each is written.
const PACES: [(u64, &str); 7] = [
    (1, "1/1000×"),
    (10, "1/100×"),
    (100, "1/10×"),
    (1_000, "1×"),
    (10_000, "10×"),
    (60_000, "60×"),
    (600_000, "600×"),
];

/// Wall time that one frame counts for at most: a page that was away has not let time pass.
const LONGEST_FRAME: SimDuration = SimDuration::from_millis(250);

impl Pace {
    /// Real time.
    pub const REAL: Pace = Pace { index: 3 };

    pub const FASTEST: Pace = Pace { index: PACES.len() as u8 - 1 };

    /// Every pace, slowest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Pace> {
        (0..PACES.len() as u8).map(|index| Pace { index })
    }

    /// Whether less time passes in the run than here.
    pub fn is_slow(self) -> bool {
        self < Pace::REAL
    }

    /// As it is written: `1/1000×`, `60×`.
    pub fn label(self) -> &'static str {
        PACES[self.index as usize].1
    }

    /// The pace that is written so, with `x` for `×` or neither, as in a link.
    pub fn parse(text: &str) -> Option<Pace> {
        let figure = text.trim_end_matches(['x', '×']);
        Pace::all().find(|pace| pace.label().strip_suffix('×') == Some(figure))
    }

    /// Simulated microseconds per thousand microseconds of wall time.
    pub fn per_mille(self) -> u64 {
        PACES[self.index as usize].0
    }

    /// The simulated time that a frame of this much wall time is worth.
    pub fn worth(self, wall: SimDuration) -> SimDuration {
        let wall = wall.min(LONGEST_FRAME);
        SimDuration::from_micros(wall.micros() * self.per_mille() / 1_000)
    }
}

/// Simulated time that is owed and not yet run: less than a tick after each frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TickBudget {
    time: SimDuration,
}

impl TickBudget {
    /// Adds simulated time, and says how many whole ticks it makes now.
    pub fn add(&mut self, time: SimDuration) -> u64 {
        self.time += time;
        let ticks = self.time.micros() / TICK.micros();
        self.time = self.time - TICK * ticks;
        ticks
    }

    pub fn rest(self) -> SimDuration {
        self.time
    }

    /// Forgets what is left over.
    pub fn drop_partial_tick(&mut self) {
        self.time = SimDuration::ZERO;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pace: &str, wall_ms: u64, sim_us: u64) {
        let pace = Pace::parse(pace).expect("a pace");
        assert_eq!(pace.worth(SimDuration::from_millis(wall_ms)).micros(), sim_us);
    }

    #[test]
    fn wall_time_becomes_simulated_time() {
        check("1x", 100, 100_000);
        check("1/1000×", 16, 16);
        check("600x", 10, 6_000_000);
        check("1x", 60_000, 250_000);
        for text in ["7x", "", "x", "1/1000/"] {
            assert_eq!(Pace::parse(text), None, "{text}");
        }
    }

    #[test]
    fn frames_of_any_length_make_the_same_ticks() {
        let mut budget = TickBudget::default();
        let frames = [16_000, 17_000, 90_000, 60_000, 17_000, 200_000];
        let ticks: u64 = frames.iter().map(|us| budget.add(SimDuration::from_micros(*us))).sum();
        assert_eq!((ticks, budget.rest().micros()), (4, 0));
    }
}
