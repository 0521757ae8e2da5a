//! The ledger of an app: which commits were acknowledged to it.
//!
//! While an app is alone on a database, its commits are one range. Where two apps write to one
//! database, each gets a range per tick, so old ranges are merged once there are many. A merged
//! range knows how many of its commits are the app's, but no longer which.
//!
//! Compaction never merges ranges across a position where a server stands now, so loss counts
//! stay exact. One approximation remains: while a follower is catching up inside a merged range,
//! its share of that range is interpolated. A merged range is at most a 64th as long as its
//! distance to the newest commit, which bounds their number: a day of two apps takes about 1,500.

use super::ids::DatabaseId;
use crate::sim::wal::{Lineage, TimelineId};

/// A ledger of fewer ranges is not compacted.
const LONG: usize = 1_000;

const SHARE_OF_DISTANCE: u64 = 64;

/// Commits of one timeline that were acknowledged to the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AcknowledgedRange {
    pub timeline: TimelineId,
    pub first: u64,
    pub last: u64,
    /// How many of `first..=last` are the app's; the rest belongs to other apps.
    pub count: u64,
}

impl AcknowledgedRange {
    /// Whether all of `first..=last` are the app's.
    pub fn is_whole(&self) -> bool {
        self.count == self.last - self.first + 1
    }

    /// How many of the app's commits in this range have a number up to `commit`.
    pub fn upto(&self, commit: u64) -> u64 {
        let part = (commit.min(self.last) + 1).saturating_sub(self.first);
        let all = self.last - self.first + 1;
        (u128::from(self.count) * u128::from(part) / u128::from(all)) as u64
    }
}

/// All commits that were acknowledged to an app, in that order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ledger {
    ranges: Vec<AcknowledgedRange>,
}

impl Ledger {
    /// Adds the commits `first..=last`.
    pub fn add(&mut self, timeline: TimelineId, first: u64, last: u64) {
        let count = last - first + 1;
        // The timeline's latest range need not be the last one: an app may write to two databases
        // in turn.
        match latest(&mut self.ranges, timeline) {
            Some(range) if range.last + 1 == first && range.is_whole() => {
                range.last = last;
                range.count += count;
            }
            _ => self.ranges.push(AcknowledgedRange { timeline, first, last, count }),
        }
    }

    pub fn ranges(&self) -> &[AcknowledgedRange] {
        &self.ranges
    }

    /// The app's last commit of a timeline with a number up to `commit`, if it has one.
    pub fn last_upto(&self, timeline: TimelineId, commit: u64) -> Option<u64> {
        let mut own = self.ranges.iter().rev().filter(|range| range.timeline == timeline);
        own.find(|range| range.first <= commit).map(|range| range.last.min(commit))
    }

    /// How many commits there are.
    pub fn total(&self) -> u64 {
        self.ranges.iter().map(|range| range.count).sum()
    }

    /// Whether it needs compaction.
    pub fn is_long(&self) -> bool {
        self.ranges.len() > LONG
    }

    /// Merges old ranges. `held` are the histories of all databases that still have a disk; the
    /// counts up to the end of each stay exact.
    pub fn compact(&mut self, held: &[(DatabaseId, Lineage)]) {
        let mut ranges = std::mem::take(&mut self.ranges);
        for at in 0..ranges.len() {
            let range = ranges[at];
            let newest = latest(&mut ranges[at..], range.timeline).map_or(0, |newest| newest.last);
            let allowed = (newest - range.last) / SHARE_OF_DISTANCE;
            match latest(&mut self.ranges, range.timeline) {
                Some(older)
                    if range.last - older.first < allowed
                        && !ends_inside(held, range.timeline, older.first, range.last) =>
                {
                    older.last = range.last;
                    older.count += range.count;
                }
                _ => self.ranges.push(range),
            }
        }
    }
}

/// Whether one of these histories ends on a timeline at `first` or between it and `last`.
fn ends_inside(
    held: &[(DatabaseId, Lineage)],
    timeline: TimelineId,
    first: u64,
    last: u64,
) -> bool {
    let mut parts = held.iter().flat_map(|(_, lineage)| lineage);
    parts.any(|(other, end)| *other == timeline && (first..last).contains(end))
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
    use crate::sim::ids::ServerId;
    use crate::sim::wal::Timelines;

    /// Commits of an app, by number.
    fn upto(ledger: &Ledger, timeline: TimelineId, commit: u64) -> u64 {
        let ranges = ledger.ranges().iter().filter(|range| range.timeline == timeline);
        ranges.map(|range| range.upto(commit)).sum()
    }

    #[test]
    fn compaction_is_exact_wherever_a_server_stands() {
        let mut wal = Timelines::default();
        let (busy, other) = (wal.begin(ServerId(0), 0, 0), wal.begin(ServerId(1), 0, 0));
        let mut ledger = Ledger::default();
        let mut end = 0;
        for tick in 0..20_000u64 {
            ledger.add(busy, end + 1, end + 1 + tick % 5);
            ledger.add(other, tick + 1, tick + 1);
            end += 1 + tick % 5 + tick % 3;
        }
        let before = ledger.clone();
        let ends = [end / 3 + 1, end / 2, end / 2 + 2, end];
        let held = ends.map(|upto| (DatabaseId(0), vec![(busy, upto)]));
        ledger.compact(&held);
        for end in ends {
            assert_eq!(upto(&ledger, busy, end), upto(&before, busy, end), "{end}");
        }
        assert_eq!(ledger.total(), before.total());
        assert_eq!(upto(&ledger, other, 20_000), 20_000, "alone on it: one range");
        let kept = ledger.ranges().len();
        assert!(kept < 900, "{kept} of {}", before.ranges().len());
        for moving in (ends[0]..end).step_by(997) {
            let (is, was) = (upto(&ledger, busy, moving), upto(&before, busy, moving));
            assert!(is.abs_diff(was) <= (end - moving) / 64, "{is} instead of {was} at {moving}");
        }
        let compacted = ledger.clone();
        ledger.compact(&held);
        assert_eq!(ledger, compacted, "there is nothing left to merge");
    }

    #[test]
    fn what_follows_a_merged_range_is_a_range_of_its_own() {
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
        let mut merged = Ledger { ranges: ledger.ranges()[..1].to_vec() };
        merged.add(id, 31, 40);
        assert_eq!(ranges(&merged), [(1, 30, 20), (31, 40, 10)]);
    }
}
