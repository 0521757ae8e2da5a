//! A test for each law of `facts/postgres-replication.md`, named after it and told about a fleet of
//! the model: with the measured figures, and links without jitter, so that what is asserted is
//! exact.

mod conflicts;
mod crashes;
mod feedback;
mod links;
mod locks;
mod quorum;
mod steady;
mod successions;

use follower_playground::sim::chance::{Chance, Key};
use follower_playground::sim::law::{Figures, Hold, Level, Synchronous};
use follower_playground::sim::server::{
    Hardware, Role, Server, ServerId, Session, Settings, Statement, Zone,
};
use follower_playground::sim::wal::{Lsn, MarkKind, TimelineId, Work};
use follower_playground::sim::{Behind, Event, SimDuration, SimTime, TICK, Wire};
use follower_playground::{sim, traces};

/// A link that is no limit, bytes a second.
const WIDE: u64 = 1 << 40;
/// Bytes of a commit that updates a row (section a).
const UPDATE: u64 = 176;
/// What replays in a second on the machine of the recordings.
const REPLAY_SPEED: u64 = 120_000_000;
/// What a link takes beside its way (law A1).
const WAKE: SimDuration = Figures::MEASURED.wake;

/// A leader, LAVENDER, that writes on and on, and whoever follows it.
#[derive(Clone)]
struct Fleet {
    sim: sim::Fleet,
    names: Vec<&'static str>,
    writer: ServerId,
    rate: u64,
    bytes: u64,
    prunes: bool,
    bulk: (u64, u64),
    deleted: u64,
    happened: Vec<(SimTime, Event)>,
    begun: Vec<(u32, SimTime)>,
    most_behind: u64,
    most_dead_rows: u64,
}

/// A length of time.
fn ms(millis: u64) -> SimDuration {
    SimDuration::from_millis(millis)
}

/// A length of time in words.
fn length(text: &str) -> SimDuration {
    SimDuration::parse(text).unwrap_or_else(|| panic!("{text:?} is no length of time"))
}

/// How many commits come whole or in part in `length` at `rate`.
fn commits_in(rate: u64, length: SimDuration) -> u64 {
    (rate * length.micros()).div_ceil(1_000_000)
}

/// What is made before it runs.
impl Fleet {
    /// So many commits a second, which update rows.
    fn updating(rate: u64) -> Fleet {
        let figures = Figures { jitter: 0, ..Figures::MEASURED };
        let mut sim = sim::Fleet::with(Chance::new(1), figures);
        let writer = sim.add_leader(hardware(0), 0, 0, 0);
        Fleet {
            sim,
            names: vec!["LAVENDER"],
            writer,
            rate,
            bytes: UPDATE,
            prunes: true,
            bulk: (0, 0),
            deleted: 0,
            happened: Vec::new(),
            begun: Vec::new(),
            most_behind: 0,
            most_dead_rows: 0,
        }
    }

    /// So many commits a second, which only insert rows.
    fn inserting(rate: u64) -> Fleet {
        Fleet { prunes: false, ..Fleet::updating(rate) }
    }

    /// Commits of another size.
    fn of_bytes(self, bytes: u64) -> Fleet {
        Fleet { bytes, ..self }
    }

    fn followed_by(self, name: &'static str, way: &str) -> Fleet {
        self.over(name, "LAVENDER", way, WIDE)
    }

    /// A follower of anybody, over a link of so many bytes a second.
    fn over(mut self, name: &'static str, leader: &str, way: &str, bandwidth: u64) -> Fleet {
        let wire = Wire { latency: length(way), bandwidth };
        let (leader, place) = (self.id(leader), self.names.len() as u8);
        self.sim.add_follower(hardware(place), leader, wire, Behind::default());
        self.names.push(name);
        self
    }

    /// Where commits of LAVENDER wait for one of these.
    fn waiting_for(mut self, names: &[&str], level: Level) -> Fleet {
        let of = names.iter().map(|name| self.id(name)).collect();
        let synchronous = Some(Synchronous { level, quorum: 1, of });
        self.settings("LAVENDER").synchronous = synchronous;
        self
    }
}

fn hardware(place: u8) -> Hardware {
    let key = Key::of("server").nth(u32::from(place));
    Hardware { key, zone: Zone(place), replay_speed: REPLAY_SPEED }
}

/// What people, faults and time do to it.
impl Fleet {
    fn passes(&mut self, text: &str) {
        let length = length(text).micros();
        assert_eq!(length % TICK.micros(), 0, "{text} is no whole number of ticks");
        (0..length / TICK.micros()).for_each(|_| self.tick());
    }

    fn tick(&mut self) {
        let tick = self.sim.now().ticks();
        let commits = self.rate * (tick + 1) / 10 - self.rate * tick / 10;
        let mut bytes = commits * self.bytes;
        if self.bulk.1 > 0 {
            bytes += self.bulk.0;
            self.bulk.1 -= 1;
        }
        if bytes > 0 {
            // A leader that is gone takes none.
            let _ = self.sim.write(self.writer, Work { commits, bytes, prunes: self.prunes });
        }
        let events = self.sim.step();
        let now = self.sim.now();
        self.happened.extend(events.into_iter().map(|event| (now, event)));
        let ids = || (0..self.names.len() as u32).map(ServerId);
        let behind = ids().filter_map(|id| self.sim.behind(id)).map(Behind::commits).max();
        self.most_behind = self.most_behind.max(behind.unwrap_or(0));
        self.most_dead_rows = self.most_dead_rows.max(self.sim.dead_rows(ServerId(0)));
    }

    /// A transaction writes so many bytes in this time, beside the other commits.
    fn bulk(&mut self, bytes: u64, over: &str) {
        let ticks = length(over).micros() / TICK.micros();
        self.bulk = (bytes / ticks, ticks);
    }

    /// Rows are deleted in the next commit.
    fn deletes(&mut self) {
        self.deleted = self.held("LAVENDER") + 1;
    }

    /// VACUUM removes them; says where.
    fn vacuums(&mut self) -> Lsn {
        self.sim.mark(ServerId(0), MarkKind::Cleanup { deleted_by: self.deleted });
        self.server("LAVENDER").end
    }

    /// A table is locked against everybody; says where.
    fn locks(&mut self, table: u32) -> Lsn {
        self.sim.mark(ServerId(0), MarkKind::Lock { table });
        self.server("LAVENDER").end
    }

    /// Somebody begins something on a server; says the process id.
    fn begins(
        &mut self,
        name: &str,
        session: Session,
        table: Option<u32>,
        lasts: Option<SimDuration>,
    ) -> u32 {
        let statement = Statement::new("psql".to_owned(), "SELECT".to_owned(), lasts);
        let (id, begun) = (self.id(name), self.sim.now());
        let pid = self.sim.begin_query(id, Statement { session, table, ..statement });
        self.begun.push((pid, begun));
        pid
    }

    /// A query that runs for so long.
    fn queries(&mut self, name: &str, lasts: &str) -> u32 {
        self.begins(name, Session::Running, None, Some(length(lasts)))
    }

    /// A transaction that is idle with a snapshot, until somebody ends it.
    fn idles(&mut self, name: &str) -> u32 {
        self.begins(name, Session::IdleWithSnapshot, None, None)
    }

    fn cancel(&mut self, name: &str, pid: u32) -> bool {
        self.sim.cancel(self.id(name), pid)
    }

    fn terminate(&mut self, name: &str, pid: u32) -> bool {
        self.sim.terminate(self.id(name), pid)
    }

    fn cut_link(&mut self, name: &str, lasts: &str) {
        let until = self.sim.now() + length(lasts);
        assert!(self.sim.cut_link(self.id(name), until));
    }

    fn silence_link(&mut self, name: &str, lasts: &str) {
        let until = self.sim.now() + length(lasts);
        assert!(self.sim.silence_link(self.id(name), until));
    }

    fn replays_at(&mut self, name: &str, speed: u64) {
        self.sim.set_replay_speed(self.id(name), speed);
    }

    /// Replay is paused by hand, or goes on.
    fn pause_replay(&mut self, name: &str, paused: bool) {
        let now = self.sim.now();
        self.settings(name).replay_paused = paused.then_some(now);
    }

    fn settings(&mut self, name: &str) -> &mut Settings {
        let id = self.id(name);
        self.sim.settings_mut(id)
    }

    /// The leader is lost with its disk; says how many commits its clients know of.
    fn lose_leader(&mut self) -> u64 {
        let acknowledged = self.acknowledged();
        assert!(self.sim.lose(self.writer));
        acknowledged
    }

    fn promote(&mut self, name: &str) {
        self.sim.leave_recovery(self.id(name));
    }

    /// Waits until a server takes writes; says how long that took.
    fn until_writable(&mut self, name: &str) -> SimDuration {
        let (from, id) = (self.sim.now(), self.id(name));
        self.wait_until("it takes writes", |fleet| fleet.sim.takes_writes(id).is_ok());
        self.sim.now().since(from)
    }

    fn wait_until(&mut self, what: &str, is_so: impl Fn(&Fleet) -> bool) {
        let from = self.sim.now();
        while !is_so(self) {
            self.tick();
            assert!(self.sim.now().since(from).secs() < 200, "{what} never comes");
        }
    }

    /// Waits until replay goes on and says when that was, worked out from how far it got since.
    /// Only for one that is so slow that it has not caught up by then.
    fn frees(&mut self, name: &str) -> SimTime {
        let hold = self.hold(name).clone();
        self.wait_until("replay goes on", |fleet| !fleet.waits(name));
        let server = self.server(name);
        assert!(server.replayed < server.end, "it is too fast to say when");
        let micros = (server.replayed.0 - hold.at.0) * 1_000_000 / server.replay_speed;
        SimTime::from_micros(self.sim.now().micros() - micros)
    }
}

/// What can be seen.
impl Fleet {
    fn id(&self, name: &str) -> ServerId {
        let at = self.names.iter().position(|known| *known == name);
        ServerId(at.unwrap_or_else(|| panic!("there is no {name}")) as u32)
    }

    fn server(&self, name: &str) -> &Server {
        self.sim.server(self.id(name))
    }

    fn behind(&self, name: &str) -> Behind {
        self.sim.behind(self.id(name)).unwrap_or_else(|| panic!("{name} follows nobody"))
    }

    /// What `pg:info` shows.
    fn behind_by(&self, name: &str) -> u64 {
        self.behind(name).commits()
    }

    fn bytes_behind(&self, name: &str) -> u64 {
        self.server("LAVENDER").end.0 - self.server(name).replayed.0
    }

    /// Commits on a server's disk.
    fn held(&self, name: &str) -> u64 {
        self.sim.commits_held(self.id(name))
    }

    /// Commits that a query on a server sees.
    fn seen(&self, name: &str) -> u64 {
        self.sim.commits_seen(self.id(name))
    }

    /// Commits of the leader that their clients know of.
    fn acknowledged(&self) -> u64 {
        self.sim.acknowledged(self.writer)
    }

    /// Those that they wait for.
    fn waiting(&self) -> u64 {
        self.held("LAVENDER") - self.acknowledged()
    }

    fn waits(&self, name: &str) -> bool {
        self.server(name).hold.is_some()
    }

    fn hold(&self, name: &str) -> &Hold {
        let hold = self.server(name).hold.as_ref();
        hold.unwrap_or_else(|| panic!("replay on {name} waits for nobody"))
    }

    fn has(&self, name: &str, pid: u32) -> bool {
        self.server(name).queries.iter().any(|query| query.pid == pid)
    }

    fn timeline(&self, name: &str) -> TimelineId {
        self.server(name).timeline
    }

    /// When this happened first.
    fn when(&self, event: Event) -> Option<SimTime> {
        self.happened.iter().find(|(_, other)| *other == event).map(|(at, _)| *at)
    }

    /// How long a query lived that came to its own end, and one that was cancelled, to the tick.
    fn lived(&self, name: &str, pid: u32) -> (Option<SimDuration>, Option<SimDuration>) {
        let id = self.id(name);
        let begun = self.begun.iter().find(|(other, _)| *other == pid).map(|(_, at)| *at);
        let begun = begun.unwrap_or_else(|| panic!("nobody began {pid}"));
        let after = |event| self.when(event).map(|at| at.since(begun));
        (after(Event::QueryEnded(id, pid)), after(Event::QueryCancelled(id, pid)))
    }
}

#[test]
fn every_law_has_a_test_that_is_named_after_it() {
    let mut files = Vec::new();
    crate::tidy::files_under("tests/it/laws", &mut files);
    for law in traces::laws::LAWS {
        let name = format!("fn {}_", law.name.to_lowercase());
        let tested = files.iter().any(|(_, text)| text.contains(&name));
        assert!(tested, "{}: {}", law.name, law.says);
    }
    assert_eq!(traces::laws::LAWS.len(), 31);
}
