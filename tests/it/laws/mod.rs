//! A test for each law of docs/replication.md, named after it and told about a fleet of
//! the model: with the measured figures, and links without jitter, so that what is asserted is
//! exact.

mod acting;
mod conflicts;
mod crashes;
mod feedback;
mod links;
mod locks;
mod quorum;
mod seeing;
mod steady;
mod successions;

use follower_playground::sim::chance::{Chance, Key};
use follower_playground::sim::law::{Parameters, ReplayConflict, SyncLevel, Synchronous};
use follower_playground::sim::server::{
    Hardware, Role, Server, ServerId, SessionState, Settings, Statement, Zone,
};
use follower_playground::sim::wal::{Lsn, RecordKind, TimelineId, WalWrite};
use follower_playground::sim::{self, Behind, Event, LinkSpec, SimDuration, SimTime, TICK};
use follower_playground::traces;

/// A link that is no limit, bytes a second.
const WIDE: u64 = 1 << 40;
/// Bytes of a commit that updates a row (section a).
const UPDATE: u64 = 176;
/// What replays in a second on the machine of the recordings.
const REPLAY_SPEED: u64 = 120_000_000;
/// What a link takes beside its way (law A1).
const WAKE: SimDuration = Parameters::MEASURED.wake;

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
        let figures = Parameters { jitter: 0, ..Parameters::MEASURED };
        let mut sim = sim::Fleet::with_parameters(Chance::new(1), figures);
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
        let wire = LinkSpec { latency: length(way), bandwidth };
        let (leader, place) = (self.id(leader), self.names.len() as u8);
        self.sim.add_follower(hardware(place), leader, wire, Behind::default());
        self.names.push(name);
        self
    }

    /// Where commits of LAVENDER wait for one of these.
    fn waiting_for(mut self, names: &[&str], level: SyncLevel) -> Fleet {
        let of = names.iter().map(|name| self.id(name)).collect();
        let synchronous = Some(Synchronous { level, quorum: 1, of });
        self.settings("LAVENDER").synchronous = synchronous;
        self
    }
}

fn hardware(place: u8) -> Hardware {
    let key = Key::of("server").nth(u32::from(place));
    Hardware { key, zone: Zone(place), replay_speed: REPLAY_SPEED, disk_size: None }
}

#[test]
fn every_law_has_a_test_that_is_named_after_it() {
    let mut files = Vec::new();
    crate::tidy::files_under("tests/it/laws", &mut files);
    for law in traces::laws::LAWS {
        let name = format!("fn {}_", law.name.to_lowercase());
        let tested = files.iter().any(|(_, text)| text.contains(&name));
        assert!(tested, "{}: {}", law.name, law.summary);
    }
    assert_eq!(traces::laws::LAWS.len(), 31);
}
