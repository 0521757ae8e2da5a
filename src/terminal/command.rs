//! A command is one row of a table; parsing, help, completion and the offers of a click read it.

use super::args::Args;
pub use super::error::{CommandError, UsageError};
use super::preview::{Intent, Preview};
use super::screen::{Line, Screen, Style};
use crate::platform::pgbackups::TransferId;
use crate::platform::{AppId, DatabaseId, Platform, Refusal};

/// The commands that there are, and those of the real tool that are not here.
#[derive(Debug)]
pub struct CommandTable {
    /// In the order in which `help` lists them.
    pub commands: &'static [&'static Command],
    /// Names, each with what to do instead. A name also stands for all that begin with it and a
    /// colon.
    pub not_simulated: &'static [(&'static str, &'static str)],
}

impl CommandTable {
    /// Finds a command by any of its names.
    pub fn find(&self, name: &str) -> Option<&'static Command> {
        self.commands.iter().copied().find(|command| command.names().any(|own| own == name))
    }
}

#[derive(Debug)]
pub struct Command {
    /// Such as `pg:promote`.
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// Names that later tools gave it. They work, and a dim line says what it was called.
    pub later: &'static [&'static str],
    pub args: &'static [Arg],
    /// Without those that every command of `heroku` has.
    pub flags: &'static [Flag],
    /// A line for lists of commands.
    pub summary: &'static str,
    /// More lines for its help.
    pub notes: &'static [&'static str],
    /// The message when an argument is missing: `Must specify DATABASE to promote.`
    pub missing: &'static str,
    /// Whether it asks for the app's name before it acts.
    pub confirms: bool,
    /// Whether it takes `follow=WHITE` for `--follow=WHITE`, as tools before this one did.
    pub takes_bare_flags: bool,
    /// Whether it belongs to the shell and not to `heroku`.
    pub builtin: bool,
    /// What a click offers.
    pub offer: Option<Offer>,
    /// The entry of the page's glossary that explains what it does.
    pub glossary: Option<&'static str>,
    /// Adds to a preview what the command would do; `None` if it changes nothing.
    pub preview: Option<fn(&Intent, &mut Preview)>,
    pub run: fn(&mut Invocation) -> CommandResult,
}

/// What a click on a database or an app offers: a label, and the words that follow the name of the
/// command; `None` if the command makes no sense now.
#[derive(Clone, Copy, Debug)]
pub enum Offer {
    Database(&'static str, fn(&Platform, DatabaseId) -> Option<String>),
    App(&'static str, fn(&Platform, AppId) -> Option<String>),
}

/// A positional argument.
#[derive(Clone, Copy, Debug)]
pub struct Arg {
    /// As usage names it.
    pub name: &'static str,
    pub kind: ValueKind,
    pub arity: Arity,
}

/// How often an argument may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    One,
    Optional,
    /// Once or more.
    Many,
}

#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Its name after `--`.
    pub long: &'static str,
    /// Its letter after `-`.
    pub short: Option<char>,
    /// The name of its value in usage, and its kind; `None` for a switch.
    pub value: Option<(&'static str, ValueKind)>,
    /// `None` for a flag that is accepted and not offered.
    pub summary: Option<&'static str>,
}

/// What a word may be; completion lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    Database,
    /// The add-on of a database.
    Addon,
    /// A service and plan: `heroku-postgresql:crane`.
    Plan,
    /// A backup: `b001`.
    Backup,
    /// A process id of a query.
    ProcessId,
    /// A change of the formation: `worker=0`.
    Scale,
    /// A process type or one of its dynos: `worker`, `web.1`.
    Dyno,
    /// A release: `v71`.
    Release,
    ConfigVar,
    /// `NAME=value`.
    ConfigPair,
    App,
    /// An app outside Heroku.
    OutsideApp,
    /// The URL of a database.
    Url,
    /// A command or a topic.
    Command,
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
        summary: Some("the app it is about"),
    },
    Flag { long: "help", short: Some('h'), value: None, summary: Some("this help") },
    Flag {
        long: "remote",
        short: Some('r'),
        value: Some(("REMOTE", ValueKind::Word)),
        summary: None,
    },
];

/// Answers a confirmation before it is asked for; every command of `heroku` accepts it.
const CONFIRM: Flag =
    Flag { long: "confirm", short: None, value: Some(("APP", ValueKind::App)), summary: None };

impl Command {
    /// A command with nothing but a name, to be completed with `..`.
    pub const fn named(name: &'static str, run: fn(&mut Invocation) -> CommandResult) -> Command {
        Command {
            name,
            aliases: &[],
            later: &[],
            args: &[],
            flags: &[],
            summary: "",
            notes: &[],
            missing: "",
            confirms: false,
            takes_bare_flags: false,
            builtin: false,
            offer: None,
            glossary: None,
            preview: None,
            run,
        }
    }

    /// Its own flags and those it shares with others.
    pub fn all_flags(&self) -> Vec<Flag> {
        if self.builtin {
            return self.flags.to_vec();
        }
        let summary = self.confirms.then_some("go on without asking");
        let confirm = [Flag { summary, ..CONFIRM }];
        [self.flags, &confirm, COMMON].concat()
    }

    /// As it is typed: `heroku pg:promote`, `clear`.
    pub fn typed(&self) -> String {
        if self.builtin { self.name.to_owned() } else { format!("heroku {}", self.name) }
    }

    /// Its name, its other names, and those of later tools.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().chain(self.later).copied())
    }

    /// Its topic: `pg` of `pg:promote`.
    pub fn topic(&self) -> &'static str {
        self.name.split(':').next().unwrap_or(self.name)
    }

    /// The usage line: `heroku pg:promote DATABASE`.
    pub fn usage(&self) -> String {
        let args = self.args.iter().map(|Arg { name, arity, .. }| match arity {
            Arity::One => format!(" {name}"),
            Arity::Optional => format!(" [{name}]"),
            Arity::Many => format!(" {name} [{name} ...]"),
        });
        let flags = self.flags.iter().map(|flag| format!(" [{}]", flag.usage()));
        self.typed() + &args.chain(flags).collect::<String>()
    }

    /// What the command with these arguments would touch.
    pub fn preview(&self, world: &Platform, args: &Args, app: AppId) -> Preview {
        // The last argument may come many times.
        let kind = |at: usize| self.args.get(at).or(self.args.last()).map(|arg| arg.kind);
        let positional = args.all().iter().enumerate();
        let positional = positional.filter_map(|(at, typed)| Some((kind(at)?, typed.as_str())));
        let flags = self.flags.iter();
        let flags = flags.filter_map(|flag| Some((flag.value?.1, args.value(flag.long)?)));
        let named = positional.chain(flags).filter_map(|(kind, typed)| match kind {
            ValueKind::Database => world.resolve(app, typed).ok(),
            ValueKind::Addon => world.resolve_addon(app, typed).ok(),
            _ => None,
        });
        let mut preview =
            Preview { app: Some(app), databases: named.collect(), ..Preview::default() };
        if let Some(add_to) = self.preview {
            add_to(&Intent { world, app, args }, &mut preview);
        }
        preview
    }
}

impl Flag {
    /// `--follow DATABASE`.
    pub fn usage(&self) -> String {
        match self.value {
            Some((name, _)) => format!("--{} {name}", self.long),
            None => format!("--{}", self.long),
        }
    }
}

/// A command that runs, with all that it needs.
pub struct Invocation<'a> {
    pub world: &'a mut Platform,
    /// The app that it is about.
    pub app: AppId,
    pub args: &'a Args,
    /// Where it prints.
    pub out: &'a mut Screen,
    /// The lines that were typed before.
    pub history: &'a [String],
    /// The commands that there are.
    pub table: &'a CommandTable,
    /// Names of commands that `help` lists first.
    pub first: &'a [String],
    /// The app whose name was typed to confirm.
    pub confirmed: Option<AppId>,
}

impl Invocation<'_> {
    /// Prints an ordinary line.
    pub fn print(&mut self, text: impl Into<String>) {
        self.out.print(Line::plain(text));
    }

    /// Prints an action, that it is done, and what came of it.
    pub fn done(&mut self, action: &str, result: &str) {
        let line = Line::plain(action).and(Style::Good, "done");
        self.out.print(line.and(Style::Plain, result));
    }

    /// Prints an action and that it failed; the message of the refusal comes after it.
    pub fn failed(&mut self, action: &str, refusal: Refusal) -> CommandError {
        self.out.print(Line::plain(action).and(Style::Bad, "failed"));
        refusal.into()
    }

    /// Prints a line that the real tool does not.
    pub fn remark(&mut self, text: &str) {
        self.out.print(Line::aside(text));
    }

    /// The command as it could be foretold.
    pub fn intent(&self) -> Intent<'_> {
        Intent { world: self.world, app: self.app, args: self.args }
    }

    /// Whether the name of this app was typed to confirm.
    ///
    /// # Errors
    /// The name of another app was typed.
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

    /// Prints `lead`, asks for the name of an app, and runs the command again once it is typed. The
    /// words are the article's (docs/heroku.md#confirmation).
    pub fn ask(&self, app: AppId, lead: Vec<Line>) -> Next {
        let name = &self.world.app(app).name;
        let mut lines = lead;
        lines.push(Line::error("WARNING: Potentially Destructive Action"));
        lines.push(Line::error(format!("This command will affect the app: {name}")));
        lines.push(Line::error(format!(
            "To proceed, type \"{name}\" or re-run this command with --confirm {name}"
        )));
        lines.push(Line::default());
        Next::Ask(app, lines)
    }

    /// The app's name.
    pub fn app_name(&self) -> &str {
        &self.world.app(self.app).name
    }

    /// The database that an argument names; without the argument, that of `DATABASE_URL`.
    ///
    /// # Errors
    /// A name of no database; a `DATABASE_URL` that names none.
    pub fn database_or_primary(&self, argument: usize) -> Result<DatabaseId, CommandError> {
        match self.args.positional(argument) {
            Some(typed) => Ok(self.world.resolve(self.app, typed)?),
            None => Ok(self.world.expect_primary(self.app)?),
        }
    }
}

pub type CommandResult = Result<Next, CommandError>;

/// What the shell does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Finished,
    /// Prints these lines and asks for the name of this app.
    Ask(AppId, Vec<Line>),
    /// Holds the prompt until these databases are ready.
    WaitFor(Vec<DatabaseId>),
    /// Holds the prompt until this transfer is over.
    Watch(TransferId),
}
