//! An acknowledged commit is in the history of the database that its app's `DATABASE_URL` names,
//! or can still reach it by replication, or is told as lost; and only one of these.

use follower_playground::platform::{DatabaseId, Platform};
use follower_playground::sim::server::ServerId;
use follower_playground::sim::wal::TimelineId;

pub fn check(before: &Platform, now: &Platform) -> Result<(), String> {
    // What deletes is acknowledged to a person.
    let deletions = (now.deletions().len() - before.deletions().len()) as u64;
    let (written, acked) = (written(before, now), acked(now) - acked(before) + deletions);
    if written != acked {
        return Err(format!("{written} commits were written in a tick, {acked} acknowledged"));
    }
    for (app, state) in now.apps() {
        let primary = now.primary(app);
        let lost = now.losses(app);
        // Of what was folded, only how many are the app's is known.
        for acked in state.ledger.ranges().iter().filter(|acked| acked.is_whole()) {
            // Commits at both ends, and around every edge of what is told as lost.
            let mut sample = vec![acked.first, acked.last, (acked.first + acked.last) / 2];
            for part in lost.iter().filter(|part| part.timeline == acked.timeline) {
                sample.extend([part.first - 1, part.first, part.last, part.last + 1]);
            }
            sample.retain(|commit| (acked.first..=acked.last).contains(commit));
            for commit in sample {
                let kept = primary.is_some_and(|id| keeps(now, id, acked.timeline, commit));
                let told = lost.iter().filter(|part| {
                    part.timeline == acked.timeline && (part.first..=part.last).contains(&commit)
                });
                let told: Vec<_> = told.collect();
                if told.len() != usize::from(!kept) {
                    return Err(format!(
                        "commit {commit} of {:?}: kept {kept}, told {}",
                        acked.timeline,
                        told.len()
                    ));
                }
                for part in told {
                    let holds = |id: DatabaseId| {
                        let hidden = now.ha_standby_of(id).map(|(server, _)| server);
                        let mut disks = [now.database(id).server].into_iter().chain(hidden);
                        let disk = disks.find(|server| !now.fleet().server(*server).is_lost());
                        disk.is_some_and(|server| has(now, server, acked.timeline, commit))
                    };
                    let holders: Vec<DatabaseId> =
                        now.databases().map(|(id, _)| id).filter(|id| holds(*id)).collect();
                    if holders != part.held_by {
                        return Err(format!("commit {commit}: held by {holders:?}, not {part:?}"));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Commits that were written since `before`, on all timelines.
fn written(before: &Platform, now: &Platform) -> u64 {
    let leaders = before.fleet().servers().filter(|(_, server)| server.is_leader());
    let end = |platform: &Platform, id| platform.fleet().timelines().end(id).commits;
    leaders.map(|(_, server)| end(now, server.timeline) - end(before, server.timeline)).sum()
}

/// Commits that all apps know of. Each is one app's.
fn acked(platform: &Platform) -> u64 {
    platform.apps().map(|(_, app)| app.ledger.total()).sum()
}

/// Whether a database has a commit or can still get it.
fn keeps(now: &Platform, id: DatabaseId, timeline: TimelineId, commit: u64) -> bool {
    let server = now.server(id);
    if server.is_lost() {
        return false;
    }
    let own = has(now, now.database(id).server, timeline, commit);
    let by_replication = server.following().is_some_and(|following| {
        following.stop_following_at.is_none()
            && !now.fleet().server(following.leader).is_lost()
            && has(now, following.leader, timeline, commit)
    });
    own || by_replication
}

/// Whether a commit is on a server's disk: found by walking its timelines down, number by number.
fn has(now: &Platform, server: ServerId, timeline: TimelineId, commit: u64) -> bool {
    let timelines = now.fleet().timelines();
    let mut at = now.fleet().server(server).timeline;
    let mut upto = now.fleet().commits_on_disk(server);
    loop {
        if at == timeline {
            return commit <= upto;
        }
        let (fork, replaced_by) = (timelines.get(at).fork, &timelines.get(at).replaced_by);
        match (fork, replaced_by) {
            // The first commit of this timeline dropped what was there before.
            (Some((_, point)), Some(rows)) if upto > point.commits => {
                return rows.iter().any(|(of, last)| *of == timeline && commit <= *last);
            }
            (Some((parent, point)), _) => (at, upto) = (parent, upto.min(point.commits)),
            (None, _) => return false,
        }
    }
}
