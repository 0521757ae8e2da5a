//! Tapes: they stay readable whatever happened to other databases of the same history, and a place
//! on one means the same commit on all.

use std::collections::BTreeMap;

use crate::support::Fleet;
use follower_playground::platform::DatabaseId;
use follower_playground::sim::server::Phase;
use follower_playground::view::axis::{PITCH, TapeAxes};
use follower_playground::view::geometry::Rect;
use follower_playground::view::tape::{Fate, Tape, lost, tape};
use follower_playground::view::tape_view::TapeView;

/// Pixels that the tapes are wide, and marks that fit on them.
const WIDTH: f32 = 250.0;
const ROOM: u64 = (WIDTH / PITCH) as u64;

fn axes(fleet: &Fleet, look: &TapeView) -> TapeAxes {
    TapeAxes::of(fleet.world(), fleet.world().now(), WIDTH, look)
}

/// Commits a mark on the tapes, as they are by themselves.
fn per_mark(fleet: &Fleet) -> u64 {
    axes(fleet, &TapeView::default()).per_mark
}

fn tape_of(fleet: &Fleet, id: DatabaseId, look: &TapeView) -> Tape {
    let world = fleet.world();
    let place = Rect { x: 10.0, y: 5.0, w: WIDTH, h: 22.0 };
    tape(world, id, world.now(), place, (&axes(fleet, look), look), &lost(world))
}

/// The last commits of the marks on a tape that are so.
fn marks(fleet: &Fleet, colour: &str, fate: Fate) -> Vec<u64> {
    let tape = tape_of(fleet, fleet.id(colour), &TapeView::default());
    tape.marks.iter().filter(|mark| mark.fate == fate).map(|mark| mark.last).collect()
}

#[test]
fn an_old_leader_does_not_widen_the_tapes_after_a_changeover() {
    let mut fleet = Fleet::open("changeover-quiet");
    fleet.types("heroku pg:unfollow WHITE && heroku pg:promote WHITE && heroku maintenance:off");
    fleet.passes("10m");
    assert!(fleet.holds("WHITE") > fleet.holds("LAVENDER") + 10_000);
    assert_eq!(per_mark(&fleet), 1);
    fleet.strikes("leader lost", "LAVENDER", "1s");
    fleet.passes("1m");
    assert_eq!(per_mark(&fleet), 1, "nor one that is lost");
}

#[test]
fn only_what_is_being_caught_up_with_widens_the_tapes() {
    let mut fleet = Fleet::open("followers");
    assert_eq!(per_mark(&fleet), 1);
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.passes("1m30s");
    let phase = fleet.world().server(fleet.id("ORANGE")).phase;
    assert!(matches!(phase, Phase::BaseBackup { .. }), "{phase:?}");
    assert_eq!(per_mark(&fleet), 1);
    fleet.strikes("link cut", "WHITE", "1h");
    fleet.passes("2m");
    let behind = fleet.behind("WHITE").commits();
    let shown = per_mark(&fleet) * ROOM;
    assert!(shown > behind && shown < 6 * behind, "all {behind} of them: {shown}");
    fleet.types("heroku addons:remove WHITE --confirm sushi");
    fleet.passes("5m");
    assert!(per_mark(&fleet) <= 2);
}

/// A fleet whose leader was lost with commits that only one of its followers got, or none.
fn after_a_loss() -> Fleet {
    let mut fleet = Fleet::open("followers");
    fleet.strikes("link cut", "LAVENDER", "1m");
    fleet.passes("200ms");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.types("heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER");
    fleet
}

#[test]
fn what_was_lost_is_still_on_the_old_leaders_tape_an_hour_later() {
    let mut fleet = after_a_loss();
    fleet.passes("1m");
    let fork = fleet.fork_of("LAVENDER");
    let (behind, gone) = (fleet.holds("WHITE"), fleet.holds("CHARCOAL"));
    assert!(fork < behind && behind < gone, "{fork} {behind} {gone}");
    fleet.passes("1h");
    assert!(fleet.holds("LAVENDER") > fork + 100_000);
    let left: Vec<u64> = (fork + 1..=behind).collect();
    assert_eq!(marks(&fleet, "CHARCOAL", Fate::Gone), (behind + 1..=gone).collect::<Vec<_>>());
    assert_eq!(marks(&fleet, "CHARCOAL", Fate::LeftBehind), left);
    assert_eq!(marks(&fleet, "WHITE", Fate::LeftBehind), left);
    assert!(marks(&fleet, "CHARCOAL", Fate::Replayed).contains(&fork), "and what was before");
    let own = marks(&fleet, "LAVENDER", Fate::Replayed);
    assert!(own.contains(&fork) && own.contains(&gone), "beside what took their numbers");
    assert!(own.contains(&fleet.holds("LAVENDER")), "and what is newest");
    let tape = tape_of(&fleet, fleet.id("LAVENDER"), &TapeView::default());
    let last = tape.marks.iter().find(|mark| mark.last == fork).expect("it is shown");
    assert_eq!(tape.forked, Some(last.x + PITCH), "the fork is right after the last in common");
    assert_eq!(tape.tears.len(), 1);
    let far = TapeView { per_mark: Some(1_000_000), ..TapeView::default() };
    let whole = tape_of(&fleet, fleet.id("LAVENDER"), &far);
    assert!(whole.tears.is_empty());
    assert!(whole.marks[0].last < 10_000, "it begins with the first commit");
    assert!(whole.marks.len() as u64 > ROOM / 3 && whole.marks[0].x >= 10.0, "all of it fits");
}

#[test]
fn marks_of_equal_number_stand_at_equal_places() {
    let mut fleet = after_a_loss();
    for step in 0..40 {
        if step == 35 {
            fleet.types("heroku addons:add heroku-postgresql:crane --follow LAVENDER");
        }
        fleet.passes(if step < 30 { "1700ms" } else { "1m" });
        for per_mark in [None, Some(1), Some(2), Some(10), Some(100), Some(1_000_000)] {
            let look = TapeView { per_mark, ..TapeView::default() };
            let mut places = BTreeMap::new();
            for (id, _) in fleet.world().databases() {
                let marks = tape_of(&fleet, id, &look).marks;
                assert!(marks.is_sorted_by(|one, other| one.x + PITCH <= other.x), "{marks:?}");
                for mark in marks {
                    assert_eq!(mark.x, mark.x.round(), "on whole pixels");
                    assert!(mark.x >= 10.0 && mark.x + PITCH <= 10.0 + WIDTH);
                    let number = (mark.last - 1) / axes(&fleet, &look).per_mark;
                    let x = *places.entry(number).or_insert(mark.x);
                    assert_eq!(x, mark.x, "mark {number} of {per_mark:?} at {step}");
                }
            }
        }
    }
}

#[test]
fn a_mark_is_found_where_it_stands_and_nowhere_else() {
    let mut fleet = after_a_loss();
    fleet.passes("10m");
    for (id, _) in fleet.world().databases() {
        let tape = tape_of(&fleet, id, &TapeView::default());
        for mark in &tape.marks {
            for x in [mark.x, mark.x + 1.5, mark.x + PITCH - 0.1] {
                assert_eq!(tape.mark_at(x), Some(mark));
            }
        }
        for tear in &tape.tears {
            assert_eq!(tape.mark_at(tear + 1.0), None, "nothing is in a tear");
        }
    }
    let old = tape_of(&fleet, fleet.id("CHARCOAL"), &TapeView::default());
    assert_eq!(old.mark_at(10.0 + WIDTH - 1.0), None, "an old leader has nothing new");
}

#[test]
fn the_line_through_a_named_commit_is_on_the_tapes_that_have_it() {
    let mut fleet = after_a_loss();
    fleet.passes("10m");
    let fork = fleet.fork_of("LAVENDER");
    let timelines = fleet.world().fleet().timelines();
    let lines = |colour: &str, number: u64| {
        let timeline = fleet.world().server(fleet.id(colour)).timeline;
        let named = Some((timelines.writer_of(timeline, number), number));
        let look = TapeView { cursor: named, ..TapeView::default() };
        ["CHARCOAL", "WHITE", "LAVENDER"]
            .map(|other| tape_of(&fleet, fleet.id(other), &look).named.is_some())
    };
    assert_eq!(lines("WHITE", fork), [true, true, true], "all have what was before the fork");
    assert_eq!(lines("WHITE", fork + 1), [true, true, false]);
    assert_eq!(lines("LAVENDER", fork + 1), [false, false, true], "the same number, not the same");
}
