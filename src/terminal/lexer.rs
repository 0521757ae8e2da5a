//! The lexer: a typed line becomes commands of words, with quotes, comments, `;` and `&&`.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Without quotes.
    pub text: String,
    /// Where it begins in the line, in bytes.
    pub start: usize,
    pub end: usize,
}

/// What separates a command from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Nothing, or `;`: it runs in any case.
    Always,
    /// `&&`: it runs if the one before it succeeded.
    AndThen,
}

/// Words between separators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimpleCommand {
    pub separator: Separator,
    /// Never empty, except in the last command of a line that is being completed.
    pub words: Vec<Word>,
}

/// Why a line cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexError {
    OpenQuote(char),
    /// What only a real shell has: `|`, `>`, `<`, `&`, a backquote.
    NotSimulated(char),
    /// `;` or `&&` with no command before it.
    NothingBefore(&'static str),
    /// `&&` with no command after it.
    NothingAfter,
}

/// Reads a line.
///
/// # Errors
/// What is not complete, and what this shell does not have.
pub fn lex(line: &str) -> Result<Vec<SimpleCommand>, LexError> {
    let mut lexer = Lexer::new(line);
    lexer.run()?;
    let mut commands = lexer.commands;
    match commands.last() {
        Some(last) if last.words.is_empty() && last.separator == Separator::AndThen => {
            return Err(LexError::NothingAfter);
        }
        Some(last) if last.words.is_empty() => {
            commands.pop();
        }
        _ => {}
    }
    Ok(commands)
}

/// Reads an unfinished line up to the cursor: the earlier words of the last command, and the word
/// that is being typed, which may be empty. `None` if the line cannot be read; an open quote is a
/// word that is being typed.
pub fn lex_open(line: &str) -> Option<(Vec<Word>, Word)> {
    let mut lexer = Lexer::new(line);
    match lexer.run() {
        Ok(()) | Err(LexError::OpenQuote(_)) => {}
        Err(_) => return None,
    }
    let mut words = lexer.commands.pop()?.words;
    let typing = words.pop_if(|word| word.end == line.len());
    let empty = Word { text: String::new(), start: line.len(), end: line.len() };
    Some((words, typing.unwrap_or(empty)))
}

struct Lexer<'a> {
    line: &'a str,
    commands: Vec<SimpleCommand>,
    word: Option<Word>,
}

impl<'a> Lexer<'a> {
    fn new(line: &'a str) -> Lexer<'a> {
        let first = SimpleCommand { separator: Separator::Always, words: Vec::new() };
        Lexer { line, commands: vec![first], word: None }
    }

    fn run(&mut self) -> Result<(), LexError> {
        let mut chars = self.line.char_indices().peekable();
        let mut quote: Option<char> = None;
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            match (quote, c) {
                (Some(q), c) if c == q => {
                    quote = None;
                    self.push(at, c, "");
                }
                (Some('\''), c) => self.push(at, c, c.encode_utf8(&mut [0; 4])),
                (_, '\\') if quote.is_none() || matches!(next, Some('"' | '\\')) => {
                    if let Some((at, c)) = chars.next() {
                        self.push(at, c, c.encode_utf8(&mut [0; 4]));
                    }
                }
                (Some(_), c) => self.push(at, c, c.encode_utf8(&mut [0; 4])),
                (None, '\'' | '"') => {
                    quote = Some(c);
                    self.push(at, c, "");
                }
                (None, '#') if self.word.is_none() => break,
                (None, ';') => self.next_command(Separator::Always, ";")?,
                (None, '&') if next == Some('&') => {
                    chars.next();
                    self.next_command(Separator::AndThen, "&&")?;
                }
                (None, '|' | '>' | '<' | '&' | '`') => {
                    self.end_word();
                    return Err(LexError::NotSimulated(c));
                }
                (None, c) if c.is_whitespace() => self.end_word(),
                (None, c) => self.push(at, c, c.encode_utf8(&mut [0; 4])),
            }
        }
        self.end_word();
        quote.map_or(Ok(()), |quote| Err(LexError::OpenQuote(quote)))
    }

    /// Adds to the current word; it now ends with `c` at `at`.
    fn push(&mut self, at: usize, c: char, text: &str) {
        let word =
            self.word.get_or_insert_with(|| Word { text: String::new(), start: at, end: at });
        word.text.push_str(text);
        word.end = at + c.len_utf8();
    }

    fn end_word(&mut self) {
        if let (Some(word), Some(command)) = (self.word.take(), self.commands.last_mut()) {
            command.words.push(word);
        }
    }

    fn next_command(&mut self, separator: Separator, sign: &'static str) -> Result<(), LexError> {
        self.end_word();
        if self.commands.last().is_none_or(|command| command.words.is_empty()) {
            return Err(LexError::NothingBefore(sign));
        }
        self.commands.push(SimpleCommand { separator, words: Vec::new() });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let read = match lex(line) {
            Ok(commands) => {
                let texts = commands.iter().map(|command| {
                    let words: Vec<_> =
                        command.words.iter().map(|word| word.text.as_str()).collect();
                    let and = if command.separator == Separator::AndThen { "&& " } else { "" };
                    format!("{and}[{}]", words.join("|"))
                });
                texts.collect::<Vec<_>>().join(" ")
            }
            Err(why) => format!("{why:?}"),
        };
        assert_eq!(read, expected, "{line}");
    }

    #[test]
    fn a_line_becomes_commands_of_words() {
        check("", "");
        check("   ", "");
        check("heroku pg:info", "[heroku|pg:info]");
        check("  heroku   ps:scale worker=1    ", "[heroku|ps:scale|worker=1]");
        check("a; b && c", "[a] [b] && [c]");
        check("a;", "[a]");
        check("a # the rest; && is a comment", "[a]");
        check("a#b", "[a#b]");
        check("# nothing", "");
    }

    #[test]
    fn quotes_keep_words_together() {
        check("config:set A='x; y && z'", "[config:set|A=x; y && z]");
        check(r#"a "b \"c\" d" ''"#, r#"[a|b "c" d|]"#);
        check(r"a b\ c", "[a|b c]");
        check("a 'it'\"'\"'s'", "[a|it's]");
        check("a '# no comment'", "[a|# no comment]");
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        check("a 'b", "OpenQuote('\\'')");
        check("a | b", "NotSimulated('|')");
        check("a > b", "NotSimulated('>')");
        check("a & b", "NotSimulated('&')");
        check("; a", "NothingBefore(\";\")");
        check("a && && b", "NothingBefore(\"&&\")");
        check("a &&", "NothingAfter");
    }

    #[test]
    fn the_word_being_typed_is_the_last() {
        let texts = |line| {
            let (mut words, typing) = lex_open(line).expect("it can be read");
            words.push(typing);
            words.into_iter().map(|word| word.text).collect::<Vec<_>>().join("|")
        };
        assert_eq!(texts(""), "");
        assert_eq!(texts("heroku pg:in"), "heroku|pg:in");
        assert_eq!(texts("heroku pg:info "), "heroku|pg:info|");
        assert_eq!(texts("heroku pg && heroku "), "heroku|");
        assert_eq!(texts("heroku \"pg"), "heroku|pg");
        for line in ["heroku pg | x", "&& heroku pg", "a > b", "a; ; b"] {
            assert_eq!(lex_open(line), None, "{line}");
        }
    }
}
