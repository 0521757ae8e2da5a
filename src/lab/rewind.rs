//! Travel in time: what a person asks for, and what it counts as.

use super::{Lab, Picked};
use crate::sim::SimTime;
use crate::view::tape::Look;

/// Which moment of the run is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// The one at this time.
    To(SimTime),
    /// The one right before an input.
    Before(usize),
    /// The one before the last thing that happened.
    Back,
    /// The end of the run.
    End,
    /// The end of a future that was put aside.
    Branch(usize),
}

/// What was done that is no input, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pauses.
    pub pauses: u32,
    /// Changes of pace.
    pub paces: u32,
    /// Seeks and rewinds.
    pub seeks: u32,
    /// Looks at what would be if.
    pub what_ifs: u32,
}

impl Lab {
    /// Shows another moment of the run, and stops there.
    pub(super) fn travel(&mut self, travel: Travel) {
        self.end_haste();
        self.paused = true;
        self.owed.settle();
        self.counts.seeks += 1;
        let waiting = self.take_pasted();
        if !waiting.is_empty() {
            self.editor.set(waiting);
        }
        let end = self.playback.recording().end;
        match travel {
            Travel::To(at) => self.playback.seek(at.ticks()),
            Travel::Before(input) => self.playback.rewind(input),
            Travel::Back => self.step_back(),
            Travel::End => self.playback.seek(end),
            Travel::Branch(at) => self.playback.take_up(at),
        }
        self.look = Look::default();
        if let Picked::Database(id) | Picked::Link(id) = self.picked
            && !self.world().all_databases().any(|(there, _)| there == id)
        {
            self.picked = Picked::Nothing;
        }
    }

    /// Goes to right before the last thing that happened: an entry of the journal or an input.
    fn step_back(&mut self) {
        let now = self.world().now().ticks();
        let done = self.playback.place().done;
        let entries = self.world().journal().entries();
        let happened = entries.iter().rev().map(|entry| entry.at.ticks()).find(|at| *at < now);
        let input = self.playback.recording().inputs.get(done.wrapping_sub(1));
        match (happened, input) {
            (at, Some(input)) if input.tick >= at.unwrap_or(0) => self.playback.rewind(done - 1),
            (at, _) => self.playback.seek(at.unwrap_or(0)),
        }
    }

    /// What was done that is no input, counted.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether frames are needed: time runs, or the way to a moment is a long one.
    pub fn is_busy(&self) -> bool {
        !self.paused || self.playback.on_the_way().is_some()
    }
}
