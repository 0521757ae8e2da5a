//! A server whose disk is full, or whose PostgreSQL recovers, takes no write.

use follower_playground::platform::Platform;
use follower_playground::sim::server::Power;

pub fn check(before: &Platform, now: &Platform) -> Result<(), String> {
    let end = |world: &Platform, id| world.fleet().timelines().end(id);
    for (id, server) in before.fleet().servers().filter(|(_, server)| server.is_leader()) {
        let recovers = matches!(server.power, Power::Recovering { .. });
        let is_full = before.fleet().is_disk_full(id);
        if (recovers || is_full) && end(before, server.timeline) != end(now, server.timeline) {
            return Err(format!("{id:?} took writes: recovers {recovers}, full {is_full}"));
        }
    }
    Ok(())
}
