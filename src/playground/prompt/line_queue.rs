//! Lines that wait to be entered one after the other, as in a terminal: those of a text from the
//! clipboard, with the signs of prompts taken off, and those that were typed ahead.

use std::collections::VecDeque;

use crate::terminal::lexer;

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
    /// without a sign are left out, save for those in which a typed one goes on.
    pub fn of(text: &str) -> PastedText {
        let text = lexer::visible(text);
        let is_session = text.trim_start().starts_with("$ ");
        let mut pasted = PastedText::default();
        for line in text.split_inclusive('\n') {
            let unindented = line.trim_start();
            let goes_on = pasted.goes_on();
            let answer = unindented.strip_prefix("> ").filter(|_| is_session || goes_on);
            let typed = unindented.strip_prefix("$ ").or(answer);
            let Some(line) = typed.or(Some(line).filter(|_| !is_session || goes_on)) else {
                pasted.had_output |= !unindented.is_empty();
                continue;
            };
            match line.strip_suffix('\n') {
                Some(line) if line.trim().is_empty() && !goes_on => {}
                Some(line) => pasted.lines.push_back(line.trim_end_matches('\r').to_owned()),
                None => pasted.rest = line.to_owned(),
            }
        }
        pasted
    }

    /// Whether its last line goes on in the next.
    fn goes_on(&self) -> bool {
        self.lines.back().is_some_and(|line| lexer::continued(line).is_some())
    }
}

/// Lines that were pasted or typed ahead and wait, while a command holds the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineQueue {
    lines: VecDeque<String>,
}

impl LineQueue {
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn push(&mut self, line: String) {
        self.lines.push_back(line);
    }

    pub fn append(&mut self, lines: &mut VecDeque<String>) {
        self.lines.append(lines);
    }

    /// The next line, with those in which it goes on.
    pub fn pop(&mut self) -> Option<String> {
        let mut line = self.lines.pop_front()?;
        while let Some(open) = lexer::continued(&line)
            && let Some(next) = self.lines.pop_front()
        {
            line = lexer::join(open, &next);
        }
        Some(line)
    }

    /// Takes away all that waits, as one line of commands, and ends it with what was typed after
    /// it.
    pub fn take_as_line(&mut self, rest: &str) -> String {
        let mut parts: Vec<String> = std::iter::from_fn(|| self.pop()).collect();
        parts.push(rest.to_owned());
        parts.retain(|part| !part.trim().is_empty());
        parts.join("; ")
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
        check("\u{feff}$ a\u{200b}\n", &["a"], "", false);
    }

    #[test]
    fn a_line_that_goes_on_keeps_the_next_with_or_without_a_sign() {
        for next in ["--b", "> --b", "    --b"] {
            for begin in ["a \\", "$ a \\", "$ a \\\r"] {
                let mut queue = LineQueue::default();
                queue.append(&mut PastedText::of(&format!("{begin}\n{next}\n$ c\n")).lines);
                let lines: Vec<String> = std::iter::from_fn(|| queue.pop()).collect();
                assert_eq!(lines, ["a --b", "c"], "{begin} {next}");
            }
        }
        check("$ a \\\n\nprinted\n", &["a \\", ""], "", true);
    }

    fn queue(texts: &[&str]) -> LineQueue {
        let mut queue = LineQueue::default();
        texts.iter().for_each(|text| queue.append(&mut PastedText::of(text).lines));
        queue
    }

    #[test]
    fn what_waits_becomes_one_line() {
        for (texts, rest, expected) in [
            (vec![], "", ""),
            (vec!["a\nb\n"], "", "a; b"),
            (vec!["a\n"], "b", "a; b"),
            (vec!["a \\\n"], "", "a \\"),
            (vec!["a \\\nb\n", "c\n"], " ", "a b; c"),
        ] {
            let mut queue = queue(&texts);
            assert_eq!(queue.take_as_line(rest), expected);
            assert_eq!(queue.len(), 0);
        }
    }
}
