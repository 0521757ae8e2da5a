//! The words for what is to be expected of a follower: not received and not replayed apart, why
//! replay waits, when it has caught up, what would be lost if its leader died now.

use super::load;
use crate::format;
use crate::platform::forecast::LagCause;
use crate::platform::{AppId, DatabaseId, InfoRow, Platform};
use crate::sim::law::CAUGHT_UP_COMMITS;
use crate::sim::link::{Connection, Link};
use crate::sim::server::Phase;

/// Facts about a database that `pg:info` does not have, most of them about followers, seen from an
/// app; why comes first.
pub fn facts(world: &Platform, app: AppId, id: DatabaseId) -> Vec<InfoRow> {
    let (fleet, server) = (world.fleet(), world.server(id));
    let held = |id| format::count(fleet.commits_on_disk(world.database(id).server));
    let is_made = !matches!(server.phase, Phase::BaseBackup { .. } | Phase::Creating { .. });
    let behind = world.reported_behind(id);
    let mut facts = Vec::new();
    // What has just been sent is on its way, and nobody asks why.
    let is_late = behind.is_none_or(|behind| behind.not_replayed > CAUGHT_UP_COMMITS);
    let is_held = server.replay_held_by.is_some();
    if let Some(why) = world.why_behind(id).filter(|_| is_late || is_held) {
        facts.push(InfoRow::new("Why", sentence(world, id, why)));
    }
    if behind.is_some_and(|behind| behind.commits() > CAUGHT_UP_COMMITS) {
        facts.push(InfoRow::new("Catch-up", catch_up(world, id)));
    }
    if server.answers() {
        facts.push(load::row(world, id));
    }
    if server.is_leader() {
        facts.push(InfoRow::new("Written", held(id)));
        return facts;
    }
    let is_lost = server.is_lost();
    if is_made && !is_lost && !world.is_primary(id, app) {
        let lost = format::commits(world.loss_if_promoted(app, id));
        facts.push(InfoRow::new("Lost if promoted now", lost));
    }
    if let Some(leader) = world.leader_of(id) {
        facts.push(InfoRow::new("Written", held(leader)));
    }
    // Before it has restored a base backup it has nothing.
    if is_made {
        let replayed = fleet.commits_visible(world.database(id).server);
        facts.push(InfoRow::new("Received", held(id)));
        facts.push(InfoRow::new("Replayed", format::count(replayed)));
    }
    if let Some(following) = server.following() {
        facts.push(InfoRow::new("Link", link(&following.link)));
    }
    if let Some(behind) = behind {
        facts.push(InfoRow::new("Not received", format::commits(behind.not_received)));
    }
    if is_made && !is_lost {
        let received = fleet.commits_on_disk(world.database(id).server);
        let replayed = fleet.commits_visible(world.database(id).server);
        let waiting = format::commits(received.saturating_sub(replayed));
        facts.push(InfoRow::new("Not replayed", waiting));
    }
    facts
}

/// When a follower has caught up, as things are.
fn catch_up(world: &Platform, id: DatabaseId) -> String {
    let server = world.server(id);
    let is_held = server.replay_held_by.is_some()
        || matches!(world.why_behind(id), Some(LagCause::Snapshot { .. } | LagCause::Lock { .. }));
    if server.following().is_some_and(|following| following.link.is_cut()) {
        return "not while the link is cut".to_owned();
    }
    match world.catch_up(id) {
        None => "never, as things are".to_owned(),
        Some(length) if is_held => {
            format!("about {} after the query is gone", format::length(length))
        }
        Some(length) => format!("at this speed in about {}", format::length(length)),
    }
}

/// Why replay waits: the rule, in a sentence.
fn sentence(world: &Platform, id: DatabaseId, why: LagCause) -> String {
    let server = world.server(id);
    let until = match server.settings.max_standby_streaming_delay {
        Some(most) => format!("for {} at most", format::length(most)),
        None => "until it ends".to_owned(),
    };
    match why {
        LagCause::Snapshot { pid } => {
            format!(
                "Query {pid} may still need rows that the next commits remove, so replay waits \
                 {until}."
            )
        }
        LagCause::Lock { pid } => {
            format!(
                "Query {pid} uses a table that the next commit changes, so replay waits {until}."
            )
        }
        LagCause::WaitsForRecheck => {
            "What held it is gone; replay looks again within a second.".to_owned()
        }
        LagCause::SlowDisk => format!(
            "Its disk is slow: it replays {} of WAL a second.",
            format::bytes(server.speed())
        ),
        LagCause::ColdCache => format!(
            "Its cache is cold, so it reads from its disk and replays {} of WAL a second.",
            format::bytes(server.speed())
        ),
        LagCause::DiskFull => {
            "Its disk is full: there is no room for what replay would write.".to_owned()
        }
        LagCause::Reads => format!(
            "It answers reads first: they leave {} kB of WAL a second to replay.",
            format::count(server.speed() / 1_000)
        ),
        LagCause::Speed => format!(
            "It replays as fast as its plan lets it, {} kB of WAL a second. (This limit is a \
             setting of the simulation: real servers caught up 24 to 150 times faster than they \
             wrote.)",
            format::count(server.replay_speed / 1_000)
        ),
    }
}

/// How a link is.
pub fn link(link: &Link) -> String {
    let (mut text, until) = match link.connection {
        Connection::Lost { since } => {
            let how = if link.is_cut() { "cut since " } else { "silent since " };
            (how.to_owned() + &format::clock(since), link.cut_until)
        }
        Connection::Starting { .. } => ("being made".to_owned(), None),
        Connection::Streaming => match link.slowed {
            Some((bytes, until)) => ("slowed to ".to_owned() + &rate(bytes), Some(until)),
            None => ("streaming".to_owned(), None),
        },
    };
    if let Some(until) = until {
        text += " until ";
        text += &format::clock(until);
    }
    text
}

/// What a link carries.
pub fn rate(bytes: u64) -> String {
    format::count(bytes / 1_000) + " kB/s"
}
