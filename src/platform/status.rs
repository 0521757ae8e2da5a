//! What can be said of a database: its status, whether it can be followed, what it follows.

use super::Platform;
use super::app::AppId;
use super::database::DatabaseId;
use crate::sim::server::{Phase, Power, Role};
use crate::sim::{Behind, SimDuration, SimTime};

/// What there is to know of something: its name, and its values, a line each.
pub type InfoRow = (&'static str, Vec<String>);

/// Adds a fact of one value.
pub fn push_row(facts: &mut Vec<InfoRow>, name: &'static str, value: String) {
    facts.push((name, vec![value]));
}

/// The row `Status:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is being made.
    Preparing(Phase),
    /// It answers.
    Available,
    /// Its machine does not run.
    Unavailable {
        /// Since when.
        since: SimTime,
    },
    /// Its machine is lost with its disk.
    Lost {
        /// Since when.
        since: SimTime,
    },
}

/// The row `Fork/Follow:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForkFollow {
    /// It can be forked and followed.
    Available,
    /// Not before it runs and its own base backup exists.
    TemporarilyUnavailable {
        /// How long the backup takes, where it is being taken.
        ready_in: Option<SimDuration>,
    },
    /// It follows another.
    UnavailableOnFollowers,
    /// Its plan cannot.
    Unsupported,
}

impl Platform {
    /// How a database is.
    pub fn status(&self, id: DatabaseId) -> Status {
        let server = self.server(id);
        match (server.power, server.phase) {
            (Power::Lost { since }, _) => Status::Lost { since },
            (Power::Down { since, .. }, _) => Status::Unavailable { since },
            (Power::Up, Phase::Ready) => Status::Available,
            (Power::Up, phase) => Status::Preparing(phase),
        }
    }

    /// Whether a database can be forked and followed (seed, "Create a follower").
    pub fn fork_follow(&self, id: DatabaseId) -> ForkFollow {
        let server = self.server(id);
        if !self.database(id).plan.tier.can_follow() {
            return ForkFollow::Unsupported;
        }
        match (&server.role, server.phase) {
            (Role::Leader, Phase::Ready) if server.is_up() && server.backup_bytes_left == 0 => {
                ForkFollow::Available
            }
            (Role::Leader, Phase::Ready) if server.is_up() => {
                ForkFollow::TemporarilyUnavailable { ready_in: Some(server.backup_takes()) }
            }
            (Role::Follower(following), _) if following.leave_at.is_none() => {
                ForkFollow::UnavailableOnFollowers
            }
            _ => ForkFollow::TemporarilyUnavailable { ready_in: None },
        }
    }

    /// What a database follows; forks in the making follow nothing.
    pub fn leader_of(&self, id: DatabaseId) -> Option<DatabaseId> {
        let following = self.server(id).following()?;
        following.leave_at.is_none().then(|| self.database_on(following.leader))
    }

    /// The databases that follow one, by name.
    pub fn followers_of(&self, id: DatabaseId) -> Vec<DatabaseId> {
        let mut followers = Vec::new();
        for (other, _) in self.databases() {
            if self.leader_of(other) == Some(id) {
                followers.push(other);
            }
        }
        followers
    }

    /// How far a follower is behind its leader; `None` where that cannot be known, because it
    /// follows nothing or its leader does not run.
    pub fn behind(&self, id: DatabaseId) -> Option<Behind> {
        let leader = self.leader_of(id)?;
        self.server(leader).is_up().then(|| self.fleet.behind(self.database(id).server))?
    }

    /// Whether an app's `DATABASE_URL` names this database.
    pub fn is_primary(&self, id: DatabaseId, app: AppId) -> bool {
        self.primary(app) == Some(id)
    }
}
