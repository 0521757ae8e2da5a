//! Replay: it goes on, waits at records that conflict, cancels who makes it late, and ends where
//! a server leaves recovery.

use super::{Event, Fleet};
use crate::sim::law::{self, ConflictCause, ReplayConflict, Waiter};
use crate::sim::server::{Phase, Query, Role, ServerId, Session};
use crate::sim::time::SimTime;
use crate::sim::wal::{Lsn, RecordKind};

impl Fleet {
    /// Replay goes as far as it may until `end`; a server that leaves recovery and has replayed
    /// all begins its own timeline.
    pub(super) fn replay(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let server = self.server(id);
        if server.is_leader() || matches!(server.phase, Phase::BaseBackup { .. }) {
            return;
        }
        let (mut at, longest) = (self.now, self.figures.longest_poll);
        loop {
            self.cancel_late(id, end, events);
            let server = self.server_mut(id);
            if let Some(hold) = &mut server.replay_conflict {
                let Some(freed) = law::freed_at(hold, end, longest) else {
                    break;
                };
                at = at.max(freed);
                server.conflicts_passed = Lsn(hold.at.0 + 1);
                server.replay_conflict = None;
            }
            self.replay_from(id, at, end);
            if self.server(id).replay_conflict.is_none() {
                break;
            }
        }
        let server = self.server_mut(id);
        let waiter = server.replay_conflict.as_ref().and_then(|hold| hold.waiters.first());
        let held_by = waiter.map(|waiter| waiter.pid);
        if held_by != server.held_by {
            server.held_by = held_by;
            events.push(match held_by {
                Some(pid) => Event::ReplayHeld(id, pid),
                None => Event::ReplayFreed(id),
            });
        }
        let leave_at = server.following().and_then(|following| following.leave_at);
        let leaves = match server.role {
            Role::LeavingRecovery => {
                let takes = self.figures.promotion;
                let server = self.server(id);
                server.replayed >= server.end
                    && law::promoted_at(server.leave_requested_at, end, takes) <= end
            }
            _ => leave_at.is_some_and(|lsn| server.replayed >= lsn),
        };
        if leaves {
            self.begin_timeline(id, events);
        }
    }

    /// Replays from `at` until `end` or until a record conflicts; then replay waits there.
    fn replay_from(&mut self, id: ServerId, at: SimTime, end: SimTime) {
        let server = self.server(id);
        let (from, speed) = (server.replayed, server.replay_speed);
        let limit = self.may_replay(id, end);
        let conflict = self.conflict(id).filter(|hold| hold.at < limit);
        let goal = conflict.as_ref().map_or(limit, |hold| hold.at);
        let to = law::replay(from, goal, speed, end.since(at));
        let held = conflict.filter(|hold| to >= hold.at);
        let arrives = held.as_ref().and_then(|hold| self.arrives(id, hold.at)).unwrap_or(at);
        let server = self.server_mut(id);
        server.replayed = to;
        if to >= server.end {
            server.last_caught_up = end;
        }
        if let Some(mut hold) = held {
            let there = at + law::time_for(hold.at.0.saturating_sub(from.0), speed);
            if arrives >= there {
                server.last_caught_up = arrives.min(end);
            }
            hold.since = there.max(arrives).min(end);
            server.replay_conflict = Some(hold);
        }
    }

    /// How far replay may go by `end`, conflicts apart.
    fn may_replay(&self, id: ServerId, end: SimTime) -> Lsn {
        let server = self.server(id);
        let follows = server.following().is_some();
        if let Some(paused) = server.settings.replay_paused {
            // Leaving recovery lifts a pause when replay next looks (section h).
            let lifted =
                law::next_recheck(paused, server.leave_requested_at, self.figures.longest_poll);
            if follows || lifted > end {
                return server.replayed;
            }
        }
        let delay = server.settings.recovery_min_apply_delay;
        if delay.micros() == 0 || !follows {
            return server.end;
        }
        let upto = self.timelines.commits_by(server.timeline, law::not_before(end, delay));
        self.timelines.end_of(server.timeline, upto).min(server.end)
    }

    /// When the first byte after `lsn` arrives, while it is on the wire.
    fn arrives(&self, id: ServerId, lsn: Lsn) -> Option<SimTime> {
        let flights = &self.server(id).following()?.link.flights;
        let flight = flights.iter().find(|flight| flight.from <= lsn && lsn < flight.to)?;
        let length = flight.sent_to.since(flight.sent_from).micros();
        let (into, bytes) = (lsn.0 - flight.from.0, flight.to.0 - flight.from.0);
        let share = crate::sim::wal::scale(length, into, bytes);
        Some(flight.arrives_from() + crate::sim::SimDuration::from_micros(share))
    }

    /// The first record that replay has to wait at, and for whom (laws b1 to b3, f).
    fn conflict(&self, id: ServerId) -> Option<ReplayConflict> {
        let mut first: Option<ReplayConflict> = None;
        for query in &self.server(id).queries {
            let Some((at, why)) = self.conflict_with(id, query) else {
                continue;
            };
            let waiter = Waiter { pid: query.pid, gone: None };
            match &mut first {
                Some(hold) if hold.at < at => {}
                Some(hold) if hold.at == at => hold.waiters.push(waiter),
                _ => {
                    first = Some(ReplayConflict { why, at, since: self.now, waiters: vec![waiter] })
                }
            }
        }
        first
    }

    fn conflict_with(&self, id: ServerId, query: &Query) -> Option<(Lsn, ConflictCause)> {
        let server = self.server(id);
        let (timeline, passed) = (server.timeline, server.conflicts_passed);
        let snapshot = query.snapshot().filter(|_| !server.settings.hot_standby_feedback);
        let removes = snapshot.and_then(|sees| {
            let pruned =
                self.timelines.nth_pruning(timeline, sees, self.figures.commits_to_conflict);
            let pruned = match pruned {
                Some(at) if at < passed => {
                    let done = self.timelines.commits_at(timeline, passed);
                    self.timelines.nth_pruning(timeline, done, 1)
                }
                other => other,
            };
            let newer =
                |kind| matches!(kind, RecordKind::Cleanup { deleted_by } if deleted_by > sees);
            let vacuumed = self.timelines.first_conflict(timeline, passed, &newer);
            earlier(pruned, vacuumed)
        });
        let locks = query.table.and_then(|table| {
            self.timelines
                .first_conflict(timeline, passed, &|kind| kind == RecordKind::Lock { table })
        });
        match (removes, locks) {
            (Some(removes), Some(locks)) if locks < removes => Some((locks, ConflictCause::Lock)),
            (Some(removes), _) => Some((removes, ConflictCause::Snapshot)),
            (None, locks) => Some((locks?, ConflictCause::Lock)),
        }
    }

    /// Cancels those that make replay later than `max_standby_streaming_delay` (law C1).
    fn cancel_late(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let longest = self.figures.longest_poll;
        let server = self.server_mut(id);
        let (Some(hold), Some(delay)) =
            (&mut server.replay_conflict, server.settings.max_standby_streaming_delay)
        else {
            return;
        };
        let when = law::cancels_at(hold, server.last_caught_up, delay, longest);
        if when > end {
            return;
        }
        for waiter in &mut hold.waiters {
            if waiter.gone.is_none() {
                waiter.gone = Some(when);
                end_query(&mut server.queries, waiter.pid);
                events.push(Event::QueryCancelled(id, waiter.pid));
            }
        }
    }

    /// Ends queries whose own time is over by `end`.
    pub(super) fn end_queries(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let mut at = 0;
        while let Some(query) = self.server(id).queries.get(at) {
            match (query.pid, query.until) {
                (pid, Some(until)) if until <= end => {
                    self.end_at(id, pid, until);
                    events.push(Event::QueryEnded(id, pid));
                }
                _ => at += 1,
            }
        }
    }

    /// Ends a session at this moment; says whether there was one.
    fn end_at(&mut self, id: ServerId, pid: u32, at: SimTime) -> bool {
        let ended = end_query(&mut self.server_mut(id).queries, pid);
        self.gone(id, pid, at);
        ended
    }

    /// A session is gone; replay that waits for it will see so.
    fn gone(&mut self, id: ServerId, pid: u32, at: SimTime) {
        let Some(hold) = &mut self.server_mut(id).replay_conflict else {
            return;
        };
        for waiter in &mut hold.waiters {
            if waiter.pid == pid {
                waiter.gone = Some(at);
            }
        }
    }

    /// Ends a session at once; says whether there was one.
    pub fn terminate(&mut self, id: ServerId, pid: u32) -> bool {
        self.end_at(id, pid, self.now)
    }

    /// Cancels what a session runs; says whether there was one. A transaction that is idle runs
    /// nothing, so it goes on (law b7).
    pub fn cancel(&mut self, id: ServerId, pid: u32) -> bool {
        match self.server(id).query(pid).map(|query| query.session) {
            Some(Session::Running) => self.terminate(id, pid),
            other => other.is_some(),
        }
    }

    fn begin_timeline(&mut self, id: ServerId, events: &mut Vec<Event>) {
        let (timeline, replayed) = (self.server(id).timeline, self.server(id).replayed);
        let timeline = self.timelines.fork(timeline, replayed, id);
        let point = self.timelines.end(timeline);
        // Whoever follows it goes along (law j); a commit that never came whole is dropped.
        for follower in self.followers(id) {
            let follower = self.server_mut(follower);
            follower.timeline = timeline;
            follower.end = follower.end.min(point.lsn);
            follower.replayed = follower.replayed.min(point.lsn);
            if let Some(following) = follower.following_mut() {
                following.link.forget_after(point.lsn);
            }
        }
        let server = self.server_mut(id);
        server.timeline = timeline;
        server.end = point.lsn;
        server.replayed = point.lsn;
        server.held_by = None;
        server.replay_conflict = None;
        server.role = Role::Leader;
        server.phase = Phase::Ready;
        server.backup_bytes_left = server.data_size();
        events.push(Event::LeftRecovery(id, point));
    }
}

/// Takes away the query with this process id; says whether there was one.
fn end_query(queries: &mut Vec<Query>, pid: u32) -> bool {
    let at = queries.iter().position(|query| query.pid == pid);
    at.map(|at| queries.remove(at)).is_some()
}

fn earlier(one: Option<Lsn>, other: Option<Lsn>) -> Option<Lsn> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
