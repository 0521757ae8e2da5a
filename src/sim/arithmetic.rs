//! Proportions of whole numbers: the model has no fractions, so that it gives the same result on
//! every machine.

use super::time::SimDuration;

/// `value × numerator ÷ denominator`, rounded down; the product may exceed 64 bits.
pub fn scale(value: u64, numerator: u64, denominator: u64) -> u64 {
    (u128::from(value) * u128::from(numerator) / u128::from(denominator)) as u64
}

/// How many bytes `rate` bytes a second move in `length`.
pub fn bytes_in(rate: u64, length: SimDuration) -> u64 {
    scale(rate, length.micros(), 1_000_000)
}

/// How long `bytes` take at `rate` bytes a second.
pub fn time_for(bytes: u64, rate: u64) -> SimDuration {
    SimDuration::from_micros(scale(bytes, 1_000_000, rate.max(1)))
}
