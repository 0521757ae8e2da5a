//! The reads of a process type of a scenario file.

use super::fields::{Fields, text};
use super::units;
use crate::platform::reads::{ReadProfile, Report};
use crate::sim::SimDuration;

/// What a read costs, where nobody says otherwise.
const COST: u64 = 1_000;

/// The most that a read costs, so that every plan answers some in a tick.
const MOST_COST: u64 = 10_000;

/// How many reads of a hundred look for what their visitor has just written, and how soon.
const RETURNING: u64 = 20;
const RETURNS_WITHIN: SimDuration = SimDuration::from_secs(10);

/// The longest that a visitor comes back for a write.
const LONGEST: SimDuration = SimDuration::from_secs(600);

/// Reads what a process type reads.
pub fn read(fields: &mut Fields) -> ReadProfile {
    let allowed = "a rate of at most 100000 a second, such as \"240/s\" or \"30/min\"";
    let per_1000_s = fields.optional("reads", allowed, text(units::rate)).unwrap_or_default();
    let cost = fields.count("read_cost", 1, MOST_COST);
    let returning = fields.count("returning", 0, 100);
    let within = fields.length("returns_within");
    if let Some(within) = within
        && !(SimDuration::from_secs(1)..=LONGEST).contains(&within)
    {
        let found = "a length of time out of range".to_owned();
        fields.wrong("returns_within", found, "from 1s to 10m");
    }
    let report = fields.table("report").and_then(report);
    ReadProfile {
        per_1000_s,
        cost: cost.unwrap_or(COST),
        returning: returning.unwrap_or(RETURNING) * 10,
        returns_within: within.unwrap_or(RETURNS_WITHIN),
        report,
    }
}

/// Reads `report = { every = "10m", lasts = "2m" }`.
fn report(mut fields: Fields) -> Option<Report> {
    let allowed = "a length of time such as \"10m\"";
    let every = fields.required("every", allowed, text(SimDuration::parse));
    let lasts = fields.required("lasts", allowed, text(SimDuration::parse));
    let report = Report { every: every?, lasts: lasts? };
    // A database runs one report of a process type at a time.
    if report.lasts.micros() == 0 || report.lasts > report.every {
        let found = "a length of time out of range".to_owned();
        fields.wrong("lasts", found, "longer than 0s and at most as long as every");
    }
    fields.finish();
    Some(report)
}
