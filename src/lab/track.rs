//! What the chart shows: how far behind each follower was, and what went on, over time.
//!
//! Samples are kept at several widths, each with room for the same number, so that a minute and
//! a day both fit and memory is bounded.

use crate::platform::{DatabaseId, Platform, Visitors};
use crate::sim::{Behind, SimDuration, SimTime, TICK};
use crate::view::card;

/// Samples of one width.
const ROOM: usize = 300;

/// Widths of a sample in ticks; each holds `ROOM` samples.
const WIDTHS: [u64; 6] = [4, 16, 64, 256, 1_024, 4_096];

/// What was seen in one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where the stretch begins.
    pub from: SimTime,
    /// The farthest that each follower was behind.
    pub behind: Vec<(DatabaseId, Behind)>,
    /// What visitors of each app met, the worst of it.
    pub apps: Vec<Available>,
}

impl Sample {
    /// A sample that begins with what is so now.
    pub fn now(world: &Platform, from: SimTime) -> Sample {
        let behind = |(id, _)| Some((id, card::behind(world, id)?));
        let available = |visitors: Visitors| match visitors {
            Visitors::Served => Available::Yes,
            Visitors::Maintenance => Available::Planned,
            _ => Available::No,
        };
        Sample {
            from,
            behind: world.databases().filter_map(behind).collect(),
            apps: world.apps().map(|(_, app)| available(app.visitors)).collect(),
        }
    }

    /// Takes in what was seen later, the worst of both.
    fn merge(&mut self, later: &Sample) {
        for &(id, behind) in &later.behind {
            match self.behind.iter_mut().find(|(other, _)| *other == id) {
                Some((_, most)) if most.commits() >= behind.commits() => {}
                Some((_, most)) => *most = behind,
                None => self.behind.push((id, behind)),
            }
        }
        for (worst, &app) in self.apps.iter_mut().zip(&later.apps) {
            *worst = app.max(*worst);
        }
    }
}

/// Whether an app could be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Available {
    /// It could.
    Yes,
    /// The maintenance page.
    Planned,
    /// It could not.
    No,
}

/// A query that ran or runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySeen {
    /// Where.
    pub on: DatabaseId,
    /// Its process id.
    pub pid: u32,
    /// What its client calls itself.
    pub source: String,
    /// When it began.
    pub from: SimTime,
    /// When it ended; none while it runs.
    pub until: Option<SimTime>,
}

/// Queries remembered.
const QUERIES: usize = 200;

/// The samples.
#[derive(Clone, Debug, Default)]
pub struct Track {
    levels: [Vec<Sample>; WIDTHS.len()],
    queries: Vec<QuerySeen>,
}

impl Track {
    /// Takes note of a tick that has passed.
    pub fn note(&mut self, world: &Platform) {
        self.note_queries(world);
        let tick = world.now().ticks() - 1;
        let now = Sample::now(world, SimTime::ZERO);
        for (level, width) in self.levels.iter_mut().zip(WIDTHS) {
            let from = SimTime::ZERO + TICK * (tick / width * width);
            match level.last_mut() {
                Some(sample) if sample.from == from => sample.merge(&now),
                _ => {
                    level.push(Sample { from, ..now.clone() });
                    if level.len() > ROOM {
                        level.remove(0);
                    }
                }
            }
        }
    }

    fn note_queries(&mut self, world: &Platform) {
        let runs = |on: DatabaseId, pid: u32| {
            world.server(on).queries.iter().any(|query| query.pid == pid)
        };
        for seen in self.queries.iter_mut().filter(|seen| seen.until.is_none()) {
            if !runs(seen.on, seen.pid) {
                seen.until = Some(world.now());
            }
        }
        for (on, _) in world.databases() {
            for query in &world.server(on).queries {
                let known = self.queries.iter().any(|seen| seen.on == on && seen.pid == query.pid);
                if !known {
                    let (pid, source, from) = (query.pid, query.source.clone(), query.since);
                    self.queries.push(QuerySeen { on, pid, source, from, until: None });
                }
            }
        }
        let over = self.queries.len().saturating_sub(QUERIES);
        self.queries.drain(..over);
    }

    /// Queries that ran or run, oldest first.
    pub fn queries(&self) -> impl Iterator<Item = &QuerySeen> {
        self.queries.iter()
    }

    /// The finest samples that reach `back` from the latest, and how wide each is.
    pub fn samples(&self, back: SimDuration) -> (&[Sample], SimDuration) {
        let reach = |width: u64| TICK * (width * ROOM as u64);
        let last = WIDTHS.len() - 1;
        let level = (0..last).find(|at| reach(WIDTHS[*at]) >= back).unwrap_or(last);
        (&self.levels[level], TICK * WIDTHS[level])
    }
}
