//! `pg`: databases.

pub mod info;
pub mod kill;
pub mod promote;
pub mod ps;
pub mod unfollow;
pub mod wait;

use super::super::spec::{Arg, Kind, Need};

/// An argument that names a database and may be missing.
const DATABASE: Arg = Arg { name: "DATABASE", kind: Kind::Database, need: Need::Optional };
