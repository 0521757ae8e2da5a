//! `addons`: what an app has.

use super::SERVICE;
use crate::platform::pgbackups;
use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The command.
pub static COMMAND: Command =
    Command { summary: "list the add-ons of an app", ..Command::named("addons", run) };

fn run(call: &mut Invocation) -> CommandResult {
    let mut rows: Vec<(String, String)> = Vec::new();
    for (_, database) in call.world.databases() {
        if database.app == call.app {
            let row = (format!("{SERVICE}:{}", database.plan.name), database.addon());
            rows.insert(rows.partition_point(|other| *other <= row), row);
        }
    }
    let name = call.app_name().to_owned();
    let has_pgbackups = call.world.app(call.app).has_pgbackups;
    if rows.is_empty() && !has_pgbackups {
        call.print(format!("{name} has no add-ons."));
        return Ok(Next::Finished);
    }
    call.out.print(formatting::heading(&format!("{name} Configured Add-ons")));
    call.out.print_all(formatting::aligned(&rows, " "));
    if has_pgbackups {
        call.print(pgbackups::PLAN);
    }
    call.out.print(Line::default());
    Ok(Next::Finished)
}
