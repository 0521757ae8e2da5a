//! What comes from outside: arrivals and faults are the same whatever anybody does.

use super::start;
use super::typing::line;
use crate::dice::Dice;
use crate::support::{Fleet, SUSHI, quickly};
use follower_playground::platform::AppId;
use follower_playground::sim::SimTime;
use follower_playground::terminal::commands::COMMANDS;
use follower_playground::terminal::shell::Prompt;

/// What came from outside in the first 40 seconds of a run.
#[derive(Debug, Default, PartialEq)]
struct Demand {
    /// Visitors' writes that arrived at each app in each tick.
    arrived: Vec<u64>,
    /// The kind of each fault that struck, and when.
    struck: Vec<(&'static str, SimTime)>,
}

fn demand(seed: u64, with_commands: bool) -> Demand {
    let mut dice = Dice::new(seed);
    let mut run = start(seed);
    let mut demand = Demand::default();
    let mut before = [0, 0];
    for tick in 0..400 {
        if with_commands && tick % 10 == 5 {
            let command = *dice.pick(COMMANDS);
            let line = line(&mut dice, run.world(), command);
            run.enter(&line);
            while run.shell().prompt() != Prompt::Command {
                let asked = run.shell().asks_for(run.world()).map(str::to_owned);
                match asked.filter(|_| dice.below(2) == 0) {
                    Some(name) => run.enter(&name),
                    None => run.interrupt(""),
                }
            }
        }
        run.tick();
        for (app, before) in [SUSHI, AppId(1)].into_iter().zip(&mut before) {
            let arrived = run.world().app(app).arrived;
            demand.arrived.push(arrived - *before);
            *before = arrived;
        }
    }
    let struck = run.world().struck().iter();
    demand.struck = struck.map(|struck| (struck.kind().name, struck.from)).collect();
    demand
}

#[test]
fn commands_change_neither_what_arrives_nor_when_faults_strike() {
    let (mut struck, mut spared) = (0, 0);
    for seed in 0..quickly(200) {
        let (alone, busy) = (demand(seed, false), demand(seed, true));
        assert!(alone.arrived == busy.arrived, "seed {seed}: other writes arrive");
        assert_eq!(alone.struck.len(), 2, "seed {seed}: the schedule has two faults");
        // A command may have removed what a fault would strike; what strikes does so on time.
        for fault in &busy.struck {
            assert!(alone.struck.contains(fault), "seed {seed}: {fault:?} of {:?}", alone.struck);
        }
        struck += busy.struck.len();
        spared += alone.struck.len() - busy.struck.len();
    }
    assert!(
        struck as u64 >= quickly(200) && spared > 0,
        "{struck} struck and {spared} had nothing to strike"
    );
}

#[test]
fn two_seeds_meet_different_demand() {
    // What the test above compares does vary.
    let (one, two) = (demand(1, false), demand(2, false));
    assert!(one.arrived != two.arrived && one.struck != two.struck);
}

#[test]
fn two_apps_share_no_chance() {
    let app = |name: &str| {
        format!(
            "[app.{name}]\nprimary = \"RED\"\n[app.{name}.process.web]\ndynos = 1\n\
             writes = \"50/s\"\n[app.{name}.process.worker]\ndynos = 1\nwrites = \"9/s\"\n"
        )
    };
    let mut fleet = Fleet::of(&format!(
        "title = \"Chance\"\nstarts = \"2013-12-05 10:00\"\nzones = [\"a\", \"b\"]\n{}{}\
         [database.RED]\napp = \"sushi\"\nplan = \"crane\"\nzone = \"a\"\n",
        app("sushi"),
        app("tempura"),
    ));
    let apps = [SUSHI, AppId(1)];
    let (mut together, mut before) = (0, [0, 0]);
    for _ in 0..1_000 {
        fleet.run.tick();
        let arrived = apps.map(|app| fleet.world().app(app).arrived);
        together += u32::from(arrived[0] - before[0] == arrived[1] - before[1]);
        before = arrived;
    }
    assert!(together < 333, "in {together} of 1000 ticks both apps get as many writes");
    for process in ["web", "worker"] {
        fleet.types(&format!("heroku ps:scale {process}=2"));
        fleet.types(&format!("heroku ps:scale {process}=2 --app tempura"));
        let up = apps.map(|app| fleet.world().app(app).process(process).map(|p| p.dynos[1].up_at));
        assert_ne!(up[0], up[1], "{process}.2 of both apps starts in the same moment");
    }
}
