//! Apps outside Heroku, and apps that share a database: what a changeover leaves behind.

use follower_playground::plan::suggestions::{PlanKind, suggest};
use follower_playground::plan::what_if::WhatIf;
use follower_playground::platform::{AppId, DatabaseError, Visitors};
use follower_playground::playground::situation::{Situation, worst};
use follower_playground::playground::{Msg, Playground, Selection, Travel};
use follower_playground::share::Options;

use crate::support::{Fleet, SUSHI, scenario};

/// The app outside Heroku, and the second of two that share a database.
const OTHER: AppId = AppId(1);

fn told(fleet: &Fleet) -> (String, String) {
    let Situation { text, remedy, .. } = worst(fleet.world(), SUSHI);
    (text, remedy.map(|remedy| remedy.command).unwrap_or_default())
}

fn url_of(fleet: &mut Fleet, colour: &str) -> String {
    fleet.types(&format!("heroku config:get HEROKU_POSTGRESQL_{colour}_URL"))
}

fn primary_of(fleet: &Fleet, app: AppId) -> &str {
    let primary = fleet.world().primary(app).expect("it has one");
    &fleet.world().database(primary).colour
}

#[test]
fn an_app_outside_heroku_goes_on_writing_to_the_old_database() {
    let mut fleet = Fleet::open("outside");
    fleet.passes("10s");
    fleet.types("heroku pg:unfollow WHITE --confirm shop");
    fleet.passes("1s");
    fleet.types("heroku pg:promote WHITE");
    let before = fleet.holds("CHARCOAL");
    fleet.passes("1m");
    let written = fleet.holds("CHARCOAL") - before;
    assert!((250..500).contains(&written), "{written}");
    let (text, remedy) = told(&fleet);
    let url = url_of(&mut fleet, "WHITE");
    let plans = suggest(&fleet.run, "");
    let along = plans.iter().find(|it| it.kind == PlanKind::TakeAlong).expect("a plan");
    assert_eq!(
        (along.plan.name.as_str(), along.is_asked_for),
        ("Give warehouse the new URL", true)
    );
    assert_eq!(along.plan.text(), format!("{remedy}\n"));
    let start = "warehouse, outside Heroku, still writes to CHARCOAL; shop uses WHITE now. ";
    assert!(text.starts_with(start) && text.ends_with(" of it are missing there."), "{text}");
    assert_eq!(remedy, format!("outside:set warehouse {url}"));
    // For the app itself nothing is lost until it moves: its URL stands for DATABASE_URL.
    assert_eq!(fleet.world().loss_count(OTHER).left_behind, 0);
    let missing = fleet.world().loss_if_promoted(OTHER, fleet.id("WHITE"));
    let printed = fleet.types(&remedy);
    assert_eq!(printed, "Writing DATABASE_URL into .env of warehouse and restarting it... done");
    assert_eq!(primary_of(&fleet, OTHER), "WHITE");
    assert_eq!(fleet.world().loss_count(OTHER).left_behind, missing);
    assert!(missing >= written);
    let before = fleet.holds("CHARCOAL");
    fleet.passes("20s");
    assert_eq!(fleet.holds("CHARCOAL"), before);
    assert_eq!(fleet.world().app(OTHER).downtime.total().micros(), 0);
    assert!(fleet.world().app(OTHER).releases.is_empty());
}

#[test]
fn its_own_url_decides_on_its_downtime() {
    let mut fleet = Fleet::open("outside");
    fleet.passes("10s");
    fleet.types("heroku pg:credentials CHARCOAL --reset");
    fleet.passes("30s");
    assert_eq!(fleet.world().visitors(SUSHI), Visitors::Served);
    let charcoal = fleet.id("CHARCOAL");
    assert_eq!(
        fleet.world().visitors(OTHER),
        Visitors::CannotWrite(DatabaseError::OldPassword(charcoal))
    );
    let (text, remedy) = told(&fleet);
    let said = "warehouse cannot write: DATABASE_URL has an old password of CHARCOAL.";
    assert_eq!(text, said);
    let downtime = fleet.world().app(OTHER).downtime.unplanned;
    assert!((29..=31).contains(&downtime.secs()), "{downtime:?}");
    fleet.types(&remedy);
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(OTHER), Visitors::Served);
    assert_eq!(fleet.world().app(OTHER).downtime.unplanned, downtime);
}

#[test]
fn a_changeover_that_stops_it_and_moves_it_loses_nothing() {
    let mut fleet = Fleet::open("outside");
    fleet.passes("10s");
    let mut steps = Vec::new();
    let first = "heroku maintenance:on".to_owned();
    fleet.types(&first);
    // The sentence leads through it.
    for _ in 0..9 {
        fleet.passes("5s");
        let (_, remedy) = told(&fleet);
        let command = remedy.split("postgres://").next().expect("a line").trim_end().to_owned();
        if command.starts_with("heroku ps:scale worker=1") {
            break;
        }
        fleet.types(&remedy);
        steps.push(command);
    }
    let wanted = [
        "heroku ps:scale worker=0",
        "outside:stop warehouse",
        "heroku pg:unfollow WHITE",
        "heroku pg:promote WHITE",
        "heroku maintenance:off",
        "outside:set warehouse",
    ];
    assert_eq!(steps, wanted);
    fleet.passes("20s");
    for app in [SUSHI, OTHER] {
        assert_eq!(primary_of(&fleet, app), "WHITE");
        assert_eq!(fleet.world().losses(app), [], "{app:?}");
    }
    let downtime = fleet.world().app(OTHER).downtime;
    assert!(downtime.planned.secs() > 10 && downtime.unplanned.micros() == 0, "{downtime:?}");
}

#[test]
fn heroku_does_not_know_it() {
    let mut fleet = Fleet::open("outside");
    assert_eq!(fleet.types("heroku apps"), "=== My Apps\nshop");
    for line in ["heroku ps", "heroku config", "heroku maintenance:on", "heroku logs"] {
        let printed = fleet.refused(&format!("{line} --app warehouse"));
        assert_eq!(
            printed,
            "!    App not found: warehouse.\n     warehouse is outside Heroku, so Heroku does not \
             know it."
        );
    }
    fleet.refused("heroku pg:info warehouse::CHARCOAL");
    assert!(!fleet.types("heroku help").contains("  outside"));
    assert!(fleet.types("heroku help outside").contains("outside:set APP URL"));
    fleet.types("heroku addons:remove CHARCOAL --confirm shop");
    let env = fleet.world().app(OTHER).config.get("DATABASE_URL");
    assert!(env.is_some_and(|url| url.contains("charcoal")), "nobody changes its file");
}

#[test]
fn a_url_that_is_pasted_is_taken_or_answered() {
    let outside = |text: &str| {
        let mut playground =
            Playground::new(scenario("outside"), Options { paused: true, ..Options::default() });
        playground.update(Msg::Picked(Selection::App(OTHER)));
        playground.update(Msg::UrlPasted { app: OTHER, text: text.to_owned() });
        let form = playground.panel().url_form.expect("it has one");
        let lines = playground.shell().screen().lines().count();
        (form.note.unwrap_or_default(), playground, lines)
    };
    let (_, playground, greeting) = outside("");
    let url = playground.world().databases().nth(1).expect("WHITE").1.url.clone();
    for (text, note) in [
        ("", "\"\" is not the URL of a database. It begins with postgres://; "),
        ("WHITE", "\"WHITE\" is not the URL of a database. It begins with postgres://; "),
        ("postgres://a:b@nowhere:5432/c", "That URL is of no database here. "),
        (&url.replace(":p", ":x"), "That URL has a user or password that WHITE does not have. "),
    ] {
        let (told, playground, lines) = outside(text);
        assert!(told.starts_with(note), "{told}");
        // Nothing was done, so nothing is recorded.
        assert_eq!((lines, playground.playback().recording().inputs.len()), (greeting, 0));
    }
    for text in [url.clone(), format!("  DATABASE_URL={url}\n")] {
        let (told, mut playground, _) = outside(&text);
        assert_eq!(told, "");
        let inputs = playground.playback().recording().inputs.clone();
        assert_eq!(inputs[0].input.label(), format!("outside:set warehouse {url}"));
        assert!(
            playground.world().is_primary(playground.world().by_url(&url).expect("WHITE"), OTHER)
        );
        // To go back before it takes it back.
        playground.update(Msg::Travelled(Travel::Before(0)));
        assert_eq!(
            playground.world().app(OTHER).config.get("DATABASE_URL").map(|it| it == url),
            Some(false)
        );
    }
}

#[test]
fn two_apps_on_one_database_are_moved_one_by_one() {
    let mut fleet = Fleet::open("shop-and-admin");
    fleet.passes("10s");
    assert_eq!(fleet.world().visitors(OTHER), Visitors::Served);
    assert_eq!(
        fleet.refused("heroku pg:unfollow WHITE --app admin").lines().last(),
        Some("     Its DATABASE_URL is of shop::CHARCOAL, which another app owns.")
    );
    assert_eq!(
        fleet.types("heroku pg:info --app admin"),
        "admin has no heroku-postgresql databases.\n     Its DATABASE_URL is of shop::CHARCOAL, \
         which another app owns."
    );
    assert!(fleet.types("heroku pg:info shop::CHARCOAL --app admin").contains("Plan:"));
    let printed = fleet.types("heroku pg:credentials shop::CHARCOAL --app admin");
    assert!(printed.ends_with(&fleet.types("heroku config:get DATABASE_URL --app admin")));
    fleet.types("heroku pg:unfollow shop::WHITE --confirm shop");
    fleet.passes("2s");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("20s");
    assert_eq!((primary_of(&fleet, SUSHI), primary_of(&fleet, OTHER)), ("WHITE", "CHARCOAL"));
    let (text, remedy) = told(&fleet);
    assert!(text.starts_with("admin still writes to CHARCOAL; shop uses WHITE now. "), "{text}");
    let url = url_of(&mut fleet, "WHITE");
    assert_eq!(remedy, format!("heroku config:set DATABASE_URL={url} --app admin"));
    fleet.types(&remedy);
    fleet.passes("20s");
    assert_eq!(primary_of(&fleet, OTHER), "WHITE");
    assert!(fleet.world().loss_count(OTHER).left_behind > 0);
    assert!(
        fleet.types("heroku releases --app admin").contains("v9  Set DATABASE_URL config vars")
    );
}

#[test]
fn a_scheduler_writes_in_bursts() {
    let mut fleet = Fleet::open("shop-and-admin");
    let mut rates = Vec::new();
    for _ in 0..20 {
        fleet.passes("1m");
        let admin = fleet.world().app(OTHER);
        rates.push(admin.ledger.total() + admin.refused);
    }
    let minutes: Vec<u64> = rates.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let busy = minutes.iter().filter(|minute| **minute > 2_000).count();
    // Forty seconds at the start of two shifts, the second of which may end in the next minute.
    assert!((2..=4).contains(&busy), "{minutes:?}");
    assert!(minutes.iter().filter(|minute| **minute < 300).count() >= 15, "{minutes:?}");
}

#[test]
fn a_plan_that_promotes_takes_along_who_shares_the_database() {
    let lines = |scenario: &str| {
        let mut fleet = Fleet::open(scenario);
        fleet.passes("5s");
        let plans = suggest(&fleet.run, "");
        let plan = plans
            .into_iter()
            .find(|it| it.kind == PlanKind::StopWrites && it.plan.text().contains("by 0 commits"));
        let text = plan.expect("a changeover").plan.text();
        let shorter = |line: &str| line.split("postgres:").next().unwrap_or_default().to_owned();
        text.lines().map(shorter).collect::<Vec<_>>()
    };
    assert_eq!(
        lines("outside"),
        [
            "heroku maintenance:on",
            "heroku ps:scale worker=0",
            "outside:stop warehouse",
            "wait until WHITE is behind by 0 commits, at most 10m",
            "heroku pg:unfollow WHITE --confirm shop",
            "heroku pg:promote WHITE",
            "outside:set warehouse ",
            "heroku ps:scale worker=1",
            "heroku maintenance:off",
        ]
    );
    assert_eq!(
        lines("shop-and-admin"),
        [
            "heroku maintenance:on",
            "heroku ps:scale clock=0 worker=0",
            "heroku maintenance:on --app admin",
            "heroku ps:scale scheduler=0 --app admin",
            "wait until WHITE is behind by 0 commits, at most 10m",
            "heroku pg:unfollow WHITE --confirm shop",
            "heroku pg:promote WHITE",
            "heroku config:set DATABASE_URL=",
            "heroku ps:scale clock=1 worker=1",
            "heroku ps:scale scheduler=1 --app admin",
            "heroku maintenance:off --app admin",
            "heroku maintenance:off",
        ]
    );
}

#[test]
fn what_if_ranks_the_changeover_that_loses_nothing_of_either_app() {
    for scenario in ["outside", "shop-and-admin"] {
        let mut fleet = Fleet::open(scenario);
        fleet.passes("10s");
        let mut what_if = WhatIf::over(fleet.run.clone(), suggest(&fleet.run, ""), 3);
        while !what_if.work(u32::MAX) {}
        let ranked = what_if.ranked();
        let best = ranked.iter().find(|it| !it.plan.steps.is_empty()).expect("a plan");
        let merit = best.merit();
        assert_eq!((merit.not_back, merit.gone, merit.left_behind), (0, 0, 0), "{scenario}");
        assert!(best.plan.text().contains("maintenance:on"), "{}", best.plan.text());
    }
}
