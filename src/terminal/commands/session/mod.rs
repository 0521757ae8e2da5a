//! The shell's own commands: help, history, clear.

pub mod clear;
pub mod help;
pub mod history;
