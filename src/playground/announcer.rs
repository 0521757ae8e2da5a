//! What is said aloud of what happens: a sentence at a time, at a rate that can be listened to.

use super::Playground;
use crate::format;
use crate::platform::journal::{JournalEntry, plural};
use crate::sim::SimDuration;

/// Wall time between two sentences.
const EVERY: SimDuration = SimDuration::from_secs(4);

/// What was said last.
#[derive(Clone, Debug, Default)]
pub(super) struct Announcer {
    /// Entries of the journal that were said, or counted as left out.
    upto: u64,
    /// Wall time since then.
    since: SimDuration,
    /// The words.
    pub text: String,
}

impl Playground {
    /// So much wall time has passed: says what is new, if anybody can listen to more. While time
    /// stands still only people do things, and each is answered.
    pub(super) fn announce(&mut self, wall: SimDuration) {
        self.announcer.since += wall;
        let journal = self.playback.run().world().journal();
        // In the past less has happened.
        self.announcer.upto = self.announcer.upto.min(journal.total());
        let new = journal.total() - self.announcer.upto;
        if new == 0 || (self.announcer.since < EVERY && !self.paused) {
            return;
        }
        // The last bad news, else the last news.
        let mut told: Option<&JournalEntry> = None;
        for entry in journal.entries().iter().rev().take(new as usize) {
            if told.is_none_or(|told| entry.bad && !told.bad) {
                told = Some(entry);
            }
        }
        let mut text = told.map_or(String::new(), |entry| entry.text.clone());
        if new > 1 {
            text += " And ";
            text += &plural(new - 1, "more thing");
            text += " happened.";
        }
        self.announcer = Announcer { upto: journal.total(), since: SimDuration::ZERO, text };
    }

    /// Another moment is shown: says which, and nothing of what happened before it.
    pub(super) fn announce_moment(&mut self) {
        let text = "At ".to_owned() + &format::clock(self.world().now());
        self.announcer =
            Announcer { upto: self.world().journal().total(), since: SimDuration::ZERO, text };
    }

    /// What is said aloud.
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
