//! Streaming: links break and heal, WAL leaves the leader and arrives at the follower.

use super::{Event, Fleet};
use crate::sim::ids::ServerId;
use crate::sim::law;
use crate::sim::link::Connection;
use crate::sim::server::Phase;
use crate::sim::time::{SimTime, TICK};

impl Fleet {
    /// Moves WAL from the leader to this follower until `end`.
    pub(super) fn stream(&mut self, id: ServerId, end: SimTime, events: &mut Vec<Event>) {
        let (now, parameters) = (self.now, self.parameters);
        let Some(leader) = self.leader_of(id) else {
            return;
        };
        self.check_slot(id, leader, events);
        let Some(from) = self.update_connection(id, leader, events) else {
            return;
        };
        let (written, received) = (self.server(leader).end, self.server(id).end);
        let (key, phase, timeline) =
            (self.server(id).key, self.server(id).phase, self.server(id).timeline);
        let Some(following) = self.server(id).following() else {
            return;
        };
        // A fork gets nothing more than its base backup.
        if matches!(phase, Phase::BaseBackup { .. }) || following.stop_following_at.is_some() {
            return;
        }
        let cursor = following.link.cursor;
        let waiting = written.0.saturating_sub(cursor.0);
        let mut rate = following.link.rate();
        // Frames only matter on a full wire. A commit has at least one byte, so this bounds what
        // they can add.
        if waiting.saturating_mul(1 + parameters.framing) > law::bytes_in(rate, TICK) {
            let commits_at = |lsn| self.timelines.commits_at(timeline, lsn);
            let commits = commits_at(written).saturating_sub(commits_at(cursor));
            rate = law::payload(rate, waiting, commits, parameters.framing);
        }
        let latency =
            law::latency(self.chance, key, following.link.latency, parameters.jitter, now);
        let flight = law::send(cursor, written, rate, (from, end), latency + parameters.wake);
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
        // A flight that has arrived stays until its confirmation is back.
        link.flights.retain(|flight| flight.arrives_to() + flight.latency > now);
        let mut arrived = received;
        for flight in &link.flights {
            arrived = arrived.max(law::arrived(flight, end));
            let confirmed = law::confirmed(flight, end);
            // An unconfirmed flight yields its own start, which says nothing about earlier ones.
            if confirmed > flight.from {
                link.confirmed = link.confirmed.max(confirmed);
            }
            if flight.arrives_to() > end {
                break;
            }
        }
        server.end = arrived;
    }

    /// Updates the connection; returns the time from which WAL flows in this tick, if it does.
    fn update_connection(
        &mut self,
        id: ServerId,
        leader: ServerId,
        events: &mut Vec<Event>,
    ) -> Option<SimTime> {
        let (now, parameters) = (self.now, self.parameters);
        // The WAL that arrives has to be written, too.
        let is_full = self.is_disk_full(id);
        let leader_up = self.server(leader).is_up() && !is_full;
        let server = self.server_mut(id);
        let received = server.end;
        let following = server.following_mut()?;
        let slot_lost = following.slot_lost;
        let link = &mut following.link;
        let silent = link.is_streaming() && link.silent_until.is_some();
        let given_up = silent && now.since(link.silent_since) >= parameters.silence;
        if given_up || link.is_cut() || !leader_up {
            link.lose(now, received);
        }
        match link.connection {
            Connection::Lost { since } => {
                if since == now {
                    events.push(Event::LinkLost(id));
                }
                let attempt = law::next_retry(since, now, &parameters)?;
                let whole = link.cut_until.is_none_or(|until| until <= attempt);
                if whole && leader_up && !slot_lost {
                    let trips = law::handshake(link.latency + parameters.wake, &parameters);
                    link.connection = Connection::Starting { at: attempt + trips };
                }
                None
            }
            Connection::Starting { at } if at >= now + TICK => None,
            Connection::Starting { at } => {
                link.connection = Connection::Streaming;
                link.cursor = law::resumes_from(received, parameters.segment);
                events.push(Event::LinkBack(id));
                Some(at.max(now))
            }
            // What is on the wire stays there.
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

    /// At its checkpoints a leader gives up a slot that keeps too much WAL
    /// ([law G5](docs/replication.md#g5)).
    fn check_slot(&mut self, id: ServerId, leader: ServerId, events: &mut Vec<Event>) {
        let source = self.server(leader);
        let Some(every) = source.settings.checkpoint_timeout else {
            return;
        };
        let (written, limit) = (source.end.0, source.settings.max_slot_wal_keep_size);
        let received = self.server(id).end;
        let is_checkpoint = law::is_report_due(self.now, every);
        if let Some(following) = self.server_mut(id).following_mut()
            && is_checkpoint
            && !following.slot_lost
            && law::slot_lost(written, received.0, limit)
        {
            following.slot_lost = true;
            events.push(Event::SlotLost(id));
        }
    }

    /// A follower reports to its leader what its queries need (laws [D1](docs/replication.md#d1),
    /// [D2](docs/replication.md#d2)).
    pub(super) fn report(&mut self, id: ServerId) {
        let server = self.server(id);
        let Some(following) = server.following() else {
            return;
        };
        let streams = following.link.is_streaming();
        let mut horizon = following.horizon;
        if !server.settings.hot_standby_feedback || (server.settings.without_slot && !streams) {
            horizon = None;
        } else if streams && law::is_report_due(self.now, self.parameters.status_interval) {
            let snapshots = server.queries.iter().filter_map(|query| query.snapshot());
            horizon = Some(law::horizon(snapshots, self.commits_visible(id)));
        }
        if let Some(following) = self.server_mut(id).following_mut() {
            following.horizon = horizon;
        }
    }
}
