//! A run in time: its recording, playback with branches, telemetry and outcome.

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
pub use snapshot::Snapshot;
