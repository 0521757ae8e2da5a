//! What a commit was: an order, a payment, a signup. A function of its number and the seed.

use super::Platform;
use crate::sim::SimTime;
use crate::sim::chance::{Cause, Key};
use crate::sim::wal::TimelineId;

/// A commit, described for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its number.
    pub number: u64,
    /// When it was acknowledged.
    pub at: SimTime,
    /// What it was: `order, $59`.
    pub text: String,
}

impl Platform {
    /// Describes the commit of this number on this timeline.
    pub fn meaning(&self, timeline: TimelineId, number: u64) -> Meaning {
        let at = self.fleet.timelines().time_of(timeline, number).unwrap_or_default();
        // Two timelines have commits of the same number; what they were differs.
        let writer = self.fleet.timelines().writer_of(timeline, number);
        let server = self.fleet.timelines().get(writer).writer;
        let owner = Key::of(&self.database(self.database_on(server)).colour);
        let draw = self.chance.own().draw(Cause::Meaning(owner), number);
        let dollars = 5 + (draw >> 32) % 140;
        let what = match draw % 10 {
            0..=5 => format!("order, ${dollars}"),
            6..=7 => format!("payment, ${dollars}"),
            8 => "signup".to_owned(),
            _ => "change of address".to_owned(),
        };
        Meaning { number, at, text: what }
    }
}
