//! What is recorded of a run for its chart: how far behind each follower was, and what went on.
//!
//! Samples are kept at several widths, each with room for the same number, so that a minute and
//! a day both fit and memory is bounded. Intervals are kept to the tick, the last so many.

use std::rc::Rc;

use super::reading::Reading;
use crate::platform::faults::Target;
use crate::platform::{Platform, Visitors};
use crate::sim::{SimDuration, SimTime, TICK};

/// The readings of a short time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// When it begins; in what is drawn, when it ends.
    pub at: SimTime,
    /// The farthest that each follower was behind.
    pub readings: Vec<Reading>,
}

/// What went on in a lane for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: SimTime,
    /// None while it goes on.
    pub until: Option<SimTime>,
    /// What it was: `query`, `fault`, `command`, `yes`, `planned`, `no`, `cost`.
    pub class: &'static str,
    pub text: String,
}

/// Samples that are kept of each width.
const ROOM: usize = 300;

/// Widths of a sample in ticks.
const WIDTHS: [u64; 6] = [4, 16, 64, 256, 1_024, 4_096];

/// How many ticks the finest samples reach back.
pub const FINEST: u64 = WIDTHS[0] * ROOM as u64;

/// The first so many widths, of which a checkpoint keeps no samples: they are full again a little
/// later.
const FINE: usize = 2;

/// Intervals that are kept of each lane.
const MOST: usize = 200;

/// The lane of the commands that were entered.
const COMMANDS: &str = "commands";

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

#[derive(Clone, Debug)]
pub struct Telemetry {
    /// The samples of each width; checkpoints share them.
    levels: [Vec<Rc<Sample>>; WIDTHS.len()],
    /// The lanes of the chart by name: queries, faults, one for each app, commands, cost.
    lanes: Vec<(String, Vec<Interval>)>,
}

impl Telemetry {
    /// Empty, with the lanes of this world.
    pub fn new(world: &Platform) -> Telemetry {
        let apps: Vec<&str> = world.apps().map(|(_, app)| app.name.as_str()).collect();
        let names = [&["queries", "faults"], apps.as_slice(), &[COMMANDS, "cost"]].concat();
        let lanes = names.into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
        Telemetry { levels: Default::default(), lanes }
    }

    /// Takes note of a tick that has passed.
    pub fn note(&mut self, world: &Platform) {
        let tick = world.now().ticks() - 1;
        for ((_, lane), activities) in self.lanes.iter_mut().zip(activities(world)) {
            note_lane(lane, activities, SimTime::ZERO + TICK * tick);
        }
        let now = read(world);
        for (level, width) in self.levels.iter_mut().zip(WIDTHS) {
            let at = SimTime::ZERO + TICK * (tick / width * width);
            match level.last_mut() {
                Some(last) if last.at == at => merge(&mut Rc::make_mut(last).readings, &now),
                _ => {
                    level.push(Rc::new(Sample { at, readings: now.clone() }));
                    if level.len() > ROOM {
                        level.remove(0);
                    }
                }
            }
        }
    }

    /// Takes note of a command that is entered.
    pub fn note_command(&mut self, at: SimTime, line: String) {
        // An app, whose lane comes before, may have the same name.
        if let Some((_, lane)) = self.lanes.iter_mut().rfind(|(name, _)| name == COMMANDS) {
            lane.push(Interval { from: at, until: Some(at), class: "command", text: line });
        }
    }

    /// The lanes by name, with their intervals, oldest first.
    pub fn lanes(&self) -> &[(String, Vec<Interval>)] {
        &self.lanes
    }

    /// The same without its fine samples, for a checkpoint.
    pub fn downsampled(&self) -> Telemetry {
        let mut levels = self.levels.clone();
        levels[..FINE].fill(Vec::new());
        Telemetry { levels, lanes: self.lanes.clone() }
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

/// What goes on: its class and its text.
type Activity = (&'static str, String);

/// What goes on in each lane. A command is over when it is entered, so its lane has none.
fn activities(world: &Platform) -> Vec<Vec<Activity>> {
    let (mut queries, mut faults, mut dollars) = (Vec::new(), Vec::new(), 0);
    for (id, database) in world.databases() {
        for query in &world.server(id).queries {
            let text = format!("{} {} on {}", query.pid, query.source, database.colour);
            queries.push(("query", text));
        }
        dollars += database.bill.dollars;
    }
    for fault in world.struck() {
        // A fault that lasts for good still struck at one moment; its lane shows it to the end.
        if fault.until.is_none_or(|until| until >= world.now()) {
            let name = fault.kind().name;
            let text = match fault.on {
                Target::PrimaryOf(_) => name.to_owned(),
                _ => format!("{name} {}", world.name_of(&fault.on)),
            };
            faults.push(("fault", text));
        }
    }
    let apps = world.apps().map(|(_, app)| {
        let (class, text) = availability(app.visitors);
        vec![(class, text.to_owned())]
    });
    let (commands, cost) = (Vec::new(), vec![("cost", format!("${dollars}/mo"))]);
    [queries, faults].into_iter().chain(apps).chain([commands, cost]).collect()
}

/// How an app is doing: the class and the text of its lane.
pub fn availability(visitors: Visitors) -> (&'static str, &'static str) {
    match visitors {
        Visitors::Served => ("yes", "taking writes"),
        Visitors::Maintenance => ("planned", "maintenance"),
        _ => ("no", "down"),
    }
}

/// Ends the intervals of what is over, and begins those of what is new.
fn note_lane(lane: &mut Vec<Interval>, activities: Vec<Activity>, from: SimTime) {
    for interval in lane.iter_mut().filter(|interval| interval.until.is_none()) {
        if !activities.iter().any(|(_, text)| *text == interval.text) {
            interval.until = Some(from);
        }
    }
    for (class, text) in activities {
        if !lane.iter().any(|open| open.until.is_none() && open.text == text) {
            lane.push(Interval { from, until: None, class, text });
        }
    }
    if lane.len() > MOST {
        lane.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{self, Scenario};
    use crate::platform::AppId;
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
        let found = snapshot.telemetry.lanes().iter().find(|(lane, _)| lane == name);
        &found.expect("it is there").1
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
        let classes: Vec<_> = app.iter().map(|interval| interval.class).collect();
        assert_eq!(classes, ["yes", "no", "yes"]);
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
            note_lane(&mut lane, vec![("cost", at.to_string())], SimTime::from_secs(at));
        }
        assert_eq!((lane.len(), lane[0].text.as_str()), (MOST, "800"));
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
        assert!(levels.iter().all(|level| level.len() <= ROOM));
        pass(&mut snapshot, 2_000);
        assert!(snapshot.telemetry.levels.iter().all(|level| level.len() <= ROOM));
        assert_eq!(snapshot.telemetry.levels[0].len(), ROOM);
    }
}
