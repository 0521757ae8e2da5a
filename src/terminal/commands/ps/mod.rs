//! `ps`: dynos.

pub mod list;
pub mod restart;
pub mod scale;
