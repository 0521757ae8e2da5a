//! The ledger of an app: which commits were acknowledged to it.
//!
//! While an app is alone on a database, its commits are one range. Where two apps write to one
//! database, each gets a range a tick, so old ranges are folded together once they are many. A
//! folded range knows how many commits of it are the app's, and no longer which. No range is
//! folded across a place where a server stands, so what each of them has stays exactly counted.
//! The limit: while a follower catches up through what was folded before it, its part of the one
//! range it stands in is in proportion. A folded range is at most a 64th as long as it lies behind
//! the newest commit, which also bounds their number: a day of two apps takes some 1,500.

use super::database::DatabaseId;
use crate::sim::wal::{Lineage, TimelineId};

/// A ledger of fewer ranges is never folded.
const LONG: usize = 1_000;

/// A folded range is at most such a share of its distance to the newest commit.
const SHARE_OF_DISTANCE: u64 = 64;

/// Commits of one timeline that were acknowledged to the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AcknowledgedRange {
    /// The timeline they were written on.
    pub timeline: TimelineId,
    /// The number of the first.
    pub first: u64,
    /// The number of the last.
    pub last: u64,
    /// How many are the app's: fewer than `first..=last` where others' were folded in.
    pub count: u64,
}

impl AcknowledgedRange {
    /// Whether all of `first..=last` are the app's.
    pub fn is_whole(&self) -> bool {
        self.count == self.last - self.first + 1
    }

    /// How many of the app's commits of this range have a number of at most `commit`.
    pub fn upto(&self, commit: u64) -> u64 {
        let part = (commit.min(self.last) + 1).saturating_sub(self.first);
        let all = self.last - self.first + 1;
        (u128::from(self.count) * u128::from(part) / u128::from(all)) as u64
    }
}

/// All commits that were acknowledged to an app, in the order of their acknowledgement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ledger {
    ranges: Vec<AcknowledgedRange>,
}

impl Ledger {
    /// Takes note of commits `first..=last`.
    pub fn add(&mut self, timeline: TimelineId, first: u64, last: u64) {
        let count = last - first + 1;
        // Only the latest entry of the same timeline can be continued; others lie in between when
        // an app writes to two databases in turn.
        match latest(&mut self.ranges, timeline) {
            Some(range) if range.last + 1 == first && range.is_whole() => {
                range.last = last;
                range.count += count;
            }
            _ => self.ranges.push(AcknowledgedRange { timeline, first, last, count }),
        }
    }

    /// The commits, in ranges.
    pub fn ranges(&self) -> &[AcknowledgedRange] {
        &self.ranges
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.ranges.iter().map(|range| range.count).sum()
    }

    /// Whether it has so many ranges that it is to be folded.
    pub fn is_long(&self) -> bool {
        self.ranges.len() > LONG
    }

    /// Folds old ranges together. `held` are the histories of all databases that still have a
    /// disk: up to where each of them ends, the app's commits stay counted as they are.
    pub fn compact(&mut self, held: &[(DatabaseId, Lineage)]) {
        let mut ranges = std::mem::take(&mut self.ranges);
        for at in 0..ranges.len() {
            let range = ranges[at];
            let newest = latest(&mut ranges[at..], range.timeline).map_or(0, |newest| newest.last);
            let allowed = (newest - range.last) / SHARE_OF_DISTANCE;
            match latest(&mut self.ranges, range.timeline) {
                Some(older)
                    if range.last - older.first < allowed
                        && !stands(held, range.timeline, older.first, range.last) =>
                {
                    older.last = range.last;
                    older.count += range.count;
                }
                _ => self.ranges.push(range),
            }
        }
    }
}

/// Whether one of these histories ends on a timeline from `first` on and before `last`.
fn stands(held: &[(DatabaseId, Lineage)], timeline: TimelineId, first: u64, last: u64) -> bool {
    for (_, history) in held {
        for (other, upto) in history {
            if *other == timeline && *upto >= first && *upto < last {
                return true;
            }
        }
    }
    false
}

/// The latest range of a timeline.
fn latest(
    ranges: &mut [AcknowledgedRange],
    timeline: TimelineId,
) -> Option<&mut AcknowledgedRange> {
    ranges.iter_mut().rev().find(|range| range.timeline == timeline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::server::ServerId;
    use crate::sim::wal::Timelines;

    /// Commits of an app, by number.
    fn upto(ledger: &Ledger, timeline: TimelineId, commit: u64) -> u64 {
        let ranges = ledger.ranges().iter().filter(|range| range.timeline == timeline);
        ranges.map(|range| range.upto(commit)).sum()
    }

    #[test]
    fn a_fold_is_exact_wherever_somebody_stands() {
        let mut wal = Timelines::default();
        let (busy, other) = (wal.begin(ServerId(0), 0, 0), wal.begin(ServerId(1), 0, 0));
        let mut ledger = Ledger::default();
        let mut end = 0;
        for tick in 0..20_000u64 {
            ledger.add(busy, end + 1, end + 1 + tick % 5);
            ledger.add(other, tick + 1, tick + 1);
            end += 1 + tick % 5 + tick % 3;
        }
        let unfolded = ledger.clone();
        let stands = [end / 3 + 1, end / 2, end / 2 + 2, end];
        let held = stands.map(|upto| (DatabaseId(0), vec![(busy, upto)]));
        ledger.compact(&held);
        for stand in stands {
            assert_eq!(upto(&ledger, busy, stand), upto(&unfolded, busy, stand), "{stand}");
        }
        assert_eq!(ledger.total(), unfolded.total());
        assert_eq!(upto(&ledger, other, 20_000), 20_000, "alone on it: one range");
        let kept = ledger.ranges().len();
        assert!(kept < 900, "{kept} of {}", unfolded.ranges().len());
        for moving in (stands[0]..end).step_by(997) {
            let (is, was) = (upto(&ledger, busy, moving), upto(&unfolded, busy, moving));
            assert!(is.abs_diff(was) <= (end - moving) / 64, "{is} instead of {was} at {moving}");
        }
        let folded = ledger.clone();
        ledger.compact(&held);
        assert_eq!(ledger, folded, "there is nothing left to fold");
    }

    #[test]
    fn what_follows_a_folded_range_is_a_range_of_its_own() {
        let mut wal = Timelines::default();
        let id = wal.begin(ServerId(0), 0, 0);
        let mut ledger = Ledger::default();
        ledger.add(id, 1, 10);
        ledger.add(id, 21, 30);
        ledger.add(id, 10_001, 10_010);
        ledger.compact(&[]);
        ledger.add(id, 10_011, 10_020);
        let ranges = |ledger: &Ledger| -> Vec<_> {
            ledger.ranges().iter().map(|range| (range.first, range.last, range.count)).collect()
        };
        assert_eq!(ranges(&ledger), [(1, 30, 20), (10_001, 10_020, 20)]);
        let mut folded = Ledger { ranges: ledger.ranges()[..1].to_vec() };
        folded.add(id, 31, 40);
        assert_eq!(ranges(&folded), [(1, 30, 20), (31, 40, 10)]);
    }
}
