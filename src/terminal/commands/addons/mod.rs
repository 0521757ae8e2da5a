//! `addons`: databases are added and removed.

pub mod add;
pub mod list;
pub mod remove;
