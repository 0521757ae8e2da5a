//! What if, in the app: plans side by side from the moment that is shown, and the one that is
//! chosen.

use super::lost::LostPart;
use super::plan::Plan;
use super::playing::{Act, Playing};
use super::what_if::{Ahead, CONTINUATIONS, Odds, Outcome, WhatIf, downtime};
use super::{Input, Lab, suggest};
use crate::platform::Platform;
use crate::sim::{SimDuration, SimTime};
use crate::view::chart::Stretch;
use crate::view::figures;

/// Ticks that are run ahead in a frame.
const SLICE: u32 = 5_000;

/// Plans side by side at most.
const MOST: usize = 4;

/// What is done about what if.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wonder {
    /// What would be if? Plans that fit the moment are run ahead.
    Asked,
    /// One more plan, as it was written.
    Added(String),
    /// The run goes on with the plan at this place.
    Chosen(usize),
    /// Back to the run.
    Closed,
}

/// A plan beside others, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Future {
    /// The plan.
    pub name: String,
    /// What is done when, in the continuation that is shown; before that is known, its steps.
    pub steps: Vec<(String, String)>,
    /// The figures: name, median, worst.
    pub figures: Vec<(&'static str, String, String)>,
    /// How many continuations are known and how they ended.
    pub known: String,
    /// What is lost in the one that is shown.
    pub lost: Vec<LostPart>,
    /// How the app fares in it.
    pub stretches: Vec<Stretch>,
}

impl Lab {
    /// The plans side by side, while they are looked at.
    pub fn what_if(&self) -> Option<&WhatIf> {
        self.what_if.as_ref()
    }

    /// Whether it is time to ask what would be if.
    pub fn decision_is_near(&self) -> bool {
        suggest::is_near(self.playback.run(), self.editor.text())
    }

    pub(super) fn wonder(&mut self, what: Wonder) {
        match what {
            Wonder::Asked => {
                self.playback.settle();
                self.end_haste();
                self.paused = true;
                self.counts.what_ifs += 1;
                let run = self.playback.run();
                let plans = suggest::suggest(run, self.editor.text());
                self.what_if = Some(WhatIf::new(run.clone(), plans));
            }
            Wonder::Added(text) => self.add_plan(&text),
            Wonder::Chosen(at) => {
                let what_if = self.what_if.take();
                let odds = what_if.as_ref().and_then(|what_if| what_if.odds().get(at));
                if let Some(odds) = odds {
                    self.editor.set(String::new());
                    let plan = odds.plan.clone();
                    let told = ["The plan is played: ", &plan.name, ". What you do ends it."];
                    self.notice = Some(told.concat());
                    self.following = Some(Playing::new(plan, self.playback.run()));
                    self.paused = false;
                }
            }
            Wonder::Closed => self.what_if = None,
        }
    }

    fn add_plan(&mut self, text: &str) {
        let Some(what_if) = &mut self.what_if else {
            return;
        };
        let name = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("a plan");
        match Plan::read(name.trim(), text) {
            Ok(_) if what_if.odds().len() == MOST => {
                self.notice = Some("Four plans are the most that stand side by side.".to_owned());
            }
            Ok(plan) => what_if.add(plan),
            Err((line, why)) => self.notice = Some(format!("Line {line} of the plan: {why}")),
        }
    }

    /// Does what the plan that was chosen has to be done now.
    pub(super) fn follow(&mut self) {
        while let Some(playing) = &mut self.following {
            let input = match playing.next(self.playback.run()) {
                Some(Act::Enter(line)) => Input::Entered(Input::line(&line)),
                Some(Act::Interrupt) => Input::Interrupted(String::new()),
                None => {
                    if playing.is_done(self.playback.run()) {
                        self.following = None;
                        self.notice = None;
                    }
                    return;
                }
            };
            self.playback.act(input);
        }
    }

    /// Runs the plans ahead, as far as a frame has time for; says whether something new is known.
    pub(super) fn look_ahead(&mut self) -> Option<bool> {
        let what_if = self.what_if.as_mut().filter(|what_if| !what_if.is_done())?;
        let before = what_if.known();
        what_if.work(SLICE);
        Some(what_if.known() > before)
    }

    /// Whether plans are still being run ahead.
    pub(super) fn is_looking_ahead(&self) -> bool {
        self.what_if.as_ref().is_some_and(|what_if| !what_if.is_done())
    }

    /// The plans as they are shown.
    pub fn futures(&self) -> Vec<Future> {
        let Some(what_if) = &self.what_if else {
            return Vec::new();
        };
        what_if.odds().iter().map(|odds| self.future(odds)).collect()
    }

    fn future(&self, odds: &Odds) -> Future {
        let mut steps = Vec::new();
        match &odds.shown {
            Some(shown) => {
                for (after, line) in shown.entered() {
                    steps.push(("+".to_owned() + &figures::length(*after), line.clone()));
                }
            }
            None => {
                for step in &odds.plan.steps {
                    steps.push((String::new(), step.text.clone()));
                }
            }
        }
        let mut figures = Vec::new();
        let length = |micros: u64| figures::length(SimDuration::from_micros(micros));
        for (name, figure, told) in FIGURES {
            let told = |outcome: Option<&Outcome>| {
                let value = outcome.map(figure);
                value.map_or("…".to_owned(), |value| match told {
                    Told::Length => length(value),
                    Told::Count => figures::count(value),
                    Told::Dollars => figures::dollars(value),
                })
            };
            figures.push((name, told(odds.median(figure)), told(odds.worst(figure))));
        }
        let done = odds.outcomes.len() as u32;
        let known = if done < CONTINUATIONS {
            format!("{done} of {CONTINUATIONS} continuations")
        } else {
            let back = odds.count(|outcome| outcome.is_back);
            let finished = odds.count(|outcome| outcome.is_finished);
            format!("writes taken in the end in {back} of {done}; done to its end in {finished}")
        };
        let shown = odds.shown.as_ref();
        let lost = shown.map_or(Vec::new(), |shown| self.lost_in(shown.run().world()));
        let stretches = shown.map_or(&[][..], Ahead::stretches).to_vec();
        Future { name: odds.plan.name.clone(), steps, figures, known, lost, stretches }
    }

    /// The shared axis of the plans: where it begins, and how long it is.
    pub fn ahead(&self) -> (SimTime, SimDuration) {
        let Some(what_if) = &self.what_if else {
            return Default::default();
        };
        (what_if.from().world().now(), what_if.longest().max(SimDuration::from_secs(10)))
    }

    /// The world at the end of each plan's continuation that is shown.
    pub fn future_worlds(&self) -> Vec<Option<&Platform>> {
        let odds = self.what_if.iter().flat_map(WhatIf::odds);
        odds.map(|odds| odds.shown.as_ref().map(|shown| shown.run().world())).collect()
    }
}

/// How a figure is told.
#[derive(Clone, Copy)]
enum Told {
    Length,
    Count,
    Dollars,
}

/// The figures of an outcome.
const FIGURES: [(&str, super::what_if::Figure, Told); 5] = [
    ("downtime", downtime, Told::Length),
    ("left behind", Outcome::left_behind, Told::Count),
    ("gone", Outcome::gone, Told::Count),
    ("refused writes", |outcome| outcome.refused, Told::Count),
    ("spent", |outcome| outcome.spent, Told::Dollars),
];
