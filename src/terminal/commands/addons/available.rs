//! `addons:list`: the add-ons that there are.

use crate::platform::addon_plan::PLANS;
use crate::terminal::command::{Command, CommandResult, Invocation, Next};
use crate::terminal::formatting;

/// The command.
pub static COMMAND: Command = Command {
    later: &["addons:services"],
    summary: "list all available addons",
    ..Command::named("addons:list", run)
};

/// The most letters of a service and its plans, as in the tool (docs/heroku.md#other-commands).
const WIDTH: usize = 31;

fn run(call: &mut Invocation) -> CommandResult {
    let service = "heroku-postgresql:";
    let mut names: Vec<&str> = PLANS.iter().map(|plan| plan.name).collect();
    names.sort_unstable();
    let letters =
        |names: &[&str]| service.len() + names.iter().map(|name| name.len()).sum::<usize>();
    let shown = (0..=names.len()).rev().find(|count| letters(&names[..*count]) < WIDTH);
    let shown = shown.unwrap_or_default();
    let more = if shown < names.len() { "..." } else { "" };
    call.out.print(formatting::heading("available"));
    call.print(format!("{service}{}{more}", names[..shown].join(", ")));
    call.print("");
    call.remark(
        "Tab after heroku addons:add heroku-postgresql: lists all plans with their prices.",
    );
    Ok(Next::Finished)
}
