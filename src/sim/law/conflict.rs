//! What replay waits for, how it looks again, and what it cancels: laws b1 to b9, C1 and f.

use super::later;
use crate::sim::time::{SimDuration, SimTime};
use crate::sim::wal::Lsn;

/// Why replay waits at a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConflictCause {
    /// The record removes row versions that a snapshot still sees (law b1).
    Snapshot,
    /// The record locks a table that somebody uses (law f).
    Lock,
}

/// Somebody that replay waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Waiter {
    /// The process id.
    pub pid: u32,
    /// When it went, once it has.
    pub gone: Option<SimTime>,
}

/// Replay waiting at a record. Whoever conflicts with that record when replay gets there is waited
/// for, one after the other, and nobody who comes later: they conflict with the next (law b8).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReplayConflict {
    /// Why.
    pub why: ConflictCause,
    /// The position before the record.
    pub at: Lsn,
    /// When replay began to look whether the first of them is gone.
    pub since: SimTime,
    /// Those it waits for, in the order in which it looks.
    pub waiters: Vec<Waiter>,
}

/// The first look at or after `at` of somebody who began to look at `since`: after 1, 2, 4 … 512
/// ms, then every second (law b5).
pub fn next_poll(since: SimTime, at: SimTime, longest: SimDuration) -> SimTime {
    let (mut poll, mut sleep) = (since, SimDuration::from_millis(1));
    while poll < at && sleep < longest {
        poll += sleep;
        sleep = sleep * 2;
    }
    if poll >= at || longest == SimDuration::ZERO {
        return later(poll, at);
    }
    let rest = at.since(poll).micros().div_ceil(longest.micros());
    poll + longest * rest
}

/// The first look at or after `at` of somebody who looks every `longest` since `since`, as replay
/// does that is paused by hand.
pub fn next_recheck(since: SimTime, at: SimTime, longest: SimDuration) -> SimTime {
    let period = longest.micros().max(1);
    since + longest * at.since(since).micros().div_ceil(period)
}

/// When replay goes on by `end`; none while it still waits. Locks wake it at once (law f), for
/// snapshots it sleeps and looks (law b5).
pub fn freed_at(hold: &mut ReplayConflict, end: SimTime, longest: SimDuration) -> Option<SimTime> {
    while let Some(waiter) = hold.waiters.first() {
        let gone = waiter.gone?;
        let seen = match hold.why {
            ConflictCause::Snapshot => next_poll(hold.since, gone, longest),
            ConflictCause::Lock => later(hold.since, gone),
        };
        if seen > end {
            return None;
        }
        hold.since = seen;
        hold.waiters.remove(0);
    }
    Some(hold.since)
}

/// When those that replay waits for are cancelled: at the first look past `delay` after the
/// follower was last caught up. It is a budget for how late replay may be, not a time that each
/// query has (law C1).
pub fn cancels_at(
    hold: &ReplayConflict,
    caught_up: SimTime,
    delay: SimDuration,
    longest: SimDuration,
) -> SimTime {
    let due = later(caught_up + delay, hold.since);
    match hold.why {
        ConflictCause::Snapshot => next_poll(hold.since, due, longest),
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
        for (wanted, seen) in [
            (9_000, 10_000),
            (10_000, 10_000),
            (10_001, 10_001),
            (10_002, 10_003),
            (10_500, 10_511),
            (10_512, 11_023),
            (11_024, 12_023),
            (99_000, 99_023),
        ] {
            assert_eq!(next_poll(since, at(wanted), SECOND), at(seen), "{wanted}");
        }
        assert_eq!(next_poll(since, at(10_512), SimDuration::ZERO), at(10_512));
    }

    #[test]
    fn waiters_are_looked_at_one_after_the_other() {
        let waiters = vec![Waiter { pid: 1, gone: Some(at(2_500)) }, Waiter { pid: 2, gone: None }];
        let mut hold =
            ReplayConflict { why: ConflictCause::Snapshot, at: Lsn(0), since: at(0), waiters };
        assert_eq!(freed_at(&mut hold, at(2_900), SECOND), None);
        assert_eq!(hold.waiters.len(), 2, "replay sleeps until 3.023 s");
        assert_eq!(freed_at(&mut hold, at(3_100), SECOND), None);
        assert_eq!((hold.waiters.len(), hold.since), (1, at(3_023)));
        hold.waiters[0].gone = Some(at(3_030));
        assert_eq!(freed_at(&mut hold, at(3_100), SECOND), Some(at(3_030)));
    }
}
