//! PostgreSQL's physics: commits, WAL, replay, links, time and chance.
//!
//! This room knows servers and what moves between them. It knows nothing of Heroku, prints no
//! sentences, reads no clock, uses no floating point and cannot fail.

pub mod arithmetic;
pub mod chance;
pub mod digest;
pub mod fleet;
pub mod ids;
pub mod law;
pub mod link;
pub mod server;
pub mod time;
pub mod traffic;
pub mod wal;
pub mod work;

pub use fleet::{Behind, Dump, Event, Fleet, LinkSpec, ServerError};
pub use time::{SimDuration, SimTime, TICK};
