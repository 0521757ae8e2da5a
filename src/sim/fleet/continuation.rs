//! A fleet goes on under other chance: what is under way ends at other moments.

use super::Fleet;
use crate::sim::chance::Chance;
use crate::sim::ids::Zone;
use crate::sim::law;
use crate::sim::server::{Phase, Power};
use crate::sim::time::SimTime;

impl Fleet {
    /// Switches to another chance and redraws when everything under way ends. What depends on bytes
    /// alone, such as base backups and WAL on the wire, goes on as before.
    pub fn continue_with(&mut self, chance: Chance) {
        let now = self.now;
        let redraw = |until: SimTime| chance.redraw_end(now, until);
        let zones_out = self.zones_out.clone();
        self.chance = chance;
        for (_, until) in &mut self.zones_out {
            *until = redraw(*until);
        }
        for server in &mut self.servers {
            if let Power::Down { until, .. } = &mut server.power {
                let is_here = |(zone, end): &&(Zone, SimTime)| *zone == server.zone && *end > now;
                *until = match zones_out.iter().find(is_here) {
                    Some((_, end)) if end == until => redraw(*end),
                    outage => {
                        // After a crash the machine comes up first, by chance; recovery then takes
                        // a fixed time. In a zone that is out no machine comes up.
                        let machine_up =
                            until.micros().saturating_sub(law::CRASH_RECOVERY.micros());
                        let own = redraw(SimTime::from_micros(machine_up)) + law::CRASH_RECOVERY;
                        outage.map_or(own, |(_, end)| own.max(redraw(*end)))
                    }
                };
            }
            if let Phase::Creating { until } = &mut server.phase {
                *until = redraw(*until);
            }
            for query in &mut server.queries {
                query.until = query.until.map(redraw);
            }
            if let Some(following) = server.following_mut() {
                let link = &mut following.link;
                link.cut_until = link.cut_until.map(redraw);
                link.silent_until = link.silent_until.map(redraw);
                link.slowed = link.slowed.map(|(rate, until)| (rate, redraw(until)));
            }
        }
    }
}
