//! The link between a leader and one follower: its delay and bandwidth, its faults, and the WAL
//! that is on the wire.

use super::time::{SimDuration, SimTime};
use super::wal::Lsn;

/// WAL on its way: the first byte left at `sent_from`, the last at `sent_to`, and each arrives
/// `latency` after it left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flight {
    pub from: Lsn,
    pub to: Lsn,
    pub sent_from: SimTime,
    pub sent_to: SimTime,
    pub latency: SimDuration,
}

impl Flight {
    /// When its first byte arrives.
    pub fn arrives_from(&self) -> SimTime {
        self.sent_from + self.latency
    }

    /// When its last byte arrives.
    pub fn arrives_to(&self) -> SimTime {
        self.sent_to + self.latency
    }
}

/// Whether the two ends talk to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Connection {
    Streaming,
    /// The connection broke at `since`; the follower asks again every few seconds.
    Lost {
        since: SimTime,
    },
    /// They shake hands; the first WAL leaves at `at`.
    Starting {
        at: SimTime,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// One-way delay.
    pub latency: SimDuration,
    /// Bytes a second.
    pub bandwidth: u64,
    pub cut_until: Option<SimTime>,
    /// The rate in bytes a second that it is slowed to, and until when.
    pub slowed: Option<(u64, SimTime)>,
    /// While a link is silent nothing arrives, and neither end notices.
    pub silent_until: Option<SimTime>,
    /// When it fell silent; has no meaning without `silent_until`.
    pub silent_since: SimTime,
    pub connection: Connection,
    /// The farthest position that was ever sent.
    pub sent: Lsn,
    /// Where the leader goes on sending: before `sent` while WAL is sent a second time.
    pub cursor: Lsn,
    /// The position that the leader knows to have arrived.
    pub confirmed: Lsn,
    /// Oldest first.
    pub flights: Vec<Flight>,
}

impl Link {
    /// A healthy link that has carried everything up to `sent`.
    pub fn new(latency: SimDuration, bandwidth: u64, sent: Lsn) -> Link {
        Link {
            latency,
            bandwidth,
            cut_until: None,
            slowed: None,
            silent_until: None,
            silent_since: SimTime::ZERO,
            connection: Connection::Streaming,
            sent,
            cursor: sent,
            confirmed: sent,
            flights: Vec::new(),
        }
    }

    /// Bytes a second that it can carry now.
    pub fn rate(&self) -> u64 {
        self.slowed.map_or(self.bandwidth, |(rate, _)| rate.min(self.bandwidth))
    }

    pub fn is_cut(&self) -> bool {
        self.cut_until.is_some()
    }

    pub fn is_streaming(&self) -> bool {
        self.connection == Connection::Streaming
    }

    /// Drops what was sent after `end`: it is not part of the history any more.
    pub fn forget_after(&mut self, end: Lsn) {
        for lsn in [&mut self.sent, &mut self.cursor, &mut self.confirmed] {
            *lsn = end.min(*lsn);
        }
        self.flights.iter_mut().for_each(|flight| flight.to = flight.to.min(end));
        self.flights.retain(|flight| flight.from < flight.to);
    }

    /// Breaks the connection. What is on the wire is lost and will be sent again.
    pub fn lose(&mut self, now: SimTime, received: Lsn) {
        self.flights.clear();
        self.sent = received;
        self.cursor = received;
        self.silent_until = None;
        if !matches!(self.connection, Connection::Lost { .. }) {
            self.connection = Connection::Lost { since: now };
        }
    }
}
