//! Playback: which moment of the recording is shown, and what was put aside.
//!
//! Going back is playing again from a checkpoint; nothing is ever patched backwards. Acting in the
//! past begins a branch: the future that was is put aside with its recording and its outcome, and
//! can be taken up again.

use std::mem::replace;
use std::rc::Rc;

use super::checkpoints::Checkpoints;
use super::recording::TimedInput;
use super::snapshot::Snapshot;
use super::{Input, Outcome, Recording, Simulation};
use crate::lessons::Scenario;

/// Ticks that are run at one time on the way to a moment: what a frame has time for.
const SLICE: u64 = 6_000;

/// Futures that are kept aside. For one more the oldest but one is forgotten: the oldest is mostly
/// what the run was before anybody tried something else.
pub const MOST_BRANCHES: usize = 20;

/// A place in a recording: after so many ticks and so many inputs. One that is not in it stands for
/// the nearest that is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Playhead {
    /// Ticks that have been run.
    pub tick: u64,
    /// Inputs that have been done.
    pub done: usize,
}

impl Playhead {
    /// The end of any recording.
    pub const END: Playhead = Playhead { tick: u64::MAX, done: usize::MAX };
}

/// A future that was put aside.
#[derive(Clone, Debug)]
pub struct Branch {
    /// All of it, from the start of the run.
    pub recording: Recording,
    /// Where it left the one that was begun instead.
    pub from: Playhead,
    /// Its outcome at its end.
    pub outcome: Outcome,
}

/// The run in the learner's hands.
#[derive(Clone, Debug)]
pub struct Playback {
    recording: Recording,
    /// What is shown.
    moment: Snapshot,
    /// The run's end, while an earlier moment is shown.
    end: Option<Snapshot>,
    checkpoints: Checkpoints,
    /// Where it is on its way to, and what is to be shown after that.
    goal: Option<(Playhead, Playhead)>,
    branches: Vec<Branch>,
}

impl Playback {
    /// A new run.
    pub fn new(scenario: Rc<Scenario>) -> Playback {
        Playback::of(Recording::new(scenario))
    }

    fn of(recording: Recording) -> Playback {
        let moment = Snapshot::start(&recording);
        let checkpoints = Checkpoints::new(moment.clone());
        let (end, goal, branches) = (None, None, Vec::new());
        Playback { recording, moment, end, checkpoints, goal, branches }
    }

    /// A run that was recorded, on its way to its end, and from there to the place to be shown.
    pub fn open(recording: Recording, shown: Playhead) -> Playback {
        let mut playback = Playback::of(recording);
        playback.head_for(playback.last(), shown);
        playback
    }

    /// What is shown.
    pub fn run(&self) -> &Simulation {
        &self.moment.run
    }

    /// The moment that is shown.
    pub fn moment(&self) -> &Snapshot {
        &self.moment
    }

    /// The run's end, as far as it is known: what is shown, where nothing later is.
    pub fn end(&self) -> &Snapshot {
        self.end.as_ref().unwrap_or(&self.moment)
    }

    /// The recording.
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// The futures that were put aside.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// How many checkpoints there are.
    pub fn checkpoints(&self) -> usize {
        self.checkpoints.count()
    }

    /// The tick from which a seek to `tick` would run.
    pub fn checkpoint_before(&self, tick: u64) -> u64 {
        self.checkpoints.before(tick, usize::MAX).ticks()
    }

    /// Where the moment that is shown is.
    pub fn place(&self) -> Playhead {
        Playhead { tick: self.moment.ticks(), done: self.moment.done }
    }

    fn last(&self) -> Playhead {
        Playhead { tick: self.recording.end, done: self.recording.inputs.len() }
    }

    /// Whether the run's end is shown.
    pub fn is_live(&self) -> bool {
        self.place() == self.last()
    }

    /// Whether the moment that is to be shown is not there yet.
    pub fn is_on_the_way(&self) -> bool {
        self.goal.is_some()
    }

    /// Whether the run's end is not known yet: nobody can act, and nothing earlier be shown.
    pub fn is_opening(&self) -> bool {
        self.goal.is_some() && self.end.is_none()
    }

    /// One tick: of the recording where it has one more, else of its own.
    pub fn tick(&mut self) {
        if self.is_live() {
            self.moment.tick();
            self.recording.end += 1;
        } else {
            self.replay(self.recording.inputs.len());
            if self.is_live() {
                self.end = None;
            }
        }
        self.checkpoints.note(&self.moment);
    }

    /// One tick of the recording, and what comes right after it, up to its input number `most`.
    fn replay(&mut self, most: usize) {
        self.moment.catch_up(&self.recording, most);
        if self.moment.ticks() < self.recording.end {
            self.moment.tick();
            self.moment.catch_up(&self.recording, most);
        }
    }

    /// The recording up to the moment that is shown, and this input in it.
    pub fn recording_with(&self, input: &Input) -> Recording {
        let mut recording = self.recording_so_far();
        recording.inputs.push(TimedInput { tick: recording.end, input: input.clone() });
        recording
    }

    fn recording_so_far(&self) -> Recording {
        let (mut recording, here) = (self.recording.clone(), self.place());
        recording.inputs.truncate(here.done);
        recording.end = here.tick;
        recording
    }

    /// Somebody acts; says whether it took effect. What had no effect is not recorded. In the
    /// past it begins a branch.
    pub fn act(&mut self, input: &Input) -> bool {
        self.settle();
        let recording = self.recording_with(input);
        let mut after = self.moment.clone();
        if !after.apply(input) {
            return false;
        }
        self.go_on_with(recording);
        self.moment = after;
        true
    }

    /// From the moment that is shown on nothing is as it was recorded.
    pub fn part(&mut self) {
        self.settle();
        self.go_on_with(self.recording_so_far());
    }

    fn go_on_with(&mut self, recording: Recording) {
        let (live, from) = (self.is_live(), self.place());
        let before = replace(&mut self.recording, recording);
        if !live {
            self.put_aside(before, from);
        }
    }

    /// Puts a future aside that was left at this place, which is where the run ends.
    fn put_aside(&mut self, recording: Recording, from: Playhead) {
        let outcome = Outcome::of(&self.end().run);
        self.keep_branch(Branch { recording, from, outcome });
        self.checkpoints.keep(from.tick, from.done);
        self.end = None;
    }

    /// Puts a future aside.
    pub fn keep_branch(&mut self, branch: Branch) {
        if self.branches.len() == MOST_BRANCHES {
            self.branches.remove(1);
        }
        self.branches.push(branch);
    }

    /// Takes up a future that was put aside; the one that was going on is put aside for it.
    pub fn take_up(&mut self, at: usize) {
        self.settle();
        if at >= self.branches.len() {
            return;
        }
        let Branch { recording, .. } = self.branches.remove(at);
        let outcome = Outcome::of(&self.end().run);
        let before = replace(&mut self.recording, recording);
        let from = self.parting(&before);
        self.keep_branch(Branch { recording: before, from, outcome });
        self.checkpoints.keep(from.tick, from.done);
        self.end = None;
        self.moment = self.checkpoints.before(from.tick, from.done).clone();
        self.head_for(self.last(), Playhead::END);
    }

    /// Where this run and another of the same scenario part.
    fn parting(&self, other: &Recording) -> Playhead {
        let mine = &self.recording;
        let mut done = 0;
        while done < mine.inputs.len() && mine.inputs.get(done) == other.inputs.get(done) {
            done += 1;
        }
        let next = |of: &Recording| of.inputs.get(done).map_or(of.end, |timed| timed.tick);
        Playhead { tick: next(mine).min(next(other)), done }
    }

    /// Shows the moment after so many ticks, with all that was done by then.
    pub fn seek(&mut self, tick: u64) {
        self.go(Playhead { tick, done: usize::MAX });
    }

    /// Shows the moment right before an input.
    pub fn rewind(&mut self, input: usize) {
        if let Some(timed) = self.recording.inputs.get(input) {
            self.go(Playhead { tick: timed.tick, done: input });
        }
    }

    /// Shows the place in the recording that is nearest to this one.
    fn go(&mut self, Playhead { tick, done }: Playhead) {
        if self.is_opening() {
            return;
        }
        self.goal = None;
        let tick = tick.min(self.recording.end);
        let by = |tick| self.recording.inputs.partition_point(|timed| timed.tick < tick);
        let place = Playhead { tick, done: done.clamp(by(tick), by(tick + 1)) };
        if place == self.place() {
            return;
        }
        if place == self.last() {
            if let Some(end) = self.end.take() {
                self.moment = end;
            }
            return;
        }
        let here = self.place();
        let base = self.checkpoints.before(place.tick, place.done);
        let ahead = here.tick <= place.tick && here.done <= place.done;
        if !ahead || here.tick < base.ticks() {
            let base = base.clone();
            let shown = replace(&mut self.moment, base);
            if here == self.last() {
                self.end = Some(shown);
            }
        } else if here == self.last() {
            self.end = Some(self.moment.clone());
        }
        self.head_for(place, place);
    }

    fn head_for(&mut self, place: Playhead, then: Playhead) {
        self.goal = Some((place, then));
        self.work();
    }

    /// Goes on with what is on the way, as far as a frame has time for; says whether it was.
    pub fn work(&mut self) -> bool {
        let Some((goal, then)) = self.goal else {
            return false;
        };
        for _ in 0..SLICE {
            if self.moment.ticks() >= goal.tick {
                break;
            }
            self.replay(goal.done);
            self.checkpoints.note(&self.moment);
        }
        self.moment.catch_up(&self.recording, goal.done);
        if self.moment.ticks() >= goal.tick {
            self.goal = None;
            self.go(then);
        }
        true
    }

    /// Gets there at once.
    pub fn settle(&mut self) {
        while self.work() {}
    }
}
