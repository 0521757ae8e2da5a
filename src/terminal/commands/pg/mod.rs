//! `pg`: databases.

pub mod credentials;
pub mod hobby;
pub mod info;
pub mod kill;
pub mod killall;
pub mod notes;
pub mod promote;
pub mod ps;
pub mod reset;
pub mod unfollow;
pub mod wait;

use crate::terminal::command::{Arg, Arity, ValueKind};

/// An argument that names a database and may be missing.
const DATABASE: Arg = Arg { name: "DATABASE", kind: ValueKind::Database, arity: Arity::Optional };
