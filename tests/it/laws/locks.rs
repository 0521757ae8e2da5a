//! f: ACCESS EXCLUSIVE.

use super::*;
use follower_playground::sim::law::ConflictCause;

const TABLE: u32 = 1;
const OTHER: u32 = 2;

/// Six seconds in, a transaction on WHITE has touched TABLE and keeps no snapshot; then LAVENDER
/// locks a table.
fn locked(table: u32, delay: Option<&str>, lasts: Option<SimDuration>) -> (Fleet, u32, Lsn) {
    let mut fleet = Fleet::updating(297).followed_by("WHITE", "0ms");
    fleet.replays_at("WHITE", 60_000);
    fleet.settings("WHITE").max_standby_streaming_delay = delay.map(length);
    fleet.passes("6s");
    let pid = fleet.begins("WHITE", SessionState::Idle, Some(TABLE), lasts);
    fleet.passes("2s");
    assert!(!fleet.waits("WHITE"));
    let at = fleet.locks(table);
    fleet.passes("1s");
    (fleet, pid, at)
}

#[test]
fn f_a_lock_waits_for_whoever_has_touched_the_table_and_goes_on_at_once() {
    let (mut fleet, _, at) = locked(TABLE, None, Some(length("15237ms")));
    assert_eq!((fleet.hold("WHITE").at, fleet.hold("WHITE").why), (at, ConflictCause::Lock));
    let (seen, behind) = (fleet.seen("WHITE"), fleet.behind_by("WHITE"));
    fleet.passes("10s");
    assert_eq!(fleet.behind_by("WHITE") - behind, 2_970, "the slope is the rate, for all tables");
    assert_eq!((fleet.seen("WHITE"), fleet.behind("WHITE").not_received), (seen, 1));
    let freed = fleet.frees("WHITE").micros();
    assert!(freed.abs_diff(6_000_000 + 15_237_000) < 100, "no look once a second: {freed}");

    let (fleet, ..) = locked(OTHER, None, None);
    assert!(!fleet.waits("WHITE"), "it has not touched this one");
    let mut fleet = Fleet::updating(297).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    fleet.locks(TABLE);
    fleet.passes("10s");
    assert!(fleet.most_behind <= 2, "nobody has");
}

#[test]
fn f_the_delay_ends_a_wait_for_a_lock_to_the_millisecond() {
    for (delay, measured) in [("5s", 5_000), ("3s", 3_005)] {
        let (mut fleet, pid, _) = locked(TABLE, Some(delay), None);
        let since = fleet.hold("WHITE").since;
        let waited = fleet.frees("WHITE").since(since).micros() / 1_000;
        assert!(waited.abs_diff(measured) <= 6, "{waited} ms, measured {measured}");
        assert!(!fleet.has("WHITE", pid));
    }
}
