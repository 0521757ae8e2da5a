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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexError {
    OpenQuote(char),
    /// What only a real shell has: `|`, `>`, `<`, `&`.
    NotSimulated(char),
    /// What a real shell would replace by something else: `$HOME`, `$(`, a backquote.
    Expansion(String),
    /// A word with a dash that a word processor has set, and the word as it is typed.
    TypographicDash {
        typed: String,
        instead: String,
    },
    /// A quote that a word processor has set, and the one that is typed.
    TypographicQuote {
        typed: char,
        instead: char,
    },
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

/// A line without the backslash that ends it, if that lets it go on in the next line.
pub fn continued(line: &str) -> Option<&str> {
    let mut lexer = Lexer::new(line);
    // A quote may be open: the next line goes on inside it.
    let _ = lexer.run();
    line.strip_suffix('\\').filter(|_| lexer.goes_on)
}

/// A line that [goes on](continued), and the next one. Blanks that begin that one are there for
/// the eye.
pub fn join(open: &str, next: &str) -> String {
    let is_apart = open.ends_with(char::is_whitespace);
    open.to_owned() + if is_apart { next.trim_start() } else { next }
}

/// A text without the invisible characters that come along when it is copied from a page.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Soft hyphens, joiners, marks of direction and of byte order, and spaces without a width.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

fn is_typographic_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// The quote that is typed for one that a word processor has set.
fn plain_quote(c: char) -> Option<char> {
    match c {
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => Some('"'),
        '‘' | '’' | '‚' | '‛' | '′' => Some('\''),
        _ => None,
    }
}

/// A word as it is typed: one dash before a letter, two before a name.
fn with_plain_dashes(word: &str) -> String {
    let name = word.trim_start_matches(|c| c == '-' || is_typographic_dash(c));
    let is_name = name.chars().nth(1).is_some_and(char::is_alphabetic);
    let dashes = match name.len() {
        same if same == word.len() => "",
        _ if is_name => "--",
        _ => "-",
    };
    let plain = name.chars().map(|c| if is_typographic_dash(c) { '-' } else { c });
    dashes.chars().chain(plain).collect()
}

struct Lexer<'a> {
    line: &'a str,
    commands: Vec<SimpleCommand>,
    word: Option<Word>,
    /// Whether the line ends in a backslash that quotes the end of the line.
    goes_on: bool,
}

impl<'a> Lexer<'a> {
    fn new(line: &'a str) -> Lexer<'a> {
        let first = SimpleCommand { separator: Separator::Always, words: Vec::new() };
        Lexer { line, commands: vec![first], word: None, goes_on: false }
    }

    fn run(&mut self) -> Result<(), LexError> {
        let mut chars = self.line.char_indices().peekable();
        let mut quote: Option<char> = None;
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if quote != Some('\'')
                && let Some(expansion) = self.expansion(at)
            {
                self.end_word();
                return Err(LexError::Expansion(expansion));
            }
            match (quote, c) {
                (_, c) if is_invisible(c) => {}
                (Some(q), c) if c == q => {
                    quote = None;
                    self.push(at, c, "");
                }
                (Some('\''), c) => self.push(at, c, c.encode_utf8(&mut [0; 4])),
                (_, '\\') if next.is_none() => self.goes_on = true,
                (_, '\\') if quote.is_none() || matches!(next, Some('"' | '\\' | '$' | '`')) => {
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
                (None, '|' | '>' | '<' | '&') => {
                    self.end_word();
                    return Err(LexError::NotSimulated(c));
                }
                (None, c) if is_typographic_dash(c) && !self.is_in_value() => {
                    return Err(self.dash_error(at));
                }
                (None, c) if plain_quote(c).is_some() => {
                    let instead = plain_quote(c).unwrap_or(c);
                    return Err(LexError::TypographicQuote { typed: c, instead });
                }
                (None, c) if c.is_whitespace() => self.end_word(),
                (None, c) => self.push(at, c, c.encode_utf8(&mut [0; 4])),
            }
        }
        self.end_word();
        quote.map_or(Ok(()), |quote| Err(LexError::OpenQuote(quote)))
    }

    /// What begins at this byte that a real shell would replace by something else.
    fn expansion(&self, at: usize) -> Option<String> {
        let rest = &self.line[at..];
        if rest.starts_with('`') {
            return Some("`".to_owned());
        }
        let name = rest.strip_prefix('$')?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = match name.chars().next()? {
            c if is_part(c) => name.find(|c| !is_part(c)).unwrap_or(name.len()),
            '(' | '{' | '?' | '$' | '!' | '@' | '*' | '#' => 1,
            _ => return None,
        };
        Some(format!("${}", &name[..length]))
    }

    /// Whether the current word has come to the value of a config var, where any text may stand.
    fn is_in_value(&self) -> bool {
        self.word.as_ref().is_some_and(|word| word.text.contains('='))
    }

    fn dash_error(&self, at: usize) -> LexError {
        let word = &self.line[self.word.as_ref().map_or(at, |word| word.start)..];
        let is_end = |c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | '\'' | '"' | '=');
        let typed = &word[..word.find(is_end).unwrap_or(word.len())];
        LexError::TypographicDash { typed: typed.to_owned(), instead: with_plain_dashes(typed) }
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
    fn what_a_shell_would_replace_is_named_unless_it_is_quoted() {
        for (text, named) in [
            ("A=$(x)", "$("),
            ("A=$HOME/x", "$HOME"),
            ("A=${HOME}", "${"),
            ("A=\"$HOME\"", "$HOME"),
            ("A=`x`", "`"),
            ("\"`x`\"", "`"),
            ("A=$1", "$1"),
            ("a; echo $?", "$?"),
        ] {
            check(&format!("config:set {text}"), &format!("Expansion({named:?})"));
        }
        check("config:set A='$HOME' B='`x`'", "[config:set|A=$HOME|B=`x`]");
        check(r#"config:set A=\$HOME B="\$HOME\`""#, "[config:set|A=$HOME|B=$HOME`]");
        check("config:set A=5$ B=$ C=$.", "[config:set|A=5$|B=$|C=$.]");
        check("a # $HOME and `x`", "[a]");
    }

    #[test]
    fn what_cannot_be_seen_is_not_there() {
        check("heroku\u{200b} pg:\u{ad}info\u{feff}", "[heroku|pg:info]");
        check("\u{feff}heroku \u{2060} 'a\u{200d}b'", "[heroku|ab]");
        assert_eq!(visible("\u{feff}su\u{200b}shi\u{202c}"), "sushi");
        assert_eq!(visible("añ \u{a0}🐎"), "añ \u{a0}🐎");
    }

    #[test]
    fn a_typographic_dash_or_quote_is_named_with_what_to_type() {
        let dash = |line: &str, wanted: (&str, &str)| {
            let Err(LexError::TypographicDash { typed, instead }) = lex(line) else {
                panic!("{line}: {:?}", lex(line));
            };
            assert_eq!((typed.as_str(), instead.as_str()), wanted, "{line}");
        };
        dash("heroku pg:unfollow WHITE —confirm sushi", ("—confirm", "--confirm"));
        dash("heroku addons:add x ––follow=CHARCOAL", ("––follow", "--follow"));
        dash("heroku addons:add x -–follow CHARCOAL", ("-–follow", "--follow"));
        dash("heroku pg:kill 4836 –f; heroku ps", ("–f", "-f"));
        dash("heroku logs −n5", ("−n5", "-n5"));
        dash("heroku addons:add heroku‑postgresql:crane", {
            ("heroku‑postgresql:crane", "heroku-postgresql:crane")
        });
        let quote = |line: &str, typed: char, instead: char| {
            assert_eq!(lex(line), Err(LexError::TypographicQuote { typed, instead }), "{line}");
        };
        quote("heroku config:set A=“x y”", '“', '"');
        quote("“heroku pg:info”", '“', '"');
        quote("heroku config:set A=it’s", '’', '\'');
        check("config:set A='“x” – it’s' B=1–2", "[config:set|A=“x” – it’s|B=1–2]");
        check("a # it’s —so", "[a]");
    }

    #[test]
    fn a_line_that_ends_in_a_backslash_goes_on() {
        let goes_on = |line: &str| continued(line).is_some();
        for line in ["\\", "heroku pg \\", "a;\\", "a \"b\\", r"a \\\"] {
            assert!(goes_on(line), "{line}");
        }
        for line in ["", "a", "a\\ ", r"a \\", "a 'b\\", "a # b\\", "a | b\\"] {
            assert!(!goes_on(line), "{line}");
        }
        assert_eq!(join("a ", "   --b"), "a --b");
        assert_eq!(join("a", "b"), "ab");
        assert_eq!(join("a", " b"), "a b");
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
