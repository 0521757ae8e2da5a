//! What somebody does to the run: every input goes through here.

use std::fmt;
use std::rc::Rc;

use super::share::ShareMsg;
use super::{Msg, Playground, StopReason};
use crate::run::Input;
use crate::terminal::lexer;
use crate::terminal::shell::Prompt;

impl Msg {
    /// Whether somebody types.
    pub(super) fn is_typing(&self) -> bool {
        matches!(self, Msg::Prompted(_) | Msg::Pasted(..) | Msg::Entered | Msg::Interrupted)
    }

    /// Whether it needs the end of the run.
    pub(super) fn needs_the_end(&self) -> bool {
        matches!(
            self,
            Msg::EventStepped
                | Msg::Travelled(_)
                | Msg::FastForwarded
                | Msg::Pasted(..)
                | Msg::Entered
                | Msg::UrlPasted { .. }
                | Msg::Interrupted
                | Msg::ScreenCleared
                | Msg::Broken(_)
                | Msg::FaultEnded(_)
                | Msg::WhatIf(_)
                | Msg::Lesson(_)
                | Msg::Shared(ShareMsg::Copy(_) | ShareMsg::CopyFrame | ShareMsg::Save(_))
        )
    }
}

/// What is told of that while the run is on its way there.
pub(super) const OPENING: &str =
    "The run is still being opened. Until then nothing can be done in it.";

/// Write-ahead hook: called with every input just before it is done, so that the page can save it
/// first (doing it may panic). Called with `None` afterwards if the input changed nothing or began
/// a new branch.
#[derive(Clone)]
pub(super) struct InputHook(Rc<OnInput>);

type OnInput = dyn Fn(&Playground, Option<&Input>);

impl Default for InputHook {
    fn default() -> InputHook {
        InputHook(Rc::new(|_, _| {}))
    }
}

impl fmt::Debug for InputHook {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("InputHook")
    }
}

impl Playground {
    /// What stands at the prompt is entered, or waits until that is free.
    pub(super) fn enter(&mut self) {
        if self.shell().prompt() == Prompt::Held {
            return self.prompt.enter_later();
        }
        let line = self.prompt.editor.take();
        self.enter_line(&line);
    }

    /// A line is entered: a command, or an answer. A command that ends in a backslash goes on at
    /// the prompt first.
    pub(super) fn enter_line(&mut self, line: &str) {
        let open = self.prompt.editor.take_open();
        let line = Input::line(&open.map_or(line.to_owned(), |open| lexer::join(&open, line)));
        if self.shell().prompt() == Prompt::Command {
            if let Some(open) = lexer::continued(&line) {
                return self.prompt.editor.go_on(open);
            }
            self.prompt.history.note(&line);
        }
        self.act(&Input::Entered(line));
    }

    /// Ctrl-C: what was typed is left, or the command that holds the prompt.
    pub(super) fn interrupt(&mut self) {
        let is_held = self.shell().prompt() == Prompt::Held;
        let typed = if is_held { String::new() } else { self.prompt.editor.line() };
        self.act(&Input::Interrupted(Input::line(&typed)));
        if !is_held {
            self.prompt.editor.set(String::new());
        }
        self.prompt.unqueue();
    }

    /// Somebody acts, which ends the plan that is played; says whether it took effect.
    pub(super) fn act(&mut self, input: &Input) -> bool {
        self.end_plan();
        self.playback.finish_seek();
        let is_live = self.playback.is_live();
        // A key that does nothing begins no branch.
        if !is_live && input.is_idle(self.shell().prompt()) {
            return false;
        }
        self.call_input_hook(Some(input));
        let done = self.playback.act(input);
        self.desk.was_live |= done;
        if done && !is_live {
            self.clock.forget_travel();
            if self.clock.paused() {
                self.clock.stop(StopReason::Branched);
            }
        }
        if !done || !is_live {
            self.call_input_hook(None);
        }
        done
    }

    /// Sets the hook that every input passes before it is done.
    pub fn on_input(&mut self, hook: impl Fn(&Playground, Option<&Input>) + 'static) {
        self.before_input = InputHook(Rc::new(hook));
    }

    pub(super) fn call_input_hook(&self, input: Option<&Input>) {
        (self.before_input.0)(self, input);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Travel;
    use crate::playground::prompt::PromptEdit;
    use crate::playground::tests::{enter, playground};
    use crate::playground::travel::tests::{forked, go};
    use crate::playground::what_if::WhatIfMsg;
    use crate::share::run_file::SavedRun;
    use crate::sim::{SimDuration, SimTime};

    #[test]
    fn keys_that_do_nothing_put_no_future_aside() {
        let mut playground = forked();
        go(&mut playground, Travel::Before(1));
        enter(&mut playground, "  ");
        playground.update(Msg::ScreenCleared);
        playground.update(Msg::Prompted(PromptEdit::Typed("heroku".to_owned(), 6)));
        playground.update(Msg::Interrupted);
        assert_eq!((playground.branches().len(), playground.editor().text()), (0, ""));
        assert_eq!(playground.playback().recording().inputs.len(), 2);
        enter(&mut playground, "heroku ps");
        assert_eq!(playground.branches().len(), 1);
    }

    #[test]
    fn nobody_acts_before_the_end_of_a_long_run_is_known() {
        let mut playground = playground("followers");
        enter(&mut playground, "heroku maintenance:on");
        playground.playback.seek(0);
        let mut recording = playground.playback().recording().clone();
        recording.end = 30_000;
        let saved = SavedRun { hash: None, end: 30_000, ..playground.saved() };
        playground.update(Msg::RecordingRead(Rc::new(recording), Rc::new(saved), None));
        assert!(playground.playback().is_opening() && playground.is_busy());
        let now = playground.world().now();
        let revision = playground.editor().revision();
        for msg in [
            Msg::Entered,
            Msg::Travelled(Travel::To(SimTime::ZERO)),
            Msg::EventStepped,
            Msg::WhatIf(WhatIfMsg::Opened),
        ] {
            playground.update(Msg::NoticeClosed);
            playground.update(msg);
            assert!(playground.notice().is_some_and(|told| told.contains("still being opened")));
            assert_eq!(playground.world().now(), now);
        }
        assert!(playground.editor().revision() > revision, "the line is put back");
        for _ in 0..6 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(16)));
        }
        assert!(!playground.playback().is_opening());
        assert_eq!(
            (playground.playback().end().ticks(), playground.world().now()),
            (30_000, SimTime::ZERO)
        );
        // A finger that drags on does not wait for the way to where it was.
        go(&mut playground, Travel::To(SimTime::from_secs(2_900)));
        go(&mut playground, Travel::To(SimTime::from_secs(100)));
        playground.playback.finish_seek();
        assert_eq!(playground.world().now().secs(), 100);
        go(&mut playground, Travel::End);
        assert!(playground.playback().is_live());
    }
}
