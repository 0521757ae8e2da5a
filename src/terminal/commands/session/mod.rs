//! The shell's own: help, history, clear; and the dialogue before something destructive.

pub mod clear;
pub mod help;
pub mod history;

use super::super::say;
use super::super::screen::Line;
use super::super::spec::{Call, Done};
use crate::platform::AppId;

/// Prints `lead` and asks for an app's name, in the seed's words.
pub fn ask(call: &Call, app: AppId, mut lead: Vec<Line>) -> Done {
    let name = &call.world.app(app).name;
    lead.push(say::bang("WARNING: Potentially Destructive Action"));
    lead.push(say::bang(&format!("This command will affect the app: {name}")));
    lead.push(say::bang(&format!(
        "To proceed, type \"{name}\" or re-run this command with --confirm {name}"
    )));
    lead.push(Line::default());
    Done::Ask(app, lead)
}
