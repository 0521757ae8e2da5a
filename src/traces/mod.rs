//! The model held against recordings of real PostgreSQL: `workbench traces`.
//!
//! A recording is a table of positions and a list of what happened. The model is given what the
//! leader wrote and what people did, and nothing that a follower did ([`input::TraceInput`] has no
//! place for it); then both are compared. This room is native and uses `sim` alone.

pub mod compare;
pub mod comparison_row;
pub mod driver;
pub mod fitted;
pub mod input;
pub mod laws;
pub mod limits;
mod pauses;
pub mod plot;
pub mod report;
pub mod trace;
