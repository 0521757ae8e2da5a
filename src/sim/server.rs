//! A server: one simulated PostgreSQL process and its disk.

use super::arithmetic::scale;
use super::chance::Key;
pub use super::ids::{ServerId, Zone};
use super::law::{ReplayConflict, Synchronous};
use super::link::Link;
use super::time::{SimDuration, SimTime};
use super::wal::{Lsn, TimelineId};
use super::work::{self, Work};

/// The warmth of a cache that holds all that it is asked for.
pub const WARM: u32 = 1_000;

/// Whether the machine runs, and PostgreSQL on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Power {
    Up,
    /// The machine runs, and PostgreSQL on it recovers from a crash of its own until `until`.
    Recovering {
        since: SimTime,
        until: SimTime,
    },
    /// It will come up again at `until`; its disk is whole.
    Down {
        since: SimTime,
        until: SimTime,
    },
    /// It is lost with its disk.
    Lost {
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
    /// Still read-only; replays what it has received, then begins a timeline of its own.
    LeavingRecovery,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Following {
    pub leader: ServerId,
    pub link: Link,
    /// Where it stops following by itself: set while a fork is being made.
    pub stop_following_at: Option<Lsn>,
    /// The oldest commit that it has reported to need, under `hot_standby_feedback`.
    pub horizon: Option<u64>,
    /// Whether its leader has given up keeping WAL for it.
    pub slot_lost: bool,
}

impl Following {
    pub fn new(leader: ServerId, link: Link, stop_following_at: Option<Lsn>) -> Following {
        Following { leader, link, stop_following_at, horizon: None, slot_lost: false }
    }
}

/// The settings of a server, by PostgreSQL's names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// `None` for -1, which is what the article describes (docs/replication.md#c1).
    pub max_standby_streaming_delay: Option<SimDuration>,
    pub hot_standby_feedback: bool,
    /// Without a slot, its leader forgets what it needs while it is away.
    pub without_slot: bool,
    pub recovery_min_apply_delay: SimDuration,
    /// When replay was paused by hand (`pg_wal_replay_pause()`).
    pub replay_paused: Option<SimTime>,
    /// `synchronous_commit` and `synchronous_standby_names` of a leader.
    pub synchronous: Option<Synchronous>,
    /// Of a leader, in bytes; `None` for -1.
    pub max_slot_wal_keep_size: Option<u64>,
    /// Of a leader; it matters only for slots that are given up at checkpoints.
    pub checkpoint_timeout: Option<SimDuration>,
}

/// What a session keeps open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionState {
    /// A statement that runs, with its snapshot.
    Running,
    /// A transaction that is idle and holds a snapshot (REPEATABLE READ).
    IdleWithSnapshot,
    /// A transaction that is idle and holds none (READ COMMITTED).
    Idle,
}

/// How far the making of a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// An empty database, there at `until`.
    Creating {
        until: SimTime,
    },
    /// Restoring its leader's base backup; in bytes.
    BaseBackup {
        copied: u64,
        of: u64,
        /// Bytes a second.
        rate: u64,
    },
    /// Replaying what its leader wrote meanwhile.
    CatchUp,
    Ready,
}

/// A query, with the session that runs it or ran it last, and the snapshot that this holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    pub pid: u32,
    /// Its `application_name`.
    pub source: String,
    pub sql: String,
    /// When it began, in the run.
    pub since: SimTime,
    /// How long it had run before that, if it is older than the run.
    pub ran: SimDuration,
    /// When it ends by itself, if it does.
    pub until: Option<SimTime>,
    pub session: SessionState,
    /// The table it has used: a lock of that table waits for it.
    pub table: Option<u32>,
    /// The commits that its snapshot sees.
    pub visible_commits: u64,
}

/// A query that a client sends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// The `application_name` of the client.
    pub source: String,
    pub sql: String,
    /// How long it has run already. Only queries from before the run have; they hold replay from
    /// the start.
    pub ran: SimDuration,
    /// How long it will still run; `None` if it never ends by itself.
    pub lasts: Option<SimDuration>,
    pub session: SessionState,
    /// The table it uses.
    pub table: Option<u32>,
}

impl Statement {
    /// A statement that begins now.
    pub fn new(source: String, sql: String, lasts: Option<SimDuration>) -> Statement {
        let (ran, session) = (SimDuration::ZERO, SessionState::Running);
        Statement { source, sql, ran, lasts, session, table: None }
    }
}

/// The machine of a new server.
#[derive(Clone, Copy, Debug)]
pub struct Hardware {
    /// The name of its streams of chance.
    pub key: Key,
    pub zone: Zone,
    /// Bytes of WAL that it replays in a second; depends on its plan.
    pub replay_speed: u64,
    /// Bytes of its disk; `None` for one that is never full.
    pub disk_size: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    /// The name of its streams of chance.
    pub key: Key,
    pub zone: Zone,
    /// Bytes of WAL that it replays in a second, if its disk is well.
    pub replay_speed: u64,
    /// What a slow disk lets it replay in a second, and until when.
    pub disk_slowed: Option<(u64, SimTime)>,
    /// Bytes of its disk; `None` for one that is never full.
    pub disk_size: Option<u64>,
    /// What temporary files take of its disk, and until when.
    pub temporary_files: Option<(u64, SimTime)>,
    /// Since when its cache has been cold, and when it will be warm.
    pub cache_cold: Option<(SimTime, SimTime)>,
    /// The part of its speed that its cache lets it reach, in thousandths.
    pub warmth: u32,
    pub power: Power,
    /// Since when its data files are damaged: it runs, and answers nothing. Its WAL is whole.
    pub corrupt_since: Option<SimTime>,
    pub role: Role,
    pub phase: Phase,
    pub timeline: TimelineId,
    /// Where the WAL on its disk ends: written by a leader, received by a follower.
    pub end: Lsn,
    /// Where replay is; on a leader always `end`.
    pub replayed: Lsn,
    /// Where the WAL that it has put into the archive ends.
    pub archived: Lsn,
    /// The size of its data at `data_from`.
    pub data_bytes: u64,
    pub data_from: Lsn,
    /// After which position all its rows are replaced, and how many bytes they have then.
    pub replaced: Option<(Lsn, u64)>,
    /// Since when its history is its own; `None` for one that led before the run.
    pub own_since: Option<SimTime>,
    /// Bytes of its own base backup that are still to be taken; at 0 it can be followed.
    pub backup_bytes_left: u64,
    /// Oldest first.
    pub queries: Vec<Query>,
    /// The process id of the session that holds replay now.
    pub replay_held_by: Option<u32>,
    pub replay_conflict: Option<ReplayConflict>,
    /// Replay has waited at every record before this and does not wait there again.
    pub conflicts_passed: Lsn,
    /// When it had last replayed all it had received.
    pub last_caught_up: SimTime,
    /// When it was told to leave recovery; has no meaning before.
    pub leave_requested_at: SimTime,
    pub settings: Settings,
    /// How many queries it has had; process ids depend on it.
    pub queries_begun: u32,
    /// The work of the tick that is under way.
    pub work: Work,
    /// Its work in a second, averaged over some seconds.
    pub mean_work: Work,
}

impl Query {
    /// How long it has run.
    pub fn age(&self, now: SimTime) -> SimDuration {
        now.since(self.since) + self.ran
    }

    /// The commits that its snapshot sees, if it holds one.
    pub fn snapshot(&self) -> Option<u64> {
        (self.session != SessionState::Idle).then_some(self.visible_commits)
    }
}

impl Server {
    /// Bytes of WAL that it replays in a second now: what its reads leave, on a slow disk less.
    pub fn speed(&self) -> u64 {
        let warm = scale(self.replay_speed, u64::from(self.warmth), u64::from(WARM)).max(1);
        let left = work::left_for_replay(warm, self.mean_work.reads);
        self.disk_slowed.map_or(left, |(speed, _)| speed.min(left))
    }

    /// How busy it is, in thousandths of its capacity.
    pub fn load(&self) -> Work {
        self.mean_work.of(self.replay_speed)
    }

    /// A server without data, in the history of `timeline`.
    pub fn new(hardware: Hardware, role: Role, phase: Phase, timeline: TimelineId) -> Server {
        Server {
            key: hardware.key,
            zone: hardware.zone,
            replay_speed: hardware.replay_speed,
            disk_slowed: None,
            disk_size: hardware.disk_size,
            temporary_files: None,
            cache_cold: None,
            warmth: WARM,
            power: Power::Up,
            corrupt_since: None,
            role,
            phase,
            timeline,
            end: Lsn::default(),
            replayed: Lsn::default(),
            archived: Lsn::default(),
            data_bytes: 0,
            data_from: Lsn::default(),
            replaced: None,
            own_since: None,
            backup_bytes_left: 0,
            queries: Vec::new(),
            replay_held_by: None,
            replay_conflict: None,
            conflicts_passed: Lsn::default(),
            last_caught_up: SimTime::ZERO,
            leave_requested_at: SimTime::ZERO,
            settings: Settings::default(),
            queries_begun: 0,
            work: Work::default(),
            mean_work: Work::default(),
        }
    }

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

    pub fn query(&self, pid: u32) -> Option<&Query> {
        self.queries.iter().find(|query| query.pid == pid)
    }

    /// Whether it answers queries.
    pub fn answers(&self) -> bool {
        self.is_up() && self.corrupt_since.is_none() && matches!(self.phase, Phase::Ready)
    }

    pub fn following(&self) -> Option<&Following> {
        match &self.role {
            Role::Follower(following) => Some(following),
            _ => None,
        }
    }

    pub(super) fn following_mut(&mut self) -> Option<&mut Following> {
        match &mut self.role {
            Role::Follower(following) => Some(following),
            _ => None,
        }
    }

    /// Bytes of data now. Half of the WAL that is replayed becomes rows and index entries (ours,
    /// since nobody measured it; docs/heroku.md#sizes).
    pub fn data_size(&self) -> u64 {
        self.data_size_at(self.replayed)
    }

    /// Bytes of data when it had replayed this much.
    pub fn data_size_at(&self, replayed: Lsn) -> u64 {
        let replaced = self.replaced.filter(|(at, _)| replayed > *at);
        let (from, bytes) = replaced.unwrap_or((self.data_from, self.data_bytes));
        bytes + replayed.0.saturating_sub(from.0) / 2
    }

    /// Its rows are replaced after this position, and have so many bytes then.
    pub(super) fn replace_after(&mut self, at: Lsn, bytes: u64) {
        if let Some((from, before)) = self.replaced.filter(|(from, _)| self.replayed > *from) {
            (self.data_from, self.data_bytes) = (from, before);
        }
        self.replaced = Some((at, bytes));
    }

    /// How long its own base backup will still take.
    pub fn backup_takes(&self) -> SimDuration {
        super::law::time_for(self.backup_bytes_left, super::law::BASE_BACKUP_RATE)
    }
}
