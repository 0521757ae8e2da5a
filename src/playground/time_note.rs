//! What there is to say of time beside the clock: that a run is being opened, that the past is
//! shown, why time stands still; and what can be done about it.

use super::{Msg, Playground, StopReason, Travel};
use crate::format;
use crate::lessons::FRONT_DOOR;
use crate::lessons::catalogue::{self, LESSONS};
use crate::sim::{SimTime, TICK};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeNote {
    pub message: String,
    /// How far the opening of a run has come, and how far it is: in ticks.
    pub progress: Option<(u64, u64)>,
    /// Whether it is told once. What time changes all the while is not read out.
    pub is_news: bool,
    pub actions: Vec<TimeAction>,
}

/// What can be done about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeAction {
    Continue,
    /// The past plays on from the moment that is shown.
    PlayFromHere,
    BackToNow,
    /// Another lesson of the course, by its name: the run that was left stays in the list.
    Lesson(&'static str),
}

impl TimeAction {
    pub fn label(self) -> String {
        match self {
            TimeAction::Continue => "Continue".to_owned(),
            TimeAction::PlayFromHere => "Play from here".to_owned(),
            TimeAction::BackToNow => "Back to now".to_owned(),
            TimeAction::Lesson(FRONT_DOOR) => "Lesson 1 again".to_owned(),
            TimeAction::Lesson(name) => {
                format!("Next lesson: {}", catalogue::title_of(name).unwrap_or(name))
            }
        }
    }

    /// What a press does; nothing of an action that is a link.
    pub fn msg(self) -> Option<Msg> {
        match self {
            TimeAction::Continue | TimeAction::PlayFromHere => Some(Msg::PauseToggled),
            TimeAction::BackToNow => Some(Msg::Travelled(Travel::End)),
            TimeAction::Lesson(_) => None,
        }
    }

    /// Where it leads, of an action that is a link.
    pub fn href(self) -> Option<String> {
        match self {
            TimeAction::Lesson(name) => Some(format!("?lesson={name}")),
            _ => None,
        }
    }
}

impl StopReason {
    fn message(self) -> &'static str {
        match self {
            StopReason::Reloaded => "This is the run as you left it, paused.",
            StopReason::LeftLast => "Welcome back. This is where you left, paused.",
            StopReason::Link => "This run came from a link. It is paused at the moment shared.",
            StopReason::File => "This run came from a file. It is paused where it was saved.",
            StopReason::Branched => {
                "Paused. What you did began a new branch; Rewind keeps the old one."
            }
            StopReason::LeftTrap => {
                "Paused, before the wrong turn. What you did then is kept under Rewind."
            }
            StopReason::Returned => "This is the end of the run so far, paused.",
        }
    }
}

impl Playground {
    /// What there is to say of time now.
    pub fn time_note(&self) -> Option<TimeNote> {
        if let Some((done, end)) = self.playback().opening_progress() {
            let (at, of) = (format::clock(done), format::clock(end));
            return Some(TimeNote {
                message: format!("Opening the run: {at} of {of}"),
                progress: Some((done.ticks(), end.ticks())),
                is_news: false,
                actions: Vec::new(),
            });
        }
        // While plans are compared, time waits for them.
        if self.what_if().is_some() {
            return None;
        }
        let reason = self.stop_reason().map(StopReason::message);
        if self.playback().is_live() {
            let mut actions = vec![TimeAction::Continue];
            if self.stop_reason() == Some(StopReason::LeftLast) {
                let next = LESSONS.iter().map(|entry| entry.name);
                let next = next.filter(|name| *name != FRONT_DOOR);
                let next = next.into_iter().find(|name| !self.course.has_solved(name));
                let names = next.into_iter().chain([FRONT_DOOR]);
                actions.extend(names.map(TimeAction::Lesson));
            }
            let message = reason?.to_owned();
            return Some(TimeNote { message, progress: None, is_news: true, actions });
        }
        let now = format::clock(self.world().now());
        let end = format::clock(SimTime::ZERO + TICK * self.playback().recording().end);
        let mut message = format!("You are at {now} of {end}, in the past.");
        if let Some(reason) = reason {
            message = format!("{reason} {message}");
        }
        let play = self.paused().then_some(TimeAction::PlayFromHere);
        let actions = play.into_iter().chain([TimeAction::BackToNow]).collect();
        Some(TimeNote { message, progress: None, is_news: false, actions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::tests::{enter, pass, playground};
    use crate::playground::travel::tests::{forked, go};
    use crate::playground::what_if::WhatIfMsg;
    use crate::run::Pace;
    use crate::run::playback::Playhead;
    use crate::share::run_file::SavedRun;
    use crate::sim::SimDuration;
    use std::cell::Cell;
    use std::rc::Rc;

    const FRAME: SimDuration = SimDuration::from_millis(50);

    fn pace(text: &str) -> Pace {
        Pace::parse(text).expect("a pace")
    }

    /// What is said, and the labels of what can be done about it.
    fn note(playground: &Playground) -> (String, Vec<String>) {
        let note = playground
            .time_note()
            .map(|note| (note.message, note.actions.into_iter().map(TimeAction::label).collect()));
        note.unwrap_or_default()
    }

    /// The run as it is, opened anew.
    fn reopened(left: &Playground, reason: StopReason) -> Playground {
        let recording = left.playback().recording().clone();
        let mut other = playground("two-apps");
        let msg = Msg::RecordingRead(Rc::new(recording), Rc::new(left.saved()), Some(reason));
        other.update(msg);
        other
    }

    #[test]
    fn while_time_runs_or_was_stopped_by_hand_there_is_nothing_to_say() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        assert_eq!(playground.time_note(), None);
        playground.update(Msg::PauseToggled);
        assert_eq!((playground.paused(), playground.time_note()), (true, None));
    }

    #[test]
    fn what_if_and_back_goes_on_as_it_was() {
        for paused in [false, true] {
            let mut playground = playground("followers");
            playground.update(Msg::PacePicked(pace("60x")));
            if paused {
                playground.update(Msg::PauseToggled);
            }
            playground.update(Msg::WhatIf(WhatIfMsg::Opened));
            assert!(playground.paused());
            playground.update(Msg::WhatIf(WhatIfMsg::Closed));
            assert_eq!((playground.paused(), playground.pace()), (paused, pace("60x")));
        }
    }

    #[test]
    fn a_run_that_was_opened_says_where_it_came_from_beside_a_button_to_go_on() {
        let left = forked();
        for (reason, says, actions) in [
            (StopReason::Reloaded, "as you left it", &["Continue"][..]),
            (
                StopReason::LeftLast,
                "Welcome back",
                &["Continue", "Next lesson: Create a follower", "Lesson 1 again"],
            ),
            (StopReason::Link, "came from a link", &["Continue"]),
            (StopReason::File, "came from a file", &["Continue"]),
        ] {
            let mut opened = reopened(&left, reason);
            let (message, labels) = note(&opened);
            assert!(message.contains(says) && message.contains("paused"), "{message}");
            assert_eq!(labels, actions);
            opened.update(TimeAction::Continue.msg().expect("it is no link"));
            assert_eq!((opened.paused(), opened.time_note()), (false, None));
        }
    }

    #[test]
    fn in_the_past_it_says_when_and_back_at_now_time_goes_on_as_it_did() {
        let mut playground = forked();
        playground.update(Msg::PacePicked(pace("60x")));
        go(&mut playground, Travel::Before(1));
        let says = "You are at 00:00:40 of 00:04:00, in the past.".to_owned();
        assert_eq!(
            note(&playground),
            (says, vec!["Play from here".to_owned(), "Back to now".to_owned()])
        );
        // What one went to see does not fly past.
        playground.update(TimeAction::PlayFromHere.msg().expect("it is no link"));
        assert_eq!((playground.paused(), playground.pace()), (false, Pace::REAL));
        assert_eq!(note(&playground).1, ["Back to now"]);
        go(&mut playground, Travel::Before(0));
        playground.update(TimeAction::BackToNow.msg().expect("it is no link"));
        assert_eq!((playground.paused(), playground.pace()), (false, pace("60x")));
        assert_eq!(playground.time_note(), None);
    }

    #[test]
    fn whoever_drags_back_to_the_end_is_told_that_time_stands() {
        let mut playground = forked();
        let end = playground.world().now();
        go(&mut playground, Travel::Drag(SimTime::from_secs(60)));
        go(&mut playground, Travel::Drag(end));
        assert!(playground.paused());
        let says = "This is the end of the run so far, paused.".to_owned();
        assert_eq!(note(&playground), (says, vec!["Continue".to_owned()]));
        playground.update(TimeAction::Continue.msg().expect("it is no link"));
        assert!(!playground.paused() && playground.time_note().is_none());
    }

    #[test]
    fn acting_in_the_past_says_that_a_branch_began_and_that_time_stands() {
        let mut playground = forked();
        go(&mut playground, Travel::Before(1));
        enter(&mut playground, "heroku ps");
        let (message, labels) = note(&playground);
        assert!(message.contains("new branch") && message.contains("Paused"), "{message}");
        assert_eq!(labels, ["Continue"]);
        // While the past plays, it plays on.
        go(&mut playground, Travel::Before(0));
        playground.update(Msg::PauseToggled);
        enter(&mut playground, "heroku apps");
        assert_eq!((playground.paused(), playground.time_note()), (false, None));
    }

    #[test]
    fn a_run_that_was_left_in_the_past_opens_there_and_plays_in_real_time() {
        let mut left = forked();
        go(&mut left, Travel::Before(1));
        left.update(Msg::PacePicked(Pace::FASTEST));
        let opened = reopened(&left, StopReason::Link);
        assert_eq!((opened.paused(), opened.pace()), (true, Pace::REAL));
        let (message, labels) = note(&opened);
        assert!(message.starts_with("This run came from a link."), "{message}");
        assert!(message.ends_with("You are at 00:00:40 of 00:04:00, in the past."), "{message}");
        assert_eq!(labels, ["Play from here", "Back to now"]);
        // Back at its end, what stands still says so.
        let mut opened = opened;
        go(&mut opened, Travel::End);
        assert!(opened.paused());
        let (message, labels) = note(&opened);
        assert_eq!(message, "This is the end of the run so far, paused.");
        assert_eq!(labels, ["Continue"]);
    }

    /// A run in which nothing but time has passed, as it is opened.
    fn opening(playground: &mut Playground, ticks: u64) {
        let mut recording = playground.playback().recording().clone();
        recording.end = ticks;
        let (end, shown) = (ticks, Playhead::END);
        let saved = SavedRun { hash: None, end, shown, ..playground.saved() };
        playground.update(Msg::RecordingRead(Rc::new(recording), Rc::new(saved), None));
    }

    #[test]
    fn a_long_run_opens_with_progress_and_shows_nothing_of_the_way() {
        let mut playground = playground("followers");
        opening(&mut playground, 97_200);
        let (mut frames, mut last) = (0, 0);
        while let Some(TimeNote { message, progress: Some((done, end)), .. }) =
            playground.time_note()
        {
            assert!(message.starts_with("Opening the run: 0"), "{message}");
            assert!(message.ends_with(" of 02:42:00"), "{message}");
            assert!(done >= last && end == 97_200, "{done} of {end}");
            assert_eq!(playground.world().now(), SimTime::ZERO, "nothing races");
            last = done;
            frames += 1;
            playground.update(Msg::FramePassed(FRAME));
        }
        assert_eq!((frames, playground.world().now().ticks()), (15, 97_200));
        assert!(playground.playback().is_live());
    }

    #[test]
    fn a_frame_opens_as_much_of_a_run_as_it_has_time_for() {
        for (millis, ticks) in [(2.0, 500), (0.5, 2_000), (50.0, 100)] {
            let mut playground = playground("followers");
            let passed = Cell::new(0.0);
            playground.set_stopwatch(move || passed.replace(passed.get() + millis));
            opening(&mut playground, 12_000);
            let done = |playground: &Playground| {
                playground.playback().opening_progress().map(|(done, _)| done.ticks())
            };
            let before = done(&playground).expect("it is long");
            playground.update(Msg::FramePassed(FRAME));
            assert_eq!(done(&playground), Some(before + ticks), "{millis} ms for 100 ticks");
        }
    }
}
