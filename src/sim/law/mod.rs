//! The replication law: one function per rule, each a pure function of its arguments.
//!
//! Each rule names the law of docs/replication.md that it is, as measured on real PostgreSQL 15
//! servers. The fleet calls these rules and has no physics of its own; `workbench traces` holds
//! both against the recordings.

mod conflict;
mod feedback;
mod parameters;
mod promotion;
mod replay;
mod slot;
mod sync;
mod wire;

pub use super::arithmetic::{bytes_in, time_for};
pub use conflict::{
    Blocker, ConflictCause, ReplayConflict, cancels_at, freed_at, next_poll, next_recheck,
};
pub use feedback::{horizon, is_report_due};
pub use parameters::{BASE_BACKUP_RATE, CAUGHT_UP_COMMITS, CRASH_RECOVERY, Parameters};
pub use promotion::{Diverged, may_follow, promoted_at};
pub use replay::{newest_replayable, replay};
pub use slot::slot_lost;
pub use sync::{SyncLevel, Synchronous, acknowledged, round_trip};
pub use wire::{arrived, confirmed, handshake, latency, next_retry, payload, resumes_from, send};
