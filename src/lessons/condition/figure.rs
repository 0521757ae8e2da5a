//! Figures: what can be counted from one moment of a run to another, of all its apps together.

use std::fmt;

use crate::format;
use crate::platform::Platform;
use crate::sim::SimDuration;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Time,
    Downtime,
    CommitsWritten,
    CommitsLost,
    WritesRefused,
    StaleReads,
    FailedReads,
    MoneySpent,
}

/// Each as conditions and traps write it.
const WORDS: [(Figure, &str); 8] = [
    (Figure::Time, "time"),
    (Figure::Downtime, "downtime"),
    (Figure::CommitsWritten, "commits written"),
    (Figure::CommitsLost, "commits lost"),
    (Figure::WritesRefused, "writes refused"),
    (Figure::StaleReads, "stale reads"),
    (Figure::FailedReads, "failed reads"),
    (Figure::MoneySpent, "money spent"),
];

/// The figures of a world at one moment, in the order of their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureTotals([u64; WORDS.len()]);

impl FigureTotals {
    pub fn of(world: &Platform) -> FigureTotals {
        FigureTotals(WORDS.map(|(figure, _)| figure.value(world)))
    }
}

impl Figure {
    /// The figure of these words.
    pub fn parse(text: &str) -> Option<Figure> {
        WORDS.iter().find(|(_, words)| *words == text).map(|(figure, _)| *figure)
    }

    /// The verb that goes with its words.
    pub fn verb(self) -> &'static str {
        match self {
            Figure::Time | Figure::Downtime | Figure::MoneySpent => "is",
            _ => "are",
        }
    }

    /// Each figure in words.
    pub fn all_words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(_, words)| *words)
    }

    /// Reads a value of it: `2m` of a length of time, in microseconds; `$2` of money, in millionths
    /// of a dollar; `40` of what is counted.
    pub fn parse_value(self, text: &str) -> Option<u64> {
        match self {
            Figure::Time | Figure::Downtime => SimDuration::parse(text).map(|it| it.micros()),
            Figure::MoneySpent => {
                let dollars: u64 = text.strip_prefix('$')?.parse().ok()?;
                dollars.checked_mul(1_000_000)
            }
            _ => text.parse().ok(),
        }
    }

    /// A value of it in words.
    pub fn describe(self, value: u64) -> String {
        match self {
            Figure::Time | Figure::Downtime => format::lag(SimDuration::from_micros(value)),
            Figure::MoneySpent => format::dollars(value),
            _ => format::count(value),
        }
    }

    /// Its value in a world, since the world began.
    fn value(self, world: &Platform) -> u64 {
        let apps = world.apps();
        match self {
            Figure::Time => world.now().micros(),
            Figure::Downtime => apps.map(|(_, app)| app.downtime.total().micros()).sum(),
            Figure::CommitsWritten => apps.map(|(_, app)| app.ledger.total()).sum(),
            Figure::CommitsLost => {
                let lost = apps.map(|(id, _)| world.loss_count(id));
                lost.map(|lost| lost.left_behind + lost.gone).sum()
            }
            Figure::WritesRefused => apps.map(|(_, app)| app.refused).sum(),
            Figure::StaleReads => apps.map(|(_, app)| app.reading().stale).sum(),
            Figure::FailedReads => apps.map(|(_, app)| app.reading().failed).sum(),
            Figure::MoneySpent => apps.map(|(id, _)| world.spent(id)).sum(),
        }
    }

    /// Its value at a moment.
    pub fn at(self, moment: &FigureTotals) -> u64 {
        moment.0[self as usize]
    }

    /// By how much it has grown since a moment.
    pub fn since(self, before: &FigureTotals, world: &Platform) -> u64 {
        self.value(world).saturating_sub(before.0[self as usize])
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(WORDS[*self as usize].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stand_in_the_order_of_the_figures() {
        for (at, (figure, words)) in WORDS.into_iter().enumerate() {
            assert_eq!((figure as usize, Figure::parse(words)), (at, Some(figure)));
            assert_eq!(figure.to_string(), words);
        }
        assert_eq!(Figure::Downtime.parse_value("2m"), Some(120_000_000));
        assert_eq!(Figure::Downtime.parse_value("2"), None);
        assert_eq!(Figure::CommitsLost.parse_value("2"), Some(2));
    }
}
