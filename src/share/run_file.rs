//! A run as text: the file that is exported, what is kept between visits and, packed, the link.
//!
//! ```text
//! A run of Follower Playground, a simulation. Times are ticks of 100 ms.
//! scenario followers
//! model 1
//! seed 7
//! end 5000
//! shown 1234 after 1 inputs
//! counts 0 pauses 1 paces 2 seeks 0 what-ifs
//! outcome 1200 ms down 0 left behind 37 gone 12 refused 34000 millionths of a dollar
//! hash 6199269286607754739
//! view theme=dark&pace=60x
//! +120 $ heroku pg:unfollow WHITE
//! +31 $ sushi
//! +4 ^C heroku ps
//! +0 ^L
//! +900 ! leader lost on CHARCOAL
//! sum 3735928559
//! ```
//!
//! A scenario that is none of ours stands there in full, its lines after a `|`. An input has the
//! ticks since the one before. What a later version added before the inputs is skipped. Branches
//! follow as texts of the same kind, each with the place where it was left.

mod figures;
mod reader;
mod writer;

use std::rc::Rc;

pub use reader::read;
pub use writer::write;

use super::Options;
use crate::lessons::{Mistake, Scenario, ScenarioSource};
use crate::run::playback::Playhead;
use crate::run::recording::{MODEL, TimedInput};
use crate::run::{Outcome, Recording, Simulation, UsageCounts};
use crate::sim::digest::digest;

/// The most inputs that are read.
pub const MOST_INPUTS: usize = 20_000;

/// The most ticks that are read: 400 simulated days.
pub const MOST_TICKS: u64 = 400 * 864_000;

/// What every such text begins with.
const TITLE: &str = "A run of Follower Playground, a simulation.";

/// A run as it is sent or kept.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedRun {
    pub scenario: ScenarioSource,
    /// The seed, which need not be the scenario's own.
    pub seed: u64,
    pub inputs: Vec<TimedInput>,
    /// Ticks that the run has.
    pub end: u64,
    /// The moment that was shown.
    pub shown: Playhead,
    pub counts: UsageCounts,
    /// The version of the model it was made with.
    pub model: u32,
    /// The outcome at its end.
    pub outcome: Outcome,
    /// The state hash at its end, where it is known.
    pub hash: Option<u64>,
    /// How it was looked at.
    pub options: Options,
    /// The other branches.
    pub branches: Vec<SavedRun>,
}

/// Why a text, a link or a file is no run.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    /// What is wrong with it, in sentences.
    pub why: String,
    /// What could be read: the run up to the damage.
    pub partial: Option<Box<SavedRun>>,
}

impl SavedRun {
    /// A recording, with the run at its end and the moment that is shown.
    pub fn of(
        recording: &Recording,
        end: &Simulation,
        shown: Playhead,
        counts: UsageCounts,
        options: Options,
    ) -> SavedRun {
        let scenario = &recording.scenario;
        SavedRun {
            scenario: scenario.source.clone(),
            seed: scenario.world.seed,
            inputs: recording.inputs.clone(),
            end: recording.end,
            shown,
            counts,
            model: MODEL,
            outcome: Outcome::of(end),
            hash: Some(end.hash()),
            options,
            branches: Vec::new(),
        }
    }

    /// The name of the scenario whose text [`SavedRun::open`] needs; none where it has its own.
    pub fn name(&self) -> Option<&str> {
        self.scenario.name()
    }

    /// The recording, given the text of the scenario where it comes with the page.
    ///
    /// # Errors
    /// What is wrong with the scenario.
    pub fn open(&self, shipped: &str) -> Result<Recording, Vec<Mistake>> {
        let mut scenario = match &self.scenario {
            ScenarioSource::Shipped(name) => Scenario::shipped(name, shipped)?,
            ScenarioSource::Own(text) => Scenario::own(text)?,
        };
        scenario.world.seed = self.seed;
        let inputs = self.inputs.clone();
        Ok(Recording { scenario: Rc::new(scenario), inputs, end: self.end })
    }

    /// Where today's model ends otherwise: a sentence with the figures of then and of today. The
    /// states of two versions of the model differ always, so their figures decide.
    pub fn difference_message(&self, outcome: &Outcome, hash: u64) -> Option<String> {
        if self.hash == Some(hash) || self.model != MODEL && self.outcome == *outcome {
            return None;
        }
        let cause = if self.model == MODEL {
            "What it says of itself is not what its inputs give".to_owned()
        } else {
            format!("Made with version {} of the model", self.model)
        };
        let today = if *outcome == self.outcome {
            "the same figures, but not the same state".to_owned()
        } else {
            outcome.summary()
        };
        Some(format!("{cause}: {}; today {today}.", self.outcome.summary()))
    }
}

/// The sum of lines, given the sum of those before the last.
pub fn sum(before: u64, line: &str) -> u64 {
    digest(&(before, line))
}

/// A sum as it is written.
fn short_sum(sum: u64) -> u64 {
    sum & 0xffff_ffff
}
