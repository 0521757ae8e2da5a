//! A link between a leader and one follower: how far, how wide, what is on the wire.

use super::time::{SimDuration, SimTime};
use super::wal::Lsn;

/// A stretch of WAL on its way: its first byte left at `sent_from`, its last at `sent_to`, and
/// each arrives `latency` after it left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flight {
    /// Where it begins.
    pub from: Lsn,
    /// Where it ends.
    pub to: Lsn,
    /// When its first byte was sent.
    pub sent_from: SimTime,
    /// When its last byte was sent.
    pub sent_to: SimTime,
    /// How long each byte is on the way.
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
    /// They do.
    Streaming,
    /// They do not, since `since`; the follower asks again every few seconds.
    Lost {
        /// When the connection broke.
        since: SimTime,
    },
    /// They shake hands; WAL flows from then on.
    Starting {
        /// When the first WAL leaves.
        at: SimTime,
    },
}

/// A link and its faults.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// One-way delay.
    pub latency: SimDuration,
    /// Bytes a second.
    pub bandwidth: u64,
    /// Cut until this moment.
    pub cut_until: Option<SimTime>,
    /// Slowed to this many bytes a second until this moment.
    pub slowed: Option<(u64, SimTime)>,
    /// Silent until this moment: nothing arrives, and neither end knows.
    pub silent_until: Option<SimTime>,
    /// When it fell silent.
    pub silent_since: SimTime,
    /// Whether WAL can flow.
    pub connection: Connection,
    /// What has been sent.
    pub sent: Lsn,
    /// Where the leader goes on sending: before `sent` while a piece of WAL comes again.
    pub cursor: Lsn,
    /// What the leader knows to have arrived.
    pub confirmed: Lsn,
    /// What is on the wire, oldest first.
    pub flights: Vec<Flight>,
}

impl Link {
    /// A healthy link over which everything up to `sent` has gone.
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

    /// Bytes a second that it carries now.
    pub fn rate(&self) -> u64 {
        self.slowed.map_or(self.bandwidth, |(rate, _)| rate.min(self.bandwidth))
    }

    /// Whether the wire itself is whole.
    pub fn is_cut(&self) -> bool {
        self.cut_until.is_some()
    }

    /// Whether WAL can flow now.
    pub fn is_streaming(&self) -> bool {
        self.connection == Connection::Streaming
    }

    /// What was sent after `end` is not part of the history any more.
    pub fn forget_after(&mut self, end: Lsn) {
        for lsn in [&mut self.sent, &mut self.cursor, &mut self.confirmed] {
            *lsn = end.min(*lsn);
        }
        self.flights.iter_mut().for_each(|flight| flight.to = flight.to.min(end));
        self.flights.retain(|flight| flight.from < flight.to);
    }

    /// Breaks the connection; what is on the wire is gone and will be sent again.
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
