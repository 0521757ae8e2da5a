//! Where a database stands at a moment inside the last tick.

use crate::platform::{DatabaseId, Platform};
use crate::sim::server::Role;
use crate::sim::wal::TimelineId;
use crate::sim::{SimTime, law};

/// The commits a database has at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The timeline they are numbered on.
    pub timeline: TimelineId,
    /// The last one it has: written by a leader, received by a follower.
    pub held: u64,
    /// The last one that queries on it see.
    pub replayed: u64,
}

/// Where a database stands at `at`.
pub fn stand(world: &Platform, id: DatabaseId, at: SimTime) -> Stand {
    let (fleet, server) = (world.fleet(), world.server(id));
    let timeline = server.timeline;
    let seen = fleet.commits_seen(world.database(id).server);
    match &server.role {
        Role::Leader if server.is_up() => {
            let held = fleet.timelines().commits_by(timeline, at);
            Stand { timeline, held, replayed: held }
        }
        Role::Follower(following) if server.is_up() => {
            let arrived = following.link.flights.iter().map(|flight| law::arrived(flight, at));
            let held = arrived.max().unwrap_or(server.end).min(server.end);
            let held = fleet.timelines().commits_at(timeline, held);
            Stand { timeline, held, replayed: seen.min(held) }
        }
        _ => {
            let held = fleet.commits_held(world.database(id).server);
            Stand { timeline, held, replayed: seen }
        }
    }
}
