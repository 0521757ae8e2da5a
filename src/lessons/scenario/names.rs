//! The names of a scenario file that its parts refer to.

use super::fields::place;
use crate::platform::{AppId, DatabaseId};
use crate::sim::server::Zone;

/// The names, each in the order of its numbers.
pub struct Names<'f> {
    /// Apps.
    pub apps: Vec<&'f str>,
    /// Databases, those that follow nothing first.
    pub databases: Vec<&'f str>,
    /// Zones.
    pub zones: Vec<&'f str>,
}

impl Names<'_> {
    /// The app of that name.
    pub fn app(&self, name: &str) -> Option<AppId> {
        place(name, &self.apps).map(|at| AppId(at as u32))
    }

    /// The database of that name.
    pub fn database(&self, name: &str) -> Option<DatabaseId> {
        place(name, &self.databases).map(|at| DatabaseId(at as u32))
    }

    /// The zone of that name.
    pub fn zone(&self, name: &str) -> Option<Zone> {
        place(name, &self.zones).map(|at| Zone(at as u8))
    }
}
