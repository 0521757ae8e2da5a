//! `workbench run --plan FILE`: plans, such as a team's own runbook, against continuations of
//! chance.

use std::path::Path;
use std::process::ExitCode;

use follower_playground::format::{self, plural};
use follower_playground::lessons::script::Plan;
use follower_playground::plan::runbook;
use follower_playground::plan::suggestions::Suggestion;
use follower_playground::plan::trial::StepEnding;
use follower_playground::plan::trial::{HORIZON, TrialResult};
use follower_playground::plan::what_if::{self, Metric, PlanStats, WhatIf};
use follower_playground::platform::Platform;
use follower_playground::platform::faults::{self, FAULTS, Strike};
use follower_playground::run::Simulation;
use follower_playground::sim::{SimDuration, TICK};

use crate::arguments::TrialArgs;
use crate::text_file;
use crate::transcripts::open;

/// The exit status if a command of a plan was refused.
const REFUSED: u8 = 2;

/// Tries plans out and prints what comes of them; the exit status says whether everything could be
/// read and no command was refused.
pub fn run(args: &TrialArgs) -> ExitCode {
    match try_plans(args) {
        Ok((text, is_refused)) => {
            print!("{text}");
            if is_refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS }
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What came of the plans, and whether a command was refused.
fn try_plans(args: &TrialArgs) -> Result<(String, bool), String> {
    let plans: Vec<Plan> = args.plans.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    let scenario = open(Path::new("."), &args.scenario)?;
    let at = args.at.unwrap_or(TICK);
    let mut run = Simulation::begin(&scenario);
    for _ in 0..at.micros() / TICK.micros() {
        run.tick();
    }
    for fault in &args.faults {
        let strike = parse_fault(run.world(), fault)?;
        if !run.strike(&strike) {
            return Err(format!("{fault}: that has no effect at this moment."));
        }
    }
    let mut what_if =
        WhatIf::over(run, plans.into_iter().map(Suggestion::own).collect(), args.seeds);
    while !what_if.work(u32::MAX) {}
    let start = format!("{} after {}", args.scenario, format::length(at));
    let start: Vec<&str> =
        std::iter::once(&start).chain(&args.faults).map(String::as_str).collect();
    let continuations = plural(u64::from(args.seeds), "continuation");
    let tables: String = what_if.stats().iter().map(table).collect();
    let trials = what_if.stats().iter().filter_map(|stats| stats.median_trial.as_ref());
    let is_refused =
        trials.flat_map(|trial| trial.steps()).any(|step| step.ending == StepEnding::Refused);
    let text = format!("A simulation: {}; {continuations}.\n{tables}", start.join(", "));
    Ok((text, is_refused))
}

/// Reads a plan: Markdown, or a step a line.
fn read(file: &str) -> Result<Plan, String> {
    let text = text_file::read(file)?;
    let is_markdown = text_file::is_markdown(file, &text);
    let read = if is_markdown { runbook::from_markdown } else { Plan::read };
    read(file, &text).map_err(|error| format!("{file}:{error}"))
}

/// Reads a fault such as `leader lost on CHARCOAL`, as long and as big as usual.
fn parse_fault(world: &Platform, text: &str) -> Result<Strike, String> {
    let (kind, name) = text
        .split_once(" on ")
        .ok_or_else(|| format!("{text:?} is no fault. Write it as \"leader lost on CHARCOAL\"."))?;
    let fault = faults::find(kind).ok_or_else(|| {
        let known: Vec<_> = FAULTS.iter().map(|fault| fault.name).collect();
        format!("{kind:?} is no fault. There are {}.", known.join(", "))
    })?;
    let targets = world.targets_of(FAULTS[fault as usize]);
    let names: Vec<_> = targets.iter().map(|target| world.name_of(target)).collect();
    let at = names.iter().position(|known| *known == name).ok_or_else(|| {
        format!("{kind} cannot strike {name:?} at this moment; it can {}.", names.join(", "))
    })?;
    Ok(Strike { fault, on: targets[at].clone(), lasts: None, size: None })
}

/// Writes the value of a metric.
type ValueFormat = fn(&PlanStats, &TrialResult) -> String;

/// What came of a plan.
fn table(stats: &PlanStats) -> String {
    let all = stats.results.len();
    let mut text = format!("\n{}\n", stats.plan.name);
    for step in stats.median_trial.iter().flat_map(|trial| trial.steps()) {
        let after = step.after.map_or_else(String::new, |after| format!("+{}", length(after)));
        let ending = step.ending.words().map_or_else(String::new, |words| format!(" ({words})"));
        text += &format!("  {after:<10} {}{ending}\n", step.text);
    }
    let finished = stats.count(|result| result.is_finished);
    let back = stats.count(|result| result.is_back);
    text += &format!("  finished: {finished} of {all}; the app takes writes: {back} of {all}\n");
    text += &format!("  {:<16}{:<32}worst\n", "", "median");
    let rows: [(&str, Metric, ValueFormat); 7] = [
        ("downtime", what_if::downtime, downtime),
        ("left behind", TrialResult::left_behind, left_behind),
        ("gone", TrialResult::gone, |_, result| format::count(result.gone())),
        ("refused writes", |result| result.refused, |_, result| format::count(result.refused)),
        ("cost a month", |result| result.monthly_cost, monthly_cost),
        ("failed reads", |result| result.failed_reads, |_, it| format::count(it.failed_reads)),
        ("stale reads", |result| result.stale_reads, |_, it| format::count(it.stale_reads)),
    ];
    for (name, metric, write) in rows {
        let value = |result: Option<&TrialResult>| {
            result.map(|result| write(stats, result)).unwrap_or_default()
        };
        let (median, worst) = (value(stats.median(metric)), value(stats.worst(metric)));
        text += &format!("  {name:<16}{median:<32}{worst}\n");
    }
    text
}

/// A length of time, in tenths of a second where it is short.
fn length(length: SimDuration) -> String {
    let tenths = length.micros() / 100_000;
    if tenths < 600 { format!("{}.{} s", tenths / 10, tenths % 10) } else { format::length(length) }
}

/// Downtime; one that had not ended when the look-ahead did has no length.
fn downtime(_: &PlanStats, result: &TrialResult) -> String {
    match result.is_back {
        true => length(result.downtime),
        false => format!("not back in {}", format::length(HORIZON)),
    }
}

fn monthly_cost(_: &PlanStats, result: &TrialResult) -> String {
    format!("${}", format::count(result.monthly_cost))
}

/// Commits left behind, with the databases that hold some of them.
fn left_behind(stats: &PlanStats, result: &TrialResult) -> String {
    let count = format::count(result.left_behind());
    let world = stats.median_trial.as_ref().map(|trial| trial.run().world());
    let holders: Vec<&str> = world
        .iter()
        .flat_map(|world| world.all_databases())
        .filter(|(id, _)| result.lost.iter().any(|lost| lost.held_by.contains(id)))
        .map(|(_, database)| database.colour.as_str())
        .collect();
    if holders.is_empty() { count } else { format!("{count} on {}", holders.join(", ")) }
}
