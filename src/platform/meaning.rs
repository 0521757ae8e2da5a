//! What a commit was: an order, a payment, a signup. It follows from its number and the seed.

use super::Platform;
use crate::sim::SimTime;
use crate::sim::chance::{Cause, Key};
use crate::sim::wal::TimelineId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    pub number: u64,
    /// When it was acknowledged.
    pub at: SimTime,
    /// Such as `order, $59`.
    pub text: String,
}

impl Platform {
    pub fn meaning(&self, timeline: TimelineId, number: u64) -> Meaning {
        let at = self.fleet.timelines().time_of(timeline, number).unwrap_or_default();
        // Timelines may have commits of the same number, with different meanings.
        let writer = self.fleet.timelines().writer_of(timeline, number);
        let server = self.fleet.timelines().get(writer).writer;
        let owner = Key::of(&self.database(self.database_on(server)).colour);
        let draw = self.chance.own().draw(Cause::Meaning(owner), number);
        let dollars = 5 + (draw >> 32) % 140;
        let text = match draw % 10 {
            0..=5 => format!("order, ${dollars}"),
            6..=7 => format!("payment, ${dollars}"),
            8 => "signup".to_owned(),
            _ => "change of address".to_owned(),
        };
        Meaning { number, at, text }
    }
}
