//! What a database's card says.

use super::Tone;
use super::figures;
use super::text;
use crate::platform::losses::Lost;
use crate::platform::{App, AppId, DatabaseId, ForkFollow, Platform, Status, Visitors};
use crate::sim::server::{Phase, Role};
use crate::sim::{Behind, SimTime, law};

/// A line with a tone.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// How it is meant.
    pub tone: Tone,
    /// The line.
    pub text: String,
}

fn note(tone: Tone, text: impl Into<String>) -> Note {
    Note { tone, text: text.into() }
}

/// The words of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Its colour, which is its name.
    pub name: String,
    /// The app that it belongs to; empty where that is the one it is seen from.
    pub owner: String,
    /// What it does: `Leader · read/write`.
    pub role: Note,
    /// Its plan and price.
    pub plan: String,
    /// The line under its tape.
    pub line: Note,
    /// That and what follows, for those who hear it.
    pub told: String,
    /// Whether that line is in small letters, which are narrower.
    pub small: bool,
    /// The figure at the right of that line.
    pub figure: String,
    /// The line below: why it is as it is.
    pub cause: Option<Note>,
    /// Whether the `DATABASE_URL` of an app names it.
    pub primary: bool,
    /// How much of its base backup is restored, in thousandths, while that is going on.
    pub progress: Option<u64>,
}

/// The words of a database's card with a tape of this width, seen from `app`, where the apps have
/// lost so much.
pub fn words(
    world: &Platform,
    app: AppId,
    lost: &[Vec<Lost>],
    id: DatabaseId,
    width: f32,
) -> Words {
    let database = world.database(id);
    let status = world.status(id);
    let server = world.server(id);
    let progress = match server.phase {
        Phase::BaseBackup { copied, of } => Some(copied.saturating_mul(1_000) / of.max(1)),
        _ => None,
    };
    let rate = writes(world, id);
    let (mut line, mut told, mut small) = (line(world, id, status), None, false);
    if let Some(behind) = behind(world, id) {
        let all = format!("behind by {}", figures::commits(behind.commits()));
        told = Some(format!("{all}, {} not received", figures::count(behind.not_received)));
        small = text::width(&line.text, text::MONO) > width;
        if small && text::width(&line.text, text::SMALL) > width {
            line.text = all;
        }
    }
    let cause = cause(world, lost, id, status);
    let why = cause.as_ref().map_or("", |note| &note.text);
    let told = format!("{}. {why}", told.as_ref().unwrap_or(&line.text));
    let figure =
        if server.is_leader() && server.is_up() { figures::rate(rate) } else { String::new() };
    Words {
        name: database.colour.clone(),
        owner: if database.app == app { "" } else { &world.app(database.app).name }.to_owned(),
        role: role(world, id, status),
        plan: format!("{} · {}", database.plan.title(), database.plan.price()),
        line,
        told,
        small,
        figure,
        cause,
        primary: world.apps().any(|(app, _)| world.is_primary(id, app)),
        progress,
    }
}

/// Commits a thousand seconds that are written to a database.
pub fn writes(world: &Platform, id: DatabaseId) -> u64 {
    world.apps().map(|(_, app)| writes_of(world, app, id)).sum()
}

/// Those of one app.
pub fn writes_of(world: &Platform, app: &App, id: DatabaseId) -> u64 {
    let here =
        app.formation.iter().filter(|process| world.named_by(app, &process.writes_to) == Some(id));
    here.flat_map(|process| &process.dynos).map(|dyno| dyno.rate).sum()
}

/// How far behind a follower is, as the page tells it: nothing while it does not run, nor before
/// it has a copy to replay on, like `pg:info`.
pub fn behind(world: &Platform, id: DatabaseId) -> Option<Behind> {
    let replays = matches!(
        world.status(id),
        Status::Available | Status::Preparing(Phase::CatchUp | Phase::Ready)
    );
    world.behind(id).filter(|_| replays)
}

fn role(world: &Platform, id: DatabaseId, status: Status) -> Note {
    let since = |at: SimTime| figures::clock(at);
    match status {
        Status::Lost { since: at } => note(Tone::Bad, format!("Lost · since {}", since(at))),
        Status::Unavailable { since: at } => {
            note(Tone::Bad, format!("Unavailable · since {}", since(at)))
        }
        Status::Preparing(_) if world.leader_of(id).is_some() => {
            note(Tone::Warn, "Follower · preparing")
        }
        Status::Preparing(_) => note(Tone::Warn, "Preparing"),
        Status::Available => match world.server(id).role {
            Role::Leader => note(Tone::Dim, "Leader · read/write"),
            Role::LeavingRecovery => note(Tone::Warn, "Unfollowing · read-only"),
            Role::Follower(_) => note(Tone::Dim, "Follower · read-only"),
        },
    }
}

fn line(world: &Platform, id: DatabaseId, status: Status) -> Note {
    let server = world.database(id).server;
    let held = figures::count(world.fleet().commits_held(server));
    let seen = figures::count(world.fleet().commits_seen(server));
    match (status, world.server(id).phase) {
        (Status::Lost { .. } | Status::Unavailable { .. }, _) => {
            note(Tone::Plain, format!("stopped at commit {held}"))
        }
        (_, Phase::Creating { until }) => {
            let left = figures::length(until.since(world.now()));
            note(Tone::Plain, format!("created in about {left}"))
        }
        (_, Phase::BaseBackup { copied, of }) => {
            let left = figures::length(law::time_for(of - copied, law::BASE_BACKUP_RATE));
            note(Tone::Plain, format!("base backup, about {left} left"))
        }
        _ => match behind(world, id) {
            Some(behind) => {
                let late = behind.commits() > law::CAUGHT_UP_COMMITS;
                let tone = if late { Tone::Warn } else { Tone::Plain };
                // The first of the two costs downtime, the second commits.
                let (all, risk) = (behind.commits(), figures::count(behind.not_received));
                note(tone, format!("behind by {}: {risk} not received", figures::count(all)))
            }
            None if world.server(id).is_leader() => note(Tone::Plain, format!("commit {held}")),
            None => note(Tone::Plain, format!("stopped at commit {seen}")),
        },
    }
}

fn cause(world: &Platform, lost: &[Vec<Lost>], id: DatabaseId, status: Status) -> Option<Note> {
    if let Some(lost) = losses(world, lost, id) {
        return Some(lost);
    }
    let server = world.server(id);
    let leader = world.leader_of(id);
    let name = leader.map_or("", |leader| &world.database(leader).colour);
    match status {
        Status::Lost { .. } => return Some(note(Tone::Bad, "its disk is lost with it")),
        Status::Unavailable { .. } => return Some(note(Tone::Warn, "its disk is whole")),
        Status::Preparing(Phase::CatchUp) => {
            return Some(note(Tone::Warn, format!("replays what {name} wrote meanwhile")));
        }
        Status::Preparing(_) => return None,
        Status::Available => {}
    }
    if let Some(query) = server.queries.iter().find(|query| Some(query.pid) == server.held_by) {
        let age = figures::length(query.age(world.now()));
        return Some(note(Tone::Warn, format!("pid {} holds replay · {age}", query.pid)));
    }
    if let Some(following) = server.following() {
        let gone =
            leader.is_some_and(|id| world.database(id).is_removed() || world.server(id).is_lost());
        let link = &following.link;
        let behind = world.behind(id).unwrap_or_default();
        return Some(if gone {
            note(Tone::Bad, format!("its leader {name} is gone"))
        } else if link.is_cut() {
            note(Tone::Bad, "link cut: nothing arrives")
        } else if !link.is_streaming() {
            note(Tone::Bad, format!("hears nothing from {name}"))
        } else if link.slowed.is_some() {
            let waiting = figures::count(behind.not_received);
            note(Tone::Warn, format!("slow link · {waiting} not received"))
        } else if behind.not_replayed > law::CAUGHT_UP_COMMITS {
            let waiting = figures::count(behind.not_replayed);
            note(Tone::Warn, format!("replaying · {waiting} received, waiting"))
        } else {
            note(Tone::Dim, "replaying · caught up")
        });
    }
    if matches!(server.role, Role::LeavingRecovery) {
        return Some(note(Tone::Warn, "replays what it has received first"));
    }
    if let Some(refused) = refuses(world, id) {
        return Some(refused);
    }
    match world.fork_follow(id) {
        ForkFollow::TemporarilyUnavailable { ready_in: Some(length) } => {
            let left = figures::length(length);
            Some(note(Tone::Dim, format!("can be followed in {left}")))
        }
        _ => None,
    }
}

/// Whether an app's writes are refused here.
fn refuses(world: &Platform, id: DatabaseId) -> Option<Note> {
    let refused = world
        .apps()
        .any(|(app, it)| matches!(it.visitors, Visitors::Refused(_)) && world.is_primary(id, app));
    refused.then(|| note(Tone::Bad, "refuses every write"))
}

/// What stands only here, or died here.
fn losses(world: &Platform, lost: &[Vec<Lost>], id: DatabaseId) -> Option<Note> {
    let timeline = world.server(id).timeline;
    let held = world.fleet().commits_held(world.database(id).server);
    if world.server(id).is_lost() {
        let gone = |lost: &&Lost| lost.timeline == timeline && lost.held_by.is_empty();
        let count: u64 = lost.iter().flatten().filter(gone).map(Lost::count).sum();
        return (count > 0)
            .then(|| note(Tone::Bad, format!("{} never left this disk", figures::commits(count))));
    }
    world.apps().zip(lost).find_map(|((app, _), lost)| {
        // While DATABASE_URL names nothing that is alive, everything is left behind everywhere.
        let primary = world.primary(app).filter(|primary| !world.server(*primary).is_lost())?;
        let here = |lost: &&Lost| lost.held_by.contains(&id) && lost.first <= held;
        let count: u64 = lost.iter().filter(here).map(Lost::count).sum();
        let name = &world.database(primary).colour;
        (count > 0 && primary != id)
            .then(|| note(Tone::Bad, format!("holds {} {name} never got", figures::commits(count))))
    })
}
