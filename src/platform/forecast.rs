//! What is to be expected of a follower: why its replay waits, how long it takes to catch up, what
//! would be lost if its leader died now.

use super::Platform;
use super::database::DatabaseId;
use super::status::Status;
use crate::sim::law::{self, ConflictCause};
use crate::sim::server::{Phase, Role};
use crate::sim::{Behind, SimDuration, SimTime};

/// Why a follower has not replayed everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LagCause {
    /// A query reads what the next commits remove (law b1).
    Snapshot {
        /// Its process id.
        pid: u32,
    },
    /// A transaction has touched a table that the next record locks (law f).
    Lock {
        /// Its process id.
        pid: u32,
    },
    /// Whoever held it is gone, and replay looks again within a second (law b5).
    Asleep,
    /// It goes on as fast as its plan can (laws A3, A4).
    Speed,
}

/// Rates are means over so long.
const RECENT: SimDuration = SimDuration::from_secs(10);

/// Nobody is told a forecast of more than this.
const TOO_LONG: u64 = 30 * 86_400;

impl Platform {
    /// How far behind a follower is, as people are told it: nothing while it does not run, nor
    /// before it has a copy to replay on, like `pg:info`.
    pub fn reported_behind(&self, id: DatabaseId) -> Option<Behind> {
        let replays = matches!(
            self.status(id),
            Status::Available | Status::Preparing(Phase::CatchUp | Phase::Ready)
        );
        self.behind(id).filter(|_| replays)
    }

    /// Why replay of a database waits or lags; none where it has replayed what it has received.
    pub fn why_behind(&self, id: DatabaseId) -> Option<LagCause> {
        let server = self.server(id);
        if let Some(hold) = &server.replay_conflict {
            let Some(waiter) = hold.waiters.first() else {
                return Some(LagCause::Asleep);
            };
            let pid = waiter.pid;
            return Some(match (waiter.gone, hold.why) {
                (Some(_), _) => LagCause::Asleep,
                (None, ConflictCause::Snapshot) => LagCause::Snapshot { pid },
                (None, ConflictCause::Lock) => LagCause::Lock { pid },
            });
        }
        let recovers = !matches!(server.role, Role::Leader);
        (recovers && server.replayed < server.end).then_some(LagCause::Speed)
    }

    /// How long a follower takes to catch up as things are: with what it has not replayed once
    /// nothing holds it, and with what it has not received while its link is up. None where it
    /// never will: nothing reaches it, or more comes than it can take.
    pub fn catch_up(&self, id: DatabaseId) -> Option<SimDuration> {
        let (server, leader) = (self.server(id), self.server(self.leader_of(id)?));
        let link = &server.following()?.link;
        let timelines = self.fleet.timelines();
        let recent = self.now().since(SimTime::ZERO).micros().min(RECENT.micros()).max(1);
        let before = SimTime::from_micros(self.now().micros().saturating_sub(recent));
        let commits = |lsn| timelines.commits_at(leader.timeline, lsn);
        let began =
            timelines.end_of(leader.timeline, timelines.commits_by(leader.timeline, before));
        let per_second = |bytes: u64| (u128::from(bytes) * 1_000_000 / u128::from(recent)) as u64;
        let comes =
            if leader.is_up() { per_second(leader.end.0.saturating_sub(began.0)) } else { 0 };
        let waits = leader.end.0.saturating_sub(server.end.0);
        let mut arrives = u64::MAX;
        let mut received = SimDuration::ZERO;
        // What is only on its way is there in a moment.
        if waits > law::bytes_in(comes, link.latency * 2) {
            let streams = leader.is_up() && link.is_streaming() && link.silent_until.is_none();
            let many = commits(leader.end).saturating_sub(commits(server.end));
            let framing = law::Parameters::MEASURED.framing;
            arrives = law::payload(link.rate(), waits, many, framing);
            received = streams.then(|| time_to_drain(waits, arrives, comes))??;
        }
        let left = server.end.0.saturating_sub(server.replayed.0);
        let into = if received == SimDuration::ZERO { comes } else { arrives };
        let replayed = match time_to_drain(left, server.replay_speed, into.min(server.replay_speed))
        {
            Some(length) => length,
            None if received > SimDuration::ZERO => received,
            None => return None,
        };
        Some(received.max(replayed))
    }

    /// Commits that would be lost if a follower's leader died now and it took over: what it has
    /// not received. What it has not replayed it replays first (law H1).
    pub fn lost_if_leader_died(&self, id: DatabaseId) -> Option<u64> {
        Some(self.behind(id)?.not_received)
    }
}

/// How long so many bytes take at a rate while others come; none where they never end.
fn time_to_drain(bytes: u64, rate: u64, comes: u64) -> Option<SimDuration> {
    if bytes == 0 {
        return Some(SimDuration::ZERO);
    }
    let length = law::time_for(bytes, rate.checked_sub(comes).filter(|net| *net > 0)?);
    (length.secs() < TOO_LONG).then_some(length)
}
