//! How often a person paused, changed the pace, travelled in time and asked what if.

/// What was done that is no input, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsageCounts {
    /// Pauses.
    pub pauses: u32,
    /// Changes of pace.
    pub paces: u32,
    /// Seeks and rewinds.
    pub seeks: u32,
    /// Looks at what would be if.
    pub what_ifs: u32,
}
