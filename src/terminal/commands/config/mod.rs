//! `config`: config vars.

pub mod get;
pub mod list;
pub mod set;
pub mod unset;
