//! For a follower, in its leader's numbering: replayed ≤ received ≤ sent ≤ written.

use follower_playground::platform::Platform;

pub fn check(before: &Platform, now: &Platform) -> Result<(), String> {
    for (id, server) in now.fleet().servers() {
        let (replayed, received) = (server.replayed, server.end);
        if replayed > received {
            return Err(format!("{id:?} replayed {replayed:?} of {received:?}"));
        }
        if let Some(following) = server.following() {
            let (sent, written) = (following.link.sent, now.fleet().server(following.leader).end);
            if received > sent || sent > written {
                return Err(format!("{id:?}: {received:?} received, {sent:?} sent, {written:?}"));
            }
        }
    }
    for (id, server) in before.fleet().servers() {
        let after = now.fleet().server(id);
        if after.replayed < server.replayed || after.end < server.end {
            // A fork drops the beginning of a commit that never came whole, and nothing else.
            let same = after.timeline == server.timeline;
            let commits = |platform: &Platform| platform.fleet().commits_on_disk(id);
            if same || commits(now) < commits(before) {
                return Err(format!("{id:?} went back"));
            }
        }
    }
    Ok(())
}
