//! `maintenance`: whether visitors get the maintenance page.

pub mod off;
pub mod on;
pub mod show;

use crate::terminal::command::{CommandResult, Invocation, Next};

fn set(call: &mut Invocation, on: bool) -> CommandResult {
    let verb = if on { "Enabling" } else { "Disabling" };
    let text = format!("{verb} maintenance mode for {}... ", call.app_name());
    call.world.set_maintenance(call.app, on);
    call.done(&text, "");
    Ok(Next::Finished)
}
