//! The sentence of state: it says what is true, and what it offers is taken and helps.

use crate::dice::Dice;
use crate::suggestions::troubled_fleet;
use crate::support::{Fleet, SUSHI, quickly, scenario};
use follower_playground::platform::Visitors;
use follower_playground::playground::Playground;
use follower_playground::playground::situation::{Situation, worst};
use follower_playground::run::Simulation;
use follower_playground::share::Options;
use follower_playground::terminal::actions::to_begin;
use follower_playground::terminal::shell::Prompt;
use follower_playground::view::Tone;
use follower_playground::view::layout::Size;
use follower_playground::view::stage::stage;

fn told(fleet: &Fleet) -> (String, String) {
    let Situation { text, remedy, .. } = worst(fleet.world(), SUSHI);
    (text, remedy.map(|remedy| remedy.command).unwrap_or_default())
}

#[test]
fn a_query_that_holds_replay_is_told_from_the_first_instant() {
    let mut fleet = Fleet::open("report-on-white");
    let first = told(&fleet);
    let said = "WHITE has stopped replaying: query 4836 still needs old rows.";
    assert_eq!(first, (said.to_owned(), "heroku pg:kill 4836 WHITE".to_owned()));
    fleet.passes("5s");
    assert_eq!(told(&fleet), first);
    fleet.types(&first.1);
    fleet.passes("2m");
    assert_eq!(told(&fleet).0, "sushi writes to CHARCOAL; its 2 followers keep up.");
}

#[test]
fn a_narrow_link_is_to_blame_and_not_the_plan() {
    let text = std::fs::read_to_string("static/scenarios/followers.toml").expect("it is there");
    let table = "[database.WHITE]\n";
    let mut fleet = Fleet::of(&text.replace(table, &format!("{table}bandwidth = \"10 kB/s\"\n")));
    fleet.passes("2m");
    let text = told(&fleet).0;
    assert!(text.starts_with("WHITE falls behind, by "), "{text}");
    assert!(text.ends_with(" now: its link carries less than CHARCOAL writes."), "{text}");
    let frame = Playground::new(scenario("followers"), Options::default())
        .frame_of(Size { w: 1_148.0, h: 456.0 });
    let cards = stage(fleet.world(), frame).cards;
    let mut causes = cards.iter().filter_map(|card| card.words.cause.as_ref());
    assert!(causes.any(|cause| cause.text.starts_with("narrow link · ")));
}

#[test]
fn an_idle_transaction_is_ended_by_force() {
    let text = std::fs::read_to_string("static/scenarios/equally-behind.toml");
    let text =
        text.expect("it is there").replace("ran =", "session = \"idle in transaction\"\nran =");
    let fleet = Fleet::of(&text);
    let pid = fleet.world().server(fleet.id("WHITE")).queries[0].pid;
    assert_eq!(told(&fleet).1, format!("heroku pg:kill {pid} WHITE --force"));
}

#[test]
fn after_the_leader_is_lost_what_was_received_decides() {
    let mut fleet = Fleet::open("equally-behind");
    // Behind the maintenance page, too.
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.passes("1s");
    let (text, command) = told(&fleet);
    let said = "sushi cannot write: CHARCOAL is lost for good, with its disk. WHITE has received \
                all that can be saved.";
    assert!(text.starts_with(said), "{text}");
    assert!(text.ends_with("keeps it from replaying them."), "{text}");
    assert!(command.starts_with("heroku pg:kill ") && command.ends_with(" WHITE"), "{command}");
    fleet.types(&command);
    assert_eq!(told(&fleet).1, "heroku pg:unfollow WHITE");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    assert_eq!(told(&fleet).1, "heroku pg:promote WHITE");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("20s");
    assert_eq!(told(&fleet).1, "heroku maintenance:off");
    let white = fleet.id("WHITE");
    assert_eq!(fleet.world().loss_count(SUSHI).left_behind, 0);
    assert!(fleet.world().is_primary(white, SUSHI));
}

#[test]
fn a_changeover_is_led_from_step_to_step() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("10s");
    fleet.types("heroku maintenance:on");
    let (text, command) = told(&fleet);
    assert_eq!(command, "heroku ps:scale worker=0");
    let said = "sushi is in maintenance mode: visitors cannot write. worker still writes.";
    assert_eq!(text, said);
    fleet.types(&command);
    fleet.passes("5s");
    let (text, command) = told(&fleet);
    assert!(text.ends_with("Nobody writes, and WHITE has every commit."), "{text}");
    assert_eq!(command, "heroku pg:unfollow WHITE");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("2s");
    assert_eq!(told(&fleet).1, "heroku pg:promote WHITE");
    fleet.types("heroku pg:promote WHITE");
    assert_eq!(told(&fleet).1, "heroku maintenance:off");
    fleet.types("heroku maintenance:off");
    let (text, _) = told(&fleet);
    assert!(text.starts_with("The dynos of sushi restart: requests wait for about "), "{text}");
    fleet.passes("20s");
    // What was stopped is started again, the new leader gets a follower, and only then the old
    // one is removed, its follower first.
    let (text, command) = told(&fleet);
    assert_eq!(text, "sushi runs no worker dyno.");
    assert_eq!(command, "heroku ps:scale worker=1");
    fleet.types(&command);
    fleet.passes("5s");
    let (text, command) = told(&fleet);
    let said = "WHITE has no follower: what only it has would be lost with it. It can get one in ";
    assert!(text.starts_with(said), "{text}");
    assert_eq!(command, "");
    fleet.passes("3m");
    let (text, command) = told(&fleet);
    assert_eq!(text, "WHITE has no follower: what only it has would be lost with it.");
    assert_eq!(command, "heroku addons:add heroku-postgresql:crane --follow WHITE");
    fleet.types(&command);
    fleet.passes("10m");
    for colour in ["LAVENDER", "CHARCOAL"] {
        let (text, command) = told(&fleet);
        assert!(text.starts_with("No app writes to CHARCOAL any more; it still costs $"), "{text}");
        assert_eq!(command, format!("heroku addons:remove {colour}"));
        fleet.types(&format!("{command} --confirm sushi"));
        fleet.passes("10s");
    }
    let text = told(&fleet).0;
    assert!(text.starts_with("sushi writes to WHITE; ") && text.ends_with(" keeps up."), "{text}");
}

#[test]
fn after_a_failover_more_is_not_lost_before_the_rest_is_removed() {
    let mut fleet = Fleet::open("followers");
    fleet.strikes("slow link", "WHITE", "1m");
    fleet.strikes("slow link", "LAVENDER", "1m");
    fleet.passes("10s");
    fleet.strikes("leader lost", "CHARCOAL", "1s");
    fleet.types("heroku pg:unfollow WHITE --confirm sushi");
    fleet.passes("5s");
    fleet.types("heroku pg:promote WHITE");
    fleet.passes("20s");
    let (text, command) = told(&fleet);
    assert!(text.starts_with("sushi has lost ") && command.is_empty(), "{text}");
    fleet.passes("3m");
    let (text, command) = told(&fleet);
    assert!(
        text.starts_with("sushi has lost ") && text.contains("WHITE has no follower"),
        "{text}"
    );
    assert_eq!(command, "heroku addons:add heroku-postgresql:crane --follow WHITE");
}

/// Enters a command, and the app's name where it asks for it.
fn enter(run: &mut Simulation, line: &str) {
    run.enter(line);
    while let Some(name) = run.shell().asks_for(run.world()).map(str::to_owned) {
        run.enter(&name);
    }
}

#[test]
fn what_the_sentence_offers_is_taken_loses_nothing_and_leads_out_of_every_trouble() {
    /// Sentences that are followed, and those after which the app takes writes.
    const STEPS: usize = 70;
    const SERVED_AFTER: usize = 60;
    let (mut followed, mut down, mut quiet) = (0, 0, 0);
    for seed in 0..quickly(200) {
        let mut run = troubled_fleet(&mut Dice::new(5_000 + seed));
        run.interrupt("");
        let app = run.shell().app();
        down += u32::from(run.world().visitors(app) != Visitors::Served);
        for step in 0..STEPS {
            let situation = worst(run.world(), app);
            let is_served = run.world().visitors(app) == Visitors::Served;
            let is_told = matches!(situation.tone, Tone::Bad | Tone::Warn);
            assert!(is_told || is_served, "{seed}: {situation:?}");
            // Where nothing helps there is nothing to take over.
            if situation.text.contains("No other database") {
                break;
            }
            assert!(is_served || step < SERVED_AFTER, "{seed}: it leads nowhere: {situation:?}");
            if let Some(remedy) = situation.remedy {
                let gone = run.world().loss_count(app).gone;
                enter(&mut run, &remedy.command);
                let is_held = run.shell().prompt() == Prompt::Held;
                assert!(run.shell().succeeded() || is_held, "{seed}: {remedy:?}");
                assert_eq!(run.world().loss_count(app).gone, gone, "{seed}: {remedy:?}");
                // Nobody waits here for what is being made.
                run.interrupt("");
                followed += 1;
                quiet += u32::from(!is_told);
            }
            (0..100).for_each(|_| run.tick());
        }
    }
    let enough = followed > quickly(1_000) as u32 && down > quickly(50) as u32;
    assert!(enough && quiet > quickly(200) as u32, "{followed} {down} {quiet}");
}

#[test]
fn commands_for_a_newcomer_stand_in_the_order_of_a_changeover() {
    let fleet = Fleet::open("changeover");
    let commands: Vec<String> =
        to_begin(fleet.world(), SUSHI).into_iter().map(|action| action.command).collect();
    let name = |command: &String| command.split(' ').nth(1).map(str::to_owned);
    let names: Vec<String> = commands.iter().filter_map(name).collect();
    let in_order = ["maintenance:on", "ps:scale", "pg:unfollow", "pg:promote"];
    let found: Vec<usize> = in_order
        .iter()
        .map(|wanted| names.iter().position(|name| name == wanted).expect("it is offered"))
        .collect();
    assert!(found.is_sorted(), "{commands:?}");
    assert!(commands.contains(&"heroku ps:scale worker=0".to_owned()), "{commands:?}");
}

#[test]
fn what_is_lost_already_is_not_lost_by_the_next_promotion() {
    let mut fleet = Fleet::open("followers");
    fleet.passes("30s");
    fleet.strikes("link cut", "WHITE", "1h");
    fleet.passes("20s");
    // WHITE takes over without what it did not receive, and a follower is made of it.
    fleet.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE");
    fleet.passes("5m");
    let left = fleet.world().loss_count(SUSHI).left_behind;
    assert!(left > 300, "{left}");
    fleet.types("heroku addons:add heroku-postgresql:ronin --follow WHITE");
    fleet.passes("20m");
    let made = fleet.world().followers_of(fleet.id("WHITE"))[0];
    assert!(fleet.world().loss_if_promoted(SUSHI, made) < 50);
    // LAVENDER still has what WHITE lacks, and lacks what WHITE has written since.
    let lavender = fleet.world().loss_if_promoted(SUSHI, fleet.id("LAVENDER"));
    assert!(lavender > 1_000, "{lavender}");
    assert_eq!(fleet.world().loss_if_promoted(SUSHI, fleet.id("WHITE")), 0);
    // The second changeover is led to its end, too.
    fleet.types("heroku maintenance:on && heroku ps:scale worker=0");
    fleet.passes("5s");
    let colour = fleet.world().database(made).colour.clone();
    assert_eq!(told(&fleet).1, format!("heroku pg:unfollow {colour}"));
    fleet.types(&format!("heroku pg:unfollow {colour} --confirm sushi"));
    fleet.passes("2s");
    assert_eq!(told(&fleet).1, format!("heroku pg:promote {colour}"));
}
