//! Time passing: frames, ticks, steps to the next event, and haste while a command is waited for.

use std::rc::Rc;

use super::{Change, Playground};
use crate::platform::journal::JournalEntry;
use crate::run::Pace;
use crate::sim::{SimDuration, SimTime};
use crate::terminal::shell::Prompt;

/// Wall time between two pages that show only that time has passed: ten a second.
const PAGE_EVERY: SimDuration = SimDuration::from_millis(100);

/// The same where nothing is to move, but to stand still and be elsewhere a second later.
const STEP_EVERY: SimDuration = SimDuration::from_secs(1);

/// The most ticks of one frame, so that a slow machine stays awake: 600× at 20 frames a second.
const MOST_TICKS: u64 = 300;

/// How far a step to the next event goes when nothing happens.
const LONGEST_STEP: u64 = 36_000;

/// Entries of the journal that are listed.
const STORY: usize = 100;

/// What is said of that.
const QUIET: &str = "An hour has passed, and nothing happened in it.";

impl Playground {
    /// A frame was shown after this much wall time.
    pub(super) fn frame(&mut self, wall: SimDuration) -> Change {
        if self.playback.work() {
            self.tick_budget.settle();
            self.arrive();
            return Change::Page;
        }
        if let Some(news) = self.look_ahead() {
            return if news { Change::Page } else { Change::Nothing };
        }
        if self.paused {
            return Change::Nothing;
        }
        let pace = self.pace;
        let ticks = self.tick_budget.add(pace.worth(wall));
        // What a slow machine cannot do in time it does not do at all: time runs slower there.
        for _ in 0..ticks.min(MOST_TICKS) {
            self.tick();
            // Haste that is over ends in this very tick.
            if self.paused || self.pace != pace {
                self.tick_budget.settle();
                break;
            }
        }
        self.since_render += wall;
        if self.since_render < if self.in_steps { STEP_EVERY } else { PAGE_EVERY } {
            return if self.in_steps { Change::Nothing } else { Change::Motion };
        }
        self.announce(self.since_render);
        self.since_render = SimDuration::ZERO;
        Change::Page
    }

    fn tick(&mut self) {
        self.playback.tick();
        self.go_on();
    }

    /// Runs until something is written into the journal, or an hour if nothing is.
    pub(super) fn step_to_event(&mut self) {
        self.end_haste();
        self.paused = true;
        self.tick_budget.settle();
        let before = self.world().journal().total();
        for _ in 0..LONGEST_STEP {
            self.tick();
            if self.world().journal().total() > before {
                return;
            }
        }
        self.uneventful_since = Some(self.world().now());
        self.announcer.text = QUIET.to_owned();
    }

    /// Time runs as fast as it can until the prompt is back.
    pub(super) fn hasten(&mut self) {
        self.before_haste.get_or_insert((self.pace, self.paused));
        self.pace = Pace::FASTEST;
        self.paused = false;
    }

    /// Time runs, or stands, as it did before the haste.
    pub(super) fn end_haste(&mut self) {
        if let Some((pace, paused)) = self.before_haste.take() {
            (self.pace, self.paused) = (pace, paused);
        }
    }

    /// What waits for the prompt, once it is back: the pace, and lines that were pasted.
    pub(super) fn go_on(&mut self) {
        self.play_plan();
        if self.shell().prompt() != Prompt::Held {
            self.end_haste();
            self.enter_pasted();
        }
    }

    /// What happened of late, oldest first.
    pub fn recent_entries(&self) -> &[Rc<JournalEntry>] {
        let entries = self.world().journal().entries();
        entries.get(entries.len().saturating_sub(STORY)..).unwrap_or_default()
    }

    /// What happened last: when, whether it is bad news, and what.
    pub fn last_happening(&self) -> (SimTime, bool, &str) {
        if let Some(at) = self.uneventful_since.filter(|at| *at == self.world().now()) {
            return (at, false, QUIET);
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
        assert_eq!((at.secs(), text.contains("nothing happened")), (3_600, true));
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
            playground.update(Msg::Hastened);
            assert_eq!((playground.pace(), playground.paused()), (Pace::FASTEST, false));
            for _ in 0..2_000 {
                playground.update(Msg::FramePassed(FRAME));
            }
            assert_eq!(playground.shell().prompt(), Prompt::Command);
            assert_eq!((playground.pace(), playground.paused()), (Pace::REAL, paused));
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
