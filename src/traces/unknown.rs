//! What a recording does not say and chance decided: the phase of a look that comes every second,
//! of a try that comes every five, and the speed of a follower that was slowed by hand. With it
//! taken from the recording the model is to come out right; nothing else is changed.

use super::drive::Machine;
use super::input::{Input, Outside, length};
use super::recording::Recording;
use crate::sim::SimDuration;

/// An input with what was unknown taken from the recording.
#[derive(Clone, Debug)]
pub struct Known {
    /// The input.
    pub input: Input,
    /// The machine.
    pub machine: Machine,
    /// What was taken, in words.
    pub what: &'static str,
}

/// The input with what was unknown; none where a recording has nothing of the kind.
pub fn taken(recording: &Recording, input: &Input, machine: Machine) -> Option<Known> {
    let slowed = input.outside.iter().any(|(_, what)| matches!(what, Outside::Share(_)));
    if slowed {
        return Some(with_speed(recording, input, machine));
    }
    with_retry(recording, input, machine)
}

/// The speed at which a follower that was stopped and continued many times a second replayed, as
/// measured from one second to the next.
fn with_speed(recording: &Recording, input: &Input, machine: Machine) -> Known {
    let mut input = input.clone();
    let times = recording.column("t").unwrap_or_default();
    let replayed = recording.column("s1_replay_b").unwrap_or_default();
    input.outside.retain(|(_, what)| !matches!(what, Outside::Share(_)));
    let until = times.last().copied().unwrap_or(0.0);
    let bytes_at = |t: f64| {
        let at = times.partition_point(|time| *time < t).min(replayed.len().saturating_sub(1));
        replayed.get(at).copied().unwrap_or(0.0)
    };
    let from = recording.moment("slow_begin").unwrap_or(0.0);
    let to = recording.moment("slow_end").unwrap_or(until);
    let mut t = from;
    while t < to {
        let share = (bytes_at(t + 1.0) - bytes_at(t)).max(0.0) / machine.replay_speed as f64;
        let millionths = (share * 1e6).round() as u64;
        input.outside.push((super::input::at(t), Outside::Share(millionths)));
        t += 1.0;
    }
    input.outside.push((super::input::at(to), Outside::Share(1_000_000)));
    input.outside.sort_by_key(|(at, _)| *at);
    Known { input, machine, what: "the speed of a follower slowed by hand, second by second" }
}

/// When a follower asked with success, which is within five seconds of a link's return.
fn with_retry(recording: &Recording, input: &Input, mut machine: Machine) -> Option<Known> {
    let mut input = input.clone();
    let times = recording.column("t")?;
    let received = recording.column("s1_recv_b")?;
    let cut = input.outside.iter_mut().find_map(|(at, what)| match what {
        Outside::Cut(0, lasts) => Some((at.micros() as f64 / 1e6, lasts)),
        _ => None,
    });
    let (at, lasts) = cut?;
    let over = at + lasts.micros() as f64 / 1e6;
    let stood = times.iter().zip(&received).rfind(|(t, _)| **t < over).map(|(_, bytes)| *bytes)?;
    let back = times.iter().zip(&received).find(|(t, bytes)| **t >= over && **bytes > stood)?.0;
    *lasts = length(back - at);
    machine.figures.retry = SimDuration::from_millis(1);
    machine.figures.handshake_trips = 0;
    Some(Known {
        input,
        machine,
        what: "the moment of the try, every five seconds, that met its leader",
    })
}
