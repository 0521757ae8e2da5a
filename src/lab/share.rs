//! What a run can be shared as: a link, a file, a runbook, a transcript.

use super::export::{Story, runbook, term};
use super::saved::{self, Saved};
use super::{Lab, Options, Show, link};
use crate::lab::Theme;

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
        let (playback, theme) = (self.playback(), self.theme());
        let options = Options {
            pace: Some(self.pace()),
            // A reader's own theme is the reader's.
            theme: (theme == Theme::Projector).then_some(theme),
            show: self.show(),
            card: self.card.clone().filter(|_| self.show() == Show::Card),
            paused: false,
        };
        let end = &playback.end().run;
        Saved::of(playback.recording(), end, playback.place(), self.counts(), options)
    }

    fn told(&self) -> Story {
        Story::of(self.playback().recording().clone())
    }

    /// The run in a form to be shared.
    pub fn export(&self, what: Export) -> String {
        match what {
            Export::Link => link::link(&self.saved()),
            Export::File => saved::write(&self.saved()),
            Export::Runbook => runbook::write(&self.told()),
            Export::Transcript => term::write(&self.told()),
        }
    }
}
