//! D1 to D3: `hot_standby_feedback`.

use super::*;
use follower_playground::sim::law::ConflictCause;

fn with_feedback(rate: u64) -> Fleet {
    let mut fleet = Fleet::updating(rate).followed_by("WHITE", "0ms");
    fleet.settings("WHITE").hot_standby_feedback = true;
    fleet
}

#[test]
fn d1_feedback_moves_the_cost_to_the_leader() {
    // When a query of 30 s begins, and when the report comes that it is gone.
    for (rate, begins, reported) in [(500, "6s", 40), (503, "11s", 50), (1_508, "9s", 40)] {
        let mut fleet = with_feedback(rate);
        fleet.passes(begins);
        let (sees, pid) = (fleet.seen("WHITE"), fleet.queries("WHITE", "30s"));
        fleet.passes("60s");
        assert_eq!(fleet.most_behind, commits_in(rate, WAKE), "no pause");
        assert_eq!(fleet.lived("WHITE", pid), (Some(length("30s")), None), "and nobody cancelled");
        assert_eq!(fleet.most_dead_rows, rate * reported - sees);
        let (least, most) = (rate * 30, rate * 40 + 1);
        assert!((least..=most).contains(&fleet.most_dead_rows), "{}", fleet.most_dead_rows);
        assert!(fleet.sim.dead_rows(ServerId(0)) <= rate * 10 + 1, "and then it is over");
    }
    let mut fleet = with_feedback(500);
    fleet.passes("60s");
    assert_eq!(fleet.most_dead_rows, 500 * 10 + 1 - 50, "without a query; measured: 5,110");
    fleet.settings("WHITE").hot_standby_feedback = false;
    fleet.passes("10s");
    assert_eq!(fleet.sim.dead_rows(ServerId(0)), 0);
}

#[test]
fn d2_a_slot_keeps_the_horizon_while_the_follower_is_away() {
    let mut fleet = with_feedback(500);
    fleet.passes("19s");
    fleet.cut_link("WHITE", "25s");
    let mut without_slot = fleet.clone();
    fleet.passes("31s");
    // The report of 10 s holds until that of 50 s. Measured: 19,858.
    assert_eq!(fleet.sim.dead_rows(ServerId(0)), 500 * 40 + 1 - 50);
    fleet.passes("200ms");
    assert!(fleet.sim.dead_rows(ServerId(0)) <= 101);

    without_slot.settings("WHITE").without_slot = true;
    without_slot.passes("100ms");
    assert_eq!(without_slot.sim.dead_rows(ServerId(0)), 0);
}

#[test]
fn d3_feedback_does_not_prevent_lock_conflicts() {
    let mut fleet = with_feedback(300);
    fleet.passes("6s");
    fleet.begins("WHITE", SessionState::Running, Some(1), Some(length("8500ms")));
    fleet.passes("100ms");
    assert!(!fleet.waits("WHITE"));
    let locked = fleet.locks(1);
    fleet.passes("8300ms");
    assert_eq!((fleet.hold("WHITE").at, fleet.hold("WHITE").why), (locked, ConflictCause::Lock));
    assert_eq!(fleet.behind_by("WHITE"), 300 * 83 / 10);
    fleet.passes("200ms");
    assert!(fleet.behind_by("WHITE") <= 1, "measured: 8.5 s until the query's end");
}
