//! Traffic: how many writes arrive in a tick, in bursts that look alive.
//!
//! A pure function of chance and tick. Writes arrive whether or not anybody can take them, so what
//! a learner did does not change them.

use super::arithmetic::scale;
use super::chance::{Cause, Chance, Key};
use super::time::TICK;

/// A stream of arrivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Traffic {
    /// The name of its stream of chance.
    pub key: Key,
    /// Mean arrivals in a thousand seconds.
    pub per_1000_s: u64,
}

/// Lengths in ticks of the two slower layers of traffic.
const SWELL: u64 = 80;
const GUST: u64 = 7;

impl Traffic {
    /// How many writes arrive in this tick, times `boost` thousandths.
    pub fn arrivals(self, chance: Chance, tick: u64, boost: u64) -> u64 {
        let cause = Cause::Traffic(self.key);
        // Layers of one stream, kept apart by the high bits of the count. Each factor has a mean
        // of 1,000 thousandths, so the product keeps the mean.
        let layer = |which: u64, count: u64| chance.draw(cause, which << 60 | count);
        let swell = 700 + layer(1, tick / SWELL) % 601;
        let gust: u64 = if layer(2, tick / GUST).is_multiple_of(6) { 2_500 } else { 700 };
        let jitter = 400 + layer(3, tick) % 1_201;
        let mut billionths = self.per_1000_s.saturating_mul(TICK.micros());
        for factor in [swell, gust, jitter, boost] {
            billionths = scale(billionths, factor, 1_000);
        }
        let rest = billionths % 1_000_000_000;
        billionths / 1_000_000_000 + u64::from(layer(4, tick) % 1_000_000_000 < rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(per_1000_s: u64, boost: u64) -> u64 {
        let traffic = Traffic { key: Key::of("web"), per_1000_s };
        (0..36_000).map(|tick| traffic.arrivals(Chance::new(7), tick, boost)).sum()
    }

    #[test]
    fn the_mean_is_kept_over_an_hour() {
        for (per_1000_s, expected) in [(50_000, 180_000), (1_000, 3_600), (1_000_000, 3_600_000)] {
            let total = total(per_1000_s, 1_000);
            assert!(total.abs_diff(expected) < expected / 20, "{total} instead of {expected}");
        }
    }

    #[test]
    fn a_boost_multiplies() {
        let (usual, boosted) = (total(50_000, 1_000), total(50_000, 8_000));
        assert!((boosted).abs_diff(8 * usual) < usual / 10);
    }

    #[test]
    fn traffic_comes_in_bursts() {
        let traffic = Traffic { key: Key::of("web"), per_1000_s: 60_000 };
        let arrivals: Vec<u64> =
            (0..600).map(|tick| traffic.arrivals(Chance::new(7), tick, 1_000)).collect();
        let most = arrivals.iter().max().expect("600 ticks");
        assert!(*most >= 16 && arrivals.contains(&1), "{arrivals:?}");
    }
}
