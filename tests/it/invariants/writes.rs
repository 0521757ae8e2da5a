//! A follower never accepts a write.

use follower_playground::platform::Platform;

pub fn check(before: &Platform, now: &Platform) -> Result<(), String> {
    let mut copy = now.fleet().clone();
    for (id, server) in now.fleet().servers().filter(|(_, server)| !server.is_leader()) {
        if copy.write(id, follower_playground::sim::wal::Work::updates(1, 100)).is_ok() {
            return Err(format!("{id:?} would take a write"));
        }
        // Whatever its timeline has got since, somebody else wrote.
        let was_follower =
            before.fleet().servers().any(|(other, server)| other == id && !server.is_leader());
        let writer = now.fleet().timelines().get(server.timeline).writer;
        if was_follower && writer == id && server.following().is_some() {
            return Err(format!("{id:?} follows and writes its own timeline"));
        }
    }
    Ok(())
}
