//! A server: one simulated PostgreSQL process and its disk.

use super::chance::Key;
use super::law::{ReplayConflict, Synchronous};
use super::link::Link;
use super::time::{SimDuration, SimTime};
use super::wal::{Lsn, TimelineId};

/// The number of a server within a fleet. Numbers are never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(pub u32);

/// The number of a zone: separate infrastructure that can fail on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(pub u8);

/// Whether the machine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Power {
    /// It runs.
    Up,
    /// It does not, and its disk is whole.
    Down {
        /// Since when.
        since: SimTime,
        /// When it will come up again.
        until: SimTime,
    },
    /// It is lost with its disk.
    Lost {
        /// Since when.
        since: SimTime,
    },
}

/// What a server does with WAL.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Takes writes.
    Leader,
    /// Read-only; streams from its leader.
    Follower(Following),
    /// Read-only still: replays what it has received, then begins a timeline of its own.
    LeavingRecovery,
}

/// How a follower follows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Following {
    /// Its leader.
    pub leader: ServerId,
    /// The link between them.
    pub link: Link,
    /// Where it stops following by itself: set while it is made as a fork.
    pub leave_at: Option<Lsn>,
    /// The oldest commit it has told its leader that it needs, under `hot_standby_feedback`.
    pub horizon: Option<u64>,
    /// Whether its leader has given up keeping WAL for it.
    pub slot_lost: bool,
}

impl Following {
    /// Following a leader over a link.
    pub fn new(leader: ServerId, link: Link, leave_at: Option<Lsn>) -> Following {
        Following { leader, link, leave_at, horizon: None, slot_lost: false }
    }
}

/// What a person can set on a server, by PostgreSQL's names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// `max_standby_streaming_delay`; none for -1, which is what the seed describes.
    pub max_standby_streaming_delay: Option<SimDuration>,
    /// `hot_standby_feedback`.
    pub hot_standby_feedback: bool,
    /// Whether its leader keeps no slot for it, and forgets what it needs while it is away.
    pub without_slot: bool,
    /// `recovery_min_apply_delay`.
    pub recovery_min_apply_delay: SimDuration,
    /// Since when replay is paused by hand (`pg_wal_replay_pause()`).
    pub replay_paused: Option<SimTime>,
    /// `synchronous_commit` and `synchronous_standby_names` of a leader; none for asynchronous.
    pub synchronous: Option<Synchronous>,
    /// `max_slot_wal_keep_size` of a leader, in bytes; none for -1.
    pub max_slot_wal_keep_size: Option<u64>,
    /// `checkpoint_timeout` of a leader; PostgreSQL's own is five minutes.
    pub checkpoint_timeout: Option<SimDuration>,
}

/// What a session keeps open on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Session {
    /// A statement that runs, with its snapshot.
    Running,
    /// A transaction that is idle and holds a snapshot (REPEATABLE READ).
    IdleWithSnapshot,
    /// A transaction that is idle and holds none (READ COMMITTED).
    Idle,
}

/// How far a server is with being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// An empty database, being made until then.
    Creating {
        /// When it will be there.
        until: SimTime,
    },
    /// Restoring its leader's base backup.
    BaseBackup {
        /// Bytes restored.
        copied: u64,
        /// Bytes in all.
        of: u64,
    },
    /// Replaying what its leader wrote meanwhile.
    CatchUp,
    /// Made.
    Ready,
}

/// A query on a server, with the snapshot it holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// Its process id.
    pub pid: u32,
    /// What its client calls itself.
    pub source: String,
    /// Its text.
    pub sql: String,
    /// When it began.
    pub since: SimTime,
    /// How long it had run before that, for one that is older than the run.
    pub ran: SimDuration,
    /// When it will end by itself; none for one that never does.
    pub until: Option<SimTime>,
    /// What it keeps open.
    pub session: Session,
    /// The table it has touched, which a lock of it waits for.
    pub table: Option<u32>,
    /// Commits that its snapshot sees.
    pub visible_commits: u64,
}

/// A query that somebody sends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// What its client calls itself.
    pub source: String,
    /// Its text.
    pub sql: String,
    /// How long it has run already: more than nothing only before a run starts, and then replay
    /// is held where it stands.
    pub ran: SimDuration,
    /// How long it will still run; none for one that never ends by itself.
    pub lasts: Option<SimDuration>,
    /// What it keeps open.
    pub session: Session,
    /// The table it touches.
    pub table: Option<u32>,
}

impl Statement {
    /// A statement that begins now and runs for so long.
    pub fn new(source: String, sql: String, lasts: Option<SimDuration>) -> Statement {
        let (ran, session) = (SimDuration::ZERO, Session::Running);
        Statement { source, sql, ran, lasts, session, table: None }
    }
}

/// What a new server is made of.
#[derive(Clone, Copy, Debug)]
pub struct Hardware {
    /// The name of its streams of chance.
    pub key: Key,
    /// Where it stands.
    pub zone: Zone,
    /// Bytes of WAL it replays in a second; a dial of its plan.
    pub replay_speed: u64,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    /// The name of its streams of chance.
    pub key: Key,
    /// Where it stands.
    pub zone: Zone,
    /// Bytes of WAL it replays in a second.
    pub replay_speed: u64,
    /// Whether it runs.
    pub power: Power,
    /// What it does with WAL.
    pub role: Role,
    /// How far it is with being made.
    pub phase: Phase,
    /// The history it stands in.
    pub timeline: TimelineId,
    /// Where the WAL on its disk ends: written by a leader, received by a follower.
    pub end: Lsn,
    /// Where replay is; a leader's equals `end`.
    pub replayed: Lsn,
    /// Bytes of data beside what its WAL since `data_from` made of it.
    pub data_bytes: u64,
    /// Where in its WAL `data_bytes` was true.
    pub data_from: Lsn,
    /// Bytes of its own base backup that are still to be taken; it can be followed at 0.
    pub backup_bytes_left: u64,
    /// Its queries, oldest first.
    pub queries: Vec<Query>,
    /// The process id of the query that holds replay now.
    pub held_by: Option<u32>,
    /// The record that replay waits at, and for whom.
    pub replay_conflict: Option<ReplayConflict>,
    /// Replay has waited at every record before this.
    pub conflicts_passed: Lsn,
    /// When it had last replayed all it had received.
    pub last_caught_up: SimTime,
    /// When it was told to leave recovery.
    pub leave_requested_at: SimTime,
    /// What has been set on it.
    pub settings: Settings,
    /// Queries it has had, the count of its process ids.
    pub queries_begun: u32,
}

impl Query {
    /// How long it has run.
    pub fn age(&self, now: SimTime) -> SimDuration {
        now.since(self.since) + self.ran
    }

    /// The commits its snapshot sees, where it holds one.
    pub fn snapshot(&self) -> Option<u64> {
        (self.session != Session::Idle).then_some(self.visible_commits)
    }
}

impl Server {
    /// A server as it comes out of the box, in the history of `timeline`.
    pub fn new(hardware: Hardware, role: Role, phase: Phase, timeline: TimelineId) -> Server {
        Server {
            key: hardware.key,
            zone: hardware.zone,
            replay_speed: hardware.replay_speed,
            power: Power::Up,
            role,
            phase,
            timeline,
            end: Lsn::default(),
            replayed: Lsn::default(),
            data_bytes: 0,
            data_from: Lsn::default(),
            backup_bytes_left: 0,
            queries: Vec::new(),
            held_by: None,
            replay_conflict: None,
            conflicts_passed: Lsn::default(),
            last_caught_up: SimTime::ZERO,
            leave_requested_at: SimTime::ZERO,
            settings: Settings::default(),
            queries_begun: 0,
        }
    }

    /// Whether it runs.
    pub fn is_up(&self) -> bool {
        self.power == Power::Up
    }

    /// Whether it is lost with its disk.
    pub fn is_lost(&self) -> bool {
        matches!(self.power, Power::Lost { .. })
    }

    /// Whether it would take a write, were it up.
    pub fn is_leader(&self) -> bool {
        matches!(self.role, Role::Leader)
    }

    /// The query with this process id.
    pub fn query(&self, pid: u32) -> Option<&Query> {
        self.queries.iter().find(|query| query.pid == pid)
    }

    /// Whether it answers queries: up, and past its base backup.
    pub fn answers(&self) -> bool {
        self.is_up() && matches!(self.phase, Phase::Ready)
    }

    /// How it follows, where it does.
    pub fn following(&self) -> Option<&Following> {
        match &self.role {
            Role::Follower(following) => Some(following),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub(super) fn following_mut(&mut self) -> Option<&mut Following> {
        match &mut self.role {
            Role::Follower(following) => Some(following),
            _ => None,
        }
    }

    /// Bytes of data now. Half of what is replayed stays as rows and index entries; the other half
    /// is WAL's own overhead (ours, for want of a measured figure).
    pub fn data_size(&self) -> u64 {
        self.data_bytes + self.replayed.0.saturating_sub(self.data_from.0) / 2
    }

    /// How long its own base backup still takes.
    pub fn backup_takes(&self) -> SimDuration {
        super::law::time_for(self.backup_bytes_left, super::law::BASE_BACKUP_RATE)
    }
}
