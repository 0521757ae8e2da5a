//! What the chart shows: how far behind each follower was, and what went on, over time.
//!
//! Samples are kept at several widths, each with room for the same number, so that a minute and
//! a day both fit and memory is bounded. What goes on is kept to the tick, the last so many.

use crate::platform::{AppId, DatabaseId, Platform, Visitors};
use crate::sim::{SimDuration, SimTime, TICK};
use crate::view::chart::{Reading, Seen};

/// Samples of one width.
const ROOM: usize = 300;

/// Widths of a sample in ticks; each holds `ROOM` samples.
const WIDTHS: [u64; 6] = [4, 16, 64, 256, 1_024, 4_096];

/// How an app was for a while, or what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateSeen {
    /// The app; none for what was paid.
    pub app: Option<AppId>,
    /// Whether the app took writes (`yes`, `no`, or `planned` under maintenance mode); `cost`.
    pub class: &'static str,
    /// What all databases together cost, in dollars a month.
    pub dollars: u32,
    /// From when.
    pub from: SimTime,
    /// Until when; none while it is so.
    pub until: Option<SimTime>,
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

/// Queries and states remembered, each.
const MOST: usize = 200;

/// How far behind each follower is now.
pub fn read(world: &Platform) -> Vec<Reading> {
    world.databases().filter_map(|(id, _)| Reading::now(world, id)).collect()
}

/// Takes in what was read later, the worst of both.
fn merge(readings: &mut Vec<Reading>, later: &[Reading]) {
    for later in later {
        match readings.iter_mut().find(|reading| reading.id == later.id) {
            Some(reading) => reading.merge(later),
            None => readings.push(*later),
        }
    }
}

/// The samples.
#[derive(Clone, Debug, Default)]
pub struct Track {
    levels: [Vec<Seen>; WIDTHS.len()],
    queries: Vec<QuerySeen>,
    states: Vec<StateSeen>,
}

impl Track {
    /// Takes note of a tick that has passed.
    pub fn note(&mut self, world: &Platform) {
        self.note_queries(world);
        self.note_states(world);
        let tick = world.now().ticks() - 1;
        let now = read(world);
        for (level, width) in self.levels.iter_mut().zip(WIDTHS) {
            let at = SimTime::ZERO + TICK * (tick / width * width);
            match level.last_mut() {
                Some(seen) if seen.at == at => merge(&mut seen.readings, &now),
                _ => {
                    level.push(Seen { at, readings: now.clone() });
                    if level.len() > ROOM {
                        level.remove(0);
                    }
                }
            }
        }
    }

    fn note_states(&mut self, world: &Platform) {
        for (id, app) in world.apps() {
            let class = match app.visitors {
                Visitors::Served => "yes",
                Visitors::Maintenance => "planned",
                _ => "no",
            };
            self.note_state(world, Some(id), class, 0);
        }
        let dollars = world.databases().map(|(_, database)| database.bill.dollars).sum();
        self.note_state(world, None, "cost", dollars);
        let over = self.states.len().saturating_sub(MOST);
        self.states.drain(..over);
    }

    fn note_state(
        &mut self,
        world: &Platform,
        app: Option<AppId>,
        class: &'static str,
        dollars: u32,
    ) {
        // The tick that has passed is the first of which it is so.
        let from = SimTime::ZERO + TICK * (world.now().ticks() - 1);
        if let Some(last) = self.states.iter_mut().rfind(|seen| seen.app == app) {
            if last.class == class && last.dollars == dollars {
                return;
            }
            last.until = Some(from);
        }
        self.states.push(StateSeen { app, class, dollars, from, until: None });
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
        let over = self.queries.len().saturating_sub(MOST);
        self.queries.drain(..over);
    }

    /// Queries that ran or run, oldest first.
    pub fn queries(&self) -> &[QuerySeen] {
        &self.queries
    }

    /// How the apps were and what was paid, oldest first.
    pub fn states(&self) -> &[StateSeen] {
        &self.states
    }

    /// The finest samples that reach `back` from the latest, and how wide each is.
    pub fn samples(&self, back: SimDuration) -> (&[Seen], SimDuration) {
        let reach = |width: u64| TICK * (width * ROOM as u64);
        let last = WIDTHS.len() - 1;
        let level = (0..last).find(|at| reach(WIDTHS[*at]) >= back).unwrap_or(last);
        (&self.levels[level], TICK * WIDTHS[level])
    }
}
