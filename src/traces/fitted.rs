//! Values that a recording does not state: when in its five seconds a retry comes, when a follower
//! that was stopped many times a second ran, how fast a machine replays this kind of WAL, and when
//! a slot was given up. They are fitted to the recording; with them, and nothing else changed, the
//! model should agree with it.

use super::driver::Machine;
use super::input::{Intervention, TraceInput, length};
use super::trace::Trace;
use crate::sim::SimDuration;

/// An input whose unknown values are fitted to the recording.
#[derive(Clone, Debug)]
pub struct FittedInput {
    /// The input.
    pub input: TraceInput,
    /// The machine.
    pub machine: Machine,
    /// What was fitted, in words.
    pub what: &'static str,
}

/// Fits the unknown values of an input; `None` where a recording has none.
pub fn fit(recording: &Trace, input: &TraceInput, machine: Machine) -> Option<FittedInput> {
    let slowed = input.interventions.iter().any(|(_, what)| matches!(what, Intervention::Share(_)));
    if slowed {
        return Some(with_speed(recording, input, machine));
    }
    let slot = || with_slot(recording, input, machine);
    slot()
        .or_else(|| with_retry(recording, input, machine))
        .or_else(|| with_drain(recording, input, machine))
}

/// When the leader gave a slot up, where the parameters do not say how much WAL it keeps.
fn with_slot(recording: &Trace, input: &TraceInput, machine: Machine) -> Option<FittedInput> {
    let (times, slots) = (recording.column("t")?, recording.text_column("s1_slot_status")?);
    let lost =
        slots.iter().position(|status| *status == "lost").filter(|_| input.keep.is_none())?;
    let mut input = input.clone();
    input.interventions.push((super::input::at(times[lost]), Intervention::Cut(0, length(1e6))));
    input.interventions.sort_by_key(|(at, _)| *at);
    Some(FittedInput { input, machine, what: "when its slot was given up" })
}

/// Bytes that the first follower had replayed at a moment, between two samples in proportion.
fn replayed_at(times: &[f64], replayed: &[f64], t: f64) -> f64 {
    let after = times.partition_point(|time| *time <= t);
    match (after.checked_sub(1), times.get(after)) {
        (Some(at), Some(next)) => {
            let share = (t - times[at]) / (next - times[at]).max(1e-9);
            replayed[at] + (replayed[after] - replayed[at]) * share
        }
        (None, _) => replayed.first().copied().unwrap_or(0.0),
        _ => replayed.last().copied().unwrap_or(0.0),
    }
}

/// A follower that was stopped and continued many times a second: how much of each tick it ran.
fn with_speed(recording: &Trace, input: &TraceInput, machine: Machine) -> FittedInput {
    const STEP: f64 = 0.1;
    let mut input = input.clone();
    let times = recording.column("t").unwrap_or_default();
    let replayed = recording.column("s1_replay_b").unwrap_or_default();
    input.interventions.retain(|(_, what)| !matches!(what, Intervention::Share(_)));
    let from = recording.moment("slow_begin").unwrap_or(0.0);
    let to = recording.moment("slow_end").or(times.last().copied()).unwrap_or(0.0);
    let at = |t: f64| replayed_at(&times, &replayed, t);
    let mut t = (from / STEP).round() * STEP;
    while t < to {
        let share = (at(t + STEP) - at(t)).max(0.0) / STEP / machine.replay_speed as f64;
        input
            .interventions
            .push((super::input::at(t), Intervention::Share((share * 1e6).round() as u64)));
        t += STEP;
    }
    input.interventions.push((super::input::at(to), Intervention::Share(1_000_000)));
    input.interventions.sort_by_key(|(at, _)| *at);
    FittedInput { input, machine, what: "when a follower that was stopped by hand ran" }
}

/// How fast this machine replays what was written in this recording, from where replay was
/// resumed until nine tenths were done.
fn with_drain(recording: &Trace, input: &TraceInput, mut machine: Machine) -> Option<FittedInput> {
    let resumed = recording.moment("resume")?;
    let (times, replayed) = (recording.column("t")?, recording.column("s1_replay_b")?);
    let last = replayed.iter().copied().filter(|bytes| bytes.is_finite()).fold(0.0, f64::max);
    let from = replayed_at(&times, &replayed, resumed);
    let most = from + (last - from) * 0.9;
    let done = times.iter().zip(&replayed).find(|(_, bytes)| **bytes >= most)?.0;
    machine.replay_speed = ((most - from) / (done - resumed).max(0.02)).max(1.0) as u64;
    Some(FittedInput {
        input: input.clone(),
        machine,
        what: "how fast its machine replays this WAL",
    })
}

/// When a follower asked with success, which is within five seconds of a link's return.
fn with_retry(recording: &Trace, input: &TraceInput, mut machine: Machine) -> Option<FittedInput> {
    let mut input = input.clone();
    let times = recording.column("t")?;
    let received = recording.column("s1_recv_b")?;
    let cut = input.interventions.iter_mut().find_map(|(at, what)| match what {
        Intervention::Cut(0, lasts) => Some((at.micros() as f64 / 1e6, lasts)),
        _ => None,
    });
    let (at, lasts) = cut?;
    let over = at + lasts.micros() as f64 / 1e6;
    let stood = times.iter().zip(&received).rfind(|(t, _)| **t < over).map(|(_, bytes)| *bytes)?;
    let back = times.iter().zip(&received).find(|(t, bytes)| **t >= over && **bytes > stood)?.0;
    *lasts = length(back - at);
    machine.parameters.retry = SimDuration::from_millis(1);
    machine.parameters.handshake_trips = 0;
    Some(FittedInput {
        input,
        machine,
        what: "the moment of the try, every five seconds, that met its leader",
    })
}
