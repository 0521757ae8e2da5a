//! What is said aloud of what happens: a sentence at a time, at a rate that can be listened to.

use super::Lab;
use crate::format;
use crate::platform::journal::{Entry, plural};
use crate::sim::SimDuration;

/// Wall time between two sentences.
const EVERY: SimDuration = SimDuration::from_secs(4);

/// What was said last.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Entries of the journal that were said, or counted as left out.
    upto: u64,
    /// Wall time since then.
    since: SimDuration,
    /// The words.
    pub text: String,
}

impl Lab {
    /// So much wall time has passed: says what is new, if anybody can listen to more. While time
    /// stands still only people do things, and each is answered.
    pub(super) fn say(&mut self, wall: SimDuration) {
        self.said.since += wall;
        let journal = self.playback.run().world().journal();
        // In the past less has happened.
        self.said.upto = self.said.upto.min(journal.total());
        let new = journal.total() - self.said.upto;
        if new == 0 || (self.said.since < EVERY && !self.paused) {
            return;
        }
        // The last bad news, else the last news.
        let mut told: Option<&Entry> = None;
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
        self.said = Said { upto: journal.total(), since: SimDuration::ZERO, text };
    }

    /// Another moment is shown: says which, and nothing of what happened before it.
    pub(super) fn say_where(&mut self) {
        let text = "At ".to_owned() + &format::clock(self.world().now());
        self.said = Said { upto: self.world().journal().total(), since: SimDuration::ZERO, text };
    }

    /// What is said aloud.
    pub fn said(&self) -> &str {
        &self.said.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::{enter, lab};
    use crate::run::Pace;

    const FRAME: SimDuration = SimDuration::from_millis(50);

    /// What is said in so many seconds of wall time, with the frame at which it was.
    fn said(lab: &mut Lab, secs: u64) -> Vec<(u64, String)> {
        let mut all: Vec<(u64, String)> = Vec::new();
        for frame in 0..secs * 20 {
            lab.update(Msg::FramePassed(FRAME));
            if all.last().is_none_or(|(_, last)| last != lab.said()) {
                all.push((frame, lab.said().to_owned()));
            }
        }
        all
    }

    #[test]
    fn at_600_times_four_seconds_lie_between_two_sentences() {
        let mut lab = lab("report-on-white");
        lab.update(Msg::PacePicked(Pace::FASTEST));
        let mut changes: Vec<(u64, String)> = Vec::new();
        for second in 0..40 {
            enter(&mut lab, &format!("heroku config:set A={second}"));
            for (frame, text) in said(&mut lab, 1) {
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
        let mut lab = lab("followers");
        said(&mut lab, 5);
        enter(&mut lab, "heroku pg:promote WHITE && heroku maintenance:on");
        let all = said(&mut lab, 5);
        let (_, text) = all.last().expect("something is said");
        assert!(text.starts_with("DATABASE_URL of sushi names WHITE now."), "{all:?}");
        assert!(text.ends_with(" And 2 more things happened."), "{all:?}");
    }

    #[test]
    fn while_time_stands_still_an_act_is_answered_at_once() {
        let mut lab = lab("followers");
        lab.update(Msg::PauseToggled);
        enter(&mut lab, "heroku maintenance:on");
        assert_eq!(lab.said(), "Visitors of sushi get the maintenance page. Other dynos go on.");
        lab.update(Msg::EventStepped);
        assert!(lab.said().contains("nothing happened"), "{}", lab.said());
    }
}
