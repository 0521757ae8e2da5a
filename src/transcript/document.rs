//! Reading a document: its `term` blocks and its annotations.

use crate::plan::markdown::Fence;

/// A part of a document that matters to the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `<!-- key: value -->`.
    Note {
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
    /// Whose doing it is.
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
    Note,
}

/// Reads Markdown: its blocks as CommonMark has them, with marks of either kind, also in lists and
/// quotations.
///
/// # Errors
/// A block that is not closed, or that shows output before its first command; an annotation that
/// is misspelt or shares its line: a sentence with the line.
pub fn markdown(text: &str) -> Result<Vec<Item>, (u32, String)> {
    let mut reader = DocumentReader::default();
    let mut fence: Option<Fence> = None;
    for (at, line) in text.lines().enumerate() {
        let number = at as u32 + 1;
        let Some(open) = &fence else {
            fence = Fence::open(number, line);
            match &fence {
                Some(fence) => reader.block += u32::from(fence.is_term),
                None => reader.note(number, line)?,
            }
            continue;
        };
        let inside = open.inside(line);
        if open.is_closed_by(inside) {
            fence = None;
            reader.end_command();
        } else if open.is_term {
            reader.block_line(number, inside)?;
        }
    }
    match fence {
        Some(fence) if fence.is_term => {
            Err((fence.line, "This term block is not closed.".to_owned()))
        }
        _ => Ok(reader.items),
    }
}

/// Reads a `.term` file: all of it is one block, save for its annotations.
///
/// # Errors
/// Output before the first command, and what is wrong with an annotation.
pub fn term(text: &str) -> Result<Vec<Item>, (u32, String)> {
    let mut reader = DocumentReader { block: 1, ..DocumentReader::default() };
    for (at, line) in text.lines().enumerate() {
        let number = at as u32 + 1;
        if line.trim_start().starts_with("<!--") {
            reader.end_command();
            reader.note(number, line)?;
        } else {
            reader.block_line(number, line)?;
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
    typed: Option<Exchange>,
    /// Whether the clock is stopped but for waits.
    stopped: bool,
}

impl DocumentReader {
    fn note(&mut self, line: u32, text: &str) -> Result<(), (u32, String)> {
        let Some(inner) = text.trim().strip_prefix("<!--") else {
            return Ok(());
        };
        let Some((word, value)) = inner.split_once(':') else {
            return Ok(());
        };
        let Some(key) = key(word.trim()) else {
            return Ok(());
        };
        // What is indented this far is an example of an annotation, or one in a list.
        let example = text.starts_with("    ");
        let value = value.split_once("-->").filter(|(_, rest)| rest.is_empty());
        match value {
            None if example => {}
            None => {
                let why = format!("An annotation stands alone on its line: <!-- {key}: ... -->.");
                return Err((line, why));
            }
            Some(_) if word.trim() != key => {
                let why = format!("{} is no annotation. Perhaps {key} is meant.", word.trim());
                return Err((line, why));
            }
            Some((value, _)) => {
                let (key, value) = (key.to_owned(), value.trim().to_owned());
                self.stopped = key == "clock" || self.stopped && key != "scenario";
                self.items.push(Item::Note { line, key, value });
            }
        }
        Ok(())
    }

    fn block_line(&mut self, line: u32, text: &str) -> Result<(), (u32, String)> {
        let text = text.trim_end();
        let typed = |sign: &str| {
            text.strip_prefix(sign).filter(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let by = match (typed("$"), typed(">").filter(|_| self.stopped)) {
            (Some(command), _) => Some((EntryKind::Command, command)),
            (_, Some(answer)) => Some((EntryKind::Answer, answer)),
            _ if self.stopped && self.typed.is_none() && !text.is_empty() => {
                Some((EntryKind::Note, ""))
            }
            _ => None,
        };
        if let (None, Some(Item::Note { key, value, .. })) = (&self.typed, self.items.last_mut())
            && key == "scenario"
            && let Some(line) = typed("|")
        {
            value.push('\n');
            value.push_str(line.strip_prefix(' ').unwrap_or(line));
            return Ok(());
        }
        if let Some((how, command)) = by {
            self.end_command();
            let command = command.strip_prefix(' ').unwrap_or(command).to_owned();
            let shown = Vec::new();
            self.typed = Some(Exchange { line, block: self.block, kind: how, command, shown });
            if how != EntryKind::Note {
                return Ok(());
            }
        }
        match &mut self.typed {
            Some(typed) => typed.shown.push(text.to_owned()),
            None if text.is_empty() => {}
            None => {
                let why = "This line comes before the first command, a line that begins with `$ `.";
                return Err((line, why.to_owned()));
            }
        }
        Ok(())
    }

    fn end_command(&mut self) {
        if let Some(mut typed) = self.typed.take() {
            while typed.shown.last().is_some_and(String::is_empty) {
                typed.shown.pop();
            }
            self.items.push(Item::Typed(typed));
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
                    Item::Note { line, key, value } => format!("{line} {key}={value}"),
                    Item::Typed(typed) => {
                        format!(
                            "{} b{} {:?} {:?}",
                            typed.line, typed.block, typed.command, typed.shown
                        )
                    }
                });
                shown.collect::<Vec<_>>().join("; ")
            }
            Err((line, why)) => format!("{line}: {why}"),
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn blocks_and_notes_are_read() {
        check("text\n<!-- wait: 10m -->\n<!-- by: me -->\n", "2 wait=10m");
        check("```term\n$ a  \nx \n\n$ b\n```\n", r#"2 b1 "a" ["x"]; 5 b1 "b" []"#);
        check("```sh\n$ a\n```\n```term\n$ b\n```", r#"5 b1 "b" []"#);
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
