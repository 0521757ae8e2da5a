//! The shell's own: help, history, clear; and the dialogue before something destructive.

pub mod clear;
pub mod help;
pub mod history;

use super::super::say;
use super::super::screen::Line;

/// The question for an app's name, in the seed's words.
pub fn confirmation(app: &str) -> Vec<Line> {
    vec![
        say::bang("WARNING: Potentially Destructive Action"),
        say::bang(&format!("This command will affect the app: {app}")),
        say::bang(&format!(
            "To proceed, type \"{app}\" or re-run this command with --confirm {app}"
        )),
        Line::default(),
    ]
}
