//! Folding: old runs become one, so that a long run's history stays small.

use super::{CommitBatch, Lsn, TimelineId};
use crate::sim::time::{SimDuration, SimTime};

/// History younger than this is never folded.
const FRESH: SimDuration = SimDuration::from_secs(60);
/// What may still be lost keeps its time to this precision, since people are told it.
const TOLD: SimDuration = SimDuration::from_secs(1);
/// What everybody has keeps its time to this share of its age.
const SHARE_OF_AGE: u64 = 64;

/// Folds neighbours of one timeline; `stands` are the positions on it, sorted.
pub(super) fn compact_batches(
    runs: &mut Vec<CommitBatch>,
    now: SimTime,
    stands: &[(TimelineId, Lsn)],
) {
    let lowest = stands.first().map_or(Lsn(u64::MAX), |stand| stand.1);
    let inside = |from: Lsn, to: Lsn| {
        let after = stands.partition_point(|stand| stand.1 <= from);
        stands.get(after).is_some_and(|stand| stand.1 < to)
    };
    let mut kept = 0;
    for at in 1..runs.len() {
        let (older, newer) = (runs[kept], runs[at]);
        let age = now.since(newer.to);
        let span = newer.to.since(older.from);
        let share = SimDuration::from_micros(age.micros() / SHARE_OF_AGE);
        let allowed = if newer.end() <= lowest { TOLD.max(share) } else { TOLD };
        let alike = older.prunes == newer.prunes && is_like(&older, &newer);
        if age >= FRESH && span <= allowed && alike && !inside(older.start, newer.end()) {
            runs[kept] = CommitBatch {
                commits: older.commits + newer.commits,
                bytes: older.bytes + newer.bytes,
                to: newer.to,
                ..older
            };
        } else {
            kept += 1;
            runs[kept] = newer;
        }
    }
    runs.truncate(kept + 1);
}

/// Whether a commit of one takes at most twice the bytes of a commit of the other.
fn is_like(one: &CommitBatch, other: &CommitBatch) -> bool {
    let share = |bytes: u64, commits: u64| u128::from(bytes) * u128::from(commits);
    let (ones, others) = (share(one.bytes, other.commits), share(other.bytes, one.commits));
    ones <= 2 * others && others <= 2 * ones
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::server::ServerId;
    use crate::sim::time::TICK;
    use crate::sim::wal::{Timelines, WalWrite};

    #[test]
    fn folding_moves_nobody() {
        let mut wal = Timelines::default();
        let id = wal.begin(ServerId(0), 1_000, 100);
        for tick in 0..36_000 {
            let from = SimTime::from_micros(tick * 100_000);
            let commits = 1 + tick % 7;
            let work = WalWrite::updates(commits, commits * (500 + tick % 11 * 20));
            wal.append(id, work, from, from + TICK);
        }
        let fork = wal.fork(id, Lsn(wal.end(id).lsn.0 / 3 + 17), ServerId(1));
        let stand = Lsn(wal.end(id).lsn.0 / 2 + 17);
        let before = (wal.commits_at(id, stand), wal.commits_at(fork, stand), wal.end(id));
        let at = |wal: &Timelines, commit| wal.time_of(id, commit).expect("it is there").micros();
        let lost = wal.commits_at(id, stand) + 900;
        let (told, kept) = (at(&wal, lost), wal.batches_kept());
        wal.compact(SimTime::from_secs(3_600), &[(id, stand)]);
        let after = (wal.commits_at(id, stand), wal.commits_at(fork, stand), wal.end(id));
        assert_eq!(before, after);
        assert!(wal.batches_kept() < kept / 6, "{} of {kept}", wal.batches_kept());
        assert!(at(&wal, lost).abs_diff(told) < 1_000_000);
    }
}
