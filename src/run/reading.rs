//! How far behind a follower is, in each unit of the chart.

use crate::platform::{DatabaseId, Platform};

/// What the lines of the chart are measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Commits behind.
    #[default]
    Commits,
    /// Bytes of WAL behind.
    Bytes,
    /// Microseconds behind; they are shown as seconds.
    Seconds,
    /// Numbers of commits: written, received and replayed as lines of their own. The gap between
    /// two lines is a lag, in commits upwards and in time along the axis.
    Positions,
    /// How busy each server is, in thousandths; they are shown as per cent. Leaders have lines too.
    Load,
}

/// Every unit, and how its button is written.
pub const UNITS: [(Unit, &str); 5] = [
    (Unit::Commits, "commits"),
    (Unit::Bytes, "bytes"),
    (Unit::Seconds, "seconds"),
    (Unit::Positions, "positions"),
    (Unit::Load, "load"),
];

/// How far behind a follower is, in one unit. The farthest behind is the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// From what its leader has written to what it has replayed.
    pub all: u64,
    /// The part of that which it has not received.
    pub not_received: u64,
}

/// How busy a server is, in thousandths of what it can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadReading {
    pub id: DatabaseId,
    pub all: u64,
    /// The part of that which is reads.
    pub reads: u64,
}

impl LoadReading {
    /// How busy each server is now.
    pub fn all(world: &Platform) -> Vec<LoadReading> {
        let load = |(id, _)| {
            let work = world.server(id).load();
            LoadReading { id, all: work.total(), reads: work.reads }
        };
        world.databases().map(load).collect()
    }
}

/// How far behind a follower is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The follower.
    pub id: DatabaseId,
    /// The number of its leader's last commit, when it was farthest behind in commits.
    pub written: u64,
    /// Behind in commits, in bytes of WAL, and in microseconds. The last is the age of the oldest
    /// commit that it has not replayed (or not received): what a query on the follower misses is
    /// no older. It is 0 once nothing is missing, whatever the leader does.
    pub gaps: [Gap; 3],
}

impl Reading {
    /// How far behind a follower is now; none where that cannot be told.
    pub fn now(world: &Platform, id: DatabaseId) -> Option<Reading> {
        let behind = world.reported_behind(id)?;
        let leader_id = world.leader_of(id)?;
        let (server, leader) = (world.server(id), world.server(leader_id));
        let timelines = world.fleet().timelines();
        let written = timelines.commits_at(leader.timeline, leader.end);
        let age = |missing: u64| match missing {
            0 => 0,
            _ => world.age_of_commit(leader_id, written + 1 - missing.min(written)).micros(),
        };
        let bytes = |from: u64| leader.end.0.saturating_sub(from);
        let gap = |all, not_received| Gap { all, not_received };
        let (all, not_received) = (behind.commits(), behind.not_received);
        let gaps = [
            gap(all, not_received),
            gap(bytes(server.replayed.0), bytes(server.end.0)),
            gap(age(all), age(not_received)),
        ];
        Some(Reading { id, written, gaps })
    }

    /// Takes in what was read later: the worst of both in each unit.
    pub fn merge(&mut self, later: &Reading) {
        if later.gaps[0] >= self.gaps[0] {
            self.written = later.written;
        }
        for (gap, later) in self.gaps.iter_mut().zip(&later.gaps) {
            *gap = (*gap).max(*later);
        }
    }

    /// How high its lines are: of what it has replayed, of what it has received, and of what its
    /// leader has written. The second line of a lag is what the follower has not received.
    pub fn lines(&self, unit: Unit) -> [u64; 3] {
        let [commits, bytes, micros] = self.gaps;
        let gap = match unit {
            Unit::Positions => {
                let Gap { all, not_received } = commits;
                return [self.written - all, self.written - not_received, self.written];
            }
            Unit::Commits => commits,
            Unit::Bytes => bytes,
            Unit::Seconds => micros,
            // It is no lag: `LoadReading` has it.
            Unit::Load => Gap::default(),
        };
        [gap.all, gap.not_received, 0]
    }
}
