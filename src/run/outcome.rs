//! The outcome of a run, in figures: what is shown of branches, plans and links.

use super::Simulation;
use crate::format;
use crate::sim::SimDuration;

/// What came of a run. Where there are several apps, of all of them together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Downtime, planned or not, in milliseconds.
    pub downtime_ms: u64,
    /// Commits lost that another database still holds.
    pub left_behind: u64,
    /// Commits lost that none does.
    pub gone: u64,
    /// Writes that no database took.
    pub refused: u64,
    /// What the databases have cost, in millionths of a dollar.
    pub micro_dollars: u64,
    /// Reads that no database answered.
    pub failed_reads: u64,
    /// Reads that missed what their visitor had just written.
    pub stale_reads: u64,
}

impl Outcome {
    /// The outcome of a run, as it stands now.
    pub fn of(run: &Simulation) -> Outcome {
        let (world, mut outcome) = (run.world(), Outcome::default());
        for (id, app) in world.apps() {
            outcome.downtime_ms += app.downtime.total().micros() / 1_000;
            outcome.refused += app.refused;
            outcome.micro_dollars += world.spent(id);
            let reading = app.reading();
            outcome.failed_reads += reading.failed;
            outcome.stale_reads += reading.stale;
            let lost = world.loss_count(id);
            outcome.left_behind += lost.left_behind;
            outcome.gone += lost.gone;
        }
        outcome
    }

    /// In a few words: `37 commits lost, 1:12 down, 3 writes refused, $0.14`, and of reads only
    /// where any went wrong.
    pub fn summary(&self) -> String {
        let mut text = format!(
            "{} lost, {} down, {} writes refused, {}",
            format::commits(self.lost()),
            format::length(SimDuration::from_millis(self.downtime_ms)),
            format::count(self.refused),
            format::dollars(self.micro_dollars)
        );
        if self.failed_reads > 0 {
            text += &format!(", {} reads failed", format::count(self.failed_reads));
        }
        if self.stale_reads > 0 {
            text += &format!(", {} reads stale", format::count(self.stale_reads));
        }
        text
    }

    /// Commits lost, left behind or gone.
    pub fn lost(&self) -> u64 {
        self.left_behind + self.gone
    }
}
