//! `addons`: databases are added and removed.

pub mod add;
pub mod available;
pub mod docs;
pub mod list;
pub mod remove;
