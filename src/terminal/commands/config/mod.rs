//! `config`: config vars.

pub mod get;
pub mod list;
pub mod reads;
pub mod set;
pub mod unset;

use crate::terminal::command::Flag;
use crate::terminal::formatting;
use crate::terminal::screen::Line;

/// The flag that prints config vars as a shell takes them.
pub const SHELL: Flag = Flag {
    long: "shell",
    short: Some('s'),
    value: None,
    summary: Some("output config vars in shell format"),
};

/// A line for each of these config vars.
pub fn vars<'a>(vars: impl Iterator<Item = (&'a str, &'a str)>, for_shell: bool) -> Vec<Line> {
    if for_shell {
        return vars.map(|(name, value)| Line::plain(format!("{name}={value}"))).collect();
    }
    let vars = vars.map(|(name, value)| (name.to_owned(), value.to_owned()));
    formatting::aligned(&vars.collect::<Vec<_>>(), ":")
}
