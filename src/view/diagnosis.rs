//! Diagnosis: why a database is as it is, in a line, with a mark for each common cause.

use super::toned_text::TonedText;
use super::{Tone, deletion, load};
use crate::format;
use crate::platform::app::DATABASE_URL;
use crate::platform::failover::Failover;
use crate::platform::forecast::LagCause;
use crate::platform::losses::LostCommits;
use crate::platform::{
    App, AppId, DatabaseError, DatabaseId, ForkFollow, Platform, Status, Visitors,
};
use crate::sim::server::{Phase, Power, Role};
use crate::sim::{SimTime, law};

/// The mark of a cause, known even where there is no room for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CauseIcon {
    /// A query holds replay.
    Query,
    /// The link is slow.
    Slow,
    /// Its disk is slow.
    Disk,
    /// Its disk is full, or nearly.
    Full,
    /// Its cache is cold.
    Cold,
    /// Nothing comes along the link.
    Cut,
    /// The plan replays less than its leader writes.
    Plan,
    /// An app writes more than usual.
    Burst,
    /// A base backup is being restored.
    Backup,
    /// Commits are lost with it.
    Lost,
    /// It holds commits that are lost elsewhere.
    Holds,
}

impl CauseIcon {
    /// The cause in a few words; none where its number matters.
    pub fn brief(self) -> Option<&'static str> {
        Some(match self {
            CauseIcon::Query => "a query holds it",
            CauseIcon::Slow => "slow link",
            CauseIcon::Disk => "slow disk",
            CauseIcon::Full => "disk full",
            CauseIcon::Cold => "cold cache",
            CauseIcon::Cut => "cut off",
            CauseIcon::Plan => "plan too small",
            CauseIcon::Burst => "burst of writes",
            CauseIcon::Backup => "from the backup",
            CauseIcon::Lost | CauseIcon::Holds => return None,
        })
    }

    /// The outline as the attribute `d` of a path, in a box of ten by ten pixels.
    pub fn outline(self) -> &'static str {
        match self {
            // An hourglass.
            CauseIcon::Query => "M1 1h8L1 9h8z",
            // A way that becomes narrow.
            CauseIcon::Slow => "M0 1C4 1 4 4 10 4M0 9C4 9 4 6 10 6",
            // A disk from the side, half of it full.
            CauseIcon::Disk => "M1 2c0-2 8-2 8 0v6c0 2-8 2-8 0zM1 5c0 2 8 2 8 0",
            // A disk from the side, all of it full.
            CauseIcon::Full => "M1 2c0-2 8-2 8 0v6c0 2-8 2-8 0zM1 4h8M1 6h8M1 8h8",
            // A snowflake.
            CauseIcon::Cold => "M5 0v10M1 2l8 6M9 2l-8 6",
            // A way with a gap.
            CauseIcon::Cut => "M0 5h3M7 5h3M3 9l4-8",
            // A small box in a big one.
            CauseIcon::Plan => "M0 0h10v10h-10zM0 6h4v4",
            // Arrows up.
            CauseIcon::Burst => "M1 5l4-4 4 4M1 10l4-4 4 4",
            // An arrow down onto a disk.
            CauseIcon::Backup => "M5 0v6M2 4l3 3 3-3M0 10h10",
            // A cross.
            CauseIcon::Lost => "M1 1l8 8M9 1l-8 8",
            // A box with something in it.
            CauseIcon::Holds => "M0 0h10v10h-10zM3 5h4",
        }
    }
}

/// Why a database is as it is, with its mark; none where there is nothing to say.
pub(super) fn cause(
    world: &Platform,
    lost: &[Vec<LostCommits>],
    id: DatabaseId,
    status: Status,
) -> Option<(Option<CauseIcon>, TonedText)> {
    let icon = if world.server(id).is_lost() { CauseIcon::Lost } else { CauseIcon::Holds };
    match losses(world, lost, id) {
        Some(note) => Some((Some(icon), note)),
        None => deletion::or_note(world, id, reason(world, id, status)),
    }
}

/// How long it is until then.
fn left(world: &Platform, until: SimTime) -> String {
    format::length(until.since(world.now()))
}

fn reason(
    world: &Platform,
    id: DatabaseId,
    status: Status,
) -> Option<(Option<CauseIcon>, TonedText)> {
    let server = world.server(id);
    let leader = world.leader_of(id);
    let name = leader.map_or("", |leader| &world.database(leader).colour);
    let some = |mark, tone, text: String| Some((mark, TonedText::new(tone, text)));
    if let Some(note) = failover(world, id) {
        return Some((None, note));
    }
    match status {
        Status::Corrupt { .. } => {
            let text = "its files are damaged".to_owned();
            return some(Some(CauseIcon::Lost), Tone::Bad, text);
        }
        Status::Lost { .. } => {
            return some(Some(CauseIcon::Lost), Tone::Bad, "its disk is lost with it".to_owned());
        }
        Status::Unavailable { .. } => {
            let text = match server.power {
                Power::Down { until, .. } if server.phase != Phase::Ready => {
                    format!("has no copy yet · back in {}", left(world, until))
                }
                Power::Down { until, .. } => {
                    format!("its data is safe · back in {}", left(world, until))
                }
                Power::Recovering { until, .. } => {
                    format!("PostgreSQL recovers · back in {}", left(world, until))
                }
                Power::Up | Power::Lost { .. } => "its data is safe".to_owned(),
            };
            return some(None, Tone::Warn, text);
        }
        Status::Preparing(Phase::CatchUp) => {
            return some(None, Tone::Warn, format!("replays what {name} wrote meanwhile"));
        }
        Status::Preparing(Phase::BaseBackup { of, .. }) => {
            let size = format::count(of / 1_000_000);
            return some(Some(CauseIcon::Backup), Tone::Dim, format!("{size} MB, from the backup"));
        }
        Status::Preparing(_) => return None,
        Status::Available => {}
    }
    if let Some(query) =
        server.queries.iter().find(|query| Some(query.pid) == server.replay_held_by)
    {
        let age = format::length(query.age(world.now()));
        let text = format!("query {} holds replay {age}", query.pid);
        return some(Some(CauseIcon::Query), Tone::Warn, text);
    }
    let full = world.fleet().is_disk_full(world.database(id).server);
    if let Some(following) = server.following() {
        let leader_is_missing =
            leader.is_some_and(|id| world.database(id).is_removed() || world.server(id).is_lost());
        let link = &following.link;
        let behind = world.behind(id).unwrap_or_default();
        let waiting = format::count(behind.not_replayed);
        return if leader_is_missing {
            some(Some(CauseIcon::Cut), Tone::Bad, format!("its leader {name} is gone"))
        } else if full {
            some(Some(CauseIcon::Full), Tone::Bad, "disk full: receives nothing".to_owned())
        } else if link.is_cut() {
            let text = match link.cut_until {
                Some(until) => format!("link cut for {} more", left(world, until)),
                None => "link cut: nothing arrives".to_owned(),
            };
            some(Some(CauseIcon::Cut), Tone::Bad, text)
        } else if !link.is_streaming() {
            some(Some(CauseIcon::Cut), Tone::Bad, format!("has lost contact with {name}"))
        } else if link.slowed.is_some() {
            let waiting = format::count(behind.not_received);
            some(Some(CauseIcon::Slow), Tone::Warn, format!("slow link · {waiting} not received"))
        } else if behind.not_received > law::CAUGHT_UP_COMMITS && world.is_link_too_narrow(id) {
            let waiting = format::count(behind.not_received);
            let text = format!("narrow link · {waiting} not received");
            some(Some(CauseIcon::Slow), Tone::Warn, text)
        } else if let Some((_, until)) = server.disk_slowed {
            let text = format!("slow disk for {} · {waiting} to replay", left(world, until));
            some(Some(CauseIcon::Disk), Tone::Warn, text)
        } else if server.cache_cold.is_some() && behind.not_replayed > law::CAUGHT_UP_COMMITS {
            some(Some(CauseIcon::Cold), Tone::Warn, format!("cold cache · {waiting} to replay"))
        } else if let Some(percent) = world.nearly_full(id) {
            some(Some(CauseIcon::Full), Tone::Warn, format!("disk {percent} % full"))
        } else if behind.not_replayed <= law::CAUGHT_UP_COMMITS {
            some(None, Tone::Dim, "keeps up".to_owned())
        } else if world.catch_up(id).is_none() {
            if matches!(world.why_behind(id), Some(LagCause::Reads)) {
                let text = "its reads leave too little for replay".to_owned();
                return some(None, Tone::Warn, text);
            }
            let plan = world.database(id).plan.title();
            some(Some(CauseIcon::Plan), Tone::Warn, format!("{plan} is too small to keep up"))
        } else {
            some(None, Tone::Warn, format!("catches up · {waiting} to replay"))
        };
    }
    if full {
        let text = "disk full: refuses every write".to_owned();
        return some(Some(CauseIcon::Full), Tone::Bad, text);
    }
    if matches!(server.role, Role::LeavingRecovery) {
        return some(None, Tone::Warn, "replays, then takes writes".to_owned());
    }
    if let Some(copied) = copied(world, id) {
        return Some((Some(CauseIcon::Backup), copied));
    }
    if let Some(refused) = refuses(world, id) {
        return Some((None, refused));
    }
    if let Some(percent) = world.nearly_full(id) {
        return some(Some(CauseIcon::Full), Tone::Warn, format!("disk {percent} % full"));
    }
    let burst = |(_, app): &(AppId, &App)| {
        app.burst.is_some() && world.named_by(app, DATABASE_URL) == Some(id)
    };
    if let Some((times, until)) = world.apps().find(burst).and_then(|(_, app)| app.burst) {
        let left = format::length(until.since(world.now()));
        let text = format!("burst of writes ×{} · {left} left", times / 1_000);
        return some(Some(CauseIcon::Burst), Tone::Warn, text);
    }
    if let Some(wait) = load::wait(world, id) {
        return some(None, Tone::Warn, format!("reads wait {}", format::length(wait)));
    }
    let parted = parted(world, id);
    match world.fork_follow(id) {
        ForkFollow::TemporarilyUnavailable { ready_in: Some(length) } => {
            let until = format!("can get followers in {}", format::length(length));
            Some(match parted {
                Some((icon, TonedText { tone, text, .. })) => {
                    (icon, TonedText::new(tone, format!("{text} · {until}")))
                }
                None => (None, TonedText::new(Tone::Dim, until)),
            })
        }
        _ if parted.is_some() => parted,
        _ => at_risk(world, id).or_else(|| {
            let timeline = world.fleet().timelines().get(server.timeline);
            let (_, point) = timeline.fork?;
            let verb = match &timeline.replaced_by {
                None => "forked",
                Some(rows) if rows.is_empty() => "emptied",
                Some(_) => "restored",
            };
            some(None, Tone::Dim, format!("{verb} at {}", format::count(point.commits)))
        }),
    }
}

/// How far the automated failover of a leader is.
fn failover(world: &Platform, id: DatabaseId) -> Option<TonedText> {
    Some(match world.failover(id)? {
        Failover::Checking { acts_at } => {
            let left = left(world, acts_at);
            TonedText::new(Tone::Warn, format!("checks fail · failover in {left}"))
        }
        Failover::HeldBack(why) => {
            TonedText::new(Tone::Bad, format!("no failover: standby {}", why.brief()))
        }
        Failover::TakingOver => TonedText::new(Tone::Warn, "its standby takes over"),
    })
}

/// What would be lost with a leader that died now, if the follower that has most of its commits
/// took over. A follower without a copy cannot take over.
fn at_risk(world: &Platform, id: DatabaseId) -> Option<(Option<CauseIcon>, TonedText)> {
    let followers = world.followers_of(id).into_iter();
    let least = followers.filter_map(|it| Some(world.reported_behind(it)?.not_received)).min();
    // What takes over by itself does so whatever a follower has.
    let least = world.lost_by_failover(id).or(least);
    let (tone, count) = match least {
        Some(count) => (Tone::Dim, format::commits(count)),
        None => {
            let (app, owner) = world.apps().find(|(app, _)| world.is_primary(id, *app))?;
            // Databases that do not follow it may hold what was written before they parted.
            let alive = world.databases().map(|(other, _)| other);
            let is_made =
                |other: &DatabaseId| !matches!(world.status(*other), Status::Preparing(_));
            let alive = alive.filter(|other| *other != id && !world.server(*other).is_lost());
            let alive = alive.filter(is_made);
            let least = alive.map(|other| world.loss_if_promoted(app, other)).min();
            let count = least.filter(|count| *count < owner.ledger.total());
            (Tone::Warn, count.map_or("all".to_owned(), format::commits))
        }
    };
    Some((None, TonedText::new(tone, format!("{count} lost if it died now"))))
}

/// What an app would lose that used this fork or copy of its database from now on.
fn parted(world: &Platform, id: DatabaseId) -> Option<(Option<CauseIcon>, TonedText)> {
    let database = world.database(id);
    database.forked_from.or(database.restored_from)?;
    let mut apps = world.apps().map(|(app, _)| app);
    let app = apps.find(|app| {
        let primary = world.primary(*app).filter(|primary| *primary != id);
        primary.is_some_and(|primary| world.origin(primary) == world.origin(id))
    })?;
    let (tone, text) = match world.loss_if_promoted(app, id) {
        0 => (Tone::Dim, "promoting it loses nothing".to_owned()),
        lost => (Tone::Warn, format!("promoting it loses {}", format::commits(lost))),
    };
    Some((None, TonedText::new(tone, text)))
}

/// The rows of a database that come from another one, or go there, and how long that takes.
fn copied(world: &Platform, id: DatabaseId) -> Option<TonedText> {
    let name = |id: DatabaseId| world.database(id).colour.as_str();
    let told = |text: String, left| {
        TonedText::new(Tone::Warn, format!("{text} · {} left", format::length(left)))
    };
    if let Some(into) = world.transfer_into(id) {
        return Some(told(format!("gets the rows of {}", name(into.of)), into.left()));
    }
    let of = world.transfer_of(id)?;
    Some(match of.kind.into() {
        Some(into) => told(format!("is copied into {}", name(into)), of.left()),
        None => told("a backup is captured".to_owned(), of.left()),
    })
}

/// Whether an app's writes are refused here.
fn refuses(world: &Platform, id: DatabaseId) -> Option<TonedText> {
    let is_refused =
        |app: &App| matches!(app.visitors, Visitors::CannotWrite(DatabaseError::Server(_)));
    let refused = world.apps().any(|(app, it)| is_refused(it) && world.is_primary(id, app));
    refused.then(|| TonedText::new(Tone::Bad, "refuses every write"))
}

/// Commits that only this database holds, or that were lost with it.
fn losses(world: &Platform, lost: &[Vec<LostCommits>], id: DatabaseId) -> Option<TonedText> {
    let timeline = world.server(id).timeline;
    let held = world.fleet().commits_on_disk(world.database(id).server);
    if world.server(id).is_lost() {
        let mut count = 0;
        for lost in lost.iter().flatten() {
            if lost.timeline == timeline && lost.held_by.is_empty() {
                count += lost.count();
            }
        }
        return (count > 0).then(|| {
            TonedText::new(Tone::Bad, format!("{} lost with it", format::commits(count)))
        });
    }
    world.apps().zip(lost).find_map(|((app, _), lost)| {
        // While DATABASE_URL names nothing that is alive, everything is left behind everywhere.
        let primary = world.primary(app).filter(|primary| !world.server(*primary).is_lost())?;
        let mut count = 0;
        for lost in lost {
            if lost.held_by.contains(&id) && lost.first <= held {
                count += lost.count();
            }
        }
        let name = &world.database(primary).colour;
        (count > 0 && primary != id).then(|| {
            TonedText::new(Tone::Bad, format!("holds {} {name} never got", format::commits(count)))
        })
    })
}
