//! How somebody looks at the tapes.

use crate::sim::wal::TimelineId;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TapeView {
    /// Commits a mark, if somebody chose it; else what there is to see decides.
    pub per_mark: Option<u64>,
    /// The commit at the cursor: its number, and the timeline that it was written on.
    pub cursor: Option<(TimelineId, u64)>,
    /// Whether it was moved to by keyboard.
    pub by_keys: bool,
}

impl TapeView {
    pub fn without_cursor(self) -> TapeView {
        TapeView { per_mark: self.per_mark, cursor: None, by_keys: false }
    }
}
