//! The lines that were typed before.

/// The most lines that are kept.
const KEPT: usize = 200;

/// The longest line that is read, in bytes. A longer one was pasted by mistake.
pub const LONGEST: usize = 4_000;

/// Lines that were typed, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
    /// How many lines there have been.
    noted: usize,
}

impl History {
    /// The lines of an earlier visit.
    pub fn of(lines: Vec<String>) -> History {
        let mut history = History::default();
        lines.iter().for_each(|line| history.note(line));
        history
    }

    /// Adds a line, unless it is empty or the same as the one before.
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

    /// The lines after the first `noted` of them.
    pub fn since(&self, noted: usize) -> &[String] {
        let new = self.noted - noted.min(self.noted);
        self.lines.get(self.lines.len().saturating_sub(new)..).unwrap_or_default()
    }

    /// The lines that are kept.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}
