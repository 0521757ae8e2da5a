//! What the article says that transcripts alone do not prove, each as a short story.

use crate::support::{Fleet, SUSHI};
use follower_playground::platform::{ForkFollow, Status, Visitors};
use follower_playground::sim::ServerError;
use follower_playground::sim::server::Phase;

#[test]
fn s1_commits_stream_and_a_follower_takes_no_write() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    let behind = fleet.behind("WHITE").commits();
    assert!(behind < 40, "within a second of its leader, not {behind} commits");
    assert!(fleet.sees("WHITE") > 48_000);
    assert!(!fleet.is_writable("WHITE"));
}

#[test]
fn s3_a_fork_cannot_be_followed_until_its_base_backup_is_taken() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.types("heroku pg:unfollow WHITE");
    fleet.passes("1s");
    let info = fleet.types("heroku pg:info WHITE");
    assert!(info.contains("Fork/Follow: Temporarily Unavailable, ready in about"), "{info}");
    let output = fleet.refused("heroku addons:add heroku-postgresql:crane --follow WHITE");
    assert!(output.contains("cannot be followed yet"), "{output}");
    assert!(output.contains("It can be followed in about"), "{output}");
    // 1.2 GB at 10 MB/s.
    fleet.passes("2m1s");
    assert_eq!(fleet.world().fork_follow(fleet.id("WHITE")), ForkFollow::Available);
    fleet.types("heroku addons:add heroku-postgresql:crane --follow WHITE");
}

#[test]
fn s3_an_explicit_fork_goes_its_own_way() {
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.passes("2s");
    let at = fleet.holds("CHARCOAL");
    let output = fleet.types("heroku addons:add heroku-postgresql:ronin --fork CHARCOAL");
    assert!(
        output.contains("Database will become available after it completes forking"),
        "{output}"
    );
    fleet.types("heroku pg:wait");
    fleet.passes("1s");
    assert!(fleet.is_writable("WHITE"));
    assert_eq!(fleet.fork_of("WHITE"), at, "it holds what there was when it was asked for");
    assert!(fleet.world().leader_of(fleet.id("WHITE")).is_none());
    let info = fleet.types("heroku pg:info");
    assert!(info.contains("Forked From: HEROKU_POSTGRESQL_CHARCOAL"), "{info}");
}

#[test]
fn s4_a_leader_is_named_by_config_var_by_app_and_colour_or_by_url() {
    for name in ["CHARCOAL", "heroku_postgresql_charcoal", "DATABASE", "tempura::OLIVE", "URL"] {
        let mut fleet = Fleet::open("two-apps");
        let olive = fleet.world().database(fleet.id("OLIVE")).url.clone();
        let typed = if name == "URL" { olive } else { name.to_owned() };
        fleet.types(&format!("heroku addons:create heroku-postgresql:crane -- --follow {typed}"));
        let leader = fleet.world().leader_of(fleet.id("WHITE")).expect("it follows");
        let expected = if name.contains("OLIVE") || name == "URL" { "OLIVE" } else { "CHARCOAL" };
        assert_eq!(fleet.world().database(leader).colour, expected, "{name}");
    }
}

#[test]
fn s4_a_follower_never_stands_in_its_leaders_zone_and_names_are_taken_in_order() {
    let mut fleet = Fleet::open("followers");
    for colour in ["ORANGE", "TEAL", "CRIMSON", "GREEN"] {
        fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        let zone = fleet.world().server(fleet.id(colour)).zone;
        assert_ne!(zone, fleet.world().server(fleet.id("CHARCOAL")).zone, "{colour}");
    }
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    assert_eq!(fleet.world().databases().count(), 8, "past the list, a colour by chance");
}

#[test]
fn s5_preparing_has_three_phases_whose_length_follows_from_the_data() {
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    let phase = |fleet: &Fleet| fleet.world().server(fleet.id("WHITE")).phase;
    assert!(matches!(phase(&fleet), Phase::BaseBackup { of: 584_000_000, .. }));
    // Little data takes the three minutes that the tool promises at least.
    fleet.passes("179s");
    assert!(matches!(phase(&fleet), Phase::BaseBackup { .. }));
    fleet.passes("2s");
    assert!(matches!(phase(&fleet), Phase::CatchUp), "{:?}", phase(&fleet));
    let behind = fleet.behind("WHITE").commits();
    assert!(behind > 2_000, "what was written meanwhile: {behind}");
    fleet.types("heroku pg:wait");
    assert_eq!(phase(&fleet), Phase::Ready);
    assert!(fleet.behind("WHITE").commits() <= 200);
    // Much data takes hours, at 10 MB a second.
    let mut fleet = Fleet::open("big-data");
    fleet.types("heroku addons:add heroku-postgresql --follow CHARCOAL");
    fleet.passes("6h39m");
    assert!(matches!(phase(&fleet), Phase::BaseBackup { of: 240_000_000_000, .. }));
    fleet.passes("2m");
    assert!(!matches!(phase(&fleet), Phase::BaseBackup { .. }), "{:?}", phase(&fleet));
    // A scenario may say otherwise.
    let text = std::fs::read_to_string("static/scenarios/charcoal-alone.toml").expect("it ships");
    let mut fleet = Fleet::of(&format!("new_servers_take = \"0s\"\n{text}"));
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.passes("59s");
    assert!(!matches!(phase(&fleet), Phase::BaseBackup { .. }), "{:?}", phase(&fleet));
}

#[test]
fn s7_a_long_query_lets_the_lag_grow_and_it_catches_up_afterwards() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("long query", "WHITE", "20s");
    fleet.passes("19s");
    let behind = fleet.behind("WHITE");
    assert!((700..1_800).contains(&behind.not_replayed), "{behind:?}");
    assert!(behind.not_received < 40, "it still arrives: {behind:?}");
    assert!(fleet.behind("LAVENDER").commits() < 40, "another follower is not held");
    fleet.passes("10s");
    assert!(fleet.behind("WHITE").commits() < 40);
}

#[test]
fn s7_lag_is_the_rate_times_the_age_of_the_view() {
    // Law A1: behind = rate x one-way delay; 60 commits/s and 45 ms here.
    let mut fleet = Fleet::open("followers");
    let mut sum = 0;
    for _ in 0..3_000 {
        fleet.run.tick();
        sum += fleet.behind("LAVENDER").commits();
    }
    let mean = sum as f64 / 3_000.0;
    assert!((2.0..4.0).contains(&mean), "{mean}");
}

#[test]
fn s9_an_unfollow_asks_and_a_wrong_answer_changes_nothing() {
    let mut fleet = Fleet::open("followers");
    let before = fleet.run.hash();
    fleet.run.enter("heroku pg:unfollow WHITE");
    fleet.run.enter("tempura");
    let last = fleet.run.shell().screen().lines().last().expect("it said so").1.text();
    assert_eq!(last, "!    Confirmation did not match sushi. Aborted.");
    assert_eq!(fleet.run.hash(), before);
}

#[test]
fn s9_the_fork_has_everything_received_and_diverges_from_then_on() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let received = fleet.holds("WHITE");
    fleet.types("heroku pg:unfollow WHITE");
    fleet.passes("10s");
    assert_eq!(fleet.fork_of("WHITE"), received);
    assert_eq!(fleet.holds("WHITE"), received, "nobody writes to it yet");
    assert!(fleet.holds("CHARCOAL") > received + 300, "its old leader goes on");
}

#[test]
fn s10_unfollowing_goes_on_costing_and_removing_does_not() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku pg:unfollow WHITE");
    fleet.passes("1h");
    let bill = |fleet: &Fleet, colour: &str| {
        let bill = fleet.world().database(fleet.id(colour)).bill;
        bill.micro_dollars(fleet.world().now())
    };
    // $50 and $200 a month of 30 days, to the second.
    assert_eq!(bill(&fleet, "WHITE"), 50 * 3_600 * 1_000_000 / 2_592_000);
    assert_eq!(bill(&fleet, "CHARCOAL"), 200 * 3_600 * 1_000_000 / 2_592_000);
    fleet.types("heroku addons:remove HEROKU_POSTGRESQL_WHITE");
    let stopped = bill(&fleet, "WHITE");
    fleet.passes("1h");
    assert_eq!(bill(&fleet, "WHITE"), stopped);
}

#[test]
fn s11_web_stops_under_maintenance_and_workers_do_not() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.types("heroku maintenance:on");
    let before = fleet.holds("CHARCOAL");
    fleet.passes("20s");
    let written = fleet.holds("CHARCOAL") - before;
    assert!((120..400).contains(&written), "12/s for 20 s, not {written}");
    fleet.types("heroku ps:scale worker=0");
    let before = fleet.holds("CHARCOAL");
    fleet.passes("20s");
    assert_eq!(fleet.holds("CHARCOAL"), before);
    assert_eq!(fleet.behind("WHITE").commits(), 0);
    let downtime = fleet.world().app(SUSHI).downtime;
    assert_eq!((downtime.planned.secs(), downtime.unplanned.secs()), (40, 0));
}

#[test]
fn s12_promote_moves_database_url_and_nothing_else() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.types("heroku pg:promote WHITE");
    assert_eq!(fleet.primary().as_deref(), Some("WHITE"));
    assert_eq!(fleet.world().app(SUSHI).version(), 71);
    assert!(!fleet.is_writable("WHITE"), "it was never unfollowed");
    let leader = fleet.world().leader_of(fleet.id("LAVENDER")).expect("it follows");
    assert_eq!(leader, fleet.id("CHARCOAL"), "the other follower stays where it was");
    fleet.passes("10s");
    let app = fleet.world().app(SUSHI);
    assert_eq!(app.visitors, Visitors::CannotWrite(ServerError::ReadOnly.into()));
    assert!(app.refused > 200, "{}", app.refused);
    assert!(app.downtime.unplanned.secs() >= 9);
    let info = fleet.types("heroku pg:info WHITE");
    assert!(info.contains("=== HEROKU_POSTGRESQL_WHITE_URL (DATABASE_URL)"), "{info}");
    assert!(info.contains("Following:   HEROKU_POSTGRESQL_CHARCOAL_URL"), "{info}");
}

#[test]
fn s12_dynos_restart_on_a_release_and_their_writes_wait() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let before = fleet.holds("CHARCOAL");
    fleet.types("heroku config:set A=1");
    fleet.passes("1s");
    assert_eq!(fleet.holds("CHARCOAL"), before, "no dyno is up");
    assert!(fleet.types("heroku ps").contains("starting"));
    fleet.passes("10s");
    let written = fleet.holds("CHARCOAL") - before;
    assert!((350..1_200).contains(&written), "what waited is written, too: {written}");
    assert_eq!(fleet.world().app(SUSHI).refused, 0);
}

#[test]
fn s13_a_query_is_found_and_ended_and_replay_goes_on() {
    let mut fleet = Fleet::open("report-on-white");
    let table = fleet.types("heroku pg:ps WHITE");
    let pid = table.lines().nth(2).and_then(|row| row.split_whitespace().next()).expect("a row");
    assert!(table.contains("00:06:00.000000"), "{table}");
    fleet.types(&format!("heroku pg:kill {pid} WHITE"));
    fleet.passes("20s");
    assert!(fleet.behind("WHITE").commits() < 40);
    assert!(fleet.types("heroku pg:ps WHITE").ends_with("(0 rows)"));
}

#[test]
fn s15_a_zone_takes_its_databases_and_no_other_down() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("zone outage", "us-east-1c", "1m");
    fleet.passes("5s");
    assert!(matches!(fleet.world().status(fleet.id("WHITE")), Status::Unavailable { .. }));
    assert!(fleet.is_writable("CHARCOAL"));
    assert!(fleet.behind("LAVENDER").commits() < 40);
    // Its cache is cold at first.
    fleet.passes("4m");
    assert!(fleet.behind("WHITE").commits() < 40, "it comes back and catches up");
}

#[test]
fn s16_nothing_is_promoted_by_itself_and_a_manual_failover_brings_the_app_back() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("10m");
    assert_eq!(fleet.primary().as_deref(), Some("CHARCOAL"));
    assert_eq!(fleet.world().app(SUSHI).downtime.unplanned.secs(), 600);
    let info = fleet.types("heroku pg:info WHITE");
    assert!(info.contains("Behind By:   unknown, its leader does not answer"), "{info}");
    fleet.types("heroku pg:unfollow WHITE && heroku pg:promote WHITE");
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    assert!(fleet.world().app(SUSHI).downtime.unplanned.secs() <= 601);
}

#[test]
fn a_crashed_leader_comes_back_with_everything_and_its_followers_find_it() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let before = fleet.holds("CHARCOAL");
    fleet.strikes("leader crash", "CHARCOAL", "20s");
    fleet.passes("15s");
    assert_eq!(fleet.holds("CHARCOAL"), before);
    assert!(fleet.world().app(SUSHI).refused > 300);
    fleet.passes("20s");
    assert!(fleet.behind("WHITE").commits() < 40);
    assert_eq!(fleet.world().loss_count(SUSHI), Default::default());
}

#[test]
fn s19_a_removed_leader_orphans_its_followers() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    let output = fleet.types("heroku addons:remove HEROKU_POSTGRESQL_CHARCOAL_URL");
    assert!(output.contains("refused the name with _URL"), "{output}");
    assert!(
        output.contains("Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done, v71"),
        "{output}"
    );
    assert_eq!(fleet.primary(), None, "DATABASE_URL named it");
    let info = fleet.types("heroku pg:info WHITE");
    assert!(!info.contains("Following:") && !info.contains("Behind By:"), "{info}");
    assert!(info.contains("Fork/Follow: Unavailable on followers"), "{info}");
    fleet.types("heroku pg:unfollow WHITE && heroku pg:promote WHITE");
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
}

#[test]
fn a_slow_link_leaves_commits_on_the_leader_and_a_cut_one_all_of_them() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("slow link", "WHITE", "1m");
    fleet.passes("50s");
    let slow = fleet.behind("WHITE").not_received;
    // 60 commits/s of 600 bytes come, 15,000 bytes a second go.
    assert!((1_100..2_300).contains(&slow), "{slow}");
    fleet.strikes("link cut", "LAVENDER", "30s");
    let before = fleet.holds("LAVENDER");
    fleet.passes("29s");
    assert_eq!(fleet.holds("LAVENDER"), before, "nothing arrives");
    fleet.passes("30s");
    assert!(fleet.behind("LAVENDER").commits() < 40);
}

#[test]
fn a_write_burst_multiplies_what_visitors_write() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("20s");
    let usual = fleet.world().app(SUSHI).arrived;
    fleet.strikes("write burst", "sushi", "20s");
    fleet.passes("20s");
    let burst = fleet.world().app(SUSHI).arrived - usual;
    assert!((10..40).contains(&(burst / usual)), "{usual} and then {burst}");
    fleet.passes("20s");
    assert!(fleet.world().app(SUSHI).arrived < usual + burst + 2_000);
}
