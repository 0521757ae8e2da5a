//! Playback: which moment of the recording is shown, and the branches beside it.
//!
//! Going back is playing again from a checkpoint; nothing is ever patched backwards. When somebody
//! acts in the past, what followed becomes a branch, kept with its recording and its outcome, and
//! can be taken up again.

use std::mem::replace;
use std::rc::Rc;

use super::checkpoints::Checkpoints;
use super::recording::TimedInput;
use super::snapshot::Snapshot;
use super::{Input, Outcome, Recording, Simulation};
use crate::lessons::Scenario;
use crate::lessons::progress::LessonInput;
use crate::sim::{SimTime, TICK};

/// Ticks of a seek between two looks at whether there is time for more.
const SLICE: u64 = 100;

/// Slices that a seek begins with at once: one that is no longer than this ends where it begins.
const FIRST_SLICES: u32 = 60;

/// Branches that are kept. For one more the oldest but one is forgotten: the oldest is mostly the
/// run as it was before anybody tried something else.
pub const MOST_BRANCHES: usize = 20;

/// A place in a recording: after so many ticks and so many inputs. One that a recording does not
/// have stands for the nearest that it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Playhead {
    pub tick: u64,
    pub done: usize,
}

impl Playhead {
    /// The end of any recording.
    pub const END: Playhead = Playhead { tick: u64::MAX, done: usize::MAX };
}

/// A recording beside the one that is played.
#[derive(Clone, Debug)]
pub struct Branch {
    /// All of it, from the start of the run.
    pub recording: Recording,
    /// Where it and the one that took its place part.
    pub from: Playhead,
    /// Its outcome at its end.
    pub outcome: Outcome,
}

/// A seek that is under way. What it has come to is not shown: the page goes on showing the moment
/// that it began at, and then the one that was asked for.
#[derive(Clone, Debug)]
struct Seek {
    /// What it has come to.
    moment: Snapshot,
    target: Playhead,
    /// What to show once the target is reached.
    shown_after: Playhead,
}

/// The run in the learner's hands.
#[derive(Clone, Debug)]
pub struct Playback {
    recording: Recording,
    /// The moment that is shown.
    moment: Snapshot,
    /// The run's end, while an earlier moment is shown.
    end: Option<Snapshot>,
    checkpoints: Checkpoints,
    seek: Option<Seek>,
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
        let (end, seek, branches) = (None, None, Vec::new());
        Playback { recording, moment, end, checkpoints, seek, branches }
    }

    /// Plays a recorded run to its end, and goes from there to the place to be shown.
    pub fn open(recording: Recording, shown: Playhead) -> Playback {
        let mut playback = Playback::of(recording);
        let start = playback.moment.clone();
        playback.begin_seek(start, playback.last(), shown);
        playback
    }

    /// The run at the moment that is shown.
    pub fn run(&self) -> &Simulation {
        &self.moment.run
    }

    /// The moment that is shown.
    pub fn moment(&self) -> &Snapshot {
        &self.moment
    }

    /// The run's end, as far as it is known.
    pub fn end(&self) -> &Snapshot {
        self.end.as_ref().unwrap_or(&self.moment)
    }

    pub fn recording(&self) -> &Recording {
        &self.recording
    }

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

    /// The place of the moment that is shown.
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

    /// Whether a seek is under way.
    pub fn is_on_the_way(&self) -> bool {
        self.seek.is_some()
    }

    /// Whether the run's end is not known yet. Then nobody can act, and nothing earlier be shown.
    pub fn is_opening(&self) -> bool {
        self.seek.is_some() && self.end.is_none()
    }

    /// While the end of the run is not known yet: how far the way to it has come, and the end.
    pub fn opening_progress(&self) -> Option<(SimTime, SimTime)> {
        let seek = self.seek.as_ref().filter(|_| self.is_opening())?;
        let end = SimTime::ZERO + TICK * self.recording.end;
        Some((seek.moment.run.world().now(), end))
    }

    /// Runs one tick. Where the recording goes on, its inputs are played.
    pub fn tick(&mut self) {
        if self.is_live() {
            self.moment.tick();
            self.recording.end += 1;
        } else {
            self.moment.play(&self.recording, self.recording.inputs.len());
            if self.is_live() {
                self.end = None;
            }
        }
        self.checkpoints.note(&self.moment);
    }

    /// The recording up to the moment that is shown, with this input at its end.
    pub fn recording_with(&self, input: &Input) -> Recording {
        let mut recording = self.recording_so_far();
        recording.inputs.push(TimedInput { tick: recording.end, input: input.clone() });
        recording
    }

    /// The recording up to the moment that is shown. What somebody was told in a lesson after it
    /// comes along: going back makes nobody forget.
    fn recording_so_far(&self) -> Recording {
        let (mut recording, here) = (self.recording.clone(), self.place());
        recording.inputs.truncate(here.done);
        recording.end = here.tick;
        recording.remember(&self.recording.inputs);
        recording
    }

    /// Whether somebody has, after the moment that is shown, asked for this or answered this
    /// question.
    fn is_told_later(&self, asked: &LessonInput) -> bool {
        let later = self.recording.inputs.iter().skip(self.moment.done);
        later.into_iter().any(
            |timed| matches!(&timed.input, Input::Lesson(told) if told.is_about_the_same(asked)),
        )
    }

    /// Applies an input at the moment that is shown; says whether it took effect. An input without
    /// effect is not recorded. In the past it makes a branch of what was recorded after it. What
    /// somebody has been told in a lesson already, they are told again and not once more.
    pub fn act(&mut self, input: &Input) -> bool {
        self.finish_seek();
        if let Input::Lesson(asked) = input
            && self.is_told_later(asked)
        {
            self.branch_here();
            return true;
        }
        let recording = self.recording_with(input);
        let mut after = self.moment.clone();
        let before = recording.inputs.len() - 1;
        after.catch_up(&recording, before);
        let progress = after.run.progress();
        let may_be = match input {
            Input::Lesson(asked) => progress.is_some_and(|progress| progress.accepts(asked)),
            _ => true,
        };
        if !may_be || !after.apply(input) {
            return false;
        }
        self.go_on_with(recording);
        self.moment = after;
        true
    }

    /// Ends the run at the moment that is shown, and makes a branch of what was recorded after it.
    pub fn branch_here(&mut self) {
        self.finish_seek();
        let recording = self.recording_so_far();
        self.moment.catch_up(&recording, recording.inputs.len());
        self.go_on_with(recording);
    }

    fn go_on_with(&mut self, recording: Recording) {
        let (is_live, from) = (self.is_live(), self.place());
        let before = replace(&mut self.recording, recording);
        if is_live {
            // Who went back over nothing but hints, which nobody forgets, is at the end again.
            self.end = None;
        } else {
            self.put_aside(before, from);
        }
    }

    /// Makes a branch of the recording that was played until now.
    fn put_aside(&mut self, recording: Recording, from: Playhead) {
        let outcome = Outcome::of(&self.end().run);
        self.keep_branch(Branch { recording, from, outcome });
        self.checkpoints.discard_after(from.tick, from.done);
        self.end = None;
    }

    pub fn keep_branch(&mut self, branch: Branch) {
        if self.branches.len() == MOST_BRANCHES {
            self.branches.remove(1);
        }
        self.branches.push(branch);
    }

    /// Plays a branch instead of the recording, which becomes a branch itself.
    pub fn switch_to_branch(&mut self, at: usize) {
        self.finish_seek();
        if at >= self.branches.len() {
            return;
        }
        let Branch { recording, .. } = self.branches.remove(at);
        let before = replace(&mut self.recording, recording);
        let from = self.common_point(&before);
        self.recording.remember(&before.inputs);
        self.put_aside(before, from);
        self.moment = self.checkpoints.before(from.tick, from.done).clone();
        self.begin_seek(self.moment.clone(), self.last(), Playhead::END);
    }

    /// Where the recording and another of the same scenario part.
    fn common_point(&self, other: &Recording) -> Playhead {
        let own = &self.recording;
        let pairs = own.inputs.iter().zip(&other.inputs);
        let done = pairs.take_while(|(own, other)| own == other).count();
        let next = |of: &Recording| of.inputs.get(done).map_or(of.end, |timed| timed.tick);
        Playhead { tick: next(own).min(next(other)), done }
    }

    /// Shows the moment after so many ticks, with all inputs done by then.
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
        self.seek = None;
        // The end that was kept for that seek is shown again, or still.
        if self.is_live() {
            self.end = None;
        }
        let tick = tick.min(self.recording.end);
        let inputs_before = |tick| self.recording.inputs.partition_point(|timed| timed.tick < tick);
        let place =
            Playhead { tick, done: done.clamp(inputs_before(tick), inputs_before(tick + 1)) };
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
        let from = if ahead && here.tick >= base.ticks() { &self.moment } else { base };
        let from = from.clone();
        if here == self.last() {
            self.end = Some(self.moment.clone());
        }
        self.begin_seek(from, place, place);
    }

    fn begin_seek(&mut self, moment: Snapshot, target: Playhead, shown_after: Playhead) {
        self.seek = Some(Seek { moment, target, shown_after });
        let mut slices = 0..FIRST_SLICES;
        self.work(&mut || slices.next().is_some());
    }

    /// Goes on with the seek that is under way for as long as `has_time` says, which is asked
    /// before each slice of ticks.
    pub fn work(&mut self, has_time: &mut dyn FnMut() -> bool) {
        while self.seek.is_some() && has_time() {
            self.work_slice();
        }
    }

    fn work_slice(&mut self) {
        let Some(Seek { moment, target, .. }) = &mut self.seek else {
            return;
        };
        for _ in 0..SLICE {
            if moment.ticks() >= target.tick {
                break;
            }
            moment.play(&self.recording, target.done);
            self.checkpoints.note(moment);
        }
        moment.catch_up(&self.recording, target.done);
        if moment.ticks() >= target.tick
            && let Some(Seek { moment, shown_after, .. }) = self.seek.take()
        {
            self.moment = moment;
            self.go(shown_after);
        }
    }

    /// Ends a seek at once.
    pub fn finish_seek(&mut self) {
        self.work(&mut || true);
    }
}
