//! Nothing follows a follower.

use follower_playground::platform::Platform;

pub fn check(_: &Platform, now: &Platform) -> Result<(), String> {
    for (id, server) in now.fleet().servers() {
        let leader = server.following().map(|following| now.fleet().server(following.leader));
        if leader.is_some_and(|leader| leader.following().is_some()) {
            return Err(format!("{id:?} follows a follower"));
        }
    }
    Ok(())
}
