//! What a run can be shared as: a link, a file, a runbook, a transcript.

use super::Lab;
use crate::run::Input;
use crate::run::playback::{Branch, Place};
use crate::share::export::replay_log::Story;
use crate::share::export::{runbook, transcript};
use crate::share::run_file::{self, Saved};
use crate::share::{Options, Show, Theme, link};

/// A form of the run that can be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
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
pub enum Share {
    /// Onto the clipboard.
    Copy(Export),
    /// Into a file.
    Save(Export),
    /// A file is to be opened.
    Open,
}

impl Export {
    /// The ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Export::Link => "txt",
            Export::File => "run.txt",
            Export::Runbook => "md",
            Export::Transcript => "term",
        }
    }
}

impl Lab {
    /// The run as it can be sent or kept: to its end, and the moment that is shown.
    pub fn saved(&self) -> Saved {
        let playback = self.playback();
        let (recording, end) = (playback.recording(), &playback.end().run);
        Saved::of(recording, end, playback.place(), self.counts(), self.options())
    }

    /// The run as it is with one more input. How that ends is not known.
    pub fn saved_ahead(&self, input: &Input) -> Saved {
        let playback = self.playback();
        let recording = playback.recording_with(input);
        let shown = Place { tick: recording.end, done: recording.inputs.len() };
        let of = Saved::of(&recording, playback.run(), shown, self.counts(), self.options());
        Saved { hash: 0, ..of }
    }

    /// The text of the run, and of the futures that were put aside.
    pub fn text_of(&self, mut saved: Saved) -> String {
        let mut text = run_file::write(&saved);
        for Branch { recording, from, outcome } in self.playback().branches() {
            (saved.inputs, saved.end) = (recording.inputs.clone(), recording.end);
            (saved.shown, saved.outcome, saved.hash) = (*from, *outcome, 0);
            text += &run_file::write(&saved);
        }
        text
    }

    /// How the run is looked at.
    fn options(&self) -> Options {
        let theme = self.theme();
        Options {
            pace: Some(self.pace()),
            // A reader's own theme is the reader's.
            theme: (theme == Theme::Projector).then_some(theme),
            show: self.show(),
            card: self.card.clone().filter(|_| self.show() == Show::Card),
            paused: false,
        }
    }

    fn told(&self) -> Story {
        Story::of(self.playback().recording().clone())
    }

    /// The run in a form to be shared.
    pub fn export(&self, what: Export) -> String {
        match what {
            Export::Link => link::link(&self.saved()),
            Export::File => self.text_of(self.saved()),
            Export::Runbook => runbook::write(&self.told()),
            Export::Transcript => transcript::write(&self.told()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::tests::{enter, lab, pass};
    use crate::playground::travel::tests::{forked, go, seen};
    use crate::playground::{Msg, Travel};
    use crate::run::Pace;
    use std::rc::Rc;

    /// The app after it has been left and opened again, from what is kept of it.
    fn reopened(left: &Lab) -> Lab {
        let text = left.export(Export::File);
        let saved = run_file::read(&text).expect("it is whole");
        let text = crate::lessons::text_of("followers").expect("it ships");
        let recording = Rc::new(saved.open(text).expect("it is right"));
        let mut other = lab("two-apps");
        other.update(Msg::RecordingRead(recording, Rc::new(saved)));
        other
    }

    #[test]
    fn a_future_that_is_damaged_is_told_and_the_run_is_there() {
        let mut lab = forked();
        go(&mut lab, Travel::Before(0));
        enter(&mut lab, "heroku apps");
        let text = lab.export(Export::File);
        assert_eq!(run_file::read(&(text.clone() + "\n\n")), run_file::read(&text));
        let damaged = text.replace("pg:info WHITE", "pg:info BLACK");
        for damaged in [&*damaged, &text[..text.len() - 20], &(text.clone() + "heroku ps\n")] {
            let unread = run_file::read(damaged).expect_err("it is damaged");
            assert_eq!(unread.why, "A future that was put aside is damaged.");
            assert_eq!(unread.partly.expect("the run").inputs, lab.saved().inputs);
        }
    }

    #[test]
    fn futures_put_aside_what_is_counted_and_the_pace_are_there_again() {
        let mut lab = forked();
        lab.update(Msg::PacePicked(Pace::FASTEST));
        for line in ["heroku maintenance:on", "heroku apps"] {
            go(&mut lab, Travel::Before(1));
            enter(&mut lab, line);
        }
        let mut other = reopened(&lab);
        assert_eq!(other.asides(), lab.asides());
        assert_eq!((other.counts(), other.pace()), (lab.counts(), Pace::FASTEST));
        assert_eq!(seen(&other), seen(&lab));
        for lab in [&mut lab, &mut other] {
            go(lab, Travel::Branch(0));
            lab.playback.settle();
        }
        assert_eq!(seen(&other), seen(&lab));
        assert_eq!(other.playback().recording().inputs[1].input.told(), lab.steps()[0].text);
        assert_eq!(other.asides(), lab.asides());
    }

    #[test]
    fn a_run_opens_where_it_was_left_be_it_between_two_inputs_of_one_tick() {
        let mut lab = lab("followers");
        pass(&mut lab, 5);
        for line in ["heroku ps", "heroku apps", "heroku maintenance:on"] {
            enter(&mut lab, line);
        }
        pass(&mut lab, 5);
        let mut lines = Vec::new();
        for before in [1, 0, 2] {
            go(&mut lab, Travel::Before(before));
            let other = reopened(&lab);
            assert_eq!(other.playback().place(), lab.playback().place());
            assert_eq!(seen(&other), seen(&lab));
            lines.push(seen(&other).1.len());
        }
        assert!(lines[1] < lines[0] && lines[0] < lines[2], "{lines:?}");
    }
}
