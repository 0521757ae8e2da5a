//! What people, faults and time do to a fleet.

use super::*;

impl Fleet {
    pub(super) fn passes(&mut self, text: &str) {
        let length = length(text).micros();
        assert_eq!(length % TICK.micros(), 0, "{text} is no whole number of ticks");
        (0..length / TICK.micros()).for_each(|_| self.tick());
    }

    pub(super) fn tick(&mut self) {
        let tick = self.sim.now().ticks();
        let commits = self.rate * (tick + 1) / 10 - self.rate * tick / 10;
        let mut bytes = commits * self.bytes;
        if self.bulk.1 > 0 {
            bytes += self.bulk.0;
            self.bulk.1 -= 1;
        }
        if bytes > 0 {
            // A leader that is gone takes none.
            let _ = self.sim.write(self.writer, WalWrite { commits, bytes, prunes: self.prunes });
        }
        let events = self.sim.tick();
        let now = self.sim.now();
        self.happened.extend(events.into_iter().map(|event| (now, event)));
        let ids = || (0..self.names.len() as u32).map(ServerId);
        let behind = ids().filter_map(|id| self.sim.behind(id)).map(Behind::commits).max();
        self.most_behind = self.most_behind.max(behind.unwrap_or(0));
        self.most_dead_rows = self.most_dead_rows.max(self.sim.dead_rows(ServerId(0)));
    }

    /// A transaction writes so many bytes in this time, beside the other commits.
    pub(super) fn bulk(&mut self, bytes: u64, over: &str) {
        let ticks = length(over).micros() / TICK.micros();
        self.bulk = (bytes / ticks, ticks);
    }

    /// Rows are deleted in the next commit.
    pub(super) fn deletes(&mut self) {
        self.deleted = self.held("LAVENDER") + 1;
    }

    /// VACUUM removes them; says where.
    pub(super) fn vacuums(&mut self) -> Lsn {
        self.sim.record_conflict(ServerId(0), RecordKind::Cleanup { deleted_by: self.deleted });
        self.server("LAVENDER").end
    }

    /// A table is locked against everybody; says where.
    pub(super) fn locks(&mut self, table: u32) -> Lsn {
        self.sim.record_conflict(ServerId(0), RecordKind::Lock { table });
        self.server("LAVENDER").end
    }

    /// Somebody begins something on a server; says the process id.
    pub(super) fn begins(
        &mut self,
        name: &str,
        session: SessionState,
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
    pub(super) fn queries(&mut self, name: &str, lasts: &str) -> u32 {
        self.begins(name, SessionState::Running, None, Some(length(lasts)))
    }

    /// A transaction that is idle with a snapshot, until somebody ends it.
    pub(super) fn idles(&mut self, name: &str) -> u32 {
        self.begins(name, SessionState::IdleWithSnapshot, None, None)
    }

    pub(super) fn cancel(&mut self, name: &str, pid: u32) -> bool {
        self.sim.cancel(self.id(name), pid)
    }

    pub(super) fn terminate(&mut self, name: &str, pid: u32) -> bool {
        self.sim.terminate(self.id(name), pid)
    }

    pub(super) fn cut_link(&mut self, name: &str, lasts: &str) {
        let until = self.sim.now() + length(lasts);
        assert!(self.sim.cut_link(self.id(name), until));
    }

    pub(super) fn silence_link(&mut self, name: &str, lasts: &str) {
        let until = self.sim.now() + length(lasts);
        assert!(self.sim.silence_link(self.id(name), until));
    }

    pub(super) fn replays_at(&mut self, name: &str, speed: u64) {
        self.sim.set_replay_speed(self.id(name), speed);
    }

    /// Replay is paused by hand, or goes on.
    pub(super) fn pause_replay(&mut self, name: &str, paused: bool) {
        let now = self.sim.now();
        self.settings(name).replay_paused = paused.then_some(now);
    }

    pub(super) fn settings(&mut self, name: &str) -> &mut Settings {
        let id = self.id(name);
        self.sim.settings_mut(id)
    }

    /// The leader is lost with its disk; says how many commits its clients know of.
    pub(super) fn lose_leader(&mut self) -> u64 {
        let acknowledged = self.acknowledged();
        assert!(self.sim.lose(self.writer));
        acknowledged
    }

    pub(super) fn promote(&mut self, name: &str) {
        self.sim.leave_recovery(self.id(name));
    }

    /// Waits until a server takes writes; says how long that took.
    pub(super) fn until_writable(&mut self, name: &str) -> SimDuration {
        let (from, id) = (self.sim.now(), self.id(name));
        self.wait_until("it takes writes", |fleet| fleet.sim.takes_writes(id).is_ok());
        self.sim.now().since(from)
    }

    pub(super) fn wait_until(&mut self, what: &str, is_so: impl Fn(&Fleet) -> bool) {
        let from = self.sim.now();
        while !is_so(self) {
            self.tick();
            assert!(self.sim.now().since(from).secs() < 200, "{what} never comes");
        }
    }

    /// Waits until replay goes on and says when that was, worked out from how far it got since.
    /// Only for one that is so slow that it has not caught up by then.
    pub(super) fn frees(&mut self, name: &str) -> SimTime {
        let hold = self.hold(name).clone();
        self.wait_until("replay goes on", |fleet| !fleet.waits(name));
        let server = self.server(name);
        assert!(server.replayed < server.end, "it is too fast to say when");
        let micros = (server.replayed.0 - hold.at.0) * 1_000_000 / server.replay_speed;
        SimTime::from_micros(self.sim.now().micros() - micros)
    }
}
