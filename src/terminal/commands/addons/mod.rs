//! `addons`: databases and pgbackups are added and removed.

pub mod add;
pub mod available;
pub mod docs;
pub mod list;
pub mod origin;
pub mod remove;

use crate::platform::{DatabaseId, Platform, pgbackups};

/// The service of databases.
pub const SERVICE: &str = "heroku-postgresql";

/// The services and plans of an app's add-ons, sorted: `heroku-postgresql:crane`.
pub fn plans_of(world: &Platform, ids: &[DatabaseId], has_pgbackups: bool) -> Vec<String> {
    let plan = |id: &DatabaseId| format!("{SERVICE}:{}", world.database(*id).plan.name);
    let mut plans: Vec<String> = ids.iter().map(plan).collect();
    plans.sort_unstable();
    plans.extend(has_pgbackups.then(|| pgbackups::PLAN.to_owned()));
    plans
}
