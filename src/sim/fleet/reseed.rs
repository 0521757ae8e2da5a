//! A fleet goes on under other chance: what is under way ends at another moment.

use super::Fleet;
use crate::sim::chance::Chance;
use crate::sim::law;
use crate::sim::server::{Phase, Power, Zone};
use crate::sim::time::SimTime;

impl Fleet {
    /// From here on chance is this. What takes as long as its bytes do, and what is already on a
    /// wire, goes on as it was: of that nothing is to be drawn.
    pub fn continue_with(&mut self, chance: Chance) {
        let now = self.now;
        let anew = |until: SimTime| chance.redraw_end(now, until);
        let out = self.out.clone();
        self.chance = chance;
        for (_, until) in &mut self.out {
            *until = anew(*until);
        }
        for server in &mut self.servers {
            if let Power::Down { until, .. } = &mut server.power {
                let is_here = |(zone, over): &&(Zone, SimTime)| *zone == server.zone && *over > now;
                *until = match out.iter().find(is_here) {
                    Some((_, over)) if over == until => anew(*over),
                    out => {
                        // Its own recovery comes after a crash, and is no chance; a zone that is
                        // out lets nothing come up.
                        let down = until.micros().saturating_sub(law::CRASH_RECOVERY.micros());
                        let own = anew(SimTime::from_micros(down)) + law::CRASH_RECOVERY;
                        out.map_or(own, |(_, over)| own.max(anew(*over)))
                    }
                };
            }
            if let Phase::Creating { until } = &mut server.phase {
                *until = anew(*until);
            }
            for query in &mut server.queries {
                query.until = query.until.map(anew);
            }
            if let Some(following) = server.following_mut() {
                let link = &mut following.link;
                link.cut_until = link.cut_until.map(anew);
                link.silent_until = link.silent_until.map(anew);
                link.slowed = link.slowed.map(|(rate, until)| (rate, anew(until)));
            }
        }
    }
}
