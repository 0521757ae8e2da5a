//! What each law is worth: it is switched off, and the recordings that then fall out of their
//! limits are named. A law is switched off in what the model is given, never in the model.

use super::compare::{self, GaugeOptions};
use super::driver::{self, Machine};
use super::input::{Intervention, TraceInput};
use super::trace::Trace;
use crate::sim::law::SyncLevel;
use crate::sim::server::Session;
use crate::sim::{SimDuration, SimTime};

/// How a law is switched off.
#[derive(Clone, Copy)]
pub enum SwitchOff {
    /// In what the model is given.
    Given(fn(&mut TraceInput, &mut Machine)),
    /// In how a gauge is read.
    Read(fn(&mut GaugeOptions)),
    /// No recording here can show it, for this reason.
    Unseen(&'static str),
}

/// A law.
pub struct Law {
    /// Its name in docs/replication.md.
    pub name: &'static str,
    /// What it says, in short.
    pub says: &'static str,
    /// How it is switched off.
    pub off: SwitchOff,
}

/// Every law of docs/replication.md.
pub const LAWS: &[Law] = &[
    Law {
        name: "A1",
        says: "behind-by is rate times age, and age is the way",
        off: SwitchOff::Given(|input, machine| {
            input.links.iter_mut().for_each(|link| link.latency = SimDuration::ZERO);
            machine.parameters.wake = SimDuration::ZERO;
        }),
    },
    Law {
        name: "A2",
        says: "replay lag is a round trip",
        off: SwitchOff::Read(|gauges| gauges.one_way = true),
    },
    Law {
        name: "A3",
        says: "replay is bounded in bytes",
        off: SwitchOff::Given(|_, machine| machine.replay_speed = 1 << 50),
    },
    Law {
        name: "A4",
        says: "a follower that replays more slowly than it receives falls behind",
        off: SwitchOff::Given(|input, _| {
            drop_outside(input, |what| matches!(what, Intervention::Share(_)))
        }),
    },
    Law {
        name: "b1",
        says: "replay stops at the first conflicting record, not at the query's start",
        off: SwitchOff::Given(|input, machine| {
            input.prunes = true;
            machine.parameters.commits_to_conflict = 1;
        }),
    },
    Law {
        name: "b2",
        says: "updates remove row versions without VACUUM",
        off: SwitchOff::Given(|input, _| input.prunes = false),
    },
    Law {
        name: "b3",
        says: "a query conflicts with what is removed from tables it does not read",
        off: SwitchOff::Given(|input, _| {
            drop_outside(input, |what| *what == Intervention::Vacuums)
        }),
    },
    Law {
        name: "b4",
        says: "while replay waits, WAL is received as before",
        off: SwitchOff::Given(silent_while_queries_run),
    },
    Law {
        name: "b5",
        says: "replay that waits looks again once a second",
        off: SwitchOff::Given(|_, machine| machine.parameters.longest_poll = SimDuration::ZERO),
    },
    Law {
        name: "b6",
        says: "after a pause replay goes on far faster than the leader wrote",
        off: SwitchOff::Given(|input, machine| machine.replay_speed = 2 * mean_bytes(input)),
    },
    Law {
        name: "b7",
        says: "cancelling does nothing to an idle transaction",
        off: SwitchOff::Given(|input, _| {
            for (_, what) in &mut input.interventions {
                if *what == Intervention::Cancels {
                    *what = Intervention::Terminates;
                }
            }
        }),
    },
    Law {
        name: "b8",
        says: "readers that overlap starve replay",
        off: SwitchOff::Given(only_first_readers_hold),
    },
    Law {
        name: "b9",
        says: "a query holds replay on its own follower alone",
        off: SwitchOff::Unseen("no recording has two followers and a query on one"),
    },
    Law {
        name: "C1",
        says: "max_standby_streaming_delay is a budget for how late replay is",
        off: SwitchOff::Given(|input, _| input.delay = None),
    },
    Law {
        name: "D1",
        says: "hot_standby_feedback moves the cost to the leader",
        off: SwitchOff::Given(|input, _| input.feedback = false),
    },
    Law {
        name: "D2",
        says: "a slot keeps the horizon while the follower is away",
        off: SwitchOff::Given(|input, _| input.slots = false),
    },
    Law {
        name: "D3",
        says: "feedback does not prevent lock conflicts",
        off: SwitchOff::Unseen("the recording of it is not among the traces"),
    },
    Law {
        name: "E1",
        says: "WAL is one queue: small commits wait behind bulk",
        off: SwitchOff::Given(|input, _| {
            input.links.iter_mut().for_each(|link| link.bandwidth = super::input::WIDE);
        }),
    },
    Law {
        name: "f",
        says: "a lock of a table waits for whoever has touched it",
        off: SwitchOff::Given(|input, _| {
            drop_outside(input, |what| matches!(what, Intervention::Locks(_)))
        }),
    },
    Law {
        name: "G1",
        says: "a cut link stops receiving and replay",
        off: SwitchOff::Given(|input, _| {
            drop_outside(input, |what| matches!(what, Intervention::Cut(..)))
        }),
    },
    Law {
        name: "G2",
        says: "a follower asks for its leader every five seconds",
        off: SwitchOff::Given(|_, machine| machine.parameters.retry = SimDuration::from_millis(1)),
    },
    Law {
        name: "G3",
        says: "streaming begins again at the start of a piece of 16 MB",
        off: SwitchOff::Unseen("only a slow link would show it, and none of those was cut"),
    },
    Law {
        name: "G4",
        says: "every commit takes a frame on the wire",
        off: SwitchOff::Given(|_, machine| machine.parameters.framing = 0),
    },
    Law {
        name: "G5",
        says: "a slot that keeps too much is given up",
        off: SwitchOff::Given(|input, _| input.keep = None),
    },
    Law {
        name: "H1",
        says: "only what was not received is lost",
        off: SwitchOff::Read(|gauges| gauges.replay_loses = true),
    },
    Law {
        name: "H2",
        says: "a promotion replays everything received first, and waits for conflicts",
        off: SwitchOff::Given(|input, _| {
            let promotes = |what: &Intervention| matches!(what, Intervention::Promotes(_));
            let at = input.interventions.iter().find(|(_, what)| promotes(what)).map(|(at, _)| *at);
            if let Some(at) = at {
                input.interventions.insert(0, (at, Intervention::Terminates));
                input.interventions.sort_by_key(|(at, what)| (*at, promotes(what)));
            }
        }),
    },
    Law {
        name: "H3",
        says: "a synchronous commit is acknowledged when a follower has it",
        off: SwitchOff::Given(|input, _| input.synchronous = None),
    },
    Law {
        name: "H4",
        says: "under remote_apply a query that holds replay holds commits",
        off: SwitchOff::Given(|input, _| {
            if let Some(synchronous) = &mut input.synchronous {
                synchronous.level = SyncLevel::Received;
            }
        }),
    },
    Law {
        name: "H5",
        says: "with the only synchronous follower away, commits hang",
        off: SwitchOff::Given(|input, _| {
            let away = |what: &Intervention| {
                matches!(what, Intervention::Cut(..) | Intervention::Stops(..))
            };
            if input.interventions.iter().any(|(_, what)| away(what)) {
                input.synchronous = None;
            }
        }),
    },
    Law {
        name: "i",
        says: "nobody else is repointed at a promotion",
        off: SwitchOff::Given(|input, _| {
            let promoted =
                input.interventions.iter().find(|(_, what)| *what == Intervention::Promotes(0));
            if let Some(at) = promoted.map(|(at, _)| *at) {
                for (when, what) in &mut input.interventions {
                    if *what == Intervention::Repoints {
                        *when = at + SimDuration::from_millis(200);
                    }
                }
                input.interventions.sort_by_key(|(at, _)| *at);
            }
        }),
    },
    Law {
        name: "j",
        says: "a follower forwards what it has received, not what it has replayed",
        off: SwitchOff::Unseen("no recording cascades"),
    },
];

fn drop_outside(input: &mut TraceInput, gone: impl Fn(&Intervention) -> bool) {
    input.interventions.retain(|(_, what)| !gone(what));
}

/// Bytes a second that the leader wrote.
fn mean_bytes(input: &TraceInput) -> u64 {
    let (Some(first), Some(last)) = (input.leader.first(), input.leader.last()) else {
        return 1;
    };
    ((last.bytes - first.bytes) / (last.t - first.t).max(1e-3)).max(1.0) as u64
}

/// While a query runs nothing arrives.
fn silent_while_queries_run(input: &mut TraceInput, _: &mut Machine) {
    let mut silent: Vec<(SimTime, Intervention)> = Vec::new();
    for (at, what) in &input.interventions {
        if let Intervention::Begins { lasts: Some(lasts), .. } = what {
            silent.push((*at, Intervention::Silence(0, *lasts)));
        }
    }
    input.interventions.extend(silent);
    input.interventions.sort_by_key(|(at, _)| *at);
}

/// A reader that begins while another runs takes no snapshot that could hold anything.
fn only_first_readers_hold(input: &mut TraceInput, _: &mut Machine) {
    let mut free = SimTime::ZERO;
    for (at, what) in &mut input.interventions {
        if let Intervention::Begins { session, lasts: Some(lasts), .. } = what {
            if *at < free {
                *session = Session::Idle;
            } else {
                free = *at + *lasts;
            }
        }
    }
}

/// A recording with its input.
pub type Given = (Trace, TraceInput);

/// What came of switching a law off.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Recordings whose run it changes.
    pub changed: Vec<String>,
    /// Recordings that were within their limits and are not without it.
    pub fallen: Vec<String>,
}

/// The laws that some recording exercises: its run is another without them.
pub fn exercised(given: &[Given], machine: Machine) -> Vec<&'static str> {
    let is = |law: &&Law| !verdict(law, given, machine).changed.is_empty();
    LAWS.iter().filter(is).map(|law| law.name).collect()
}

/// Switches a law off for all recordings.
pub fn verdict(law: &Law, given: &[Given], machine: Machine) -> Verdict {
    let mut verdict = Verdict::default();
    for (recording, input) in given {
        let (mut other, mut others) = (input.clone(), machine);
        let mut gauges = GaugeOptions::default();
        match law.off {
            SwitchOff::Given(off) => off(&mut other, &mut others),
            SwitchOff::Read(off) => off(&mut gauges),
            SwitchOff::Unseen(_) => return verdict,
        }
        let (with, without) = (driver::drive(input, machine), driver::drive(&other, others));
        let row = compare::compare(recording, input, &with, GaugeOptions::default());
        let fallen = compare::compare(recording, input, &without, gauges);
        if with != without || row.past != fallen.past {
            verdict.changed.push(recording.name.clone());
        }
        if row.past.is_empty() && !fallen.past.is_empty() {
            verdict.fallen.push(recording.name.clone());
        }
    }
    verdict
}
