//! What each law is worth: it is switched off, and the recordings that then fall out of their
//! limits are named. A law is switched off in what the model is given, never in the model.

use super::compare::{self, GaugeOptions};
use super::driver::{self, Machine};
use super::input::{Intervention, TraceInput};
use super::trace::Trace;
use crate::sim::law::SyncLevel;
use crate::sim::server::SessionState;
use crate::sim::{SimDuration, SimTime};

/// How a law is switched off.
#[derive(Clone, Copy)]
pub enum SwitchOff {
    /// In what the model is given.
    InInput(fn(&mut TraceInput, &mut Machine)),
    /// In how a gauge is read.
    InGauge(fn(&mut GaugeOptions)),
    /// No recording here can show it, for this reason.
    NotRecorded(&'static str),
}

/// A law.
pub struct Law {
    /// Its name in docs/replication.md.
    pub name: &'static str,
    /// What it claims, in short.
    pub summary: &'static str,
    pub switch_off: SwitchOff,
}

/// Every law of docs/replication.md.
pub const LAWS: &[Law] = &[
    Law {
        name: "A1",
        summary: "behind-by is rate times age, and age is the way",
        switch_off: SwitchOff::InInput(|input, machine| {
            input.links.iter_mut().for_each(|link| link.latency = SimDuration::ZERO);
            machine.parameters.wake = SimDuration::ZERO;
        }),
    },
    Law {
        name: "A2",
        summary: "replay lag is a round trip",
        switch_off: SwitchOff::InGauge(|gauges| gauges.one_way = true),
    },
    Law {
        name: "A3",
        summary: "replay is bounded in bytes",
        switch_off: SwitchOff::InInput(|_, machine| machine.replay_speed = 1 << 50),
    },
    Law {
        name: "A4",
        summary: "a follower that replays more slowly than it receives falls behind",
        switch_off: SwitchOff::InInput(|input, _| {
            drop_outside(input, |what| matches!(what, Intervention::Share(_)))
        }),
    },
    Law {
        name: "b1",
        summary: "replay stops at the first conflicting record, not at the query's start",
        switch_off: SwitchOff::InInput(|input, machine| {
            input.prunes = true;
            machine.parameters.commits_to_conflict = 1;
        }),
    },
    Law {
        name: "b2",
        summary: "updates remove row versions without VACUUM",
        switch_off: SwitchOff::InInput(|input, _| input.prunes = false),
    },
    Law {
        name: "b3",
        summary: "a query conflicts with what is removed from tables it does not read",
        switch_off: SwitchOff::InInput(|input, _| {
            drop_outside(input, |what| *what == Intervention::Vacuums)
        }),
    },
    Law {
        name: "b4",
        summary: "while replay waits, WAL is received as before",
        switch_off: SwitchOff::InInput(silent_while_queries_run),
    },
    Law {
        name: "b5",
        summary: "replay that waits looks again once a second",
        switch_off: SwitchOff::InInput(|_, machine| {
            machine.parameters.longest_poll = SimDuration::ZERO
        }),
    },
    Law {
        name: "b6",
        summary: "after a pause replay goes on far faster than the leader wrote",
        switch_off: SwitchOff::InInput(|input, machine| {
            machine.replay_speed = 2 * mean_bytes(input)
        }),
    },
    Law {
        name: "b7",
        summary: "cancelling does nothing to an idle transaction",
        switch_off: SwitchOff::InInput(|input, _| {
            for (_, what) in &mut input.interventions {
                if *what == Intervention::Cancels {
                    *what = Intervention::Terminates;
                }
            }
        }),
    },
    Law {
        name: "b8",
        summary: "readers that overlap starve replay",
        switch_off: SwitchOff::InInput(only_first_readers_hold),
    },
    Law {
        name: "b9",
        summary: "a query holds replay on its own follower alone",
        switch_off: SwitchOff::NotRecorded("no recording has two followers and a query on one"),
    },
    Law {
        name: "C1",
        summary: "max_standby_streaming_delay is a budget for how late replay is",
        switch_off: SwitchOff::InInput(|input, _| input.delay = None),
    },
    Law {
        name: "D1",
        summary: "hot_standby_feedback moves the cost to the leader",
        switch_off: SwitchOff::InInput(|input, _| input.feedback = false),
    },
    Law {
        name: "D2",
        summary: "a slot keeps the horizon while the follower is away",
        switch_off: SwitchOff::InInput(|input, _| input.slots = false),
    },
    Law {
        name: "D3",
        summary: "feedback does not prevent lock conflicts",
        switch_off: SwitchOff::NotRecorded("the recording of it is not among the traces"),
    },
    Law {
        name: "E1",
        summary: "WAL is one queue: small commits wait behind bulk",
        switch_off: SwitchOff::InInput(|input, _| {
            input.links.iter_mut().for_each(|link| link.bandwidth = super::input::WIDE);
        }),
    },
    Law {
        name: "f",
        summary: "a lock of a table waits for whoever has touched it",
        switch_off: SwitchOff::InInput(|input, _| {
            drop_outside(input, |what| matches!(what, Intervention::Locks(_)))
        }),
    },
    Law {
        name: "G1",
        summary: "a cut link stops receiving and replay",
        switch_off: SwitchOff::InInput(|input, _| {
            drop_outside(input, |what| matches!(what, Intervention::Cut(..)))
        }),
    },
    Law {
        name: "G2",
        summary: "a follower asks for its leader every five seconds",
        switch_off: SwitchOff::InInput(|_, machine| {
            machine.parameters.retry = SimDuration::from_millis(1)
        }),
    },
    Law {
        name: "G3",
        summary: "streaming begins again at the start of a piece of 16 MB",
        switch_off: SwitchOff::NotRecorded(
            "only a slow link would show it, and none of those was cut",
        ),
    },
    Law {
        name: "G4",
        summary: "every commit takes a frame on the wire",
        switch_off: SwitchOff::InInput(|_, machine| machine.parameters.framing = 0),
    },
    Law {
        name: "G5",
        summary: "a slot that keeps too much is given up",
        switch_off: SwitchOff::InInput(|input, _| input.keep = None),
    },
    Law {
        name: "H1",
        summary: "only what was not received is lost",
        switch_off: SwitchOff::InGauge(|gauges| gauges.count_unreplayed_as_lost = true),
    },
    Law {
        name: "H2",
        summary: "a promotion replays everything received first, and waits for conflicts",
        switch_off: SwitchOff::InInput(|input, _| {
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
        summary: "a synchronous commit is acknowledged when a follower has it",
        switch_off: SwitchOff::InInput(|input, _| input.synchronous = None),
    },
    Law {
        name: "H4",
        summary: "under remote_apply a query that holds replay holds commits",
        switch_off: SwitchOff::InInput(|input, _| {
            if let Some(synchronous) = &mut input.synchronous {
                synchronous.level = SyncLevel::Received;
            }
        }),
    },
    Law {
        name: "H5",
        summary: "with the only synchronous follower away, commits hang",
        switch_off: SwitchOff::InInput(|input, _| {
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
        summary: "nobody else is repointed at a promotion",
        switch_off: SwitchOff::InInput(|input, _| {
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
        summary: "a follower forwards what it has received, not what it has replayed",
        switch_off: SwitchOff::NotRecorded("no recording cascades"),
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
                *session = SessionState::Idle;
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
        match law.switch_off {
            SwitchOff::InInput(off) => off(&mut other, &mut others),
            SwitchOff::InGauge(off) => off(&mut gauges),
            SwitchOff::NotRecorded(_) => return verdict,
        }
        let (with, without) = (driver::drive(input, machine), driver::drive(&other, others));
        let row = compare::compare(recording, input, &with, GaugeOptions::default());
        let fallen = compare::compare(recording, input, &without, gauges);
        if with != without || row.exceeded != fallen.exceeded {
            verdict.changed.push(recording.name.clone());
        }
        if row.exceeded.is_empty() && !fallen.exceeded.is_empty() {
            verdict.fallen.push(recording.name.clone());
        }
    }
    verdict
}
