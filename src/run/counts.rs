//! Counts of what a person did that is no input of a run.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsageCounts {
    pub pauses: u32,
    pub paces: u32,
    /// Seeks and rewinds.
    pub seeks: u32,
    /// Times that plans were tried out.
    pub what_ifs: u32,
}
