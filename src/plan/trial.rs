//! A trial: one plan in one continuation of a run.
//!
//! It ends when its plan is done and the app has taken writes for [`QUIET_PERIOD`], or when the
//! plan is done and nothing more can come, or at the latest after [`HORIZON`]. Its result counts
//! downtime and refused writes from the moment on, and commits lost as the page's score does.

use std::rc::Rc;

use super::player::{EndedWait, PlanPlayer, PlayerMove};
use crate::format;
use crate::lessons::script::{Plan, StepKind};
use crate::platform::losses::{LossCount, LostCommits};
use crate::platform::{AppId, DatabaseError, Platform, Visitors};
use crate::run::telemetry::{Interval, availability};
use crate::run::{Input, Simulation};
use crate::sim::arithmetic::scale;
use crate::sim::server::Role;
use crate::sim::{ServerError, SimDuration, SimTime, TICK};
use crate::terminal::shell::Prompt;

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
    /// Commits lost by then, those lost before the moment included, each range with the databases
    /// that still hold it.
    pub lost: Vec<LostCommits>,
    /// Writes refused; where the app does not come back, until the look-ahead would end.
    pub refused: u64,
    /// Reads that failed, and reads that were stale.
    pub failed_reads: u64,
    pub stale_reads: u64,
    /// What the app's databases cost a month from then on, in dollars.
    pub monthly_cost: u64,
    /// Whether the app takes writes.
    pub is_back: bool,
    /// Whether the plan was played to its end.
    pub is_finished: bool,
    /// The waits of the plan that are over.
    pub waits: Vec<EndedWait>,
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

/// How a step of a trial went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepEnding {
    /// It was entered.
    Done,
    /// It was entered and refused.
    Refused,
    /// What was waited for came after this long.
    Reached(SimDuration),
    /// The wait was given up after this long, and the plan went on.
    GivenUp(SimDuration),
    /// It had not ended when the look-ahead did, after this long.
    Unfinished(SimDuration),
    /// The look-ahead ended before it.
    NotBegun,
}

impl StepEnding {
    /// It in words, where it is worth some: `reached after 12 s`.
    pub fn words(self) -> Option<String> {
        let after = |ended: &str, length| Some(format!("{ended} after {}", format::length(length)));
        match self {
            StepEnding::Done => None,
            StepEnding::Refused => Some("refused".to_owned()),
            StepEnding::Reached(length) => after("reached", length),
            StepEnding::GivenUp(length) => after("given up", length),
            StepEnding::Unfinished(length) => after("not reached", length),
            StepEnding::NotBegun => Some("not begun".to_owned()),
        }
    }

    /// Whether the step did not do what it was there for.
    pub fn is_bad(self) -> bool {
        !matches!(self, StepEnding::Done | StepEnding::Reached(_))
    }
}

/// A step of a plan as a trial played it, or what the plan entered beside its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialStep {
    /// How long after the moment it began; none of a step that did not begin.
    pub after: Option<SimDuration>,
    pub text: String,
    pub ending: StepEnding,
    /// Its place in the plan, of a wait.
    pub wait: Option<usize>,
}

/// One continuation of one plan, as far as it has been played.
#[derive(Clone, Debug)]
pub struct Trial {
    run: Simulation,
    player: PlanPlayer,
    start: SimTime,
    /// Since when nothing has changed that matters, and how many writes were refused until then.
    quiet_since: SimTime,
    refused_until_quiet: u64,
    intervals: Vec<Interval>,
    steps: Vec<TrialStep>,
    waits: Vec<EndedWait>,
}

impl Trial {
    /// The continuation number `n`, from 1, of a run with a plan.
    pub fn new(from: &Simulation, plan: &Rc<Plan>, n: u32) -> Trial {
        let mut run = from.clone();
        run.continue_with(n);
        let start = run.world().now();
        let refused_until_quiet = run.world().app(run.shell().app()).refused;
        Trial {
            player: PlanPlayer::new(plan.clone(), &run),
            run,
            start,
            quiet_since: start,
            refused_until_quiet,
            intervals: Vec::new(),
            steps: Vec::new(),
            waits: Vec::new(),
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

    /// How the steps went, those that had not ended last.
    pub fn steps(&self) -> Vec<TrialStep> {
        let mut steps = self.steps.clone();
        let open = self.player.plan().steps.iter().enumerate().skip(self.player.step());
        steps.extend(open.map(|(at, step)| {
            let is_wait = matches!(step.kind, StepKind::Wait(..) | StepKind::WaitForPrompt(_));
            let begun = self.player.since().since(self.start);
            let (after, ending) = if is_wait && at == self.player.step() {
                (Some(begun), StepEnding::Unfinished(self.length() - begun))
            } else {
                (None, StepEnding::NotBegun)
            };
            TrialStep { after, text: step.text.clone(), ending, wait: is_wait.then_some(at) }
        }));
        steps
    }

    /// Plays on for a tick; says whether the trial is over, in which case no tick passes.
    pub fn tick_and_is_over(&mut self) -> bool {
        while let Some(next) = self.player.next(&self.run) {
            let step = match next {
                PlayerMove::Input(input) => self.apply(&input),
                PlayerMove::WaitEnded(wait) => self.note_wait(wait),
            };
            self.steps.push(step);
        }
        let (world, app) = (self.run.world(), self.run.shell().app());
        let now = world.now();
        if !self.player.is_done(&self.run) || will_recover_by_itself(world, app) {
            (self.quiet_since, self.refused_until_quiet) = (now, world.app(app).refused);
        }
        if now.since(self.quiet_since) >= QUIET_PERIOD || self.length() >= HORIZON {
            return true;
        }
        self.run.tick();
        self.note_availability();
        false
    }

    fn apply(&mut self, input: &Input) -> TrialStep {
        input.apply(&mut self.run);
        let shell = self.run.shell();
        let is_answered = matches!(input, Input::Entered(_)) && shell.prompt() == Prompt::Command;
        let is_refused = is_answered && !shell.succeeded();
        let ending = if is_refused { StepEnding::Refused } else { StepEnding::Done };
        TrialStep { after: Some(self.length()), text: input.label(), ending, wait: None }
    }

    fn note_wait(&mut self, wait: EndedWait) -> TrialStep {
        self.waits.push(wait);
        let ending = match wait.is_reached {
            true => StepEnding::Reached(wait.waited),
            false => StepEnding::GivenUp(wait.waited),
        };
        let text = self.player.plan().steps[wait.step].text.clone();
        let after = Some(self.length() - wait.waited);
        TrialStep { after, text, ending, wait: Some(wait.step) }
    }

    /// How long it has been played.
    pub fn length(&self) -> SimDuration {
        self.run.world().now().since(self.start)
    }

    /// Takes note of how the app fared in the tick that has passed.
    fn note_availability(&mut self) {
        let world = self.run.world();
        let (kind, text) = availability(world, self.run.shell().app());
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

    /// Writes that would still be refused until the look-ahead ends: where the app does not come
    /// back, it goes on as it did while nothing changed.
    fn refused_after_end(&self) -> u64 {
        let (world, app) = (self.run.world(), self.run.shell().app());
        let quiet = world.now().since(self.quiet_since).micros();
        if world.visitors(app) == Visitors::Served || quiet == 0 {
            return 0;
        }
        let left = HORIZON.micros().saturating_sub(self.length().micros());
        scale(world.app(app).refused - self.refused_until_quiet, left, quiet)
    }

    /// Its result, given the run that it began with.
    pub fn result(&self, from: &Simulation) -> TrialResult {
        let (world, app) = (self.run.world(), self.run.shell().app());
        let (after, before) = (world.app(app), from.world().app(app));
        TrialResult {
            length: self.length(),
            downtime: after.downtime.total() - before.downtime.total(),
            lost: world.permanent_losses(app),
            refused: after.refused - before.refused + self.refused_after_end(),
            failed_reads: after.reading().failed - before.reading().failed,
            stale_reads: after.reading().stale - before.reading().stale,
            monthly_cost: world.monthly_cost(app),
            is_back: world.visitors(app) == Visitors::Served,
            is_finished: self.player.is_done(&self.run),
            waits: self.waits.clone(),
        }
    }
}

/// Whether writes are refused for a reason that passes by itself.
fn will_recover_by_itself(world: &Platform, app: AppId) -> bool {
    let Visitors::CannotWrite(DatabaseError::Server(error)) = world.visitors(app) else {
        return false;
    };
    let Some(primary) = world.primary(app) else {
        return false;
    };
    let server = world.server(primary);
    match error {
        ServerError::Down | ServerError::NotReady | ServerError::InRecovery => true,
        // Temporary files go by themselves; data stay.
        ServerError::DiskFull => server.temporary_files.is_some(),
        // A follower stays one. What was told to leave recovery, or is a fork, will take writes.
        ServerError::ReadOnly => {
            matches!(server.role, Role::LeavingRecovery) || world.leader_of(primary).is_none()
        }
        // Where a standby can take over, it will.
        ServerError::Corrupt | ServerError::Gone => {
            world.has_ha_standby(primary) && world.hold_back(primary).is_none()
        }
    }
}
