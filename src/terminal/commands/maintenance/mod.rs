//! `maintenance`: whether visitors get the maintenance page.

pub mod off;
pub mod on;
pub mod show;

use super::super::screen::{Line, Style};
use super::super::spec::{Call, Done, Outcome};

fn set(call: &mut Call, on: bool) -> Outcome {
    let verb = if on { "Enabling" } else { "Disabling" };
    let text = format!("{verb} maintenance mode for {}... ", call.app_name());
    call.world.set_maintenance(call.app, on);
    call.out.print(Line::plain(text).and(Style::Good, "done"));
    Ok(Done::Finished)
}
