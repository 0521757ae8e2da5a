//! A1 to A4: under a steady load.

use super::*;

#[test]
fn a1_behind_by_is_rate_times_age() {
    // Rate, one-way delay, commits behind as measured.
    for (rate, way, measured) in [(300, "20ms", 6.2), (700, "50ms", 35.9), (300, "100ms", 30.3)] {
        let mut fleet = Fleet::updating(rate).followed_by("WHITE", way);
        fleet.passes("10s");
        let age = length(way) + WAKE;
        assert_eq!(fleet.bytes_behind("WHITE"), commits_in(rate * UPDATE, age), "{way}");
        assert_eq!(fleet.behind_by("WHITE"), commits_in(rate, age), "{way}");
        assert!((fleet.behind_by("WHITE") as f64 - measured).abs() < 1.0, "{way}");
        assert_eq!(fleet.behind("WHITE").not_replayed, 0, "replay adds nothing");
    }
    let mut fleet = Fleet::updating(303).followed_by("WHITE", "0ms");
    fleet.settings("WHITE").recovery_min_apply_delay = length("5s");
    fleet.passes("20s");
    assert_eq!(fleet.behind_by("WHITE"), 303 * 5, "measured: 1,517");
    assert!(fleet.behind("WHITE").not_received <= 1);
}

#[test]
fn a2_gauges_show_a_round_trip_and_the_time_since_the_last_commit() {
    let mut fleet = Fleet::updating(300).followed_by("WHITE", "100ms");
    fleet.passes("10s");
    let confirmed = |fleet: &Fleet| {
        let link = &fleet.server("WHITE").following().expect("it follows").link;
        fleet.sim.timelines().commits_at(fleet.timeline("LAVENDER"), link.confirmed)
    };
    let unconfirmed = fleet.held("LAVENDER") - confirmed(&fleet);
    assert_eq!(unconfirmed, commits_in(300, (length("100ms") + WAKE) * 2), "200 ms of lag");
    assert_eq!(fleet.behind_by("WHITE"), 31, "100 ms of age");

    fleet.rate = 0;
    fleet.passes("20s");
    assert_eq!((fleet.behind_by("WHITE"), fleet.held("LAVENDER") - confirmed(&fleet)), (0, 0));
    let last = fleet.sim.timelines().time_of(fleet.timeline("WHITE"), fleet.seen("WHITE"));
    let since = fleet.sim.now().since(last.expect("it is remembered"));
    assert!(since >= length("20s") && since < length("20100ms"), "it looks late and is not");

    let mut big = Fleet::updating(300).of_bytes(5_926).followed_by("WHITE", "100ms");
    big.passes("10s");
    assert_eq!(big.behind_by("WHITE"), 31);
    assert_eq!(big.bytes_behind("WHITE"), commits_in(300 * 5_926, length("100ms") + WAKE));
}

#[test]
fn a3_replay_is_single_threaded_and_bounded_in_bytes() {
    for (bytes, commits_a_second) in [(176, 5_681), (2_500, 400)] {
        let mut fleet = Fleet::updating(1_000).of_bytes(bytes).followed_by("WHITE", "0ms");
        fleet.replays_at("WHITE", 1_000_000);
        fleet.pause_replay("WHITE", true);
        fleet.passes("60s");
        assert_eq!((fleet.seen("WHITE"), fleet.behind("WHITE").not_received), (0, 1));
        fleet.rate = 0;
        fleet.pause_replay("WHITE", false);
        for tick in 1..=50 {
            fleet.tick();
            assert_eq!(fleet.server("WHITE").replayed.0, tick * 100_000, "a straight line");
        }
        assert_eq!(fleet.seen("WHITE") / 5, commits_a_second);
    }
}

#[test]
fn a4_a_slow_follower_receives_all_and_falls_behind_by_what_it_cannot_replay() {
    // Commits a second that come, and that it can replay.
    for (comes, replays) in [(500, 100), (3_000, 100), (6_500, 60), (500, 600)] {
        let mut fleet = Fleet::updating(comes).followed_by("WHITE", "0ms");
        fleet.replays_at("WHITE", replays * UPDATE);
        fleet.passes("10s");
        let (before, received) = (fleet.behind_by("WHITE"), fleet.held("WHITE"));
        fleet.passes("20s");
        let slope = (fleet.behind_by("WHITE") - before) / 20;
        assert_eq!(slope, comes.saturating_sub(replays));
        assert_eq!(fleet.held("WHITE") - received, comes * 20, "receiving keeps pace");
    }
}
