//! Text from the clipboard: as many lines as it has, entered one after the other as a terminal
//! would, with the signs of prompts taken off.

use super::Playground;
use crate::terminal::shell::Prompt;

/// The lines of a text, the last of which is not ended; and whether some were left out.
///
/// A text that begins with a prompt shows what was typed and what was printed: its lines without
/// a sign are left out.
fn lines(text: &str) -> (Vec<String>, bool) {
    let shown = text.trim_start().starts_with("$ ");
    let (mut lines, mut left_out) = (Vec::new(), false);
    let mut open = String::new();
    for line in text.split_inclusive('\n') {
        let signed = line.trim_start();
        let typed = signed.strip_prefix("$ ").or(signed.strip_prefix("> ").filter(|_| shown));
        let Some(line) = typed.or(Some(line).filter(|_| !shown)) else {
            left_out |= !signed.is_empty();
            continue;
        };
        match line.strip_suffix('\n') {
            Some(line) if line.trim().is_empty() => {}
            Some(line) => lines.push(line.trim_end_matches('\r').to_owned()),
            None => open = line.to_owned(),
        }
    }
    lines.push(open);
    (lines, left_out)
}

impl Playground {
    /// A text was pasted in the place of what stands at the prompt between two bytes.
    pub(super) fn paste(&mut self, text: &str, from: usize, to: usize) {
        let (mut lines, left_out) = lines(text);
        if left_out {
            self.notice = Some("Of what was pasted, only lines after a $ were entered.".to_owned());
        }
        if self.pasted.is_empty() && self.shell().prompt() != Prompt::Held {
            let there = self.editor.text();
            let before = there.get(..from).unwrap_or_default().to_owned() + &lines[0];
            let after = there.get(to..).unwrap_or_default();
            let (cursor, whole) = (before.len(), before + after);
            if lines.len() == 1 {
                self.editor.put(whole, cursor);
                return;
            }
            lines[0] = whole;
            self.editor.set(String::new());
        }
        // The next line is the last here.
        if !self.pasted.is_empty() {
            lines[0] = self.pasted.remove(0) + &lines[0];
        }
        lines.reverse();
        lines.append(&mut self.pasted);
        self.pasted = lines;
    }

    /// Enters lines that were pasted, until one holds the prompt.
    pub(super) fn enter_pasted(&mut self) {
        while self.shell().prompt() != Prompt::Held
            && let Some(line) = self.pasted.pop()
        {
            if self.pasted.is_empty() {
                self.editor.set(line);
            } else {
                self.enter_line(&line);
            }
        }
    }

    /// Takes away what was pasted and not entered, as one line.
    pub(super) fn take_pasted(&mut self) -> String {
        let mut taken = String::new();
        while let Some(line) = self.pasted.pop() {
            taken += if taken.is_empty() || line.is_empty() { "" } else { "; " };
            taken += &line;
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playground::Msg;
    use crate::playground::prompt::PromptEdit;
    use crate::playground::tests::playground;
    use crate::run::Pace;
    use crate::sim::SimDuration;

    fn check(text: &str, expected: &[&str], left_out: bool) {
        let expected = expected.iter().map(|line| line.to_string()).collect();
        assert_eq!(lines(text), (expected, left_out), "{text:?}");
    }

    #[test]
    fn a_text_becomes_lines_without_the_signs_of_prompts() {
        check("heroku ps", &["heroku ps"], false);
        check(" ", &[" "], false);
        check("heroku ps\r\nheroku apps\r\n", &["heroku ps", "heroku apps", ""], false);
        check("a\n\n$ b", &["a", "b"], false);
        check("$ a\n > sushi\n$ b\n", &["a", "sushi", "b", ""], false);
        check("\n  $ a\n\nprinted\n> sushi", &["a", "sushi"], true);
    }

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
        assert_eq!((lines.len(), playground.pasted()), (2, 1));
        playground.update(Msg::Pasted("oku ps\nheroku config".to_owned(), 0, 0));
        assert_eq!(playground.pasted(), 2);
        playground.update(Msg::PacePicked(Pace::FASTEST));
        for _ in 0..600 {
            playground.update(Msg::FramePassed(SimDuration::from_millis(250)));
        }
        let commands = crate::playground::tests::commands(&playground);
        let last = commands.last().map(String::as_str);
        assert_eq!((last, playground.editor().text()), (Some("heroku ps"), "heroku config"));
    }

    #[test]
    fn leaving_a_command_leaves_what_waits_at_the_prompt() {
        let add = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL\n";
        let (mut playground, _) =
            entered("", &format!("{add}heroku pg:wait\nheroku ps\nheroku apps\n"));
        playground.update(Msg::Interrupted);
        assert_eq!(
            (playground.editor().text(), playground.pasted()),
            ("heroku ps; heroku apps", 0)
        );
        assert_eq!(crate::playground::tests::commands(&playground).len(), 2);
    }
}
