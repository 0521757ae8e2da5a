//! `help`: of everything, of a topic, of a command.

use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Invocation, Next, ValueKind,
};
use crate::terminal::{help, messages};

/// The command. Both `help` and `heroku help` work.
pub static COMMAND: Command = Command {
    args: &[Arg { name: "COMMAND", kind: ValueKind::Command, arity: Arity::Optional }],
    summary: "list commands and display help",
    builtin: true,
    ..Command::named("help", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let table = call.table;
    let lines = match call.args.positional(0) {
        None => help::everything(table, call.first),
        Some(name) => match table.find(name) {
            Some(_) if help::topics(table).iter().any(|(topic, _)| *topic == name) => {
                help::topic(name, table)
            }
            Some(command) => help::of_command(command),
            None if table.commands.iter().any(|command| command.topic() == name) => {
                help::topic(name, table)
            }
            None => {
                call.out.print_all(messages::unknown_command(name, table));
                return Err(CommandError::AlreadyReported);
            }
        },
    };
    call.out.print_all(lines);
    Ok(Next::Finished)
}
