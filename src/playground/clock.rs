//! The clock of the page: whether simulated time runs, how fast, and how much of it a frame brings.

use std::rc::Rc;

use super::{Change, Playground};
use crate::platform::journal::JournalEntry;
use crate::run::Pace;
use crate::run::pace::TickBudget;
use crate::sim::{SimDuration, SimTime, TICK};
use crate::terminal::shell::Prompt;

/// Wall time between two renders that show only that time has passed: ten a second.
const RENDER_EVERY: SimDuration = SimDuration::from_millis(100);

/// The same under reduced motion, where the picture stands still and then steps.
const STEP_EVERY: SimDuration = SimDuration::from_secs(1);

/// The most ticks of one frame, so that a slow machine stays awake: 600× at 20 frames a second.
const MAX_TICKS: u64 = 300;

/// Ticks that a step to the next event runs at most: an hour.
const LONGEST_STEP: u64 = 36_000;

/// Entries of the journal that are listed.
const LISTED_ENTRIES: usize = 100;

/// The announcement after a step in which nothing happened.
const UNEVENTFUL: &str = "Nothing happened for an hour.";

/// Why time stands still, where it was not asked to: the page says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The tab was loaded again, or turned to a run that was kept.
    Reloaded,
    /// A new tab goes on with the run of one that was closed.
    LeftLast,
    /// The run came from a link, and nobody has acted in it yet.
    Link,
    /// The run came from a file.
    File,
    /// Somebody acted in the past.
    Branched,
    /// Somebody went back to before a wrong turn of a lesson.
    LeftTrap,
    /// Somebody travelled in time and is back at the end of the run.
    Returned,
}

/// Whether time runs, how fast, and what is left over between frames.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    paused: bool,
    /// Whether time waits while something else is looked at. Then it goes on as before.
    held: bool,
    stop: Option<StopReason>,
    pace: Pace,
    budget: TickBudget,
    /// Wall time since the page was last rendered because time had passed.
    since_render: SimDuration,
    /// Whether the picture moves in steps, for people whom movement troubles.
    pub reduced_motion: bool,
    /// Pace and pause from before time began to run fast for a command that holds the prompt.
    before_fast_forward: Option<(Pace, bool)>,
    /// Pace and pause from before somebody travelled in time.
    before_travel: Option<(Pace, bool)>,
}

impl Clock {
    pub fn new(pace: Pace, paused: bool) -> Clock {
        Clock {
            paused,
            held: false,
            stop: None,
            pace,
            budget: TickBudget::default(),
            since_render: SimDuration::ZERO,
            reduced_motion: false,
            before_fast_forward: None,
            before_travel: None,
        }
    }

    /// Forgets what belongs to one run. Pace and pause stay.
    pub fn reset(&mut self) {
        self.budget = TickBudget::default();
        self.since_render = SimDuration::ZERO;
        (self.before_fast_forward, self.before_travel) = (None, None);
        (self.held, self.stop) = (false, None);
    }

    pub fn paused(&self) -> bool {
        self.paused || self.held
    }

    pub fn pace(&self) -> Pace {
        self.pace
    }

    pub fn pause(&mut self) {
        (self.paused, self.stop) = (true, None);
    }

    /// Time stops, though nobody asked for it.
    pub fn stop(&mut self, reason: StopReason) {
        (self.paused, self.stop) = (true, Some(reason));
    }

    pub fn stop_reason(&self) -> Option<StopReason> {
        self.stop
    }

    pub fn run(&mut self) {
        (self.paused, self.held, self.stop) = (false, false, None);
    }

    /// Time waits until [`Clock::release`].
    pub fn hold(&mut self) {
        self.held = true;
    }

    /// Time goes on, if it did before it was held.
    pub fn release(&mut self) {
        self.held = false;
    }

    /// Another pace, and time runs.
    pub fn set_pace(&mut self, pace: Pace) {
        (self.before_fast_forward, self.before_travel) = (None, None);
        self.pace = pace;
        self.run();
    }

    /// Somebody travels to another moment: time stops there. What there is to see must not fly
    /// past, so it goes on in real time at most, until another pace is picked.
    pub fn leave_now(&mut self) {
        self.before_travel.get_or_insert((self.pace, self.paused));
        self.pause();
        self.pace = self.pace.min(Pace::REAL);
    }

    /// The pace of before somebody travelled, or else the pace.
    pub fn pace_before_travel(&self) -> Pace {
        self.before_travel.map_or(self.pace, |(pace, _)| pace)
    }

    /// Time runs, or stands, as it did before somebody travelled. Where it stands, that is told.
    pub fn return_to_now(&mut self) {
        if let Some((pace, paused)) = self.before_travel.take() {
            (self.pace, self.paused) = (pace, paused);
            self.stop = paused.then_some(StopReason::Returned);
        }
    }

    /// The end of the run is shown after a travel, while the pointer may still move on: time does
    /// not yet run as it did before.
    pub fn reach_now(&mut self) {
        if self.before_travel.is_some_and(|(_, paused)| !paused) {
            self.stop = Some(StopReason::Returned);
        }
    }

    /// Somebody acted in the past, or saw all of it: time goes on at the pace it has now.
    pub fn forget_travel(&mut self) {
        self.before_travel = None;
    }

    /// Another pace, and time stands or runs as before.
    pub fn adopt_pace(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// Time runs as fast as it can, until [`Clock::end_fast_forward`].
    pub fn fast_forward(&mut self) {
        self.before_fast_forward.get_or_insert((self.pace, self.paused));
        self.pace = Pace::FASTEST;
        self.run();
    }

    /// Time runs, or stands, as it did before the fast forward.
    pub fn end_fast_forward(&mut self) {
        if let Some((pace, paused)) = self.before_fast_forward.take() {
            (self.pace, self.paused) = (pace, paused);
        }
    }

    /// Whole ticks that a frame of so much wall time brings. What a slow machine cannot do in time
    /// it does not do at all: time runs slower there.
    fn ticks_in(&mut self, wall: SimDuration) -> u64 {
        self.budget.add(self.pace.worth(wall)).min(MAX_TICKS)
    }

    /// Drops the part of a tick that is left over.
    pub fn drop_partial_tick(&mut self) {
        self.budget.drop_partial_tick();
    }

    /// The moment that is shown: within the last tick that was run.
    pub fn shown_at(&self, now: SimTime) -> SimTime {
        let last_tick = now.micros().saturating_sub(TICK.micros());
        SimTime::from_micros(last_tick + self.budget.rest().micros())
    }

    /// Wall time since the last render, once that is long enough for another, or where time goes
    /// on in another way.
    fn render_is_due(&mut self, wall: SimDuration, has_changed: bool) -> Option<SimDuration> {
        self.since_render += wall;
        let every = if self.reduced_motion { STEP_EVERY } else { RENDER_EVERY };
        (has_changed || self.since_render >= every).then(|| std::mem::take(&mut self.since_render))
    }
}

impl Playground {
    /// A frame was shown after this much wall time.
    pub(super) fn frame(&mut self, wall: SimDuration) -> Change {
        if self.playback.is_on_the_way() {
            self.playback.work(&mut self.stopwatch.has_time());
            return self.change_on_the_way(wall);
        }
        if let Some(has_news) = self.look_ahead() {
            return if has_news { Change::Page } else { Change::Nothing };
        }
        let study = self.study_lesson();
        if self.clock.paused() {
            return study;
        }
        let is_typing = self.is_typing();
        self.type_on(wall);
        let pace = self.clock.pace();
        let mut has_changed = is_typing || study == Change::Page;
        for _ in 0..self.clock.ticks_in(wall) {
            self.tick();
            // Haste that is over ends in this very tick.
            if self.clock.paused() || self.clock.pace() != pace {
                self.clock.drop_partial_tick();
                // It may be the last frame for long.
                has_changed = true;
                break;
            }
        }
        match self.clock.render_is_due(wall, has_changed) {
            Some(since) => {
                self.announce(since);
                Change::Page
            }
            None if self.clock.reduced_motion => Change::Nothing,
            None => Change::Motion,
        }
    }

    /// What a frame changes in which the way to another moment went on: its end, or how far it has
    /// come. The moments between are not shown.
    fn change_on_the_way(&mut self, wall: SimDuration) -> Change {
        if !self.playback.is_on_the_way() {
            self.clock.drop_partial_tick();
            self.arrive();
            return Change::Page;
        }
        let shows_progress = self.playback.is_opening();
        match self.clock.render_is_due(wall, false) {
            Some(_) if shows_progress => Change::Page,
            _ => Change::Nothing,
        }
    }

    fn tick(&mut self) {
        self.playback.tick();
        if self.playback.is_live() {
            self.clock.forget_travel();
        }
        self.after_step();
    }

    /// Runs until something is written into the journal, or an hour if nothing is.
    pub(super) fn step_to_event(&mut self) {
        self.clock.end_fast_forward();
        self.clock.pause();
        self.clock.drop_partial_tick();
        let before = self.world().journal().total();
        for _ in 0..LONGEST_STEP {
            self.tick();
            if self.world().journal().total() > before {
                return;
            }
        }
        self.empty_step_ended_at = Some(self.world().now());
        self.announcer.say(UNEVENTFUL);
    }

    /// Plays the steps of a plan that are due; once the prompt is free, ends a fast forward and
    /// enters lines that wait.
    pub(super) fn after_step(&mut self) {
        self.play_plan();
        self.look_at_lesson();
        if self.shell().prompt() != Prompt::Held {
            self.clock.end_fast_forward();
            self.enter_waiting();
        }
    }

    /// The last entries of the journal, oldest first.
    pub fn recent_entries(&self) -> &[Rc<JournalEntry>] {
        let entries = self.world().journal().entries();
        entries.get(entries.len().saturating_sub(LISTED_ENTRIES)..).unwrap_or_default()
    }

    /// What happened last: when, whether it is bad news, and what.
    pub fn last_happening(&self) -> (SimTime, bool, &str) {
        if let Some(at) = self.empty_step_ended_at.filter(|at| *at == self.world().now()) {
            return (at, false, UNEVENTFUL);
        }
        let last = self.world().journal().entries().last();
        last.map_or((SimTime::ZERO, false, ""), |entry| (entry.at, entry.bad, &entry.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, pass, playground};
    use crate::share::Options;

    const FRAME: SimDuration = SimDuration::from_millis(50);

    #[test]
    fn a_step_with_nothing_ahead_says_so_until_time_goes_on() {
        let mut playground = playground("followers");
        playground.update(Msg::EventStepped);
        let (at, _, text) = playground.last_happening();
        assert_eq!((at.secs(), text), (3_600, "Nothing happened for an hour."));
        playground.update(Msg::PauseToggled);
        pass(&mut playground, 1);
        assert_eq!(playground.last_happening().0, SimTime::ZERO);
    }

    #[test]
    fn haste_ends_with_the_wait_at_the_pace_of_before() {
        for paused in [false, true] {
            let mut playground = playground("followers");
            enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
            enter(&mut playground, "heroku pg:wait");
            if paused {
                playground.update(Msg::PauseToggled);
            }
            playground.update(Msg::FastForwarded);
            assert_eq!((playground.pace(), playground.paused()), (Pace::FASTEST, false));
            for _ in 0..2_000 {
                playground.update(Msg::FramePassed(FRAME));
            }
            assert_eq!(playground.shell().prompt(), Prompt::Command);
            assert_eq!((playground.pace(), playground.paused()), (Pace::REAL, paused));
        }
    }

    #[test]
    fn the_frame_in_which_time_stops_is_shown() {
        // Whatever the length of a frame: the next render may be due long after it.
        for millis in [1, 3, 5, 7, 8, 11, 13, 16, 50] {
            let mut playground = playground("followers");
            playground.update(Msg::PauseToggled);
            enter(&mut playground, "heroku addons:add heroku-postgresql:crane --follow CHARCOAL");
            enter(&mut playground, "heroku pg:wait");
            playground.update(Msg::FastForwarded);
            let mut last = Change::Nothing;
            while !playground.paused() {
                last = playground.update(Msg::FramePassed(SimDuration::from_millis(millis)));
            }
            assert_eq!(last, Change::Page, "{millis}");
        }
    }

    #[test]
    fn a_run_begun_again_runs() {
        let mut playground = playground("followers");
        playground.update(Msg::PauseToggled);
        playground.update(Msg::Restarted);
        assert!(!playground.paused());
        let scenario = playground.playback().recording().scenario.clone();
        let still = Options { paused: true, ..Options::default() };
        assert!(Playground::new(scenario, still).paused(), "a link can still ask for a still one");
    }

    #[test]
    fn in_steps_the_picture_changes_once_a_second() {
        let mut playground = playground("followers");
        playground.update(Msg::MotionReduced(true));
        let changes = (0..40).map(|_| playground.update(Msg::FramePassed(FRAME)));
        let (pages, rest): (Vec<_>, Vec<_>) = changes.partition(|one| *one == Change::Page);
        assert_eq!(pages.len(), 2);
        assert!(rest.iter().all(|one| *one == Change::Nothing));
    }
}
