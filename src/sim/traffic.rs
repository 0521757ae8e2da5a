//! Traffic: how many writes arrive in a tick, in bursts that look alive.
//!
//! A pure function of chance and tick. It is drawn whether or not anybody can take the writes, so
//! what arrives does not depend on what a learner did.

use super::chance::{Cause, Chance, Key};
use super::time::TICK;
use super::wal::scale;

/// A stream of arrivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Traffic {
    /// The name of its stream of chance.
    pub key: Key,
    /// Mean arrivals in a thousand seconds.
    pub per_1000_s: u64,
}

/// A swell lasts this many ticks, a gust this many.
const SWELL: u64 = 80;
const GUST: u64 = 7;

impl Traffic {
    /// How many arrive in this tick, `boost` times the usual (in thousandths).
    pub fn arrivals(self, chance: Chance, tick: u64, boost: u64) -> u64 {
        let cause = Cause::Traffic(self.key);
        // Three layers of one stream, told apart by the high bits of the count. Each has a mean of
        // 1,000, so the product keeps the mean.
        let layer = |which: u64, count: u64| chance.draw(cause, which << 60 | count);
        let swell = 700 + layer(1, tick / SWELL) % 601;
        let gust: u64 = if layer(2, tick / GUST).is_multiple_of(6) { 2_500 } else { 700 };
        let jitter = 400 + layer(3, tick) % 1_201;
        // In billionths of an arrival.
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
    fn it_comes_in_bursts() {
        let traffic = Traffic { key: Key::of("web"), per_1000_s: 60_000 };
        let seen: Vec<u64> =
            (0..600).map(|tick| traffic.arrivals(Chance::new(7), tick, 1_000)).collect();
        let most = seen.iter().max().expect("600 ticks");
        assert!(*most >= 16 && seen.contains(&1), "{seen:?}");
    }
}
