//! H3 to H5: synchronous commit.

use super::*;

#[test]
fn h3_a_synchronous_commit_takes_a_round_trip_and_is_never_lost() {
    // The way, and the milliseconds that a commit took as measured.
    for (way, measured) in [("0ms", 1.47), ("10ms", 21.5), ("40ms", 81.7)] {
        for level in [SyncLevel::Received, SyncLevel::Replayed] {
            let fleet = Fleet::updating(10_000).followed_by("WHITE", way);
            let mut local = fleet.clone();
            let mut fleet = fleet.waiting_for(&["WHITE"], level);
            fleet.passes("6s");
            assert_eq!(fleet.waiting(), commits_in(10_000, (length(way) + WAKE) * 2), "{level:?}");
            let millis = fleet.waiting() as f64 / 10.0;
            assert!((millis - measured).abs() < 0.5, "{millis} ms, not {measured}");
            let acknowledged = fleet.lose_leader();
            assert!(acknowledged <= fleet.held("WHITE"), "nothing that a client knows of is lost");

            local.passes("6s");
            assert_eq!(local.waiting(), 0, "local waits for nobody");
        }
    }
}

#[test]
fn h4_under_remote_apply_a_query_that_holds_replay_holds_commits() {
    for (level, rate, stands) in
        [(SyncLevel::Replayed, 294, true), (SyncLevel::Received, 304, false)]
    {
        let fleet = Fleet::updating(rate).followed_by("WHITE", "0ms");
        let mut fleet = fleet.waiting_for(&["WHITE"], level);
        fleet.passes("6s");
        fleet.queries("WHITE", "16s");
        fleet.passes("200ms");
        let acknowledged = fleet.acknowledged();
        fleet.passes("15800ms");
        let since = fleet.acknowledged() - acknowledged;
        if stands {
            assert_eq!(since, 0, "0.0 a second");
        } else {
            assert!(since.abs_diff(rate * 158 / 10) <= 1, "as if there were no query");
        }
        assert!(fleet.behind("WHITE").not_replayed > rate * 15);
        fleet.passes("1200ms");
        assert!(fleet.waiting() <= 1, "and then all of them");
    }
}

#[test]
fn h5_with_the_only_synchronous_follower_away_commits_hang() {
    let fleet = Fleet::updating(304).followed_by("WHITE", "0ms").followed_by("BLACK", "0ms");
    let mut only = fleet.clone().waiting_for(&["WHITE"], SyncLevel::Received);
    let mut either = fleet.waiting_for(&["WHITE", "BLACK"], SyncLevel::Received);
    for fleet in [&mut only, &mut either] {
        fleet.passes("6s");
        fleet.cut_link("WHITE", "15s");
    }
    let acknowledged = only.acknowledged();
    for _ in 0..150 {
        only.tick();
        either.tick();
        assert_eq!(only.acknowledged(), acknowledged, "0 a second");
        assert!(either.waiting() <= 1, "no dent");
    }
    assert_eq!(only.waiting(), 304 * 15 + 1);
    only.passes("300ms");
    assert!(only.waiting() <= 1, "until it returns");

    only.sim.stop(ServerId(1), SimTime::ZERO + length("1h"));
    let acknowledged = only.acknowledged();
    only.passes("10s");
    assert_eq!(only.acknowledged(), acknowledged);
}
