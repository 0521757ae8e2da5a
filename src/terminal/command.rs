//! What a command is: one row of the table that everything else reads.

use super::arguments::Args;
use super::messages;
use super::preview::Preview;
use super::screen::{Line, Screen, Style};
use crate::platform::{AppId, DatabaseId, Platform, Refusal};

/// A command.
#[derive(Debug)]
pub struct Command {
    /// Its name: `pg:promote`.
    pub name: &'static str,
    /// Its other names, such as those of later tools.
    pub aliases: &'static [&'static str],
    /// Its arguments, in order.
    pub args: &'static [Arg],
    /// Its flags, beside those that every command of `heroku` has.
    pub flags: &'static [Flag],
    /// What it does, in a line.
    pub summary: &'static str,
    /// What else there is to say of it, a line each.
    pub notes: &'static [&'static str],
    /// What is said where an argument is missing: `Must specify DATABASE to promote.`
    pub missing: &'static str,
    /// Whether it asks for the app's name before it acts.
    pub confirms: bool,
    /// Whether it belongs to the shell and not to `heroku`.
    pub builtin: bool,
    /// What a click offers.
    pub offer: Option<Offer>,
    /// The entry of the page's glossary that explains what it does.
    pub glossary: Option<&'static str>,
    /// Says of the first database it names what it would do that nobody can undo.
    pub preview: Option<fn(&Platform, &mut Preview, DatabaseId)>,
    /// Does it.
    pub run: fn(&mut Invocation) -> CommandResult,
}

/// What a click offers: a label, and the words that follow the command's name; no words where it
/// makes no sense now.
#[derive(Clone, Copy, Debug)]
pub enum Offer {
    /// On a database.
    Database(&'static str, fn(&Platform, DatabaseId) -> Option<String>),
    /// On an app.
    App(&'static str, fn(&Platform, AppId) -> Option<String>),
}

/// An argument.
#[derive(Clone, Copy, Debug)]
pub struct Arg {
    /// As usage names it.
    pub name: &'static str,
    /// What it may be.
    pub kind: ValueKind,
    /// How often it may come.
    pub arity: Arity,
}

/// How often an argument may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// Once.
    One,
    /// Once or not at all.
    Optional,
    /// Once or more.
    Many,
}

/// A flag.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Its name after `--`.
    pub long: &'static str,
    /// Its letter after `-`.
    pub short: Option<char>,
    /// Its value, as usage names it, and what it may be; none for a switch.
    pub value: Option<(&'static str, ValueKind)>,
    /// What it does, in a line; empty for one that is taken and not offered.
    pub summary: &'static str,
}

/// What a word may be; completion lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A database of the app.
    Database,
    /// The add-on of a database.
    Addon,
    /// A service and plan: `heroku-postgresql:crane`.
    Plan,
    /// A process id of a query.
    ProcessId,
    /// A change of the formation: `worker=0`.
    Scale,
    /// The name of a config var.
    ConfigVar,
    /// `NAME=value`.
    ConfigPair,
    /// An app.
    App,
    /// A command or a topic.
    Command,
    /// A whole number.
    Number,
    /// Any word.
    Word,
}

/// The flags of every command of `heroku`.
pub const COMMON: &[Flag] = &[
    Flag {
        long: "app",
        short: Some('a'),
        value: Some(("APP", ValueKind::App)),
        summary: "the app it is about",
    },
    Flag { long: "help", short: Some('h'), value: None, summary: "this help" },
    Flag {
        long: "remote",
        short: Some('r'),
        value: Some(("REMOTE", ValueKind::Word)),
        summary: "",
    },
];

/// The flag that answers before a command asks; every command of `heroku` takes it.
const CONFIRM: Flag =
    Flag { long: "confirm", short: None, value: Some(("APP", ValueKind::App)), summary: "" };

impl Command {
    /// A command with nothing but a name, to be filled in.
    pub const fn named(name: &'static str, run: fn(&mut Invocation) -> CommandResult) -> Command {
        Command {
            name,
            aliases: &[],
            args: &[],
            flags: &[],
            summary: "",
            notes: &[],
            missing: "",
            confirms: false,
            builtin: false,
            offer: None,
            glossary: None,
            preview: None,
            run,
        }
    }

    /// Its flags and those it shares with others.
    pub fn all_flags(&self) -> Vec<Flag> {
        if self.builtin {
            return self.flags.to_vec();
        }
        let summary = if self.confirms { "go on without asking" } else { "" };
        let confirm = [Flag { summary, ..CONFIRM }];
        [self.flags, &confirm, COMMON].concat()
    }

    /// As it is typed: `heroku pg:promote`, `clear`.
    pub fn typed(&self) -> String {
        if self.builtin { self.name.to_owned() } else { format!("heroku {}", self.name) }
    }

    /// Its topic: `pg` of `pg:promote`.
    pub fn topic(&self) -> &'static str {
        self.name.split(':').next().unwrap_or(self.name)
    }
}

/// A command being run.
pub struct Invocation<'a> {
    /// The world it acts on.
    pub world: &'a mut Platform,
    /// The app it is about.
    pub app: AppId,
    /// What was typed.
    pub args: &'a Args,
    /// Where it prints.
    pub out: &'a mut Screen,
    /// Lines typed before.
    pub history: &'a [String],
    /// The app whose name has been typed or given.
    pub confirmed: Option<AppId>,
}

impl Invocation<'_> {
    /// Prints an ordinary line.
    pub fn print(&mut self, text: impl Into<String>) {
        self.out.print(Line::plain(text));
    }

    /// Prints the line of an action that is done, and what came of it.
    pub fn done(&mut self, action: &str, end: &str) {
        let line = Line::plain(action).and(Style::Good, "done");
        self.out.print(line.and(Style::Plain, end));
    }

    /// Prints the line of an action that was refused, before the refusal itself.
    pub fn failed(&mut self, action: &str, refusal: Refusal) -> CommandError {
        self.out.print(Line::plain(action).and(Style::Bad, "failed"));
        refusal.into()
    }

    /// Prints a line that the real tool does not.
    pub fn remark(&mut self, text: &str) {
        self.out.print(messages::aside(text));
    }

    /// Whether the name of this app has been typed or given.
    ///
    /// # Errors
    /// That of another one was given.
    pub fn is_confirmed(&self, app: AppId) -> Result<bool, CommandError> {
        let name = |app: AppId| self.world.app(app).name.clone();
        match self.confirmed {
            Some(other) if other != app => {
                Err(UsageError::ConfirmedOther { confirmed: name(other), selected: name(app) }
                    .into())
            }
            confirmed => Ok(confirmed.is_some()),
        }
    }

    /// The app's name.
    pub fn app_name(&self) -> &str {
        &self.world.app(self.app).name
    }

    /// The database that an argument names; that of `DATABASE_URL` where there is none.
    ///
    /// # Errors
    /// A name that is no database's; an app whose `DATABASE_URL` names none.
    pub fn database_or_primary(&self, argument: usize) -> Result<DatabaseId, CommandError> {
        let typed = self.args.positional(argument);
        match self.world.primary(self.app) {
            Some(id) if typed.is_none() => Ok(id),
            _ => Ok(self.world.resolve(self.app, typed.unwrap_or_default())?),
        }
    }
}

/// What came of a command.
pub type CommandResult = Result<Next, CommandError>;

/// How a command went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is done.
    Finished,
    /// It prints these lines and asks for this app's name first.
    Ask(AppId, Vec<Line>),
    /// It holds the prompt until these databases are there.
    WaitFor(Vec<DatabaseId>),
}

/// Why a command did not do what it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// Heroku refused.
    Refused(Refusal),
    /// It was typed wrongly.
    Usage(UsageError),
    /// It has said so itself.
    AlreadyReported,
}

/// How a command was typed wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsageError {
    /// An argument is missing.
    Missing {
        /// The usage line.
        usage: String,
        /// What is missing.
        what: String,
    },
    /// More arguments than it takes.
    Extra {
        /// The usage line.
        usage: String,
        /// Those too many.
        extra: Vec<String>,
    },
    /// A flag it does not have.
    UnknownFlag {
        /// The usage line.
        usage: String,
        /// As typed.
        typed: String,
    },
    /// A flag without its value, or with one it does not take.
    FlagValue {
        /// The flag.
        flag: String,
        /// As usage names its value; none for a flag that takes none.
        value: Option<&'static str>,
    },
    /// An argument that is not what it should be.
    NotA {
        /// What was typed.
        typed: String,
        /// What it should be.
        wanted: &'static str,
    },
    /// The app whose name was given is not the one it is about.
    ConfirmedOther {
        /// The app whose name was given.
        confirmed: String,
        /// The app it is about.
        selected: String,
    },
    /// Something else, told in these words.
    Message(&'static str),
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> CommandError {
        CommandError::Refused(refusal)
    }
}

impl From<UsageError> for CommandError {
    fn from(usage: UsageError) -> CommandError {
        CommandError::Usage(usage)
    }
}
