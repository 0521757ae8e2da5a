//! The shell: it runs what is typed, keeps the history, and waits for what holds the prompt.

use std::rc::Rc;

use super::args::Args;
use super::command::{Command, Invocation, Next};
use super::command_line::command_of;
use super::command_log::{CommandEnding, CommandLog, CommandRun};
use super::commands::pgbackups::Watch;
use super::commands::{self, TABLE};
use super::error::{CommandError, UsageError};
use super::history::{History, LONGEST};
use super::lexer::{self, Separator, SimpleCommand};
use super::preview::Preview;
use super::screen::{Line, Screen, Style};
use super::{help, messages, parser};
use crate::platform::{AppId, DatabaseId, Platform};

/// What holds the prompt.
#[derive(Clone, Debug)]
enum Pending {
    /// A command about `app` that asks for the name of `asks`.
    Confirm {
        command: &'static Command,
        args: Rc<Args>,
        app: AppId,
        asks: AppId,
    },
    Wait(Vec<DatabaseId>, CommandRun),
    Transfer(Watch, CommandRun),
}

/// What the prompt is ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    Command,
    /// The name of an app, to confirm.
    Answer,
    /// Nothing until the running command is done.
    Held,
}

#[derive(Clone, Debug)]
pub struct Shell {
    app: AppId,
    screen: Screen,
    history: History,
    pending: Option<Pending>,
    /// The commands of the typed line.
    queue: Rc<Vec<SimpleCommand>>,
    /// How many of them have begun.
    begun: usize,
    succeeded: bool,
    log: CommandLog,
    /// Names of commands that `help` lists first.
    first: Rc<Vec<String>>,
}

impl Shell {
    /// A shell whose commands are about this app when they name none.
    pub fn new(app: AppId) -> Shell {
        Shell {
            app,
            screen: Screen::default(),
            history: History::default(),
            pending: None,
            queue: Rc::default(),
            begun: 0,
            succeeded: true,
            log: CommandLog::default(),
            first: Rc::default(),
        }
    }

    /// The shell with these commands at the head of what `help` prints.
    pub fn listing_first(self, commands: &[String]) -> Shell {
        Shell { first: Rc::new(commands.to_vec()), ..self }
    }

    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Prints what a person needs who sees the terminal for the first time.
    pub fn greet(&mut self) {
        let text = "This is a simulation; nothing reaches Heroku. Type heroku help, or type \
                    heroku and press Tab twice.";
        self.screen.print(Line::of(Style::Dim, text));
    }

    /// The app that commands are about when they name none.
    pub fn app(&self) -> AppId {
        self.app
    }

    /// The commands that were run.
    pub fn log(&self) -> &CommandLog {
        &self.log
    }

    /// Whether the last command succeeded.
    pub fn succeeded(&self) -> bool {
        self.succeeded
    }

    pub fn prompt(&self) -> Prompt {
        match self.pending {
            None => Prompt::Command,
            Some(Pending::Confirm { .. }) => Prompt::Answer,
            Some(Pending::Wait(..) | Pending::Transfer(..)) => Prompt::Held,
        }
    }

    /// The name of an app that the prompt asks for.
    pub fn asks_for<'w>(&self, world: &'w Platform) -> Option<&'w str> {
        match &self.pending {
            Some(Pending::Confirm { asks, .. }) => Some(&world.app(*asks).name),
            _ => None,
        }
    }

    /// Enters a line, commands or an answer, and runs it until a command holds the prompt.
    pub fn enter(&mut self, world: &mut Platform, line: &str) {
        self.begin(world, line);
        while self.run_next(world) {}
    }

    /// Enters a line and runs none of its commands yet. The rest of a line that waits for an answer
    /// has begun.
    pub fn begin(&mut self, world: &mut Platform, line: &str) {
        match self.pending.take() {
            Some(Pending::Confirm { command, args, app, asks }) => {
                self.screen.print(Line::of(Style::Prompt, "> ").and(Style::Typed, line));
                let name = &world.app(asks).name;
                if lexer::visible(line).trim().to_ascii_lowercase() == *name {
                    self.call(world, command, args, app, Some(asks));
                } else {
                    let text = format!("Confirmation did not match {name}. Aborted.");
                    self.screen.print(Line::error(text));
                    self.succeeded = false;
                    self.log.note(CommandRun {
                        ending: CommandEnding::NotConfirmed,
                        ..CommandRun::of(world, app, command, &args)
                    });
                }
            }
            // The page shows no prompt now; a line that is entered all the same is ignored.
            Some(pending) => self.pending = Some(pending),
            None => {
                self.screen.print(Line::of(Style::Prompt, "$ ").and(Style::Typed, line));
                self.history.note(line);
                self.read(line);
            }
        }
    }

    fn read(&mut self, line: &str) {
        if line.len() > LONGEST {
            let text = format!("The line has over {LONGEST} characters. Type a shorter one.");
            self.screen.print(Line::error(text));
            self.succeeded = false;
            return;
        }
        match lexer::lex(line) {
            Ok(commands) => (self.queue, self.begun) = (Rc::new(commands), 0),
            Err(error) => {
                self.screen.print_all(messages::lex_error(&error));
                self.succeeded = false;
            }
        }
    }

    /// Ctrl-C: ends what holds the prompt, and drops the rest of the line.
    pub fn interrupt(&mut self, typed: &str) {
        if self.pending.is_none() {
            self.screen
                .print(Line::of(Style::Prompt, "$ ").and(Style::Typed, format!("{typed}^C")));
            return;
        }
        self.screen.settle();
        self.pending = None;
        self.queue = Rc::default();
        self.succeeded = false;
        self.screen.print(Line::error("Command cancelled."));
    }

    /// Ctrl-L.
    pub fn clear_screen(&mut self) {
        self.screen.clear();
    }

    /// Looks, after a tick, whether the command that waits is done, and goes on with the line.
    pub fn tick(&mut self, world: &mut Platform) {
        self.poll(world);
        while self.run_next(world) {}
    }

    /// Looks whether the command that waits is done.
    pub fn poll(&mut self, world: &mut Platform) {
        let done = match &mut self.pending {
            Some(Pending::Wait(databases, _)) => {
                commands::pg::wait::poll(world, databases, &mut self.screen)
            }
            Some(Pending::Transfer(watch, _)) => watch.poll(world, &mut self.screen),
            _ => None,
        };
        if let Some(succeeded) = done {
            self.succeeded = succeeded;
            if let Some(Pending::Wait(_, run) | Pending::Transfer(_, run)) = self.pending.take() {
                let ending = match succeeded {
                    true => CommandEnding::Succeeded,
                    false => CommandEnding::Refused,
                };
                self.log.note(CommandRun { ending, ..run });
            }
        }
    }

    /// Runs the next command of the line, unless one holds the prompt; says whether there was one.
    pub fn run_next(&mut self, world: &mut Platform) -> bool {
        let queue = self.queue.clone();
        let Some(simple) = queue.get(self.begun).filter(|_| self.pending.is_none()) else {
            return false;
        };
        self.begun += 1;
        if simple.separator != Separator::AndThen || self.succeeded {
            self.run(world, simple);
        }
        true
    }

    fn run(&mut self, world: &mut Platform, simple: &SimpleCommand) {
        let Some((found, rest)) = command_of(simple) else {
            return;
        };
        let Some(command) = found else {
            let lines = match simple.words.as_slice() {
                [heroku, name, ..] if heroku.text == "heroku" => {
                    messages::unknown_command(&name.text, &TABLE)
                }
                words => messages::unknown_program(&words[0].text, &TABLE),
            };
            self.screen.print_all(lines);
            self.succeeded = false;
            return;
        };
        match parser::parse(command, rest) {
            Ok(args) if args.has("help") => {
                let lines = help::of_command(command);
                self.screen.print_all(lines);
                self.succeeded = true;
            }
            Ok(args) => match self.app_of(world, &args) {
                Ok(app) => {
                    let name = simple.words.get(1).map_or("", |word| word.text.as_str());
                    if command.later.contains(&name) {
                        let text = format!("In May 2014 this was heroku {}.", command.name);
                        self.screen.print(Line::aside(text));
                    }
                    if !args.bare_flags.is_empty() {
                        self.screen.print(messages::bare_flags(&args.bare_flags));
                    }
                    let confirmed = args.has("confirm").then_some(app);
                    self.call(world, command, Rc::new(args), app, confirmed);
                }
                Err(error) => self.fail(&error),
            },
            Err(error) => self.fail(&error.into()),
        }
    }

    /// What the command that asks for a name would touch and do, or a line that is not entered yet:
    /// what its last command would touch, and what all of them would do.
    pub fn preview(&self, world: &Platform, line: &str) -> Preview {
        if let Some(Pending::Confirm { command, args, app, .. }) = &self.pending {
            return command.preview(world, args, *app);
        }
        let commands = lexer::lex(line).unwrap_or_default();
        let Some((last, earlier)) = commands.split_last() else {
            return Preview::default();
        };
        let changes = |simple: &SimpleCommand| {
            command_of(simple).and_then(|(found, _)| found?.preview).is_some()
        };
        if !earlier.iter().any(changes) {
            return self.preview_of(world, last);
        }
        self.preview_after(world.clone(), earlier, last)
    }

    /// The preview of a command after others of its line, which are done to a copy of the world.
    fn preview_after(
        &self,
        mut world: Platform,
        earlier: &[SimpleCommand],
        last: &SimpleCommand,
    ) -> Preview {
        let mut ahead = Shell::new(self.app);
        let mut effects = Vec::new();
        for simple in earlier {
            effects.extend(ahead.preview_of(&world, simple).effect);
            ahead.run(&mut world, simple);
            if let Some(name) = ahead.asks_for(&world).map(str::to_owned) {
                ahead.enter(&mut world, &name);
            }
        }
        let mut preview = ahead.preview_of(&world, last);
        // How things are after a wait, nobody knows.
        effects.extend(preview.effect.take().filter(|_| ahead.pending.is_none()));
        effects.into_iter().for_each(|effect| preview.add(effect));
        preview
    }

    fn preview_of(&self, world: &Platform, simple: &SimpleCommand) -> Preview {
        let preview = || {
            let (command, rest) = command_of(simple)?;
            let command = command?;
            let args = parser::parse(command, rest).ok()?;
            if args.has("help") || command.builtin && command.preview.is_none() {
                return None;
            }
            let app = self.app_of(world, &args).ok()?;
            Some(command.preview(world, &args, app))
        };
        preview().unwrap_or_default()
    }

    /// The app that a command is about. The value of `--confirm` names it too, as in the tool
    /// (docs/heroku.md#common).
    fn app_of(&self, world: &Platform, args: &Args) -> Result<AppId, CommandError> {
        if args.has("remote") {
            let text = "There are no git remotes here; --app names an app.";
            return Err(UsageError::Message(text).into());
        }
        match (args.value("app"), args.value("confirm")) {
            (Some(app), Some(confirm)) if app != confirm => {
                Err(UsageError::Message("Mismatch between --app and --confirm").into())
            }
            (Some(app), _) | (None, Some(app)) => Ok(world.find_app(app)?),
            (None, None) => Ok(self.app),
        }
    }

    fn call(
        &mut self,
        world: &mut Platform,
        command: &'static Command,
        args: Rc<Args>,
        app: AppId,
        confirmed: Option<AppId>,
    ) {
        let run = CommandRun::of(world, app, command, &args);
        let result = (command.run)(&mut Invocation {
            world,
            app,
            args: &args,
            out: &mut self.screen,
            history: self.history.lines(),
            table: &TABLE,
            first: &self.first,
            confirmed,
        });
        match result {
            Ok(Next::Finished) => {
                self.succeeded = true;
                self.log.note(run);
            }
            Ok(Next::Ask(asks, lines)) => {
                self.screen.print_all(lines);
                self.pending = Some(Pending::Confirm { command, args, app, asks });
            }
            Ok(Next::WaitFor(databases)) => {
                self.pending = Some(Pending::Wait(databases, run));
                self.poll(world);
            }
            Ok(Next::Watch(transfer)) => {
                self.pending = Some(Pending::Transfer(Watch::new(transfer), run));
                self.poll(world);
            }
            Err(error) => {
                self.log.note(CommandRun { ending: CommandEnding::Refused, ..run });
                self.fail(&error);
            }
        }
    }

    fn fail(&mut self, error: &CommandError) {
        self.screen.print_all(messages::command_error(error));
        self.succeeded = false;
    }
}
