//! The editor of the line at the prompt: its text, its cursor, history and completion.

use crate::run::Simulation;
use crate::terminal::completion::{self, Completion};
use crate::terminal::lexer;

/// What was done to the text at the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptEdit {
    /// It was typed: this is the whole text now, and where the cursor stands, in bytes.
    Typed(String, usize),
    /// A key changed it: this is the whole text now, and where the cursor belongs, in bytes.
    Put(String, usize),
    /// The word before the cursor, which stands there, was erased.
    WordErased(usize),
    /// Tab, with the cursor there.
    Completed(usize),
    /// A candidate was picked.
    Chosen(String),
    /// Arrow up.
    Older,
    /// Arrow down.
    Newer,
    /// Esc.
    Escaped,
}

/// The text at the prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEditor {
    /// Earlier lines that end in a backslash and go on here, as one.
    open: Option<String>,
    text: String,
    /// Where the cursor belongs after a change that typing did not make; grows a revision.
    cursor: usize,
    revision: u32,
    /// How many lines back in history it is, with what had been typed before.
    back: Option<(usize, String)>,
    completion: Option<Completion>,
}

impl LineEditor {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was entered and goes on here, because it ended in a backslash.
    pub fn open(&self) -> Option<&str> {
        self.open.as_deref()
    }

    /// The whole line: what goes on here, and the text.
    pub fn line(&self) -> String {
        self.open.as_ref().map_or(self.text.clone(), |open| lexer::join(open, &self.text))
    }

    /// Lets what was entered go on here.
    pub fn go_on(&mut self, open: &str) {
        self.open = Some(open.to_owned());
        self.revision += 1;
    }

    /// Takes away what goes on here, to be joined.
    pub fn take_open(&mut self) -> Option<String> {
        self.open.take()
    }

    /// Where the cursor belongs, in bytes, since the revision last grew.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// A number that grows with every change that typing did not make.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// What Tab offered.
    pub fn completion(&self) -> Option<&Completion> {
        self.completion.as_ref()
    }

    /// Puts a line there, in the place of all that stood there.
    pub fn set(&mut self, text: String) {
        self.open = None;
        self.replace(text);
    }

    /// Puts a text there; what goes on there stays.
    fn replace(&mut self, text: String) {
        *self = LineEditor {
            open: self.open.take(),
            cursor: text.len(),
            text,
            revision: self.revision + 1,
            ..LineEditor::default()
        };
    }

    /// Puts the text there again, after what was done to it elsewhere was refused.
    pub fn restore(&mut self) {
        self.revision += 1;
    }

    /// Puts a text there, with the cursor at this byte of it.
    pub fn put(&mut self, text: String, cursor: usize) {
        self.replace(text);
        self.cursor = cursor;
    }

    /// Takes the text away, to be entered.
    pub fn take(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        self.replace(String::new());
        text
    }

    /// Takes note of an edit.
    pub fn edit(&mut self, edit: PromptEdit, run: &Simulation, history: &[String]) {
        match edit {
            PromptEdit::Typed(text, cursor) => {
                self.text = text;
                self.cursor = cursor;
                self.completion = None;
                self.back = None;
            }
            PromptEdit::Put(text, cursor) => self.put(text, cursor),
            PromptEdit::WordErased(cursor) => self.erase_word(cursor),
            PromptEdit::Completed(cursor) => self.complete(cursor, run),
            PromptEdit::Chosen(word) => self.choose(&word, run),
            PromptEdit::Older => self.recall(history, 1),
            PromptEdit::Newer => self.recall(history, -1),
            PromptEdit::Escaped => self.completion = None,
        }
    }

    fn erase_word(&mut self, cursor: usize) {
        let Some((before, after)) = self.text.split_at_checked(cursor) else {
            return;
        };
        let kept = before.trim_end().trim_end_matches(|c: char| !c.is_whitespace());
        let (text, cursor) = (kept.to_owned() + after, kept.len());
        self.put(text, cursor);
    }

    fn complete(&mut self, cursor: usize, run: &Simulation) {
        let cursor = cursor.min(self.text.len());
        let Some((before, _)) = self.text.split_at_checked(cursor) else {
            return;
        };
        let completion = self.complete_after(before, run);
        self.cursor = cursor;
        self.insert(completion.from, &completion.insert);
        self.completion = (completion.candidates.len() != 1).then_some(completion);
    }

    fn choose(&mut self, word: &str, run: &Simulation) {
        let completion = self.completion.take().unwrap_or_else(|| {
            self.cursor = self.text.len();
            self.completion_at_end(run)
        });
        let end = if word.ends_with(['=', ':']) { "" } else { " " };
        self.insert(completion.from, &(word.to_owned() + end));
    }

    /// What may go on where the text ends.
    pub fn completion_at_end(&self, run: &Simulation) -> Completion {
        self.complete_after(&self.text, run)
    }

    /// What may go on where this beginning of the text ends.
    fn complete_after(&self, before: &str, run: &Simulation) -> Completion {
        let open = self.open.as_deref().unwrap_or_default();
        let line = open.to_owned() + before;
        let mut found = completion::complete(run.world(), run.shell().app(), &line);
        // A word that began in an earlier line is completed there, which is entered.
        match found.from.checked_sub(open.len()) {
            Some(from) => found.from = from,
            None => found = Completion { from: 0, insert: before.to_owned(), ..found },
        }
        found
    }

    /// Puts `word` in the place of what stands between `from` and the cursor.
    fn insert(&mut self, from: usize, word: &str) {
        let from = from.min(self.cursor);
        let kept = self.text.get(..from).unwrap_or_default();
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.text = format!("{kept}{word}{after}");
        self.cursor = from + word.len();
        self.revision += 1;
    }

    fn recall(&mut self, history: &[String], by: i32) {
        let (back, typed) = self.back.take().unwrap_or((0, self.text.clone()));
        let back = back.saturating_add_signed(by as isize).min(history.len());
        let text = if back == 0 { typed.clone() } else { history[history.len() - back].clone() };
        self.replace(text);
        self.back = (back > 0).then_some((back, typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    fn run() -> Simulation {
        let world = lessons::read("front door", lessons::FRONT_DOOR_TEXT).expect("it is right");
        Simulation::start(&world)
    }

    fn complete(text: &str) -> (String, usize) {
        let mut editor = LineEditor::default();
        editor.edit(PromptEdit::Typed(text.to_owned(), text.len()), &run(), &[]);
        editor.edit(PromptEdit::Completed(text.len()), &run(), &[]);
        let candidates = editor.completion().map_or(1, |found| found.candidates.len());
        (editor.text().to_owned(), candidates)
    }

    #[test]
    fn tab_completes_what_is_certain_and_lists_the_rest() {
        assert_eq!(complete("heroku pg:unf"), ("heroku pg:unfollow ".to_owned(), 1));
        assert_eq!(complete("heroku pg:p"), ("heroku pg:p".to_owned(), 2));
        assert_eq!(complete("heroku pg:promote whi"), ("heroku pg:promote WHITE ".to_owned(), 1));
        assert_eq!(
            complete("heroku pg:promote heroku_postgresql_w").0,
            "heroku pg:promote HEROKU_POSTGRESQL_WHITE_URL "
        );
        for (typed, expected) in [
            ("heroku PG:UNF", "heroku pg:unfollow "),
            ("heroku pg:kill 1 La", "heroku pg:kill 1 LAVENDER "),
            ("heroku addons:remove cha", "heroku addons:remove CHARCOAL "),
            ("heroku addons:add x --follow cha", "heroku addons:add x --follow CHARCOAL "),
            ("heroku addons:add x --fork=Cha", "heroku addons:add x --fork=CHARCOAL "),
            ("heroku config:get whi", "heroku config:get HEROKU_POSTGRESQL_WHITE_URL "),
            ("heroku ps -a s", "heroku ps -a sushi "),
        ] {
            assert_eq!(complete(typed).0, expected);
        }
        assert_eq!(complete("heroku ps:scale wo"), ("heroku ps:scale worker=".to_owned(), 1));
        assert_eq!(complete("heroku zz"), ("heroku zz".to_owned(), 0));
        // As the greeting says: heroku, and Tab twice.
        assert_eq!(complete("heroku"), ("heroku ".to_owned(), 1));
        assert!(complete("heroku ").1 > 20);
    }

    #[test]
    fn tab_leaves_alone_what_it_cannot_read_or_complete() {
        for line in [
            "heroku config:set A=x | y",
            "&& heroku pg",
            "heroku pg > x",
            "heroku config:set A='x y",
            "heroku \"zz",
            "heroku pg:promote url",
        ] {
            assert_eq!(complete(line).0, line);
        }
        assert_eq!(complete("heroku \"pg:unf"), ("heroku pg:unfollow ".to_owned(), 1));
    }

    #[test]
    fn a_word_is_erased_whatever_the_blanks_around_it() {
        let check = |text: &str, cursor: usize, expected: (&str, usize)| {
            let mut editor = LineEditor::default();
            editor.edit(PromptEdit::Typed(text.to_owned(), cursor), &run(), &[]);
            editor.edit(PromptEdit::WordErased(cursor), &run(), &[]);
            assert_eq!((editor.text(), editor.cursor()), expected, "{text}");
        };
        check("heroku pg:info", 14, ("heroku ", 7));
        check("heroku pg:info  x", 16, ("heroku x", 7));
        check("heroku", 6, ("", 0));
        check("", 0, ("", 0));
        // A no-break space, as pages and phones put between words, has two bytes.
        check("heroku\u{a0}pg", 10, ("heroku\u{a0}", 8));
        check("ä\u{2003}ö ü", 8, ("ä\u{2003}ü", 5));
        check("ä", 1, ("ä", 1));
    }

    #[test]
    fn history_comes_back_and_what_was_typed_is_kept() {
        let (run, history) = (run(), ["heroku apps", "heroku ps"].map(str::to_owned));
        let mut editor = LineEditor::default();
        let mut step = |edit| {
            editor.edit(edit, &run, &history);
            editor.text().to_owned()
        };
        step(PromptEdit::Typed("her".to_owned(), 3));
        let seen: Vec<String> = [
            PromptEdit::Older,
            PromptEdit::Older,
            PromptEdit::Older,
            PromptEdit::Newer,
            PromptEdit::Newer,
        ]
        .into_iter()
        .map(&mut step)
        .collect();
        assert_eq!(seen, ["heroku ps", "heroku apps", "heroku apps", "heroku ps", "her"]);
    }

    #[test]
    fn escape_takes_away_what_tab_offered() {
        let mut editor = LineEditor::default();
        editor.edit(PromptEdit::Typed("heroku pg:p".to_owned(), 11), &run(), &[]);
        editor.edit(PromptEdit::Completed(11), &run(), &[]);
        assert!(editor.completion().is_some());
        editor.edit(PromptEdit::Escaped, &run(), &[]);
        assert_eq!((editor.text(), editor.completion()), ("heroku pg:p", None));
    }
}
