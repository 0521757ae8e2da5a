//! The prompt: the line that is edited, lines that were typed before, and lines that were pasted
//! or typed ahead and wait.

mod line_editor;
mod line_queue;

pub use line_editor::{LineEditor, PromptEdit};

use super::Playground;
use crate::terminal::history::History;
use crate::terminal::shell::Prompt;
use line_queue::{LineQueue, PastedText};

#[derive(Clone, Debug, Default)]
pub struct PromptState {
    pub editor: LineEditor,
    /// Lines typed, on earlier visits too.
    pub history: History,
    waiting: LineQueue,
}

impl PromptState {
    /// Forgets what belongs to a run; the history stays.
    pub fn clear(&mut self) {
        self.editor = LineEditor::default();
        self.waiting = LineQueue::default();
    }

    /// Lines that wait to be entered.
    pub fn waiting_lines(&self) -> usize {
        self.waiting.len()
    }

    /// Lets the line at the prompt wait until the running command is done.
    pub(super) fn enter_later(&mut self) {
        let line = self.editor.take();
        if !line.trim().is_empty() {
            self.waiting.push(line);
        }
    }

    /// Puts what waits at the prompt instead, before what stands there.
    pub fn unqueue(&mut self) {
        if self.waiting.len() > 0 {
            let line = self.waiting.take_as_line(self.editor.text());
            self.editor.set(line);
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
        let PromptState { editor, waiting, .. } = &mut self.prompt;
        let before = editor.text().get(..from).unwrap_or_default();
        let after = editor.text().get(to..).unwrap_or_default().to_owned();
        let first = pasted.lines.front_mut().unwrap_or(&mut pasted.rest);
        first.insert_str(0, before);
        let mut cursor = first.len();
        first.push_str(&after);
        if !pasted.lines.is_empty() {
            cursor = pasted.rest.len();
        }
        waiting.append(&mut pasted.lines);
        editor.put(pasted.rest, cursor);
    }

    /// Enters lines that wait, until one holds the prompt.
    pub(super) fn enter_waiting(&mut self) {
        while self.shell().prompt() != Prompt::Held
            && let Some(line) = self.prompt.waiting.pop()
        {
            self.enter_line(&line);
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
        assert_eq!((lines.len(), playground.waiting_lines()), (2, 1));
        playground.update(Msg::Pasted("oku ps\nheroku config".to_owned(), 3, 3));
        assert_eq!(playground.waiting_lines(), 2);
        playground.update(Msg::PacePicked(Pace::FASTEST));
        for _ in 0..600 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(250)));
        }
        let commands = crate::playground::tests::commands(&playground);
        let last = commands.last().map(String::as_str);
        assert_eq!((last, playground.editor().text()), (Some("heroku ps"), "heroku config"));
    }

    /// Types a key after the other, as a person does who does not wait for the prompt.
    fn type_and_enter(playground: &mut Playground, line: &str) {
        playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
        playground.update(Msg::Entered);
    }

    #[test]
    fn what_is_typed_while_a_command_holds_the_prompt_is_entered_after_it() {
        let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        let (mut playground, _) = entered("", &format!("{add}heroku pg:wait\n"));
        type_and_enter(&mut playground, "heroku apps");
        type_and_enter(&mut playground, "");
        type_and_enter(&mut playground, "heroku pg:info \\");
        type_and_enter(&mut playground, "WHITE");
        playground.update(Msg::Prompted(PromptEdit::Typed("heroku ps".to_owned(), 9)));
        assert_eq!(playground.waiting_lines(), 3);
        assert_eq!(crate::playground::tests::commands(&playground).len(), 2);
        playground.update(Msg::PacePicked(Pace::FASTEST));
        for _ in 0..600 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(250)));
        }
        let commands = crate::playground::tests::commands(&playground);
        assert_eq!(commands[2..], ["heroku apps", "heroku pg:info WHITE"]);
        assert_eq!((playground.editor().text(), playground.waiting_lines()), ("heroku ps", 0));
    }

    #[test]
    fn a_line_that_ends_in_a_backslash_is_entered_with_the_next() {
        let whole = "$ heroku addons:add heroku-postgresql:crane --follow CHARCOAL";
        let begin = "heroku addons:add heroku-postgresql:crane \\";
        for next in ["    --follow CHARCOAL\n", "> --follow CHARCOAL\n"] {
            for sign in ["", "$ "] {
                let (_, lines) = entered("", &format!("{sign}{begin}\n{next}"));
                assert_eq!(lines, [whole], "{sign} {next}");
            }
        }
        // Pasted up to there and typed on, or typed altogether.
        for pasted in [format!("{begin}\n"), String::new()] {
            let (mut playground, lines) = entered("", &pasted);
            assert_eq!(lines.len(), 0);
            if pasted.is_empty() {
                type_and_enter(&mut playground, begin);
            }
            let open = "heroku addons:add heroku-postgresql:crane ";
            assert_eq!(playground.editor().open(), Some(open));
            playground.update(Msg::Prompted(PromptEdit::Typed("--fol".to_owned(), 5)));
            playground.update(Msg::Prompted(PromptEdit::Completed(5)));
            assert_eq!(playground.editor().text(), "--follow ");
            let rest = "--follow CHARCOAL".to_owned();
            playground.update(Msg::Prompted(PromptEdit::Typed(rest.clone(), rest.len())));
            assert_eq!(playground.preview().databases.len(), 1);
            playground.update(Msg::Entered);
            assert_eq!(crate::playground::tests::commands(&playground), [&whole[2..]]);
            assert_eq!(playground.editor().open(), None);
            assert_eq!(playground.history().lines().last().map(String::as_str), Some(&whole[2..]));
        }
    }

    #[test]
    fn a_line_that_goes_on_can_be_left() {
        let (mut playground, _) = entered("", "heroku pg:unfollow WHITE \\\n");
        playground.update(Msg::Prompted(PromptEdit::Typed("--con".to_owned(), 5)));
        playground.update(Msg::Interrupted);
        assert_eq!((playground.editor().text(), playground.editor().open()), ("", None));
        let (_, last) = playground.shell().screen().lines().last().expect("it is printed");
        assert_eq!(last.text(), "$ heroku pg:unfollow WHITE --con^C");
    }

    #[test]
    fn leaving_a_command_leaves_what_waits_at_the_prompt() {
        let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        let (mut playground, _) =
            entered("", &format!("{add}heroku pg:wait\nheroku ps\nheroku apps\n"));
        playground.update(Msg::Interrupted);
        assert_eq!(
            (playground.editor().text(), playground.waiting_lines()),
            ("heroku ps; heroku apps", 0)
        );
        assert_eq!(crate::playground::tests::commands(&playground).len(), 2);
    }

    #[test]
    fn a_run_that_begins_forgets_the_line_and_not_the_history() {
        let mut prompt = PromptState::default();
        prompt.history.note("heroku ps");
        prompt.editor.set("heroku".to_owned());
        prompt.waiting.append(&mut PastedText::of("a\nb\n").lines);
        prompt.clear();
        assert_eq!((prompt.editor.text(), prompt.waiting_lines()), ("", 0));
        assert_eq!(prompt.history.lines(), ["heroku ps"]);
    }

    #[test]
    fn without_lines_that_wait_the_line_at_the_prompt_stays() {
        let mut prompt = PromptState::default();
        prompt.editor.set("heroku".to_owned());
        prompt.unqueue();
        assert_eq!(prompt.editor.text(), "heroku");
        prompt.waiting.append(&mut PastedText::of("a\nb\n").lines);
        prompt.unqueue();
        assert_eq!((prompt.editor.text(), prompt.waiting_lines()), ("a; b; heroku", 0));
    }
}
