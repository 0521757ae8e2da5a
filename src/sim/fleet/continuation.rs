//! A fleet goes on under other chance.

use super::Fleet;
use crate::sim::chance::Chance;
use crate::sim::time::SimTime;

impl Fleet {
    /// Switches to another chance and redraws when each query ends, which nobody knows. All else
    /// that is under way goes on as before.
    pub fn continue_with(&mut self, chance: Chance) {
        let now = self.now;
        let redraw = |until: SimTime| chance.redraw_end(now, until);
        self.chance = chance;
        for query in self.servers.iter_mut().flat_map(|server| &mut server.queries) {
            query.until = query.until.map(redraw);
        }
    }
}
