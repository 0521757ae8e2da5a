//! Exports of a run for people: a runbook, and a transcript that can be checked.

pub mod replay_log;
pub mod runbook;
pub mod transcript;
