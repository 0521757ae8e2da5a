//! Text from the clipboard: as many lines as it has, to be entered one after the other as in a
//! terminal, with the signs of prompts taken off.

use std::collections::VecDeque;

/// A text from the clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedText {
    /// The lines that are ended, and so are entered.
    pub lines: VecDeque<String>,
    /// What follows them, and stays at the prompt.
    pub rest: String,
    /// Whether lines that had been printed were left out.
    pub had_output: bool,
}

impl PastedText {
    /// A text that begins with a prompt shows what was typed and what was printed: its lines
    /// without a sign are left out.
    pub fn of(text: &str) -> PastedText {
        let is_session = text.trim_start().starts_with("$ ");
        let mut pasted = PastedText::default();
        for line in text.split_inclusive('\n') {
            let unindented = line.trim_start();
            let answer = unindented.strip_prefix("> ").filter(|_| is_session);
            let typed = unindented.strip_prefix("$ ").or(answer);
            let Some(line) = typed.or(Some(line).filter(|_| !is_session)) else {
                pasted.had_output |= !unindented.is_empty();
                continue;
            };
            match line.strip_suffix('\n') {
                Some(line) if line.trim().is_empty() => {}
                Some(line) => pasted.lines.push_back(line.trim_end_matches('\r').to_owned()),
                None => pasted.rest = line.to_owned(),
            }
        }
        pasted
    }
}

/// What comes next from a [`PasteQueue`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queued {
    /// A line that is entered.
    Line(String),
    /// The last one, which is not ended, and stays at the prompt.
    Rest(String),
}

/// What was pasted and waits, while a command holds the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PasteQueue {
    lines: VecDeque<String>,
    /// `None` when nothing waits.
    rest: Option<String>,
}

impl PasteQueue {
    /// Lines that wait to be entered.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_none()
    }

    /// Adds a text at the end: its first line goes on where the last one was not ended.
    pub fn push(&mut self, mut pasted: PastedText) {
        let open = self.rest.take().unwrap_or_default();
        let first = pasted.lines.front_mut().unwrap_or(&mut pasted.rest);
        first.insert_str(0, &open);
        self.lines.append(&mut pasted.lines);
        self.rest = Some(pasted.rest);
    }

    pub fn pop(&mut self) -> Option<Queued> {
        let line = self.lines.pop_front().map(Queued::Line);
        line.or_else(|| self.rest.take().map(Queued::Rest))
    }

    /// Takes away all that waits, as one line of commands.
    pub fn take_as_line(&mut self) -> String {
        let PasteQueue { lines, rest } = std::mem::take(self);
        let parts = lines.into_iter().chain(rest).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lines: &[&str], rest: &str, had_output: bool) {
        let lines = lines.iter().map(|line| line.to_string()).collect();
        let expected = PastedText { lines, rest: rest.to_owned(), had_output };
        assert_eq!(PastedText::of(text), expected, "{text:?}");
    }

    #[test]
    fn a_text_becomes_lines_without_the_signs_of_prompts() {
        check("heroku ps", &[], "heroku ps", false);
        check(" ", &[], " ", false);
        check("heroku ps\r\nheroku apps\r\n", &["heroku ps", "heroku apps"], "", false);
        check("a\n\n$ b", &["a"], "b", false);
        check("$ a\n > sushi\n$ b\n", &["a", "sushi", "b"], "", false);
        check("\n  $ a\n\nprinted\n> sushi", &["a"], "sushi", true);
    }

    fn queue(texts: &[&str]) -> PasteQueue {
        let mut queue = PasteQueue::default();
        texts.iter().for_each(|text| queue.push(PastedText::of(text)));
        queue
    }

    #[test]
    fn lines_come_in_the_order_in_which_they_were_pasted() {
        let mut queue = queue(&["a\nher", "oku ps\nb"]);
        assert_eq!(queue.len(), 2);
        for line in ["a", "heroku ps"] {
            assert_eq!(queue.pop(), Some(Queued::Line(line.to_owned())));
        }
        assert!(!queue.is_empty());
        assert_eq!(queue.pop(), Some(Queued::Rest("b".to_owned())));
        assert!(queue.is_empty());
        assert_eq!(queue.pop(), None);
    }

    #[test]
    fn what_waits_becomes_one_line() {
        for (texts, expected) in [
            (vec![], ""),
            (vec!["a\nb\n"], "a; b"),
            (vec!["a\n", "b"], "a; b"),
            (vec!["a", "b"], "ab"),
        ] {
            let mut queue = queue(&texts);
            assert_eq!(queue.take_as_line(), expected);
            assert!(queue.is_empty());
        }
    }
}
