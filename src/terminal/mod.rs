//! The simulated shell: text becomes commands, and what they did becomes printed lines.
//!
//! One table (`commands::COMMANDS`) drives parsing, `help`, usage, completion, the actions that a
//! click offers and the README's list. This room knows nothing of lessons, the DOM or colours.

pub mod actions;
pub mod args;
pub mod command;
pub mod command_line;
pub mod command_log;
pub mod commands;
pub mod completion;
pub mod error;
pub mod formatting;
pub mod help;
pub mod history;
pub mod lexer;
pub mod messages;
pub mod parser;
pub mod preview;
pub mod screen;
pub mod shell;
pub mod suggestions;

pub use completion::Completion;
pub use screen::{Line, Screen, Span, Style};
pub use shell::Shell;
