//! Compaction: old batches are merged, so that the history of a long run stays small.

use super::{CommitBatch, Lsn, TimelineId};
use crate::sim::time::{SimDuration, SimTime};

/// Younger history is not merged.
const MIN_AGE: SimDuration = SimDuration::from_secs(60);
/// The longest merged batch of what may still be lost: losses are reported with their time.
const LONGEST_AT_RISK: SimDuration = SimDuration::from_secs(1);
/// What every server has may be merged into batches of this share of its age.
const SHARE_OF_AGE: u64 = 64;

/// Merges neighbouring batches of one timeline. `pins` are the positions on it that servers stand
/// at, sorted.
pub(super) fn compact_batches(
    batches: &mut Vec<CommitBatch>,
    now: SimTime,
    pins: &[(TimelineId, Lsn)],
) {
    let lowest = pins.first().map_or(Lsn(u64::MAX), |(_, lsn)| *lsn);
    let is_pinned = |from: Lsn, to: Lsn| {
        let after = pins.partition_point(|(_, lsn)| *lsn <= from);
        pins.get(after).is_some_and(|(_, lsn)| *lsn < to)
    };
    let can_merge = |older: &CommitBatch, newer: &CommitBatch| {
        let age = now.since(newer.to);
        let share = SimDuration::from_micros(age.micros() / SHARE_OF_AGE);
        let everybody_has_it = newer.end() <= lowest;
        let longest = if everybody_has_it { LONGEST_AT_RISK.max(share) } else { LONGEST_AT_RISK };
        // What is from before the run has no time of its own, so it stays apart.
        let is_of_the_run = older.to > SimTime::ZERO;
        age >= MIN_AGE
            && is_of_the_run
            && newer.to.since(older.from) <= longest
            && older.prunes == newer.prunes
            && is_similar(older, newer)
            && !is_pinned(older.start, newer.end())
    };
    batches.dedup_by(|newer, older| {
        let merges = can_merge(older, newer);
        if merges {
            older.commits += newer.commits;
            older.bytes += newer.bytes;
            older.to = newer.to;
        }
        merges
    });
}

/// Whether the commits of one take at most twice the bytes of the commits of the other.
fn is_similar(one: &CommitBatch, other: &CommitBatch) -> bool {
    let product = |bytes: u64, commits: u64| u128::from(bytes) * u128::from(commits);
    let (ones, others) = (product(one.bytes, other.commits), product(other.bytes, one.commits));
    ones <= 2 * others && others <= 2 * ones
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::ids::ServerId;
    use crate::sim::time::TICK;
    use crate::sim::wal::{Timelines, WalWrite};

    #[test]
    fn compaction_changes_no_position() {
        let mut wal = Timelines::default();
        let id = wal.begin(ServerId(0), 1_000, 100);
        for tick in 0..36_000 {
            let from = SimTime::from_micros(tick * 100_000);
            let commits = 1 + tick % 7;
            let write = WalWrite::updates(commits, commits * (500 + tick % 11 * 20));
            wal.append(id, write, from, from + TICK);
        }
        let fork = wal.fork(id, Lsn(wal.end(id).lsn.0 / 3 + 17), ServerId(1));
        let pin = Lsn(wal.end(id).lsn.0 / 2 + 17);
        let state =
            |wal: &Timelines| (wal.commits_at(id, pin), wal.commits_at(fork, pin), wal.end(id));
        let time = |wal: &Timelines, commit| wal.time_of(id, commit).expect("it is there").micros();
        let lost = wal.commits_at(id, pin) + 900;
        let (before, time_before, batches_before) =
            (state(&wal), time(&wal, lost), wal.batches_kept());
        wal.compact(SimTime::from_secs(3_600), vec![(id, pin)]);
        assert_eq!(before, state(&wal));
        let batches = wal.batches_kept();
        assert!(batches < batches_before / 6, "{batches} of {batches_before}");
        assert!(time(&wal, lost).abs_diff(time_before) < 1_000_000);
    }
}
