//! The announcer: a sentence at a time for a screen reader's live region, at a rate that can be
//! listened to.

use super::Playground;
use crate::format::{self, plural};
use crate::platform::journal::Journal;
use crate::sim::{SimDuration, SimTime};

/// Wall time between two sentences.
const EVERY: SimDuration = SimDuration::from_secs(4);

/// What was announced last, and how much of the journal that covers.
#[derive(Clone, Debug, Default)]
pub(super) struct Announcer {
    /// Journal entries that were announced, or counted as left out.
    covered: u64,
    /// Wall time since the last sentence.
    since: SimDuration,
    text: String,
}

impl Announcer {
    /// Announces what is new after so much wall time, unless the last sentence is too young. While
    /// time stands still only people act, and each act is answered at once.
    pub fn announce(&mut self, journal: &Journal, wall: SimDuration, paused: bool) {
        self.since += wall;
        // In the past less has happened.
        self.covered = self.covered.min(journal.total());
        let new = journal.total() - self.covered;
        if new == 0 || (self.since < EVERY && !paused) {
            return;
        }
        let newest_first = || journal.entries().iter().rev().take(new as usize);
        let chosen = newest_first().find(|entry| entry.bad).or_else(|| newest_first().next());
        let mut text = chosen.map(|entry| entry.text.clone()).unwrap_or_default();
        if new > 1 {
            text += &format!(" And {} happened.", plural(new - 1, "more thing"));
        }
        *self = Announcer { covered: journal.total(), since: SimDuration::ZERO, text };
    }

    /// Another moment is shown: announces which, and nothing of what happened before it.
    pub fn announce_moment(&mut self, journal: &Journal, now: SimTime) {
        let text = format!("At {}", format::clock(now));
        *self = Announcer { covered: journal.total(), since: SimDuration::ZERO, text };
    }

    pub fn say(&mut self, sentence: &str) {
        self.text = sentence.to_owned();
    }
}

impl Playground {
    pub(super) fn announce(&mut self, wall: SimDuration) {
        let journal = self.playback.run().world().journal();
        self.announcer.announce(journal, wall, self.clock.paused());
    }

    pub(super) fn announce_moment(&mut self) {
        let world = self.playback.run().world();
        self.announcer.announce_moment(world.journal(), world.now());
    }

    /// What a screen reader is to say.
    pub fn announcement(&self) -> &str {
        &self.announcer.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, playground};
    use crate::run::Pace;

    const FRAME: SimDuration = SimDuration::from_millis(50);

    /// What is said in so many seconds of wall time, with the frame at which it was.
    fn said(playground: &mut Playground, secs: u64) -> Vec<(u64, String)> {
        let mut all: Vec<(u64, String)> = Vec::new();
        for frame in 0..secs * 20 {
            playground.update(Msg::FramePassed(FRAME));
            if all.last().is_none_or(|(_, last)| last != playground.announcement()) {
                all.push((frame, playground.announcement().to_owned()));
            }
        }
        all
    }

    #[test]
    fn at_600_times_four_seconds_lie_between_two_sentences() {
        let mut playground = playground("report-on-white");
        playground.update(Msg::PacePicked(Pace::FASTEST));
        let mut changes: Vec<(u64, String)> = Vec::new();
        for second in 0..40 {
            enter(&mut playground, &format!("heroku config:set A={second}"));
            for (frame, text) in said(&mut playground, 1) {
                if changes.last().is_none_or(|(_, last)| *last != text) {
                    changes.push((second * 20 + frame, text));
                }
            }
        }
        let gaps = changes.windows(2).map(|pair| pair[1].0 - pair[0].0);
        assert!(changes.len() > 4 && gaps.skip(1).min() >= Some(79), "{changes:?}");
        assert!(changes[1..].iter().all(|(_, text)| text.contains(" more thing")), "{changes:?}");
    }

    #[test]
    fn bad_news_comes_first_and_what_is_left_out_is_counted() {
        let mut playground = playground("followers");
        said(&mut playground, 5);
        enter(&mut playground, "heroku pg:promote WHITE && heroku maintenance:on");
        let all = said(&mut playground, 5);
        let (_, text) = all.last().expect("something is said");
        assert!(text.starts_with("DATABASE_URL of sushi names WHITE now."), "{all:?}");
        assert!(text.ends_with(" And 2 more things happened."), "{all:?}");
    }

    #[test]
    fn while_time_stands_still_an_act_is_answered_at_once() {
        let mut playground = playground("followers");
        playground.update(Msg::PauseToggled);
        enter(&mut playground, "heroku maintenance:on");
        assert_eq!(
            playground.announcement(),
            "Visitors of sushi get the maintenance page. Other dynos go on."
        );
        playground.update(Msg::EventStepped);
        assert!(
            playground.announcement().contains("nothing happened"),
            "{}",
            playground.announcement()
        );
    }
}
