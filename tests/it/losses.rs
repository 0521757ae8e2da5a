//! What is lost, to the commit: three ways to lose, and where the lost commits still are.

use crate::support::{Fleet, SUSHI};
use follower_playground::platform::AppId;
use follower_playground::platform::ledger::Ledger;
use follower_playground::platform::losses::LostCommits;

const APP: &str = r#"
title = "Losses"
starts = "2013-12-05 10:00"
seed = 3
zones = ["a", "b"]

[app.sushi]
primary = "LAVENDER"

[app.sushi.process.web]
dynos = 1
writes = "40/s"

[app.sushi.process.worker]
dynos = 1
writes = "15/s"

[database.LAVENDER]
app = "sushi"
plan = "ronin"
zone = "a"
commits = 10_000

[database.WHITE]
app = "sushi"
plan = "ronin"
zone = "b"
follows = "LAVENDER"
"#;

fn lost(fleet: &Fleet) -> Vec<LostCommits> {
    fleet.world().losses(SUSHI)
}

/// The lost commits of one stretch, and that they are named: a number, a time, what it was.
fn only(fleet: &Fleet) -> (u64, u64, Vec<String>) {
    let lost = lost(fleet);
    assert_eq!(lost.len(), 1, "{lost:?}");
    let world = fleet.world();
    let (first, last) = (lost[0].first, lost[0].last);
    for number in [first, (first + last) / 2, last] {
        let meaning = world.meaning(lost[0].timeline, number);
        assert!(meaning.number == number && meaning.at <= world.now() && !meaning.text.is_empty());
    }
    let holders = lost[0].held_by.iter().map(|id| world.database(*id).colour.clone());
    (first, last, holders.collect())
}

#[test]
fn a_promotion_125_commits_early_leaves_exactly_those_behind() {
    let mut fleet = Fleet::of(&APP.replace("follows =", "not_received = 125\nfollows ="));
    assert_eq!(fleet.behind("WHITE").not_received, 125);
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.passes("30s");
    assert_eq!(only(&fleet), (9_876, 10_000, vec!["LAVENDER".to_owned()]));
    assert!(fleet.is_writable("LAVENDER"), "the old leader is alive");
    let count = fleet.world().loss_count(SUSHI);
    assert_eq!((count.left_behind, count.gone), (125, 0));
}

#[test]
fn a_worker_left_running_through_a_changeover_loses_what_it_wrote_after_the_fork() {
    let mut fleet = Fleet::of(APP);
    fleet.passes("10s");
    fleet.types("heroku maintenance:on");
    fleet.passes("5s");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("8s");
    // The worker never stopped: LAVENDER has gone on since the fork.
    let written = fleet.holds("LAVENDER");
    fleet.types("heroku pg:promote WHITE && heroku maintenance:off");
    fleet.passes("20s");
    let fork = fleet.fork_of("WHITE");
    assert!(written - fork > 60, "the worker wrote {}", written - fork);
    assert_eq!(only(&fleet), (fork + 1, written, vec!["LAVENDER".to_owned()]));
    assert_eq!(fleet.holds("LAVENDER"), written, "nothing writes there any more");
}

#[test]
fn writes_to_the_old_leader_after_the_switch_are_lost_one_by_one() {
    let clock = r#"
[app.sushi.process.clock]
dynos = 1
writes = "30/min"
writes_to = "HEROKU_POSTGRESQL_LAVENDER_URL"
"#;
    let mut fleet = Fleet::of(&format!("{APP}{clock}"));
    fleet.passes("5s");
    fleet.types("heroku maintenance:on && heroku ps:scale worker=0 clock=0");
    fleet.passes("5s");
    assert_eq!(fleet.behind("WHITE").commits(), 0);
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.types("heroku maintenance:off && heroku ps:scale worker=1 clock=1");
    fleet.passes("1s");
    assert!(lost(&fleet).is_empty(), "the switch itself loses nothing");
    let mut told = 0;
    for _ in 0..600 {
        fleet.run.tick();
        let after_the_switch = fleet.holds("LAVENDER") - fleet.fork_of("WHITE");
        let lost = fleet.world().loss_count(SUSHI);
        assert_eq!((lost.left_behind, lost.gone), (after_the_switch, 0));
        told = lost.left_behind;
    }
    assert!(told > 15, "the clock wrote {told}");
}

#[test]
fn what_died_with_the_leader_is_gone_and_what_another_follower_has_is_there() {
    let lavender_too = r#"
[database.TEAL]
app = "sushi"
plan = "ronin"
zone = "b"
follows = "LAVENDER"
"#;
    let mut fleet = Fleet::of(&format!("{APP}{lavender_too}"));
    fleet.passes("5s");
    fleet.strikes("link cut", "WHITE", "10m");
    fleet.passes("4s");
    fleet.strikes("link cut", "TEAL", "10m");
    fleet.passes("2s");
    let (white, teal, all) = (fleet.holds("WHITE"), fleet.holds("TEAL"), fleet.holds("LAVENDER"));
    assert!(white < teal && teal < all);
    fleet.strikes("leader lost", "LAVENDER", "1s");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.passes("10s");
    let lost = lost(&fleet);
    let told: Vec<(u64, u64, usize)> =
        lost.iter().map(|lost| (lost.first, lost.last, lost.held_by.len())).collect();
    assert_eq!(told, [(white + 1, teal, 1), (teal + 1, all, 0)]);
    assert_eq!(lost[0].held_by, [fleet.id("TEAL")]);
}

#[test]
fn what_two_databases_hold_apart_is_not_both_one_promotion_away() {
    let mut fleet = Fleet::of(APP);
    fleet.passes("5s");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.passes("60s");
    fleet.types("heroku pg:promote LAVENDER");
    fleet.passes("20s");
    let before = fleet.world().loss_count(SUSHI);
    let on_white = before.left_behind;
    assert!(on_white > 1_000, "{before:?}");
    fleet.types("heroku addons:remove LAVENDER --confirm sushi");
    let after = fleet.world().loss_count(SUSHI);
    let white = fleet.id("WHITE");
    let if_promoted = fleet.world().loss_if_promoted(SUSHI, white);
    // LAVENDER had written after the fork what WHITE never got.
    assert!(after.gone > 100 && after.left_behind == 0, "{after:?}");
    assert_eq!(if_promoted, 0, "beside what is lost already");
}

#[test]
fn replay_lag_costs_no_commit_and_receive_lag_costs_each() {
    let mut fleet = Fleet::of(APP);
    fleet.strikes("long query", "WHITE", "1h");
    fleet.passes("30s");
    let behind = fleet.behind("WHITE");
    assert!(behind.not_replayed > 1_000 && behind.not_received < 10, "{behind:?}");
    fleet.strikes("leader lost", "LAVENDER", "1s");
    let gone = fleet.world().loss_count(SUSHI).gone;
    assert_eq!(gone, behind.not_received, "what was received is not lost");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.passes("10s");
    assert!(!fleet.is_writable("WHITE"), "it waits for the query before it takes writes");
    let pid = fleet.world().server(fleet.id("WHITE")).queries[0].pid;
    fleet.types(&format!("heroku pg:kill {pid}"));
    fleet.passes("10s");
    assert!(fleet.is_writable("WHITE"));
    assert_eq!(fleet.world().loss_count(SUSHI).gone, behind.not_received);
}

/// What a ledger would be that is never folded: numbers of commits of LAVENDER's timeline.
#[derive(Default)]
struct Unfolded {
    ranges: Vec<(u64, u64)>,
    total: u64,
}

impl Unfolded {
    /// Takes note of what an app's ledger got in a tick, when it writes to LAVENDER alone.
    fn note(&mut self, ledger: &Ledger) {
        let last = ledger.ranges().last().expect("it has commits").last;
        let new = ledger.total() - self.total;
        if new > 0 {
            self.ranges.push((last - new + 1, last));
        }
        self.total = ledger.total();
    }

    fn after(&self, commit: u64) -> u64 {
        let later =
            |(first, last): &(u64, u64)| (last + 1).saturating_sub((*first).max(commit + 1));
        self.ranges.iter().map(later).sum()
    }
}

/// What both apps would lose if a database were unfollowed and promoted now.
fn lost_if_promoted(fleet: &Fleet, colour: &str) -> [u64; 2] {
    let mut run = fleet.run.clone();
    let url = fleet.world().database(fleet.id(colour)).url.clone();
    run.enter(&format!("heroku pg:unfollow {colour} --confirm sushi"));
    for app in ["sushi", "tempura"] {
        run.enter(&format!("heroku config:set DATABASE_URL={url} --app {app}"));
    }
    [SUSHI, AppId(1)].map(|app| {
        let count = run.world().loss_count(app);
        assert_eq!(count.gone, 0, "LAVENDER has it");
        count.left_behind
    })
}

#[test]
fn two_apps_on_one_database_an_hour_long_cost_few_ranges_and_no_exactness() {
    let more = r#"
[app.tempura]
primary = "LAVENDER"

[app.tempura.process.web]
dynos = 1
writes = "25/s"

[database.TEAL]
app = "sushi"
plan = "ronin"
zone = "b"
follows = "LAVENDER"
"#;
    let mut fleet = Fleet::of(&format!("{APP}{more}"));
    let apps = [SUSHI, AppId(1)];
    let mut unfolded = [Unfolded::default(), Unfolded::default()];
    for (app, unfolded) in apps.iter().zip(&mut unfolded) {
        unfolded.note(&fleet.world().app(*app).ledger);
    }
    let mut folded = 0;
    for tick in 0..36_000 {
        match tick {
            4_000 => fleet.strikes("link cut", "TEAL", "30m"),
            33_000 => fleet.strikes("link cut", "WHITE", "1h"),
            _ => {}
        }
        fleet.run.tick();
        for (app, unfolded) in apps.iter().zip(&mut unfolded) {
            let ledger = &fleet.world().app(*app).ledger;
            unfolded.note(ledger);
            assert!(ledger.ranges().len() < 2_500, "{} ranges", ledger.ranges().len());
            folded += u32::from(unfolded.ranges.len() > 2 * ledger.ranges().len());
        }
        if tick % 1_500 == 1_499 {
            assert_eq!(lost_if_promoted(&fleet, "LAVENDER"), [0, 0]);
            for colour in ["WHITE", "TEAL"] {
                let stand = fleet.holds(colour);
                let told = lost_if_promoted(&fleet, colour);
                let expected = [unfolded[0].after(stand), unfolded[1].after(stand)];
                assert_eq!(told, expected, "{colour} at commit {stand}, tick {tick}");
            }
        }
    }
    assert!(folded > 30_000, "the ledgers were folded most of the time: {folded}");
}
