//! The simulated shell: text becomes commands, and what they did becomes printed lines.
//!
//! One table (`commands::COMMANDS`) drives parsing, `help`, usage, completion, the actions that a
//! click offers and the README's list. This room knows no lesson, no DOM and no colour.

pub mod actions;
pub mod arguments;
pub mod command;
pub mod commands;
pub mod completion;
pub mod formatting;
pub mod help;
pub mod history;
pub mod lexer;
pub mod messages;
pub mod preview;
pub mod screen;
pub mod shell;
pub mod suggestions;

pub use completion::Completion;
pub use screen::{Line, Screen, Span, Style};
pub use shell::Shell;
