//! The state of a database: its status, whether it can be followed, what it follows.

use super::Platform;
use super::addons::EMPTY_BYTES;
use super::app::{DATABASE_URL, Visitors, WEB};
use super::failover::Failover;
use super::ids::{AppId, DatabaseId};
use crate::sim::arithmetic::scale;
use crate::sim::server::{Phase, Power, Role};
use crate::sim::{Behind, SimDuration, SimTime};

/// A row such as `Plan: Standard Yanari`; several values take a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoRow {
    pub label: &'static str,
    pub values: Vec<String>,
}

impl InfoRow {
    /// A row of one value.
    pub fn new(label: &'static str, value: impl Into<String>) -> InfoRow {
        InfoRow { label, values: vec![value.into()] }
    }
}

/// The row `Status:` of `pg:info` (docs/heroku.md#status).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Preparing(Phase),
    Available,
    /// Its machine does not run, or PostgreSQL on it recovers.
    Unavailable {
        since: SimTime,
    },
    /// Its machine runs, and its files are damaged.
    Corrupt {
        since: SimTime,
    },
    /// Its machine is lost with its disk.
    Lost {
        since: SimTime,
    },
}

/// The row `Fork/Follow:` of `pg:info` (docs/heroku.md#fork-follow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkFollow {
    Available,
    /// It does not run, or its own base backup does not exist yet.
    TemporarilyUnavailable {
        /// How long the backup still takes, if it is being taken.
        ready_in: Option<SimDuration>,
    },
    UnavailableOnFollowers,
    /// Its plan does not allow it.
    Unsupported,
}

impl Platform {
    pub fn status(&self, id: DatabaseId) -> Status {
        let server = self.server(id);
        let takes_over = self.failover(id) == Some(Failover::TakingOver);
        match (server.power, server.corrupt_since, server.phase) {
            (Power::Lost { since }, ..) if takes_over => Status::Unavailable { since },
            (Power::Lost { since }, ..) => Status::Lost { since },
            (Power::Down { since, .. } | Power::Recovering { since, .. }, ..) => {
                Status::Unavailable { since }
            }
            (Power::Up, Some(since), _) => Status::Corrupt { since },
            (Power::Up, None, Phase::Ready) => Status::Available,
            (Power::Up, None, phase) => Status::Preparing(phase),
        }
    }

    /// Whether a database can be forked and followed (article, "Create a follower").
    pub fn fork_follow(&self, id: DatabaseId) -> ForkFollow {
        let server = self.server(id);
        if !self.database(id).plan.tier.can_follow() {
            return ForkFollow::Unsupported;
        }
        match (&server.role, server.phase) {
            _ if server.corrupt_since.is_some() => {
                ForkFollow::TemporarilyUnavailable { ready_in: None }
            }
            (Role::Leader, Phase::Ready) if server.is_up() && server.backup_bytes_left == 0 => {
                ForkFollow::Available
            }
            (Role::Leader, Phase::Ready) if server.is_up() => {
                ForkFollow::TemporarilyUnavailable { ready_in: Some(server.backup_takes()) }
            }
            (Role::Follower(following), _) if following.stop_following_at.is_none() => {
                ForkFollow::UnavailableOnFollowers
            }
            _ => ForkFollow::TemporarilyUnavailable { ready_in: None },
        }
    }

    /// How many rows a database has: a row takes half a kilobyte (ours, docs/heroku.md#sizes).
    pub fn row_count(&self, id: DatabaseId) -> u64 {
        self.server(id).data_size().saturating_sub(EMPTY_BYTES) / 500
    }

    /// What a database follows; a fork in the making counts as following nothing.
    pub fn leader_of(&self, id: DatabaseId) -> Option<DatabaseId> {
        let following = self.server(id).following()?;
        following.stop_following_at.is_none().then(|| self.database_on(following.leader))
    }

    pub fn followers_of(&self, id: DatabaseId) -> Vec<DatabaseId> {
        let all = self.databases().map(|(other, _)| other);
        all.filter(|other| self.leader_of(*other) == Some(id)).collect()
    }

    /// How far a follower is behind its leader, as `pg:info` and conditions have it; `None` if it
    /// follows nothing or its leader does not run.
    pub fn behind(&self, id: DatabaseId) -> Option<Behind> {
        let leader = self.leader_of(id)?;
        self.server(leader).is_up().then(|| self.fleet.behind(self.database(id).server))?
    }

    /// The same as the page shows it: `None` also while the follower does not run, or still
    /// restores its base backup.
    pub fn reported_behind(&self, id: DatabaseId) -> Option<Behind> {
        let replays = matches!(
            self.status(id),
            Status::Available | Status::Preparing(Phase::CatchUp | Phase::Ready)
        );
        self.behind(id).filter(|_| replays)
    }

    /// How long ago a commit of a leader was made. The commits from before the run came at the
    /// mean rate of its writers.
    pub fn age_of_commit(&self, leader: DatabaseId, commit: u64) -> SimDuration {
        let (timeline, timelines) = (self.server(leader).timeline, self.fleet.timelines());
        let at = timelines.time_of(timeline, commit).unwrap_or(self.now());
        let earlier = timelines.before_the_run(timeline, commit);
        let rate = self.database(leader).earlier_writes_per_1000_s;
        let before = if rate == 0 { 0 } else { scale(earlier, 1_000_000_000, rate) };
        self.now().since(at) + SimDuration::from_micros(before)
    }

    /// What a database comes from, and what that comes from: its leader, what was restored into it,
    /// or what it was forked from.
    pub(super) fn ancestors(&self, id: DatabaseId) -> impl Iterator<Item = DatabaseId> {
        let parent = |id: &DatabaseId| {
            let database = self.database(*id);
            self.leader_of(*id).or(database.restored_from).or(database.forked_from)
        };
        // Two databases may have been restored into each other.
        std::iter::successors(parent(&id), parent).take(self.databases.len())
    }

    /// The database that a database's history began on.
    pub fn origin(&self, id: DatabaseId) -> DatabaseId {
        self.ancestors(id).last().unwrap_or(id)
    }

    /// An app that writes to the leader of a database, if it has one.
    pub fn writer_behind(&self, id: DatabaseId) -> Option<AppId> {
        let leader = self.leader_of(id)?;
        self.apps().map(|(app, _)| app).find(|app| self.is_primary(leader, *app))
    }

    /// Whether an app has left this leader for one of its descendants: nobody writes to it, and it
    /// still costs.
    pub fn is_left(&self, id: DatabaseId) -> bool {
        let is_used = || {
            self.apps().any(|(_, app)| {
                let mut names = app.formation.iter().map(|process| process.writes_to.as_str());
                self.named_by(app, DATABASE_URL) == Some(id)
                    || app.is_reading() && self.named_by(app, app.read_var()) == Some(id)
                    || names.any(|name| self.named_by(app, name) == Some(id))
            })
        };
        let is_succeeded = || {
            let primaries = self.apps().filter_map(|(app, _)| self.primary(app));
            primaries.into_iter().any(|primary| self.ancestors(primary).any(|it| it == id))
        };
        let server = self.server(id);
        server.is_leader() && server.is_up() && is_succeeded() && !is_used()
    }

    /// When the first web dyno of an app is up that keeps its requests waiting now, all of its web
    /// dynos being restarted.
    pub fn restart_ends_in(&self, id: AppId) -> Option<SimDuration> {
        if self.visitors(id) != Visitors::Served {
            return None;
        }
        let first = self.app(id).process(WEB)?.dynos.iter().map(|dyno| dyno.up_at).min()?;
        (first > self.now()).then(|| first.since(self.now()))
    }

    /// Whether an app's `DATABASE_URL` names this database.
    pub fn is_primary(&self, id: DatabaseId, app: AppId) -> bool {
        self.primary(app) == Some(id)
    }
}
