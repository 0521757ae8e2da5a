//! `addons:list`: the add-ons that there are.

use super::SERVICE;
use crate::platform::addon_plan::PLANS;
use crate::platform::pgbackups;
use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::formatting;

/// The command.
pub static COMMAND: Command = Command {
    later: &["addons:services"],
    summary: "list all available addons",
    ..Command::named("addons:list", run)
};

/// Plans are named while their letters and the service's are fewer than these, as in the tool
/// (docs/heroku.md#other-commands).
const WIDTH: usize = 31;

fn run(call: &mut Invocation) -> CommandResult {
    let mut names: Vec<&str> = PLANS.iter().map(|plan| plan.name).collect();
    names.sort_unstable();
    let mut letters = SERVICE.len() + 1;
    let shown: Vec<&str> = names
        .iter()
        .copied()
        .take_while(|name| {
            letters += name.len();
            letters < WIDTH
        })
        .collect();
    let more = if shown.len() < names.len() { "..." } else { "" };
    call.out.print(formatting::heading("available"));
    call.print(format!("{SERVICE}:{}{more}", shown.join(", ")));
    call.print(pgbackups::PLAN);
    call.print("");
    call.remark(
        "Tab after heroku addons:add heroku-postgresql: lists all plans with their prices.",
    );
    Ok(Next::Finished)
}
