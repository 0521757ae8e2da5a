//! A run in time: what was done and when, the way back through it, branches, and what came of it.

mod checkpoints;
pub mod counts;
pub mod outcome;
pub mod pace;
pub mod playback;
pub mod reading;
pub mod recording;
pub mod simulation;
pub mod snapshot;
pub mod telemetry;

pub use counts::UsageCounts;
pub use outcome::Outcome;
pub use pace::Pace;
pub use playback::Playback;
pub use recording::{Input, Recording};
pub use simulation::Simulation;
