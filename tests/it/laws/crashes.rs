//! H1 and H2: the leader is lost.

use super::*;

/// Two followers that show the same: on WHITE replay waits, BLACK receives nothing.
fn equally_behind() -> (Fleet, u32) {
    let fleet = Fleet::inserting(500).followed_by("WHITE", "0ms");
    let mut fleet = fleet.followed_by("BLACK", "0ms");
    fleet.passes("9s");
    let pid = fleet.idles("WHITE");
    fleet.deletes();
    fleet.passes("1s");
    fleet.vacuums();
    fleet.cut_link("BLACK", "1h");
    fleet.passes("12s");
    // Nothing is on the wire to WHITE.
    fleet.rate = 0;
    fleet.passes("100ms");
    (fleet, pid)
}

#[test]
fn h1_only_what_was_not_received_is_lost() {
    let (mut fleet, pid) = equally_behind();
    let (white, black) = (fleet.behind("WHITE"), fleet.behind("BLACK"));
    assert_eq!((white.not_received, white.not_replayed), (0, 6_000));
    assert_eq!((black.not_received, black.not_replayed), (6_001, 0));
    let acknowledged = fleet.lose_leader();
    fleet.terminate("WHITE", pid);
    for (name, lost) in [("WHITE", 0), ("BLACK", 6_001)] {
        let mut fleet = fleet.clone();
        fleet.promote(name);
        fleet.until_writable(name);
        assert_eq!(acknowledged - fleet.seen(name), lost, "{name}");
    }
}

#[test]
fn h1_what_is_on_the_wire_is_lost_unless_it_is_delivered() {
    // Rate, way, and the commits lost as measured.
    for (rate, way, measured) in
        [(400, "20ms", 5..=9), (400, "100ms", 37..=41), (1_200, "40ms", 49..=50)]
    {
        let mut fleet = Fleet::updating(rate).followed_by("WHITE", way);
        fleet.passes("6s");
        let mut delivered = fleet.clone();
        let lost = fleet.lose_leader() - fleet.held("WHITE");
        assert_eq!(lost, commits_in(rate, length(way) + WAKE));
        assert!(measured.contains(&lost), "{lost}");
        fleet.passes("1s");
        assert_eq!(6 * rate - fleet.held("WHITE"), lost, "nothing comes afterwards");

        delivered.sim.deliver(ServerId(1));
        assert_eq!(delivered.lose_leader() - delivered.held("WHITE"), 0, "{way}");
    }
    let mut narrow = Fleet::updating(500).over("WHITE", "LAVENDER", "0ms", 60_000);
    narrow.passes("14s");
    let not_received = narrow.behind("WHITE").not_received;
    assert_eq!(narrow.lose_leader() - narrow.held("WHITE"), not_received);
    assert!((2_800..3_100).contains(&not_received), "{not_received}; measured: 2,919 and 3,038");
}

#[test]
fn h2_a_promotion_replays_what_was_received_and_waits_for_the_query() {
    let (mut fleet, pid) = equally_behind();
    let acknowledged = fleet.lose_leader();
    fleet.promote("WHITE");
    fleet.passes("25s");
    assert!(fleet.sim.takes_writes(fleet.id("WHITE")).is_err(), "25 s later it still waits");
    assert_eq!(acknowledged - fleet.seen("WHITE"), 6_000);
    fleet.terminate("WHITE", pid);
    assert!(fleet.until_writable("WHITE") <= ms(1_100), "measured: 0.12 s and 0.2 s");
    assert_eq!(fleet.seen("WHITE"), acknowledged);

    // The delay ends the query, and the wait with it: counted from when replay was caught up.
    let (mut fleet, pid) = equally_behind();
    fleet.settings("WHITE").max_standby_streaming_delay = Some(length("30s"));
    fleet.lose_leader();
    fleet.promote("WHITE");
    let (waited, cancelled) = (fleet.until_writable("WHITE"), fleet.lived("WHITE", pid).1);
    let (least, most) = (ms(30_000 - 12_100), ms(31_200 - 12_100));
    assert!(waited >= least && waited <= most && cancelled.is_some(), "{waited:?}");
}

#[test]
fn h2_a_promotion_lifts_a_pause_by_hand_and_else_takes_a_tenth_of_a_second() {
    let mut fleet = Fleet::updating(400).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    let mut at_once = fleet.clone();
    fleet.pause_replay("WHITE", true);
    fleet.passes("10100ms");
    let acknowledged = fleet.lose_leader();
    assert_eq!(fleet.behind("WHITE").not_replayed, 4_040);
    fleet.promote("WHITE");
    let took = fleet.until_writable("WHITE");
    assert!(took >= ms(900) && took <= ms(1_100), "{took:?}; measured: 1.1 s");
    assert!(acknowledged - fleet.seen("WHITE") <= 1, "all that was received");

    at_once.lose_leader();
    at_once.promote("WHITE");
    assert_eq!(at_once.until_writable("WHITE"), ms(100), "measured: 0.103 to 0.118 s");
}
