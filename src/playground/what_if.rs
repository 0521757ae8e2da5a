//! What if, in the app: plans side by side from the moment that is shown, and the one that is
//! chosen.

use super::Playground;
use super::loss_report::LossGroup;
use crate::format;
use crate::plan::player::PlanPlayer;
use crate::plan::script::{Plan, PlanError};
use crate::plan::suggestions;
use crate::plan::what_if::{
    CONTINUATIONS, Metric, PlanStats, Trial, TrialResult, WhatIf, downtime,
};
use crate::platform::Platform;
use crate::run::telemetry::Interval;
use crate::sim::{SimDuration, SimTime};

/// Ticks that are run ahead in a frame.
const SLICE: u32 = 5_000;

/// Plans side by side at most.
const MOST: usize = 4;

/// What is done about what if.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatIfMsg {
    /// Plans that fit the moment are to be run ahead and shown.
    Opened,
    /// One more plan, as it was written.
    Added(String),
    /// The run goes on with the plan at this place.
    Chosen(usize),
    /// Back to the run.
    Closed,
}

/// A plan beside others, as it is shown. Its median trial stands for all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanCard {
    pub name: String,
    /// What is done when in the median trial; before that is known, the steps of the plan.
    pub steps: Vec<PlanCardStep>,
    pub figures: Vec<PlanFigure>,
    /// How many trials are done and how they ended.
    pub progress: String,
    /// What is lost in the median trial.
    pub lost: Vec<LossGroup>,
    /// How the app fares in the median trial.
    pub availability: Vec<Interval>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCardStep {
    /// How long after the plan's beginning, once that is known: `+0:12`.
    pub after: Option<String>,
    pub text: String,
}

/// A figure of a plan's trials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFigure {
    /// What it is: `downtime`.
    pub name: &'static str,
    /// `1:09`
    pub median: String,
    pub worst: String,
    /// Whether the median is a loss of commits.
    pub is_loss: bool,
}

impl Playground {
    /// The plans side by side, while they are looked at.
    pub fn what_if(&self) -> Option<&WhatIf> {
        self.what_if.as_ref()
    }

    /// Whether it is time to ask what would be if.
    pub fn decision_is_near(&self) -> bool {
        suggestions::is_decision_near(self.playback.run(), self.prompt.editor.text())
    }

    pub(super) fn what_if_msg(&mut self, what: WhatIfMsg) {
        match what {
            WhatIfMsg::Opened => {
                self.playback.finish_seek();
                self.clock.end_fast_forward();
                self.clock.pause();
                self.counts.what_ifs += 1;
                let run = self.playback.run();
                let plans = suggestions::suggest(run, self.prompt.editor.text());
                self.what_if = Some(WhatIf::new(run.clone(), plans));
            }
            WhatIfMsg::Added(text) => self.add_plan(&text),
            WhatIfMsg::Chosen(at) => {
                let what_if = self.what_if.take();
                let stats = what_if.as_ref().and_then(|what_if| what_if.stats().get(at));
                if let Some(stats) = stats {
                    self.prompt.editor.set(String::new());
                    // In the past, what was done next is not to be done beside it.
                    self.playback.branch_here();
                    self.call_input_hook(None);
                    let plan = stats.plan.clone();
                    let name = &plan.name;
                    self.notice = Some(format!("The plan is played: {name}. What you do ends it."));
                    self.player = Some(PlanPlayer::new(plan, self.playback.run()));
                    self.clock.run();
                }
            }
            WhatIfMsg::Closed => self.what_if = None,
        }
    }

    fn add_plan(&mut self, text: &str) {
        let Some(what_if) = &mut self.what_if else {
            return;
        };
        let name = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("a plan");
        match Plan::read(name.trim(), text) {
            Ok(_) if what_if.stats().len() == MOST => {
                self.notice = Some("Four plans are the most that stand side by side.".to_owned());
            }
            Ok(plan) => {
                what_if.add(plan);
                self.notice = None;
            }
            Err(PlanError { line, message }) => {
                self.notice = Some(format!("Line {line} of the plan: {message}"));
            }
        }
    }

    /// Plays the plan that was chosen no longer.
    pub(super) fn end_plan(&mut self) {
        if self.player.take().is_some() {
            self.notice = None;
        }
    }

    /// Does what the plan that was chosen has to be done now.
    pub(super) fn play_plan(&mut self) {
        let Some(mut playing) = self.player.take() else {
            return;
        };
        while let Some(input) = playing.next(self.playback.run()) {
            self.act(&input);
        }
        let is_done = playing.is_done(self.playback.run());
        self.player = Some(playing);
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
    pub fn plan_cards(&self) -> Vec<PlanCard> {
        let Some(what_if) = &self.what_if else {
            return Vec::new();
        };
        what_if.stats().iter().map(|stats| self.plan_card(stats)).collect()
    }

    fn plan_card(&self, stats: &PlanStats) -> PlanCard {
        let trial = stats.median_trial.as_ref();
        let steps = match trial {
            // Of a plan that waits and does no more, its steps say more.
            Some(trial) if !trial.entered().is_empty() => {
                let entered = trial.entered().iter();
                let step = |(after, line): &(SimDuration, String)| PlanCardStep {
                    after: Some(format!("+{}", format::length(*after))),
                    text: line.clone(),
                };
                entered.map(step).collect()
            }
            _ => {
                let steps = stats.plan.steps.iter();
                steps.map(|step| PlanCardStep { after: None, text: step.text.clone() }).collect()
            }
        };
        let done = stats.results.len() as u32;
        let progress = if done < CONTINUATIONS {
            format!("{done} of {CONTINUATIONS} continuations")
        } else {
            let back = stats.count(|result| result.is_back);
            let finished = stats.count(|result| result.is_finished);
            format!("writes taken in the end in {back} of {done}; done to its end in {finished}")
        };
        PlanCard {
            name: stats.plan.name.clone(),
            steps,
            figures: FIGURES.iter().map(|figure| figure.of(stats)).collect(),
            progress,
            lost: trial.map_or(Vec::new(), |trial| self.loss_report_of(trial.run().world())),
            availability: trial.map_or(&[][..], Trial::intervals).to_vec(),
        }
    }

    /// Start and length of the time axis that all plans share.
    pub fn plan_axis(&self) -> (SimTime, SimDuration) {
        let Some(what_if) = &self.what_if else {
            return Default::default();
        };
        (what_if.from().world().now(), what_if.longest().max(SimDuration::from_secs(10)))
    }

    /// The world at the end of each plan's median trial, where that is known.
    pub fn plan_worlds(&self) -> Vec<Option<&Platform>> {
        let stats = self.what_if.as_ref().map_or(&[][..], WhatIf::stats);
        let trials = stats.iter().map(|stats| stats.median_trial.as_ref());
        trials.map(|trial| trial.map(|trial| trial.run().world())).collect()
    }
}

/// A figure that plans are compared by.
struct FigureKind {
    name: &'static str,
    metric: Metric,
    format: FigureFormat,
    /// Whether any at all is a loss of commits.
    is_loss: bool,
}

#[derive(Clone, Copy)]
enum FigureFormat {
    Length,
    Count,
    Dollars,
}

const FIGURES: [FigureKind; 5] = [
    FigureKind::plain("downtime", downtime, FigureFormat::Length),
    FigureKind::loss("left behind", TrialResult::left_behind),
    FigureKind::loss("gone", TrialResult::gone),
    FigureKind::plain("refused writes", |result| result.refused, FigureFormat::Count),
    FigureKind::plain("spent", |result| result.spent, FigureFormat::Dollars),
];

impl FigureKind {
    const fn plain(name: &'static str, metric: Metric, format: FigureFormat) -> FigureKind {
        FigureKind { name, metric, format, is_loss: false }
    }

    const fn loss(name: &'static str, metric: Metric) -> FigureKind {
        FigureKind { name, metric, format: FigureFormat::Count, is_loss: true }
    }

    fn of(&self, stats: &PlanStats) -> PlanFigure {
        let (median, worst) = (stats.median(self.metric), stats.worst(self.metric));
        PlanFigure {
            name: self.name,
            median: self.text(median),
            worst: self.text(worst),
            is_loss: self.is_loss && median.is_some_and(|result| (self.metric)(result) > 0),
        }
    }

    fn text(&self, result: Option<&TrialResult>) -> String {
        let Some(value) = result.map(self.metric) else {
            return "…".to_owned();
        };
        match self.format {
            FigureFormat::Length => format::length(SimDuration::from_micros(value)),
            FigureFormat::Count => format::count(value),
            FigureFormat::Dollars => format::dollars(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::faults::Strike;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::run::Recording;
    use std::cell::Cell;

    const FRAME: SimDuration = SimDuration::from_millis(50);

    /// The report holds WHITE, and the leader is lost.
    fn lost() -> Playground {
        let mut playground = playground("report-on-white");
        pass(&mut playground, 30);
        let on = playground.world().targets_of(crate::platform::faults::FAULTS[1]).remove(0);
        playground.update(Msg::Broken(Strike { fault: 1, on, lasts: None, size: None }));
        pass(&mut playground, 2);
        playground
    }

    fn what_if(playground: &mut Playground, what: WhatIfMsg) {
        playground.update(Msg::WhatIf(what));
    }

    #[test]
    fn plans_are_run_ahead_in_frames_while_the_run_stands_still() {
        let mut playground = lost();
        assert!(playground.decision_is_near());
        let before = playground.playback().run().hash();
        what_if(&mut playground, WhatIfMsg::Opened);
        assert!(playground.is_busy() && playground.paused());
        let mut frames = 0;
        while playground.is_busy() {
            playground.update(Msg::FramePassed(FRAME));
            frames += 1;
            assert!(frames < 2_000, "it ends");
        }
        assert!(frames > 3, "{frames}");
        let futures = playground.plan_cards();
        assert!((2..=4).contains(&futures.len()));
        for future in &futures {
            assert!(future.progress.contains("of 10"), "{}", future.progress);
            assert!(future.figures.iter().all(|figure| figure.median != "…"));
        }
        assert_eq!(playground.playback().run().hash(), before, "looking changes nothing");
        assert_eq!(
            (playground.counts().what_ifs, playground.playback().recording().inputs.len()),
            (1, 1)
        );
        what_if(&mut playground, WhatIfMsg::Closed);
        assert!(playground.what_if().is_none());
    }

    #[test]
    fn the_plan_that_is_chosen_is_recorded_as_if_it_were_typed() {
        let mut playground = lost();
        what_if(&mut playground, WhatIfMsg::Opened);
        what_if(
            &mut playground,
            WhatIfMsg::Added("wait 7s\nheroku ps\nwait 3s\nheroku apps".to_owned()),
        );
        let last = playground.plan_cards().len() - 1;
        assert_eq!(playground.plan_cards()[last].name, "wait 7s");
        let from = playground.world().now().ticks();
        what_if(&mut playground, WhatIfMsg::Chosen(last));
        assert!(!playground.paused() && playground.notice().is_some());
        pass(&mut playground, 20);
        assert!(playground.notice().is_none(), "it is done");
        let recording: Recording = playground.playback().recording().clone();
        let typed: Vec<(u64, String)> = (recording.inputs[1..].iter())
            .map(|timed| (timed.tick - from, timed.input.label()))
            .collect();
        assert_eq!(typed, [(70, "heroku ps".to_owned()), (100, "heroku apps".to_owned())]);
        assert_eq!(recording.play().hash(), playground.playback().run().hash());
    }

    #[test]
    fn what_one_does_oneself_ends_the_plan() {
        for msg in [Msg::Entered, Msg::ScreenCleared, Msg::Pasted("heroku ps\n".to_owned(), 0, 0)] {
            let mut playground = lost();
            what_if(&mut playground, WhatIfMsg::Opened);
            what_if(&mut playground, WhatIfMsg::Added("wait 5s\nheroku ps".to_owned()));
            let last = playground.plan_cards().len() - 1;
            what_if(&mut playground, WhatIfMsg::Chosen(last));
            pass(&mut playground, 2);
            assert!(playground.notice().is_some_and(|told| told.starts_with("The plan is played")));
            playground.update(msg.clone());
            pass(&mut playground, 20);
            assert_eq!(playground.playback().recording().inputs.len(), 2, "{msg:?}");
            assert_eq!(playground.notice(), None);
        }
    }

    #[test]
    fn a_plan_that_is_chosen_in_the_past_is_played_in_place_of_what_was_done_then() {
        let mut playground = playground("charcoal-alone");
        pass(&mut playground, 30);
        enter(&mut playground, "heroku maintenance:on");
        pass(&mut playground, 30);
        playground.update(Msg::Travelled(crate::playground::Travel::Before(0)));
        what_if(&mut playground, WhatIfMsg::Opened);
        what_if(&mut playground, WhatIfMsg::Added("wait 10s\nheroku ps".to_owned()));
        let last = playground.plan_cards().len() - 1;
        // Whoever keeps the run is told at once that a future was put aside.
        thread_local!(static ASIDES: Cell<usize> = const { Cell::new(0) });
        playground.on_input(|playground, _| ASIDES.set(playground.branches().len()));
        what_if(&mut playground, WhatIfMsg::Chosen(last));
        assert_eq!(ASIDES.get(), 1);
        pass(&mut playground, 15);
        let told: Vec<String> = playground.run_list().into_iter().map(|step| step.text).collect();
        assert_eq!((told, playground.world().now().secs()), (vec!["heroku ps".to_owned()], 45));
        let (_, aside) = playground.branches().remove(0);
        assert_eq!(aside.title, "From 00:00:30: heroku maintenance:on");
    }

    #[test]
    fn a_plan_that_cannot_be_read_is_told_and_changes_nothing() {
        let mut playground = lost();
        what_if(&mut playground, WhatIfMsg::Added("heroku ps".to_owned()));
        assert!(playground.what_if().is_none());
        what_if(&mut playground, WhatIfMsg::Opened);
        let before = playground.plan_cards().len();
        what_if(&mut playground, WhatIfMsg::Added("heroku ps\npromote it".to_owned()));
        let told = playground.notice().expect("it is told");
        assert!(told.starts_with("Line 2 of the plan: "), "{told}");
        assert_eq!(playground.plan_cards().len(), before);
        what_if(&mut playground, WhatIfMsg::Added("heroku ps".to_owned()));
        assert_eq!(playground.notice(), None, "what was wrong is right now");
        for _ in 0..5 {
            what_if(&mut playground, WhatIfMsg::Added("heroku ps".to_owned()));
        }
        assert_eq!(playground.plan_cards().len(), MOST);
        what_if(&mut playground, WhatIfMsg::Chosen(99));
        assert!(playground.what_if().is_none() && playground.paused());
    }
}
