//! Continuations of chance: each begins at the same state, draws anew what has not happened yet,
//! and leaves alone what has.

use crate::support::{Fleet, SUSHI, shipped};
use follower_playground::platform::Platform;
use follower_playground::run::Simulation;
use follower_playground::sim::digest::digest;
use follower_playground::sim::server::{Phase, Power};
use follower_playground::sim::{SimTime, TICK};

/// A world in which faults of a schedule are to come, one of them at a moment that is the plot's.
const SCHEDULED: &str = r#"
title = "Scheduled"
starts = "2013-12-05 10:00"
zones = ["a", "b"]

[app.sushi]
primary = "CHARCOAL"

[app.sushi.process.web]
dynos = 2
writes = "60/s"

[database.CHARCOAL]
app = "sushi"
plan = "ronin"
zone = "a"
size = "20 MB"

[database.WHITE]
app = "sushi"
plan = "crane"
zone = "b"
follows = "CHARCOAL"

[[fault]]
at = "2s to 10m"
kind = "leader crash"
on = "DATABASE_URL of sushi"

[[fault]]
at = "1s to 2s"
kind = "link cut"
on = "WHITE"

[[fault]]
at = "8m"
kind = "leader lost"
on = "DATABASE_URL of sushi"
"#;

/// The moment that something of a world is to happen at.
type Moment = fn(&Platform) -> SimTime;

/// In ten continuations it happens at ten moments, none of them the run's own, all of them to
/// come; and the same continuation has the same.
fn check(what: &str, fleet: &Fleet, moment: Moment) {
    let run = fleet.world();
    let mut moments = vec![moment(run)];
    for n in 1..=10 {
        let mut one = run.clone();
        one.continue_with(n);
        let mut other = run.clone();
        other.continue_with(n);
        assert!(one == other && digest(&one) == digest(&other), "{what}: continuation {n}");
        assert!(moment(&one) > run.now(), "{what}: it is over in continuation {n}");
        let left = moment(run).since(run.now());
        let most = run.now() + left * 2 + TICK * 10;
        assert!(moment(&one) <= most, "{what}: {:?} in continuation {n}", moment(&one));
        moments.push(moment(&one));
    }
    moments.sort_unstable();
    moments.dedup();
    assert_eq!(moments.len(), 11, "{what}: {moments:?}");
}

fn down_until(world: &Platform, at: usize) -> SimTime {
    match world.fleet().servers().nth(at).expect("it is there").1.power {
        Power::Down { until, .. } => until,
        power => panic!("it is {power:?}"),
    }
}

fn link(world: &Platform) -> &follower_playground::sim::link::Link {
    &world.fleet().servers().nth(1).expect("WHITE").1.following().expect("it follows").link
}

#[test]
fn what_goes_on_ends_when_the_page_says_so_and_a_query_some_time() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("20s");
    fleet.strikes("leader crash", "CHARCOAL", "90s");
    fleet.strikes("link cut", "WHITE", "50s");
    fleet.strikes("slow link", "WHITE", "70s");
    fleet.strikes("long query", "LAVENDER", "10m");
    fleet.strikes("write burst", "sushi", "80s");
    fleet.strikes("zone outage", "us-east-1d", "5m");
    fleet.types("heroku addons:add heroku-postgresql:ronin");
    fleet.passes("1s");
    let known = |world: &Platform| {
        let made = match world.fleet().servers().nth(3).expect("it is made").1.phase {
            Phase::Creating { until } => until,
            phase => panic!("it is {phase:?}"),
        };
        let faults = world.struck().iter().filter(|fault| fault.kind().name != "long query");
        let ends: Vec<_> = faults.map(|fault| fault.until).collect();
        let link = link(world);
        let up_at = world.app(SUSHI).formation[0].dynos[0].up_at;
        let down = [down_until(world, 0), down_until(world, 2)];
        (made, ends, link.cut_until, link.slowed, world.app(SUSHI).burst, up_at, down)
    };
    for n in 1..=10 {
        let mut world = fleet.world().clone();
        world.continue_with(n);
        assert_eq!(known(&world), known(fleet.world()), "continuation {n}");
    }
    let mut fleet = Fleet::open("followers");
    fleet.passes("20s");
    fleet.strikes("long query", "LAVENDER", "10m");
    let query = |world: &Platform| {
        let lavender = world.fleet().servers().nth(2).expect("LAVENDER").1;
        lavender.queries[0].until.expect("it ends")
    };
    check("a long query", &fleet, query);
    check("the record of its fault", &fleet, |world| world.struck()[0].until.expect("it ends"));
    let mut world = fleet.world().clone();
    world.continue_with(3);
    assert_eq!(world.struck()[0].until, Some(query(&world)));
}

#[test]
fn a_scheduled_fault_comes_at_another_moment_of_what_is_left_and_the_plot_is_left_out() {
    let mut fleet = Fleet::of(SCHEDULED);
    fleet.passes("5s");
    let due = |world: &Platform, at: usize| world.schedule()[at].clone();
    let struck = fleet.world().struck().len();
    assert!(due(fleet.world(), 1).done && !due(fleet.world(), 0).done, "another seed is needed");
    let mut moments = vec![due(fleet.world(), 0).at];
    for n in 1..=10 {
        let mut run = fleet.run.clone();
        run.continue_with(n);
        let first = due(run.world(), 0);
        assert!(!first.done && first.at >= fleet.world().now() && first.at <= first.window.1);
        moments.push(first.at);
        // What has struck keeps its moment; what always strikes then does not strike.
        assert_eq!(due(run.world(), 1), due(fleet.world(), 1));
        assert!(due(run.world(), 2).done);
        (0..9_000).for_each(|_| run.tick());
        assert_eq!(run.world().struck().len(), struck + 1, "in continuation {n}");
    }
    moments.sort_unstable();
    moments.dedup();
    assert_eq!(moments.len(), 11);
    let mut run = fleet.run.clone();
    (0..9_000).for_each(|_| run.tick());
    assert_eq!(run.world().struck().len(), struck + 2, "the run itself has its plot");
}

#[test]
fn what_has_happened_stays_and_commits_are_what_they_were() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.passes("10s");
    let (world, hash) = (fleet.world().clone(), fleet.run.hash());
    let timeline = world.server(fleet.id("CHARCOAL")).timeline;
    let written = fleet.holds("CHARCOAL");
    let mut continued: Vec<Simulation> = Vec::new();
    for n in 1..=10 {
        let mut run = fleet.run.clone();
        run.continue_with(n);
        assert_ne!(run.hash(), hash);
        for number in written - 500..=written {
            assert_eq!(run.world().meaning(timeline, number), world.meaning(timeline, number));
        }
        assert_eq!(run.world().journal(), world.journal());
        assert_eq!(run.world().app(SUSHI).ledger, world.app(SUSHI).ledger);
        assert_eq!(run.world().app(SUSHI).downtime, world.app(SUSHI).downtime);
        assert_eq!(run.world().spent(SUSHI), world.spent(SUSHI));
        (0..600).for_each(|_| run.tick());
        continued.push(run);
    }
    assert_eq!((fleet.run.hash(), fleet.world()), (hash, &world), "the run itself is untouched");
    (0..600).for_each(|_| fleet.run.tick());
    continued.push(fleet.run.clone());
    let mut written: Vec<u64> =
        continued.iter().map(|run| run.world().app(SUSHI).arrived).collect();
    written.sort_unstable();
    written.dedup();
    assert!(written.len() > 8, "other visitors come: {written:?}");
    // What has a name has the same in all: the next database, and the next process.
    let mut names: Vec<String> = continued
        .into_iter()
        .map(|run| {
            let mut fleet = Fleet { run };
            for _ in 0..6 {
                fleet.types("heroku addons:add heroku-postgresql:crane");
            }
            fleet.strikes("long query", "WHITE", "5m");
            let world = fleet.world();
            let colours: Vec<_> = world.databases().map(|(_, it)| it.colour.clone()).collect();
            format!("{colours:?} {}", world.server(fleet.id("WHITE")).queries[0].pid)
        })
        .collect();
    names.dedup();
    assert_eq!(names.len(), 1, "{names:?}");
}

#[test]
fn at_the_start_nothing_is_over_yet() {
    let mut run = Simulation::start(&shipped("followers"));
    let hash = run.hash();
    run.continue_with(1);
    assert_ne!(run.hash(), hash);
    run.tick();
}
