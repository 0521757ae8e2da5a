//! What commands resolve, print and refuse, beside what the transcripts show.

use crate::support::{Fleet, SUSHI};
use follower_playground::platform::{AppId, DatabaseId, ForkFollow, InfoRow};
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Playground, Selection};
use follower_playground::share::Options;
use follower_playground::sim::SimTime;
use follower_playground::terminal::completion::complete;

const TEMPURA: AppId = AppId(1);

/// Two apps, and a follower of the second one's.
fn two_apps() -> Fleet {
    let mut fleet = Fleet::open("two-apps");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow OLIVE --app tempura");
    fleet.types("heroku pg:wait --app tempura");
    fleet
}

fn last_line(fleet: &Fleet) -> String {
    fleet.run.shell().screen().lines().last().expect("something was printed").1.text()
}

#[test]
fn a_wait_outlasts_a_machine_that_goes_down_meanwhile() {
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.passes("5s");
    fleet.strikes("zone outage", "us-east-1c", "30s");
    let info = fleet.types("heroku pg:info WHITE");
    assert!(info.contains("Status:      unavailable"), "{info}");
    for row in ["Data Size", "PG Version", "Connections"] {
        assert!(!info.contains(row), "{info}");
    }
    let told = fleet.types("heroku pg:wait WHITE");
    assert_eq!(told, "Waiting for database HEROKU_POSTGRESQL_WHITE_URL... available");
    assert!(fleet.world().now() > SimTime::from_secs(60), "it waited for the base backup");
    let info = fleet.types("heroku pg:info WHITE");
    assert!(info.contains("Status:      available") && info.contains("Data Size"), "{info}");
}

#[test]
fn a_leader_that_does_not_run_cannot_be_followed_and_has_no_connections() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.strikes("leader crash", "CHARCOAL", "30s");
    let charcoal = fleet.id("CHARCOAL");
    let is = fleet.world().fork_follow(charcoal);
    assert_eq!(is, ForkFollow::TemporarilyUnavailable { ready_in: None });
    let info = fleet.types("heroku pg:info CHARCOAL");
    assert!(info.contains("Fork/Follow: Temporarily Unavailable\n"), "{info}");
    assert!(info.contains("Connections: 0/500"), "{info}");
    fleet.passes("1m");
    assert_eq!(fleet.world().fork_follow(charcoal), ForkFollow::Available);
}

#[test]
fn only_an_add_on_of_the_app_can_be_removed_and_config_vars_do_not_matter() {
    let mut fleet = two_apps();
    for name in ["tempura::OLIVE", "OLIVE", "DATABASE_URL", "NONSUCH", "heroku", ""] {
        let told = fleet.refused(&format!("heroku addons:remove \"{name}\""));
        let failed = format!("Removing {name} from sushi... failed\n!    {name} not found");
        assert!(told.starts_with(&failed), "{told}");
    }
    let url = fleet.world().database(fleet.id("CHARCOAL")).url.clone();
    fleet.refused(&format!("heroku addons:remove {url}"));
    assert_eq!(fleet.world().databases().count(), 3);
    fleet.types("heroku config:unset HEROKU_POSTGRESQL_CHARCOAL_URL DATABASE_URL");
    let told = fleet.types("heroku addons:remove heroku_postgresql_charcoal_url");
    assert!(told.contains("Removing HEROKU_POSTGRESQL_CHARCOAL from sushi... done"), "{told}");
    let told = fleet.types("heroku addons:remove oliv whi --app tempura");
    assert!(told.contains("This command will affect the app: tempura"), "{told}");
    assert_eq!(fleet.world().databases().count(), 0);
}

#[test]
fn a_confirmation_names_the_app_that_owns_the_database() {
    let mut fleet = two_apps();
    let told = fleet.refused("heroku pg:unfollow tempura::WHITE --app sushi --confirm sushi");
    let expected = "!    Confirmed app sushi did not match the selected app tempura.";
    assert_eq!(told, expected);
    fleet.run.enter("heroku pg:unfollow tempura::WHITE");
    assert_eq!(fleet.run.shell().asks_for(fleet.world()), Some("tempura"));
    fleet.run.enter("sushi");
    assert_eq!(last_line(&fleet), "!    Confirmation did not match tempura. Aborted.");
    assert!(!fleet.is_writable("WHITE"));
    let told = fleet.types("heroku pg:unfollow tempura::WHITE");
    assert!(told.contains("re-run this command with --confirm tempura"), "{told}");
    fleet.passes("1s");
    assert!(fleet.is_writable("WHITE"));
}

#[test]
fn after_a_wrong_confirmation_a_semicolon_goes_on_and_two_ampersands_do_not() {
    let mut fleet = Fleet::open("followers");
    fleet.run.enter("heroku pg:unfollow WHITE && heroku maintenance:on; heroku apps");
    fleet.run.enter("no");
    assert_eq!(last_line(&fleet), "sushi");
    assert!(!fleet.world().app(SUSHI).maintenance);
}

#[test]
fn no_database_named_says_which_there_are() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku config:unset DATABASE_URL");
    let told = fleet.refused("heroku pg:ps");
    let expected = "!    Unknown database. Valid options are: HEROKU_POSTGRESQL_CHARCOAL_URL, ";
    assert!(told.starts_with(expected), "{told}");
    assert!(told.ends_with("\n     DATABASE_URL names none of them."), "{told}");
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.types("heroku addons:remove CHARCOAL");
    for line in ["heroku pg:ps", "heroku pg:promote X"] {
        let told = fleet.refused(line);
        assert!(told.starts_with("!    Your app has no databases.\n"), "{told}");
    }
}

#[test]
fn what_heroku_refuses_in_an_action_fails_it_first() {
    let mut fleet = Fleet::open("followers");
    let mut check = |line: &str, expected: &str| {
        let told = fleet.refused(&format!("heroku {line}"));
        assert!(told.starts_with(expected), "{line}:\n{told}");
    };
    check(
        "addons:add heroku-postgresql:crane --follow WHITE",
        "Adding heroku-postgresql:crane to sushi... failed\n\
         !    HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be followed.\n     \
         Follow HEROKU_POSTGRESQL_CHARCOAL instead, or unfollow HEROKU_POSTGRESQL_WHITE first.",
    );
    check(
        "addons:add heroku-postgresql:crane --fork WHITE",
        "Adding heroku-postgresql:crane to sushi... failed\n\
         !    HEROKU_POSTGRESQL_WHITE is a follower, and a follower cannot be forked.\n     \
         Fork HEROKU_POSTGRESQL_CHARCOAL instead, or unfollow HEROKU_POSTGRESQL_WHITE first.",
    );
    check(
        "addons:add heroku-postgresql:dev --fork CHARCOAL",
        "Adding heroku-postgresql:dev to sushi... failed\n\
         !    Fork is only available on production databases.",
    );
    check(
        "addons:add heroku-postgresql:cran",
        "Adding heroku-postgresql:cran to sushi... failed\n!    Plan not found: cran.",
    );
    check(
        "ps:scale web=2 wroker=1",
        "Scaling wroker processes... failed\n!    No such process type as wroker.",
    );
    // What the tool itself refuses begins no action.
    check(
        "addons:add heroku-postgresql:crane --follow WHITE --fork CHARCOAL",
        "!    Give --follow or --fork, not both.",
    );
    check("addons:add heroku-postgresql:crane --follow NONSUCH", "!    Unknown database: NONSUCH.");
    fleet.types("heroku pg:unfollow WHITE");
    fleet.passes("1s");
    let told = fleet.refused("heroku addons:add heroku-postgresql:crane --fork WHITE");
    assert!(told.contains("cannot be forked yet"), "{told}");
    assert!(told.contains("It can be forked in about"), "{told}");
}

#[test]
fn an_unfollow_that_cannot_be_done_any_more_fails_after_its_question() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("1s");
    fleet.run.enter("heroku pg:unfollow WHITE");
    fleet.strikes("zone outage", "us-east-1c", "30s");
    fleet.run.enter("sushi");
    let lines = fleet.run.shell().screen().lines().map(|(_, line)| line.text());
    let told = lines.collect::<Vec<_>>().join("\n");
    let expected = "Unfollowing... failed\n!    HEROKU_POSTGRESQL_WHITE_URL is not available.";
    assert!(told.contains(expected), "{told}");
    let told = fleet.refused("heroku pg:unfollow CHARCOAL --confirm sushi");
    assert!(
        told.starts_with("!    HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL) is not"),
        "{told}"
    );
}

#[test]
fn another_apps_database_is_copied_with_a_plan_that_is_named() {
    let mut fleet = Fleet::open("two-apps");
    let url = |fleet: &Fleet, colour| fleet.world().database(fleet.id(colour)).url.clone();
    let (olive, charcoal) = (url(&fleet, "OLIVE"), url(&fleet, "CHARCOAL"));
    for name in ["tempura::OLIVE", &olive, &charcoal] {
        for flag in ["follow", "fork"] {
            let told =
                fleet.refused(&format!("heroku addons:add heroku-postgresql --{flag} {name}"));
            let expected = "!    Cross application database Forking/Following requires you \
                            specify a plan type";
            assert_eq!(told, expected);
        }
    }
    fleet.types(&format!("heroku addons:add heroku-postgresql:crane --follow {charcoal}"));
    fleet.types("heroku addons:add heroku-postgresql --follow sushi::CHARCOAL");
}

#[test]
fn a_url_is_taken_with_either_scheme() {
    let mut fleet = Fleet::open("followers");
    let of_libpq = |fleet: &Fleet, colour| {
        let url = &fleet.world().database(fleet.id(colour)).url;
        url.replace("postgres://", "postgresql://")
    };
    let (charcoal, white) = (of_libpq(&fleet, "CHARCOAL"), of_libpq(&fleet, "WHITE"));
    let info = fleet.types(&format!("heroku pg:info {white}"));
    assert_eq!(info, fleet.types("heroku pg:info WHITE"));
    fleet.types(&format!("heroku config:set DATABASE_URL={charcoal}"));
    assert_eq!(fleet.primary().as_deref(), Some("CHARCOAL"));
    let written = fleet.holds("CHARCOAL");
    fleet.passes("10s");
    assert!(fleet.holds("CHARCOAL") > written);
    // New credentials reach it as they reach what has the other scheme.
    fleet.types("heroku pg:credentials CHARCOAL --reset");
    assert_eq!(fleet.primary().as_deref(), Some("CHARCOAL"));
    fleet.types(&format!("heroku config:set DATABASE_URL={charcoal}"));
    fleet.passes("10s");
    let told = "sushi cannot write: DATABASE_URL has an old password of CHARCOAL.";
    assert!(fleet.journal().contains(told));
    let error = "FATAL:  password authentication failed for user \"u";
    assert!(fleet.types("heroku logs -n 50").contains(error));
}

#[test]
fn killing_what_is_no_process_says_so_as_psql_does() {
    let mut fleet = Fleet::open("report-on-white");
    for pid in ["abc", "99999999999", "\"\""] {
        let told = fleet.refused(&format!("heroku pg:kill {pid}"));
        assert_eq!(told, "!    procpid to kill is required");
    }
    for line in ["heroku pg:kill 99", "heroku pg:kill 99 WHITE"] {
        let told = fleet.types(line);
        let expected = "WARNING:  PID 99 is not a PostgreSQL server process\n \
                        pg_cancel_backend \n-------------------\n f\n(1 row)";
        assert_eq!(told, expected);
    }
    assert!(fleet.types("heroku pg:ps WHITE").ends_with("(1 row)"));
}

#[test]
fn forms_of_the_real_tool_are_taken() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku pg:info WHITE --confirm sushi");
    assert!(fleet.refused("heroku pg:info --confirm nonsuch").contains("App not found: nonsuch"));
    for flag in ["--remote staging", "-r staging", "-rstaging"] {
        let told = fleet.refused(&format!("heroku pg:info {flag}"));
        assert_eq!(told, "!    There are no git remotes here; --app names an app.");
    }
    let told = fleet.types("heroku ps:scale web=2:2X worker+1:1X");
    assert_eq!(
        told,
        "Scaling web processes... done, now running 2\n\
         Scaling worker processes... done, now running 2\n     Dynos have one size here, 1X."
    );
    assert!(fleet.refused("heroku ps:scale web=2:3X").contains("\"web=2:3X\" is not a change"));
    fleet.passes("1s");
    fleet.strikes("link cut", "WHITE", "30s");
    fleet.passes("1m");
    let told = fleet.types("heroku logs -n 50 -t -p postgres");
    let (log, end) = told.rsplit_once('\n').expect("several lines");
    assert_eq!(end, "     Here --tail ends at once. What happens next appears under the picture.");
    assert!(log.lines().all(|line| line.contains(" app[postgres]: [")), "{log}");
    assert!(log.contains("]  [WHITE] FATAL:  could not receive data from WAL stream: "), "{log}");
    let last = fleet.types("heroku logs -p postgres -n 1");
    assert!(last.contains("]  [WHITE] LOG:  started streaming WAL from primary at 0/"), "{last}");
    assert_eq!(fleet.types("heroku logs -p nonsuch"), "");
}

#[test]
fn process_types_with_dashes_can_be_scaled() {
    let text = |path| std::fs::read_to_string(path).expect("it is there");
    let text =
        text("static/scenarios/charcoal-alone.toml").replace("process.worker", "process.w-2");
    let mut fleet = Fleet::of(&text);
    for (change, expected) in [("w-2=2", 2), ("w-2-1", 1), ("w-2+3", 4)] {
        fleet.types(&format!("heroku ps:scale {change}"));
        let process = fleet.world().app(SUSHI).process("w-2").expect("there is one");
        assert_eq!(process.dynos.len(), expected, "{change}");
    }
}

#[test]
fn what_has_one_is_told_in_the_singular() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku ps:scale worker=1");
    fleet.types("heroku ps:scale worker=2");
    fleet.strikes("zone outage", "us-east-1c", "10s");
    let log = fleet.journal();
    assert!(log.contains("sushi runs 1 worker dyno now."), "{log}");
    assert!(log.contains("sushi runs 2 worker dynos now."), "{log}");
    assert!(log.contains("Zone us-east-1c is out, and with it 1 database."), "{log}");
    fleet.types("heroku pg:promote LAVENDER");
    assert!(
        fleet.types("heroku releases -n 1").contains("v71  Set DATABASE_URL config vars  you@")
    );
}

/// The page with a scenario, for `ticks` ticks.
fn playground(fleet: &str) -> Playground {
    Playground::new(crate::support::scenario(fleet), Options::default())
}

fn enter(playground: &mut Playground, line: &str) {
    playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
    playground.update(Msg::Entered);
}

#[test]
fn a_click_offers_commands_of_another_apps_database_that_succeed() {
    let mut offers = 0;
    let olive = |playground: &Playground| {
        let mut all = playground.world().all_databases();
        all.find(|(_, database)| database.colour == "OLIVE").map(|(id, _)| id).expect("OLIVE")
    };
    for picked in [None, Some(TEMPURA)] {
        let mut first = playground("two-apps");
        first
            .update(Msg::Picked(picked.map_or(Selection::Database(olive(&first)), Selection::App)));
        for action in first.panel().actions {
            let mut playground = playground("two-apps");
            enter(&mut playground, &action.command);
            if playground.shell().asks_for(playground.world()).is_some() {
                enter(&mut playground, "tempura");
            }
            assert!(playground.shell().succeeded(), "{}", action.command);
            assert!(action.command.ends_with(" --app tempura"), "{}", action.command);
            offers += 1;
        }
    }
    assert!(offers > 8, "{offers}");
    let mut own = playground("two-apps");
    own.update(Msg::Picked(Selection::App(SUSHI)));
    assert!(own.panel().actions.iter().all(|action| !action.command.contains("--app")));
}

#[test]
fn the_page_tells_commands_from_answers_and_an_apps_money_from_anothers() {
    let mut playground = playground("followers");
    enter(&mut playground, "heroku pg:unfollow WHITE");
    enter(&mut playground, "sushi");
    let commands = playground.telemetry().commands();
    let lines: Vec<&str> = commands.iter().map(|command| command.text.as_str()).collect();
    assert_eq!(lines, ["heroku pg:unfollow WHITE"]);
    let white = playground.world().databases().find(|(_, database)| database.colour == "WHITE");
    playground.update(Msg::Picked(Selection::Database(white.expect("WHITE").0)));
    let panel = playground.panel();
    assert_eq!(panel.kicker, "Unfollowing");
    assert!(panel.facts.contains(&InfoRow::new("Memory", "400 MB")));
    let mut fleet = Fleet::open("two-apps");
    fleet.passes("10m");
    let own = |fleet: &Fleet, colour: &str| {
        fleet.world().database(fleet.id(colour)).bill.micro_dollars(fleet.world().now())
    };
    assert_eq!(fleet.world().spent(SUSHI), own(&fleet, "CHARCOAL"));
    assert_eq!(fleet.world().spent(TEMPURA), own(&fleet, "OLIVE"));
}

#[test]
fn tab_offers_only_processes_that_can_be_killed() {
    let mut fleet = Fleet::open("two-apps");
    let count = |fleet: &Fleet| complete(fleet.world(), SUSHI, "heroku pg:kill ").candidates.len();
    fleet.strikes("long query", "OLIVE", "1m");
    assert_eq!(count(&fleet), 0);
    fleet.strikes("long query", "CHARCOAL", "1m");
    assert_eq!(count(&fleet), 1);
    let flags = complete(fleet.world(), SUSHI, "heroku pg:info --").candidates;
    let flags: Vec<&str> = flags.iter().map(|flag| flag.text.as_str()).collect();
    assert_eq!(flags, ["--extended", "--app", "--help"]);
    assert_eq!(fleet.id("CHARCOAL"), DatabaseId(0));
}

#[test]
fn the_log_tells_a_change_once() {
    let mut fleet = Fleet::open("followers");
    for (mode, text) in [("on", "see the maintenance page"), ("off", "are let in again")] {
        for _ in 0..2 {
            let printed = fleet.types(&format!("heroku maintenance:{mode}"));
            assert!(printed.ends_with("maintenance mode for sushi... done"), "{printed}");
        }
        assert_eq!(told(&mut fleet, text), 1, "{mode}");
    }
}

/// The lines of a log that tell of one thing.
fn told(fleet: &mut Fleet, what: &str) -> usize {
    fleet.journal().matches(what).count()
}
