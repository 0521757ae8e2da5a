//! Faults beyond crashes and links, each in its own words: a process that is killed, a statement
//! that deletes, a disk that fills, credentials that change, a cache that is cold.

use crate::support::{Fleet, SUSHI};
use follower_playground::lessons::condition::Condition;
use follower_playground::platform::deletions::Orders;
use follower_playground::platform::faults::{self, Strike, Target};
use follower_playground::platform::forecast::LagCause;
use follower_playground::platform::{Platform, Status, Visitors};
use follower_playground::playground::situation::{Situation, worst};
use follower_playground::sim::ServerError;
use follower_playground::sim::server::{Power, Zone};
use follower_playground::view::card;

fn opened() -> Fleet {
    let mut fleet = Fleet::open("followers");
    fleet.passes("20s");
    fleet
}

fn situation(fleet: &Fleet) -> Situation {
    worst(fleet.world(), SUSHI)
}

fn holds(fleet: &Fleet, condition: &str) -> bool {
    Condition::parse(condition).expect(condition).holds(fleet.run.evidence())
}

fn orders(fleet: &Fleet, colour: &str) -> Orders {
    fleet.world().orders(fleet.id(colour)).expect("some were deleted").0
}

fn lost(world: &Platform) -> u64 {
    let lost = world.loss_count(SUSHI);
    lost.left_behind + lost.gone
}

#[test]
fn a_process_that_is_killed_is_back_in_seconds_with_a_warm_cache() {
    let mut fleet = opened();
    fleet.strikes("process killed", "CHARCOAL", "5s");
    fleet.passes("1s");
    let refused = Visitors::CannotWrite(ServerError::InRecovery.into());
    assert_eq!(fleet.world().visitors(SUSHI), refused);
    assert!(situation(&fleet).text.contains("PostgreSQL on CHARCOAL recovers"));
    let log = fleet.types("heroku logs -n 50");
    assert!(log.contains("app[web.1]: FATAL:  the database system is in recovery mode"), "{log}");
    let told = fleet.types("heroku pg:wait CHARCOAL");
    assert!(told.contains("PostgreSQL on it recovers"), "{told}");
    fleet.passes("6s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert!(fleet.world().server(fleet.id("CHARCOAL")).cache_cold.is_none());
    assert_eq!(lost(fleet.world()), 0);
    fleet.passes("20s");
    assert!(fleet.behind("WHITE").commits() < 30);
    // No machine stopped, so nobody can start one sooner.
    fleet.strikes("process killed", "WHITE", "1s");
    let white = fleet.world().server(fleet.id("WHITE"));
    assert!(matches!(white.power, Power::Recovering { .. }));
    fleet.passes("3s");
    assert_eq!(fleet.world().status(fleet.id("WHITE")), Status::Available);
}

#[test]
fn a_machine_that_stops_while_its_process_recovers_is_down() {
    let mut fleet = opened();
    fleet.strikes("process killed", "CHARCOAL", "5s");
    fleet.strikes("zone outage", "us-east-1a", "1m");
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::CannotWrite(ServerError::Down.into()));
    fleet.passes("1m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert!(fleet.world().server(fleet.id("CHARCOAL")).cache_cold.is_some());
}

#[test]
fn a_delete_is_replicated_and_a_follower_is_no_backup() {
    let mut fleet = opened();
    let before = lost(fleet.world());
    assert_eq!(fleet.world().orders(fleet.id("WHITE")), None);
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    assert!(holds(&fleet, "the orders of CHARCOAL are deleted"));
    assert!(holds(&fleet, "the orders of WHITE are there"));
    assert_eq!(fleet.world().rows_deleted(SUSHI), 10_000);
    fleet.passes("20s");
    for colour in ["CHARCOAL", "WHITE", "LAVENDER"] {
        assert!(holds(&fleet, &format!("the orders of {colour} are deleted")));
    }
    assert_eq!(lost(fleet.world()), before, "rows that were deleted are no lost commits");
    let Situation { text, remedy, .. } = situation(&fleet);
    assert!(text.ends_with("a follower is no backup.") && remedy.is_none(), "{text}");
    let commit = fleet.world().deletions()[0].commit;
    let told = fleet.types("heroku pg:info WHITE").replace(',', "");
    assert!(told.contains(&format!("WHITE: orders deleted at commit {commit}.")), "{told}");
    assert_eq!(fleet.world().faults_that_go_on().count(), 0);
}

#[test]
fn a_follower_that_has_not_received_a_delete_saves_the_rows() {
    let mut fleet = opened();
    fleet.strikes("link cut", "WHITE", "10m");
    fleet.passes("2s");
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    fleet.passes("10s");
    assert_eq!(orders(&fleet, "WHITE"), Orders::OnTheWay);
    assert_eq!(orders(&fleet, "LAVENDER"), Orders::Deleted);
    let Situation { text, remedy, .. } = situation(&fleet);
    assert!(text.contains("WHITE has not received that"), "{text}");
    fleet.types(&(remedy.expect("it can be helped").command + " --confirm sushi"));
    fleet.passes("5s");
    assert_eq!(orders(&fleet, "WHITE"), Orders::Kept);
    let Situation { text, remedy, .. } = situation(&fleet);
    assert!(text.contains("WHITE still has them; promoting it loses"), "{text}");
    fleet.types(&remedy.expect("it can be used").command);
    fleet.passes("10s");
    assert_eq!(fleet.world().rows_deleted(SUSHI), 0);
    assert!(holds(&fleet, "the orders of WHITE are there"));
    // What was written after the link was cut is the price, and the DELETE is no part of it.
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    let fork = fleet.fork_of("WHITE");
    assert_eq!(lost(fleet.world()), fleet.holds("CHARCOAL") - fork - 1);
}

#[test]
fn a_delete_that_was_received_is_replayed_by_unfollowing() {
    let mut fleet = opened();
    fleet.strikes("long query", "WHITE", "10m");
    fleet.passes("5s");
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    fleet.passes("5s");
    assert_eq!(orders(&fleet, "WHITE"), Orders::Received);
    assert!(holds(&fleet, "the orders of WHITE are there"));
    assert!(situation(&fleet).text.contains("query"));
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    let pid = fleet.world().server(fleet.id("WHITE")).queries[0].pid;
    fleet.types(&format!("heroku pg:kill {pid} WHITE --force"));
    fleet.passes("20s");
    assert!(fleet.is_writable("WHITE"));
    assert_eq!(orders(&fleet, "WHITE"), Orders::Deleted);
}

#[test]
fn a_fork_from_before_a_delete_still_has_the_rows() {
    let mut fleet = opened();
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("10s");
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    fleet.passes("10s");
    assert_eq!(orders(&fleet, "WHITE"), Orders::Kept);
    assert_eq!(orders(&fleet, "LAVENDER"), Orders::Deleted);
    let command = situation(&fleet).remedy.expect("it can be used").command;
    assert_eq!(command, "heroku pg:promote WHITE");
}

#[test]
fn a_leader_with_a_full_disk_refuses_writes_and_a_bigger_plan_helps() {
    let mut fleet = Fleet::of(&FULL.replace("PLAN", "standard-tengu"));
    fleet.passes("20s");
    fleet.strikes("disk full", "CHARCOAL", "1h");
    fleet.passes("5s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::CannotWrite(ServerError::DiskFull.into()));
    let log = fleet.types("heroku logs -n 50");
    let error = "ERROR:  could not extend file \"base/16385/16397\": No space left on device";
    assert!(log.contains(error) && log.contains("HINT:  Check free disk space."), "{log}");
    // Reads go on, and so does what follows it.
    assert!(fleet.world().server(fleet.id("CHARCOAL")).answers());
    assert!(fleet.behind("WHITE").commits() < 30);
    assert!(situation(&fleet).text.contains("the disk of CHARCOAL is full"));
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert_eq!(lost(fleet.world()), 0);
}

#[test]
fn a_follower_with_a_full_disk_receives_nothing_until_there_is_room() {
    let mut fleet = opened();
    fleet.strikes("disk full", "WHITE", "1m");
    fleet.passes("30s");
    assert!(fleet.behind("WHITE").not_received > 1_000, "{:?}", fleet.behind("WHITE"));
    assert!(situation(&fleet).text.contains("The disk of WHITE is full"));
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    fleet.passes("1m");
    assert!(fleet.behind("WHITE").commits() < 30, "{:?}", fleet.behind("WHITE"));
}

#[test]
fn data_that_grow_fill_a_disk_by_themselves() {
    let text = FULL.replace("PLAN", "standard-yanari").replace("20 GB", "63990 MB");
    let mut fleet = Fleet::of(&text.replace("bytes = 600", "bytes = 20_000"));
    let charcoal = fleet.id("CHARCOAL");
    assert_eq!(fleet.world().nearly_full(charcoal), Some(99));
    let command = situation(&fleet).remedy.expect("it can be helped").command;
    assert_eq!(command, "heroku addons:add heroku-postgresql:standard-tengu --follow CHARCOAL");
    fleet.passes("1m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::CannotWrite(ServerError::DiskFull.into()));
    assert_eq!(fleet.world().nearly_full(charcoal), Some(100));
    fleet.passes("10m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::CannotWrite(ServerError::DiskFull.into()));
}

/// A leader with the disk of a small plan, and a follower whose plan a test chooses.
const FULL: &str = r#"
title = "Full"
starts = "2013-12-05 10:00"
zones = ["a", "b"]

[app.sushi]
primary = "CHARCOAL"

[app.sushi.process.web]
dynos = 1
writes = "60/s"
bytes = 600

[database.CHARCOAL]
app = "sushi"
plan = "standard-yanari"
zone = "a"
size = "20 GB"

[database.WHITE]
app = "sushi"
plan = "PLAN"
zone = "b"
follows = "CHARCOAL"
"#;

#[test]
fn a_slot_keeps_wal_for_a_follower_that_is_away_until_the_disk_is_full() {
    let mut fleet = Fleet::open("slots");
    assert!(situation(&fleet).text.ends_with("WHITE has a bigger one: change over to it."));
    fleet.passes("2m");
    let text = situation(&fleet).text;
    assert!(text.starts_with("The disk of CHARCOAL is 99 % full. It keeps "), "{text}");
    fleet.passes("6m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::CannotWrite(ServerError::DiskFull.into()));
    let Situation { text, remedy, .. } = situation(&fleet);
    assert!(text.contains("of WAL for WHITE, which is away."), "{text}");
    assert_eq!(remedy.expect("it can be removed").command, "heroku addons:remove WHITE");
    assert!(fleet.types("heroku pg:info CHARCOAL").contains("MB of it by WAL."));
    fleet.types("heroku addons:remove WHITE --confirm sushi");
    fleet.passes("5s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    // Without slots the archive has what a follower missed, and the disk has room for longer.
    let text = std::fs::read_to_string("static/scenarios/slots.toml").expect("it is there");
    let mut fleet = Fleet::of(&text.replace("replication_slots = true", ""));
    fleet.passes("8m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert_eq!(fleet.world().fleet().wal_kept_by(server_of(&fleet, "CHARCOAL")), 0);
}

fn server_of(fleet: &Fleet, colour: &str) -> follower_playground::sim::server::ServerId {
    fleet.world().database(fleet.id(colour)).server
}

#[test]
fn rotated_credentials_leave_copies_of_the_url_behind() {
    let mut fleet = Fleet::open("two-apps");
    fleet.passes("10s");
    let primary = fleet.primary().expect("it has one");
    let old = fleet.types("heroku config:get DATABASE_URL");
    fleet.types(&format!("heroku config:set COPY={}", old.trim()));
    fleet.strikes("credentials rotated", &primary, "1s");
    fleet.passes("10s");
    let new = fleet.types("heroku config:get DATABASE_URL");
    assert_ne!(old, new);
    assert_eq!(fleet.primary(), Some(primary.clone()));
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    let copy = fleet.types("heroku config:get COPY");
    assert_eq!(copy, old, "nobody changes a copy");
    let app = fleet.world().app(SUSHI);
    assert_eq!(fleet.world().named_by(app, "COPY"), None);
    let releases = fleet.types("heroku releases");
    assert_eq!(releases.matches("Update DATABASE by heroku-postgresql").count(), 1, "{releases}");
    let told = fleet.journal();
    assert!(told.contains("The old one is still in COPY of"), "{told}");
    let log = fleet.types("heroku logs -n 50");
    let author = "Release v72 created by heroku-postgresql@addons.heroku.com";
    assert!(log.contains("heroku[api]: Update DATABASE by heroku-postgresql\n"), "{log}");
    assert!(log.contains(author), "{log}");
}

#[test]
fn a_cold_cache_replays_slowly_until_it_is_warm() {
    let mut fleet = opened();
    fleet.strikes("cold cache", "WHITE", "3m");
    fleet.passes("40s");
    let behind = fleet.behind("WHITE");
    assert!(behind.not_replayed > 500 && behind.not_received < 20, "{behind:?}");
    assert_eq!(fleet.world().why_behind(fleet.id("WHITE")), Some(LagCause::ColdCache));
    fleet.passes("150s");
    assert!(fleet.behind("WHITE").commits() < 30, "{:?}", fleet.behind("WHITE"));
    assert!(fleet.journal().contains("The cache of WHITE is warm again."));
    // A machine that stops has an empty memory when it starts.
    fleet.strikes("zone outage", "us-east-1c", "10s");
    fleet.passes("11s");
    assert!(fleet.world().server(fleet.id("WHITE")).warmth < 100);
}

/// What the page says that a line would do.
fn foretold(fleet: &Fleet, line: &str) -> String {
    let foreseen = fleet.run.shell().preview(fleet.world(), line);
    foreseen.effect.map(|effect| effect.text).unwrap_or_default()
}

#[test]
fn a_line_says_what_full_disks_and_deletions_mean_for_it() {
    let mut fleet = opened();
    fleet.strikes("link cut", "WHITE", "10m");
    fleet.strikes("long query", "LAVENDER", "10m");
    fleet.passes("5s");
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    fleet.passes("5s");
    let told = foretold(&fleet, "heroku pg:unfollow WHITE");
    assert!(told.contains("It keeps the orders that CHARCOAL has deleted."), "{told}");
    let told = foretold(&fleet, "heroku pg:unfollow LAVENDER");
    assert!(told.contains("It replays the DELETE that it has received, too."), "{told}");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("5s");
    fleet.strikes("disk full", "WHITE", "10m");
    let told = foretold(&fleet, "heroku pg:promote WHITE");
    assert!(told.contains("The disk of WHITE is full, so every write will fail."), "{told}");
    fleet.strikes("process killed", "WHITE", "10m");
    let told = foretold(&fleet, "heroku pg:promote WHITE");
    assert!(told.contains("PostgreSQL on WHITE recovers"), "{told}");
    let text = FULL
        .replace("PLAN", "standard-tengu")
        .replace("plan = \"standard-yanari\"", "plan = \"crane\"");
    let fleet = Fleet::of(&text.replace("20 GB", "200 GB"));
    let line = "heroku addons:add heroku-postgresql:standard-yanari --follow CHARCOAL";
    let told = foretold(&fleet, line);
    assert!(told.contains("does not fit on the 64 GB of Standard Yanari"), "{told}");
}

/// What the card of a database says of why it is as it is.
fn card(fleet: &Fleet, colour: &str) -> String {
    let lost: Vec<_> = fleet.world().apps().map(|(app, _)| fleet.world().losses(app)).collect();
    let words = card::words(fleet.world(), SUSHI, &lost, fleet.id(colour), 400.0);
    words.cause.map(|cause| cause.text).unwrap_or_default()
}

#[test]
fn a_card_says_what_is_the_matter() {
    let mut fleet = opened();
    fleet.strikes("process killed", "WHITE", "9s");
    assert!(card(&fleet, "WHITE").starts_with("PostgreSQL recovers"), "{}", card(&fleet, "WHITE"));
    fleet.strikes("disk full", "LAVENDER", "10m");
    assert_eq!(card(&fleet, "LAVENDER"), "disk full: receives nothing");
    fleet.passes("20s");
    fleet.strikes("cold cache", "WHITE", "3m");
    fleet.passes("40s");
    assert!(card(&fleet, "WHITE").starts_with("cold cache · "), "{}", card(&fleet, "WHITE"));
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    assert!(card(&fleet, "CHARCOAL").starts_with("orders deleted at "));
    fleet.passes("1s");
    assert_eq!(card(&fleet, "WHITE"), "orders deleted once it replays");
    assert_eq!(card(&fleet, "LAVENDER"), "still has orders: unfollow it");
    fleet.strikes("disk full", "CHARCOAL", "10m");
    assert_eq!(card(&fleet, "CHARCOAL"), "disk full: refuses every write");
    let fleet = Fleet::open("slots");
    assert_eq!(card(&fleet, "CHARCOAL"), "disk 99 % full");
}

/// A run whose process `clock` has a copy of the URL of CHARCOAL.
fn with_a_copy_of_the_url() -> Fleet {
    let clock = "[app.sushi.process.clock]\ndynos = 1\nwrites = \"5/s\"\nwrites_to = \"COPY\"";
    let text = FULL.replace("PLAN", "standard-tengu");
    let text = text.replace("[database.CHARCOAL]", &format!("{clock}\n\n[database.CHARCOAL]"));
    let mut fleet = Fleet::of(&text);
    let url = fleet.types("heroku config:get DATABASE_URL");
    fleet.types(&format!("heroku config:set COPY={}", url.trim()));
    fleet.passes("10s");
    fleet
}

/// How often the process `clock` was told that its password is wrong.
fn password_errors(fleet: &mut Fleet) -> usize {
    let log = fleet.types("heroku logs -n 50");
    log.matches("app[clock.1]: FATAL:  password authentication failed for user \"u").count()
}

#[test]
fn a_process_with_a_copy_of_the_url_cannot_connect_after_a_rotation() {
    let mut fleet = with_a_copy_of_the_url();
    let refused = fleet.world().app(SUSHI).refused;
    fleet.strikes("credentials rotated", "CHARCOAL", "1s");
    fleet.passes("20s");
    assert_eq!(password_errors(&mut fleet), 1);
    assert!(fleet.world().app(SUSHI).refused > refused + 50);
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
}

#[test]
fn a_server_looks_at_a_password_once_it_answers_again() {
    let mut fleet = with_a_copy_of_the_url();
    fleet.strikes("credentials rotated", "CHARCOAL", "1s");
    fleet.passes("10s");
    fleet.strikes("leader crash", "CHARCOAL", "30s");
    // A dyno that starts has met no error yet.
    fleet.types("heroku ps:restart clock");
    fleet.passes("20s");
    assert_eq!(password_errors(&mut fleet), 1, "a server that is down says nothing");
    fleet.passes("1m");
    assert_eq!(password_errors(&mut fleet), 2);
}

#[test]
fn what_is_unfollowed_with_a_full_disk_cannot_replay() {
    let mut fleet = opened();
    fleet.strikes("slow disk", "WHITE", "40s");
    fleet.passes("30s");
    fleet.strikes("disk full", "WHITE", "1m");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("20s");
    let text = situation(&fleet).text;
    assert!(text.ends_with("has to replay what it received, and its disk is full."), "{text}");
    fleet.passes("1m");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
}

#[test]
fn a_zone_that_nothing_runs_in_is_not_struck() {
    let mut fleet = Fleet::open("charcoal-alone");
    let zone = Target::Zone(Zone(1));
    let fault = faults::find("zone outage").expect("a fault");
    let strike = Strike { fault, on: zone, lasts: None, size: None };
    let before = fleet.run.hash();
    assert!(!fleet.run.strike(&strike));
    assert_eq!(fleet.run.hash(), before);
}

#[test]
fn a_backup_brings_deleted_orders_back() {
    let mut fleet = opened();
    fleet.types("heroku addons:add pgbackups");
    fleet.types("heroku pgbackups:capture");
    fleet.strikes("destructive statement", "CHARCOAL", "1s");
    fleet.passes("5s");
    let orders = |fleet: &Fleet| fleet.world().orders(fleet.id("CHARCOAL")).map(|(it, _)| it);
    assert_eq!(orders(&fleet), Some(Orders::Deleted));
    fleet.types("heroku pgbackups:restore CHARCOAL");
    fleet.passes("10s");
    assert_ne!(orders(&fleet), Some(Orders::Deleted));
    assert_eq!(fleet.world().rows_deleted(SUSHI), 0);
}
