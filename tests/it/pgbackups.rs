//! The ways of data without followers: dumps, transfers, resets, rollbacks.

use crate::support::{Fleet, SUSHI};
use follower_playground::lessons::condition::Condition;
use follower_playground::platform::losses::LossCount;
use follower_playground::playground::situation;
use follower_playground::terminal::shell::Prompt;

/// Types a line and its answer, and does not wait for what it begins.
fn begins(fleet: &mut Fleet, line: &str) {
    fleet.run.enter(line);
    if fleet.run.shell().prompt() == Prompt::Answer {
        fleet.run.enter("sushi");
    }
    assert_eq!(fleet.run.shell().prompt(), Prompt::Held, "{line}");
}

fn losses(fleet: &Fleet) -> LossCount {
    fleet.world().loss_count(SUSHI)
}

fn lost_if_promoted(fleet: &Fleet, colour: &str) -> u64 {
    fleet.world().loss_if_promoted(SUSHI, fleet.id(colour))
}

fn downtime(fleet: &Fleet) -> u64 {
    fleet.world().app(SUSHI).downtime.total().secs()
}

/// The front door with a production database PINK and the add-on.
fn with_target() -> Fleet {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku addons:add pgbackups");
    fleet.types("heroku addons:add heroku-postgresql:standard-yanari");
    fleet.types("heroku pg:wait ORANGE");
    fleet
}

#[test]
fn a_full_hobby_database_is_left_by_a_transfer() {
    let mut fleet = Fleet::open("hobby");
    let info = fleet.types("heroku pg:info");
    assert!(info.contains("Plan:        Hobby-basic"), "{info}");
    assert!(info.contains("/10000000 (Above limits, access disruption imminent)"), "{info}");
    assert!(info.contains("Fork/Follow: Unsupported\nRollback:    Unsupported"), "{info}");
    fleet.refused("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.types("heroku addons:add pgbackups");
    fleet.types("heroku addons:add heroku-postgresql:standard-yanari");
    fleet.types("heroku pg:wait");
    fleet.types("heroku maintenance:on");
    fleet.types("heroku ps:scale worker=0");
    let printed = fleet.types("heroku pgbackups:transfer PINK");
    assert!(printed.contains("!    Transfering data from DATABASE_URL to PINK"), "{printed}");
    assert!(printed.ends_with("Capturing... done\nRestoring... done"), "{printed}");
    assert_eq!(lost_if_promoted(&fleet, "PINK"), 0);
    let copied = Condition::parse("PINK has the rows of CHARCOAL").expect("a condition");
    assert!(copied.holds(fleet.run.evidence()));
    fleet.types("heroku pg:promote PINK");
    fleet.types("heroku ps:scale worker=1");
    fleet.types("heroku maintenance:off");
    fleet.passes("10s");
    assert_eq!(losses(&fleet), LossCount::default());
    assert!(fleet.world().is_left(fleet.id("CHARCOAL")), "it still costs");
    // 5.2 GB at 10 MB/s and then at 5 MB/s.
    let down = downtime(&fleet);
    assert!((1_500..1_700).contains(&down), "{down} s");
    fleet.types("heroku addons:remove CHARCOAL pgbackups --confirm sushi");
    assert_eq!(losses(&fleet), LossCount::default());
    assert!(!fleet.types("heroku addons").contains("pgbackups"));
    assert!(!fleet.types("heroku config").contains("PGBACKUPS_URL"));
}

#[test]
fn what_the_source_takes_during_a_transfer_is_left_behind() {
    let mut fleet = with_target();
    begins(&mut fleet, "heroku pgbackups:transfer ORANGE");
    let at_the_dump = fleet.holds("CHARCOAL");
    while fleet.run.shell().prompt() == Prompt::Held {
        fleet.run.tick();
    }
    let missing = fleet.holds("CHARCOAL") - at_the_dump;
    assert!(missing > 1_000, "{missing}");
    assert_eq!(lost_if_promoted(&fleet, "ORANGE"), missing);
    fleet.types("heroku pg:promote ORANGE");
    let lost = losses(&fleet);
    assert!(lost.left_behind >= missing && lost.gone == 0, "{lost:?}");
    fleet.types("heroku addons:remove CHARCOAL --confirm sushi");
    // Its followers have received almost all of them.
    let LossCount { left_behind, gone } = losses(&fleet);
    assert!(left_behind + gone >= missing && gone < 100, "{left_behind} and {gone}");
}

#[test]
fn a_transfer_fails_with_its_source_or_its_target() {
    let mut fleet = with_target();
    begins(&mut fleet, "heroku pgbackups:transfer ORANGE");
    fleet.strikes("leader crash", "CHARCOAL", "5s");
    fleet.passes("1s");
    assert!(!fleet.run.shell().succeeded());
    assert!(fleet.world().transfer_into(fleet.id("ORANGE")).is_none());
    fleet.passes("1m");

    // While it is restored, the target has nothing; what fails then leaves it so.
    begins(&mut fleet, "heroku pgbackups:transfer ORANGE");
    fleet.passes("150s");
    fleet.run.interrupt("");
    let refused = fleet.refused("heroku pg:reset ORANGE");
    assert!(refused.contains("ORANGE_URL is being restored already."), "{refused}");
    fleet.strikes("leader crash", "ORANGE", "5s");
    fleet.passes("20s");
    assert!(fleet.world().transfer_into(fleet.id("ORANGE")).is_none());
    let all = fleet.world().app(SUSHI).ledger.total();
    assert_eq!(lost_if_promoted(&fleet, "ORANGE"), all);
    assert!(fleet.types("heroku pg:info ORANGE").contains("Tables:      0"));
}

#[test]
fn a_backup_brings_back_what_a_reset_dropped() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku addons:add pgbackups");
    let printed = fleet.types("heroku pgbackups:capture");
    assert!(
        printed.contains("HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)  ----backup--->  b001")
    );
    assert!(printed.ends_with("Capturing... done\nStoring... done"), "{printed}");
    let list = fleet.types("heroku pgbackups");
    assert!(list.starts_with("ID    Backup Time          Status"), "{list}");
    fleet.types("heroku maintenance:on");
    fleet.types("heroku ps:scale worker=0");
    fleet.types("heroku pg:reset CHARCOAL");
    let all = fleet.world().app(SUSHI).ledger.total();
    fleet.passes("10s");
    assert_eq!(losses(&fleet).gone, all, "the followers have dropped everything, too");
    assert!(fleet.types("heroku pg:info WHITE").contains("Tables:      0"));
    let printed = fleet.types("heroku pgbackups:restore CHARCOAL");
    assert!(printed.contains("CHARCOAL_URL (DATABASE_URL)  <---restore---  b001 (most recent)"));
    assert!(printed.ends_with("Retrieving... done\nRestoring... done"), "{printed}");
    let lost = losses(&fleet);
    assert!(lost.gone < all / 2 && lost.gone > 0, "what came after the backup is gone: {lost:?}");
    assert_eq!(fleet.behind("LAVENDER").commits(), 1, "it replays the load first");
    fleet.passes("15m");
    assert_eq!(fleet.behind("LAVENDER").commits(), 0, "the followers have it again, too");
    assert_eq!(lost_if_promoted(&fleet, "LAVENDER"), 0);
}

#[test]
fn where_no_database_is_left_a_backup_is_told_of() {
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.types("heroku addons:add pgbackups");
    fleet.types("heroku pgbackups:capture");
    fleet.strikes("leader lost", "CHARCOAL", "10m");
    fleet.passes("1s");
    let told = situation::worst(fleet.world(), SUSHI).text;
    let backup = "No other database has its data. Backup b001 has what CHARCOAL had at 00:00:00.";
    assert!(told.ends_with(backup), "{told}");
    // It is restored into a new one; the writes since then are gone.
    fleet.types("heroku addons:add heroku-postgresql:crane");
    fleet.types("heroku pg:wait");
    fleet.types("heroku pgbackups:restore WHITE");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("10s");
    let (lost, all) = (losses(&fleet), fleet.world().app(SUSHI).ledger.total());
    assert!(lost.gone > 1_000 && lost.gone < all / 2 && lost.left_behind == 0, "{lost:?}");
}

#[test]
fn a_follower_that_is_cut_off_outlives_a_reset() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("link cut", "WHITE", "10m");
    fleet.passes("1s");
    fleet.types("heroku pg:reset CHARCOAL");
    fleet.passes("10s");
    let lost = losses(&fleet);
    assert!(lost.left_behind > 1_000, "WHITE has them: {lost:?}");
    fleet.types("heroku pg:unfollow WHITE");
    fleet.passes("10s");
    fleet.types("heroku pg:promote WHITE");
    assert!(fleet.world().loss_count(SUSHI).left_behind < lost.left_behind);
}

/// An app on a plan that can be rolled back.
const STANDARD: &str = r#"
title = "Standard"
starts = "2013-12-05 10:00"
zones = ["a", "b"]
colours = ["WHITE", "TEAL"]

[app.sushi]
primary = "CHARCOAL"

[app.sushi.process.web]
dynos = 1
writes = "50/s"

[database.CHARCOAL]
app = "sushi"
plan = "standard-yanari"
zone = "a"
size = "200 MB"
commits = 900_000
"#;

#[test]
fn a_rollback_reaches_back_before_a_reset() {
    let mut fleet = Fleet::of(STANDARD);
    fleet.passes("5m");
    let before = fleet.holds("CHARCOAL");
    fleet.types("heroku pg:reset CHARCOAL");
    fleet.passes("1m");
    let add = "heroku addons:add heroku-postgresql --rollback CHARCOAL";
    let printed = fleet.types(&format!("{add} --by '2 minutes'"));
    let told = "after it completes rolling back\nto 2013-12-05 10:04:00 +0000 (00:02:00 ago)";
    assert!(printed.contains(told), "{printed}");
    fleet.types("heroku pg:wait WHITE");
    // A minute of 50 writes a second was lost at 10:04 to 10:05.
    let missing = before - fleet.fork_of("WHITE");
    assert!((2_700..3_300).contains(&missing), "{missing} of {before}");
    assert!(lost_if_promoted(&fleet, "WHITE") > missing);
    // Before the run, commits are taken to have come at the mean rate.
    fleet.types(&format!("{add} --to '2013-12-05 09:30+00:00'"));
    fleet.types("heroku pg:wait TEAL");
    let missing = 900_000 - fleet.fork_of("TEAL");
    assert_eq!(missing, 30 * 60 * 50);
    let far = fleet.refused(&format!("{add} --by '9 weeks'"));
    assert!(
        far.contains("HEROKU_POSTGRESQL_CHARCOAL can be rolled back to 2013-12-05 09:"),
        "{far}"
    );
}

#[test]
fn a_fast_fork_is_hours_old() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let add = "heroku addons:add heroku-postgresql:crane --fork CHARCOAL";
    let printed = fleet.types(&format!("{add} --fast"));
    assert!(printed.contains("Fork will contain data from 12/"), "{printed}");
    assert!(printed.contains("exclude the `--fast` flag."), "{printed}");
    fleet.types("heroku pg:wait ORANGE");
    let whole = fleet.world().app(SUSHI).ledger.total();
    let missing = lost_if_promoted(&fleet, "ORANGE");
    fleet.types(add);
    fleet.types("heroku pg:wait TEAL");
    assert!(lost_if_promoted(&fleet, "TEAL") < missing && missing <= whole);
}
