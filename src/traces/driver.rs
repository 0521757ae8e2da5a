//! Driving the model with an input, and what it did.

use super::input::{Intervention, LeaderPosition, TraceInput};
use crate::sim::chance::{Chance, Key};
use crate::sim::law::Parameters;
use crate::sim::server::{Hardware, ServerId, Statement, Zone};
use crate::sim::wal::{RecordKind, WalWrite};
use crate::sim::{Behind, Event, Fleet, LinkSpec, SimDuration, SimTime, TICK};

/// What a machine of the recordings can do, beside the figures of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The figures of the law.
    pub parameters: Parameters,
    /// Bytes of WAL it replays in a second.
    pub replay_speed: u64,
    /// From a start to streaming.
    pub restart: SimDuration,
}

impl Machine {
    /// The machine that the recordings were made on (docs/replication.md#measured). Its replay
    /// speed was fitted (docs/replication.md#error).
    pub const MEASURED: Machine = Machine {
        parameters: Parameters { jitter: 0, ..Parameters::MEASURED },
        replay_speed: 120_000_000,
        restart: SimDuration::from_millis(300),
    };
}

/// A follower of the model at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FollowerState {
    /// Commits it has received.
    pub received: f64,
    /// Commits it has replayed.
    pub replayed: f64,
    /// Bytes it has received.
    pub received_bytes: f64,
    /// Bytes it has replayed.
    pub replayed_bytes: f64,
    /// How long a byte is on the way to it, in seconds.
    pub way: f64,
    /// Whether replay waits at a record.
    pub waits: bool,
}

/// What the model did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelRun {
    /// Its followers at the end of each tick; the first entry is the start.
    pub ticks: Vec<Vec<FollowerState>>,
    /// Seconds of it that lie before the recording.
    pub before: f64,
    /// When and for how long replay waited on each follower, in seconds.
    pub pauses: Vec<Vec<(f64, f64)>>,
    /// When the first follower took writes.
    pub writable: Option<f64>,
    /// Acknowledged commits that the promoted follower did not have.
    pub lost: Option<f64>,
    /// Those that it had not replayed, which is not the same.
    pub lost_if_unreplayed: Option<f64>,
    /// The most commits that were written and not acknowledged for a second on end.
    pub unacknowledged: u64,
    /// The most row versions that the leader could not remove.
    pub dead_rows: u64,
}

impl ModelRun {
    /// A follower at any moment, between two ticks in proportion.
    pub fn at(&self, follower: usize, t: f64) -> FollowerState {
        let ticks = (t + self.before) / 0.1;
        let (at, share) = (ticks.floor() as usize, ticks.fract());
        let last = self.ticks.len() - 1;
        let one = self.ticks[at.min(last)][follower];
        let next = self.ticks[(at + 1).min(last)][follower];
        let between = |one: f64, next: f64| one + (next - one) * share;
        FollowerState {
            received: between(one.received, next.received),
            replayed: between(one.replayed, next.replayed),
            received_bytes: between(one.received_bytes, next.received_bytes),
            replayed_bytes: between(one.replayed_bytes, next.replayed_bytes),
            ..next
        }
    }
}

/// Where the leader stood at a moment.
pub fn leader_position(leader: &[LeaderPosition], t: f64) -> LeaderPosition {
    let after = leader.partition_point(|position| position.t <= t);
    let (Some(one), Some(next)) = (leader.get(after.saturating_sub(1)), leader.get(after)) else {
        return leader.last().copied().unwrap_or_default();
    };
    let share = ((t - one.t) / (next.t - one.t).max(1e-9)).clamp(0.0, 1.0);
    let between = |one: f64, next: f64| one + (next - one) * share;
    LeaderPosition {
        t,
        bytes: between(one.bytes, next.bytes),
        commits: between(one.commits, next.commits),
        written: between(one.written, next.written),
    }
}

/// What the leader wrote before the recording began: bytes and commits.
fn before(input: &TraceInput) -> (f64, f64) {
    let (Some(first), second) = (input.leader.first(), leader_position(&input.leader, 1.0)) else {
        return (0.0, 0.0);
    };
    let seconds = input.before.micros() as f64 / 1e6;
    ((second.bytes - first.bytes) * seconds, (second.written - first.written) * seconds)
}

const LEADER: ServerId = ServerId(0);

struct Driver<'a> {
    input: &'a TraceInput,
    machine: Machine,
    fleet: Fleet,
    followers: Vec<ServerId>,
    sessions: Vec<(String, u32)>,
    deleted: u64,
    /// Bytes and commits from before the recording.
    earlier: (f64, f64),
    written: (u64, u64),
    gone: bool,
    /// Commits that waited for a follower, by tick.
    waiting: Vec<u64>,
    run: ModelRun,
}

/// Runs the model over an input.
pub fn drive(input: &TraceInput, machine: Machine) -> ModelRun {
    let mut driver = Driver::new(input, machine);
    let ticks = (input.length.micros() + input.before.micros()).div_ceil(TICK.micros());
    let mut outside = input.interventions.iter().peekable();
    driver.see();
    for tick in 0..ticks {
        // What happened nearer to this tick than to the next.
        let middle = SimTime::ZERO + TICK * tick + SimDuration::from_micros(TICK.micros() / 2);
        while let Some((_, what)) = outside.next_if(|(at, _)| *at + input.before < middle) {
            driver.act(what);
        }
        driver.write(tick);
        driver.step();
        driver.see();
    }
    driver.run
}

impl<'a> Driver<'a> {
    fn new(input: &'a TraceInput, machine: Machine) -> Driver<'a> {
        let mut fleet = Fleet::with_parameters(Chance::new(1), machine.parameters);
        let hardware = |zone: u8| Hardware {
            key: Key::of("server").nth(u32::from(zone)),
            zone: Zone(zone),
            replay_speed: machine.replay_speed,
            disk_size: None,
        };
        fleet.add_leader(hardware(0), 0, 0, 0);
        if input.base > 0 {
            let before = WalWrite { commits: 0, bytes: input.base, prunes: false };
            // A leader that was just made takes writes.
            let _ = fleet.write(LEADER, before);
        }
        let add = |(at, wire): (usize, &LinkSpec)| {
            fleet.add_follower(hardware(at as u8 + 1), LEADER, *wire, Behind::default())
        };
        let followers: Vec<ServerId> = input.links.iter().enumerate().map(add).collect();
        for &id in &followers {
            let settings = fleet.settings_mut(id);
            settings.max_standby_streaming_delay = input.delay;
            settings.hot_standby_feedback = input.feedback;
            settings.without_slot = !input.slots;
            settings.recovery_min_apply_delay = input.apply_delay;
        }
        let settings = fleet.settings_mut(LEADER);
        settings.synchronous = input.synchronous.clone();
        settings.max_slot_wal_keep_size = input.keep.map(|(bytes, _)| bytes);
        settings.checkpoint_timeout = input.keep.map(|(_, every)| every);
        let run = ModelRun {
            pauses: vec![Vec::new(); followers.len()],
            before: input.before.micros() as f64 / 1e6,
            ..ModelRun::default()
        };
        Driver {
            input,
            machine,
            fleet,
            followers,
            sessions: Vec::new(),
            deleted: 0,
            earlier: before(input),
            written: (0, 0),
            gone: false,
            waiting: Vec::new(),
            run,
        }
    }

    /// What the leader wrote in this tick.
    fn write(&mut self, tick: u64) {
        if self.gone {
            return;
        }
        let t = (tick + 1) as f64 * 0.1 - self.run.before;
        let (bytes, commits) = if t < 0.0 {
            let share = 1.0 + t / self.run.before;
            (self.earlier.0 * share, self.earlier.1 * share)
        } else {
            let to = leader_position(&self.input.leader, t);
            (to.bytes + self.earlier.0, to.written + self.earlier.1)
        };
        // Whatever a recording says, the sums stay within what a position can hold.
        let whole = |figure: f64| figure.round().clamp(0.0, 1e18) as u64;
        let (bytes, commits) = (whole(bytes), whole(commits));
        let commits_now = commits.saturating_sub(self.written.1);
        let bytes_now = bytes.saturating_sub(self.written.0).max(commits_now);
        self.written = (self.written.0 + bytes_now, self.written.1 + commits_now);
        if bytes_now > 0 {
            let prunes = self.input.prunes;
            let _ = self
                .fleet
                .write(LEADER, WalWrite { commits: commits_now, bytes: bytes_now, prunes });
        }
    }

    fn step(&mut self) {
        let events = self.fleet.tick();
        for event in events {
            if let Event::LeftRecovery(id, _) = event
                && self.followers.first() == Some(&id)
            {
                self.run.writable = Some(self.seconds());
            }
        }
        if self.gone {
            return;
        }
        let (held, acknowledged) =
            (self.fleet.commits_on_disk(LEADER), self.fleet.acknowledged(LEADER));
        self.waiting.push(held.saturating_sub(acknowledged));
        let second = &self.waiting[self.waiting.len().saturating_sub(10)..];
        let least = second.iter().copied().min().unwrap_or(0);
        self.run.unacknowledged = self.run.unacknowledged.max(least);
        self.run.dead_rows = self.run.dead_rows.max(self.fleet.dead_rows(LEADER));
    }

    fn seconds(&self) -> f64 {
        self.fleet.now().micros() as f64 / 1e6 - self.run.before
    }

    /// Notes where the followers are.
    fn see(&mut self) {
        let now = self.seconds();
        let mut seen = Vec::new();
        for (at, &id) in self.followers.iter().enumerate() {
            let server = self.fleet.server(id);
            let waits = server.replay_conflict.is_some();
            let pauses = &mut self.run.pauses[at];
            if let Some(hold) = &server.replay_conflict {
                let since = hold.since.micros() as f64 / 1e6 - self.run.before;
                match pauses.last_mut() {
                    Some(last) if last.1 >= now - 0.15 => last.1 = now,
                    _ => pauses.push((since.max(now - 0.1), now)),
                }
            }
            let bytes = |lsn: u64| lsn.saturating_sub(self.input.base) as f64 - self.earlier.0;
            let way = server.following().map_or(0, |f| f.link.latency.micros());
            seen.push(FollowerState {
                received: self.fleet.commits_on_disk(id) as f64 - self.earlier.1,
                replayed: self.fleet.commits_visible(id) as f64 - self.earlier.1,
                received_bytes: bytes(server.end.0),
                replayed_bytes: bytes(server.replayed.0),
                way: way as f64 / 1e6,
                waits,
            });
        }
        self.run.ticks.push(seen);
    }

    fn act(&mut self, what: &Intervention) {
        let (now, followers) = (self.fleet.now(), self.followers.clone());
        let follower = |at: usize| followers.get(at).copied();
        let first = followers[0];
        match what {
            Intervention::Begins { tag, session, table, lasts } => {
                let statement = Statement {
                    session: *session,
                    table: *table,
                    ..Statement::new(tag.clone(), String::new(), *lasts)
                };
                let pid = self.fleet.begin_query(first, statement);
                self.sessions.push((tag.clone(), pid));
            }
            Intervention::Ends(tag) => {
                let pids: Vec<u32> = self
                    .sessions
                    .iter()
                    .filter(|(name, _)| name == tag)
                    .map(|(_, pid)| *pid)
                    .collect();
                for pid in pids {
                    self.fleet.terminate(first, pid);
                }
            }
            Intervention::Cancels => {
                for &(_, pid) in &self.sessions {
                    self.fleet.cancel(first, pid);
                }
            }
            Intervention::Terminates => {
                for &(_, pid) in &self.sessions {
                    self.fleet.terminate(first, pid);
                }
            }
            Intervention::Cut(at, lasts) => {
                if let Some(id) = follower(*at) {
                    self.fleet.cut_link(id, now + *lasts);
                }
            }
            Intervention::Silence(at, lasts) => {
                if let Some(id) = follower(*at) {
                    self.fleet.silence_link(id, now + *lasts);
                }
            }
            Intervention::Slow(at, rate, lasts) => {
                if let Some(id) = follower(*at) {
                    self.fleet.slow_link(id, *rate, now + *lasts);
                }
            }
            Intervention::Stops(at, lasts) => {
                if let Some(id) = follower(*at) {
                    self.fleet.stop(id, now + *lasts + self.machine.restart);
                }
            }
            Intervention::Deletes => self.deleted = self.fleet.commits_on_disk(LEADER) + 1,
            Intervention::Vacuums => {
                self.fleet
                    .record_conflict(LEADER, RecordKind::Cleanup { deleted_by: self.deleted });
            }
            Intervention::Locks(table) => {
                self.fleet.record_conflict(LEADER, RecordKind::Lock { table: *table })
            }
            Intervention::Pauses => self.fleet.settings_mut(first).replay_paused = Some(now),
            Intervention::Resumes => self.fleet.settings_mut(first).replay_paused = None,
            Intervention::Share(per_million) => {
                let speed = (self.machine.replay_speed as f64 * *per_million as f64 / 1e6) as u64;
                self.fleet.set_replay_speed(first, speed.max(1));
            }
            Intervention::LeaderLost { delivered } => self.lose_leader(*delivered),
            Intervention::Promotes(at) => {
                if let Some(id) = follower(*at) {
                    self.fleet.leave_recovery(id);
                }
            }
            Intervention::Repoints => {
                if let Some(second) = follower(1) {
                    let wire = self.input.links[1];
                    // Where their histories part it asks the new leader in vain from now on.
                    if self.fleet.follow(second, first, wire).is_err() {
                        self.fleet.cut_link(second, now + SimDuration::from_secs(1_000_000));
                    }
                }
            }
        }
    }

    /// The leader is gone, and with it what was acknowledged and is not received.
    fn lose_leader(&mut self, delivered: bool) {
        let first = self.followers[0];
        self.gone = true;
        let acknowledged = self.fleet.acknowledged(LEADER);
        if delivered {
            self.fleet.deliver(first);
        }
        let received = self.fleet.commits_on_disk(first);
        self.run.lost = Some(acknowledged.saturating_sub(received) as f64);
        let seen = self.fleet.commits_visible(first);
        self.run.lost_if_unreplayed = Some(acknowledged.saturating_sub(seen) as f64);
        self.fleet.lose(LEADER);
    }
}
