//! The names of a scenario file that its parts refer to.

use crate::platform::{AppId, DatabaseId};
use crate::sim::server::Zone;

/// The names, each in the order of its numbers.
pub struct Names {
    /// Apps.
    pub apps: Vec<String>,
    /// Databases, those that follow nothing first.
    pub databases: Vec<String>,
    /// Zones.
    pub zones: Vec<String>,
}

impl Names {
    /// The app of that name.
    pub fn app(&self, name: &str) -> Option<AppId> {
        self.apps.iter().position(|app| app == name).map(|at| AppId(at as u32))
    }

    /// The database of that name.
    pub fn database(&self, name: &str) -> Option<DatabaseId> {
        self.databases.iter().position(|db| db == name).map(|at| DatabaseId(at as u32))
    }

    /// The zone of that name.
    pub fn zone(&self, name: &str) -> Option<Zone> {
        self.zones.iter().position(|zone| zone == name).map(|at| Zone(at as u8))
    }

    /// The names as a mistake lists them.
    pub fn one_of(names: &[String]) -> String {
        format!("one of {}", names.join(", "))
    }
}
