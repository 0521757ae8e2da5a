//! Replay: it goes on, waits at records that conflict with queries, cancels those that make it
//! late, and ends when a server leaves recovery.

use super::{Event, Fleet};
use crate::sim::SimDuration;
use crate::sim::arithmetic::scale;
use crate::sim::ids::ServerId;
use crate::sim::law::{self, Blocker, ConflictCause, ReplayConflict};
use crate::sim::server::{Phase, Query, Role, SessionState};
use crate::sim::time::SimTime;
use crate::sim::wal::{Lsn, RecordKind};

impl Fleet {
    /// Replays as far as possible until `end`. A server that leaves recovery and has replayed
    /// everything begins its own timeline.
    pub(super) fn replay(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let server = self.server(id);
        if server.is_leader() || matches!(server.phase, Phase::BaseBackup { .. }) {
            return;
        }
        let (mut at, longest) = (self.now, self.parameters.longest_poll);
        loop {
            self.cancel_late(id, end, events);
            let server = self.server_mut(id);
            if let Some(conflict) = &mut server.replay_conflict {
                let Some(freed) = law::freed_at(conflict, end, longest) else {
                    break;
                };
                at = at.max(freed);
                server.conflicts_passed = Lsn(conflict.at.0 + 1);
                server.replay_conflict = None;
            }
            self.replay_from(id, at, end);
            if self.server(id).replay_conflict.is_none() {
                break;
            }
        }
        let server = self.server_mut(id);
        let blocker = server.replay_conflict.as_ref().and_then(|held| held.blockers.first());
        let held_by = blocker.map(|blocker| blocker.pid);
        if held_by != server.replay_held_by {
            server.replay_held_by = held_by;
            events.push(match held_by {
                Some(pid) => Event::ReplayHeld(id, pid),
                None => Event::ReplayFreed(id),
            });
        }
        let stop_following_at =
            server.following().and_then(|following| following.stop_following_at);
        let leaves = match server.role {
            Role::LeavingRecovery => {
                let takes = self.parameters.promotion;
                let server = self.server(id);
                server.replayed >= server.end
                    && law::promoted_at(server.leave_requested_at, end, takes) <= end
            }
            _ => stop_following_at.is_some_and(|lsn| server.replayed >= lsn),
        };
        if leaves {
            self.begin_timeline(id, events);
        }
    }

    /// Replays from `at` until `end`, or up to a record that conflicts.
    fn replay_from(&mut self, id: ServerId, at: SimTime, end: SimTime) {
        let server = self.server(id);
        let (from, speed) = (server.replayed, server.speed());
        let limit = self.replay_limit(id, end);
        let conflict = self.next_conflict(id).filter(|conflict| conflict.at < limit);
        let goal = conflict.as_ref().map_or(limit, |conflict| conflict.at);
        let to = law::replay(from, goal, speed, end.since(at));
        let conflict = conflict.filter(|conflict| to >= conflict.at);
        let arrival = conflict.as_ref().and_then(|conflict| self.arrival(id, conflict.at));
        let arrival = arrival.unwrap_or(at);
        let server = self.server_mut(id);
        server.replayed = to;
        if to >= server.end {
            server.last_caught_up = end;
        }
        if let Some(mut conflict) = conflict {
            let reached = at + law::time_for(conflict.at.0.saturating_sub(from.0), speed);
            if arrival >= reached {
                server.last_caught_up = arrival.min(end);
            }
            conflict.since = reached.max(arrival).min(end);
            server.replay_conflict = Some(conflict);
        }
    }

    /// How far replay may go by `end`, apart from conflicts.
    fn replay_limit(&self, id: ServerId, end: SimTime) -> Lsn {
        let server = self.server(id);
        if self.is_disk_full(id) {
            return server.replayed;
        }
        let follows = server.following().is_some();
        if let Some(paused) = server.settings.replay_paused {
            // Leaving recovery lifts a pause when replay next looks
            // (docs/replication.md#replay-pause).
            let lifted =
                law::next_recheck(paused, server.leave_requested_at, self.parameters.longest_poll);
            if follows || lifted > end {
                return server.replayed;
            }
        }
        let delay = server.settings.recovery_min_apply_delay;
        if delay.micros() == 0 || !follows {
            return server.end;
        }
        let commits =
            self.timelines.commits_by(server.timeline, law::newest_replayable(end, delay));
        self.timelines.end_of(server.timeline, commits).min(server.end)
    }

    /// When the first byte after `lsn` arrives, if it is on the wire.
    fn arrival(&self, id: ServerId, lsn: Lsn) -> Option<SimTime> {
        let flights = &self.server(id).following()?.link.flights;
        let flight = flights.iter().find(|flight| flight.from <= lsn && lsn < flight.to)?;
        let length = flight.sent_to.since(flight.sent_from).micros();
        let (offset, bytes) = (lsn.0 - flight.from.0, flight.to.0 - flight.from.0);
        Some(flight.arrives_from() + SimDuration::from_micros(scale(length, offset, bytes)))
    }

    /// The first record that replay has to wait at, and for which sessions (laws
    /// [b1](docs/replication.md#b1), [b2](docs/replication.md#b2), [b3](docs/replication.md#b3),
    /// [f](docs/replication.md#f)).
    fn next_conflict(&self, id: ServerId) -> Option<ReplayConflict> {
        let mut first: Option<ReplayConflict> = None;
        for query in &self.server(id).queries {
            let Some((at, why)) = self.conflict_with(id, query) else {
                continue;
            };
            let blocker = Blocker { pid: query.pid, gone: None };
            match &mut first {
                Some(conflict) if conflict.at < at => {}
                Some(conflict) if conflict.at == at => conflict.blockers.push(blocker),
                _ => {
                    first =
                        Some(ReplayConflict { why, at, since: self.now, blockers: vec![blocker] })
                }
            }
        }
        first
    }

    /// The first record that conflicts with this session.
    fn conflict_with(&self, id: ServerId, query: &Query) -> Option<(Lsn, ConflictCause)> {
        let server = self.server(id);
        let (timeline, passed) = (server.timeline, server.conflicts_passed);
        let snapshot = query.snapshot().filter(|_| !server.settings.hot_standby_feedback);
        let cleanup = snapshot.and_then(|visible| {
            let pruning =
                self.timelines.nth_pruning(timeline, visible, self.parameters.commits_to_conflict);
            let pruning = match pruning {
                Some(at) if at < passed => {
                    let commits_passed = self.timelines.commits_at(timeline, passed);
                    self.timelines.nth_pruning(timeline, commits_passed, 1)
                }
                other => other,
            };
            let is_visible =
                |kind| matches!(kind, RecordKind::Cleanup { deleted_by } if deleted_by > visible);
            let vacuum = self.timelines.first_conflict(timeline, passed, &is_visible);
            pruning.into_iter().chain(vacuum).min()
        });
        let lock = query.table.and_then(|table| {
            let is_lock = |kind| kind == RecordKind::Lock { table };
            self.timelines.first_conflict(timeline, passed, &is_lock)
        });
        match (cleanup, lock) {
            (Some(cleanup), Some(lock)) if lock < cleanup => Some((lock, ConflictCause::Lock)),
            (Some(cleanup), _) => Some((cleanup, ConflictCause::Snapshot)),
            (None, lock) => Some((lock?, ConflictCause::Lock)),
        }
    }

    /// Cancels the queries that make replay later than `max_standby_streaming_delay`
    /// ([law C1](docs/replication.md#c1)).
    fn cancel_late(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let longest = self.parameters.longest_poll;
        let server = self.server_mut(id);
        let (Some(conflict), Some(delay)) =
            (&mut server.replay_conflict, server.settings.max_standby_streaming_delay)
        else {
            return;
        };
        let cancelled_at = law::cancels_at(conflict, server.last_caught_up, delay, longest);
        if cancelled_at > end {
            return;
        }
        for blocker in &mut conflict.blockers {
            if blocker.gone.is_none() {
                blocker.gone = Some(cancelled_at);
                remove_query(&mut server.queries, blocker.pid);
                events.push(Event::QueryCancelled(id, blocker.pid));
            }
        }
    }

    /// Ends the queries that come to their own end by `end`.
    pub(super) fn end_queries(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let queries = self.server(id).queries.iter();
        let due = queries.filter_map(|query| Some((query.pid, query.until?)));
        for (pid, until) in due.filter(|(_, until)| *until <= end).collect::<Vec<_>>() {
            self.end_session(id, pid, until);
            events.push(Event::QueryEnded(id, pid));
        }
    }

    /// Ends a session at this moment; returns whether there was one. Replay that waits for it will
    /// notice.
    fn end_session(&mut self, id: ServerId, pid: u32, at: SimTime) -> bool {
        let server = self.server_mut(id);
        if let Some(conflict) = &mut server.replay_conflict {
            for blocker in conflict.blockers.iter_mut().filter(|blocker| blocker.pid == pid) {
                blocker.gone = Some(at);
            }
        }
        remove_query(&mut server.queries, pid)
    }

    /// Ends a session at once; returns whether there was one.
    pub fn terminate(&mut self, id: ServerId, pid: u32) -> bool {
        self.end_session(id, pid, self.now)
    }

    /// Cancels what a session runs; returns whether there was one. An idle transaction runs
    /// nothing,
    /// so it goes on ([law b7](docs/replication.md#b7)).
    pub fn cancel(&mut self, id: ServerId, pid: u32) -> bool {
        match self.server(id).query(pid).map(|query| query.session) {
            Some(SessionState::Running) => self.terminate(id, pid),
            other => other.is_some(),
        }
    }

    fn begin_timeline(&mut self, id: ServerId, events: &mut Vec<Event>) {
        let (timeline, replayed) = (self.server(id).timeline, self.server(id).replayed);
        let timeline = self.timelines.fork(timeline, replayed, id);
        let fork = self.timelines.end(timeline);
        // Its followers go along ([law j](docs/replication.md#j)). A commit that was never received
        // completely is dropped.
        for follower in self.followers(id) {
            let follower = self.server_mut(follower);
            follower.timeline = timeline;
            follower.end = follower.end.min(fork.lsn);
            follower.replayed = follower.replayed.min(fork.lsn);
            if let Some(following) = follower.following_mut() {
                following.link.forget_after(fork.lsn);
            }
        }
        let now = self.now;
        let server = self.server_mut(id);
        server.timeline = timeline;
        // What would have replaced its rows after the fork never comes.
        server.replaced = server.replaced.filter(|(at, _)| *at < fork.lsn);
        server.own_since = Some(now);
        server.end = fork.lsn;
        server.replayed = fork.lsn;
        server.archived = fork.lsn;
        server.replay_held_by = None;
        server.replay_conflict = None;
        server.role = Role::Leader;
        server.phase = Phase::Ready;
        server.backup_bytes_left = server.data_size();
        events.push(Event::LeftRecovery(id, fork));
    }
}

/// Removes the query with this process id; returns whether there was one.
fn remove_query(queries: &mut Vec<Query>, pid: u32) -> bool {
    let at = queries.iter().position(|query| query.pid == pid);
    at.map(|at| queries.remove(at)).is_some()
}
