//! Checkpoints: moments that are kept so that a seek need not run from the start.

use super::snapshot::Snapshot;
use super::telemetry::FINEST;

/// Ticks between two checkpoints of a young run.
const EVERY: u64 = 256;

/// With more than this many, every other one is forgotten: then half of them are left, and a seek
/// runs no more than 1/64 of the run and what the chart needs: a fiftieth of a day.
const MOST: usize = 128;

/// The checkpoints of a run, in the order of time.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    every: u64,
    kept: Vec<Snapshot>,
}

impl Checkpoints {
    /// With the start of a run.
    pub fn new(start: Snapshot) -> Checkpoints {
        Checkpoints { every: EVERY, kept: vec![start] }
    }

    /// Keeps this moment, if it is time for one.
    pub fn note(&mut self, moment: &Snapshot) {
        let last = self.kept.last().map_or(0, Snapshot::ticks);
        if moment.ticks() < last + self.every {
            return;
        }
        self.kept.push(Snapshot { track: moment.track.downsampled(), ..moment.clone() });
        if self.kept.len() > MOST {
            let mut at = 1;
            while at < self.kept.len() {
                self.kept.remove(at);
                at += 1;
            }
            self.every *= 2;
        }
    }

    /// The one to start from for this moment: so far before it that the chart's finest samples
    /// are full when it is reached.
    pub fn before(&self, tick: u64, done: usize) -> &Snapshot {
        let fits = |moment: &&Snapshot| moment.ticks() + FINEST <= tick && moment.done <= done;
        self.kept.iter().rev().find(fits).unwrap_or(&self.kept[0])
    }

    /// Forgets what is not of a run that has only these ticks and inputs in common with the one
    /// they are of.
    pub fn keep(&mut self, tick: u64, done: usize) {
        let fits = |moment: &Snapshot| moment.ticks() <= tick && moment.done <= done;
        while self.kept.last().is_some_and(|last| !fits(last)) {
            self.kept.pop();
        }
        // What is short again has them close together again.
        let last = self.kept.last().map_or(0, Snapshot::ticks);
        while self.every > EVERY && last < self.every * MOST as u64 / 2 {
            self.every /= 2;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.kept.len()
    }
}
