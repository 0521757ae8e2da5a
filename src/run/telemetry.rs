//! What the chart shows: how far behind each follower was over time, and what went on.
//!
//! Samples are kept at several widths, the same number of each, so that a minute and a day both
//! fit and memory is bounded. What went on is kept to the tick: the last intervals of each lane.

use std::rc::Rc;

use super::reading::{LoadReading, Reading, Unit};
use crate::platform::faults::{StruckFault, Target};
use crate::platform::{AppId, Database, DatabaseId, Platform, Visitors};
use crate::sim::server::Query;
use crate::sim::{SimDuration, SimTime, TICK};

/// What was measured in one piece of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Where the piece begins; in a chart, where it ends.
    pub at: SimTime,
    /// The farthest that each follower was behind.
    pub readings: Vec<Reading>,
    /// How busy each server was at the end.
    pub loads: Vec<LoadReading>,
}

impl Sample {
    /// How things are now, as a sample of this moment.
    pub fn now(world: &Platform, at: SimTime) -> Sample {
        Sample { at, readings: read(world), loads: LoadReading::all(world) }
    }

    /// The databases that have lines in this unit, each with how high these are.
    pub fn lines(&self, unit: Unit) -> Vec<(DatabaseId, [u64; 3])> {
        match unit {
            Unit::Load => {
                self.loads.iter().map(|load| (load.id, [load.all, load.reads, 0])).collect()
            }
            _ => self.readings.iter().map(|reading| (reading.id, reading.lines(unit))).collect(),
        }
    }
}

/// An interval in which something went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: SimTime,
    /// Absent while it goes on.
    pub until: Option<SimTime>,
    pub kind: IntervalKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalKind {
    Query,
    Fault,
    Command,
    /// An app takes writes.
    Up,
    /// All web dynos of an app restart: requests wait, and none fails.
    Restart,
    /// An app is down under maintenance mode.
    Maintenance,
    /// An app is down and nobody planned it.
    Down,
    Cost,
}

/// Samples kept of one width.
const SAMPLES: usize = 300;

/// Widths of samples, in ticks.
const WIDTHS: [u64; 6] = [4, 16, 64, 256, 1_024, 4_096];

/// How many ticks the finest samples reach back.
pub const FINEST_REACH: u64 = WIDTHS[0] * SAMPLES as u64;

/// The first so many widths, of which a checkpoint keeps no samples: they soon fill up again.
const FINE_WIDTHS: usize = 2;

/// Intervals kept in each lane.
const INTERVALS: usize = 200;

/// How far behind each follower is now.
pub fn read(world: &Platform) -> Vec<Reading> {
    world.databases().filter_map(|(id, _)| Reading::now(world, id)).collect()
}

/// Adds later readings: the worst of both stays.
fn merge(readings: &mut Vec<Reading>, later: &[Reading]) {
    for later in later {
        match readings.iter_mut().find(|reading| reading.id == later.id) {
            Some(reading) => reading.merge(later),
            None => readings.push(*later),
        }
    }
}

/// The samples and the intervals of a run.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// Samples of each width, shared with the checkpoints that keep them too.
    levels: [Vec<Rc<Sample>>; WIDTHS.len()],
    queries: Vec<Interval>,
    faults: Vec<Interval>,
    /// How each app was doing, by its name.
    apps: Vec<(String, Vec<Interval>)>,
    commands: Vec<Interval>,
    cost: Vec<Interval>,
}

impl Telemetry {
    /// Telemetry of a world in which no tick has passed.
    pub fn new(world: &Platform) -> Telemetry {
        Telemetry {
            levels: Default::default(),
            queries: Vec::new(),
            faults: Vec::new(),
            apps: world.apps().map(|(_, app)| (app.name.clone(), Vec::new())).collect(),
            commands: Vec::new(),
            cost: Vec::new(),
        }
    }

    /// Notes the tick that has passed.
    pub fn note(&mut self, world: &Platform) {
        let tick = world.now().ticks() - 1;
        self.note_intervals(world, SimTime::ZERO + TICK * tick);
        let now = Sample::now(world, SimTime::ZERO);
        for (level, width) in self.levels.iter_mut().zip(WIDTHS) {
            let at = SimTime::ZERO + TICK * (tick / width * width);
            match level.last_mut() {
                Some(sample) if sample.at == at => {
                    let sample = Rc::make_mut(sample);
                    merge(&mut sample.readings, &now.readings);
                    sample.loads.clone_from(&now.loads);
                }
                _ => {
                    level.push(Rc::new(Sample { at, ..now.clone() }));
                    if level.len() > SAMPLES {
                        level.remove(0);
                    }
                }
            }
        }
    }

    fn note_intervals(&mut self, world: &Platform, at: SimTime) {
        note_lane(&mut self.queries, queries(world), at);
        note_lane(&mut self.faults, faults(world), at);
        for ((_, lane), (app, _)) in self.apps.iter_mut().zip(world.apps()) {
            let (kind, text) = availability(world, app);
            note_lane(lane, vec![(kind, text.to_owned())], at);
        }
        forget_oldest(&mut self.commands);
        note_lane(&mut self.cost, vec![(IntervalKind::Cost, cost(world))], at);
    }

    /// Notes a command that is entered. It is over at once.
    pub fn note_command(&mut self, at: SimTime, line: String) {
        let (until, kind) = (Some(at), IntervalKind::Command);
        self.commands.push(Interval { from: at, until, kind, text: line });
    }

    /// The commands that were entered, oldest first.
    pub fn commands(&self) -> &[Interval] {
        &self.commands
    }

    /// The lanes of the chart by name, with their intervals, oldest first.
    pub fn lanes(&self) -> impl Iterator<Item = (&str, &[Interval])> {
        let apps = self.apps.iter().map(|(name, lane)| (name.as_str(), lane.as_slice()));
        let first = [("queries", &self.queries[..]), ("faults", &self.faults)];
        let last = [("commands", &self.commands[..]), ("cost", &self.cost)];
        first.into_iter().chain(apps).chain(last)
    }

    /// A copy without fine samples, for a checkpoint.
    pub fn downsampled(&self) -> Telemetry {
        let mut copy = self.clone();
        copy.levels[..FINE_WIDTHS].fill(Vec::new());
        copy
    }

    /// The finest samples that reach from `start` to the latest, and how wide each is.
    pub fn samples(&self, start: SimTime) -> (&[Rc<Sample>], SimDuration) {
        let reaches = |at: &usize| {
            let first = self.levels[*at].first();
            first.is_some_and(|sample| sample.at <= start + TICK * WIDTHS[*at])
        };
        let last = WIDTHS.len() - 1;
        let level = (0..last).find(reaches).unwrap_or(last);
        (&self.levels[level], TICK * WIDTHS[level])
    }
}

/// Something that goes on now, and what its lane says.
type Activity = (IntervalKind, String);

fn queries(world: &Platform) -> Vec<Activity> {
    let of_database = |(id, database): (DatabaseId, &Database)| {
        let text = |query: &Query| format!("{} {} on {}", query.pid, query.source, database.colour);
        let queries = world.server(id).queries.iter().map(text);
        queries.map(|text| (IntervalKind::Query, text)).collect::<Vec<_>>()
    };
    world.databases().flat_map(of_database).collect()
}

fn faults(world: &Platform) -> Vec<Activity> {
    let text = |fault: &StruckFault| match fault.on {
        Target::PrimaryOf(_) => fault.kind().name.to_owned(),
        _ => format!("{} {}", fault.kind().name, world.name_of(&fault.on)),
    };
    world.faults_that_go_on().map(|fault| (IntervalKind::Fault, text(fault))).collect()
}

/// How an app is doing, and what its lane says.
pub fn availability(world: &Platform, app: AppId) -> (IntervalKind, &'static str) {
    match world.app(app).visitors {
        Visitors::Served if world.restart_ends_in(app).is_some() => {
            (IntervalKind::Restart, "restarting: requests wait")
        }
        Visitors::Served => (IntervalKind::Up, "taking writes"),
        Visitors::Maintenance => (IntervalKind::Maintenance, "maintenance"),
        _ => (IntervalKind::Down, "down"),
    }
}

fn cost(world: &Platform) -> String {
    let dollars: u32 = world.databases().map(|(_, database)| database.bill.dollars).sum();
    format!("${dollars}/mo")
}

/// Ends the intervals of what is over, and begins those of what is new.
fn note_lane(lane: &mut Vec<Interval>, activities: Vec<Activity>, at: SimTime) {
    for interval in lane.iter_mut().filter(|interval| interval.until.is_none()) {
        if !activities.iter().any(|(_, text)| *text == interval.text) {
            interval.until = Some(at);
        }
    }
    for (kind, text) in activities {
        if !lane.iter().any(|open| open.until.is_none() && open.text == text) {
            lane.push(Interval { from: at, until: None, kind, text });
        }
    }
    forget_oldest(lane);
}

fn forget_oldest(lane: &mut Vec<Interval>) {
    if lane.len() > INTERVALS {
        lane.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{self, Scenario};
    use crate::run::{Input, Recording, Snapshot};

    fn start(scenario: &str) -> Snapshot {
        let text = lessons::text_of(scenario).expect("it ships");
        let scenario = Scenario::shipped(scenario, text).expect("it is right");
        Snapshot::start(&Recording::new(Rc::new(scenario)))
    }

    fn pass(snapshot: &mut Snapshot, ticks: u64) {
        (0..ticks).for_each(|_| snapshot.tick());
    }

    fn enter(snapshot: &mut Snapshot, line: &str) {
        snapshot.apply(&Input::Entered(line.to_owned()));
    }

    fn lane<'a>(snapshot: &'a Snapshot, name: &str) -> &'a [Interval] {
        let found = snapshot.telemetry.lanes().find(|(lane, _)| *lane == name);
        found.expect("it is there").1
    }

    #[test]
    fn downtime_is_kept_to_the_tick_in_a_long_run() {
        let mut snapshot = start("followers");
        pass(&mut snapshot, 30);
        enter(&mut snapshot, "heroku ps:scale web=0");
        pass(&mut snapshot, 70);
        enter(&mut snapshot, "heroku ps:scale web=1");
        pass(&mut snapshot, 300_000);
        let app = lane(&snapshot, "sushi");
        let kinds: Vec<_> = app.iter().map(|interval| interval.kind).collect();
        assert_eq!(
            kinds,
            [IntervalKind::Up, IntervalKind::Down, IntervalKind::Restart, IntervalKind::Up]
        );
        let length = app[1].until.expect("it is over").since(app[1].from);
        assert_eq!(length, snapshot.run.world().app(AppId(0)).downtime.unplanned);
        let commands: Vec<_> =
            lane(&snapshot, "commands").iter().map(|interval| &*interval.text).collect();
        assert_eq!(commands, ["heroku ps:scale web=0", "heroku ps:scale web=1"]);
    }

    #[test]
    fn a_database_added_or_removed_is_a_step_of_the_cost() {
        let mut snapshot = start("followers");
        pass(&mut snapshot, 20);
        enter(&mut snapshot, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        pass(&mut snapshot, 20);
        enter(&mut snapshot, "heroku addons:remove HEROKU_POSTGRESQL_WHITE --confirm sushi");
        pass(&mut snapshot, 20);
        let cost: Vec<_> =
            lane(&snapshot, "cost").iter().map(|interval| interval.text.as_str()).collect();
        assert_eq!(cost, ["$450/mo", "$500/mo", "$450/mo"]);
    }

    #[test]
    fn lanes_are_bounded() {
        let mut lane = Vec::new();
        for at in 0..1_000 {
            note_lane(
                &mut lane,
                vec![(IntervalKind::Cost, at.to_string())],
                SimTime::from_secs(at),
            );
        }
        assert_eq!((lane.len(), lane[0].text.as_str()), (INTERVALS, "800"));
    }

    #[test]
    fn samples_are_bounded_and_the_worst_reading_of_a_sample_stays() {
        let mut snapshot = start("report-on-white");
        let mut worst = 0;
        for _ in 0..409 {
            snapshot.tick();
            worst = worst.max(read(snapshot.run.world())[0].gaps[0].all);
        }
        let levels = &snapshot.telemetry.levels;
        let sample = levels[5].last().expect("a sample");
        assert_eq!(sample.readings[0].gaps[0].all, worst);
        assert!(levels.iter().all(|level| level.len() <= SAMPLES));
        pass(&mut snapshot, 2_000);
        assert!(snapshot.telemetry.levels.iter().all(|level| level.len() <= SAMPLES));
        assert_eq!(snapshot.telemetry.levels[0].len(), SAMPLES);
    }
}
