//! A follower's history is a prefix of its leader's, up to their fork.

use follower_playground::platform::Platform;

pub fn check(_: &Platform, now: &Platform) -> Result<(), String> {
    let fleet = now.fleet();
    for (id, server) in fleet.servers() {
        let Some(following) = server.following() else {
            continue;
        };
        let leader = fleet.server(following.leader);
        // A leader that was unfollowed and promoted stays on its own timeline; one that follows
        // it is on the same.
        let held =
            fleet.timelines().lineage(leader.timeline, fleet.commits_on_disk(following.leader));
        let mine = fleet.timelines().lineage(server.timeline, fleet.commits_on_disk(id));
        for (timeline, upto) in mine {
            let leaders = held.iter().find(|(other, _)| *other == timeline);
            if leaders.is_none_or(|(_, leaders)| *leaders < upto) {
                return Err(format!("{id:?} has {upto} of {timeline:?}, its leader {leaders:?}"));
            }
        }
    }
    Ok(())
}
