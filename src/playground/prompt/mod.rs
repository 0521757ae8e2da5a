//! The prompt: the line that is edited, lines that were typed before, and lines that were pasted
//! and wait.

mod line_editor;
mod paste_queue;

pub use line_editor::{LineEditor, PromptEdit};

use super::Playground;
use crate::terminal::history::History;
use crate::terminal::shell::Prompt;
use paste_queue::{PasteQueue, PastedText, Queued};

#[derive(Clone, Debug, Default)]
pub struct PromptState {
    pub editor: LineEditor,
    /// Lines typed, on earlier visits too.
    pub history: History,
    pasted: PasteQueue,
}

impl PromptState {
    /// Forgets what belongs to a run; the history stays.
    pub fn clear(&mut self) {
        self.editor = LineEditor::default();
        self.pasted = PasteQueue::default();
    }

    /// Lines that were pasted and wait to be entered.
    pub fn pasted_lines(&self) -> usize {
        self.pasted.len()
    }

    /// Puts what was pasted and waits at the prompt instead.
    pub fn unqueue(&mut self) {
        let waiting = self.pasted.take_as_line();
        if !waiting.is_empty() {
            self.editor.set(waiting);
        }
    }
}

impl Playground {
    /// A text was pasted in the place of what stands at the prompt between two bytes.
    pub(super) fn paste(&mut self, text: &str, from: usize, to: usize) {
        let mut pasted = PastedText::of(text);
        if pasted.had_output {
            self.notice = Some("Of what was pasted, only lines after a $ were entered.".to_owned());
        }
        let is_free = self.shell().prompt() != Prompt::Held;
        let PromptState { editor, pasted: queue, .. } = &mut self.prompt;
        if queue.is_empty() && is_free {
            let before = editor.text().get(..from).unwrap_or_default();
            let after = editor.text().get(to..).unwrap_or_default().to_owned();
            let first = pasted.lines.front_mut().unwrap_or(&mut pasted.rest);
            first.insert_str(0, before);
            let cursor = first.len();
            first.push_str(&after);
            if pasted.lines.is_empty() {
                editor.put(pasted.rest, cursor);
                return;
            }
            editor.set(String::new());
        }
        queue.push(pasted);
    }

    /// Enters lines that were pasted, until one holds the prompt.
    pub(super) fn enter_pasted(&mut self) {
        while self.shell().prompt() != Prompt::Held
            && let Some(next) = self.prompt.pasted.pop()
        {
            match next {
                Queued::Line(line) => self.enter_line(&line),
                Queued::Rest(text) => self.prompt.editor.set(text),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::tests::playground;
    use crate::run::Pace;
    use crate::sim::SimDuration;

    /// The commands on the screen after a paste at the end of what had been typed.
    fn entered(typed: &str, pasted: &str) -> (Playground, Vec<String>) {
        let mut playground = playground("followers");
        playground.update(Msg::Prompted(PromptEdit::Typed(typed.to_owned(), typed.len())));
        playground.update(Msg::Pasted(pasted.to_owned(), typed.len(), typed.len()));
        let lines = playground.shell().screen().lines().map(|(_, line)| line.text());
        let lines = lines.filter(|line| line.starts_with(['$', '>'])).collect();
        (playground, lines)
    }

    #[test]
    fn lines_are_entered_and_the_one_that_is_not_ended_stays_at_the_prompt() {
        let (playground, lines) = entered("heroku ", "apps\nheroku maintenance\nheroku ps");
        assert_eq!(lines, ["$ heroku apps", "$ heroku maintenance"]);
        assert_eq!(playground.editor().text(), "heroku ps");
        let (playground, lines) = entered("heroku pg:info ", "WHITE");
        assert_eq!((playground.editor().text(), lines.len()), ("heroku pg:info WHITE", 0));
    }

    #[test]
    fn a_line_answers_a_question_and_what_is_printed_does_not() {
        let block = "$ heroku pg:unfollow WHITE\n !  It asks.\n> sushi\n$ heroku apps\n";
        let (playground, lines) = entered("", block);
        assert_eq!(lines, ["$ heroku pg:unfollow WHITE", "> sushi", "$ heroku apps"]);
        assert!(playground.notice().is_some_and(|told| told.contains("after a $")));
        let (_, lines) = entered("", "heroku pg:unfollow WHITE\nsushi\nheroku apps\n");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn lines_wait_while_a_command_holds_the_prompt() {
        let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        let (mut playground, lines) =
            entered("", &format!("{add}heroku pg:wait\nheroku apps\nher"));
        assert_eq!((lines.len(), playground.pasted_lines()), (2, 1));
        playground.update(Msg::Pasted("oku ps\nheroku config".to_owned(), 0, 0));
        assert_eq!(playground.pasted_lines(), 2);
        playground.update(Msg::PacePicked(Pace::FASTEST));
        for _ in 0..600 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(250)));
        }
        let commands = crate::playground::tests::commands(&playground);
        let last = commands.last().map(String::as_str);
        assert_eq!((last, playground.editor().text()), (Some("heroku ps"), "heroku config"));
    }

    #[test]
    fn a_line_that_cannot_be_entered_yet_is_put_back_at_the_prompt() {
        let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        let (mut playground, _) = entered("", &format!("{add}heroku pg:wait\n"));
        playground.update(Msg::Prompted(PromptEdit::Typed("heroku ps".to_owned(), 9)));
        let revision = playground.editor().revision();
        playground.update(Msg::Entered);
        assert_eq!(playground.editor().text(), "heroku ps");
        assert!(playground.editor().revision() > revision, "the page shows it again");
        assert_eq!(crate::playground::tests::commands(&playground).len(), 2);
    }

    #[test]
    fn leaving_a_command_leaves_what_waits_at_the_prompt() {
        let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        let (mut playground, _) =
            entered("", &format!("{add}heroku pg:wait\nheroku ps\nheroku apps\n"));
        playground.update(Msg::Interrupted);
        assert_eq!(
            (playground.editor().text(), playground.pasted_lines()),
            ("heroku ps; heroku apps", 0)
        );
        assert_eq!(crate::playground::tests::commands(&playground).len(), 2);
    }

    #[test]
    fn a_run_that_begins_forgets_the_line_and_not_the_history() {
        let mut prompt = PromptState::default();
        prompt.history.note("heroku ps");
        prompt.editor.set("heroku".to_owned());
        prompt.pasted.push(PastedText::of("a\nb"));
        prompt.clear();
        assert_eq!((prompt.editor.text(), prompt.pasted_lines()), ("", 0));
        assert_eq!(prompt.history.lines(), ["heroku ps"]);
    }

    #[test]
    fn without_lines_that_wait_the_line_at_the_prompt_stays() {
        let mut prompt = PromptState::default();
        prompt.editor.set("heroku".to_owned());
        prompt.unqueue();
        assert_eq!(prompt.editor.text(), "heroku");
        prompt.pasted.push(PastedText::of("a\nb"));
        prompt.unqueue();
        assert_eq!((prompt.editor.text(), prompt.pasted_lines()), ("a; b", 0));
    }
}
