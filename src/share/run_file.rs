//! A run as text: the file that is exported, what is kept between visits and, packed, the link.
//!
//! ```text
//! A run of Follower Playground, a simulation. Times are ticks of 100 ms.
//! scenario followers
//! model 1
//! seed 7
//! end 5000
//! shown 1234 after 1 inputs
//! counts 0 pauses 1 paces 2 seeks 0 what-ifs
//! outcome 1200 ms down 0 left behind 37 gone 12 refused 34000 millionths of a dollar
//! hash 6199269286607754739
//! view theme=dark&pace=60x
//! +120 $ heroku pg:unfollow WHITE
//! +31 $ sushi
//! +4 ^C heroku ps
//! +0 ^L
//! +900 ! leader lost on CHARCOAL
//! sum 3735928559
//! ```
//!
//! A scenario that is none of ours stands there in full, its lines after a `|`. An input has the
//! ticks since the one before. What a later version added before the inputs is skipped. Futures
//! that were put aside follow as texts of the same kind, each with the place where it was left.

use std::rc::Rc;
use std::str::Lines;

use super::{Options, options};
use crate::lessons::{Mistake, Scenario, is_scenario_name};
use crate::platform::faults::FAULTS;
use crate::run::playback::{MOST_BRANCHES, Playhead};
use crate::run::recording::{MODEL, TimedInput};
use crate::run::{Input, Outcome, Recording, Simulation, UsageCounts};
use crate::sim::digest::digest;

/// The most inputs that are read.
pub const MOST_INPUTS: usize = 20_000;

/// The most ticks that are read: 400 simulated days.
pub const MOST_TICKS: u64 = 400 * 864_000;

/// What every such text begins with.
const TITLE: &str = "A run of Follower Playground, a simulation.";

/// A run as it is sent or kept.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedRun {
    /// What it began with.
    pub scenario: ScenarioSource,
    /// The seed, which need not be the scenario's own.
    pub seed: u64,
    /// What was done.
    pub inputs: Vec<TimedInput>,
    /// Ticks that the run has.
    pub end: u64,
    /// The moment that was shown.
    pub shown: Playhead,
    /// What was done that is no input.
    pub counts: UsageCounts,
    /// The version of the model it was made with.
    pub model: u32,
    /// The outcome at its end.
    pub outcome: Outcome,
    /// The state hash at its end; 0 where that is not known.
    pub hash: u64,
    /// How it was looked at.
    pub options: Options,
    /// Futures that were put aside.
    pub asides: Vec<SavedRun>,
}

/// Where the text of a scenario is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioSource {
    /// It is the one of ours that has this name.
    Ours(String),
    /// It is this.
    Own(String),
}

/// Why a text, a link or a file is no run.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    /// What is wrong with it, in sentences.
    pub why: String,
    /// What could be read: the run up to the damage.
    pub partial: Option<Box<SavedRun>>,
}

impl SavedRun {
    /// A recording, with the run at its end and the moment that is shown.
    pub fn of(
        recording: &Recording,
        end: &Simulation,
        shown: Playhead,
        counts: UsageCounts,
        options: Options,
    ) -> SavedRun {
        let scenario = &recording.scenario;
        let named = !scenario.name.is_empty();
        SavedRun {
            scenario: if named {
                ScenarioSource::Ours(scenario.name.clone())
            } else {
                ScenarioSource::Own(scenario.text.clone())
            },
            seed: scenario.world.seed,
            inputs: recording.inputs.clone(),
            end: recording.end,
            shown,
            counts,
            model: MODEL,
            outcome: Outcome::of(end),
            hash: end.hash(),
            options,
            asides: Vec::new(),
        }
    }

    /// The name of the scenario whose text [`Saved::open`] needs; none where it has its own.
    pub fn name(&self) -> Option<&str> {
        match &self.scenario {
            ScenarioSource::Ours(name) => Some(name),
            ScenarioSource::Own(_) => None,
        }
    }

    /// The recording, given the text of the scenario where it is one of ours.
    ///
    /// # Errors
    /// What is wrong with the scenario.
    pub fn open(&self, ours: &str) -> Result<Recording, Vec<Mistake>> {
        let mut scenario = match &self.scenario {
            ScenarioSource::Ours(name) => Scenario::shipped(name, ours)?,
            ScenarioSource::Own(text) => Scenario::own(text)?,
        };
        scenario.world.seed = self.seed;
        let inputs = self.inputs.clone();
        Ok(Recording { scenario: Rc::new(scenario), inputs, end: self.end })
    }

    /// Beside the old figures, where today's model ends otherwise: those of today.
    pub fn told_of_difference(&self, outcome: &Outcome, hash: u64) -> Option<String> {
        if hash == self.hash {
            return None;
        }
        let mut told = if self.model == MODEL {
            "What it says of itself is not what its inputs give".to_owned()
        } else {
            format!("Made with version {} of the model", self.model)
        };
        told += ": ";
        told += &self.outcome.summary();
        told += "; today ";
        told += &if *outcome == self.outcome {
            "the same figures, but not the same state".to_owned()
        } else {
            outcome.summary()
        };
        told.push('.');
        Some(told)
    }

    /// An empty run of no scenario yet.
    fn empty() -> SavedRun {
        SavedRun {
            scenario: ScenarioSource::Own(String::new()),
            seed: 0,
            inputs: Vec::new(),
            end: 0,
            shown: Playhead { tick: 0, done: 0 },
            counts: UsageCounts::default(),
            model: 0,
            outcome: Outcome::default(),
            hash: 0,
            options: Options::default(),
            asides: Vec::new(),
        }
    }
}

/// The sum of lines, given that of those before the last.
pub fn sum(before: u64, line: &str) -> u64 {
    digest(&(before, line))
}

/// The figures of a run: each `#` stands for a number.
const FIGURES: [&str; 7] = [
    "model #",
    "seed #",
    "end #",
    "shown # after # inputs",
    "counts # pauses # paces # seeks # what-ifs",
    "outcome # ms down # left behind # gone # refused # millionths of a dollar",
    "hash #",
];

/// How many figures there are.
const COUNT: usize = 15;

impl SavedRun {
    fn figures(&self) -> [u64; COUNT] {
        let SavedRun { shown, counts, outcome, .. } = self;
        let of = u64::from;
        [
            of(self.model),
            self.seed,
            self.end,
            shown.tick,
            shown.done as u64,
            of(counts.pauses),
            of(counts.paces),
            of(counts.seeks),
            of(counts.what_ifs),
            outcome.downtime_ms,
            outcome.left_behind,
            outcome.gone,
            outcome.refused,
            outcome.micro_dollars,
            self.hash,
        ]
    }

    /// Takes in the figures, and makes them agree with each other and with the inputs.
    fn settle(&mut self, figures: &[u64; COUNT]) {
        let [model, seed, end, tick, done, rest @ ..] = *figures;
        let [pauses, paces, seeks, what_ifs, rest @ ..] = rest;
        let [downtime_ms, left_behind, gone, refused, micro_dollars, hash] = rest;
        self.model = model as u32;
        (self.seed, self.hash) = (seed, hash);
        let [pauses, paces, seeks, what_ifs] = [pauses, paces, seeks, what_ifs].map(|n| n as u32);
        self.counts = UsageCounts { pauses, paces, seeks, what_ifs };
        self.outcome = Outcome { downtime_ms, left_behind, gone, refused, micro_dollars };
        let last = self.inputs.last().map_or(0, |timed| timed.tick);
        self.end = end.min(MOST_TICKS).max(last);
        self.shown = Playhead { tick, done: done as usize };
    }
}

/// Writes a run, without the futures that were put aside.
pub fn write(saved: &SavedRun) -> String {
    let mut lines = ChecksumWriter { text: String::new(), sum: 0 };
    lines.add(&[TITLE, " Times are ticks of 100 ms."]);
    match &saved.scenario {
        ScenarioSource::Ours(name) => lines.add(&["scenario ", name]),
        ScenarioSource::Own(text) => text.lines().for_each(|line| lines.add(&["| ", line])),
    }
    let mut figures = saved.figures().into_iter();
    for head in FIGURES {
        let mut line = String::new();
        for (at, part) in head.split('#').enumerate() {
            if at > 0 {
                line += &figures.next().unwrap_or(0).to_string();
            }
            line += part;
        }
        lines.add(&[&line]);
    }
    let view = options::write(&saved.options);
    if !view.is_empty() {
        lines.add(&["view ", &view]);
    }
    let mut before = 0;
    for TimedInput { tick, input } in &saved.inputs {
        let after = tick.saturating_sub(before).to_string();
        before = *tick;
        let (sign, text) = match input {
            Input::Entered(line) => ("$ ", Input::line(line)),
            Input::Interrupted(typed) => ("^C ", Input::line(typed)),
            Input::Cleared => ("^L", String::new()),
            Input::Broken { .. } => ("! ", input.label()),
        };
        lines.add(&["+", &after, " ", sign, &text]);
    }
    let sum = short(lines.sum).to_string();
    lines.add(&["sum ", &sum]);
    lines.text
}

/// Lines, and their sum.
struct ChecksumWriter {
    text: String,
    sum: u64,
}

impl ChecksumWriter {
    fn add(&mut self, parts: &[&str]) {
        let line = parts.concat();
        self.sum = sum(self.sum, &line);
        self.text += &line;
        self.text.push('\n');
    }
}

/// A sum as it is written.
fn short(sum: u64) -> u64 {
    sum & 0xffff_ffff
}

/// Reads a run.
///
/// # Errors
/// What is wrong with the text, in which line, and what could be read of it.
pub fn read(text: &str) -> Result<SavedRun, ReadError> {
    let mut lines = text.lines();
    let mut saved = read_one(&mut lines)?;
    while lines.clone().any(|line| !line.is_empty()) {
        match read_one(&mut lines) {
            Ok(aside) if saved.asides.len() < MOST_BRANCHES => saved.asides.push(aside),
            _ => {
                let why = "A future that was put aside is damaged.".to_owned();
                return Err(ReadError { why, partial: Some(Box::new(saved)) });
            }
        }
    }
    Ok(saved)
}

/// Reads lines up to the sum.
fn read_one(lines: &mut Lines) -> Result<SavedRun, ReadError> {
    let mut saved = SavedRun::empty();
    let mut why = "Its end is missing.".to_owned();
    let (mut known, mut figures) = (0, [0; COUNT]);
    for (at, line) in lines.enumerate() {
        if at == 0 && !line.starts_with(TITLE) {
            why = format!("It does not begin with \"{TITLE}\"");
            return Err(ReadError { why, partial: None });
        }
        let (key, rest) = cut(line);
        if key == "sum" {
            why = "Its checksum does not fit: it was changed.".to_owned();
            if rest.parse() == Ok(short(known)) {
                why.clear();
            }
            break;
        }
        known = sum(known, line);
        if let Err(what) = saved.take(&mut figures, key, rest) {
            why = format!("Line {}: {what}", at + 1);
            break;
        }
    }
    saved.settle(&figures);
    if saved.scenario == ScenarioSource::Own(String::new()) {
        why += " It does not say which scenario it is of.";
        return Err(ReadError { why, partial: None });
    }
    if why.is_empty() { Ok(saved) } else { Err(ReadError { why, partial: Some(Box::new(saved)) }) }
}

impl SavedRun {
    /// Takes in a line.
    fn take(&mut self, figures: &mut [u64; COUNT], key: &str, rest: &str) -> Result<(), String> {
        match key {
            "scenario" if is_scenario_name(rest) => {
                self.scenario = ScenarioSource::Ours(rest.to_owned())
            }
            "scenario" => return Err(format!("\"{rest}\" is no name of a scenario.")),
            "|" => {
                if let ScenarioSource::Own(text) = &mut self.scenario {
                    *text += rest;
                    text.push('\n');
                }
            }
            "view" => self.options = options::read(rest).options,
            _ => {
                if let Some(ticks) = key.strip_prefix('+') {
                    return self.take_input(ticks.parse().unwrap_or(u64::MAX), rest);
                }
                take_figures(figures, key, rest)?;
            }
        }
        Ok(())
    }

    fn take_input(&mut self, ticks: u64, text: &str) -> Result<(), String> {
        let before = self.inputs.last().map_or(0, |timed| timed.tick);
        let tick = before.saturating_add(ticks);
        if tick > MOST_TICKS || self.inputs.len() == MOST_INPUTS {
            return Err("A run has at most 400 days and 20,000 inputs.".to_owned());
        }
        let (sign, rest) = cut(text);
        let input = match sign {
            "$" => Some(Input::Entered(Input::line(rest))),
            "^C" => Some(Input::Interrupted(Input::line(rest))),
            "^L" => Some(Input::Cleared),
            "!" => broken(rest),
            _ => None,
        };
        let input = input.ok_or_else(|| format!("\"{text}\" is nothing that can be done here."))?;
        self.inputs.push(TimedInput { tick, input });
        Ok(())
    }
}

/// The first word of a line, and what follows.
fn cut(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

/// A fault and what it struck, where there is such a fault.
fn broken(told: &str) -> Option<Input> {
    let on = |fault: &str| told.strip_prefix(fault)?.strip_prefix(" on ");
    let (fault, on) = FAULTS.iter().find_map(|kind| Some((kind.name, on(kind.name)?)))?;
    Some(Input::Broken { fault: fault.to_owned(), on: on.to_owned() })
}

/// Takes in a line of figures, where it is one.
fn take_figures(figures: &mut [u64; COUNT], key: &str, rest: &str) -> Result<(), String> {
    let mut given = rest.split(' ').filter_map(|word| word.parse().ok());
    let mut places = figures.iter_mut();
    for head in FIGURES {
        let (name, wanted) = cut(head);
        let count = wanted.bytes().filter(|c| *c == b'#').count();
        for place in places.by_ref().take(count) {
            if name == key {
                *place = given.next().ok_or_else(|| format!("It should be \"{head}\"."))?;
            }
        }
    }
    Ok(())
}
