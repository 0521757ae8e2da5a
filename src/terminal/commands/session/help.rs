//! `help`: of everything, of a topic, of a command.

use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Invocation, Next, ValueKind,
};
use crate::terminal::{commands, help, messages};

/// The command. Both `help` and `heroku help` work.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "COMMAND", kind: ValueKind::Command, arity: Arity::Optional }],
    summary: "list commands and display help",
    builtin: true,
    ..Command::named("help", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let lines = match call.args.positional(0) {
        None => help::everything(),
        Some(name) => match commands::find(name) {
            Some(_) if help::topics().iter().any(|(topic, _)| topic == &name) => help::topic(name),
            Some(command) => help::of_command(command),
            None => {
                let lines = messages::unknown_command(name);
                call.out.print_all(lines);
                return Err(CommandError::AlreadyReported);
            }
        },
    };
    call.out.print_all(lines);
    Ok(Next::Finished)
}
