//! b1 to b9 and C1: a snapshot on a follower, and how long replay waits for it.

use super::*;
use follower_playground::sim::law::ConflictCause;

/// Commits from a query's start to where it holds replay: 28 after what it sees, which some of
/// those on the wire are.
fn until_held(rate: u64) -> u64 {
    Parameters::MEASURED.commits_to_conflict - commits_in(rate, WAKE)
}

#[test]
fn b1_replay_stops_at_the_first_conflicting_record_not_at_the_querys_start() {
    let mut fleet = Fleet::inserting(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    fleet.queries("WHITE", "16s");
    fleet.passes("3s");
    fleet.deletes();
    fleet.passes("4s");
    assert!(fleet.most_behind <= 1 && !fleet.waits("WHITE"), "7 s into the query nothing waits");
    let vacuumed = fleet.vacuums();
    fleet.passes("100ms");
    assert_eq!(
        (fleet.hold("WHITE").at, fleet.hold("WHITE").why),
        (vacuumed, ConflictCause::Snapshot)
    );
    fleet.passes("6900ms");
    assert_eq!(fleet.behind_by("WHITE"), 500 * 7);
}

#[test]
fn b2_updates_conflict_without_vacuum_and_inserts_do_not() {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    let (begun, sees) = (fleet.sim.now(), fleet.seen("WHITE"));
    fleet.queries("WHITE", "20s");
    fleet.passes("100ms");
    assert!(fleet.hold("WHITE").since.since(begun) < ms(100), "within a tenth of a second");
    assert_eq!(fleet.seen("WHITE"), sees + 28);
    fleet.passes("10s");
    assert_eq!(fleet.seen("WHITE"), sees + 28);

    let mut fleet = Fleet::inserting(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    fleet.queries("WHITE", "20s");
    fleet.passes("19s");
    assert!(fleet.most_behind <= 1);
}

#[test]
fn b3_a_conflict_is_of_the_whole_database_and_of_snapshots_that_are_old_enough() {
    let other_table = Some(2);
    // What is written, what is kept open, and whether it began before the rows were deleted.
    for (prunes, session, is_older, waits) in [
        (true, SessionState::IdleWithSnapshot, true, true),
        (true, SessionState::Running, true, true),
        (true, SessionState::Idle, true, false),
        (false, SessionState::Running, true, true),
        (false, SessionState::Running, false, false),
        (false, SessionState::Idle, true, false),
    ] {
        let mut fleet = Fleet { prunes, ..Fleet::updating(500) }.followed_by("WHITE", "0ms");
        fleet.passes("6s");
        let begins = |fleet: &mut Fleet| fleet.begins("WHITE", session, other_table, None);
        if is_older {
            begins(&mut fleet);
        }
        fleet.deletes();
        fleet.passes("3s");
        if !is_older {
            begins(&mut fleet);
        }
        fleet.vacuums();
        fleet.passes("2s");
        assert_eq!(fleet.waits("WHITE"), waits, "{prunes} {session:?} {is_older}");
        assert_eq!(fleet.behind_by("WHITE") > 900, waits);
    }
}

#[test]
fn b4_while_replay_waits_wal_is_received_as_before() {
    // Rate, seconds, the most that it was behind as measured, half a second of polling included.
    for (rate, secs, measured) in [
        (98, 20, 1_997),
        (510, 20, 10_523),
        (493, 20, 9_931),
        (1_007, 30, 30_442),
        (2_009, 40, 81_922),
        (307, 25, 7_668),
    ] {
        let mut fleet = Fleet::updating(rate).followed_by("WHITE", "0ms");
        fleet.passes("6s");
        fleet.idles("WHITE");
        fleet.passes("1s");
        let held_at = fleet.seen("WHITE");
        for second in 2..=secs {
            fleet.passes("1s");
            let behind = fleet.behind("WHITE");
            assert_eq!(behind.commits(), rate * second - until_held(rate), "the slope is the rate");
            let on_the_wire = commits_in(rate, WAKE);
            assert_eq!((behind.not_received, fleet.seen("WHITE")), (on_the_wire, held_at));
        }
        let behind = fleet.behind_by("WHITE");
        assert!((behind..=behind + rate).contains(&measured), "{behind} of {measured}");
    }
}

#[test]
fn b5_replay_resumes_at_its_next_look() {
    let mut before = Fleet::updating(300).followed_by("WHITE", "0ms");
    before.replays_at("WHITE", 60_000);
    before.passes("6s");
    let mut fleet = before.clone();
    fleet.idles("WHITE");
    fleet.passes("100ms");
    let begun = before.sim.now();
    let until_held = fleet.hold("WHITE").since.since(begun);
    // Sleeps of 1, 2, 4 … 512 ms, and then of a second: when the query is gone, and the next look.
    for (gone, look) in [
        (20, 31),
        (31, 31),
        (100, 127),
        (128, 255),
        (500, 511),
        (512, 1_023),
        (1_500, 2_023),
        (2_024, 3_023),
        (20_000, 20_023),
    ] {
        let mut fleet = before.clone();
        fleet.begins("WHITE", SessionState::Running, None, Some(until_held + ms(gone)));
        fleet.passes("100ms");
        let since = fleet.hold("WHITE").since;
        let waited = fleet.frees("WHITE").since(since);
        assert_eq!((waited.micros() + 500) / 1_000, look, "gone after {gone} ms");
    }
}

#[test]
fn b6_catch_up_takes_a_fifth_of_a_second_and_is_as_fast_as_the_dial() {
    for (rate, lasts) in [(500, "20s"), (2_000, "40s")] {
        let mut fleet = Fleet::updating(rate).followed_by("WHITE", "0ms");
        fleet.passes("6s");
        fleet.queries("WHITE", lasts);
        fleet.passes(lasts);
        fleet.wait_until("replay goes on", |fleet| !fleet.waits("WHITE"));
        fleet.passes("200ms");
        let behind = fleet.behind_by("WHITE");
        assert_eq!(behind, commits_in(rate, WAKE), "of {}", fleet.most_behind);
    }
    let mut fleet = Fleet::updating(2_000).followed_by("WHITE", "0ms");
    fleet.replays_at("WHITE", 10 * 2_000 * UPDATE);
    fleet.passes("6s");
    fleet.queries("WHITE", "40s");
    fleet.passes("40s");
    let freed = fleet.frees("WHITE");
    fleet.wait_until("it has caught up", |fleet| fleet.behind_by("WHITE") <= 2);
    let took = fleet.sim.now().since(freed).micros() / 1_000;
    assert!((4_400..=4_600).contains(&took), "40 s at ten times the rate: {took} ms");
}

#[test]
fn b7_cancelling_does_nothing_to_an_idle_transaction() {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    let running = fleet.queries("WHITE", "1h");
    fleet.passes("5s");
    assert!(fleet.cancel("WHITE", running) && !fleet.has("WHITE", running));
    fleet.passes("1100ms");
    assert!(fleet.behind_by("WHITE") <= 1);

    let idle = fleet.idles("WHITE");
    fleet.passes("5s");
    assert!(fleet.cancel("WHITE", idle), "it says that it has been cancelled");
    fleet.passes("5s");
    assert!(fleet.has("WHITE", idle) && fleet.waits("WHITE"));
    assert_eq!(fleet.behind_by("WHITE"), 500 * 10 - until_held(500));
    assert!(fleet.terminate("WHITE", idle) && !fleet.has("WHITE", idle));
    fleet.passes("1100ms");
    assert!(fleet.behind_by("WHITE") <= 1);
    assert!(!fleet.cancel("WHITE", idle) && !fleet.terminate("WHITE", idle));
}

#[test]
fn b8_readers_that_overlap_starve_replay() {
    let mut fleet = Fleet::updating(501).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    let before = fleet.seen("WHITE");
    for _ in 0..13 {
        fleet.queries("WHITE", "4s");
        fleet.passes("2s");
    }
    let queries = &fleet.server("WHITE").queries;
    assert!(queries.iter().all(|query| query.age(fleet.sim.now()) <= length("4s")));
    let replayed = fleet.seen("WHITE") - before;
    assert!(replayed < 26 * 15, "{replayed} in 26 s; measured: 4.5 a second");
    assert!(fleet.behind_by("WHITE") > 12_600, "measured: 13,144");
}

#[test]
fn b9_a_query_holds_replay_on_its_own_follower_alone() {
    let fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    let mut fleet = fleet.followed_by("BLACK", "0ms");
    fleet.passes("6s");
    fleet.queries("WHITE", "1h");
    for _ in 0..22 {
        fleet.passes("1s");
        assert!(fleet.behind_by("BLACK") <= 5 && !fleet.waits("BLACK"));
    }
    assert_eq!(fleet.behind_by("WHITE"), 500 * 22 - until_held(500), "measured: 11,003");
}

/// A follower with `max_standby_streaming_delay`, six seconds old.
fn with_budget(delay: &str) -> Fleet {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    fleet.settings("WHITE").max_standby_streaming_delay = Some(length(delay));
    fleet.passes("6s");
    fleet
}

#[test]
fn c1_the_delay_is_a_budget_since_replay_was_last_caught_up() {
    for session in [SessionState::Running, SessionState::IdleWithSnapshot] {
        let mut fleet = with_budget("5s");
        fleet.replays_at("WHITE", 100_000);
        let pid = fleet.begins("WHITE", session, None, Some(length("25s")));
        fleet.passes("3s");
        let since = fleet.hold("WHITE").since;
        let second = fleet.queries("WHITE", "20s");
        let waited = fleet.frees("WHITE").since(since).micros();
        // Both wait at records that lie 28 commits apart, which this replay needs 50 ms for.
        assert!((5_023_000..5_100_000).contains(&waited), "{waited}: the first look past 5 s");
        fleet.passes("100ms");
        assert!(!fleet.has("WHITE", pid) && !fleet.has("WHITE", second));
        let (first, second) = (fleet.lived("WHITE", pid).1, fleet.lived("WHITE", second).1);
        assert_eq!(first, Some(ms(5_100)));
        assert!(
            second.is_some_and(|lived| lived <= ms(2_200)),
            "{second:?}: the innocent dies too"
        );
        assert!(fleet.most_behind < 500 * 6, "never more than the delay and a look");
    }
}

#[test]
fn c1_short_queries_die_for_those_before_them() {
    let mut fleet = with_budget("5s");
    let readers: Vec<u32> = (0..12)
        .map(|_| {
            let pid = fleet.queries("WHITE", "3s");
            fleet.passes("1s");
            pid
        })
        .collect();
    fleet.passes("5s");
    // Seconds that readers lived of whom one came each second, as measured; 3 are their own end.
    let measured = [3.0, 3.0, 3.0, 2.05, 1.06, 0.047, 3.0, 3.0, 3.0];
    for (at, (pid, measured)) in readers.into_iter().zip(measured).enumerate() {
        let (ended, cancelled) = fleet.lived("WHITE", pid);
        assert_eq!(ended.is_some(), measured == 3.0, "reader {at}");
        let lived = ended.or(cancelled).map_or(0.0, |lived| lived.micros() as f64 / 1e6);
        // To a tick, and to the phase of the looks.
        assert!((lived - measured).abs() <= 0.2, "reader {at} lived {lived} s, not {measured}");
    }
    assert!(fleet.most_behind <= 500 * 6);
}

#[test]
fn c1_a_query_within_the_delay_lives_and_without_any_delay_none_does() {
    let mut fleet = with_budget("5s");
    let pid = fleet.queries("WHITE", "3s");
    fleet.passes("10s");
    assert_eq!(fleet.lived("WHITE", pid), (Some(length("3s")), None));
    // Measured: a pause of 3.29 s, 1,584 behind.
    assert!((1_470..=2_000).contains(&fleet.most_behind), "{}", fleet.most_behind);

    let mut fleet = with_budget("0s");
    let pid = fleet.queries("WHITE", "20s");
    fleet.passes("5s");
    assert_eq!(fleet.lived("WHITE", pid), (None, Some(ms(100))));
    assert!(fleet.most_behind <= 6, "{}", fleet.most_behind);

    let mut fleet = with_budget("5s");
    fleet.settings("WHITE").max_standby_streaming_delay = None;
    let pid = fleet.queries("WHITE", "100s");
    fleet.passes("99s");
    assert!(fleet.has("WHITE", pid) && fleet.waits("WHITE"), "-1 waits for ever");
}
