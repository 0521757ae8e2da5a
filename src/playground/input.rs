//! What somebody does to the run: every input goes through here.

use super::share::Share;
use super::{Lab, Msg};
use crate::run::Input;
use crate::terminal::shell::Prompt;

impl Msg {
    /// Whether it needs the end of the run.
    pub(super) fn needs_the_end(&self) -> bool {
        matches!(
            self,
            Msg::EventStepped
                | Msg::Travelled(_)
                | Msg::Hastened
                | Msg::Pasted(..)
                | Msg::Entered
                | Msg::Interrupted
                | Msg::ScreenCleared
                | Msg::Broken(_)
                | Msg::Wondered(_)
                | Msg::Shared(Share::Copy(_) | Share::Save(_))
        )
    }
}

/// What is told of that while the run is on its way there.
pub(super) const OPENING: &str =
    "The run is still being played to its end. Until then nothing can be done in it.";

impl Lab {
    /// What stands at the prompt is entered, if that is free.
    pub(super) fn enter(&mut self) {
        if self.shell().prompt() == Prompt::Held {
            return;
        }
        let line = self.editor.take();
        self.enter_line(&line);
    }

    /// A line is entered: a command, or an answer.
    pub(super) fn enter_line(&mut self, line: &str) {
        let line = Input::line(line);
        if self.shell().prompt() == Prompt::Command {
            self.history.note(&line);
        }
        self.act(&Input::Entered(line));
    }

    /// Somebody acts, which ends the plan that is played; says whether it took effect.
    pub(super) fn act(&mut self, input: &Input) -> bool {
        self.end_plan();
        self.playback.settle();
        let is_live = self.playback.is_live();
        // A key that does nothing takes no future away.
        if !is_live && input.is_idle(self.shell().prompt()) {
            return false;
        }
        (self.ahead)(self, Some(input));
        let done = self.playback.act(input);
        if !done || !is_live {
            (self.ahead)(self, None);
        }
        done
    }

    /// Says who is told of each input right before it is done, and again where it had no effect or
    /// has put a future aside.
    pub fn tell_ahead(&mut self, ahead: fn(&Lab, Option<&Input>)) {
        self.ahead = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Travel;
    use crate::playground::prompt::Edit;
    use crate::playground::tests::{enter, lab};
    use crate::playground::travel::tests::{forked, go};
    use crate::playground::what_if::Wonder;
    use crate::share::run_file::Saved;
    use crate::sim::{SimDuration, SimTime};
    use std::rc::Rc;

    #[test]
    fn keys_that_do_nothing_put_no_future_aside() {
        let mut lab = forked();
        go(&mut lab, Travel::Before(1));
        enter(&mut lab, "  ");
        lab.update(Msg::ScreenCleared);
        lab.update(Msg::Prompted(Edit::Typed("heroku".to_owned(), 6)));
        lab.update(Msg::Interrupted);
        assert_eq!((lab.asides().len(), lab.editor().text()), (0, ""));
        assert_eq!(lab.playback().recording().inputs.len(), 2);
        enter(&mut lab, "heroku ps");
        assert_eq!(lab.asides().len(), 1);
    }

    #[test]
    fn nobody_acts_before_the_end_of_a_long_run_is_known() {
        let mut lab = lab("followers");
        enter(&mut lab, "heroku maintenance:on");
        lab.playback.seek(0);
        let mut recording = lab.playback().recording().clone();
        recording.end = 30_000;
        let saved = Saved { hash: 0, end: 30_000, ..lab.saved() };
        lab.update(Msg::RecordingRead(Rc::new(recording), Rc::new(saved)));
        assert!(lab.playback().is_opening() && lab.is_busy());
        let now = lab.world().now();
        for msg in [
            Msg::Entered,
            Msg::Travelled(Travel::To(SimTime::ZERO)),
            Msg::EventStepped,
            Msg::Wondered(Wonder::Asked),
        ] {
            lab.update(Msg::NoticeClosed);
            lab.update(msg);
            assert!(lab.notice().is_some_and(|told| told.contains("still being played")));
            assert_eq!(lab.world().now(), now);
        }
        for _ in 0..6 {
            lab.update(Msg::FramePassed(SimDuration::from_millis(16)));
        }
        assert!(!lab.playback().is_opening());
        assert_eq!((lab.playback().end().ticks(), lab.world().now()), (30_000, SimTime::ZERO));
        // A finger that drags on does not wait for the way to where it was.
        go(&mut lab, Travel::To(SimTime::from_secs(2_900)));
        go(&mut lab, Travel::To(SimTime::from_secs(100)));
        lab.playback.settle();
        assert_eq!(lab.world().now().secs(), 100);
        go(&mut lab, Travel::End);
        assert!(lab.playback().is_live());
    }
}
