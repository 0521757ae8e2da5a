//! Travel in time: to another moment of the run, and between the branches of one past.

use std::rc::Rc;

use super::{Playground, Selection, StopReason};
use crate::run::playback::Branch;
use crate::run::{Outcome, Recording, UsageCounts};
use crate::share::run_file::SavedRun;
use crate::sim::SimTime;
use crate::terminal::shell::Prompt;
use crate::view::tape_view::TapeView;

/// Which moment of the run is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    To(SimTime),
    /// As `To`, while the pointer still moves on.
    Drag(SimTime),
    /// The moment right before an input.
    Before(usize),
    /// The moment before the last thing that happened.
    Back,
    /// The end of the run.
    End,
    /// The end of another branch.
    Branch(usize),
}

impl Playground {
    /// Shows another moment of the run, and stops there. Back at its end, time goes on as it did.
    pub(super) fn travel(&mut self, travel: Travel) {
        self.clock.end_fast_forward();
        self.clock.leave_now();
        self.end_plan();
        self.desk.typist = None;
        self.desk.tried.take();
        // An answer belongs to its question.
        if self.shell().prompt() == Prompt::Answer {
            self.prompt.editor.set(String::new());
        }
        self.clock.drop_partial_tick();
        self.counts.seeks += u32::from(!matches!(travel, Travel::Drag(_)));
        self.prompt.unqueue();
        let end = self.playback.recording().end;
        match travel {
            Travel::To(at) | Travel::Drag(at) => self.playback.seek(at.ticks()),
            Travel::Before(input) => self.playback.rewind(input),
            Travel::Back => self.step_back(),
            Travel::End => self.playback.seek(end),
            Travel::Branch(at) => self.playback.switch_to_branch(at),
        }
        match travel {
            Travel::End => self.clock.return_to_now(),
            Travel::Branch(_) => self.clock.stop(StopReason::Returned),
            _ if self.playback.is_live() => self.clock.reach_now(),
            _ => {}
        }
        self.arrive();
        self.show_whole_run_if_before_window();
        self.view.tapes = TapeView::default();
        self.view.chart.cursor = None;
        self.deselect_what_is_absent();
    }

    /// Selects nothing where a database was selected that there is not.
    pub(super) fn deselect_what_is_absent(&mut self) {
        if let Selection::Database(id) | Selection::Link(id) = self.view.selection
            && !self.world().all_databases().any(|(there, _)| there == id)
        {
            self.view.selection = Selection::Nothing;
        }
    }

    /// Takes over the counts, the branches and the options of a saved run. What it says of its own
    /// outcome is checked on arrival.
    pub(super) fn take_over(&mut self, saved: Rc<SavedRun>) {
        self.counts = saved.counts;
        for branch in &saved.branches {
            let scenario = self.playback.recording().scenario.clone();
            let recording = Recording { scenario, inputs: branch.inputs.clone(), end: branch.end };
            let (from, outcome) = (branch.shown, branch.outcome);
            self.playback.keep_branch(Branch { recording, from, outcome });
        }
        self.clock.adopt_pace(saved.options.pace.unwrap_or(self.clock.pace()));
        if saved.shown.tick < saved.end {
            let reason = self.clock.stop_reason();
            self.clock.leave_now();
            reason.into_iter().for_each(|reason| self.clock.stop(reason));
        }
        self.view.adopt(&saved.options);
        self.expected = Some(saved);
        self.arrive();
    }

    /// Announces the moment that is shown now, and compares a run that was opened with what it
    /// says of itself. Does nothing while playback is still on the way there.
    pub(super) fn arrive(&mut self) {
        if self.playback.is_on_the_way() {
            return;
        }
        self.announce_moment();
        let Some(saved) = self.expected.take() else {
            return;
        };
        self.notice = self.missing_card().or(self.notice.take());
        // A notice already says that a run without a hash is damaged.
        if saved.hash.is_some() {
            let end = &self.playback.end().run;
            let difference = saved.difference_message(&Outcome::of(end), end.hash());
            self.notice = difference.or(self.notice.take());
        }
    }

    /// Goes to right before the last entry of the journal or the last input.
    fn step_back(&mut self) {
        let now = self.world().now().ticks();
        let done = self.playback.place().done;
        let entries = self.world().journal().entries();
        let happened = entries.iter().rev().map(|entry| entry.at.ticks()).find(|at| *at < now);
        // An answer is part of the command that asked.
        let answers = &self.playback.end().answers;
        let last = (0..done).rev().find(|index| !answers.contains(index)).unwrap_or_default();
        let input = self.playback.recording().inputs.get(last).filter(|_| done > 0);
        match (happened, input) {
            (at, Some(input)) if input.tick >= at.unwrap_or(0) => self.playback.rewind(last),
            (at, _) => self.playback.seek(at.unwrap_or(0)),
        }
    }

    /// How often the learner paused, changed the pace, and so on.
    pub fn counts(&self) -> UsageCounts {
        self.counts
    }

    /// Whether frames are needed: while time runs, playback is on the way, trials run, or
    /// something is found out about the lesson.
    pub fn is_busy(&self) -> bool {
        !self.clock.paused()
            || self.playback.is_on_the_way()
            || self.is_looking_ahead()
            || self.is_at_lesson()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::run::playback::Playhead;
    use crate::run::{Pace, Playback};
    use crate::sim::SimDuration;

    pub fn go(playground: &mut Playground, travel: Travel) {
        playground.update(Msg::Travelled(travel));
    }

    /// What there is to see of the run.
    pub fn seen(playground: &Playground) -> (u64, Vec<String>) {
        let lines = playground.shell().screen().lines().map(|(_, line)| line.text());
        (playground.playback().run().hash(), lines.collect())
    }

    /// A run of four minutes in which WHITE becomes a fork.
    pub fn forked() -> Playground {
        let mut playground = playground("followers");
        pass(&mut playground, 20);
        enter(&mut playground, "heroku pg:info WHITE");
        pass(&mut playground, 20);
        enter(&mut playground, "heroku pg:unfollow WHITE --confirm sushi");
        pass(&mut playground, 200);
        playground
    }

    #[test]
    fn the_past_is_shown_and_the_end_is_kept() {
        let mut playground = forked();
        let end = seen(&playground);
        go(&mut playground, Travel::Before(1));
        assert_eq!((playground.world().now().secs(), playground.paused()), (40, true));
        assert!(playground.world().databases().all(|(id, db)| {
            db.colour != "WHITE" || playground.world().leader_of(id).is_some()
        }));
        go(&mut playground, Travel::To(SimTime::from_secs(100)));
        assert_eq!(playground.world().now().secs(), 100);
        // Time that passes in the past is the recording's.
        playground.update(Msg::PauseToggled);
        pass(&mut playground, 140);
        assert_eq!(seen(&playground), end);
        assert!(playground.playback().is_live() && playground.playback().branches().is_empty());
    }

    #[test]
    fn acting_in_the_past_puts_the_future_aside_and_it_can_be_taken_up() {
        let mut playground = forked();
        let end = seen(&playground);
        go(&mut playground, Travel::Before(1));
        enter(&mut playground, "heroku maintenance:on");
        playground.update(Msg::PauseToggled);
        pass(&mut playground, 30);
        let (travel, aside) = playground.branches().remove(0);
        assert_eq!(aside.title, "From 00:00:40: heroku pg:unfollow WHITE --confirm sushi");
        assert!(
            aside.outcome.starts_with("To 00:04:00: 0 commits lost, 0 s down, "),
            "{}",
            aside.outcome
        );
        let other = seen(&playground);
        go(&mut playground, travel);
        assert_eq!(seen(&playground), end);
        let (travel, aside) = playground.branches().remove(0);
        assert_eq!(aside.title, "From 00:00:40: heroku maintenance:on");
        assert!(
            aside.outcome.starts_with("To 00:01:10: 0 commits lost, 30 s down, "),
            "{}",
            aside.outcome
        );
        go(&mut playground, travel);
        assert_eq!(seen(&playground), other);
        assert_eq!(playground.branches().len(), 1);
    }

    #[test]
    fn a_run_is_the_same_at_any_rate_of_frames() {
        let play = |frame: u64| {
            let mut playground = playground("report-on-white");
            playground.update(Msg::PacePicked(Pace::parse("60x").expect("a pace")));
            for (tick, line) in [(700, "heroku pg:kill 4836 WHITE"), (2_000, "heroku pg:wait")] {
                while playground.world().now().ticks() < tick {
                    playground.update(Msg::FramePassed(SimDuration::from_millis(frame)));
                }
                // A frame may end later: what counts is the tick of the input.
                playground.update(Msg::PauseToggled);
                go(&mut playground, Travel::To(SimTime::from_micros(tick * 100_000)));
                enter(&mut playground, line);
                playground.update(Msg::PauseToggled);
            }
            while playground.world().now().secs() < 400 {
                playground.update(Msg::FramePassed(SimDuration::from_millis(frame)));
            }
            go(&mut playground, Travel::To(SimTime::from_secs(400)));
            seen(&playground)
        };
        assert_eq!(play(16), play(49));
    }

    #[test]
    fn looking_at_what_is_not_there_yet_ends_with_the_journey() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
        pass(&mut playground, 300);
        let (newest, _) = playground.world().databases().last().expect("it was added");
        playground.update(Msg::Picked(Selection::Database(newest)));
        go(&mut playground, Travel::To(SimTime::ZERO));
        assert_eq!(playground.selection(), Selection::Nothing);
        assert!(playground.chart_data().samples.len() > 10);
        assert_eq!(playground.counts().seeks, 1);
    }

    #[test]
    fn a_place_that_is_none_of_the_recording_becomes_the_nearest_one() {
        let recording = forked().playback().recording().clone();
        for (tick, done, then) in
            [(u64::MAX, 0, (2_400, 2)), (0, 9, (0, 0)), (200, 5, (200, 1)), (300, 0, (300, 1))]
        {
            let mut playback = Playback::open(recording.clone(), Playhead { tick, done });
            playback.finish_seek();
            let place = playback.place();
            assert_eq!((place.tick, place.done), then, "{tick} after {done}");
        }
    }

    #[test]
    fn what_the_run_was_at_first_stays_however_often_the_past_is_changed() {
        let mut playground = forked();
        for at in 0..30 {
            go(&mut playground, Travel::Before(0));
            enter(&mut playground, &format!("heroku apps {at}"));
        }
        let asides = playground.branches();
        assert_eq!(asides.len(), 20);
        assert!(asides[19].1.title.ends_with("pg:info WHITE"), "{:?}", asides[19]);
        assert!(asides[18].1.title.ends_with("heroku apps 10"), "{:?}", asides[18]);
    }

    #[test]
    fn an_answer_half_typed_is_no_command_elsewhere() {
        let mut playground = forked();
        enter(&mut playground, "heroku addons:remove HEROKU_POSTGRESQL_LAVENDER");
        playground.update(Msg::Prompted(crate::playground::prompt::PromptEdit::Typed(
            "sus".to_owned(),
            3,
        )));
        go(&mut playground, Travel::Before(0));
        assert_eq!(playground.editor().text(), "");
        playground.update(Msg::Prompted(crate::playground::prompt::PromptEdit::Typed(
            "heroku ps".to_owned(),
            9,
        )));
        go(&mut playground, Travel::Before(1));
        assert_eq!(playground.editor().text(), "heroku ps");
    }
}
