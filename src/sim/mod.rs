//! PostgreSQL's physics: commits, WAL, replay, links, time and chance.
//!
//! This room knows servers and what moves between them. It knows no Heroku, no sentence, no clock
//! of the machine it runs on, no fraction and no browser, and it cannot fail.

pub mod chance;
pub mod digest;
pub mod fleet;
pub mod law;
pub mod link;
pub mod server;
pub mod time;
pub mod traffic;
pub mod wal;

pub use fleet::{Behind, Event, Fleet, LinkSpec, WriteRefused};
pub use time::{SimDuration, SimTime, TICK};
