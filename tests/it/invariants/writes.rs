//! A follower never accepts a write.

use follower_playground::platform::{DatabaseId, Platform};

pub fn check(before: &Platform, now: &Platform) -> Result<(), String> {
    let (fleet, timelines) = (now.fleet(), now.fleet().timelines());
    for (id, server) in fleet.servers() {
        let writer = timelines.get(server.timeline).writer;
        if server.is_leader() {
            // Whatever stands on its timeline it wrote itself, and has.
            let end = timelines.end(server.timeline);
            if writer != id || end.lsn != server.end {
                return Err(format!("{writer:?} wrote until {end:?}, {id:?} has {:?}", server.end));
            }
        }
        let Some(following) = server.following() else {
            continue;
        };
        let follows_on = before.fleet().servers().any(|(other, was)| {
            other == id && was.following().is_some_and(|was| was.leader == following.leader)
        });
        if follows_on
            && (writer == id || server.timeline != fleet.server(following.leader).timeline)
        {
            return Err(format!("{id:?} follows, and stands on a timeline of {writer:?}"));
        }
    }
    // What an app's dynos write to does not change within a tick.
    for (id, app) in before.apps() {
        let named = app.formation.iter().filter_map(|kind| before.named_by(app, &kind.writes_to));
        let leads = |database: &DatabaseId| before.server(*database).is_leader();
        let new = now.app(id).ledger.total() - app.ledger.total();
        if new > 0 && !named.clone().any(|database| leads(&database)) {
            let named: Vec<DatabaseId> = named.collect();
            return Err(format!("{new} commits of {} in a tick, by {named:?}", app.name));
        }
    }
    Ok(())
}
