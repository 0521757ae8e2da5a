//! Lines that nobody has typed yet: whether their commands are such as there are, and which names
//! they have.

use super::command::{Command, ValueKind};
use super::commands::TABLE;
use super::lexer::{self, SimpleCommand, Word};
use super::{messages, parser, suggestions};

/// What keeps a line from being run at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFlaw {
    /// Quotes, or signs of a real shell.
    Unreadable,
    UnknownCommand {
        typed: String,
        near: Option<&'static str>,
    },
    /// The command does not take these words; what it says of them.
    Usage(String),
}

/// A word of a line that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedName {
    pub kind: ValueKind,
    pub text: String,
}

/// The commands of a line, and the words that name something in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandLine {
    pub commands: Vec<&'static str>,
    pub names: Vec<TypedName>,
}

impl CommandLine {
    /// Reads a line as the terminal would.
    ///
    /// # Errors
    /// What keeps it from being run.
    pub fn read(line: &str) -> Result<CommandLine, LineFlaw> {
        let mut read = CommandLine::default();
        let commands = lexer::lex(line).map_err(|_| LineFlaw::Unreadable)?;
        if commands.is_empty() {
            return Err(LineFlaw::Unreadable);
        }
        for simple in &commands {
            let (command, rest) = command_of(simple).ok_or(LineFlaw::Unreadable)?;
            let command = command.ok_or_else(|| unknown(simple))?;
            let usage = |error| LineFlaw::Usage(messages::usage(&error));
            let args = parser::parse(command, rest).map_err(usage)?;
            read.commands.push(command.name);
            // The last argument may come many times.
            let kind = |at: usize| command.args.get(at).or(command.args.last());
            for (at, text) in args.all().iter().enumerate() {
                let name = kind(at).map(|arg| TypedName { kind: arg.kind, text: text.clone() });
                read.names.extend(name);
            }
            for flag in command.all_flags() {
                let value = flag.value.zip(args.value(flag.long));
                let name = value.map(|((_, kind), text)| TypedName { kind, text: text.to_owned() });
                read.names.extend(name);
            }
        }
        Ok(read)
    }
}

fn unknown(simple: &SimpleCommand) -> LineFlaw {
    let mut words = simple.words.iter().map(|word| word.text.as_str());
    let typed = words.find(|word| *word != "heroku").unwrap_or("heroku").to_owned();
    let near = suggestions::commands(&typed, &TABLE).first().copied();
    LineFlaw::UnknownCommand { typed, near }
}

/// The command that words name, if there is one, and the words after its name; `None` if there are
/// no words.
pub(super) fn command_of(simple: &SimpleCommand) -> Option<(Option<&'static Command>, &[Word])> {
    let (first, rest) = simple.words.split_first()?;
    let of_heroku = first.text == "heroku";
    let (name, rest) = match rest.split_first() {
        Some((name, rest)) if of_heroku => (name.text.as_str(), rest),
        _ if of_heroku => ("help", rest),
        _ => (first.text.as_str(), rest),
    };
    let found = TABLE.find(name);
    Some((found.filter(|command| command.builtin != of_heroku || command.name == "help"), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_a_line_are_found() {
        let check = |line: &str, commands: &[&str], names: &[(ValueKind, &str)]| {
            let read = CommandLine::read(line).expect(line);
            let found: Vec<_> =
                read.names.iter().map(|name| (name.kind, name.text.as_str())).collect();
            assert_eq!((read.commands.as_slice(), found.as_slice()), (commands, names), "{line}");
        };
        use ValueKind::{App, Database, Plan, Scale};
        check("heroku pg:info", &["pg:info"], &[]);
        check("heroku pg:promote WHITE", &["pg:promote"], &[(Database, "WHITE")]);
        check(
            "heroku ps:scale web=0 worker=1 --app sushi && heroku maintenance:on",
            &["ps:scale", "maintenance:on"],
            &[(Scale, "web=0"), (Scale, "worker=1"), (App, "sushi")],
        );
        check(
            "heroku addons:add heroku-postgresql:crane --follow WHITE",
            &["addons:add"],
            &[(Plan, "heroku-postgresql:crane"), (Database, "WHITE")],
        );
    }

    #[test]
    fn what_cannot_be_run_is_told() {
        let near = Some("pg:promote");
        let typed = "pg:promoote".to_owned();
        let unknown = LineFlaw::UnknownCommand { typed, near };
        assert_eq!(CommandLine::read("heroku pg:promoote TEAL"), Err(unknown));
        assert_eq!(CommandLine::read("heroku pg:info \"x"), Err(LineFlaw::Unreadable));
        let usage = CommandLine::read("heroku pg:promote");
        assert!(matches!(usage, Err(LineFlaw::Usage(_))), "{usage:?}");
    }
}
