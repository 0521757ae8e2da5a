//! What if: plans are run ahead from one moment, each over the same ten continuations of chance,
//! none of them the run's own. Looking tells the odds and not what is going to happen.
//!
//! A continuation ends when its plan is done and the app has taken writes for `SETTLED`, or when
//! the plan is done and nothing more can come, or at the latest after `HORIZON`. What is told of
//! it is of its end: downtime, refused writes and cost from the moment on, commits lost as the
//! page's score counts them. It is worked out in slices, of as many ticks as there is time for.

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

/// How long an app takes writes, or none can come any more, before a continuation ends.
pub const SETTLED: SimDuration = SimDuration::from_secs(10);

/// How a continuation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialResult {
    /// How long it took until then.
    pub length: SimDuration,
    /// Downtime since the moment, planned and not.
    pub downtime: SimDuration,
    /// Commits lost, each stretch with the databases that still hold it.
    pub lost: Vec<LostCommits>,
    /// Writes refused since the moment.
    pub refused: u64,
    /// What the app's databases have cost since the moment, in millionths of a dollar.
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

/// What a figure of an ending is.
pub type Metric = fn(&TrialResult) -> u64;

/// Downtime, as a figure.
pub fn downtime(ending: &TrialResult) -> u64 {
    ending.downtime.micros()
}

/// One continuation of one plan, as far as it has been played.
#[derive(Clone, Debug)]
pub struct Trial {
    run: Simulation,
    playing: PlanPlayer,
    began: SimTime,
    /// Since when nothing has changed that matters.
    settled: SimTime,
    stretches: Vec<Interval>,
    entered: Vec<(SimDuration, String)>,
}

impl Trial {
    /// The `n`th continuation of a run with a plan.
    pub fn new(from: &Simulation, plan: &Rc<Plan>, n: u32) -> Trial {
        let mut run = from.clone();
        run.continue_with(n);
        let began = run.world().now();
        let playing = PlanPlayer::new(plan.clone(), &run);
        let (stretches, entered) = (Vec::new(), Vec::new());
        Trial { run, playing, began, settled: began, stretches, entered }
    }

    /// The run as it is now.
    pub fn run(&self) -> &Simulation {
        &self.run
    }

    /// How the app fared, in the classes of the chart's lanes.
    pub fn intervals(&self) -> &[Interval] {
        &self.stretches
    }

    /// What was entered, each so long after the moment, and whether it was refused.
    pub fn entered(&self) -> &[(SimDuration, String)] {
        &self.entered
    }

    /// Plays on for a tick; says whether it has come to its end, where no tick passes any more.
    pub fn is_over_after_tick(&mut self) -> bool {
        while let Some(input) = self.playing.next(&self.run) {
            input.apply(&mut self.run);
            let (mut told, shell) = (input.label(), self.run.shell());
            let is_over = shell.prompt() == Prompt::Command;
            if matches!(input, Input::Entered(_)) && is_over && !shell.succeeded() {
                told += " (refused)";
            }
            self.entered.push((self.passed(), told));
        }
        let (world, app) = (self.run.world(), self.run.shell().app());
        let now = world.now();
        if !self.playing.is_done(&self.run) || can_change(world, app) {
            self.settled = now;
        }
        if now.since(self.settled) >= SETTLED || self.passed() >= HORIZON {
            return true;
        }
        self.run.tick();
        self.note();
        false
    }

    fn passed(&self) -> SimDuration {
        self.run.world().now().since(self.began)
    }

    /// Takes note of the tick that has passed.
    fn note(&mut self) {
        let world = self.run.world();
        let (kind, text) = availability(world.app(self.run.shell().app()).visitors);
        let until = world.now();
        match self.stretches.last_mut() {
            Some(last) if last.kind == kind => last.until = Some(until),
            _ => {
                let from = SimTime::from_micros(until.micros() - TICK.micros());
                let text = text.to_owned();
                self.stretches.push(Interval { from, until: Some(until), kind, text });
            }
        }
    }

    /// How it ended, seen from where it began.
    pub fn ending(&self, from: &Simulation) -> TrialResult {
        let (world, before, app) = (self.run.world(), from.world(), self.run.shell().app());
        let (own, then) = (world.app(app), before.app(app));
        TrialResult {
            length: self.passed(),
            downtime: own.downtime.total() - then.downtime.total(),
            lost: world.losses_decided(app),
            refused: own.refused - then.refused,
            spent: world.spent(app) - before.spent(app),
            is_back: world.visitors(app) == Visitors::Served,
            is_finished: self.playing.is_done(&self.run),
        }
    }
}

/// Whether writes are refused for a reason that passes by itself.
fn can_change(world: &Platform, app: AppId) -> bool {
    match world.visitors(app) {
        Visitors::Refused(WriteRefused::Down | WriteRefused::NotReady) => true,
        // A follower stays one; what has been told to leave recovery, or is a fork, takes writes.
        Visitors::Refused(WriteRefused::ReadOnly) => world.primary(app).is_some_and(|id| {
            matches!(world.server(id).role, Role::LeavingRecovery) || world.leader_of(id).is_none()
        }),
        _ => false,
    }
}

/// A plan, and what has been found out of it.
#[derive(Clone, Debug)]
pub struct PlanStats {
    /// The plan.
    pub plan: Rc<Plan>,
    /// How its continuations ended, the first first.
    pub results: Vec<TrialResult>,
    /// The median continuation at its end, once it is known.
    pub median_trial: Option<Trial>,
}

impl PlanStats {
    /// Which ending is at this place when they are put in the order of a figure, the least
    /// first; of equal ones the earlier continuation counts as less.
    fn ranked(&self, figure: Metric, place: usize) -> Option<usize> {
        for (at, one) in self.results.iter().enumerate() {
            let mut before = 0;
            for (other_at, other) in self.results.iter().enumerate() {
                before += usize::from((figure(other), other_at) < (figure(one), at));
            }
            if before == place {
                return Some(at);
            }
        }
        None
    }

    /// The ending whose figure is the median: of ten the sixth, the worse of the middle two.
    pub fn median(&self, figure: Metric) -> Option<&TrialResult> {
        self.results.get(self.ranked(figure, self.results.len() / 2)?)
    }

    /// The ending whose figure is the greatest.
    pub fn worst(&self, figure: Metric) -> Option<&TrialResult> {
        self.results.get(self.ranked(figure, self.results.len().checked_sub(1)?)?)
    }

    /// The continuation that is shown: the median by downtime, then by commits lost.
    fn shown_is(&self) -> u32 {
        let figure = |ending: &TrialResult| downtime(ending) << 20 | ending.lost().min(0xf_ffff);
        self.ranked(figure, self.results.len() / 2).map_or(1, |at| at as u32 + 1)
    }

    /// How many endings are so.
    pub fn count(&self, is_so: fn(&TrialResult) -> bool) -> usize {
        self.results.iter().filter(|ending| is_so(ending)).count()
    }
}

/// Plans that are compared.
#[derive(Clone, Debug)]
pub struct WhatIf {
    from: Simulation,
    many: u32,
    odds: Vec<PlanStats>,
    /// What is being played: the plan's place, and the continuation.
    current: Option<(usize, Trial)>,
}

impl WhatIf {
    /// From this moment, these plans.
    pub fn new(from: Simulation, plans: Vec<Plan>) -> WhatIf {
        WhatIf::over(from, plans, CONTINUATIONS)
    }

    /// The same over so many continuations.
    pub fn over(from: Simulation, plans: Vec<Plan>, many: u32) -> WhatIf {
        let mut what_if = WhatIf { from, many, odds: Vec::new(), current: None };
        plans.into_iter().for_each(|plan| what_if.add(plan));
        what_if
    }

    /// The moment that all begin at.
    pub fn from(&self) -> &Simulation {
        &self.from
    }

    /// What has been found out, a plan each.
    pub fn stats(&self) -> &[PlanStats] {
        &self.odds
    }

    /// Whether all is found out.
    pub fn is_done(&self) -> bool {
        self.odds.iter().all(|odds| odds.median_trial.is_some())
    }

    /// How many continuations are known.
    pub fn known(&self) -> usize {
        let known =
            |odds: &PlanStats| odds.results.len() + usize::from(odds.median_trial.is_some());
        self.odds.iter().map(known).sum()
    }

    /// How long the longest of the shown continuations is: where the shared axis ends.
    pub fn longest(&self) -> SimDuration {
        let mut longest = SimDuration::ZERO;
        for ahead in self.odds.iter().filter_map(|odds| odds.median_trial.as_ref()) {
            longest = longest.max(ahead.passed());
        }
        longest
    }

    /// One more plan beside them.
    pub fn add(&mut self, plan: Plan) {
        self.odds.push(PlanStats { plan: Rc::new(plan), results: Vec::new(), median_trial: None });
    }

    /// Works for so many ticks; says whether all is found out.
    pub fn work(&mut self, ticks: u32) -> bool {
        for _ in 0..ticks {
            if self.current.is_none() {
                self.current = self.begin();
            }
            let Some((_, ahead)) = &mut self.current else {
                return true;
            };
            if ahead.is_over_after_tick() {
                self.end();
            }
        }
        false
    }

    /// A continuation has come to its end.
    fn end(&mut self) {
        let Some((at, ahead)) = self.current.take() else {
            return;
        };
        let odds = &mut self.odds[at];
        if (odds.results.len() as u32) < self.many {
            odds.results.push(ahead.ending(&self.from));
        } else {
            odds.median_trial = Some(ahead);
        }
    }

    /// The next continuation: of each plan the first, of each the second, and at last the median
    /// again, which is kept.
    fn begin(&self) -> Option<(usize, Trial)> {
        let mut next: Option<(usize, &PlanStats)> = None;
        for (at, odds) in self.odds.iter().enumerate() {
            let is_less =
                |(_, other): (usize, &PlanStats)| odds.results.len() < other.results.len();
            if odds.median_trial.is_none() && next.is_none_or(is_less) {
                next = Some((at, odds));
            }
        }
        let (at, odds) = next?;
        let done = odds.results.len() as u32;
        let n = if done < self.many { done + 1 } else { odds.shown_is() };
        Some((at, Trial::new(&self.from, &odds.plan, n)))
    }
}
