//! No read is served by a server that does not answer, and a read is counted as stale exactly where
//! its visitor's last acknowledged commit is not there yet and can still come.

use follower_playground::platform::reads::ReadTally;
use follower_playground::platform::reads::stale::ReturningReads;
use follower_playground::platform::{AppId, DatabaseId, Platform};
use follower_playground::sim::SimDuration;
use follower_playground::sim::chance::{Cause, Chance};
use follower_playground::sim::server::{Phase, Power};
use follower_playground::sim::wal::TimelineId;

pub fn served(before: &Platform, now: &Platform) -> Result<(), String> {
    for (id, app) in before.apps() {
        let ReadTally { served, failed, stale, .. } = app.reading();
        let after = now.app(id).reading();
        if after.served < served || after.failed < failed || after.stale < stale {
            return Err(format!("{:?} became {after:?}", app.reading()));
        }
        // A fault that strikes in the tick can only take an answer away.
        let url = app.config.get("READ_DATABASE_URL").or(app.config.get("DATABASE_URL"));
        let named = before.databases().find(|(_, database)| Some(&*database.url) == url);
        let answers = named.is_some_and(|(id, _)| {
            let server = before.server(id);
            server.power == Power::Up && server.phase == Phase::Ready
        });
        if after.served > served && !answers {
            return Err(format!("{} was answered by {:?}", app.name, named.map(|(id, _)| id)));
        }
    }
    Ok(())
}

/// Goes through every read of a tick, where the platform counts them together.
pub fn stale(before: &Platform, now: &Platform) -> Result<(), String> {
    // What strikes or is restored in a tick is so before the reads, and nobody has seen the world
    // between.
    let timelines = |world: &Platform| -> Vec<TimelineId> {
        world.fleet().servers().map(|(_, server)| server.timeline).collect()
    };
    if now.struck().len() > before.struck().len() || timelines(before) != timelines(now) {
        return Ok(());
    }
    for (id, app) in before.apps() {
        let Ok(on) = before.read_target(id) else {
            continue;
        };
        for (place, process) in app.formation.iter().enumerate() {
            let after = now.app(id).formation[place].reading;
            let served = after.served - process.reading.served;
            let chance = Chance::new(before.seed());
            let draw = chance.draw(Cause::Reads(process.key), before.now().ticks());
            let reads = ReturningReads::of(&process.reads, served, draw);
            let within = process.reads.returns_within;
            let is_stale = |n: &u64| is_stale(before, id, on, reads.age(*n), within);
            let stale = (0..reads.count()).filter(is_stale).count() as u64;
            let counted = after.stale - process.reading.stale;
            if stale != counted {
                return Err(format!(
                    "{stale} of {} reads of {} on {on:?} were stale, {counted} are counted",
                    reads.count(),
                    process.name
                ));
            }
        }
    }
    Ok(())
}

/// The definition: the visitor's last acknowledged commit is not seen there, and is on the disk of
/// the database or of the leader that it still gets WAL from.
fn is_stale(
    world: &Platform,
    app: AppId,
    on: DatabaseId,
    age: SimDuration,
    within: SimDuration,
) -> bool {
    let Some((timeline, commit)) = world.looked_for(app, age, within) else {
        return false;
    };
    let (server, fleet) = (world.server(on), world.fleet());
    let seen = fleet.commits_visible(world.database(on).server);
    if has(world, server.timeline, seen, timeline, commit) {
        return false;
    }
    let source = match server.following() {
        Some(following)
            if following.stop_following_at.is_none()
                && !fleet.server(following.leader).is_lost() =>
        {
            following.leader
        }
        _ => world.database(on).server,
    };
    let upto = fleet.commits_on_disk(source);
    has(world, fleet.server(source).timeline, upto, timeline, commit)
}

/// Whether a commit is in this history up to `upto`: found by walking its timelines down.
fn has(
    world: &Platform,
    history: TimelineId,
    upto: u64,
    timeline: TimelineId,
    commit: u64,
) -> bool {
    let (mut at, mut upto) = (history, upto);
    while at != timeline {
        match world.fleet().timelines().get(at).fork {
            Some((parent, point)) => (at, upto) = (parent, upto.min(point.commits)),
            None => return false,
        }
    }
    commit <= upto
}
