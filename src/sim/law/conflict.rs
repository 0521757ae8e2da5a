//! What replay waits for, when it looks again, and what it cancels: laws
//! [b1](docs/replication.md#b1), [b5](docs/replication.md#b5), [b8](docs/replication.md#b8),
//! [C1](docs/replication.md#c1) and [f](docs/replication.md#f).

use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::Lsn;

/// Why replay waits at a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConflictCause {
    /// The record removes row versions that a snapshot still sees (law b1).
    Snapshot,
    /// The record locks a table that a transaction has used (law f).
    Lock,
}

/// A session that replay waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Blocker {
    pub pid: u32,
    /// When it ended, if it has.
    pub gone: Option<SimTime>,
}

/// Replay waits at a record. It waits for the sessions that conflict with the record when replay
/// gets there, one after the other; sessions that come later conflict with the next record
/// (law b8).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReplayConflict {
    pub why: ConflictCause,
    /// The position before the record.
    pub at: Lsn,
    /// When replay began to look whether the first session is gone.
    pub since: SimTime,
    /// In the order in which replay looks at them.
    pub blockers: Vec<Blocker>,
}

/// The first look at or after `at` of a replay that began to look at `since`: after 1, 2, 4 … 512
/// ms, then every second (law b5).
pub fn next_poll(since: SimTime, at: SimTime, longest: SimDuration) -> SimTime {
    let (mut poll, mut sleep) = (since, SimDuration::from_millis(1));
    while poll < at && sleep < longest {
        poll += sleep;
        sleep = sleep * 2;
    }
    if poll >= at || longest == SimDuration::ZERO {
        return poll.max(at);
    }
    let sleeps = at.since(poll).micros().div_ceil(longest.micros());
    poll + longest * sleeps
}

/// The first look at or after `at` of a replay that has looked every `longest` since `since`, as
/// it does when it is paused by hand.
pub fn next_recheck(since: SimTime, at: SimTime, longest: SimDuration) -> SimTime {
    let period = longest.micros().max(1);
    since + longest * at.since(since).micros().div_ceil(period)
}

/// When replay goes on, if it does by `end`. A lock that is released wakes it at once (law f); for
/// snapshots it sleeps and looks (law b5).
pub fn freed_at(
    conflict: &mut ReplayConflict,
    end: SimTime,
    longest: SimDuration,
) -> Option<SimTime> {
    while let Some(blocker) = conflict.blockers.first() {
        let gone = blocker.gone?;
        let noticed = match conflict.why {
            ConflictCause::Snapshot => next_poll(conflict.since, gone, longest),
            ConflictCause::Lock => conflict.since.max(gone),
        };
        if noticed > end {
            return None;
        }
        conflict.since = noticed;
        conflict.blockers.remove(0);
    }
    Some(conflict.since)
}

/// When the sessions that replay waits for are cancelled: at the first look later than `delay`
/// after the follower was last caught up. `max_standby_streaming_delay` is a budget for how late
/// replay may be, not a time that each query has (law C1).
pub fn cancels_at(
    conflict: &ReplayConflict,
    caught_up: SimTime,
    delay: SimDuration,
    longest: SimDuration,
) -> SimTime {
    let due = (caught_up + delay).max(conflict.since);
    match conflict.why {
        ConflictCause::Snapshot => next_poll(conflict.since, due, longest),
        ConflictCause::Lock => due,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: SimDuration = SimDuration::from_secs(1);

    fn at(millis: u64) -> SimTime {
        SimTime::from_micros(millis * 1_000)
    }

    #[test]
    fn looks_come_after_doubling_sleeps_and_then_every_second() {
        let since = at(10_000);
        for (wanted, expected) in [
            (9_000, 10_000),
            (10_000, 10_000),
            (10_001, 10_001),
            (10_002, 10_003),
            (10_500, 10_511),
            (10_512, 11_023),
            (11_024, 12_023),
            (99_000, 99_023),
        ] {
            assert_eq!(next_poll(since, at(wanted), SECOND), at(expected), "{wanted}");
        }
        assert_eq!(next_poll(since, at(10_512), SimDuration::ZERO), at(10_512));
    }

    #[test]
    fn waiters_are_looked_at_one_after_the_other() {
        let blockers =
            vec![Blocker { pid: 1, gone: Some(at(2_500)) }, Blocker { pid: 2, gone: None }];
        let mut conflict =
            ReplayConflict { why: ConflictCause::Snapshot, at: Lsn(0), since: at(0), blockers };
        assert_eq!(freed_at(&mut conflict, at(2_900), SECOND), None);
        assert_eq!(conflict.blockers.len(), 2, "replay sleeps until 3.023 s");
        assert_eq!(freed_at(&mut conflict, at(3_100), SECOND), None);
        assert_eq!((conflict.blockers.len(), conflict.since), (1, at(3_023)));
        conflict.blockers[0].gone = Some(at(3_030));
        assert_eq!(freed_at(&mut conflict, at(3_100), SECOND), Some(at(3_030)));
    }
}
