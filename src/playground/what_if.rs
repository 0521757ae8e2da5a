//! What if, in the app: plans side by side from the moment that is shown, and the one that is
//! chosen.

use super::Lab;
use super::loss_report::LostPart;
use crate::format;
use crate::plan::player::Playing;
use crate::plan::script::Plan;
use crate::plan::suggestions;
use crate::plan::what_if::{Ahead, CONTINUATIONS, Ending, Odds, WhatIf, downtime};
use crate::platform::Platform;
use crate::platform::names::Joined;
use crate::run::telemetry::Stretch;
use crate::sim::{SimDuration, SimTime};

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
    /// The figures of its endings.
    pub figures: Vec<Compared>,
    /// How many continuations are known and how they ended.
    pub known: String,
    /// What is lost in the one that is shown.
    pub lost: Vec<LostPart>,
    /// How the app fares in it.
    pub stretches: Vec<Stretch>,
}

/// A figure of a plan's endings, beside those of other plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it is: `downtime`.
    pub name: &'static str,
    /// The median: `1:09`.
    pub median: String,
    /// The worst.
    pub worst: String,
    /// `bad` where the median is a loss.
    pub class: &'static str,
}

impl Lab {
    /// The plans side by side, while they are looked at.
    pub fn what_if(&self) -> Option<&WhatIf> {
        self.what_if.as_ref()
    }

    /// Whether it is time to ask what would be if.
    pub fn decision_is_near(&self) -> bool {
        suggestions::is_near(self.playback.run(), self.editor.text())
    }

    pub(super) fn wonder(&mut self, what: Wonder) {
        match what {
            Wonder::Asked => {
                self.playback.settle();
                self.end_haste();
                self.paused = true;
                self.counts.what_ifs += 1;
                let run = self.playback.run();
                let plans = suggestions::suggest(run, self.editor.text());
                self.what_if = Some(WhatIf::new(run.clone(), plans));
            }
            Wonder::Added(text) => self.add_plan(&text),
            Wonder::Chosen(at) => {
                let what_if = self.what_if.take();
                let odds = what_if.as_ref().and_then(|what_if| what_if.odds().get(at));
                if let Some(odds) = odds {
                    self.editor.set(String::new());
                    // In the past, what was done next is not to be done beside it.
                    self.playback.part();
                    (self.ahead)(self, None);
                    let plan = odds.plan.clone();
                    let told = ["The plan is played: ", &plan.name, ". What you do ends it."];
                    self.notice = Some(told.joined(""));
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
            Ok(plan) => {
                what_if.add(plan);
                self.notice = None;
            }
            Err((line, why)) => self.notice = Some(format!("Line {line} of the plan: {why}")),
        }
    }

    /// Plays the plan that was chosen no longer.
    pub(super) fn end_plan(&mut self) {
        if self.following.take().is_some() {
            self.notice = None;
        }
    }

    /// Does what the plan that was chosen has to be done now.
    pub(super) fn follow(&mut self) {
        let Some(mut playing) = self.following.take() else {
            return;
        };
        while let Some(input) = playing.next(self.playback.run()) {
            self.act(&input);
        }
        let is_done = playing.is_done(self.playback.run());
        self.following = Some(playing);
        if is_done {
            self.end_plan();
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
        let mut futures = Vec::new();
        for odds in what_if.odds() {
            futures.push(self.future(odds));
        }
        futures
    }

    fn future(&self, odds: &Odds) -> Future {
        let mut steps = Vec::new();
        match &odds.shown {
            // Of a plan that waits and does no more, its steps say more.
            Some(shown) if !shown.entered().is_empty() => {
                for (after, line) in shown.entered() {
                    steps.push(("+".to_owned() + &format::length(*after), line.clone()));
                }
            }
            _ => {
                for step in &odds.plan.steps {
                    steps.push((String::new(), step.text.clone()));
                }
            }
        }
        let mut figures = Vec::new();
        let length = |micros: u64| format::length(SimDuration::from_micros(micros));
        for (name, figure, told, is_bad) in FIGURES {
            let told = |ending: Option<&Ending>| {
                let value = ending.map(figure);
                value.map_or("…".to_owned(), |value| match told {
                    Told::Length => length(value),
                    Told::Count => format::count(value),
                    Told::Dollars => format::dollars(value),
                })
            };
            let (median, worst) = (odds.median(figure), odds.worst(figure));
            let is_loss = is_bad && median.is_some_and(|ending| figure(ending) > 0);
            let class = if is_loss { "bad" } else { "" };
            figures.push(Compared { name, median: told(median), worst: told(worst), class });
        }
        let done = odds.endings.len() as u32;
        let known = if done < CONTINUATIONS {
            format!("{done} of {CONTINUATIONS} continuations")
        } else {
            let back = odds.count(|ending| ending.is_back);
            let finished = odds.count(|ending| ending.is_finished);
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
        let mut worlds = Vec::new();
        for odds in self.what_if.as_ref().map_or(&[][..], WhatIf::odds) {
            worlds.push(odds.shown.as_ref().map(|shown| shown.run().world()));
        }
        worlds
    }
}

/// How a figure is told.
#[derive(Clone, Copy)]
enum Told {
    Length,
    Count,
    Dollars,
}

/// The figures of an ending, and whether any at all is a loss.
const FIGURES: [(&str, crate::plan::what_if::Figure, Told, bool); 5] = [
    ("downtime", downtime, Told::Length, false),
    ("left behind", Ending::left_behind, Told::Count, true),
    ("gone", Ending::gone, Told::Count, true),
    ("refused writes", |ending| ending.refused, Told::Count, false),
    ("spent", |ending| ending.spent, Told::Dollars, false),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::faults::Strike;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, lab, pass};
    use crate::run::Recording;
    use std::cell::Cell;

    const FRAME: SimDuration = SimDuration::from_millis(50);

    /// The report holds WHITE, and the leader is lost.
    fn lost() -> Lab {
        let mut lab = lab("report-on-white");
        pass(&mut lab, 30);
        let on = lab.world().targets_of(crate::platform::faults::FAULTS[1]).remove(0);
        lab.update(Msg::Broken(Strike { fault: 1, on, lasts: None, size: None }));
        pass(&mut lab, 2);
        lab
    }

    fn wonder(lab: &mut Lab, what: Wonder) {
        lab.update(Msg::Wondered(what));
    }

    #[test]
    fn plans_are_run_ahead_in_frames_while_the_run_stands_still() {
        let mut lab = lost();
        assert!(lab.decision_is_near());
        let before = lab.playback().run().hash();
        wonder(&mut lab, Wonder::Asked);
        assert!(lab.is_busy() && lab.paused());
        let mut frames = 0;
        while lab.is_busy() {
            lab.update(Msg::FramePassed(FRAME));
            frames += 1;
            assert!(frames < 2_000, "it ends");
        }
        assert!(frames > 3, "{frames}");
        let futures = lab.futures();
        assert!((2..=4).contains(&futures.len()));
        for future in &futures {
            assert!(future.known.contains("of 10"), "{}", future.known);
            assert!(future.figures.iter().all(|figure| figure.median != "…"));
        }
        assert_eq!(lab.playback().run().hash(), before, "looking changes nothing");
        assert_eq!((lab.counts().what_ifs, lab.playback().recording().inputs.len()), (1, 1));
        wonder(&mut lab, Wonder::Closed);
        assert!(lab.what_if().is_none());
    }

    #[test]
    fn the_plan_that_is_chosen_is_recorded_as_if_it_were_typed() {
        let mut lab = lost();
        wonder(&mut lab, Wonder::Asked);
        wonder(&mut lab, Wonder::Added("wait 7s\nheroku ps\nwait 3s\nheroku apps".to_owned()));
        let last = lab.futures().len() - 1;
        assert_eq!(lab.futures()[last].name, "wait 7s");
        let from = lab.world().now().ticks();
        wonder(&mut lab, Wonder::Chosen(last));
        assert!(!lab.paused() && lab.notice().is_some());
        pass(&mut lab, 20);
        assert!(lab.notice().is_none(), "it is done");
        let recording: Recording = lab.playback().recording().clone();
        let typed: Vec<(u64, String)> = (recording.inputs[1..].iter())
            .map(|timed| (timed.tick - from, timed.input.told()))
            .collect();
        assert_eq!(typed, [(70, "heroku ps".to_owned()), (100, "heroku apps".to_owned())]);
        assert_eq!(recording.play().hash(), lab.playback().run().hash());
    }

    #[test]
    fn what_one_does_oneself_ends_the_plan() {
        for msg in [Msg::Entered, Msg::ScreenCleared, Msg::Pasted("heroku ps\n".to_owned(), 0, 0)] {
            let mut lab = lost();
            wonder(&mut lab, Wonder::Asked);
            wonder(&mut lab, Wonder::Added("wait 5s\nheroku ps".to_owned()));
            let last = lab.futures().len() - 1;
            wonder(&mut lab, Wonder::Chosen(last));
            pass(&mut lab, 2);
            assert!(lab.notice().is_some_and(|told| told.starts_with("The plan is played")));
            lab.update(msg.clone());
            pass(&mut lab, 20);
            assert_eq!(lab.playback().recording().inputs.len(), 2, "{msg:?}");
            assert_eq!(lab.notice(), None);
        }
    }

    #[test]
    fn a_plan_that_is_chosen_in_the_past_is_played_in_place_of_what_was_done_then() {
        let mut lab = lab("charcoal-alone");
        pass(&mut lab, 30);
        enter(&mut lab, "heroku maintenance:on");
        pass(&mut lab, 30);
        lab.update(Msg::Travelled(crate::playground::Travel::Before(0)));
        wonder(&mut lab, Wonder::Asked);
        wonder(&mut lab, Wonder::Added("wait 10s\nheroku ps".to_owned()));
        let last = lab.futures().len() - 1;
        // Whoever keeps the run is told at once that a future was put aside.
        thread_local!(static ASIDES: Cell<usize> = const { Cell::new(0) });
        lab.tell_ahead(|lab, _| ASIDES.set(lab.asides().len()));
        wonder(&mut lab, Wonder::Chosen(last));
        assert_eq!(ASIDES.get(), 1);
        pass(&mut lab, 15);
        let told: Vec<String> = lab.steps().into_iter().map(|step| step.text).collect();
        assert_eq!((told, lab.world().now().secs()), (vec!["heroku ps".to_owned()], 45));
        let (_, aside) = lab.asides().remove(0);
        assert_eq!(aside.title, "From 00:00:30: heroku maintenance:on");
    }

    #[test]
    fn a_plan_that_cannot_be_read_is_told_and_changes_nothing() {
        let mut lab = lost();
        wonder(&mut lab, Wonder::Added("heroku ps".to_owned()));
        assert!(lab.what_if().is_none());
        wonder(&mut lab, Wonder::Asked);
        let before = lab.futures().len();
        wonder(&mut lab, Wonder::Added("heroku ps\npromote it".to_owned()));
        let told = lab.notice().expect("it is told");
        assert!(told.starts_with("Line 2 of the plan: "), "{told}");
        assert_eq!(lab.futures().len(), before);
        wonder(&mut lab, Wonder::Added("heroku ps".to_owned()));
        assert_eq!(lab.notice(), None, "what was wrong is right now");
        for _ in 0..5 {
            wonder(&mut lab, Wonder::Added("heroku ps".to_owned()));
        }
        assert_eq!(lab.futures().len(), MOST);
        wonder(&mut lab, Wonder::Chosen(99));
        assert!(lab.what_if().is_none() && lab.paused());
    }
}
