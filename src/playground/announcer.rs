//! The announcer: a sentence at a time for a screen reader's live region, at a rate that can be
//! listened to.

use super::Playground;
use super::situation::Situation;
use crate::format::{self, plural};
use crate::platform::journal::{self, Journal};
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
    /// The topic of the situation that was announced.
    topic: String,
    text: String,
}

impl Announcer {
    /// Announces what is new after so much wall time, and how things are now, unless the last
    /// sentence is too young. While time stands still only people act, and each act is answered at
    /// once.
    pub fn announce(
        &mut self,
        journal: &Journal,
        situation: impl FnOnce() -> Situation,
        wall: SimDuration,
        paused: bool,
    ) {
        self.since += wall;
        if self.since < EVERY && !paused {
            return;
        }
        // In the past less has happened.
        self.covered = self.covered.min(journal.total());
        let new = journal.total() - self.covered;
        let situation = situation();
        if new == 0 && situation.topic == self.topic {
            return;
        }
        let newest_first = || journal.entries().iter().rev().take(new as usize);
        // Whether an app can write matters most, then what is bad.
        let chosen = newest_first()
            .find(|entry| entry.source == journal::APP)
            .or_else(|| newest_first().find(|entry| entry.bad))
            .or_else(|| newest_first().next());
        let mut sentences: Vec<String> =
            chosen.map(|entry| entry.text.clone()).into_iter().collect();
        if new > 1 {
            sentences.push(format!("And {} happened.", plural(new - 1, "more thing")));
        }
        // What is said last is never out of date.
        sentences.push(situation.text);
        *self = Announcer {
            covered: journal.total(),
            since: SimDuration::ZERO,
            topic: situation.topic,
            text: sentences.join(" "),
        };
    }

    /// Another moment is shown: announces which, how things were then, and nothing of what
    /// happened before it.
    pub fn announce_moment(&mut self, journal: &Journal, now: SimTime, situation: Situation) {
        let text = format!("At {}: {}", format::clock(now), situation.text);
        let (covered, topic) = (journal.total(), situation.topic);
        *self = Announcer { covered, since: SimDuration::ZERO, topic, text };
    }

    pub fn say(&mut self, sentence: &str) {
        self.text = sentence.to_owned();
    }
}

impl Playground {
    pub(super) fn announce(&mut self, wall: SimDuration) {
        let mut announcer = std::mem::take(&mut self.announcer);
        let journal = self.world().journal();
        announcer.announce(journal, || self.situation(), wall, self.clock.paused());
        self.announcer = announcer;
    }

    pub(super) fn announce_moment(&mut self) {
        let mut announcer = std::mem::take(&mut self.announcer);
        let world = self.world();
        announcer.announce_moment(world.journal(), world.now(), self.situation());
        self.announcer = announcer;
    }

    /// What a screen reader is to say.
    pub fn announcement(&self) -> &str {
        &self.announcer.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::faults::{FAULTS, Strike};
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
        assert!(text.starts_with("DATABASE_URL of sushi points to WHITE now."), "{all:?}");
        let then = " And 2 more things happened. sushi cannot write: WHITE still follows ";
        assert!(text.contains(then), "{all:?}");
    }

    #[test]
    fn while_time_stands_still_an_act_is_answered_at_once() {
        let mut playground = playground("followers");
        playground.update(Msg::PauseToggled);
        enter(&mut playground, "heroku maintenance:on");
        let told = "Visitors of sushi see the maintenance page. Its other dynos keep running. \
                    sushi is in maintenance mode: visitors cannot write. worker still writes.";
        assert_eq!(playground.announcement(), told);
        playground.update(Msg::EventStepped);
        assert!(
            playground.announcement().contains("Nothing happened"),
            "{}",
            playground.announcement()
        );
    }

    #[test]
    fn the_last_word_is_never_out_of_date() {
        let mut playground = playground("followers");
        said(&mut playground, 5);
        let on = playground.world().targets_of(FAULTS[1]).remove(0);
        playground.update(Msg::Broken(Strike { fault: 1, on, lasts: None, size: None }));
        said(&mut playground, 5);
        let lost = playground.announcement().to_owned();
        assert!(lost.contains("sushi cannot write: CHARCOAL is lost for good"), "{lost}");
        enter(&mut playground, "heroku pg:unfollow WHITE --confirm sushi");
        enter(&mut playground, "heroku pg:promote WHITE");
        said(&mut playground, 20);
        let now = playground.announcement().to_owned();
        assert!(!now.contains("cannot write"), "{now}");
        assert!(now.ends_with(&playground.situation().text), "{now}");
    }
}
