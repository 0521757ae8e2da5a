//! What the commands about dynos, releases, connections and credentials do and print.

use crate::support::{Fleet, SUSHI};
use follower_playground::platform::Visitors;

#[test]
fn a_rollback_moves_database_url_back_and_no_data() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("10s");
    fleet.types("heroku config:set COLOUR=red");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.passes("20s");
    let on_white = fleet.holds("WHITE");
    assert!(on_white > fleet.holds("CHARCOAL"));
    assert_eq!(
        fleet.types("heroku rollback v71"),
        "Rolling back sushi... done, v71\n     \
         This is release v73. Only config vars went back; no row did."
    );
    assert_eq!(fleet.world().primary(SUSHI), Some(fleet.id("CHARCOAL")));
    assert_eq!(fleet.types("heroku config:get COLOUR"), "red");
    fleet.passes("20s");
    // What was written to WHITE stays there, and the app misses it.
    assert_eq!(fleet.holds("WHITE"), on_white);
    assert!(!fleet.world().losses(SUSHI).is_empty());
    let releases = fleet.types("heroku releases -n 2");
    let changes: Vec<&str> = releases.lines().skip(1).collect();
    assert!(changes[0].starts_with("v73  Rollback to v71"), "{releases}");
    // Without a number it is the release before: DATABASE_URL names WHITE again.
    fleet.types("heroku rollback");
    assert_eq!(fleet.world().primary(SUSHI), Some(fleet.id("WHITE")));
    // A config var that came later goes.
    fleet.types("heroku releases:rollback 70");
    assert_eq!(fleet.types("heroku config:get COLOUR"), "");
    assert_eq!(fleet.world().primary(SUSHI), Some(fleet.id("CHARCOAL")));
}

#[test]
fn a_rollback_that_would_change_add_ons_is_refused() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    let told = fleet.refused("heroku rollback");
    let refused = "!    Cannot roll back to v70: it had other add-ons, and that affects billing.";
    assert!(told.starts_with(&format!("Rolling back sushi... failed\n{refused}\n")), "{told}");
    assert!(told.contains(" It was before HEROKU_POSTGRESQL_ORANGE came. "), "{told}");
    fleet.types("heroku config:set A=1");
    fleet.types("heroku rollback");
    fleet.types("heroku addons:remove ORANGE --confirm sushi");
    let told = fleet.refused("heroku rollback v72");
    assert!(told.contains("     HEROKU_POSTGRESQL_ORANGE was removed since, for good."), "{told}");
    fleet.types("heroku rollback v70");
}

#[test]
fn a_release_tells_what_the_app_had_then() {
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.types("heroku config:set A=1 B=2");
    fleet.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
    fleet.types("heroku config:unset A");
    let version = fleet.world().app(SUSHI).version();
    let told = fleet.types(&format!("heroku releases:info v{}", version - 1));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines[..4],
        [
            &*format!("=== Release v{}", version - 1),
            "Addons: heroku-postgresql:crane",
            "        heroku-postgresql:crane",
            "",
        ]
    );
    assert_eq!(lines[4], "By:     you@example.com");
    assert_eq!(lines[5], "Change: Attach HEROKU_POSTGRESQL_WHITE resource");
    assert!(lines[6].starts_with("When:   2013/12/05 "), "{told}");
    assert_eq!(lines[7..9], ["", &*format!("=== v{} Config Vars", version - 1)]);
    assert!(lines[9].starts_with("A:") && lines[9].ends_with(" 1"), "{told}");
    let shell = fleet.types("heroku releases:info current --shell");
    assert!(shell.contains("\nB=2\n") && !shell.contains("\nA=1"), "{shell}");
    assert_eq!(fleet.types("heroku config -s").lines().next(), Some("B=2"));
}

#[test]
fn refused_writes_are_logged_in_the_words_of_postgresql() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("5s");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("10s");
    let errors = |fleet: &mut Fleet| -> Vec<String> {
        let log = fleet.types("heroku logs");
        let errors = log.lines().filter_map(|line| line.split_once("+00:00 "));
        let errors = errors.map(|(_, line)| line.to_owned());
        errors.filter(|line| line.contains("ERROR")).collect()
    };
    let words = "ERROR:  cannot execute UPDATE in a read-only transaction";
    let all = [format!("app[web.1]: {words}"), format!("app[worker.1]: {words}")];
    let mut found = errors(&mut fleet);
    found.sort();
    // The database logs each of them, too.
    let (of_database, of_app) = found.split_at(2);
    assert_eq!(of_app, all);
    let is_its = |line: &String| {
        line.starts_with("app[postgres]: [") && line.ends_with(&format!("]  [WHITE] {words}"))
    };
    assert!(of_database.iter().all(is_its), "{of_database:?}");
    // Many more are refused, and each dyno that starts again finds out again.
    assert!(fleet.world().app(SUSHI).refused > 100);
    fleet.types("heroku ps:restart worker");
    fleet.passes("10s");
    assert_eq!(errors(&mut fleet).len(), 6);
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("10s");
    assert_eq!(errors(&mut fleet).len(), 6);
    let log = fleet.types("heroku logs --ps web.1");
    assert!(log.contains(words) && !log.contains("worker"), "{log}");
}

#[test]
fn dynos_restart_without_a_release() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("10s");
    fleet.types("heroku ps:scale web=2");
    fleet.passes("10s");
    let version = fleet.world().app(SUSHI).version();
    let starting = |fleet: &Fleet| -> Vec<String> {
        let now = fleet.world().now();
        let app = fleet.world().app(SUSHI);
        let dynos = app.formation.iter().flat_map(|process| {
            let numbers = process.dynos.iter().zip(1..).filter(|(dyno, _)| !dyno.is_up(now));
            numbers.map(|(_, number)| format!("{}.{number}", process.name))
        });
        dynos.collect()
    };
    let mut check = |what: &str, printed: &str, restarted: &[&str]| {
        let told = fleet.types(&format!("heroku ps:restart{what}"));
        assert_eq!(
            (told.as_str(), starting(&fleet)),
            (printed, restarted.iter().map(|it| (*it).to_owned()).collect())
        );
        fleet.passes("10s");
        assert!(starting(&fleet).is_empty());
    };
    check(" web.2", "Restarting web.2 dyno... done", &["web.2"]);
    check(" worker", "Restarting worker dynos... done", &["worker.1"]);
    check("", "Restarting dynos... done", &["web.1", "web.2", "worker.1"]);
    assert_eq!(fleet.world().app(SUSHI).version(), version);
    assert_eq!(fleet.world().app(SUSHI).downtime.total().micros(), 0, "requests wait");
}

#[test]
fn ending_all_connections_lets_replay_go_on() {
    let mut fleet = Fleet::open("report-on-white");
    fleet.strikes("long query", "WHITE", "10m");
    fleet.passes("5s");
    assert!(fleet.behind("WHITE").not_replayed > 1_000);
    let told = fleet.types("heroku pg:killall WHITE");
    assert_eq!(told, " pg_terminate_backend \n----------------------\n t\n t\n(2 rows)");
    fleet.passes("10s");
    assert!(fleet.behind("WHITE").not_replayed < 50);
    assert!(fleet.types("heroku pg:killall WHITE").contains("(0 rows)"));
    // The dynos of the leader are connections, too.
    assert!(fleet.types("heroku pg:killall").contains(" t\n t\n(2 rows)\n"));
}

#[test]
fn new_credentials_leave_behind_whoever_holds_the_old_ones() {
    let mut fleet = Fleet::open("two-apps");
    fleet.passes("5s");
    let old = fleet.world().database(fleet.id("CHARCOAL")).url.clone();
    let told = fleet.types("heroku pg:credentials CHARCOAL");
    assert!(told.ends_with(&format!("Connection URL:\n    {old}")), "{told}");
    let (info, password) = (told.lines().nth(1).expect("a line"), old.split([':', '@']).nth(2));
    let password = format!(" password={} ", password.expect("it has one"));
    assert!(info.starts_with("   \"dbname=d") && info.contains(&password), "{info}");
    fleet.types(&format!("heroku config:set DATABASE_URL={old} --app tempura"));
    fleet.passes("10s");
    let told = fleet.types("heroku pg:credentials CHARCOAL --reset");
    assert_eq!(
        told,
        "Resetting credentials for HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done\n\
         Promoting HEROKU_POSTGRESQL_CHARCOAL_URL (DATABASE_URL)... done"
    );
    let new = fleet.world().database(fleet.id("CHARCOAL")).url.clone();
    assert_ne!(new, old);
    assert_eq!(fleet.types("heroku config:get HEROKU_POSTGRESQL_CHARCOAL_URL"), new);
    assert_eq!(fleet.types("heroku config:get DATABASE_URL"), new);
    let log = fleet.journal();
    assert!(!log.contains("Missing there"), "{log}");
    // The other app has the old password, and cannot write.
    let (written, refused) = (fleet.holds("CHARCOAL"), |fleet: &Fleet| {
        fleet.world().apps().nth(1).expect("tempura").1.refused
    });
    let before = refused(&fleet);
    fleet.passes("20s");
    assert!(fleet.holds("CHARCOAL") > written && refused(&fleet) > before);
}

#[test]
fn an_app_and_the_add_ons_that_there_are_can_be_looked_at() {
    let mut fleet = Fleet::open("followers");
    assert_eq!(
        fleet.types("heroku apps:info"),
        "=== sushi\n\
         Addons:      heroku-postgresql:crane\n             \
         heroku-postgresql:ronin\n             heroku-postgresql:ronin\n\n\
         Git URL:     git@heroku.com:sushi.git\n\
         Owner Email: you@example.com\n\
         Region:      US\n\
         Stack:       cedar\n\
         Web URL:     http://sushi.herokuapp.com/"
    );
    assert!(fleet.types("heroku info --shell").contains("\ngit_url=git@heroku.com:sushi.git\n"));
    let told = fleet.types("heroku addons:list");
    assert!(told.starts_with("=== available\nheroku-postgresql:baku, basic...\n"), "{told}");
    let told = fleet.types("heroku addons:docs heroku-postgresql");
    assert!(told.starts_with("Opening heroku-postgresql docs... done\n"), "{told}");
}

#[test]
fn a_32_bit_database_is_copied_by_its_own_plan_alone() {
    let mut fleet = Fleet::open("old-machine");
    let info = fleet.types("heroku pg:info CHARCOAL");
    assert!(info.contains("\nMachine:     32-bit\n"), "{info}");
    // Without a plan it is the leader's. Copies are of the same machine.
    fleet.types("heroku addons:add heroku-postgresql --follow CHARCOAL");
    let told = fleet.types("heroku addons:add heroku-postgresql:crane fork=CHARCOAL");
    let warned = "Warning: non-unix style params have been deprecated, use --fork=CHARCOAL instead";
    assert_eq!(told.lines().next(), Some(warned));
    // What the add-on does not know it leaves alone.
    let mut other = Fleet::open("followers");
    let told = other.types("heroku addons:add heroku-postgresql:dev foo=baz bob=true");
    let warned = "Warning: non-unix style params have been deprecated, use --foo=baz --bob=true \
                  instead";
    assert_eq!(told.lines().next(), Some(warned));
    fleet.types("heroku pg:wait");
    for name in ["WHITE", "LAVENDER"] {
        let info = fleet.types(&format!("heroku pg:info {name}"));
        assert!(info.contains("Machine:     32-bit"), "{info}");
    }
    let told = fleet.types("heroku addons:add heroku-postgresql:crane");
    assert!(told.contains("Attached as"), "{told}");
    fleet.types("heroku pg:wait");
    assert!(!fleet.types("heroku pg:info ORANGE").contains("Machine"));
    // Before Enter it is said, too.
    let line = "heroku addons:add heroku-postgresql:ronin --follow CHARCOAL";
    let effect = fleet.run.shell().preview(fleet.world(), line).effect.expect("it is foretold");
    assert!(effect.is_warning && effect.text.contains("does not support"), "{effect:?}");
}

#[test]
fn a_rollback_across_new_credentials_names_the_way_out() {
    let mut fleet = Fleet::open("charcoal-alone");
    fleet.passes("5s");
    let old = fleet.types("heroku config:get DATABASE_URL");
    fleet.types("heroku pg:credentials CHARCOAL --reset");
    let told = fleet.types("heroku rollback v70");
    let way_out = "sushi cannot write: DATABASE_URL has an old password of CHARCOAL. heroku \
                   pg:promote CHARCOAL sets the new one.";
    assert!(told.ends_with(way_out), "{told}");
    assert_eq!(fleet.types("heroku config:get DATABASE_URL"), old);
    // The add-on's own config var is its provider's, so the database is still there.
    assert!(fleet.types("heroku pg:info").contains("=== HEROKU_POSTGRESQL_CHARCOAL_URL"));
    fleet.passes("10s");
    let log = fleet.journal();
    assert!(log.contains("sushi cannot write: DATABASE_URL has an old password"), "{log}");
    fleet.types("heroku pg:promote CHARCOAL");
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
}

#[test]
fn a_database_that_is_removed_takes_its_own_config_vars_along() {
    let mut fleet = Fleet::open("followers");
    let url = fleet.types("heroku config:get HEROKU_POSTGRESQL_WHITE_URL");
    fleet.types(&format!("heroku config:set ANALYTICS_URL={url}"));
    fleet.types("heroku addons:remove WHITE --confirm sushi");
    let config = fleet.types("heroku config");
    assert!(config.contains("ANALYTICS_URL") && !config.contains("WHITE_URL"), "{config}");
}

#[test]
fn where_no_dyno_runs_none_restarts() {
    let mut fleet = Fleet::open("followers");
    fleet.types("heroku ps:scale worker=0");
    let line = "heroku ps:restart worker";
    let effect = fleet.run.shell().preview(fleet.world(), line).effect.expect("it is foretold");
    assert_eq!(effect.text, "None of these dynos runs: nothing restarts.");
    let before = fleet.world().journal().total();
    assert!(fleet.types(line).ends_with(&effect.text));
    assert_eq!(fleet.world().journal().total(), before);
    // Under the maintenance page no request waits.
    let preview = |fleet: &Fleet| {
        let effect = fleet.run.shell().preview(fleet.world(), "heroku ps:restart").effect;
        effect.expect("it is foretold").text
    };
    assert!(preview(&fleet).contains("requests wait"));
    fleet.types("heroku maintenance:on");
    assert!(!preview(&fleet).contains("requests wait"));
}

#[test]
fn queries_that_run_elsewhere_are_pointed_out() {
    let mut fleet = Fleet::open("report-on-white");
    let told = fleet.types("heroku pg:ps");
    let remark = "     It looks at CHARCOAL alone. Queries run on WHITE: heroku pg:ps WHITE.";
    assert!(told.ends_with(&format!("(0 rows)\n{remark}")), "{told}");
    assert!(fleet.types("heroku pg:ps WHITE").ends_with("(1 row)"));
    assert!(fleet.types("heroku pg:ps CHARCOAL").ends_with("(0 rows)"));
}

#[test]
fn a_rollback_brings_back_the_config_var_of_an_add_on_and_takes_none_away() {
    let mut fleet = Fleet::open("followers");
    let url = |fleet: &mut Fleet| fleet.types("heroku config:get HEROKU_POSTGRESQL_WHITE_URL");
    let old = url(&mut fleet);
    fleet.types("heroku pg:credentials WHITE --reset");
    fleet.types("heroku config:unset HEROKU_POSTGRESQL_WHITE_URL");
    fleet.types("heroku rollback v70");
    let new = fleet.world().database(fleet.id("WHITE")).url.clone();
    assert_eq!(url(&mut fleet), new);
    assert_ne!(new, old);
    // Back to the release at which it was unset: it is the provider's, and stays.
    fleet.types("heroku rollback v72");
    assert_eq!(url(&mut fleet), new);
}
