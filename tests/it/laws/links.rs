//! E1 and G1 to G5: bulk, cut and silent and narrow links, and slots.

use super::*;

#[test]
fn e1_small_commits_wait_behind_bulk() {
    // Bandwidth, and the most commits that were behind, as measured: 200 a second for as long as
    // the bytes before them take.
    for (bandwidth, measured) in [(20_000_000, 1_112), (8_000_000, 2_914)] {
        let mut fleet = Fleet::updating(200).over("WHITE", "LAVENDER", "0ms", bandwidth);
        fleet.passes("5s");
        fleet.bulk(120_400_000, "600ms");
        fleet.passes("40s");
        let law = 200 * 120_400_000 / bandwidth - 200 * 6 / 10;
        assert!(fleet.most_behind.abs_diff(law) * 100 < law, "{} of {law}", fleet.most_behind);
        assert!(law.abs_diff(measured) * 30 < measured, "{law}, not {measured}");
        assert!(fleet.behind_by("WHITE") <= 1);
    }
    // A burst of small commits with an eighth of the bytes is eighty times as many commits.
    let mut fleet = Fleet::updating(20_000).over("WHITE", "LAVENDER", "0ms", 500_000);
    fleet.passes("5s");
    assert!(fleet.bytes_behind("WHITE") < 16_000_000 && fleet.most_behind > 80_000);
}

#[test]
fn g1_a_cut_link_stops_receiving_and_replay() {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    let (held, behind) = (fleet.held("WHITE"), fleet.behind_by("WHITE"));
    fleet.cut_link("WHITE", "30s");
    for second in 1..=30 {
        fleet.passes("1s");
        let now = fleet.behind("WHITE");
        assert_eq!((now.not_received, now.not_replayed), (behind + 500 * second, 0));
        assert_eq!((fleet.held("WHITE"), fleet.seen("WHITE")), (held, held));
        assert!(fleet.server("WHITE").answers(), "reads are served, and stale");
    }
}

/// How long after the end of a fault WAL flows again.
fn back_after(way: &str, cut: &str) -> SimDuration {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", way);
    fleet.passes("6s");
    fleet.cut_link("WHITE", cut);
    let healed = fleet.sim.now() + length(cut);
    fleet.passes("70s");
    let back = fleet.when(Event::LinkBack(ServerId(1))).expect("it comes back");
    assert!(fleet.behind("WHITE").not_received <= 14, "and catches up");
    // It is told at the end of the tick at whose beginning it is back.
    back.since(healed) - TICK
}

#[test]
fn g2_a_follower_asks_for_its_leader_every_five_seconds() {
    // The way, the cut as recorded, and when WAL came again after it, as measured.
    for (way, cut, measured) in [
        ("0ms", "30060ms", 5_040),
        ("0ms", "35060ms", 5_040),
        ("0ms", "45060ms", 5_000),
        ("25ms", "20060ms", 5_640),
        // No recording, but the same law: those that end just before a try.
        ("0ms", "30s", 45),
        ("0ms", "27s", 3_045),
        ("0ms", "1s", 4_024),
    ] {
        let back = back_after(way, cut).micros() / 1_000;
        assert!(back.abs_diff(measured) <= 100, "{cut}: {back} ms, not {measured}");
    }
}

#[test]
fn g2_a_silent_link_goes_on_at_once_and_is_given_up_after_a_minute() {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    fleet.silence_link("WHITE", "20s");
    fleet.passes("20s");
    assert_eq!(fleet.behind("WHITE").not_received, 10_001);
    fleet.passes("100ms");
    assert!(fleet.behind_by("WHITE") < 100, "measured: 0.11 s");
    assert_eq!(fleet.when(Event::LinkLost(ServerId(1))), None);

    fleet.passes("100ms");
    fleet.silence_link("WHITE", "1h");
    let silent = fleet.sim.now();
    fleet.passes("60s");
    assert_eq!(fleet.behind("WHITE").not_received, 30_001);
    fleet.passes("300ms");
    let lost = fleet.when(Event::LinkLost(ServerId(1))).expect("it is given up");
    assert_eq!(lost.since(silent), length("60100ms"));
    assert_eq!(fleet.behind_by("WHITE"), 1);
}

#[test]
fn g3_streaming_begins_again_at_the_start_of_a_piece_of_16_mb() {
    let fleet = Fleet::updating(100).of_bytes(10_000);
    let mut fleet = fleet.over("WHITE", "LAVENDER", "0ms", 2_000_000);
    fleet.passes("24s");
    fleet.cut_link("WHITE", "3s");
    let held = fleet.held("WHITE");
    fleet.wait_until("it is back", |fleet| fleet.when(Event::LinkBack(ServerId(1))).is_some());
    let back = fleet.sim.now();
    fleet.wait_until("something new comes", |fleet| fleet.held("WHITE") > held);
    let again = 24_000_000 - 16 * 1024 * 1024;
    let expected = again * 1_000 / 2_000_000;
    let took = fleet.sim.now().since(back).micros() / 1_000;
    assert!(took.abs_diff(expected) <= 150, "{took} ms for what had come before, not {expected}");
    fleet.passes("30s");
    assert!(fleet.behind_by("WHITE") <= 1);
}

#[test]
fn g4_every_commit_takes_a_frame_on_the_wire() {
    // Commits and bytes a second, and the payload as measured.
    for (rate, bandwidth, measured) in [
        (500, 60_000, 51_800),
        (1_500, 200_000, 172_600),
        (1_000, 90_000, 77_100),
        (800, 80_000, 69_700),
    ] {
        let mut fleet = Fleet::updating(rate).over("WHITE", "LAVENDER", "0ms", bandwidth);
        fleet.passes("10s");
        let (end, behind) = (fleet.server("WHITE").end.0, fleet.behind_by("WHITE"));
        fleet.passes("30s");
        let payload = (fleet.server("WHITE").end.0 - end) / 30;
        assert!(payload.abs_diff(bandwidth * 176 / 205) <= 10, "0.86 of it: {payload}");
        assert!(payload.abs_diff(measured) * 50 < measured, "{payload}, not {measured}");
        let slope = (fleet.behind_by("WHITE") - behind) / 30;
        assert!(slope.abs_diff(rate - payload / UPDATE) <= 1, "the rest is lag: {slope} a second");
    }
    let mut bulk = Fleet::updating(1).over("WHITE", "LAVENDER", "0ms", 60_000);
    bulk.bulk(3_000_000, "1s");
    bulk.passes("10s");
    assert!(bulk.server("WHITE").end.0 > 599_000, "a frame is nothing to bulk");
}

#[test]
fn g5_a_slot_keeps_wal_until_it_is_too_much() {
    let mut fleet = Fleet::updating(500).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    fleet.cut_link("WHITE", "35s");
    fleet.passes("35s");
    let kept = fleet.sim.wal_kept(ServerId(1)).expect("it follows");
    assert_eq!(kept.abs_diff(500 * 35 * UPDATE) / UPDATE, 0, "{kept}; measured: 3.14 MB");

    let mut fleet = Fleet::updating(100).of_bytes(140_000).followed_by("WHITE", "0ms");
    let leader = fleet.settings("LAVENDER");
    leader.max_slot_wal_keep_size = Some(48_000_000);
    leader.checkpoint_timeout = Some(length("1500ms"));
    fleet.passes("6s");
    fleet.cut_link("WHITE", "20s");
    fleet.passes("60s");
    // Past 48 MB after 3.43 s, so at the checkpoint of 10.5 s.
    assert_eq!(fleet.when(Event::SlotLost(ServerId(1))), Some(SimTime::ZERO + ms(10_600)));
    assert_eq!(fleet.when(Event::LinkBack(ServerId(1))), None, "it never comes back");
    assert_eq!(fleet.behind("WHITE").not_received, 6_001);
    assert!(fleet.server("WHITE").answers(), "reads are still served");
}
