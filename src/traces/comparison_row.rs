//! A recording and what the model did, side by side.

/// A figure of the model beside that of the recording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The model's.
    pub model: f64,
    /// The recording's.
    pub real: f64,
}

impl Pair {
    /// By how much they differ.
    pub fn error(self) -> f64 {
        (self.model - self.real).abs()
    }
}

/// One follower.
#[derive(Clone, Debug, Default)]
pub struct ComparedFollower {
    /// Time, behind-by of the recording and of the model, in commits.
    pub curve: Vec<(f64, f64, f64)>,
    /// The peak of behind-by in the recording.
    pub peak: f64,
    /// Mean absolute error in commits.
    pub error: f64,
    /// The limit that holds for it, in commits.
    pub limit: f64,
    /// Mean absolute error in bytes ÷ their peak.
    pub bytes: Option<f64>,
    /// The same of what was not received, in bytes.
    pub receive: Option<f64>,
    /// Whether that is past its limit.
    pub receive_exceeded: bool,
    /// Pauses of replay: start, end; the model's beside the recording's.
    pub pauses: Vec<(Pair, Pair)>,
    /// Pauses that only one of the two has.
    pub unmatched: usize,
    /// Seconds from the peak until next to nothing is left.
    pub catch_up: Option<Pair>,
    /// The median of replay lag as PostgreSQL shows it, in milliseconds.
    pub replay_lag: Option<Pair>,
}

/// One recording.
#[derive(Clone, Debug, Default)]
pub struct ComparisonRow {
    /// Its name.
    pub name: String,
    /// Its followers.
    pub followers: Vec<ComparedFollower>,
    /// Acknowledged commits lost.
    pub lost: Option<Pair>,
    /// By how many commits the loss may differ: what is on the wire.
    pub loss_tolerance: f64,
    /// When the promoted follower took writes.
    pub writable: Option<Pair>,
    /// The most commits that waited for a follower.
    pub waiting: Option<Pair>,
    /// The most row versions that the leader could not remove.
    pub dead_rows: Option<Pair>,
    /// What is past its limit.
    pub exceeded: Vec<String>,
}

impl ComparisonRow {
    /// Whether behind-by is within its limit on every follower.
    pub fn within_behind_by(&self) -> bool {
        self.followers.iter().all(|follower| follower.error <= follower.limit)
    }
}
