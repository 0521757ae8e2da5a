//! Properties: hundreds of seeds, random commands and faults, every invariant after every tick.
//!
//! `PROPERTY_SEED=17 cargo test --test it properties -- --nocapture` replays one seed and tells
//! what was done in it.

mod demand;
mod failovers;
pub mod recordings;
pub mod typing;

use std::collections::BTreeMap;

use crate::dice::Dice;
use crate::{invariants, support};
use follower_playground::platform::faults::{FAULTS, Strike, StruckFault};
use follower_playground::run::Simulation;
use follower_playground::terminal::commands::COMMANDS;
use follower_playground::terminal::shell::Prompt;
use typing::line;

/// A small fleet in which everything takes seconds: two apps, 20 MB of data.
const WORLD: &str = r#"
title = "Properties"
starts = "2013-12-05 10:00"
zones = ["a", "b", "c"]
new_servers_take = "0s"

[app.sushi]
primary = "CHARCOAL"
pgbackups = true

[app.sushi.process.web]
dynos = 2
writes = "60/s"
reads = "200/s"
read_cost = 3_000
returning = 50
returns_within = "4s"

[app.sushi.process.worker]
dynos = 1
writes = "15/s"

[app.sushi.process.clock]
dynos = 1
writes = "1/s"
writes_to = "HEROKU_POSTGRESQL_CHARCOAL_URL"

[app.tempura]
primary = "OLIVE"

[app.tempura.process.web]
dynos = 1
writes = "8/s"
reads = "30/s"
report = { every = "20s", lasts = "6s" }

[database.CHARCOAL]
app = "sushi"
plan = "ronin"
zone = "a"
size = "20 MB"
commits = 500

[database.WHITE]
app = "sushi"
plan = "crane"
zone = "b"
follows = "CHARCOAL"

[app.warehouse]
outside = true
primary = "CHARCOAL"

[app.warehouse.process.web]
dynos = 1
writes = "4/s"

[database.OLIVE]
app = "tempura"
plan = "premium-0"
zone = "b"
size = "20 MB"
commits = 100

[[fault]]
at = "3s to 20s"
kind = "leader crash"
on = "DATABASE_URL of sushi"
lasts = "4s"

[[fault]]
at = "5s to 25s"
kind = "link cut"
on = "WHITE"
lasts = "6s"
"#;

/// Actions of a seed.
const ACTIONS: u64 = 190;

/// The most ticks between two actions.
const MOST_TICKS: u64 = 14;

/// What a seed did, and how often each thing took effect.
#[derive(Default)]
struct Effects {
    commands: BTreeMap<&'static str, u32>,
    faults: BTreeMap<&'static str, u32>,
}

/// Whether a command that succeeded only reads.
fn only_reads(name: &str) -> bool {
    matches!(
        name,
        "pg:info"
            | "pg:ps"
            | "pg:wait"
            | "pgbackups"
            | "addons"
            | "maintenance"
            | "ps"
            | "config"
            | "config:get"
            | "releases"
            | "releases:info"
            | "apps"
            | "apps:info"
            | "addons:list"
            | "addons:docs"
            | "logs"
            | "help"
            | "history"
            | "clear"
    )
}

struct Story {
    seed: u64,
    told: Vec<String>,
    tells: bool,
}

impl Story {
    fn tell(&mut self, what: String) {
        if self.tells {
            println!("seed {}: {what}", self.seed);
        }
        self.told.push(what);
    }

    /// A tick, with every invariant after it.
    fn tick(&mut self, run: &mut Simulation) {
        let before = run.world().clone();
        run.tick();
        for (name, check) in invariants::ALL {
            if let Err(why) = check(&before, run.world()) {
                panic!(
                    "seed {}, tick {}: {name}, but {why}. PROPERTY_SEED={} replays it:\n{}",
                    self.seed,
                    run.world().now().ticks(),
                    self.seed,
                    self.told.join("\n")
                );
            }
        }
    }
}

fn start(seed: u64) -> Simulation {
    start_world(WORLD, seed)
}

fn start_world(text: &str, seed: u64) -> Simulation {
    let mut world = support::world("properties", text);
    world.seed = seed;
    Simulation::start(&world)
}

/// Types a random command, answers its question, and waits a while for it.
fn command(dice: &mut Dice, run: &mut Simulation, story: &mut Story, effects: &mut Effects) {
    let command = *dice.pick(COMMANDS);
    let line = line(dice, run.world(), command);
    let before = run.hash();
    story.tell(format!("{} $ {line}", run.world().now().ticks()));
    run.enter(&line);
    if run.shell().prompt() == Prompt::Answer {
        let asked = run.shell().asks_for(run.world()).expect("it asks").to_owned();
        run.enter(if dice.below(8) == 0 { "nonsuch" } else { &asked });
    }
    let changed = run.hash() != before;
    let mut waited = 0;
    while run.shell().prompt() == Prompt::Held {
        story.tick(run);
        waited += 1;
        if waited == 80 {
            run.interrupt("");
        }
    }
    // What is not waited for goes on.
    let is_begun = waited >= 80 && changed;
    if is_begun || run.shell().succeeded() && (changed || only_reads(command.name)) {
        *effects.commands.entry(command.name).or_default() += 1;
    }
}

/// A random fault strikes.
fn fault(dice: &mut Dice, run: &mut Simulation, story: &mut Story, effects: &mut Effects) {
    let going: Vec<StruckFault> = run.world().faults_that_go_on().cloned().collect();
    if !going.is_empty() && dice.below(5) == 0 {
        let ended = dice.pick(&going);
        let now = run.world().now().ticks();
        story.tell(format!("{now} the end of {} on {:?}", ended.kind().name, ended.on));
        run.end_fault(ended);
        return;
    }
    let at = dice.below(FAULTS.len() as u64) as u32;
    let kind = FAULTS[at as usize];
    let targets = run.world().targets_of(kind);
    // What is lost stays lost: more of it, and nothing would be left to do anything with.
    let spared = kind.lasts.is_none() && dice.below(5) > 0;
    if targets.is_empty() || spared {
        return;
    }
    let on = dice.pick(&targets).clone();
    let seconds = 1 + dice.below(12);
    let lasts = Some(follower_playground::sim::SimDuration::from_secs(seconds));
    let strike = Strike { fault: at, on: on.clone(), lasts, size: None };
    let now = run.world().now().ticks();
    story.tell(format!("{now} {} on {on:?} for {seconds} s", kind.name));
    if run.strike(&strike) {
        *effects.faults.entry(kind.name).or_default() += 1;
    }
}

fn play(seed: u64, tells: bool, effects: &mut Effects) {
    let mut dice = Dice::new(seed);
    let mut run = start(seed);
    let mut story = Story { seed, told: Vec::new(), tells };
    for _ in 0..ACTIONS {
        if dice.below(3) == 0 {
            fault(&mut dice, &mut run, &mut story, effects);
        } else {
            command(&mut dice, &mut run, &mut story, effects);
        }
        for _ in 0..dice.below(MOST_TICKS) {
            story.tick(&mut run);
        }
    }
}

#[test]
fn properties_hold_for_500_seeds() {
    let mut effects = Effects::default();
    if let Some(seed) = std::env::var("PROPERTY_SEED").ok().and_then(|seed| seed.parse().ok()) {
        return play(seed, true, &mut effects);
    }
    for seed in 0..support::quickly(500) {
        play(seed, false, &mut effects);
    }
    println!("took effect: {:?}\n{:?}", effects.commands, effects.faults);
    for command in COMMANDS {
        let count = effects.commands.get(command.name).copied().unwrap_or(0);
        assert!(
            count >= support::quickly(100) as u32,
            "{} took effect {count} times",
            command.name
        );
    }
    for fault in FAULTS {
        let count = effects.faults.get(fault.name).copied().unwrap_or(0);
        assert!(count >= support::quickly(100) as u32, "{} took effect {count} times", fault.name);
    }
}

#[test]
fn the_same_inputs_give_the_same_state() {
    let run = |seed| {
        let mut dice = Dice::new(seed);
        let mut run = start(seed);
        let mut story = Story { seed, told: Vec::new(), tells: false };
        for _ in 0..20 {
            command(&mut dice, &mut run, &mut story, &mut Effects::default());
            run.tick();
        }
        run.hash()
    };
    assert_eq!(run(5), run(5));
    assert_ne!(run(5), run(6));
}
