//! Tapes: they stay readable whatever happened to other databases of the same history.

use crate::support::Fleet;
use follower_playground::sim::server::Phase;
use follower_playground::view::tape;

/// Commits a mark on the tape of a database, 250 pixels wide.
fn per_mark(fleet: &Fleet, colour: &str) -> u64 {
    let world = fleet.world();
    let timelines = world.fleet().timelines();
    let root = timelines.writer_of(world.server(fleet.id(colour)).timeline, 0);
    let stretches = tape::stretches(world, world.now(), 250.0);
    stretches.iter().find(|stretch| stretch.root == root).expect("it has one").per_mark
}

#[test]
fn an_old_leader_does_not_widen_the_tapes_after_a_changeover() {
    let mut fleet = Fleet::open("changeover-quiet");
    fleet.types("heroku pg:unfollow WHITE && heroku pg:promote WHITE && heroku maintenance:off");
    fleet.passes("10m");
    assert!(fleet.holds("WHITE") > fleet.holds("LAVENDER") + 10_000);
    assert_eq!(per_mark(&fleet, "WHITE"), 1);
    fleet.strikes("leader lost", "LAVENDER", "1s");
    fleet.passes("1m");
    assert_eq!(per_mark(&fleet, "WHITE"), 1, "nor one that is lost");
}

#[test]
fn only_what_is_being_caught_up_with_widens_the_tapes() {
    let mut fleet = Fleet::open("followers");
    assert_eq!(per_mark(&fleet, "WHITE"), 1);
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.passes("1m30s");
    let phase = fleet.world().server(fleet.id("ORANGE")).phase;
    assert!(matches!(phase, Phase::BaseBackup { .. }), "{phase:?}");
    assert_eq!(per_mark(&fleet, "WHITE"), 1);
    fleet.strikes("link cut", "WHITE", "1h");
    fleet.passes("2m");
    let behind = fleet.behind("WHITE").commits();
    let shown = per_mark(&fleet, "WHITE") * 78;
    assert!(shown > behind && shown < 6 * behind, "all {behind} of them: {shown}");
    fleet.types("heroku addons:remove WHITE --confirm sushi");
    fleet.passes("5m");
    assert!(per_mark(&fleet, "CHARCOAL") <= 2);
}
