//! The shell's own: help, history, clear; and the dialogue before something destructive.

pub mod clear;
pub mod help;
pub mod history;

use crate::platform::AppId;
use crate::terminal::command::{Invocation, Next};
use crate::terminal::messages;
use crate::terminal::screen::Line;

/// Prints `lead` and asks for an app's name, in the seed's words.
pub fn ask(call: &Invocation, app: AppId, mut lead: Vec<Line>) -> Next {
    let name = &call.world.app(app).name;
    lead.push(messages::bang("WARNING: Potentially Destructive Action"));
    lead.push(messages::bang(&format!("This command will affect the app: {name}")));
    lead.push(messages::bang(&format!(
        "To proceed, type \"{name}\" or re-run this command with --confirm {name}"
    )));
    lead.push(Line::default());
    Next::Ask(app, lead)
}
