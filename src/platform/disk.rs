//! The disk of a database: how much of what its plan gives is taken.

use super::Platform;
use super::ids::DatabaseId;
use crate::sim::arithmetic::scale;

/// Thousandths of a disk from which on people are told how full it is.
const NEARLY_FULL: u64 = 900;

impl Platform {
    /// How full a disk is, in hundredths; `None` while there is room.
    pub fn nearly_full(&self, id: DatabaseId) -> Option<u64> {
        let server = self.server(id);
        let size = server.disk_size.filter(|_| !server.is_lost())?;
        let used = self.fleet.disk_used(self.database(id).server);
        let share = scale(used.min(size), 1_000, size);
        (share >= NEARLY_FULL).then_some(share / 10)
    }
}
