//! Reading a document: its `term` blocks and its annotations.

/// A part of a document that matters to the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `<!-- key: value -->`.
    Note {
        /// Its line, from 1.
        line: u32,
        /// `scenario`, `wait`, `let`, `then`.
        key: String,
        /// What follows the colon.
        value: String,
    },
    /// A `$` line of a block with what is shown under it.
    Typed(Typed),
}

/// A typed command with what is shown under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its line, from 1.
    pub line: u32,
    /// The block it stands in, from 1.
    pub block: u32,
    /// The command.
    pub command: String,
    /// The lines shown under it, without blanks at their ends and without blank lines at the end.
    pub shown: Vec<String>,
}

/// Reads Markdown.
///
/// # Errors
/// A block that is not closed, or that shows output before its first command: a sentence with
/// the line.
pub fn markdown(text: &str) -> Result<Vec<Item>, (u32, String)> {
    let mut reader = Reader::default();
    let mut fence: Option<(String, u32)> = None;
    for (at, line) in text.lines().enumerate() {
        let number = at as u32 + 1;
        let marks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some((open, _)) if line.trim_end() == open.as_str() => {
                fence = None;
                reader.end_command();
            }
            Some((_, 0)) => {}
            Some(_) => reader.block_line(number, line)?,
            None if marks.len() >= 3 => {
                let is_term = line[marks.len()..].split_whitespace().next() == Some("term");
                reader.block += u32::from(is_term);
                fence = Some((marks, if is_term { number } else { 0 }));
            }
            None => reader.note(number, line),
        }
    }
    match fence {
        Some((_, opened)) if opened > 0 => {
            Err((opened, "This term block is not closed.".to_owned()))
        }
        _ => Ok(reader.items),
    }
}

/// Reads a `.term` file: all of it is one block, save for its annotations.
///
/// # Errors
/// Output before the first command.
pub fn term(text: &str) -> Result<Vec<Item>, (u32, String)> {
    let mut reader = Reader { block: 1, ..Reader::default() };
    for (at, line) in text.lines().enumerate() {
        let number = at as u32 + 1;
        if line.trim_start().starts_with("<!--") {
            reader.end_command();
            reader.note(number, line);
        } else {
            reader.block_line(number, line)?;
        }
    }
    reader.end_command();
    Ok(reader.items)
}

#[derive(Default)]
struct Reader {
    items: Vec<Item>,
    block: u32,
    typed: Option<Typed>,
}

impl Reader {
    fn note(&mut self, line: u32, text: &str) {
        let inner = text.trim().strip_prefix("<!--").and_then(|text| text.strip_suffix("-->"));
        let Some((key, value)) = inner.and_then(|inner| inner.split_once(':')) else {
            return;
        };
        let (key, value) = (key.trim(), value.trim());
        // Other comments are the author's own.
        if matches!(key, "scenario" | "wait" | "let" | "then") {
            self.items.push(Item::Note { line, key: key.to_owned(), value: value.to_owned() });
        }
    }

    fn block_line(&mut self, line: u32, text: &str) -> Result<(), (u32, String)> {
        let text = text.trim_end();
        if let Some(command) = text.strip_prefix("$ ") {
            self.end_command();
            let command = command.to_owned();
            self.typed = Some(Typed { line, block: self.block, command, shown: Vec::new() });
            return Ok(());
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
    fn a_broken_block_is_named() {
        check("x\n```term\n$ a\n", "2: This term block is not closed.");
        check(
            "```term\noutput\n```",
            "2: This line comes before the first command, a line that begins with `$ `.",
        );
    }
}
