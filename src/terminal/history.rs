//! The lines that were typed.

/// Lines kept.
const KEPT: usize = 200;

/// The longest line that is read; a longer one is not a command but a slip of the clipboard.
pub const LONGEST: usize = 4_000;

/// Lines that were typed, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
    /// How many there have been.
    noted: usize,
}

impl History {
    /// The lines of an earlier visit.
    pub fn of(lines: Vec<String>) -> History {
        let mut history = History::default();
        lines.iter().for_each(|line| history.note(line));
        history
    }

    /// Takes note of a line, unless it says nothing or the same as the one before.
    pub fn note(&mut self, line: &str) {
        let line = line.trim();
        let again = self.lines.last().is_some_and(|last| last == line);
        if !line.is_empty() && line.len() <= LONGEST && !again {
            if self.lines.len() == KEPT {
                self.lines.remove(0);
            }
            self.lines.push(line.to_owned());
            self.noted += 1;
        }
    }

    /// How many lines there have been, those that are forgotten included.
    pub fn noted(&self) -> usize {
        self.noted
    }

    /// The lines since there were so many.
    pub fn since(&self, noted: usize) -> &[String] {
        let new = self.noted - noted.min(self.noted);
        self.lines.get(self.lines.len().saturating_sub(new)..).unwrap_or_default()
    }

    /// The lines.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}
