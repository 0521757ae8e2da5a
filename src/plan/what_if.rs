//! What if: plans are run ahead from one moment, each over the same ten continuations of chance,
//! none of them the run's own, so that looking shows the odds and not what is going to happen.
//!
//! Trials are run in slices, of as many ticks as there is time for. Plans are ranked by [`Merit`].
//! Of the suggested ones the best of each kind is shown, and as many of the others as there is room
//! for; only of what is shown a trial is kept for its picture.

use std::rc::Rc;

use super::player::EndedWait;
use super::suggestions::{PlanKind, Suggestion};
use super::trial::{HORIZON, Trial, TrialResult};
use crate::lessons::script::Plan;
use crate::run::Simulation;
use crate::sim::SimDuration;

/// Continuations of each plan.
pub const CONTINUATIONS: u32 = 10;

/// Suggested plans that are shown at most; own ones stand beside them.
pub const SHOWN: usize = 6;

/// A figure of a result that results are compared by.
pub type Metric = fn(&TrialResult) -> u64;

/// Downtime in microseconds, as a metric. One that had not ended counts as the whole look-ahead:
/// nobody knows how long it takes.
pub fn downtime(result: &TrialResult) -> u64 {
    let known = result.downtime.micros();
    if result.is_back { known } else { known.max(HORIZON.micros()) }
}

/// How good a plan is, the best first: whether the app takes writes in the end, then commits gone,
/// left behind, downtime and cost, each the median; of equal ones the plan with fewer steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merit {
    /// Trials after which the app takes no writes.
    pub not_back: usize,
    pub gone: u64,
    pub left_behind: u64,
    /// As the metric [`downtime`].
    pub downtime: u64,
    pub monthly_cost: u64,
    pub steps: usize,
}

/// A plan, and the results of its trials.
#[derive(Clone, Debug)]
pub struct PlanStats {
    /// Stays the same while other plans come and go.
    pub id: u32,
    pub kind: PlanKind,
    /// Whether it is shown whatever comes of it.
    pub is_asked_for: bool,
    pub plan: Rc<Plan>,
    /// The results, in the order of the continuations.
    pub results: Vec<TrialResult>,
    /// The median trial at its end, once it is known: by downtime, then by commits lost.
    pub median_trial: Option<Trial>,
}

impl PlanStats {
    fn new(id: u32, suggestion: Suggestion) -> PlanStats {
        let Suggestion { kind, plan, is_asked_for } = suggestion;
        let (plan, results) = (Rc::new(plan), Vec::new());
        PlanStats { id, kind, is_asked_for, plan, results, median_trial: None }
    }

    /// How good it is, as far as is known.
    pub fn merit(&self) -> Merit {
        let median = |metric: Metric| self.median(metric).map_or(0, metric);
        Merit {
            not_back: self.results.len() - self.count(|result| result.is_back),
            gone: median(TrialResult::gone),
            left_behind: median(TrialResult::left_behind),
            downtime: median(downtime),
            monthly_cost: median(|result| result.monthly_cost),
            steps: self.plan.steps.len(),
        }
    }

    /// In how many trials the wait at this place never got what it waited for.
    pub fn never_reached(&self, step: usize) -> usize {
        let is_reached = |wait: &EndedWait| wait.step == step && wait.is_reached;
        self.results.iter().filter(|result| !result.waits.iter().any(is_reached)).count()
    }

    /// The results with the numbers of their continuations, the least first. Equal ones stay in
    /// the order of the continuations.
    fn sorted<K: Ord>(&self, key: impl Fn(&TrialResult) -> K) -> Vec<(u32, &TrialResult)> {
        let mut ranked: Vec<_> = (1..).zip(&self.results).collect();
        ranked.sort_unstable_by_key(|(n, result)| (key(result), *n));
        ranked
    }

    /// The median result: of ten the sixth, the worse of the middle two.
    pub fn median(&self, metric: Metric) -> Option<&TrialResult> {
        self.sorted(metric).get(self.results.len() / 2).map(|(_, result)| *result)
    }

    /// The result with the greatest figure.
    pub fn worst(&self, metric: Metric) -> Option<&TrialResult> {
        self.sorted(metric).last().map(|(_, result)| *result)
    }

    /// The continuation of the median trial.
    fn median_continuation(&self) -> u32 {
        let ranked = self.sorted(|result| (result.downtime, result.lost()));
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
    /// In the order in which they were added.
    stats: Vec<PlanStats>,
    added: u32,
    /// The trial that is being played, and the id of its plan.
    current: Option<(u32, Trial)>,
}

impl WhatIf {
    /// From this moment, these plans.
    pub fn new(from: Simulation, plans: Vec<Suggestion>) -> WhatIf {
        WhatIf::over(from, plans, CONTINUATIONS)
    }

    /// The same over so many continuations.
    pub fn over(from: Simulation, plans: Vec<Suggestion>, continuations: u32) -> WhatIf {
        let mut what_if =
            WhatIf { from, continuations, stats: Vec::new(), added: 0, current: None };
        plans.into_iter().for_each(|plan| {
            what_if.add(plan);
        });
        what_if
    }

    /// The moment that all begin at.
    pub fn from(&self) -> &Simulation {
        &self.from
    }

    /// What has been found out, for each plan in the order in which they were added.
    pub fn stats(&self) -> &[PlanStats] {
        &self.stats
    }

    pub fn plan(&self, id: u32) -> Option<&PlanStats> {
        self.stats.iter().find(|stats| stats.id == id)
    }

    /// The plans, the best first; those that are still being tried last.
    pub fn ranked(&self) -> Vec<&PlanStats> {
        let mut ranked: Vec<&PlanStats> = self.stats.iter().collect();
        ranked.sort_by_cached_key(|stats| match self.is_tried(stats) {
            true => (false, Some(stats.merit())),
            false => (true, None),
        });
        ranked
    }

    /// The plans that are shown and those that are folded away, each the best first. Until all
    /// suggestions are tried nobody knows, and only own plans and what was asked for are shown.
    pub fn shown_and_folded(&self) -> (Vec<&PlanStats>, Vec<&PlanStats>) {
        let ranked = self.ranked();
        let is_suggestion = |stats: &&PlanStats| stats.kind != PlanKind::Own;
        let mut shown: Vec<u32> = Vec::new();
        if ranked.iter().filter(|it| is_suggestion(it)).all(|stats| self.is_tried(stats)) {
            let mut kinds: Vec<PlanKind> = Vec::new();
            // What is asked for comes first, then the best of each kind, then the best of all.
            let (first, others): (Vec<&PlanStats>, Vec<&PlanStats>) =
                ranked.iter().filter(|it| is_suggestion(it)).partition(|it| it.is_asked_for);
            let (best, rest): (Vec<&PlanStats>, Vec<&PlanStats>) =
                others.into_iter().partition(|stats| {
                    let is_first = !kinds.contains(&stats.kind);
                    kinds.push(stats.kind);
                    is_first
                });
            let known: Vec<Merit> = first.iter().chain(&best).map(|stats| stats.merit()).collect();
            // Another database that does as well as one that is shown teaches nothing.
            let rest = rest.into_iter().filter(|stats| !known.contains(&stats.merit()));
            let all = first.into_iter().chain(best).chain(rest);
            shown.extend(all.take(SHOWN).map(|stats| stats.id));
        }
        ranked
            .into_iter()
            .partition(|stats| stats.kind == PlanKind::Own || shown.contains(&stats.id))
    }

    /// Whether a plan has been tried in all continuations.
    pub fn is_tried(&self, stats: &PlanStats) -> bool {
        stats.results.len() as u32 >= self.continuations
    }

    /// Whether all is found out.
    pub fn is_done(&self) -> bool {
        self.current.is_none() && self.next_trial().is_none()
    }

    /// How many trials are over, and how many there are, those for the pictures left out.
    pub fn progress(&self) -> (usize, usize) {
        let known = self.stats.iter().map(|stats| stats.results.len()).sum();
        (known, self.stats.len() * self.continuations as usize)
    }

    /// How long the longest of the median trials is: where the shared axis ends.
    pub fn longest(&self) -> SimDuration {
        let trials = self.stats.iter().filter_map(|stats| stats.median_trial.as_ref());
        trials.map(Trial::length).max().unwrap_or(SimDuration::ZERO)
    }

    /// Adds a plan and returns its id.
    pub fn add(&mut self, plan: Suggestion) -> u32 {
        let id = self.added;
        self.added += 1;
        self.stats.push(PlanStats::new(id, plan));
        id
    }

    /// Takes a plan away.
    pub fn remove(&mut self, id: u32) {
        self.stats.retain(|stats| stats.id != id);
        self.current.take_if(|(current, _)| *current == id);
    }

    /// Works for so many ticks; says whether all is found out.
    pub fn work(&mut self, ticks: u32) -> bool {
        for _ in 0..ticks {
            if self.current.is_none() {
                let begin = |(stats, n): (&PlanStats, u32)| {
                    (stats.id, Trial::new(&self.from, &stats.plan, n))
                };
                self.current = self.next_trial().map(begin);
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
        let Some((id, trial)) = self.current.take() else {
            return;
        };
        let continuations = self.continuations as usize;
        let Some(stats) = self.stats.iter_mut().find(|stats| stats.id == id) else {
            return;
        };
        if stats.results.len() < continuations {
            stats.results.push(trial.result(&self.from));
        } else {
            stats.median_trial = Some(trial);
        }
    }

    /// The plan that is tried next, and the number of the continuation: of each plan the first, of
    /// each the second, and at last of those that are shown the median once more, which is kept.
    fn next_trial(&self) -> Option<(&PlanStats, u32)> {
        let untried = self.stats.iter().filter(|stats| !self.is_tried(stats));
        if let Some(stats) = untried.min_by_key(|stats| stats.results.len()) {
            return Some((stats, stats.results.len() as u32 + 1));
        }
        let (shown, _) = self.shown_and_folded();
        let stats = shown.into_iter().find(|stats| stats.median_trial.is_none())?;
        Some((stats, stats.median_continuation()))
    }
}
