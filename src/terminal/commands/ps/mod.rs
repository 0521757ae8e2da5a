//! `ps`: dynos.

pub mod list;
pub mod scale;
