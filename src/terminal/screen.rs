//! The screen: printed lines as spans with a meaning. The user interface chooses the colours.

use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    Plain,
    /// Less important: an explanation that the real tool does not print.
    Dim,
    Heading,
    /// Good news: `done`, `available`.
    Good,
    /// Worth a look.
    Warn,
    Bad,
    /// The prompt, `$` or `>`.
    Prompt,
    Typed,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub style: Style,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Line {
    pub spans: Vec<Span>,
    /// Whether it is a row of a table, which is read down its columns: it is never wrapped.
    pub is_row: bool,
}

impl Line {
    /// A line of one span.
    pub fn of(style: Style, text: impl Into<String>) -> Line {
        Line::default().and(style, text)
    }

    pub fn plain(text: impl Into<String>) -> Line {
        Line::of(Style::Plain, text)
    }

    /// An error or a warning, as the tool prints it (docs/heroku.md#bang-column).
    pub fn error(text: impl std::fmt::Display) -> Line {
        Line::of(Style::Bad, "!").and(Style::Plain, format!("    {text}"))
    }

    /// An explanation that the real tool does not print.
    pub fn aside(text: impl std::fmt::Display) -> Line {
        Line::of(Style::Dim, format!("     {text}"))
    }

    /// The line with one more span.
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Line {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span { style, text });
        }
        self
    }

    /// The line as a row of a table.
    pub fn row(self) -> Line {
        Line { is_row: true, ..self }
    }

    /// Whether a span of it that was printed, and not typed, has this text.
    pub fn has_printed(&self, text: &str) -> bool {
        let mut printed = self.spans.iter().filter(|span| span.style != Style::Typed);
        printed.any(|span| span.text.contains(text))
    }

    /// Its text without styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// At least so many lines are kept.
const KEPT: usize = 1_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Shared with the user interface, which compares it with what it showed before.
    lines: Rc<Vec<Rc<Line>>>,
    /// How many printed lines are not kept any more.
    dropped: u64,
    /// A line that is still being redrawn.
    live: Option<Rc<Line>>,
    /// Grows with every change.
    revision: u64,
}

impl Screen {
    pub fn print(&mut self, line: Line) {
        self.add(Rc::new(line));
    }

    fn add(&mut self, line: Rc<Line>) {
        self.revision += 1;
        let lines = Rc::make_mut(&mut self.lines);
        lines.push(line);
        if lines.len() > 2 * KEPT {
            lines.drain(..KEPT);
            self.dropped += KEPT as u64;
        }
    }

    pub fn print_all(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.print(line);
        }
    }

    /// Draws the live line, or removes it.
    pub fn redraw(&mut self, line: Option<Line>) {
        let line = line.map(Rc::new);
        if self.live != line {
            self.live = line;
            self.revision += 1;
        }
    }

    /// Makes the live line an ordinary line.
    pub fn settle(&mut self) {
        if let Some(line) = self.live.take() {
            self.add(line);
        }
    }

    pub fn clear(&mut self) {
        self.dropped += self.lines.len() as u64;
        self.lines = Rc::default();
        self.revision += 1;
    }

    /// The lines that are kept, oldest first, with their numbers, which never change.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &Line)> {
        self.lines.iter().enumerate().map(|(at, line)| (self.dropped + at as u64, &**line))
    }

    /// The same lines, to be kept and compared with later ones.
    pub fn shared(&self) -> &Rc<Vec<Rc<Line>>> {
        &self.lines
    }

    /// The line that is still being redrawn.
    pub fn live(&self) -> Option<&Rc<Line>> {
        self.live.as_ref()
    }

    /// How many lines have ever been printed.
    pub fn printed(&self) -> u64 {
        self.dropped + self.lines.len() as u64
    }

    /// A number that grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_while_old_ones_are_forgotten() {
        let mut screen = Screen::default();
        for n in 0..2_500 {
            screen.print(Line::plain(n.to_string()));
        }
        assert_eq!(screen.printed(), 2_500);
        assert!(screen.lines().all(|(number, line)| line.text() == number.to_string()));
        assert!(screen.lines().count() <= 2_000);
        screen.clear();
        assert_eq!((screen.printed(), screen.lines().count()), (2_500, 0));
    }
}
