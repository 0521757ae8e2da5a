//! `workbench run --plan FILE`: plans, such as a team's own runbook, against continuations of
//! chance.

use std::path::Path;

use follower_playground::plan::runbook;
use follower_playground::plan::script::Plan;
use follower_playground::plan::what_if::{self, Metric, PlanStats, TrialResult, WhatIf};
use follower_playground::platform::Platform;
use follower_playground::platform::faults::{self, FAULTS, Strike};
use follower_playground::format::plural;
use follower_playground::run::Simulation;
use follower_playground::sim::{SimDuration, TICK};
use follower_playground::{format, lessons};

use crate::transcripts::open;

const USAGE: &str = "\
Usage: workbench run --plan FILE... [--seeds N] [--scenario NAME] [--at 10m]
           [--fault \"leader lost on CHARCOAL\"]...
Plays each plan, a .md file or one with a step a line, from the same moment on against N
continuations of chance, 10 where nothing is said.";

/// The most continuations of a plan.
const MOST: u32 = 10_000;

/// The latest moment that plans can begin at.
const LATEST: SimDuration = SimDuration::from_secs(7 * 86_400);

/// What was asked for.
struct Asked<'a> {
    plans: Vec<&'a str>,
    seeds: u32,
    scenario: &'a str,
    at: SimDuration,
    faults: Vec<&'a str>,
}

/// Plays plans and prints what comes of them; says whether all could be read.
pub fn run(args: &[&str]) -> bool {
    let printed = asked(args).and_then(|asked| play(&asked));
    match &printed {
        Ok(text) => print!("{text}"),
        Err(why) => eprintln!("{why}"),
    }
    printed.is_ok()
}

fn asked<'a>(args: &[&'a str]) -> Result<Asked<'a>, String> {
    let scenario = lessons::FRONT_DOOR;
    let (plans, faults) = (Vec::new(), Vec::new());
    let mut asked = Asked { plans, seeds: what_if::CONTINUATIONS, scenario, at: TICK, faults };
    for pair in args.chunks(2) {
        let &[flag, value] = pair else {
            return Err(format!("{} lacks its value.\n{USAGE}", pair[0]));
        };
        match flag {
            "--plan" => asked.plans.push(value),
            "--scenario" => asked.scenario = value,
            "--fault" => asked.faults.push(value),
            "--seeds" => {
                let seeds = value.parse().ok().filter(|seeds| (1..=MOST).contains(seeds));
                let wrong = || format!("{value:?} is no number of seeds from 1 to {MOST}.");
                asked.seeds = seeds.ok_or_else(wrong)?;
            }
            "--at" => {
                let at = SimDuration::parse(value).filter(|at| *at <= LATEST);
                let wrong = || format!("{value:?} is no moment in a run's first week, as 10m is.");
                asked.at = at.ok_or_else(wrong)?;
            }
            _ => return Err(format!("{flag} is no flag of run.\n{USAGE}")),
        }
    }
    if asked.plans.is_empty() { Err(USAGE.to_owned()) } else { Ok(asked) }
}

fn play(asked: &Asked) -> Result<String, String> {
    let plans: Vec<Plan> = asked.plans.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    let world = open(Path::new("."), asked.scenario)?;
    let mut run = Simulation::start(&world);
    for _ in 0..asked.at.micros() / TICK.micros() {
        run.tick();
    }
    for fault in &asked.faults {
        let strike = strike(run.world(), fault)?;
        if !run.strike(&strike) {
            return Err(format!("{fault}: that has no effect at this moment."));
        }
    }
    let mut what_if = WhatIf::over(run, plans, asked.seeds);
    while !what_if.work(u32::MAX) {}
    let began = format::length(asked.at);
    let mut text = format!("A simulation: {} after {began}", asked.scenario);
    asked.faults.iter().for_each(|fault| text += &format!(", {fault}"));
    text += &format!("; {}.\n", plural(u64::from(asked.seeds), "continuation"));
    what_if.stats().iter().for_each(|odds| text += &table(odds));
    Ok(text)
}

/// Reads a plan: Markdown by its ending, anything else as a step a line.
fn read(file: &str) -> Result<Plan, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
    let is_markdown = matches!(ending, Some("md" | "markdown"));
    let read = if is_markdown { runbook::from_markdown } else { Plan::read };
    read(file, &text).map_err(|(line, why)| format!("{file}:{line}: {why}"))
}

/// Reads a fault such as `leader lost on CHARCOAL`, as long and as big as usual.
fn strike(world: &Platform, text: &str) -> Result<Strike, String> {
    let (kind, name) = text
        .split_once(" on ")
        .ok_or_else(|| format!("{text:?} is no fault. Write it as \"leader lost on CHARCOAL\"."))?;
    let fault = faults::find(kind).ok_or_else(|| {
        let known: Vec<_> = FAULTS.iter().map(|fault| fault.name).collect();
        format!("{kind:?} is no fault. There are {}.", known.join(", "))
    })?;
    let targets = world.targets_of(FAULTS[fault as usize]);
    let names: Vec<_> = targets.iter().map(|on| world.name_of(on)).collect();
    let at = names.iter().position(|known| *known == name).ok_or_else(|| {
        format!("{kind} cannot strike {name:?} at this moment; it can {}.", names.join(", "))
    })?;
    Ok(Strike { fault, on: targets[at].clone(), lasts: None, size: None })
}

/// What came of a plan.
fn table(odds: &PlanStats) -> String {
    let all = odds.results.len();
    let mut text = format!("\n{}\n", odds.plan.name);
    if let Some(shown) = &odds.median_trial {
        for (after, line) in shown.entered() {
            text += &format!("  +{:<9} {line}\n", length(*after));
        }
    }
    let finished = odds.count(|ending| ending.is_finished);
    let back = odds.count(|ending| ending.is_back);
    text += &format!("  finished: {finished} of {all}; the app takes writes: {back} of {all}\n");
    text += &format!("  {:<16}{:<32}worst\n", "", "median");
    let rows: [(&str, Metric, Told); 5] = [
        ("downtime", what_if::downtime, |_, it| length(it.downtime)),
        ("left behind", TrialResult::left_behind, left_behind),
        ("gone", TrialResult::gone, |_, it| format::count(it.gone())),
        ("refused writes", |it| it.refused, |_, it| format::count(it.refused)),
        ("spent", |it| it.spent, |_, it| format::dollars(it.spent)),
    ];
    for (name, figure, told) in rows {
        let told =
            |ending: Option<&TrialResult>| ending.map(|it| told(odds, it)).unwrap_or_default();
        let (median, worst) = (told(odds.median(figure)), told(odds.worst(figure)));
        text += &format!("  {name:<16}{median:<32}{worst}\n");
    }
    text
}

/// A length of time, in tenths of a second where it is short.
fn length(length: SimDuration) -> String {
    let tenths = length.micros() / 100_000;
    if tenths < 600 { format!("{}.{} s", tenths / 10, tenths % 10) } else { format::length(length) }
}

/// How a figure of an ending is told.
type Told = fn(&PlanStats, &TrialResult) -> String;

/// Commits left behind, with the databases that hold some of them.
fn left_behind(odds: &PlanStats, ending: &TrialResult) -> String {
    let mut text = format::count(ending.left_behind());
    let world = odds.median_trial.as_ref().map(|shown| shown.run().world());
    let mut names: Vec<&str> = Vec::new();
    for (id, database) in world.iter().flat_map(|world| world.all_databases()) {
        if ending.lost.iter().any(|lost| lost.held_by.contains(&id)) {
            names.push(&database.colour);
        }
    }
    if !names.is_empty() {
        text += &format!(" on {}", names.join(", "));
    }
    text
}
