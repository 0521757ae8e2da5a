//! Continuations: the same world under other chance from here on, to learn the odds and not what
//! is going to happen.

use super::Platform;
use super::faults::draw_moment;
use crate::sim::SimTime;

impl Platform {
    /// From here on chance goes on as in the `n`th continuation, from 1; none of them is the run's
    /// own. What has happened stays, and what a commit was; what was drawn and has not happened
    /// yet is drawn again. A fault that strikes at one moment whatever the seed is the scenario's
    /// plot and no chance: no continuation knows of it.
    pub fn continue_with(&mut self, n: u32) {
        let (chance, now) = (self.chance.continuation(n), self.now());
        let anew = |until: SimTime| chance.redraw_end(now, until);
        self.chance = chance;
        self.fleet.continue_with(chance);
        for (at, due) in self.schedule.iter_mut().enumerate() {
            let (from, to) = due.window;
            due.done |= from == to;
            if !due.done {
                due.at = draw_moment((from.max(now), to.max(now)), at, chance);
            }
        }
        for struck in &mut self.struck {
            struck.until = struck.until.map(anew);
        }
        for app in &mut self.apps {
            app.burst = app.burst.map(|(boost, until)| (boost, anew(until)));
            let dynos = app.formation.iter_mut().flat_map(|process| &mut process.dynos);
            dynos.for_each(|dyno| dyno.up_at = anew(dyno.up_at));
        }
    }
}
