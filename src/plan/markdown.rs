//! The parts of a Markdown document that runbooks and transcripts are made of, with their lines.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Block(CodeBlock),
    /// A line that begins with an HTML comment, blanks before it included.
    Comment {
        line: u32,
        text: &'a str,
    },
    /// The first line of a list item, without its mark.
    ListItem {
        line: u32,
        text: &'a str,
    },
}

/// A fenced code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// The line of its opening fence, from 1.
    pub line: u32,
    /// The first word after the opening fence.
    pub language: String,
    /// Its lines with their numbers, without the marks of the list or quotation around it.
    pub lines: Vec<(u32, String)>,
    pub is_closed: bool,
}

/// Reads a document. An indented code block is an example and no part.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let source = Source::new(text);
    let mut parts = Vec::new();
    let mut events = Parser::new(text).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let pieces = events
                    .by_ref()
                    .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::CodeBlock)));
                let pieces: Vec<_> = pieces.collect();
                if let CodeBlockKind::Fenced(info) = kind {
                    parts.push(Part::Block(source.code_block(range, &info, &pieces)));
                }
            }
            Event::Start(Tag::Item) => {
                let line = source.rest_of_line(range.start);
                let (_, text) = line.split_once(' ').unwrap_or((line, ""));
                parts.push(Part::ListItem { line: source.line_number(range.start), text });
            }
            Event::Html(_) | Event::InlineHtml(_) if source.begins_line(range.start) => {
                let text = source.line(range.start);
                if text.trim_start().starts_with("<!--") {
                    parts.push(Part::Comment { line: source.line_number(range.start), text });
                }
            }
            _ => {}
        }
    }
    parts
}

/// A text, and where its lines begin.
struct Source<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Source<'a> {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Source { text, line_starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The number of the line, from 1, that this offset is in.
    fn line_number(&self, offset: usize) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    fn line_start(&self, offset: usize) -> usize {
        self.line_starts[self.line_number(offset) as usize - 1]
    }

    /// The line that this offset is in.
    fn line(&self, offset: usize) -> &'a str {
        self.rest_of_line(self.line_start(offset))
    }

    /// Whether nothing but blanks stands before this offset in its line.
    fn begins_line(&self, offset: usize) -> bool {
        self.text[self.line_start(offset)..offset].trim().is_empty()
    }

    fn rest_of_line(&self, offset: usize) -> &'a str {
        self.text[offset..].lines().next().unwrap_or("")
    }

    /// The block in this range, whose text comes in pieces of one or more lines or less.
    fn code_block(
        &self,
        range: Range<usize>,
        info: &str,
        pieces: &[(Event, Range<usize>)],
    ) -> CodeBlock {
        let mut lines: Vec<(u32, String)> = Vec::new();
        let mut is_new_line = true;
        for (event, piece_range) in pieces {
            let Event::Text(piece) = event else { continue };
            for (number, line) in
                (self.line_number(piece_range.start)..).zip(piece.split_inclusive('\n'))
            {
                if is_new_line {
                    lines.push((number, String::new()));
                }
                if let Some((_, text)) = lines.last_mut() {
                    *text += line.trim_end_matches('\n');
                }
                is_new_line = line.ends_with('\n');
            }
        }
        // The parser ends an open block with its document, list or quotation. A closing fence is
        // all that can follow the text.
        let text_start = range.start + self.rest_of_line(range.start).len();
        let text_end = pieces.last().map_or(text_start, |(_, piece)| piece.end);
        CodeBlock {
            line: self.line_number(range.start),
            language: info.split_whitespace().next().unwrap_or("").to_owned(),
            lines,
            is_closed: self.text[text_end..range.end].contains(['`', '~']),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let parts = parts(text);
        let parts = parts.iter().map(|part| match part {
            Part::Block(block) => {
                let state = if block.is_closed { "" } else { " open" };
                format!("{}{state} {:?} {:?}", block.line, block.language, block.lines)
            }
            Part::Comment { line, text } => format!("{line} comment {text}"),
            Part::ListItem { line, text } => format!("{line} item {text}"),
        });
        assert_eq!(parts.collect::<Vec<_>>().join("; "), expected, "{text}");
    }

    #[test]
    fn blocks_have_their_lines_and_know_whether_they_are_closed() {
        check("x\n```sh -x\na\n\n b\n```", r#"2 "sh" [(3, "a"), (4, ""), (5, " b")]"#);
        check("~~~\r\na\r\n\r\nb\r\n~~~\r\n", r#"1 "" [(2, "a"), (3, ""), (4, "b")]"#);
        check("> ```\n> a\n>\n> ```", r#"1 "" [(2, "a"), (3, "")]"#);
        check("- \n\t```\n\ta\n\t\tb\n\t```", "1 item ; 2 \"\" [(3, \"a\"), (4, \"\\tb\")]");
        check("```\n```", r#"1 "" []"#);
        check("```", r#"1 open "" []"#);
        check("~~~\na\n\n", r#"1 open "" [(2, "a"), (3, "")]"#);
        check("- ~~~\n  a\n- b", r#"1 item ~~~; 1 open "" [(2, "a")]; 3 item b"#);
        check("    ```\n    a\n    ```", "");
    }

    #[test]
    fn comments_begin_their_lines() {
        check("a\n<!-- b --> c\n<!--\nd -->", "2 comment <!-- b --> c; 3 comment <!--");
        check("> <!-- a -->\n\na <!-- b --> <!-- c -->", "");
        check("    <!-- a -->\n", "");
        check("a\n    <!-- b --> <!-- c -->", "2 comment     <!-- b --> <!-- c -->");
        check("- a\n\n    <!-- b -->", "1 item a; 3 comment     <!-- b -->");
    }
}
