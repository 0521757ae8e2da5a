//! Conditions about what has happened in a run and about other apps than the terminal's: whether
//! they hold, and what is true instead.

use std::rc::Rc;

use crate::support::scenario;
use follower_playground::lessons::condition::Condition;
use follower_playground::lessons::script::Plan;
use follower_playground::plan::player::{PlanPlayer, PlayerMove};
use follower_playground::run::Simulation;

/// A run of a scenario after these lines of a plan.
fn after(name: &str, lines: &[&str]) -> Simulation {
    let mut run = Simulation::begin(&scenario(name));
    if lines.is_empty() {
        return run;
    }
    let plan = Plan::read("a test", &lines.join("\n")).unwrap_or_else(|error| panic!("{error}"));
    let mut player = PlanPlayer::new(Rc::new(plan), &run);
    loop {
        while let Some(next) = player.next(&run) {
            if let PlayerMove::Input(input) = next {
                input.apply(&mut run);
            }
        }
        if player.is_done(&run) {
            return run;
        }
        run.tick();
    }
}

/// Holds a condition against a run: `expected` is empty where it holds, and else what is true.
fn check(run: &Simulation, text: &str, expected: &str) {
    let condition = Condition::parse(text).unwrap_or_else(|| panic!("{text} is no condition"));
    let truth = match condition.contradiction(run.evidence()) {
        Ok(truth) => truth.unwrap_or_default(),
        Err(error) => error.to_string(),
    };
    assert_eq!(truth, expected, "{text}");
    assert_eq!(condition.holds(run.evidence()), expected.is_empty(), "{text}");
}

#[test]
fn forks_and_followers_need_not_be_named() {
    let run = after("followers", &[]);
    check(&run, "a fork of CHARCOAL is available", "nothing is forked from CHARCOAL");
    check(&run, "a fork is available", "there is no fork");
    check(&run, "a follower is available", "");
    check(&run, "a fork of TEAL is available", "There is no database TEAL.");
    let lines = ["heroku pg:unfollow WHITE", "heroku addons:add heroku-postgresql --follow WHITE"];
    let run = after("followers", &[lines[0], "wait 10s", lines[1]]);
    check(&run, "a fork of CHARCOAL is available", "");
    check(&run, "a fork of DATABASE_URL is writable", "");
    check(&run, "addons:add was refused on a fork of CHARCOAL", "");
    check(&run, "addons:add was refused on a fork", "");
    let truth = "addons:add was not refused on a follower yet";
    check(&run, "addons:add was refused on a follower", truth);
    let run = after("followers", &["heroku addons:add heroku-postgresql --follow WHITE"]);
    check(&run, "addons:add was refused on a follower of CHARCOAL", "");
    check(&run, "addons:add was refused on a fork of TEAL", "There is no database TEAL.");
}

#[test]
fn apps_and_their_databases_can_be_named() {
    let run = after("change-plan", &[]);
    check(&run, "warehouse uses DATABASE_URL", "");
    check(&run, "CHARCOAL belongs to shop", "");
    check(&run, "CHARCOAL belongs to warehouse", "CHARCOAL belongs to shop");
    let run = after("change-plan", &["heroku config:unset DATABASE_URL"]);
    check(&run, "warehouse uses DATABASE_URL", "warehouse uses CHARCOAL");
    let lines = ["heroku maintenance:on --app reports", "wait 15s"];
    let run = after("read-from-it", &lines);
    check(&run, "visitors of reports are refused", "");
    check(&run, "visitors of sushi are refused", "visitors of sushi are served");
    check(&run, "visitors of tempura are served", "There is no app tempura.");
    check(&run, "reads of reports come from DATABASE_URL", "");
    check(&run, "reads of reports come from WHITE", "reads of reports come from CHARCOAL");
    check(&run, "the load of CHARCOAL is at least 60 %", "");
    check(&run, "the load of WHITE is at least 60 %", "the load of WHITE is 2 %");
}

#[test]
fn a_wrong_answer_and_what_was_not_run_are_known() {
    let run = after("followers", &["heroku pg:unfollow WHITE", "> WHITE"]);
    check(&run, "pg:unfollow was not confirmed", "");
    check(&run, "pg:unfollow was not confirmed on WHITE", "");
    check(&run, "pg:unfollow has not run", "");
    check(&run, "pg:unfollow was refused", "pg:unfollow was not refused yet");
    let run = after("followers", &["heroku pg:unfollow WHITE", "heroku maintenance:on"]);
    check(&run, "pg:unfollow was not confirmed", "pg:unfollow got no wrong answer yet");
    check(&run, "pg:unfollow has not run", "pg:unfollow has run");
    check(&run, "pg:unfollow has not run on WHITE", "pg:unfollow has run on WHITE");
    check(&run, "pg:unfollow has not run since maintenance", "");
    check(&run, "pg:info has not run since step look", "There was no step look yet.");
}

#[test]
fn whether_a_step_was_reached_and_large_figures_are_told_as_people_read_them() {
    let run = after("unfollow", &["heroku pg:info", "wait 3m"]);
    check(&run, "step look is done", "");
    check(&run, "step look is open", "step look is done");
    check(&run, "step fork is open", "");
    check(&run, "time since the start is 0s", "time since the start is 3:00");
    let condition = Condition::parse("commits written since the start are 0").expect("one");
    let told = condition.contradiction(run.evidence()).expect("it is known").expect("not 0");
    assert!(told.starts_with("commits written since the start are 10,"), "{told}");
    let lines = ["heroku pg:unfollow WHITE", "wait 30s", "heroku pg:promote WHITE", "wait 9s"];
    let run = after("followers", &lines);
    let condition = Condition::parse("0 commits are lost").expect("a condition");
    let told = condition.contradiction(run.evidence()).expect("it is known").expect("some are");
    assert!(
        told.starts_with("commits lost: 1,") && told.contains(", and CHARCOAL has 1,"),
        "{told}"
    );
    let run = after("followers", &["heroku addons:remove CHARCOAL", "> sushi"]);
    check(&run, "DATABASE_URL is writable", "DATABASE_URL names no database.");
}

#[test]
fn what_befell_the_fleet_is_known() {
    let run = after("lag", &["break long query on LAVENDER", "wait 45s"]);
    check(&run, "long query has struck LAVENDER", "");
    check(&run, "long query has struck WHITE", "long query has not struck WHITE yet");
    check(&run, "a query on LAVENDER was cancelled", "");
    check(&run, "a query on WHITE was cancelled", "no query on WHITE was cancelled yet");
    check(&run, "a query on TEAL was cancelled", "There is no database TEAL.");
    let run = after("lag", &["break long query on WHITE", "wait 5s", "heroku pg:kill 4600"]);
    check(&run, "a query on WHITE was cancelled", "no query on WHITE was cancelled yet");
    check(&run, "pg:kill has run on WHITE", "");
    check(&run, "pg:kill has run on CHARCOAL", "pg:kill has not run on CHARCOAL yet");
    let run = after("lag", &["break write burst on sushi", "break leader lost on CHARCOAL"]);
    check(&run, "write burst has struck sushi", "");
    check(&run, "leader lost has struck DATABASE_URL", "");
    check(&run, "CHARCOAL has failed", "");
    check(&run, "WHITE has failed", "WHITE is available");
}

#[test]
fn a_failover_is_known_from_what_only_moved_with_it() {
    let mut run = after("automated-failover", &["break leader lost on CHARCOAL", "wait 2m"]);
    check(&run, "CHARCOAL has failed over by itself", "CHARCOAL has not failed over yet");
    for _ in 0..300 {
        run.tick();
    }
    check(&run, "CHARCOAL has failed over by itself", "");
    check(&run, "DATABASE_URL has failed over by itself", "");
    check(&run, "WHITE has failed over by itself", "WHITE has not failed over yet");
    check(&run, "CHARCOAL has failed", "CHARCOAL is available");
}
