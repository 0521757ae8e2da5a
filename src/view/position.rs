//! Where a database stands at a moment inside the last tick.
//!
//! The model knows where it stands at the tick's end. What came about within the tick is taken off
//! again by the same rules, commit by commit: one that is acknowledged later is not written yet,
//! and one whose last byte is still on its way has not been received.

use crate::platform::{DatabaseId, Platform};
use crate::sim::link::{Flight, Link};
use crate::sim::server::Role;
use crate::sim::wal::{Lsn, TimelineId};
use crate::sim::{SimDuration, SimTime, law};

/// The commits a database has at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The timeline they are numbered on.
    pub timeline: TimelineId,
    /// The last one it has: written by a leader, received by a follower.
    pub held: u64,
    /// The last one that queries on it see.
    pub replayed: u64,
}

/// Where a database stands at `at`.
pub fn position(world: &Platform, id: DatabaseId, at: SimTime) -> Position {
    let (fleet, server) = (world.fleet(), world.server(id));
    let (timeline, timelines) = (server.timeline, fleet.timelines());
    let replayed = fleet.commits_visible(world.database(id).server);
    match &server.role {
        Role::Leader if server.is_up() => {
            let mut held = timelines.commits_by(timeline, at);
            // That is rounded up, and nothing shows before its time.
            while timelines.time_of(timeline, held).is_some_and(|written| written > at) {
                held -= 1;
            }
            Position { timeline, held, replayed: held }
        }
        Role::Follower(following) if server.is_up() => {
            let held = timelines
                .commits_at(timeline, sent_and_received(world, &following.link, server.end, at).1);
            Position { timeline, held, replayed: replayed.min(held) }
        }
        _ => {
            let held = fleet.commits_on_disk(world.database(id).server);
            Position { timeline, held, replayed }
        }
    }
}

/// How far WAL has left its leader by `at`, and how far it has arrived at a follower that has
/// received up to `end`.
pub fn sent_and_received(world: &Platform, link: &Link, end: Lsn, at: SimTime) -> (Lsn, Lsn) {
    // On a silent wire everything waits where it is, tick after tick.
    let silent = link.silent_until.is_some();
    let at = if silent { world.now() } else { at };
    let (mut sent, mut received, mut received_by_now) = (Lsn(0), Lsn(0), Lsn(0));
    for flight in &link.flights {
        let setting_out = Flight { latency: SimDuration::ZERO, ..*flight };
        sent = law::arrived(&setting_out, at).max(sent);
        received = law::arrived(flight, at).max(received);
        received_by_now = law::arrived(flight, world.now()).max(received_by_now);
    }
    if link.flights.is_empty() {
        sent = link.sent;
    }
    // What comes again after a break moves nothing.
    (sent, if silent || received_by_now < end { end } else { received.min(end) })
}
