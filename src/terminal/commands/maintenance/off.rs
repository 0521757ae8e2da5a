//! `maintenance:off`.

use crate::terminal::spec::Command;

/// The command.
pub static COMMAND: Command = Command {
    summary: "take the app out of maintenance mode",
    ..Command::named("maintenance:off", |call| super::set(call, false))
};
