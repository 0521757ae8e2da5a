//! Parsing: the words of a command, by its row in the table.

use super::command::{Arity, Command, Flag, UsageError};
use super::help;
use super::lexer::Word;

/// What was typed after a command's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args {
    positional: Vec<String>,
    flags: Vec<(&'static str, Option<String>)>,
}

impl Args {
    /// The argument at this place, from 0.
    pub fn positional(&self, at: usize) -> Option<&str> {
        self.positional.get(at).map(String::as_str)
    }

    /// All arguments.
    pub fn all(&self) -> &[String] {
        &self.positional
    }

    /// Whether a flag was given.
    pub fn has(&self, long: &str) -> bool {
        self.flags.iter().any(|(name, _)| *name == long)
    }

    /// The value of a flag; the last one wins.
    pub fn value(&self, long: &str) -> Option<&str> {
        let given = self.flags.iter().rev().find(|(name, _)| *name == long)?;
        given.1.as_deref()
    }
}

/// Reads the words after a command's name.
///
/// # Errors
/// What is missing, too much, or not known.
pub fn parse(command: &Command, words: &[Word]) -> Result<Args, UsageError> {
    let flags = command.all_flags();
    let mut args = Args::default();
    let mut words = words.iter().map(|word| word.text.as_str());
    while let Some(word) = words.next() {
        // Later tools want a bare `--` before a provider's flags.
        if word == "--" {
            continue;
        }
        let Some((flag, inline)) = find_flag(command, &flags, word)? else {
            args.positional.push(word.to_owned());
            continue;
        };
        let value = match (flag.value, inline) {
            (Some(_), Some(value)) => Some(value.to_owned()),
            (Some((name, _)), None) => {
                let value = words.next().filter(|value| !value.starts_with("--"));
                let missing =
                    || UsageError::FlagValue { flag: flag.long.to_owned(), value: Some(name) };
                Some(value.ok_or_else(missing)?.to_owned())
            }
            (None, None) => None,
            (None, Some(_)) => {
                return Err(UsageError::FlagValue { flag: flag.long.to_owned(), value: None });
            }
        };
        args.flags.push((flag.long, value));
    }
    if !args.has("help") {
        check_count(command, &args)?;
    }
    Ok(args)
}

type FlagMatch<'a> = Option<(Flag, Option<&'a str>)>;

fn find_flag<'a>(
    command: &Command,
    flags: &[Flag],
    word: &'a str,
) -> Result<FlagMatch<'a>, UsageError> {
    let unknown =
        || UsageError::UnknownFlag { usage: help::usage(command), typed: word.to_owned() };
    if let Some(long) = word.strip_prefix("--") {
        let (name, value) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let flag = flags.iter().find(|flag| flag.long == name).ok_or_else(unknown)?;
        return Ok(Some((*flag, value)));
    }
    let Some(short) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
        return Ok(None);
    };
    let mut letters = short.chars();
    let letter = letters.next();
    let flag = flags.iter().find(|flag| flag.short == letter).ok_or_else(unknown)?;
    let rest = letters.as_str();
    Ok(Some((*flag, (!rest.is_empty()).then_some(rest))))
}

fn check_count(command: &Command, args: &Args) -> Result<(), UsageError> {
    let needed = command.args.iter().filter(|arg| arg.arity != Arity::Optional).count();
    let many = command.args.iter().any(|arg| arg.arity == Arity::Many);
    let given = args.positional.len();
    let usage = || help::usage(command);
    if given < needed {
        return Err(UsageError::Missing { usage: usage(), what: command.missing.to_owned() });
    }
    if given > command.args.len() && !many {
        let extra = args.positional[command.args.len()..].to_vec();
        return Err(UsageError::Extra { usage: usage(), extra });
    }
    Ok(())
}
