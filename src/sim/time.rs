//! Simulated time: moments and lengths in whole microseconds, and the tick.
//!
//! Nothing in the model reads a clock. A moment is counted from the start of the run; the platform
//! knows what date that was.

use std::ops::{Add, AddAssign, Mul, Sub};

/// A moment, in microseconds since the start of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimTime(u64);

/// A length of time, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimDuration(u64);

/// The step of the model. Times inside a tick are computed, not stepped.
pub const TICK: SimDuration = SimDuration::from_millis(100);

impl SimTime {
    /// The start of the run.
    pub const ZERO: SimTime = SimTime(0);

    pub const fn from_micros(micros: u64) -> Self {
        SimTime(micros)
    }

    pub const fn from_secs(secs: u64) -> Self {
        SimTime(secs * 1_000_000)
    }

    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Whole seconds since the start.
    pub const fn secs(self) -> u64 {
        self.0 / 1_000_000
    }

    pub const fn from_ticks(ticks: u64) -> Self {
        SimTime(ticks * TICK.0)
    }

    /// Whole ticks since the start.
    pub const fn ticks(self) -> u64 {
        self.0 / TICK.0
    }

    /// The time since `earlier`; zero if `earlier` is later.
    pub const fn since(self, earlier: SimTime) -> SimDuration {
        SimDuration(self.0.saturating_sub(earlier.0))
    }
}

impl SimDuration {
    pub const ZERO: SimDuration = SimDuration(0);

    pub const fn from_micros(micros: u64) -> Self {
        SimDuration(micros)
    }

    pub const fn from_millis(millis: u64) -> Self {
        SimDuration(millis * 1_000)
    }

    pub const fn from_secs(secs: u64) -> Self {
        SimDuration(secs * 1_000_000)
    }

    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Whole seconds.
    pub const fn secs(self) -> u64 {
        self.0 / 1_000_000
    }

    /// Reads `250ms`, `90s`, `10m`, `2h`, `1d` or a chain of them such as `1h30m`; `None` for
    /// anything else, and for more than a thousand days.
    pub fn parse(text: &str) -> Option<SimDuration> {
        const MOST: u64 = 1_000 * 86_400 * 1_000_000;
        let mut rest = text.trim();
        let mut total = 0u64;
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let (number, unit) = rest.split_at_checked(digits)?;
            let number: u64 = number.parse().ok()?;
            let after = |(name, micros): &(&str, u64)| Some((unit.strip_prefix(name)?, *micros));
            let (left, micros) = UNITS.iter().find_map(after)?;
            rest = left;
            total = total.checked_add(number.checked_mul(micros)?)?;
        }
        (total <= MOST).then_some(SimDuration(total))
    }
}

/// Units of a length of time. `ms` comes before `m`, which it begins with.
const UNITS: [(&str, u64); 5] = [
    ("ms", 1_000),
    ("s", 1_000_000),
    ("m", 60_000_000),
    ("h", 3_600_000_000),
    ("d", 86_400_000_000),
];

impl Add<SimDuration> for SimTime {
    type Output = SimTime;
    fn add(self, length: SimDuration) -> SimTime {
        SimTime(self.0 + length.0)
    }
}

impl AddAssign<SimDuration> for SimTime {
    fn add_assign(&mut self, length: SimDuration) {
        self.0 += length.0;
    }
}

impl Add for SimDuration {
    type Output = SimDuration;
    fn add(self, other: SimDuration) -> SimDuration {
        SimDuration(self.0 + other.0)
    }
}

impl AddAssign for SimDuration {
    fn add_assign(&mut self, other: SimDuration) {
        self.0 += other.0;
    }
}

/// Stops at zero.
impl Sub for SimDuration {
    type Output = SimDuration;
    fn sub(self, other: SimDuration) -> SimDuration {
        SimDuration(self.0.saturating_sub(other.0))
    }
}

impl Mul<u64> for SimDuration {
    type Output = SimDuration;
    fn mul(self, times: u64) -> SimDuration {
        SimDuration(self.0 * times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, millis: Option<u64>) {
        assert_eq!(SimDuration::parse(text), millis.map(SimDuration::from_millis), "{text:?}");
    }

    #[test]
    fn lengths_are_read() {
        check("250ms", Some(250));
        check("90s", Some(90_000));
        check("10m", Some(600_000));
        check("1h30m", Some(5_400_000));
        check("1d", Some(86_400_000));
        check(" 5s ", Some(5_000));
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in ["", "s", "5", "5 s", "-5s", "5x", "1.5s", "99999999999999999999s", "1001d"] {
            check(text, None);
        }
    }

    #[test]
    fn a_moment_has_whole_ticks_and_no_negative_distance() {
        let at = SimTime::from_micros(1_250_000);
        assert_eq!((at.ticks(), at.secs()), (12, 1));
        assert_eq!(SimTime::ZERO.since(at), SimDuration::ZERO);
    }
}
