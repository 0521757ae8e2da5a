//! What if, in the app: plans compared from the moment that is shown, and the one that is chosen.

use super::Playground;
use crate::format;
use crate::lessons::progress::LessonInputKind;
use crate::lessons::script::{Plan, PlanError};
use crate::plan::player::{PlanPlayer, PlayerMove};
use crate::plan::suggestions::{self, PlanKind, Suggestion};
use crate::plan::what_if::{PlanStats, WhatIf};
use crate::platform::Platform;
use crate::sim::{SimDuration, SimTime};

/// Ticks that are run ahead between two looks at the time that a frame has.
const SLICE: u32 = 100;

/// What is done about what if.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatIfMsg {
    /// Plans that fit the moment are to be tried and shown.
    Opened,
    /// The text of an own plan is this now.
    Drafted(String),
    /// The own plan that is written is to be tried.
    Added,
    /// The plan with this id is to be written anew; of a suggested one, a copy.
    Edited(u32),
    /// An own plan is to be taken away.
    Removed(u32),
    /// The run goes on with the plan with this id.
    Chosen(u32),
    /// Back to the run.
    Closed,
}

/// What is written at the place for an own plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanDraft {
    pub text: String,
    /// What was wrong with it when it was last to be tried.
    pub mistake: Option<PlanError>,
    /// The plan that it takes the place of.
    pub replaces: Option<u32>,
}

impl Playground {
    /// The plans that are compared, while they are looked at.
    pub fn what_if(&self) -> Option<&WhatIf> {
        self.what_if.as_ref()
    }

    /// What is written at the place for an own plan.
    pub fn plan_draft(&self) -> &PlanDraft {
        &self.plan_draft
    }

    /// Whether it is time to ask what would be if.
    pub fn decision_is_near(&self) -> bool {
        suggestions::is_decision_near(self.playback.run(), self.prompt.editor.text())
    }

    pub(super) fn what_if_msg(&mut self, what: WhatIfMsg) {
        match what {
            WhatIfMsg::Opened if self.awaits_prediction() => {
                let text = "What if would give the answer away. Answer the question first.";
                self.notice = Some(text.to_owned());
            }
            WhatIfMsg::Opened => {
                self.playback.finish_seek();
                if self.current_help().is_some_and(|help| !help.what_if) {
                    let text = "In a lesson, What if counts as a hint for the step.";
                    self.notice = Some(text.to_owned());
                }
                self.note_help(LessonInputKind::WhatIf);
                self.clock.end_fast_forward();
                self.clock.hold();
                self.counts.what_ifs += 1;
                let run = self.playback.run();
                let plans = suggestions::suggest(run, self.prompt.editor.text());
                self.what_if = Some(WhatIf::new(run.clone(), plans));
                // What was written stays; a plan of an earlier look is not there to be replaced.
                self.plan_draft.replaces = None;
            }
            WhatIfMsg::Drafted(text) => self.plan_draft.text = text,
            WhatIfMsg::Added => self.add_plan(),
            WhatIfMsg::Edited(id) => self.edit_plan(id),
            WhatIfMsg::Removed(id) => {
                if let Some(what_if) = &mut self.what_if {
                    what_if.remove(id);
                }
                if self.plan_draft.replaces == Some(id) {
                    self.plan_draft.replaces = None;
                }
            }
            WhatIfMsg::Chosen(id) => {
                self.clock.release();
                let what_if = self.what_if.take();
                let stats = what_if.as_ref().and_then(|what_if| what_if.plan(id));
                if let Some(stats) = stats {
                    self.play(stats);
                }
            }
            WhatIfMsg::Closed => {
                self.what_if = None;
                self.clock.release();
            }
        }
    }

    /// Lets the run go on with a plan.
    fn play(&mut self, stats: &PlanStats) {
        self.clock.run();
        if stats.plan.steps.is_empty() {
            return;
        }
        self.prompt.editor.set(String::new());
        // In the past, what was done next is not to be done beside it.
        self.playback.branch_here();
        self.call_input_hook(None);
        let plan = stats.plan.clone();
        let name = &plan.name;
        self.notice = Some(format!("The plan is played: {name}. What you do ends it."));
        self.player = Some(PlanPlayer::new(plan, self.playback.run()));
    }

    fn add_plan(&mut self) {
        let Some(what_if) = &mut self.what_if else {
            return;
        };
        let text = &self.plan_draft.text;
        let title = text.lines().next().and_then(|line| line.trim().strip_prefix('#'));
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let is_new = |name: &String| what_if.stats().iter().all(|stats| stats.plan.name != *name);
        let new_name = || (1..).map(|number| format!("Your plan {number}")).find(is_new);
        let name = title.map(format::excerpt).or_else(new_name).unwrap_or_default();
        match Plan::read(&name, text) {
            Ok(plan) => {
                if let Some(id) = self.plan_draft.replaces {
                    what_if.remove(id);
                }
                what_if.add(Suggestion::own(plan));
                self.plan_draft = PlanDraft::default();
            }
            Err(mistake) => self.plan_draft.mistake = Some(mistake),
        }
    }

    fn edit_plan(&mut self, id: u32) {
        let plan = self.what_if.as_ref().and_then(|what_if| what_if.plan(id));
        if let Some(PlanStats { kind, plan, .. }) = plan {
            let text = format!("# {}\n{}", plan.name, plan.text());
            let replaces = (*kind == PlanKind::Own).then_some(id);
            self.plan_draft = PlanDraft { text, mistake: None, replaces };
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
        let mut given_up = None;
        while let Some(next) = playing.next(self.playback.run()) {
            match next {
                PlayerMove::Input(input) => {
                    self.act(&input);
                }
                PlayerMove::WaitEnded(wait) if wait.is_reached => {}
                PlayerMove::WaitEnded(wait) => {
                    let step = &playing.plan().steps[wait.step].text;
                    let waited = format::length(wait.waited);
                    given_up =
                        Some(format!("The plan waited {waited} in vain, and goes on: {step}."));
                }
            }
        }
        let is_done = playing.is_done(self.playback.run());
        self.player = Some(playing);
        if is_done {
            self.end_plan();
        }
        if given_up.is_some() {
            self.notice = given_up;
        }
    }

    /// Tries the plans, as far as a frame has time for; says whether something new is known.
    pub(super) fn look_ahead(&mut self) -> Option<bool> {
        let what_if = self.what_if.as_mut().filter(|what_if| !what_if.is_done())?;
        let before = what_if.progress();
        let mut has_time = self.stopwatch.has_time();
        while has_time() && !what_if.work(SLICE) {}
        Some(what_if.progress() != before || what_if.is_done())
    }

    /// Whether plans are still being tried.
    pub(super) fn is_looking_ahead(&self) -> bool {
        self.what_if.as_ref().is_some_and(|what_if| !what_if.is_done())
    }

    /// How many trials are over, of how many, while plans are tried.
    pub fn trial_progress(&self) -> Option<(usize, usize)> {
        let what_if = self.what_if.as_ref()?;
        Some(what_if.progress()).filter(|(known, all)| known < all)
    }

    /// Start and length of the time axis that all plans share.
    pub fn plan_axis(&self) -> (SimTime, SimDuration) {
        let Some(what_if) = &self.what_if else {
            return Default::default();
        };
        (what_if.from().world().now(), what_if.longest().max(SimDuration::from_secs(10)))
    }

    /// The world at the end of the median trial of each plan that is shown, where that is known.
    pub fn plan_worlds(&self) -> Vec<Option<&Platform>> {
        let shown = self.what_if.as_ref().map(|what_if| what_if.shown_and_folded().0);
        let trials = shown.into_iter().flatten().map(|stats| stats.median_trial.as_ref());
        trials.map(|trial| trial.map(|trial| trial.run().world())).collect()
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
    use std::collections::BTreeSet;

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

    /// Tries an own plan and returns its id.
    fn add(playground: &mut Playground, text: &str) -> u32 {
        what_if(playground, WhatIfMsg::Drafted(text.to_owned()));
        what_if(playground, WhatIfMsg::Added);
        let stats = playground.what_if().expect("it is open").stats();
        stats.last().expect("there is a plan").id
    }

    fn look_ahead(playground: &mut Playground) -> u32 {
        let mut frames = 0;
        while playground.is_busy() {
            playground.update(Msg::FramePassed(FRAME));
            frames += 1;
            assert!(frames < 5_000, "it ends");
        }
        frames
    }

    fn own_names(playground: &Playground) -> Vec<String> {
        let (shown, _) = playground.plan_views();
        shown.into_iter().filter(|plan| plan.is_own).map(|plan| plan.name).collect()
    }

    #[test]
    fn plans_are_run_ahead_in_frames_while_the_run_stands_still() {
        let mut playground = lost();
        assert!(playground.decision_is_near());
        let before = playground.playback().run().hash();
        what_if(&mut playground, WhatIfMsg::Opened);
        assert!(playground.is_busy() && playground.paused());
        assert_eq!(playground.plan_views(), (Vec::new(), Vec::new()), "nobody knows the best yet");
        assert!(playground.verdict().is_empty());
        assert!(look_ahead(&mut playground) > 3);
        let (shown, _) = playground.plan_views();
        assert!((2..=6).contains(&shown.len()));
        for plan in &shown {
            assert!(plan.progress.is_none() && !plan.availability.is_empty(), "{}", plan.name);
            assert!(plan.figures.iter().all(|figure| figure.median != "…"));
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
        let own = add(&mut playground, "wait 7s\nheroku ps\nwait 3s\nheroku apps");
        let from = playground.world().now().ticks();
        what_if(&mut playground, WhatIfMsg::Chosen(own));
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
            let own = add(&mut playground, "wait 5s\nheroku ps");
            what_if(&mut playground, WhatIfMsg::Chosen(own));
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
        let own = add(&mut playground, "wait 10s\nheroku ps");
        // Whoever keeps the run is told at once that a branch was left.
        thread_local!(static ASIDES: Cell<usize> = const { Cell::new(0) });
        playground.on_input(|playground, _| ASIDES.set(playground.branches().len()));
        what_if(&mut playground, WhatIfMsg::Chosen(own));
        assert_eq!(ASIDES.get(), 1);
        pass(&mut playground, 15);
        let told: Vec<String> = playground.run_list().into_iter().map(|step| step.text).collect();
        assert_eq!((told, playground.world().now().secs()), (vec!["heroku ps".to_owned()], 45));
        let (_, aside) = playground.branches().remove(0);
        assert_eq!(aside.title, "From 00:00:30: heroku maintenance:on");
    }

    #[test]
    fn own_plans_are_added_changed_and_removed_without_a_limit() {
        let mut playground = lost();
        what_if(&mut playground, WhatIfMsg::Opened);
        let first = add(&mut playground, "# Look first\nheroku ps");
        assert_eq!(playground.plan_draft(), &PlanDraft::default());
        for _ in 0..9 {
            add(&mut playground, "heroku ps");
        }
        look_ahead(&mut playground);
        assert_eq!(own_names(&playground).len(), 10);
        let names: BTreeSet<String> = own_names(&playground).into_iter().collect();
        assert!(names.len() == 10 && names.contains("Your plan 9"), "{names:?}");
        what_if(&mut playground, WhatIfMsg::Edited(first));
        assert_eq!(playground.plan_draft().text, "# Look first\nheroku ps\n");
        let changed = add(&mut playground, "# Look long\nheroku ps\nwait 5s");
        assert!(changed > first && own_names(&playground).len() == 10);
        assert!(!own_names(&playground).contains(&"Look first".to_owned()));
        what_if(&mut playground, WhatIfMsg::Removed(changed));
        assert_eq!(own_names(&playground).len(), 9);
        // Of a suggestion a copy is changed.
        let (shown, _) = playground.plan_views();
        let suggested = shown.iter().find(|plan| plan.name.starts_with("Promote ")).expect("one");
        what_if(&mut playground, WhatIfMsg::Edited(suggested.id));
        what_if(&mut playground, WhatIfMsg::Added);
        look_ahead(&mut playground);
        let (shown, _) = playground.plan_views();
        assert_eq!(shown.iter().filter(|plan| plan.name == suggested.name).count(), 2);
        // What is gone cannot be chosen, and the run goes on as it did.
        what_if(&mut playground, WhatIfMsg::Chosen(changed));
        assert!(playground.what_if().is_none() && !playground.paused());
    }

    #[test]
    fn a_plan_that_cannot_be_read_is_told_beside_it_and_changes_nothing() {
        let mut playground = lost();
        what_if(&mut playground, WhatIfMsg::Added);
        assert!(playground.what_if().is_none());
        what_if(&mut playground, WhatIfMsg::Opened);
        let before = playground.what_if().expect("it is open").stats().len();
        for (text, line) in [("heroku ps\npromote it", 2), ("", 1), ("# a title\n", 1)] {
            what_if(&mut playground, WhatIfMsg::Drafted(text.to_owned()));
            what_if(&mut playground, WhatIfMsg::Added);
            let draft = playground.plan_draft();
            assert_eq!(draft.mistake.as_ref().map(|mistake| mistake.line), Some(line));
            assert_eq!((draft.text.as_str(), playground.notice()), (text, None));
        }
        assert_eq!(playground.what_if().expect("it is open").stats().len(), before);
        add(&mut playground, "heroku ps");
        assert_eq!(playground.plan_draft().mistake, None, "what was wrong is right now");
    }

    #[test]
    fn now_means_now_for_a_command_that_holds_the_prompt() {
        let mut playground = playground("followers");
        enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        enter(&mut playground, "heroku pg:wait");
        pass(&mut playground, 2);
        what_if(&mut playground, WhatIfMsg::Opened);
        look_ahead(&mut playground);
        let (shown, _) = playground.plan_views();
        let promote = shown.iter().find(|plan| plan.name.ends_with(" now")).expect("there is one");
        let steps: Vec<_> = promote.steps.iter().map(|step| (&*step.text, &step.after)).collect();
        assert_eq!(steps[0], ("Ctrl-C", &Some("+0 s".to_owned())));
        assert!(steps[1].0.starts_with("heroku pg:unfollow ") && steps[1].1 == steps[0].1);
        let id = promote.id;
        what_if(&mut playground, WhatIfMsg::Chosen(id));
        pass(&mut playground, 1);
        let inputs = &playground.playback().recording().inputs;
        let typed: Vec<String> = inputs[2..].iter().map(|timed| timed.input.label()).collect();
        assert_eq!(typed[0], "Ctrl-C");
        assert!(typed[1].starts_with("heroku pg:unfollow ") && typed.len() == 3, "{typed:?}");
    }

    #[test]
    fn the_right_plan_is_first_where_a_report_holds_the_follower_that_has_most() {
        let mut playground = playground("equally-behind");
        let on = playground.world().targets_of(crate::platform::faults::FAULTS[1]).remove(0);
        playground.update(Msg::Broken(Strike { fault: 1, on, lasts: None, size: None }));
        pass(&mut playground, 5);
        what_if(&mut playground, WhatIfMsg::Opened);
        look_ahead(&mut playground);
        let (shown, _) = playground.plan_views();
        let names: Vec<&str> = shown.iter().map(|plan| plan.name.as_str()).collect();
        assert!(names[0].starts_with("End query ") && names[0].ends_with("promote WHITE"));
        assert_eq!(shown[0].figures[1].median, "0", "nothing is left behind");
        assert!(names.contains(&"Do nothing") && !names.iter().any(|name| name.contains("come")));
        let told = playground.verdict().join(" ");
        assert!(
            told.starts_with("Best: End query ") && told.contains("no commit is lost"),
            "{told}"
        );
        let nothing = shown.iter().find(|plan| plan.name == "Do nothing").expect("it is there");
        assert_eq!(nothing.figures[0].median, "not back in 30:00");
    }
}
