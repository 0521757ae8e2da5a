//! The shell: a prompt, its history, and what holds the prompt.

use std::rc::Rc;

use super::arguments::{self, Args};
use super::command::{Command, CommandError, Invocation, Next, UsageError};
use super::history::{History, LONGEST};
use super::lexer::{self, Separator, SimpleCommand, Word};
use super::preview::Preview;
use super::screen::{Line, Screen, Style};
use super::{commands, help, messages};
use crate::platform::{AppId, DatabaseId, Platform};

/// What holds the prompt.
#[derive(Clone, Debug)]
enum Pending {
    /// A command about `app` that asks for the name of `asks`.
    Confirm { command: &'static Command, args: Rc<Args>, app: AppId, asks: AppId },
    /// A command that waits for databases.
    Wait(Vec<DatabaseId>),
}

/// What the prompt is ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// A command.
    Command,
    /// The app's name.
    Answer,
    /// Nothing, until a command is done.
    Held,
}

/// A shell.
#[derive(Clone, Debug)]
pub struct Shell {
    app: AppId,
    screen: Screen,
    history: History,
    pending: Option<Pending>,
    /// What is still to be run of the typed line.
    queue: Rc<Vec<SimpleCommand>>,
    /// How much of it has been run.
    begun: usize,
    succeeded: bool,
}

impl Shell {
    /// A shell in the folder of this app, so to say.
    pub fn new(app: AppId) -> Shell {
        Shell {
            app,
            screen: Screen::default(),
            history: History::default(),
            pending: None,
            queue: Rc::default(),
            begun: 0,
            succeeded: true,
        }
    }

    /// What has been printed.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Prints what somebody needs who sees the terminal for the first time.
    pub fn greet(&mut self) {
        let text =
            "A simulation: nothing here reaches Heroku. Type heroku help, or heroku and Tab twice.";
        self.screen.print(Line::of(Style::Dim, text));
    }

    /// The app that commands are about when they name none.
    pub fn app(&self) -> AppId {
        self.app
    }

    /// Whether the last command succeeded.
    pub fn succeeded(&self) -> bool {
        self.succeeded
    }

    /// What the prompt is ready for.
    pub fn prompt(&self) -> Prompt {
        match self.pending {
            None => Prompt::Command,
            Some(Pending::Confirm { .. }) => Prompt::Answer,
            Some(Pending::Wait(_)) => Prompt::Held,
        }
    }

    /// The name that the prompt asks for.
    pub fn asks_for<'w>(&self, world: &'w Platform) -> Option<&'w str> {
        match &self.pending {
            Some(Pending::Confirm { asks, .. }) => Some(&world.app(*asks).name),
            _ => None,
        }
    }

    /// A line is entered: a command, or an answer.
    pub fn enter(&mut self, world: &mut Platform, line: &str) {
        match self.pending.take() {
            Some(Pending::Confirm { command, args, app, asks }) => {
                self.screen.print(Line::of(Style::Prompt, "> ").and(Style::Typed, line));
                let name = &world.app(asks).name;
                if line.trim().to_ascii_lowercase() == *name {
                    self.call(world, command, args, app, Some(asks));
                } else {
                    let text = format!("Confirmation did not match {name}. Aborted.");
                    self.screen.print(messages::bang(&text));
                    self.succeeded = false;
                }
            }
            // The page offers no prompt while one is held; a line that comes all the same waits
            // for nobody.
            Some(held) => self.pending = Some(held),
            None => {
                self.screen.print(Line::of(Style::Prompt, "$ ").and(Style::Typed, line));
                self.history.note(line);
                self.read(line);
            }
        }
        self.go_on(world);
    }

    fn read(&mut self, line: &str) {
        if line.len() > LONGEST {
            let text = format!("The line has over {LONGEST} characters. Type a shorter one.");
            self.screen.print(messages::bang(&text));
            self.succeeded = false;
            return;
        }
        match lexer::lex(line) {
            Ok(commands) => (self.queue, self.begun) = (Rc::new(commands), 0),
            Err(why) => {
                self.screen.print_all(messages::lex_error(why));
                self.succeeded = false;
            }
        }
    }

    /// Ctrl-C: leaves what holds the prompt, and the rest of the line.
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
        self.screen.print(messages::bang("Command cancelled."));
    }

    /// Ctrl-L: empties the screen.
    pub fn clear_screen(&mut self) {
        self.screen.clear();
    }

    /// A tick has passed: what waits may be done.
    pub fn tick(&mut self, world: &mut Platform) {
        if let Some(Pending::Wait(databases)) = &mut self.pending {
            match commands::pg::wait::poll(world, databases, &mut self.screen) {
                None => return,
                Some(succeeded) => {
                    self.succeeded = succeeded;
                    self.pending = None;
                }
            }
            self.go_on(world);
        }
    }

    /// Runs what is left of the line until something holds the prompt.
    fn go_on(&mut self, world: &mut Platform) {
        let queue = self.queue.clone();
        while self.pending.is_none()
            && let Some(simple) = queue.get(self.begun)
        {
            self.begun += 1;
            if simple.separator != Separator::AndThen || self.succeeded {
                self.run(world, simple);
            }
        }
    }

    fn run(&mut self, world: &mut Platform, simple: &SimpleCommand) {
        let Some((found, rest)) = command_of(simple) else {
            return;
        };
        let Some(command) = found else {
            let lines = match simple.words.as_slice() {
                [heroku, name, ..] if heroku.text == "heroku" => {
                    messages::unknown_command(&name.text)
                }
                words => messages::unknown_program(&words[0].text),
            };
            self.screen.print_all(lines);
            self.succeeded = false;
            return;
        };
        match arguments::parse(command, rest) {
            Ok(args) if args.has("help") => {
                let lines = help::of_command(command);
                self.screen.print_all(lines);
                self.succeeded = true;
            }
            Ok(args) => match self.app_of(world, &args) {
                Ok(app) => {
                    let confirmed = args.has("confirm").then_some(app);
                    self.call(world, command, Rc::new(args), app, confirmed);
                }
                Err(failure) => self.fail(&failure),
            },
            Err(usage) => self.fail(&usage.into()),
        }
    }

    /// What a line would touch if it were entered now, or what the command that asks would:
    /// its last command counts.
    pub fn preview(&self, world: &Platform, line: &str) -> Preview {
        if let Some(Pending::Confirm { command, args, app, .. }) = &self.pending {
            return Preview::of(world, command, args, *app);
        }
        let nothing = Preview::default();
        let Some(simple) = lexer::lex(line).ok().and_then(|mut commands| commands.pop()) else {
            return nothing;
        };
        let Some((Some(command), rest)) = command_of(&simple) else {
            return nothing;
        };
        match arguments::parse(command, rest) {
            Ok(args) if !command.builtin && !args.has("help") => match self.app_of(world, &args) {
                Ok(app) => Preview::of(world, command, &args, app),
                Err(_) => nothing,
            },
            _ => nothing,
        }
    }

    /// The app that a command is about; the value of `--confirm` is one too, as in the tool.
    fn app_of(&self, world: &Platform, args: &Args) -> Result<AppId, CommandError> {
        if args.has("remote") {
            let told = "There are no git remotes here; --app names an app.";
            return Err(UsageError::Message(told).into());
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
        let (out, history) = (&mut self.screen, self.history.lines());
        let outcome =
            (command.run)(&mut Invocation { world, app, args: &args, out, history, confirmed });
        match outcome {
            Ok(Next::Finished) => self.succeeded = true,
            Ok(Next::Ask(asks, lines)) => {
                self.screen.print_all(lines);
                self.pending = Some(Pending::Confirm { command, args, app, asks });
            }
            Ok(Next::WaitFor(databases)) => {
                self.pending = Some(Pending::Wait(databases));
                self.tick(world);
            }
            Err(failure) => self.fail(&failure),
        }
    }

    fn fail(&mut self, failure: &CommandError) {
        self.screen.print_all(messages::command_error(failure));
        self.succeeded = false;
    }
}

/// The command that words name, where there is such a one, and the words after its name; nothing
/// where there are no words.
fn command_of(simple: &SimpleCommand) -> Option<(Option<&'static Command>, &[Word])> {
    let (first, rest) = simple.words.split_first()?;
    let of_heroku = first.text == "heroku";
    let (name, rest) = match rest.split_first() {
        Some((name, rest)) if of_heroku => (name.text.as_str(), rest),
        _ if of_heroku => ("help", rest),
        _ => (first.text.as_str(), rest),
    };
    let found = commands::find(name);
    Some((found.filter(|command| command.builtin != of_heroku || command.name == "help"), rest))
}
