//! Reading a document: its `term` blocks and its annotations.

use std::fmt;

use crate::plan::markdown::{Part, parts};
use crate::terminal::lexer;

/// A part of a document that matters to the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `<!-- key: value -->`.
    Annotation {
        /// Its line, from 1.
        line: u32,
        /// One of the words of the vocabulary: `scenario`, `wait` and so on.
        key: String,
        /// What follows the colon.
        value: String,
    },
    /// A `$` line of a block with what is shown under it.
    Typed(Exchange),
}

/// A typed command with what is shown under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Its line, from 1.
    pub line: u32,
    /// The block it stands in, from 1.
    pub block: u32,
    /// What made the lines be printed.
    pub kind: EntryKind,
    /// The command, or the answer.
    pub command: String,
    /// The lines shown under it, without blanks at their ends and without blank lines at the end.
    pub shown: Vec<String>,
}

/// How lines come to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// By a command, a line with `$`.
    Command,
    /// By an answer, a line with `>`: only where the clock is stopped, else it is shown under the
    /// command that asks.
    Answer,
    /// By what an annotation says: time that passed, a key, a fault.
    Annotation,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// Its number, from 1.
    pub line: u32,
    /// What is wrong with it, in a sentence.
    pub message: String,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// Reads Markdown: its `term` blocks, and its comments that are annotations.
///
/// # Errors
/// A block that is not closed, or that shows output before its first command; an annotation that
/// is misspelt or shares its line.
pub fn markdown(text: &str) -> Result<Vec<Item>, DocumentError> {
    let mut reader = DocumentReader::default();
    for part in parts(text) {
        match part {
            Part::Block(block) if block.language == "term" => {
                reader.block += 1;
                for (number, line) in &block.lines {
                    reader.read_block_line(*number, line)?;
                }
                if !block.is_closed {
                    let message = "This term block is not closed.".to_owned();
                    return Err(DocumentError { line: block.line, message });
                }
                reader.end_command();
            }
            Part::Comment { line, text } => reader.read_comment(line, text)?,
            Part::Block(_) | Part::ListItem { .. } => {}
        }
    }
    Ok(reader.items)
}

/// Reads a `.term` file: all of it is one block, save for its annotations.
///
/// # Errors
/// Output before the first command, and what is wrong with an annotation.
pub fn term(text: &str) -> Result<Vec<Item>, DocumentError> {
    let mut reader = DocumentReader { block: 1, ..DocumentReader::default() };
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim_start().starts_with("<!--") {
            reader.end_command();
            reader.read_comment(number, line)?;
        } else {
            reader.read_block_line(number, line)?;
        }
    }
    reader.end_command();
    Ok(reader.items)
}

/// What an annotation can say.
const KEYS: [&str; 8] = ["scenario", "wait", "let", "then", "seed", "clock", "fault", "press"];

/// The key that a word is, or that somebody who wrote it could have meant: a letter in three may
/// be wrong. Other comments are the author's own.
fn key(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    KEYS.into_iter().find(|key| strsim::osa_distance(&word, key) <= key.len() / 3)
}

#[derive(Default)]
struct DocumentReader {
    items: Vec<Item>,
    block: u32,
    /// The command whose output is being read.
    exchange: Option<Exchange>,
    /// Whether the clock is stopped but for waits.
    is_stopped: bool,
}

impl DocumentReader {
    fn read_comment(&mut self, line: u32, text: &str) -> Result<(), DocumentError> {
        let Some((word, value)) =
            text.trim().strip_prefix("<!--").and_then(|comment| comment.split_once(':'))
        else {
            return Ok(());
        };
        let word = word.trim();
        let Some(key) = key(word) else {
            return Ok(());
        };
        let error = |message: String| Err(DocumentError { line, message });
        let Some(value) = value.strip_suffix("-->").filter(|value| !value.contains("-->")) else {
            // An example of an annotation, with a remark, in a list or below a paragraph.
            if text.starts_with("    ") {
                return Ok(());
            }
            return error(format!("An annotation stands alone on its line: <!-- {key}: ... -->."));
        };
        if word != key {
            return error(format!("{word} is no annotation. Perhaps {key} is meant."));
        }
        match key {
            "clock" => self.is_stopped = true,
            "scenario" => self.is_stopped = false,
            _ => {}
        }
        let (key, value) = (key.to_owned(), value.trim().to_owned());
        self.items.push(Item::Annotation { line, key, value });
        Ok(())
    }

    fn read_block_line(&mut self, line: u32, text: &str) -> Result<(), DocumentError> {
        let text = text.trim_end();
        let after = |sign: &str| {
            let rest = text.strip_prefix(sign)?;
            if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
        };
        if let (None, Some(Item::Annotation { key, value, .. })) =
            (&self.exchange, self.items.last_mut())
            && key == "scenario"
            && let Some(scenario_line) = after("|")
        {
            value.push('\n');
            value.push_str(scenario_line);
            return Ok(());
        }
        if let Some(exchange) = &mut self.exchange
            && exchange.kind == EntryKind::Command
            && exchange.shown.is_empty()
            && let Some(open) = lexer::continued(&exchange.command)
        {
            exchange.command = lexer::join(open, after(">").unwrap_or(text));
            return Ok(());
        }
        if let Some(command) = after("$") {
            self.begin(line, EntryKind::Command, command);
            return Ok(());
        }
        if let Some(answer) = after(">").filter(|_| self.is_stopped) {
            self.begin(line, EntryKind::Answer, answer);
            return Ok(());
        }
        if self.exchange.is_none() && self.is_stopped && !text.is_empty() {
            self.begin(line, EntryKind::Annotation, "");
        }
        match &mut self.exchange {
            Some(exchange) => exchange.shown.push(text.to_owned()),
            None if text.is_empty() => {}
            None => {
                let message =
                    "This line comes before the first command, a line that begins with `$ `.";
                return Err(DocumentError { line, message: message.to_owned() });
            }
        }
        Ok(())
    }

    fn begin(&mut self, line: u32, kind: EntryKind, command: &str) {
        self.end_command();
        let (block, command) = (self.block, command.to_owned());
        self.exchange = Some(Exchange { line, block, kind, command, shown: Vec::new() });
    }

    fn end_command(&mut self) {
        if let Some(mut exchange) = self.exchange.take() {
            while exchange.shown.last().is_some_and(String::is_empty) {
                exchange.shown.pop();
            }
            self.items.push(Item::Typed(exchange));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = match markdown(text) {
            Ok(items) => {
                let shown = items.iter().map(|item| match item {
                    Item::Annotation { line, key, value } => format!("{line} {key}={value}"),
                    Item::Typed(typed) => {
                        format!(
                            "{} b{} {:?} {:?}",
                            typed.line, typed.block, typed.command, typed.shown
                        )
                    }
                });
                shown.collect::<Vec<_>>().join("; ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn blocks_and_notes_are_read() {
        check("text\n<!-- wait: 10m -->\n<!-- by: me -->\n", "2 wait=10m");
        check("```term\n$ a  \nx \n\n$ b\n```\n", r#"2 b1 "a" ["x"]; 5 b1 "b" []"#);
        check("```sh\n$ a\n```\n```term\n$ b\n```", r#"5 b1 "b" []"#);
        for next in ["   --c", "> --c", "--c"] {
            check(&format!("```term\n$ a \\\n{next}\nx\n```"), r#"2 b1 "a --c" ["x"]"#);
        }
    }

    #[test]
    fn a_block_may_stand_in_a_list_or_a_quotation_and_have_either_marks() {
        let typed = |line: u32| format!(r#"{line} b1 "a" ["x", "  y"]"#);
        check("~~~term\n$ a\nx\n  y\n~~~", &typed(2));
        check("``` term of today\n$ a\nx\n  y\n`````  ", &typed(2));
        check("1. first\n\n   ```term\n   $ a\n   x\n     y\n   ```\n", &typed(4));
        check("- ```term\n  $ a\n  x\n    y\n  ```\n", &typed(2));
        check("10) ~~~term\n    $ a\n    x\n      y\n    ~~~\n", &typed(2));
        check("> ```term\n> $ a\n> x\n>   y\n> ```\n", &typed(2));
        check("````term\n$ a\n```\n~~~\n````", r#"2 b1 "a" ["```", "~~~"]"#);
        check("a ```term``` word\n```x``` y\n~~~\n```term\n$ a\n~~~", "");
    }

    #[test]
    fn an_annotation_that_is_misspelt_or_not_alone_is_named() {
        check("\n<!-- senario: x -->", "2: senario is no annotation. Perhaps scenario is meant.");
        check("<!-- Then: x -->", "1: Then is no annotation. Perhaps then is meant.");
        check("<!-- them: x -->", "1: them is no annotation. Perhaps then is meant.");
        let alone = "1: An annotation stands alone on its line: <!-- wait: ... -->.";
        check("<!-- wait: 1s --> and go on", alone);
        check("<!-- wait:\n1s -->", alone);
        check("<!-- note: x -->\n<!-- by: me -->\n<!-- what to do when: x --> y", "");
        check("    <!-- wait: 1s -->    an example, as the README has it", "");
        check("- first\n\n    <!-- wait: 1s -->", "3 wait=1s");
    }

    #[test]
    fn a_broken_block_is_named() {
        check("x\n```term\n$ a\n", "2: This term block is not closed.");
        check(
            "```term\noutput\n```",
            "2: This line comes before the first command, a line that begins with `$ `.",
        );
    }
}
