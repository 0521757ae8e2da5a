//! What if: plans are run ahead from one moment, each over the same ten continuations of chance,
//! none of them the run's own, so that looking shows the odds and not what is going to happen.
//!
//! A trial is one plan in one continuation. It ends when its plan is done and the app has taken
//! writes for [`QUIET_PERIOD`], or when the plan is done and nothing more can come, or at the
//! latest after [`HORIZON`]. Its result counts downtime, refused writes and cost from the moment
//! on, and commits lost as the page's score does. Trials are run in slices, of as many ticks as
//! there is time for.

use std::rc::Rc;

use super::player::PlanPlayer;
use super::script::Plan;
use crate::platform::losses::{LossCount, LostCommits};
use crate::platform::{AppId, Platform, Visitors};
use crate::run::telemetry::{Interval, availability};
use crate::run::{Input, Simulation};
use crate::sim::server::Role;
use crate::sim::{SimDuration, SimTime, TICK, WriteRefused};
use crate::terminal::shell::Prompt;

/// Continuations of each plan.
pub const CONTINUATIONS: u32 = 10;

/// The longest that a plan is run ahead.
pub const HORIZON: SimDuration = SimDuration::from_secs(30 * 60);

/// How long an app takes writes, or none can come any more, before a trial ends.
pub const QUIET_PERIOD: SimDuration = SimDuration::from_secs(10);

/// How a trial ended. Figures are since the moment at which it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialResult {
    /// How long it took.
    pub length: SimDuration,
    /// Downtime, planned and not.
    pub downtime: SimDuration,
    /// Commits lost, each range with the databases that still hold it.
    pub lost: Vec<LostCommits>,
    /// Writes refused.
    pub refused: u64,
    /// What the app's databases have cost, in millionths of a dollar.
    pub spent: u64,
    /// Whether the app takes writes.
    pub is_back: bool,
    /// Whether the plan was played to its end.
    pub is_finished: bool,
}

impl TrialResult {
    /// Commits lost that another database still holds.
    pub fn left_behind(&self) -> u64 {
        LossCount::of(&self.lost).left_behind
    }

    /// Commits lost that none does.
    pub fn gone(&self) -> u64 {
        LossCount::of(&self.lost).gone
    }

    /// Commits left behind or gone.
    pub fn lost(&self) -> u64 {
        self.left_behind() + self.gone()
    }
}

/// A figure of a result that results are compared by.
pub type Metric = fn(&TrialResult) -> u64;

/// Downtime, as a metric.
pub fn downtime(result: &TrialResult) -> u64 {
    result.downtime.micros()
}

/// One continuation of one plan, as far as it has been played.
#[derive(Clone, Debug)]
pub struct Trial {
    run: Simulation,
    player: PlanPlayer,
    start: SimTime,
    /// Since when nothing has changed that matters.
    quiet_since: SimTime,
    intervals: Vec<Interval>,
    entered: Vec<(SimDuration, String)>,
}

impl Trial {
    /// The continuation number `n`, from 1, of a run with a plan.
    pub fn new(from: &Simulation, plan: &Rc<Plan>, n: u32) -> Trial {
        let mut run = from.clone();
        run.continue_with(n);
        let start = run.world().now();
        Trial {
            player: PlanPlayer::new(plan.clone(), &run),
            run,
            start,
            quiet_since: start,
            intervals: Vec::new(),
            entered: Vec::new(),
        }
    }

    /// The run as it is now.
    pub fn run(&self) -> &Simulation {
        &self.run
    }

    /// How the app fared, in the classes of the chart's lanes.
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// What was entered, each so long after the moment, and whether it was refused.
    pub fn entered(&self) -> &[(SimDuration, String)] {
        &self.entered
    }

    /// Plays on for a tick; says whether the trial is over, in which case no tick passes.
    fn tick_and_is_over(&mut self) -> bool {
        while let Some(input) = self.player.next(&self.run) {
            input.apply(&mut self.run);
            let (mut label, shell) = (input.label(), self.run.shell());
            let is_done = shell.prompt() == Prompt::Command;
            if matches!(input, Input::Entered(_)) && is_done && !shell.succeeded() {
                label += " (refused)";
            }
            self.entered.push((self.length(), label));
        }
        let (world, app) = (self.run.world(), self.run.shell().app());
        let now = world.now();
        if !self.player.is_done(&self.run) || will_recover_by_itself(world, app) {
            self.quiet_since = now;
        }
        if now.since(self.quiet_since) >= QUIET_PERIOD || self.length() >= HORIZON {
            return true;
        }
        self.run.tick();
        self.note_availability();
        false
    }

    /// How long it has been played.
    fn length(&self) -> SimDuration {
        self.run.world().now().since(self.start)
    }

    /// Takes note of how the app fared in the tick that has passed.
    fn note_availability(&mut self) {
        let world = self.run.world();
        let (kind, text) = availability(world.app(self.run.shell().app()).visitors);
        let until = world.now();
        match self.intervals.last_mut() {
            Some(last) if last.kind == kind => last.until = Some(until),
            _ => {
                let from = SimTime::from_micros(until.micros() - TICK.micros());
                let text = text.to_owned();
                self.intervals.push(Interval { from, until: Some(until), kind, text });
            }
        }
    }

    /// Its result, given the run that it began with.
    fn result(&self, from: &Simulation) -> TrialResult {
        let (world, app) = (self.run.world(), self.run.shell().app());
        let (after, before) = (world.app(app), from.world().app(app));
        TrialResult {
            length: self.length(),
            downtime: after.downtime.total() - before.downtime.total(),
            lost: world.permanent_losses(app),
            refused: after.refused - before.refused,
            spent: world.spent(app) - from.world().spent(app),
            is_back: world.visitors(app) == Visitors::Served,
            is_finished: self.player.is_done(&self.run),
        }
    }
}

/// Whether writes are refused for a reason that passes by itself.
fn will_recover_by_itself(world: &Platform, app: AppId) -> bool {
    match world.visitors(app) {
        Visitors::Refused(WriteRefused::Down | WriteRefused::NotReady) => true,
        // A follower stays one. What was told to leave recovery, or is a fork, will take writes.
        Visitors::Refused(WriteRefused::ReadOnly) => world.primary(app).is_some_and(|id| {
            matches!(world.server(id).role, Role::LeavingRecovery) || world.leader_of(id).is_none()
        }),
        Visitors::Refused(WriteRefused::Gone)
        | Visitors::Served
        | Visitors::Maintenance
        | Visitors::NoWebDyno
        | Visitors::NoDatabase => false,
    }
}

/// A plan, and the results of its trials.
#[derive(Clone, Debug)]
pub struct PlanStats {
    pub plan: Rc<Plan>,
    /// The results, in the order of the continuations.
    pub results: Vec<TrialResult>,
    /// The median trial at its end, once it is known: by downtime, then by commits lost.
    pub median_trial: Option<Trial>,
}

impl PlanStats {
    fn new(plan: Plan) -> PlanStats {
        PlanStats { plan: Rc::new(plan), results: Vec::new(), median_trial: None }
    }

    /// The results with the numbers of their continuations, the least first. Equal ones stay in
    /// the order of the continuations.
    fn ranked<K: Ord>(&self, key: impl Fn(&TrialResult) -> K) -> Vec<(u32, &TrialResult)> {
        let mut ranked: Vec<_> = (1..).zip(&self.results).collect();
        ranked.sort_by_key(|(_, result)| key(result));
        ranked
    }

    /// The median result: of ten the sixth, the worse of the middle two.
    pub fn median(&self, metric: Metric) -> Option<&TrialResult> {
        self.ranked(metric).get(self.results.len() / 2).map(|(_, result)| *result)
    }

    /// The result with the greatest figure.
    pub fn worst(&self, metric: Metric) -> Option<&TrialResult> {
        self.ranked(metric).last().map(|(_, result)| *result)
    }

    /// The continuation of the median trial.
    fn median_continuation(&self) -> u32 {
        let ranked = self.ranked(|result| (result.downtime, result.lost()));
        ranked.get(self.results.len() / 2).map_or(1, |(n, _)| *n)
    }

    /// How many results are so.
    pub fn count(&self, is_so: fn(&TrialResult) -> bool) -> usize {
        self.results.iter().filter(|result| is_so(result)).count()
    }
}

/// Plans that are compared.
#[derive(Clone, Debug)]
pub struct WhatIf {
    from: Simulation,
    continuations: u32,
    stats: Vec<PlanStats>,
    /// The trial that is being played, and the place of its plan.
    current: Option<(usize, Trial)>,
}

impl WhatIf {
    /// From this moment, these plans.
    pub fn new(from: Simulation, plans: Vec<Plan>) -> WhatIf {
        WhatIf::over(from, plans, CONTINUATIONS)
    }

    /// The same over so many continuations.
    pub fn over(from: Simulation, plans: Vec<Plan>, continuations: u32) -> WhatIf {
        let stats = plans.into_iter().map(PlanStats::new).collect();
        WhatIf { from, continuations, stats, current: None }
    }

    /// The moment that all begin at.
    pub fn from(&self) -> &Simulation {
        &self.from
    }

    /// What has been found out, for each plan.
    pub fn stats(&self) -> &[PlanStats] {
        &self.stats
    }

    /// Whether all is found out.
    pub fn is_done(&self) -> bool {
        self.stats.iter().all(|stats| stats.median_trial.is_some())
    }

    /// How many trials are over.
    pub fn known(&self) -> usize {
        let known =
            |stats: &PlanStats| stats.results.len() + usize::from(stats.median_trial.is_some());
        self.stats.iter().map(known).sum()
    }

    /// How long the longest of the median trials is: where the shared axis ends.
    pub fn longest(&self) -> SimDuration {
        let trials = self.stats.iter().filter_map(|stats| stats.median_trial.as_ref());
        trials.map(Trial::length).max().unwrap_or(SimDuration::ZERO)
    }

    /// Adds a plan.
    pub fn add(&mut self, plan: Plan) {
        self.stats.push(PlanStats::new(plan));
    }

    /// Works for so many ticks; says whether all is found out.
    pub fn work(&mut self, ticks: u32) -> bool {
        for _ in 0..ticks {
            if self.current.is_none() {
                self.current = self.next_trial();
            }
            let Some((_, trial)) = &mut self.current else {
                return true;
            };
            if trial.tick_and_is_over() {
                self.end_trial();
            }
        }
        false
    }

    fn end_trial(&mut self) {
        let Some((at, trial)) = self.current.take() else {
            return;
        };
        let stats = &mut self.stats[at];
        if (stats.results.len() as u32) < self.continuations {
            stats.results.push(trial.result(&self.from));
        } else {
            stats.median_trial = Some(trial);
        }
    }

    /// The next trial: of each plan the first continuation, of each the second, and at last the
    /// median once more, which is kept.
    fn next_trial(&self) -> Option<(usize, Trial)> {
        let open = self.stats.iter().enumerate().filter(|(_, stats)| stats.median_trial.is_none());
        let (at, stats) = open.min_by_key(|(_, stats)| stats.results.len())?;
        let done = stats.results.len() as u32;
        let n = if done < self.continuations { done + 1 } else { stats.median_continuation() };
        Some((at, Trial::new(&self.from, &stats.plan, n)))
    }
}
