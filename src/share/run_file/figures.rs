//! The figures of a run: lines that are written and read by the names of their fields.

use std::fmt;

use super::SavedRun;
use crate::run::playback::Playhead;
use crate::run::{Outcome, UsageCounts};

/// The form of each line, `#` for a number; people who repair a file see it.
const FORMS: [&str; 8] = [
    "model #",
    "seed #",
    "end #",
    "shown # after # inputs",
    "counts # pauses # paces # seeks # what-ifs",
    "outcome # ms down # left behind # gone # refused # millionths of a dollar",
    "reads # failed # stale",
    "hash #",
];

/// What is written for a hash that is not known.
const UNKNOWN_HASH: u64 = 0;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub model: u32,
    pub seed: u64,
    pub end: u64,
    pub shown: Playhead,
    pub counts: UsageCounts,
    pub outcome: Outcome,
    pub hash: Option<u64>,
}

impl Figures {
    pub fn of(run: &SavedRun) -> Figures {
        let SavedRun { model, seed, end, shown, counts, outcome, hash, .. } = *run;
        Figures { model, seed, end, shown, counts, outcome, hash }
    }

    /// Takes in a line, where it is one of figures. Of words between the numbers nothing depends.
    ///
    /// # Errors
    /// A number is missing; those before it are taken in.
    pub fn read_line(&mut self, key: &str, rest: &str) -> Result<(), String> {
        let Some(form) = FORMS.iter().find(|form| form.split(' ').next() == Some(key)) else {
            return Ok(());
        };
        let mut numbers = rest.split(' ').filter_map(|word| word.parse::<u64>().ok());
        let mut next = || numbers.next().ok_or_else(|| format!("It should be \"{form}\"."));
        let Figures { model, seed, end, shown, counts, outcome, hash } = self;
        match key {
            "model" => *model = next()? as u32,
            "seed" => *seed = next()?,
            "end" => *end = next()?,
            "shown" => {
                shown.tick = next()?;
                shown.done = next()? as usize;
            }
            "counts" => {
                counts.pauses = next()? as u32;
                counts.paces = next()? as u32;
                counts.seeks = next()? as u32;
                counts.what_ifs = next()? as u32;
            }
            "outcome" => {
                outcome.downtime_ms = next()?;
                outcome.left_behind = next()?;
                outcome.gone = next()?;
                outcome.refused = next()?;
                outcome.micro_dollars = next()?;
            }
            "reads" => {
                outcome.failed_reads = next()?;
                outcome.stale_reads = next()?;
            }
            _ => *hash = Some(next()?).filter(|hash| *hash != UNKNOWN_HASH),
        }
        Ok(())
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Figures { model, seed, end, shown, counts, outcome, hash } = self;
        writeln!(f, "model {model}")?;
        writeln!(f, "seed {seed}")?;
        writeln!(f, "end {end}")?;
        writeln!(f, "shown {} after {} inputs", shown.tick, shown.done)?;
        let UsageCounts { pauses, paces, seeks, what_ifs } = counts;
        writeln!(f, "counts {pauses} pauses {paces} paces {seeks} seeks {what_ifs} what-ifs")?;
        let Outcome { downtime_ms, left_behind, gone, refused, micro_dollars, .. } = outcome;
        let Outcome { failed_reads, stale_reads, .. } = outcome;
        writeln!(
            f,
            "outcome {downtime_ms} ms down {left_behind} left behind {gone} gone {refused} refused \
             {micro_dollars} millionths of a dollar"
        )?;
        // Mostly none go wrong, and links should be short.
        if (*failed_reads, *stale_reads) != (0, 0) {
            writeln!(f, "reads {failed_reads} failed {stale_reads} stale")?;
        }
        writeln!(f, "hash {}", hash.unwrap_or(UNKNOWN_HASH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURES: Figures = Figures {
        model: 1,
        seed: 2,
        end: 3,
        shown: Playhead { tick: 4, done: 5 },
        counts: UsageCounts { pauses: 6, paces: 7, seeks: 8, what_ifs: 9 },
        outcome: Outcome {
            downtime_ms: 10,
            left_behind: 11,
            gone: 12,
            refused: 13,
            micro_dollars: 14,
            failed_reads: 15,
            stale_reads: 16,
        },
        hash: Some(17),
    };

    fn read(text: &str) -> Result<Figures, String> {
        let mut figures = Figures::default();
        for line in text.lines() {
            let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
            figures.read_line(key, rest)?;
        }
        Ok(figures)
    }

    #[test]
    fn figures_are_read_as_they_are_written() {
        let no_reads = Outcome { failed_reads: 0, stale_reads: 0, ..FIGURES.outcome };
        let without = Figures { outcome: no_reads, ..FIGURES };
        assert!(!without.to_string().contains("reads"), "{without}");
        for figures in [FIGURES, without, Figures { hash: None, ..FIGURES }] {
            assert_eq!(read(&figures.to_string()), Ok(figures));
        }
    }

    #[test]
    fn every_line_has_its_form() {
        let text = FIGURES.to_string();
        assert_eq!(text.lines().count(), FORMS.len());
        for (line, form) in text.lines().zip(FORMS) {
            let is_number = |word: &str| word.parse::<u64>().is_ok();
            let words = line.split(' ').map(|word| if is_number(word) { "#" } else { word });
            assert_eq!(words.collect::<Vec<_>>().join(" "), form);
        }
    }

    #[test]
    fn a_line_that_is_cut_short_is_told_its_form() {
        let mut figures = Figures::default();
        let error = figures.read_line("shown", "7 after").expect_err("a number is missing");
        assert_eq!(error, "It should be \"shown # after # inputs\".");
        assert_eq!(figures.shown, Playhead { tick: 7, done: 0 });
        assert_eq!(figures.read_line("weather", "5"), Ok(()));
    }
}
