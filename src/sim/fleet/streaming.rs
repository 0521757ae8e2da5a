//! WAL flows: links are lost, asked for and healed, and what is on the wire arrives.

use super::{Event, Fleet};
use crate::sim::law;
use crate::sim::link::Connection;
use crate::sim::server::{Phase, ServerId};
use crate::sim::time::{SimTime, TICK};

impl Fleet {
    /// WAL leaves the leader and arrives at the follower.
    pub(super) fn stream(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let (now, figures) = (self.now, self.figures);
        let Some(leader) = self.server(id).following().map(|following| following.leader) else {
            return;
        };
        self.check_slot(id, leader, events);
        let Some(from) = self.connected(id, leader, events) else {
            return;
        };
        let (written, received) = (self.server(leader).end, self.server(id).end);
        let (key, phase, timeline) =
            (self.server(id).key, self.server(id).phase, self.server(id).timeline);
        let Some(following) = self.server(id).following() else {
            return;
        };
        // A fork is what its base backup is; only a follower gets more.
        if matches!(phase, Phase::BaseBackup { .. }) || following.leave_at.is_some() {
            return;
        }
        let cursor = following.link.cursor;
        let waiting = written.0.saturating_sub(cursor.0);
        let mut rate = following.link.rate();
        // Frames only matter on a full wire, and a commit is at least a byte.
        if waiting.saturating_mul(1 + figures.framing) > law::bytes_in(rate, TICK) {
            let commits = |lsn| self.timelines.commits_at(timeline, lsn);
            let commits = commits(written).saturating_sub(commits(cursor));
            rate = law::payload(rate, waiting, commits, figures.framing);
        }
        let way = law::latency(self.chance, key, following.link.latency, figures.jitter, now);
        let flight = law::send(cursor, written, rate, (from, end), way + figures.wake);
        let server = self.server_mut(id);
        let Some(following) = server.following_mut() else {
            return;
        };
        let link = &mut following.link;
        if let Some(flight) = flight {
            link.cursor = flight.to;
            link.sent = link.sent.max(flight.to);
            link.flights.push(flight);
        }
        // What has landed stays until word of it is back, and for whoever draws the moment.
        link.flights.retain(|flight| flight.arrives_to() + flight.latency > now);
        let mut arrived = received;
        for flight in &link.flights {
            arrived = arrived.max(law::arrived(flight, end));
            let confirmed = law::confirmed(flight, end);
            // Of a flight that nobody has word of, its start says nothing about the one before.
            if confirmed > flight.from {
                link.confirmed = link.confirmed.max(confirmed);
            }
            if flight.arrives_to() > end {
                break;
            }
        }
        server.end = arrived;
    }

    /// From when on WAL flows in this tick; `None` where it does not.
    fn connected(
        &mut self,
        id: ServerId,
        leader: ServerId,
        events: &mut Vec<Event>,
    ) -> Option<SimTime> {
        let (now, figures, leader_up) = (self.now, self.figures, self.server(leader).is_up());
        let server = self.server_mut(id);
        let received = server.end;
        let following = server.following_mut()?;
        let slot_lost = following.slot_lost;
        let link = &mut following.link;
        let silent = link.is_streaming() && link.silent_until.is_some();
        let given_up = silent && now.since(link.silent_since) >= figures.silence;
        if given_up || link.is_cut() || !leader_up {
            link.lose(now, received);
        }
        match link.connection {
            Connection::Lost { since } => {
                if since == now {
                    events.push(Event::LinkLost(id));
                }
                let asked = law::next_retry(since, now, &figures)?;
                let whole = link.cut_until.is_none_or(|until| until <= asked);
                if whole && leader_up && !slot_lost {
                    let trips = law::handshake(link.latency + figures.wake, &figures);
                    link.connection = Connection::Starting { at: asked + trips };
                }
                None
            }
            Connection::Starting { at } if at >= now + TICK => None,
            Connection::Starting { at } => {
                link.connection = Connection::Streaming;
                link.cursor = law::resumes_from(received, figures.segment);
                events.push(Event::LinkBack(id));
                Some(at.max(now))
            }
            // What is on the wire waits there.
            Connection::Streaming if silent => {
                for flight in &mut link.flights {
                    flight.sent_from += TICK;
                    flight.sent_to += TICK;
                }
                None
            }
            Connection::Streaming => Some(now),
        }
    }

    /// At a leader's checkpoints it looks whether it keeps too much WAL for a follower (law G5).
    fn check_slot(&mut self, id: ServerId, leader: ServerId, events: &mut Vec<Event>) {
        let source = self.server(leader);
        let Some(every) = source.settings.checkpoint_timeout else {
            return;
        };
        let (written, limit) = (source.end.0, source.settings.max_slot_wal_keep_size);
        let (now, received) = (self.now, self.server(id).end);
        let checkpoint = law::reports(now, every);
        if let Some(following) = self.server_mut(id).following_mut()
            && checkpoint
            && !following.slot_lost
            && law::slot_lost(written, received.0, limit)
        {
            following.slot_lost = true;
            events.push(Event::SlotLost(id));
        }
    }

    /// A follower tells its leader what it needs (laws D1, D2).
    pub(super) fn report(&mut self, id: ServerId) {
        let server = self.server(id);
        let Some(following) = server.following() else {
            return;
        };
        let streams = following.link.is_streaming();
        let mut horizon = following.horizon;
        if !server.settings.hot_standby_feedback || (server.settings.without_slot && !streams) {
            horizon = None;
        } else if streams && law::reports(self.now, self.figures.status_interval) {
            let snapshots = server.queries.iter().filter_map(|query| query.snapshot());
            horizon = Some(law::horizon(snapshots, self.commits_seen(id)));
        }
        if let Some(following) = self.server_mut(id).following_mut() {
            following.horizon = horizon;
        }
    }
}
