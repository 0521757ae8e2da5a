//! What a database's card says.

use super::diagnosis::{CauseIcon, cause};
use super::toned_text::TonedText;
use super::{Tone, load, text};
use crate::format;
use crate::platform::app::DATABASE_URL;
use crate::platform::losses::LostCommits;
use crate::platform::pgbackups::Transfer;
use crate::platform::{App, AppId, DatabaseId, Platform, Status};
use crate::sim::law;
use crate::sim::server::{Phase, Role, Server};

/// The words of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardText {
    /// The colour of the database, which is its name.
    pub name: String,
    /// The app that it belongs to, where that is not the one it is seen from.
    pub owner: Option<String>,
    /// What it does: `Leader · read/write`.
    pub role: TonedText,
    /// Its plan and price.
    pub plan: String,
    /// The line under its tape.
    pub line: TonedText,
    /// What that line and the cause say, for a screen reader.
    pub summary: String,
    /// Whether the line is in small letters, which are narrower.
    pub small: bool,
    /// The figure at the right of the line; empty where there is none, or no room for it.
    pub figure: String,
    /// Why the database is as it is.
    pub cause: Option<TonedText>,
    pub mark: Option<CauseIcon>,
    /// What the badge says of a database that an app uses: `DATABASE_URL`, with the app's name
    /// where it is another one than that of the terminal.
    pub badge: Option<String>,
    /// How much of its base backup, or of another database, is restored, in thousandths, while that
    /// is going on.
    pub progress: Option<u64>,
}

/// The words of a database's card with a tape of this width, seen from `app`, where the apps have
/// lost so much.
pub fn words(
    world: &Platform,
    app: AppId,
    lost: &[Vec<LostCommits>],
    id: DatabaseId,
    width: f32,
) -> CardText {
    let database = world.database(id);
    let status = world.status(id);
    let server = world.server(id);
    let progress = match server.phase {
        Phase::BaseBackup { copied, of, .. } => Some(copied.saturating_mul(1_000) / of.max(1)),
        _ => world.transfer_into(id).map(Transfer::share),
    };
    let rate = writes(world, id);
    let loser = world.writer_behind(id).unwrap_or(app);
    let (tone, forms) = line(world, loser, id, status);
    let position = match world.reported_behind(id) {
        Some(behind) => {
            let (count, lost) = (behind.commits(), world.loss_if_promoted(loser, id));
            let lost = format::commits(lost);
            format!("behind by {}; promoting it now loses {lost}", format::commits(count))
        }
        None => forms[0].clone(),
    };
    let small = text::width(&forms[0], text::MONO) > width;
    let fits = |form: &&String| text::width(form, text::SMALL) <= width;
    let line =
        TonedText::new(tone, forms.iter().find(fits).or(forms.last()).cloned().unwrap_or_default());
    let (mark, cause) = cause(world, lost, id, status).unzip();
    let why = cause.as_ref().map_or("", |note| &note.text);
    let mut summary = format!("{position}. {why}");
    let load = load::figure(world, id);
    if let Some(load) = &load {
        summary += &format!(". Load {load}");
    }
    let rate = (server.is_leader() && server.is_up()).then(|| format::rate(rate));
    let figure = rate.into_iter().chain(load).collect::<Vec<_>>().join(" · ");
    CardText {
        name: database.colour.clone(),
        owner: (database.app != app).then(|| world.app(database.app).name.clone()),
        role: role(world, id, status),
        plan: format!("{} · {}", database.plan.title(), database.plan.price()),
        line,
        summary,
        small,
        figure,
        cause,
        mark: mark.flatten(),
        badge: badge(world, app, id),
        progress,
    }
}

fn badge(world: &Platform, here: AppId, id: DatabaseId) -> Option<String> {
    if world.is_primary(id, here) {
        return Some(DATABASE_URL.to_owned());
    }
    let (_, app) = world.apps().find(|(app, _)| world.is_primary(id, *app))?;
    Some(format!("{DATABASE_URL} of {}", app.name))
}

/// Commits a thousand seconds that are written to a database.
pub fn writes(world: &Platform, id: DatabaseId) -> u64 {
    world.apps().map(|(_, app)| writes_of(world, app, id)).sum()
}

/// Commits a thousand seconds that one app writes to a database.
pub fn writes_of(world: &Platform, app: &App, id: DatabaseId) -> u64 {
    let writers = app.formation.iter();
    let writers = writers.filter(|process| world.named_by(app, &process.writes_to) == Some(id));
    writers.flat_map(|process| &process.dynos).map(|dyno| dyno.rate).sum()
}

fn role(world: &Platform, id: DatabaseId, status: Status) -> TonedText {
    match status {
        Status::Lost { since } => {
            TonedText::new(Tone::Bad, format!("Lost · since {}", format::clock(since)))
        }
        Status::Corrupt { since } => {
            TonedText::new(Tone::Bad, format!("Damaged · since {}", format::clock(since)))
        }
        Status::Unavailable { since } => {
            TonedText::new(Tone::Bad, format!("Unavailable · since {}", format::clock(since)))
        }
        Status::Preparing(_) if world.leader_of(id).is_some() => {
            TonedText::new(Tone::Warn, "Follower · preparing")
        }
        Status::Preparing(_) => TonedText::new(Tone::Warn, "Preparing"),
        Status::Available => match world.server(id).role {
            Role::Leader if world.is_left(id) => {
                TonedText::new(Tone::Dim, "Old leader · not in use")
            }
            Role::Leader => TonedText::new(Tone::Dim, "Leader · read/write"),
            Role::LeavingRecovery => TonedText::new(Tone::Warn, "Unfollowing · read-only"),
            Role::Follower(_) => TonedText::new(Tone::Dim, "Follower · read-only"),
        },
    }
}

/// The tone of the line under a tape, and its forms, the longest first; what an app would lose by
/// promoting the database stands in it.
fn line(world: &Platform, app: AppId, id: DatabaseId, status: Status) -> (Tone, Vec<String>) {
    let server = world.database(id).server;
    let held = format::count(world.fleet().commits_on_disk(server));
    let replayed = format::count(world.fleet().commits_visible(server));
    let stopped = |at: String| vec![format!("stopped at commit {at}"), format!("at {at}")];
    let forms = match (status, world.server(id).phase) {
        (Status::Lost { .. } | Status::Corrupt { .. } | Status::Unavailable { .. }, _) => {
            stopped(held)
        }
        (_, Phase::Creating { until }) => {
            let left = format::length(until.since(world.now()));
            vec![format!("created in about {left}"), left]
        }
        (_, Phase::BaseBackup { copied, of, rate }) => {
            let left = format::length(law::time_for(of - copied, rate));
            let done = format!("base backup {} %", copied.saturating_mul(100) / of.max(1));
            vec![format!("{done}, about {left} left"), done]
        }
        _ => match world.reported_behind(id) {
            Some(behind) => {
                // The first of the two costs downtime, the second commits.
                let all = format::commits(behind.commits());
                let count = format::count(behind.commits());
                let lost = format::count(world.loss_if_promoted(app, id));
                let is_late = behind.commits() > law::CAUGHT_UP_COMMITS;
                return (
                    if is_late { Tone::Warn } else { Tone::Plain },
                    vec![
                        format!("behind by {count} · promoting loses {lost}"),
                        format!("behind by {count} · loses {lost}"),
                        format!("behind by {all}"),
                        format!("behind by {count}"),
                        format!("{count} behind"),
                    ],
                );
            }
            None if world.server(id).is_leader() => vec![format!("commit {held}"), held],
            None if world.is_primary(id, app) => {
                vec![format!("{replayed} of {held} replayed"), format!("at {replayed}")]
            }
            None => {
                let leader = world.leader_of(id).map(|leader| world.server(leader));
                // What is gone with its leader is lost already.
                let more = if leader.is_some_and(Server::is_lost) { " more" } else { "" };
                let lost = format!("{}{more}", format::count(world.loss_if_promoted(app, id)));
                vec![
                    format!("has all up to {held} · promoting loses {lost}"),
                    format!("up to {held} · promoting loses {lost}"),
                    format!("up to {held} · loses {lost}"),
                    format!("up to {held}"),
                ]
            }
        },
    };
    (Tone::Plain, forms)
}
