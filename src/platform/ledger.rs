//! The ledger of an app: which commits were acknowledged to it.

use crate::sim::wal::TimelineId;

/// Consecutive commits of one timeline that were acknowledged to the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Acked {
    /// The timeline they were written on.
    pub timeline: TimelineId,
    /// The number of the first.
    pub first: u64,
    /// The number of the last.
    pub last: u64,
}

/// All commits that were acknowledged to an app, in the order of their acknowledgement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ledger {
    ranges: Vec<Acked>,
}

impl Ledger {
    /// Takes note of commits `first..=last`.
    pub fn add(&mut self, timeline: TimelineId, first: u64, last: u64) {
        // Only the latest entry of the same timeline can be continued; others lie in between when
        // an app writes to two databases in turn.
        let same = self.ranges.iter_mut().rev().find(|range| range.timeline == timeline);
        match same {
            Some(range) if range.last + 1 == first => range.last = last,
            _ => self.ranges.push(Acked { timeline, first, last }),
        }
    }

    /// The commits, in ranges.
    pub fn ranges(&self) -> &[Acked] {
        &self.ranges
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.ranges.iter().map(|range| range.last - range.first + 1).sum()
    }
}
