//! Checkpoints: snapshots that are kept so that a seek need not run from the start.

use super::snapshot::Snapshot;
use super::telemetry::FINEST_REACH;

/// Ticks between two checkpoints of a young run.
const EVERY: u64 = 256;

/// With more than this many, every other one is forgotten. Half of them are left, and a seek runs
/// at most 1/64 of the run and what the chart needs: a fiftieth of a day.
const MOST: usize = 128;

/// The checkpoints of a run, in the order of time.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    every: u64,
    kept: Vec<Snapshot>,
}

impl Checkpoints {
    pub fn new(start: Snapshot) -> Checkpoints {
        Checkpoints { every: EVERY, kept: vec![start] }
    }

    /// Keeps this snapshot, if it is time for one.
    pub fn note(&mut self, snapshot: &Snapshot) {
        if snapshot.ticks() < self.last_tick() + self.every {
            return;
        }
        self.kept
            .push(Snapshot { telemetry: snapshot.telemetry.downsampled(), ..snapshot.clone() });
        if self.kept.len() > MOST {
            let mut is_kept = false;
            self.kept.retain(|_| {
                is_kept = !is_kept;
                is_kept
            });
            self.every *= 2;
        }
    }

    fn last_tick(&self) -> u64 {
        self.kept.last().map_or(0, Snapshot::ticks)
    }

    /// The one to start from for this moment: so far before it that the chart's finest samples
    /// are full when the moment is reached.
    pub fn before(&self, tick: u64, done: usize) -> &Snapshot {
        let fits = |kept: &&Snapshot| kept.ticks() + FINEST_REACH <= tick && kept.done <= done;
        self.kept.iter().rev().find(fits).unwrap_or(&self.kept[0])
    }

    /// Keeps the checkpoints up to this place, where another run begins to differ.
    pub fn discard_after(&mut self, tick: u64, done: usize) {
        let fits = |kept: &Snapshot| kept.ticks() <= tick && kept.done <= done;
        while self.kept.last().is_some_and(|last| !fits(last)) {
            self.kept.pop();
        }
        // A run that is short again has them close together again.
        let last = self.last_tick();
        while self.every > EVERY && last < self.every * MOST as u64 / 2 {
            self.every /= 2;
        }
    }

    pub fn count(&self) -> usize {
        self.kept.len()
    }
}
