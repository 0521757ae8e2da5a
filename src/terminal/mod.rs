//! The simulated shell: text becomes commands, and what they did becomes printed lines.
//!
//! One table (`commands::COMMANDS`) drives parsing, `help`, usage, completion, the actions that a
//! click offers and the README's list. This room knows no lesson, no DOM and no colour.

pub mod actions;
pub mod commands;
pub mod complete;
pub mod foresee;
pub mod help;
pub mod history;
pub mod parse;
pub mod print;
pub mod say;
pub mod screen;
pub mod shell;
pub mod spec;
pub mod suggest;
pub mod words;

pub use complete::Completion;
pub use screen::{Line, Screen, Span, Style};
pub use shell::Shell;
