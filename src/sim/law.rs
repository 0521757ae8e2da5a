//! The replication law: one function per rule, each a pure function of what it is given.
//!
//! Each rule names its section of `facts/postgres-replication.md`, where it was measured on real
//! PostgreSQL 15 servers. The fleet calls these rules and has no physics of its own.

use super::chance::{Cause, Chance, Key};
use super::link::Flight;
use super::time::{SimDuration, SimTime, TICK};
use super::wal::{Lsn, scale};

/// How often a follower that has lost its leader asks again (law G2,
/// `wal_retrieve_retry_interval`).
pub const RETRY: SimDuration = SimDuration::from_secs(5);

/// Commits on an updated table until a record comes that removes row versions an old snapshot
/// still sees (section b, rule 2).
pub const COMMITS_TO_CONFLICT: u64 = 28;

/// Bytes a second at which base backups are taken and restored (`facts/heroku.md`, section 5).
pub const BASE_BACKUP_RATE: u64 = 10_000_000;

/// A new follower counts as caught up from here on (seed, "Create follower": "within 200
/// commits").
pub const CAUGHT_UP_COMMITS: u64 = 200;

/// How long a server takes to come up again once its machine does: 0.25 to 0.55 s, measured
/// (sections g and i), and as long again for its WAL since the last checkpoint.
pub const CRASH_RECOVERY: SimDuration = SimDuration::from_secs(1);

/// How many bytes `rate` bytes a second move in `length`.
pub fn bytes_in(rate: u64, length: SimDuration) -> u64 {
    scale(rate, length.micros(), 1_000_000)
}

/// How long `bytes` take at `rate` bytes a second.
pub fn time_for(bytes: u64, rate: u64) -> SimDuration {
    SimDuration::from_micros(scale(bytes, 1_000_000, rate.max(1)))
}

/// The one-way delay of a link in one tick: up to a fifth more or less than its latency.
pub fn latency(chance: Chance, link: Key, base: SimDuration, tick: u64) -> SimDuration {
    let per_mille = chance.between(Cause::Link(link), tick, 800, 1_200);
    SimDuration::from_micros(scale(base.micros(), per_mille, 1_000))
}

/// What a leader puts on the wire in the tick that begins at `from`: all it has written and not
/// sent, as far as the bandwidth goes (laws A1, E1, G4). WAL is one queue, in order.
pub fn send(
    sent: Lsn,
    written: Lsn,
    rate: u64,
    from: SimTime,
    latency: SimDuration,
) -> Option<Flight> {
    let waiting = written.0.saturating_sub(sent.0);
    let room = bytes_in(rate, TICK);
    let bytes = waiting.min(room);
    // Commits come evenly through the tick and leave as they come; only a full wire is shorter
    // than the tick, never longer.
    let flight = Flight {
        from: sent,
        to: Lsn(sent.0 + bytes),
        sent_from: from,
        sent_to: from + TICK,
        latency,
    };
    (bytes > 0).then_some(flight)
}

/// How far the WAL on the wire has arrived at `now` (law A1: as old as the link is long).
pub fn arrived(flight: &Flight, now: SimTime) -> Lsn {
    let (first, last) = (flight.arrives_from(), flight.arrives_to());
    if now >= last {
        flight.to
    } else if now <= first {
        flight.from
    } else {
        let bytes = flight.to.0 - flight.from.0;
        let share = now.since(first).micros();
        Lsn(flight.from.0 + scale(bytes, share, last.since(first).micros()))
    }
}

/// How far replay gets in a tick: single-threaded, in order, bounded in bytes by the server's
/// speed (laws A3, A4), by what has been received, and by the first record it must wait for
/// (section b, rule 1).
pub fn replay(replayed: Lsn, received: Lsn, speed: u64, hold: Option<Lsn>) -> Lsn {
    let most = Lsn(replayed.0 + bytes_in(speed, TICK));
    let limit = hold.map_or(received, |hold| hold.min(received));
    // A hold behind the replayed position stops replay; it never takes anything back.
    limit.min(most).max(replayed)
}

/// The number of the last commit that can be replayed while a snapshot taken after
/// `snapshot_commits` is held: replay stops at the first record that conflicts with it, not at
/// the query's start (section b, rules 1 and 2).
pub fn last_before_conflict(snapshot_commits: u64) -> u64 {
    snapshot_commits + COMMITS_TO_CONFLICT
}

/// Whether a follower that lost its leader at `lost` asks again in the tick that begins at `now`:
/// at once, then every five seconds (law G2).
pub fn asks_again(lost: SimTime, now: SimTime) -> bool {
    now.since(lost).micros() % RETRY.micros() < TICK.micros()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATENCY: SimDuration = SimDuration::from_millis(30);

    #[test]
    fn sending_is_bounded_by_the_bandwidth() {
        let at = SimTime::from_secs(1);
        let flight = send(Lsn(100), Lsn(5_100), 10_000, at, LATENCY).expect("there is WAL to send");
        assert_eq!((flight.from, flight.to), (Lsn(100), Lsn(1_100)));
        assert_eq!(send(Lsn(100), Lsn(100), 10_000, at, LATENCY), None);
    }

    #[test]
    fn wal_arrives_a_latency_after_it_was_sent() {
        let at = SimTime::from_secs(1);
        let flight = send(Lsn(0), Lsn(1_000), 1_000_000, at, LATENCY).expect("there is WAL");
        let after = |millis| at + SimDuration::from_millis(millis);
        assert_eq!(arrived(&flight, after(30)), Lsn(0));
        assert_eq!(arrived(&flight, after(80)), Lsn(500));
        assert_eq!(arrived(&flight, after(130)), Lsn(1_000));
    }

    #[test]
    fn replay_never_passes_what_was_received_nor_a_conflict_nor_goes_back() {
        assert_eq!(replay(Lsn(0), Lsn(500), 1_000_000, None), Lsn(500));
        assert_eq!(replay(Lsn(0), Lsn(500), 1_000, None), Lsn(100));
        assert_eq!(replay(Lsn(0), Lsn(500), 1_000_000, Some(Lsn(200))), Lsn(200));
        assert_eq!(replay(Lsn(300), Lsn(500), 1_000_000, Some(Lsn(200))), Lsn(300));
    }

    #[test]
    fn a_lost_leader_is_asked_for_every_five_seconds() {
        let lost = SimTime::from_secs(10);
        let asked: Vec<u64> = (0..120)
            .map(|tick| lost + TICK * tick)
            .filter(|now| asks_again(lost, *now))
            .map(|now| now.since(lost).secs())
            .collect();
        assert_eq!(asked, [0, 5, 10]);
    }

    #[test]
    fn a_link_keeps_within_a_fifth_of_its_latency() {
        let chance = Chance::new(3);
        let key = Key::of("WHITE");
        let all = (0..500).map(|tick| latency(chance, key, LATENCY, tick).micros());
        let (low, high) = all.fold((u64::MAX, 0), |(low, high), us| (low.min(us), high.max(us)));
        assert!((24_000..25_000).contains(&low) && (35_000..=36_000).contains(&high));
    }
}
