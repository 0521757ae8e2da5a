//! What a run can be shared as: a link, a file, a runbook, a transcript.

use super::Playground;
use crate::run::Input;
use crate::run::playback::{Branch, Playhead};
use crate::share::export::replay_log::ReplayLog;
use crate::share::export::{runbook, transcript};
use crate::share::run_file::{self, SavedRun};
use crate::share::{Options, Show, Theme, link};

/// A form of the run that can be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The part of an address after the `#`.
    Link,
    /// A file that the page opens.
    File,
    /// Markdown for people, which `workbench run --plan` plays.
    Runbook,
    /// A transcript, which `workbench transcripts` checks.
    Transcript,
}

/// What is to be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareMsg {
    /// Onto the clipboard.
    Copy(ExportFormat),
    /// Into a file.
    Save(ExportFormat),
    /// A file is to be opened.
    Open,
    /// A frame with the run for somebody's own page, onto the clipboard.
    CopyFrame,
    /// The whole page, where a part of it stands alone.
    OpenPage,
}

impl ExportFormat {
    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            ExportFormat::Link => "txt",
            ExportFormat::File => "run.txt",
            ExportFormat::Runbook => "md",
            ExportFormat::Transcript => "term",
        }
    }
}

impl Playground {
    /// The run as it can be sent or kept: to its end, and the moment that is shown.
    pub fn saved(&self) -> SavedRun {
        let playback = self.playback();
        let (recording, end) = (playback.recording(), &playback.end().run);
        SavedRun::of(recording, end, playback.place(), self.counts(), self.options())
    }

    /// The run as it is with one more input. How that ends is not known.
    pub fn saved_with(&self, input: &Input) -> SavedRun {
        let playback = self.playback();
        let recording = playback.recording_with(input);
        let shown = Playhead { tick: recording.end, done: recording.inputs.len() };
        let of = SavedRun::of(&recording, playback.run(), shown, self.counts(), self.options());
        SavedRun { hash: None, ..of }
    }

    /// The text of the run, and of its other branches.
    pub fn text_of(&self, mut saved: SavedRun) -> String {
        let mut text = run_file::write(&saved);
        for Branch { recording, from, outcome } in self.playback().branches() {
            (saved.inputs, saved.end) = (recording.inputs.clone(), recording.end);
            (saved.shown, saved.outcome, saved.hash) = (*from, *outcome, None);
            text += &run_file::write(&saved);
        }
        text
    }

    /// The link of the run for the whole page, where a part of it stands alone.
    pub fn link_for_whole_page(&self) -> String {
        let mut saved = self.saved();
        (saved.options.show, saved.options.card) = (Show::All, None);
        link::link(&saved)
    }

    /// How the run is looked at.
    fn options(&self) -> Options {
        let theme = self.theme();
        Options {
            // Of a run that is left in its past, the pace of before.
            pace: Some(self.clock.pace_before_travel()),
            // A reader's own theme is the reader's.
            theme: (theme == Theme::Projector).then_some(theme),
            show: self.show(),
            card: self.view.card.clone().filter(|_| self.show() == Show::Card),
            paused: false,
        }
    }

    fn replay_log(&self) -> ReplayLog {
        ReplayLog::of(self.playback().recording().clone())
    }

    /// The run in a form to be shared.
    pub fn export(&self, what: ExportFormat) -> String {
        match what {
            ExportFormat::Link => link::link(&self.saved()),
            ExportFormat::File => self.text_of(self.saved()),
            ExportFormat::Runbook => runbook::write(&self.replay_log()),
            ExportFormat::Transcript => transcript::write(&self.replay_log()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::tests::{enter, pass, playground};
    use crate::playground::travel::tests::{forked, go, seen};
    use crate::playground::{Msg, Travel};
    use crate::run::Pace;
    use std::rc::Rc;

    /// The app after it has been left and opened again, from what is kept of it.
    fn reopened(left: &Playground) -> Playground {
        let text = left.export(ExportFormat::File);
        let saved = run_file::read(&text).expect("it is whole");
        let text = crate::lessons::text_of("followers").expect("it ships");
        let recording = Rc::new(saved.open(text).expect("it is right"));
        let mut other = playground("two-apps");
        other.update(Msg::RecordingRead(recording, Rc::new(saved), None));
        other
    }

    #[test]
    fn a_part_alone_leads_to_the_whole_page_with_the_same_run() {
        let options =
            Options { show: Show::Card, card: Some("WHITE".to_owned()), ..Options::default() };
        let scenario = Rc::new(crate::playground::tests::scenario("followers"));
        let mut playground = Playground::new(scenario, options);
        enter(&mut playground, "heroku ps");
        let saved = link::read(&playground.link_for_whole_page()).expect("it is whole");
        assert_eq!((saved.options.show, saved.options.card), (Show::All, None));
        assert_eq!(saved.inputs, playground.saved().inputs);
    }

    #[test]
    fn a_card_that_is_not_there_is_told_with_those_that_are() {
        let ask = |card: &str, show| {
            let options = Options { show, card: Some(card.to_owned()), ..Options::default() };
            let scenario = Rc::new(crate::playground::tests::scenario("followers"));
            let mut playground = Playground::new(scenario.clone(), options);
            playground.update(Msg::ScenarioRead(scenario));
            playground.notice().map(str::to_owned)
        };
        let told = "The link asks for the card \"NOSUCH\". There are CHARCOAL, WHITE, LAVENDER; \
                    this is WHITE.";
        assert_eq!(ask("NOSUCH", Show::Card).as_deref(), Some(told));
        assert_eq!((ask("LAVENDER", Show::Card), ask("NOSUCH", Show::Stage)), (None, None));
    }

    #[test]
    fn a_future_that_is_damaged_is_told_and_the_run_is_there() {
        let mut playground = forked();
        go(&mut playground, Travel::Before(0));
        enter(&mut playground, "heroku apps");
        let text = playground.export(ExportFormat::File);
        assert_eq!(run_file::read(&(text.clone() + "\n\n")), run_file::read(&text));
        let damaged = text.replace("pg:info WHITE", "pg:info BLACK");
        for damaged in [&*damaged, &text[..text.len() - 20], &(text.clone() + "heroku ps\n")] {
            let unread = run_file::read(damaged).expect_err("it is damaged");
            assert_eq!(unread.why, "One of its other branches is damaged.");
            assert_eq!(unread.partial.expect("the run").inputs, playground.saved().inputs);
        }
    }

    #[test]
    fn branches_what_is_counted_and_the_pace_are_there_again() {
        let mut playground = forked();
        for line in ["heroku maintenance:on", "heroku apps"] {
            go(&mut playground, Travel::Before(1));
            enter(&mut playground, line);
        }
        playground.update(Msg::PacePicked(Pace::FASTEST));
        let mut other = reopened(&playground);
        assert_eq!(other.branches(), playground.branches());
        assert_eq!((other.counts(), other.pace()), (playground.counts(), Pace::FASTEST));
        assert_eq!(seen(&other), seen(&playground));
        for playground in [&mut playground, &mut other] {
            go(playground, Travel::Branch(0));
            playground.playback.finish_seek();
        }
        assert_eq!(seen(&other), seen(&playground));
        assert_eq!(
            other.playback().recording().inputs[1].input.label(),
            playground.run_list()[0].text
        );
        assert_eq!(other.branches(), playground.branches());
    }

    #[test]
    fn a_run_opens_where_it_was_left_be_it_between_two_inputs_of_one_tick() {
        let mut playground = playground("followers");
        pass(&mut playground, 5);
        for line in ["heroku ps", "heroku apps", "heroku maintenance:on"] {
            enter(&mut playground, line);
        }
        pass(&mut playground, 5);
        let mut lines = Vec::new();
        for before in [1, 0, 2] {
            go(&mut playground, Travel::Before(before));
            let other = reopened(&playground);
            assert_eq!(other.playback().place(), playground.playback().place());
            assert_eq!(seen(&other), seen(&playground));
            lines.push(seen(&other).1.len());
        }
        assert!(lines[1] < lines[0] && lines[0] < lines[2], "{lines:?}");
    }
}
