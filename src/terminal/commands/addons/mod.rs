//! `addons`: databases are added and removed.

pub mod add;
pub mod available;
pub mod docs;
pub mod list;
pub mod remove;

use crate::platform::{DatabaseId, Platform};

/// The only service that there is.
pub const SERVICE: &str = "heroku-postgresql";

/// The services and plans of databases, sorted: `heroku-postgresql:crane`.
pub fn plans_of(world: &Platform, ids: &[DatabaseId]) -> Vec<String> {
    let plan = |id: &DatabaseId| format!("{SERVICE}:{}", world.database(*id).plan.name);
    let mut plans: Vec<String> = ids.iter().map(plan).collect();
    plans.sort_unstable();
    plans
}
