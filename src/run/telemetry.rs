//! What the chart shows: how far behind each follower was, and what went on, over time.
//!
//! Samples are kept at several widths, each with room for the same number, so that a minute and
//! a day both fit and memory is bounded. What goes on is kept to the tick, the last so many.

use std::rc::Rc;

use super::reading::Reading;
use crate::platform::faults::Target;
use crate::platform::{Platform, Visitors};
use crate::sim::{SimDuration, SimTime, TICK};

/// What was seen in one stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Where it begins; for what is drawn, where it ends.
    pub at: SimTime,
    /// The farthest that each follower was behind.
    pub readings: Vec<Reading>,
}

/// A stretch of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// From when.
    pub from: SimTime,
    /// Until when; none while it goes on.
    pub until: Option<SimTime>,
    /// What it was: `query`, `fault`, `command`, `yes`, `planned`, `no`, `cost`.
    pub class: &'static str,
    /// What it says.
    pub text: String,
}

/// Samples of one width.
const ROOM: usize = 300;

/// Widths of a sample in ticks; each holds `ROOM` samples.
const WIDTHS: [u64; 6] = [4, 16, 64, 256, 1_024, 4_096];

/// How many ticks the finest samples reach back.
pub const FINEST: u64 = WIDTHS[0] * ROOM as u64;

/// Of these widths a checkpoint keeps no samples: they are full again a little later.
const FINE: usize = 2;

/// Stretches remembered, in each lane.
const MOST: usize = 200;

/// How far behind each follower is now.
pub fn read(world: &Platform) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (id, _) in world.databases() {
        if let Some(reading) = Reading::now(world, id) {
            readings.push(reading);
        }
    }
    readings
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

/// What is remembered.
#[derive(Clone, Debug)]
pub struct Telemetry {
    /// Shared with the checkpoints that keep them too.
    levels: [Vec<Rc<Sample>>; WIDTHS.len()],
    /// The lanes of the chart by name: queries, faults, one for each app, commands, cost.
    lanes: Vec<(String, Vec<Interval>)>,
}

impl Telemetry {
    /// Nothing of this world is known yet.
    pub fn new(world: &Platform) -> Telemetry {
        let mut lanes = Vec::new();
        let mut add = |name: &str| lanes.push((name.to_owned(), Vec::new()));
        add("queries");
        add("faults");
        for (_, app) in world.apps() {
            add(&app.name);
        }
        add("commands");
        add("cost");
        Telemetry { levels: Default::default(), lanes }
    }

    /// Takes note of a tick that has passed.
    pub fn note(&mut self, world: &Platform) {
        let tick = world.now().ticks() - 1;
        for ((_, lane), going_on) in self.lanes.iter_mut().zip(activities(world)) {
            note_lane(lane, going_on, SimTime::ZERO + TICK * tick);
        }
        let now = read(world);
        for (level, width) in self.levels.iter_mut().zip(WIDTHS) {
            let at = SimTime::ZERO + TICK * (tick / width * width);
            match level.last_mut() {
                Some(seen) if seen.at == at => merge(&mut Rc::make_mut(seen).readings, &now),
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
        let before_last = self.lanes.len() - 2;
        let until = Some(at);
        let command = Interval { from: at, until, class: "command", text: line };
        self.lanes[before_last].1.push(command);
    }

    /// The lanes by name, with their stretches, oldest first.
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
            first.is_some_and(|seen| seen.at <= start + TICK * WIDTHS[*at])
        };
        let last = WIDTHS.len() - 1;
        let level = (0..last).find(reaches).unwrap_or(last);
        (&self.levels[level], TICK * WIDTHS[level])
    }
}

/// What goes on: its class and what it says.
type Activity = (&'static str, String);

/// What goes on in each lane. A command is over when it is entered.
fn activities(world: &Platform) -> Vec<Vec<Activity>> {
    let (mut queries, mut faults, mut dollars) = (Vec::new(), Vec::new(), 0);
    for (id, database) in world.databases() {
        for query in &world.server(id).queries {
            let text = format!("{} {} on {}", query.pid, query.source, database.colour);
            queries.push(("query", text));
        }
        dollars += database.bill.dollars;
    }
    for struck in world.struck() {
        // A fault that lasts for good still struck at one moment; its lane says so to the end.
        if struck.until.is_none_or(|until| until >= world.now()) {
            let mut text = struck.kind().name.to_owned();
            if !matches!(struck.on, Target::PrimaryOf(_)) {
                text += " ";
                text += world.name_of(&struck.on);
            }
            faults.push(("fault", text));
        }
    }
    let mut lanes = vec![queries, faults];
    for (_, app) in world.apps() {
        let (class, text) = availability(app.visitors);
        lanes.push(vec![(class, text.to_owned())]);
    }
    lanes.push(Vec::new());
    lanes.push(vec![("cost", format!("${dollars}/mo"))]);
    lanes
}

/// How an app is doing: the class of its lane, and what the lane says.
pub fn availability(visitors: Visitors) -> (&'static str, &'static str) {
    match visitors {
        Visitors::Served => ("yes", "taking writes"),
        Visitors::Maintenance => ("planned", "maintenance"),
        _ => ("no", "down"),
    }
}

/// Ends the stretches of what is over, and begins those of what is new.
fn note_lane(lane: &mut Vec<Interval>, going_on: Vec<Activity>, from: SimTime) {
    for stretch in lane.iter_mut().filter(|stretch| stretch.until.is_none()) {
        if !going_on.iter().any(|(_, text)| *text == stretch.text) {
            stretch.until = Some(from);
        }
    }
    for (class, text) in going_on {
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
    use crate::platform::AppId;
    use crate::playground::tests::{enter, pass, playground};
    use crate::playground::{Msg, Playground};
    use crate::run::Pace;

    fn lane<'a>(playground: &'a Playground, name: &str) -> &'a [Interval] {
        let found = playground.telemetry().lanes().iter().find(|(lane, _)| lane == name);
        &found.expect("it is there").1
    }

    #[test]
    fn downtime_is_kept_to_the_tick_however_fast_time_runs() {
        let mut playground = playground("followers");
        pass(&mut playground, 3);
        enter(&mut playground, "heroku ps:scale web=0");
        pass(&mut playground, 7);
        enter(&mut playground, "heroku ps:scale web=1");
        pass(&mut playground, 10);
        playground.update(Msg::PacePicked(Pace::FASTEST));
        pass(&mut playground, 30_000);
        let down: Vec<_> =
            lane(&playground, "sushi").iter().filter(|one| one.class == "no").collect();
        assert_eq!(down.len(), 1);
        let length = down[0].until.expect("it is over").since(down[0].from);
        assert_eq!(length, playground.world().app(AppId(0)).downtime.unplanned);
        let classes: Vec<_> = lane(&playground, "sushi").iter().map(|one| one.class).collect();
        assert_eq!(classes, ["yes", "no", "yes"]);
    }

    #[test]
    fn a_database_added_or_removed_is_a_step_of_the_cost() {
        let mut playground = playground("followers");
        pass(&mut playground, 2);
        enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        pass(&mut playground, 2);
        enter(&mut playground, "heroku addons:remove HEROKU_POSTGRESQL_WHITE --confirm sushi");
        pass(&mut playground, 2);
        let told: Vec<_> = lane(&playground, "cost").iter().map(|one| one.text.as_str()).collect();
        assert_eq!(told, ["$450/mo", "$500/mo", "$450/mo"]);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_worst_of_a_sample_stays() {
        let mut track = Telemetry::new(playground("followers").world());
        let mut lane = Vec::new();
        for at in 0..1_000 {
            note_lane(&mut lane, vec![("cost", at.to_string())], SimTime::from_secs(at));
        }
        assert_eq!((lane.len(), lane[0].text.as_str()), (MOST, "800"));
        let mut playground = playground("report-on-white");
        let mut worst = 0;
        for _ in 0..409 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
            track.note(playground.world());
            let white = &read(playground.world())[0];
            worst = worst.max(white.gaps[0].all);
        }
        let kept = track.levels[5].last().expect("a sample").readings[0];
        assert_eq!(kept.gaps[0].all, worst);
        assert!(track.levels.iter().all(|level| level.len() <= ROOM));
    }
}
