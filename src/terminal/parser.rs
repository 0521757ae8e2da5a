//! Parsing: the words of a command become arguments and flags, by its row in the table.

use super::args::Args;
use super::command::{Arity, Command, Flag};
use super::error::UsageError;
use super::lexer::Word;

/// Reads the words after the name of a command.
///
/// # Errors
/// What is missing, too much, or not known.
pub fn parse(command: &Command, words: &[Word]) -> Result<Args, UsageError> {
    let flags = command.all_flags();
    let mut args = Args::default();
    let mut words = words.iter().map(|word| word.text.as_str());
    while let Some(word) = words.next() {
        // Later tools want a bare `--` before a provider's flags (docs/heroku.md#later-tools).
        if word == "--" {
            continue;
        }
        let bare = find_bare_flag(command, word);
        if bare.is_some() || is_bare_option(command, word) {
            args.bare_flags.push(word.to_owned());
        }
        // What an add-on might know and ours does not is passed on and ignored.
        if bare.is_none() && is_bare_option(command, word) {
            continue;
        }
        let Some((flag, inline)) = find_flag(command, &flags, word)?.or(bare) else {
            args.positional.push(word.to_owned());
            continue;
        };
        let value = match (flag.value, inline) {
            (Some((name, _)), inline) => {
                let value = inline.or_else(|| words.next().filter(|word| !word.starts_with("--")));
                let value = value.filter(|value| !value.is_empty());
                let missing = UsageError::MissingValue { flag: flag.long, value: name };
                Some(value.ok_or(missing)?.to_owned())
            }
            (None, None) => None,
            (None, Some(_)) => return Err(UsageError::ExtraValue { flag: flag.long }),
        };
        args.flags.push((flag.long, value));
    }
    if !args.has("help") {
        check_count(command, &args)?;
    }
    Ok(args)
}

/// A flag, and a value in the same word: `--follow=WHITE`, `-n5`.
type FlagMatch<'a> = Option<(Flag, Option<&'a str>)>;

fn find_flag<'a>(
    command: &Command,
    flags: &[Flag],
    word: &'a str,
) -> Result<FlagMatch<'a>, UsageError> {
    let unknown = || UsageError::UnknownFlag { usage: command.usage(), typed: word.to_owned() };
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
    let value = letters.as_str();
    Ok(Some((*flag, (!value.is_empty()).then_some(value))))
}

/// Whether a word is `name=value`, where the command takes such words.
fn is_bare_option(command: &Command, word: &str) -> bool {
    let name = word.split_once('=').map_or("", |(name, _)| name);
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_letter);
    command.takes_bare_flags && is_name
}

/// `follow=WHITE`, where the command takes such words.
fn find_bare_flag<'a>(command: &Command, word: &'a str) -> FlagMatch<'a> {
    let (name, value) = word.split_once('=').filter(|_| command.takes_bare_flags)?;
    let flag = command.flags.iter().find(|flag| flag.long == name)?;
    Some((*flag, Some(value)))
}

fn check_count(command: &Command, args: &Args) -> Result<(), UsageError> {
    let needed = command.args.iter().filter(|arg| arg.arity != Arity::Optional).count();
    let takes_many = command.args.iter().any(|arg| arg.arity == Arity::Many);
    let usage = || command.usage();
    if args.positional.len() < needed {
        return Err(UsageError::MissingArgument { usage: usage(), message: command.missing });
    }
    match args.positional.get(command.args.len()..) {
        Some(extra @ [_, ..]) if command.takes_bare_flags => {
            Err(UsageError::Unexpected { extra: extra.to_vec() })
        }
        Some(extra @ [_, ..]) if !takes_many => {
            Err(UsageError::ExtraArguments { usage: usage(), extra: extra.to_vec() })
        }
        _ => Ok(()),
    }
}
