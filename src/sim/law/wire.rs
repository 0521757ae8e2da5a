//! What a link does with WAL: laws [A1](docs/replication.md#a1), [A2](docs/replication.md#a2),
//! [E1](docs/replication.md#e1), [G2](docs/replication.md#g2), [G3](docs/replication.md#g3) and
//! [G4](docs/replication.md#g4).

use super::parameters::Parameters;
use super::sync::round_trip;
use crate::sim::arithmetic::{bytes_in, scale};
use crate::sim::chance::{Cause, Chance, Key};
use crate::sim::link::Flight;
use crate::sim::time::{SimDuration, SimTime, TICK};
use crate::sim::wal::Lsn;

/// The one-way delay of a link in the tick that begins at `now`: its latency give or take up to
/// `jitter` thousandths.
pub fn latency(
    chance: Chance,
    link: Key,
    base: SimDuration,
    jitter: u64,
    now: SimTime,
) -> SimDuration {
    let jitter = jitter.min(1_000);
    let drawn = chance.between(Cause::Link(link), now.ticks(), 1_000 - jitter, 1_000 + jitter);
    SimDuration::from_micros(scale(base.micros(), drawn, 1_000))
}

/// How many of the waiting bytes fit into `room` on the wire, where each commit takes a frame as
/// well (law G4: small commits get 0.86 of the bandwidth, bulk nearly all of it).
pub fn payload(room: u64, waiting: u64, commits: u64, framing: u64) -> u64 {
    let frames = commits.saturating_mul(framing);
    scale(room, waiting, waiting.saturating_add(frames).max(1))
}

/// What a leader sends from `from` to `to`: all that it has written and not sent, as far as `rate`
/// goes. WAL is one queue, so a small commit waits behind bulk (laws A1, E1).
pub fn send(
    cursor: Lsn,
    written: Lsn,
    rate: u64,
    (from, to): (SimTime, SimTime),
    latency: SimDuration,
) -> Option<Flight> {
    let waiting = written.0.saturating_sub(cursor.0);
    let bytes = waiting.min(bytes_in(rate, to.since(from)));
    // Commits come evenly through the tick and leave as they come.
    let end = Lsn(cursor.0 + bytes);
    let flight = Flight { from: cursor, to: end, sent_from: from, sent_to: to, latency };
    (bytes > 0).then_some(flight)
}

/// The position up to which a flight has arrived at `now`: a latency after it was sent (law A1).
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

/// The position that the leader knows at `now` to have arrived: a round trip after it was sent,
/// which is what a dashboard shows as replay lag (law A2).
pub fn confirmed(flight: &Flight, now: SimTime) -> Lsn {
    arrived(&Flight { latency: round_trip(flight.latency), ..*flight }, now)
}

/// When, in the tick that begins at `now`, a follower that lost its leader at `lost` asks for it:
/// at once, then every five seconds (law G2).
pub fn next_retry(lost: SimTime, now: SimTime, parameters: &Parameters) -> Option<SimTime> {
    let first = lost + parameters.attempt;
    let period = (parameters.retry + parameters.attempt).micros().max(1);
    let attempts = now.since(first).micros().div_ceil(period);
    let next = first + SimDuration::from_micros(attempts * period);
    (next < now + TICK).then_some(next.max(now))
}

/// How long it takes from a leader's answer to its first WAL (law G2).
pub fn handshake(latency: SimDuration, parameters: &Parameters) -> SimDuration {
    latency * parameters.handshake_trips
}

/// Where streaming begins again for a follower that has received up to `received`: at the start of
/// the WAL segment, so that up to 16 MB are sent a second time (law G3).
pub fn resumes_from(received: Lsn, segment: u64) -> Lsn {
    Lsn(received.0 - received.0 % segment.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATENCY: SimDuration = SimDuration::from_millis(30);

    fn tick_at(secs: u64) -> (SimTime, SimTime) {
        (SimTime::from_secs(secs), SimTime::from_secs(secs) + TICK)
    }

    #[test]
    fn sending_is_bounded_by_the_bandwidth() {
        let flight = send(Lsn(100), Lsn(5_100), 10_000, tick_at(1), LATENCY).expect("there is WAL");
        assert_eq!((flight.from, flight.to), (Lsn(100), Lsn(1_100)));
        assert_eq!(send(Lsn(100), Lsn(100), 10_000, tick_at(1), LATENCY), None);
    }

    #[test]
    fn wal_arrives_a_latency_after_it_was_sent_and_is_confirmed_after_two() {
        let flight =
            send(Lsn(0), Lsn(1_000), 1_000_000, tick_at(1), LATENCY).expect("there is WAL");
        let after = |millis| SimTime::from_secs(1) + SimDuration::from_millis(millis);
        assert_eq!(arrived(&flight, after(30)), Lsn(0));
        assert_eq!(arrived(&flight, after(80)), Lsn(500));
        assert_eq!(arrived(&flight, after(130)), Lsn(1_000));
        assert_eq!(confirmed(&flight, after(110)), Lsn(500));
    }

    #[test]
    fn a_lost_leader_is_asked_for_every_five_seconds() {
        let lost = SimTime::from_micros(10_030_000);
        let ticks = (100..220).map(|tick| SimTime::ZERO + TICK * tick);
        let attempts: Vec<u64> = ticks
            .filter_map(|now| next_retry(lost, now, &Parameters::MEASURED))
            .map(|moment| moment.since(lost).micros() / 1_000_000)
            .collect();
        assert_eq!(attempts, [0, 5, 10]);
    }

    #[test]
    fn frames_take_a_seventh_of_small_commits_and_nothing_of_bulk() {
        assert_eq!(payload(1_000, 17_600, 100, 29), 858);
        assert_eq!(payload(1_000, 120_000_000, 1, 29), 999);
        assert_eq!(payload(1_000, 17_600, 100, 0), 1_000);
    }

    #[test]
    fn jitter_is_within_a_fifth_of_the_latency() {
        let chance = Chance::new(3);
        let key = Key::of("WHITE");
        let now = |tick| SimTime::ZERO + TICK * tick;
        let all = (0..500).map(|tick| latency(chance, key, LATENCY, 200, now(tick)).micros());
        let (low, high) = all.fold((u64::MAX, 0), |(low, high), us| (low.min(us), high.max(us)));
        assert!((24_000..25_000).contains(&low) && (35_000..=36_000).contains(&high));
    }
}
