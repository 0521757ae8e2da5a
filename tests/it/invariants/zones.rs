//! A follower is never in its leader's zone.

use follower_playground::platform::Platform;

pub fn check(_: &Platform, now: &Platform) -> Result<(), String> {
    for (id, server) in now.fleet().servers() {
        let leader = server.following().map(|following| now.fleet().server(following.leader));
        if leader.is_some_and(|leader| leader.zone == server.zone) {
            return Err(format!("{id:?} stands in its leader's zone"));
        }
    }
    Ok(())
}
