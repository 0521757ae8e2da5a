//! What a follower is expected to do, against what it then does.

use crate::support::{Fleet, SUSHI};
use follower_playground::platform::forecast::LagCause;
use follower_playground::run::reading::{Reading, Unit};
use follower_playground::sim::law::CAUGHT_UP_COMMITS;

/// Ticks until a follower has caught up.
fn ticks_to_catch_up(fleet: &mut Fleet, colour: &str) -> u64 {
    let id = fleet.id(colour);
    for ticks in 0..36_000 {
        let behind = fleet.world().behind(id).expect("it follows");
        if behind.commits() <= CAUGHT_UP_COMMITS {
            return ticks;
        }
        fleet.run.tick();
    }
    panic!("{colour} never catches up");
}

/// The forecast is within a quarter, or a second, of what happens.
fn comes_true(fleet: &mut Fleet, colour: &str) {
    let forecast = fleet.world().catch_up(fleet.id(colour)).expect("it will catch up");
    let forecast = forecast.micros() as f64 / 1e6;
    let took = ticks_to_catch_up(fleet, colour) as f64 / 10.0;
    let allowed = (took * 0.25).max(1.0);
    assert!((forecast - took).abs() <= allowed, "{forecast} s forecast, {took} s taken");
}

const BUSY: &str = r#"
title = "Busy"
starts = "2013-12-05 10:00"
seed = 3
zones = ["a", "b"]

[app.sushi]
primary = "LAVENDER"

[app.sushi.process.web]
dynos = 1
writes = "RATE"
bytes = 2_000

[database.LAVENDER]
app = "sushi"
plan = "ronin"
zone = "a"
commits = 60_000

[database.WHITE]
app = "sushi"
plan = "crane"
zone = "b"
follows = "LAVENDER"
bandwidth = "400 kB/s"
BEHIND
"#;

fn busy(rate: &str, behind: &str) -> Fleet {
    Fleet::of(&BUSY.replace("RATE", rate).replace("BEHIND", behind))
}

#[test]
fn a_narrow_link_is_caught_up_with_when_it_was_said() {
    let mut fleet = busy("60/s", "not_received = 20_000");
    fleet.passes("10s");
    comes_true(&mut fleet, "WHITE");
}

#[test]
fn what_is_received_is_replayed_when_it_was_said() {
    let mut fleet = busy("60/s", "not_replayed = 50_000");
    fleet.passes("1s");
    assert_eq!(fleet.world().why_behind(fleet.id("WHITE")), Some(LagCause::Speed));
    comes_true(&mut fleet, "WHITE");
}

#[test]
fn a_link_that_carries_less_than_is_written_is_never_caught_up_with() {
    let mut fleet = busy("400/s", "not_received = 5_000");
    fleet.passes("20s");
    let white = fleet.id("WHITE");
    assert_eq!(fleet.world().catch_up(white), None);
    assert!(fleet.world().is_link_too_narrow(white));
}

#[test]
fn a_query_that_holds_replay_is_named_and_its_end_brings_it_forward() {
    let mut fleet = Fleet::open("report-on-white");
    let white = fleet.id("WHITE");
    fleet.passes("5m");
    let pid = fleet.world().server(white).queries[0].pid;
    assert_eq!(fleet.world().why_behind(white), Some(LagCause::Snapshot { pid }));
    let forecast = fleet.world().catch_up(white).expect("nothing else is in its way");
    fleet.types(&format!("heroku pg:kill {pid} WHITE"));
    assert_eq!(fleet.world().why_behind(white), Some(LagCause::WaitsForRecheck));
    let took = ticks_to_catch_up(&mut fleet, "WHITE") as f64 / 10.0;
    let forecast = forecast.micros() as f64 / 1e6;
    // And up to a second until replay looks again.
    assert!(took <= forecast * 1.25 + 1.2, "{forecast} s forecast, {took} s taken");
}

#[test]
fn two_followers_equally_far_behind_lose_nothing_and_everything() {
    let mut fleet = Fleet::open("equally-behind");
    let (white, lavender) = (fleet.id("WHITE"), fleet.id("LAVENDER"));
    // Before anything has happened there is no rate to go by, and still an answer.
    // What the scenario begins with is there already: the link to LAVENDER is cut.
    assert!(fleet.world().catch_up(white).is_some());
    assert_eq!(fleet.world().catch_up(lavender), None);
    fleet.passes("30s");
    let behind = |id| fleet.world().behind(id).expect("it follows").commits();
    assert_eq!((behind(white), behind(lavender)), (6_000, 6_000));
    let lost = |id| fleet.world().loss_if_promoted(SUSHI, id);
    assert_eq!((lost(white), lost(lavender)), (0, 6_000));
    assert_eq!(fleet.world().catch_up(lavender), None);
}

#[test]
fn an_idle_transaction_is_ended_by_force_and_not_by_cancelling() {
    let text = std::fs::read_to_string("static/scenarios/equally-behind.toml");
    let text =
        text.expect("it is there").replace("ran =", "session = \"idle in transaction\"\nran =");
    let mut fleet = Fleet::of(&text);
    let white = fleet.id("WHITE");
    let pid = fleet.world().server(white).queries[0].pid;
    let printed = fleet.types(&format!("heroku pg:kill {pid} WHITE"));
    assert!(printed.contains("--force"), "{printed}");
    fleet.passes("2s");
    assert!(matches!(fleet.world().why_behind(white), Some(LagCause::Snapshot { .. })));
    fleet.types(&format!("heroku pg:kill {pid} WHITE --force"));
    fleet.passes("10s");
    assert_eq!(fleet.world().behind(white).expect("it follows").commits(), 0);
}

#[test]
fn a_scenario_may_give_queries_thirty_seconds() {
    let text = std::fs::read_to_string("static/scenarios/report-on-white.toml");
    let text = text.expect("it is there").replacen(
        "follows = \"CHARCOAL\"",
        "follows = \"CHARCOAL\"\nmax_standby_streaming_delay = \"30s\"",
        1,
    );
    let mut fleet = Fleet::of(&text);
    let white = fleet.id("WHITE");
    fleet.passes("40s");
    assert!(fleet.world().server(white).queries.is_empty(), "the query was cancelled");
    let told = fleet.world().journal().entries().iter();
    assert!(told.clone().any(|entry| entry.text.contains("was cancelled")));
}

#[test]
fn what_was_missing_before_the_run_has_its_age_from_the_first_instant() {
    // 1,204 commits at 60 a second; 6,000 at 48.
    for (scenario, colour, seconds) in [
        ("report-on-white", "WHITE", 20.1),
        ("equally-behind", "WHITE", 125.0),
        ("equally-behind", "LAVENDER", 125.0),
    ] {
        let mut fleet = Fleet::open(scenario);
        let id = fleet.id(colour);
        let age = |fleet: &Fleet| {
            let reading = Reading::now(fleet.world(), id).expect("it follows");
            reading.lines(Unit::Seconds)[0] as f64 / 1e6
        };
        let first = age(&fleet);
        assert!((first - seconds).abs() < 0.1, "{scenario}: {first}");
        // Nothing of it is replayed, so it ages as time passes, also where history is compacted.
        for passed in 1..=300 {
            fleet.passes("1s");
            let now = age(&fleet);
            assert!((now - first - f64::from(passed)).abs() < 0.1, "{scenario}: {now} at {passed}");
        }
    }
}
