//! i and j: who leads, who follows whom, and who cannot any more.

use super::*;

fn wire() -> LinkSpec {
    LinkSpec { latency: SimDuration::ZERO, bandwidth: WIDE }
}

fn leader_of(fleet: &Fleet, name: &str) -> Option<ServerId> {
    fleet.server(name).following().map(|following| following.leader)
}

#[test]
fn i_nobody_else_is_repointed_at_a_promotion() {
    let fleet = Fleet::updating(400).followed_by("WHITE", "0ms");
    let mut fleet = fleet.followed_by("BLACK", "0ms");
    fleet.passes("6s");
    fleet.lose_leader();
    let first = fleet.timeline("BLACK");
    fleet.promote("WHITE");
    assert_eq!(fleet.until_writable("WHITE"), ms(100), "measured: 0.103 to 0.118 s");
    let second = fleet.timeline("WHITE");
    let fork = fleet.sim.timelines().get(second).fork.map(|(from, point)| (from, point.commits));
    assert_eq!(fork, Some((first, fleet.held("WHITE"))), "timeline 2 leaves where WHITE stood");

    fleet.writer = fleet.id("WHITE");
    let held = fleet.held("BLACK");
    fleet.passes("30s");
    assert_eq!((leader_of(&fleet, "BLACK"), fleet.held("BLACK")), (Some(ServerId(0)), held));
    assert!(fleet.timeline("BLACK") == first && fleet.server("BLACK").answers(), "stale reads");

    let (black, white) = (fleet.id("BLACK"), fleet.id("WHITE"));
    assert_eq!(fleet.sim.follow(black, white, wire()), Ok(()));
    fleet.passes("300ms");
    assert_eq!((fleet.timeline("BLACK"), fleet.behind_by("BLACK")), (second, 1));
}

#[test]
fn i_promoting_the_laggard_strands_the_better_follower() {
    let fleet = Fleet::updating(400).followed_by("WHITE", "150ms");
    let mut fleet = fleet.followed_by("BLACK", "0ms");
    fleet.passes("6s");
    let acknowledged = fleet.lose_leader();
    fleet.promote("WHITE");
    fleet.until_writable("WHITE");
    let lost = acknowledged - fleet.seen("WHITE");
    assert_eq!(lost, commits_in(400, ms(150) + WAKE), "measured: 55");
    let (black, white) = (fleet.id("BLACK"), fleet.id("WHITE"));
    let diverged = fleet.sim.follow(black, white, wire()).expect_err("it has what WHITE has not");
    assert_eq!((diverged.shared, diverged.own), (fleet.held("WHITE"), fleet.held("BLACK")));
    assert!(diverged.own > diverged.shared);
    fleet.passes("60s");
    assert_eq!(leader_of(&fleet, "BLACK"), Some(ServerId(0)), "it never follows");
}

#[test]
fn i_an_old_leader_comes_back_writable_and_may_not_follow() {
    let mut fleet = Fleet::updating(400).followed_by("WHITE", "0ms");
    fleet.passes("6s");
    let first = fleet.timeline("LAVENDER");
    fleet.sim.stop(ServerId(0), SimTime::ZERO + length("30s"));
    fleet.promote("WHITE");
    fleet.until_writable("WHITE");
    fleet.passes("25s");
    let (lavender, white) = (fleet.id("LAVENDER"), fleet.id("WHITE"));
    assert!(fleet.sim.takes_writes(lavender).is_ok() && fleet.sim.takes_writes(white).is_ok());
    fleet.passes("10s");
    let (own, new) = (fleet.timeline("LAVENDER"), fleet.timeline("WHITE"));
    let diverged = fleet.sim.follow(lavender, white, wire()).expect_err("two leaders wrote");
    assert_eq!((diverged.timeline, diverged.own), (own, fleet.held("LAVENDER")));
    assert!(own == first && own != new, "it goes on where it was");
    assert!(matches!(fleet.server("LAVENDER").role, Role::Leader));
}

#[test]
fn i_a_planned_switchover_loses_nothing() {
    let fleet = Fleet::updating(400).followed_by("WHITE", "20ms");
    let mut fleet = fleet.followed_by("BLACK", "20ms");
    fleet.passes("6s");
    fleet.rate = 0;
    fleet.passes("200ms");
    let acknowledged = fleet.lose_leader();
    fleet.promote("WHITE");
    fleet.until_writable("WHITE");
    let (black, white) = (fleet.id("BLACK"), fleet.id("WHITE"));
    assert_eq!((fleet.held("WHITE"), fleet.held("BLACK")), (acknowledged, acknowledged));
    assert_eq!(fleet.sim.may_follow(black, white), Ok(()));
}

#[test]
fn j_a_follower_forwards_what_it_has_received_and_takes_its_own_along() {
    let fleet = Fleet::updating(397).followed_by("WHITE", "0ms");
    let mut fleet = fleet.over("BLACK", "WHITE", "50ms", WIDE);
    fleet.passes("6s");
    succeeds(fleet.clone());
    fleet.idles("WHITE");
    for _ in 0..16 {
        fleet.passes("1s");
        let behind = fleet.held("LAVENDER") - fleet.seen("BLACK");
        assert_eq!(behind, commits_in(397, ms(50) + WAKE * 2), "as if nothing waited above it");
    }
    assert!(fleet.behind_by("WHITE") > 6_000, "measured: 6,296");
    succeeds(fleet);
}

/// The leader is lost, WHITE is promoted, and BLACK goes along by itself.
fn succeeds(mut fleet: Fleet) {
    fleet.lose_leader();
    for query in fleet.server("WHITE").queries.clone() {
        fleet.terminate("WHITE", query.pid);
    }
    fleet.promote("WHITE");
    fleet.until_writable("WHITE");
    for (tick, rate) in [0; 5].into_iter().chain([397; 50]).enumerate() {
        assert_eq!(fleet.timeline("BLACK"), fleet.timeline("WHITE"));
        let (white, black) = (fleet.server("WHITE").end, fleet.server("BLACK").end);
        assert!(black <= white, "{tick}: {black:?} was never written, {white:?} was");
        assert!(tick == 0 || fleet.behind_by("BLACK") <= commits_in(397, ms(50) + WAKE));
        (fleet.rate, fleet.writer) = (rate, fleet.id("WHITE"));
        fleet.tick();
    }
    assert_eq!(leader_of(&fleet, "BLACK"), Some(fleet.id("WHITE")));
}
