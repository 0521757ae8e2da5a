//! Continuations: the same world under other chance from here on, so that What if shows the odds
//! and not what is going to happen.

use super::Platform;
use super::faults::{draw_choice, draw_moment};
use crate::sim::SimTime;

impl Platform {
    /// Switches to the chance of continuation number `n`, from 1; none of them is the run's own.
    /// What was drawn and has not happened yet is drawn again; what has happened stays, and what
    /// each commit was. What goes on ends when the page says that it ends; only of a query nobody
    /// knows. A fault that strikes at a fixed moment is the scenario's plot and not chance, so a
    /// continuation must not know of it: it is dropped.
    pub fn continue_with(&mut self, n: u32) {
        self.take_chance(n);
        let (chance, now) = (self.chance, self.now());
        for (at, due) in self.schedule.iter_mut().enumerate() {
            let (from, to) = due.window;
            due.done |= from == to;
            if !due.done {
                due.at = draw_moment((from.max(now), to.max(now)), at, chance);
                draw_choice(due, at, chance);
            }
        }
        let redraw = |until: SimTime| chance.redraw_end(now, until);
        for struck in self.struck.iter_mut().filter(|struck| !struck.kind().is_end_known) {
            struck.until = struck.until.map(redraw);
        }
    }

    /// Takes the chance of continuation number `n` and leaves the schedule as it was drawn: what
    /// the same deeds come to when nothing but luck differs.
    pub fn take_chance(&mut self, n: u32) {
        self.chance = self.chance.continuation(n);
        self.fleet.continue_with(self.chance);
    }
}
