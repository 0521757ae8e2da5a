//! What has been printed: lines of semantic spans. Whoever shows them chooses the colours.

use std::rc::Rc;

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Ordinary output.
    Plain,
    /// Of less weight: an explanation that the real tool does not print.
    Dim,
    /// A heading.
    Heading,
    /// Good news: `done`, `available`.
    Good,
    /// Worth a look.
    Warn,
    /// An error.
    Bad,
    /// The prompt, `$` or `>`.
    Prompt,
    /// What was typed.
    Typed,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// What it is.
    pub style: Style,
    /// Its text.
    pub text: String,
}

/// A printed line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Line {
    /// Its pieces.
    pub spans: Vec<Span>,
}

impl Line {
    /// A line of one piece.
    pub fn of(style: Style, text: impl Into<String>) -> Line {
        Line::default().and(style, text)
    }

    /// An ordinary line.
    pub fn plain(text: impl Into<String>) -> Line {
        Line::of(Style::Plain, text)
    }

    /// The line with one piece more.
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Line {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span { style, text });
        }
        self
    }

    /// Its text without styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// Lines kept.
const KEPT: usize = 1_000;

/// The screen of a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Shared with the page, so that it sees at a glance whether they are the same as before.
    lines: Rc<Vec<Rc<Line>>>,
    /// Lines printed and since forgotten or cleared.
    dropped: u64,
    /// A line that is still being redrawn.
    live: Option<Rc<Line>>,
    /// Grows with every change.
    revision: u64,
}

impl Screen {
    /// Prints a line.
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

    /// Prints lines.
    pub fn print_all(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.print(line);
        }
    }

    /// Draws the line that is still being redrawn, or takes it away.
    pub fn redraw(&mut self, line: Option<Line>) {
        let line = line.map(Rc::new);
        if self.live != line {
            self.live = line;
            self.revision += 1;
        }
    }

    /// The line that is still being redrawn stays as it is.
    pub fn settle(&mut self) {
        if let Some(line) = self.live.take() {
            self.add(line);
        }
    }

    /// Forgets what was printed.
    pub fn clear(&mut self) {
        self.dropped += self.lines.len() as u64;
        self.lines = Rc::default();
        self.revision += 1;
    }

    /// The lines that are kept, oldest first, with the number that each has had since it was
    /// printed.
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
