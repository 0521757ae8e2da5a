//! Fenced code blocks of Markdown.

/// The line that opens a block.
pub struct Fence<'a> {
    /// Its number, from 1.
    pub line: u32,
    /// What stands before its marks: blanks, and the signs of a list or a quotation.
    before: &'a str,
    marks: &'a str,
    /// Whether it is a `term` block.
    pub is_term: bool,
}

impl<'a> Fence<'a> {
    pub fn open(number: u32, line: &'a str) -> Option<Fence<'a>> {
        let at = line.find("```").into_iter().chain(line.find("~~~")).min()?;
        let (before, rest) = line.split_at(at);
        let numbered = before.trim().trim_end_matches(['.', ')']);
        let of_list = matches!(before.trim(), "" | "-" | "*" | "+")
            || before.trim() != numbered && numbered.chars().all(|c| c.is_ascii_digit());
        if !of_list && !before.chars().all(|c| c == '>' || c == ' ') {
            return None;
        }
        let mark = rest.chars().next()?;
        let info = rest.trim_start_matches(mark);
        let marks = &rest[..rest.len() - info.len()];
        // Three backticks and more of them on one line are a word in a sentence.
        let is_fence = mark == '~' || !info.contains('`');
        let is_term = info.split_whitespace().next() == Some("term");
        is_fence.then_some(Fence { line: number, before, marks, is_term })
    }

    /// A line of the block without what stands before it.
    pub fn inside<'l>(&self, line: &'l str) -> &'l str {
        let mut rest = line;
        for c in self.before.chars() {
            let sign = if c == '>' { '>' } else { ' ' };
            rest = match rest.strip_prefix(sign) {
                Some(rest) => rest,
                None => break,
            };
        }
        rest
    }

    /// Whether a line closes it: marks of the same kind, at least as many, and nothing else.
    pub fn is_closed_by(&self, inside: &str) -> bool {
        let rest = inside.trim();
        rest.starts_with(self.marks) && rest.chars().all(|c| self.marks.starts_with(c))
    }
}
