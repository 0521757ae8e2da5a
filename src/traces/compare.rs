//! What the model did beside what the followers of a recording did.

use super::comparison_row::{ComparedFollower, ComparisonRow, Pair};
use super::driver::{ModelRun, leader_position};
use super::input::{Intervention, LeaderPosition, TraceInput};
use super::limits;
use super::pauses::{catch_up, match_pauses, pauses};
use super::trace::Trace;

/// How gauges are read; otherwise than by the laws only to see what those are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GaugeOptions {
    /// Replay lag without the way back (against law A2).
    pub one_way: bool,
    /// What is not replayed counts as lost (against law H1).
    pub count_unreplayed_as_lost: bool,
}

/// Compares a run with its recording.
pub fn compare(
    recording: &Trace,
    input: &TraceInput,
    run: &ModelRun,
    gauges: GaugeOptions,
) -> ComparisonRow {
    let followers = (0..input.links.len())
        .map(|at| follower(recording, input, run, at, gauges))
        .collect::<Vec<_>>();
    let rate = mean_rate(input);
    let of = |name: &str| recording.derived[name].as_f64();
    let pair = |model: Option<f64>, real: Option<f64>| Some(Pair { model: model?, real: real? });
    let writable = recording.moment("writable").or(recording.moment("promoted"));
    let writable = writable.or(recording.moment("ret"));
    let unacknowledged = input.synchronous.is_some().then_some(run.unacknowledged as f64);
    let waiting = sustained(recording.column("p_syncwait"), recording.every);
    let dead_rows = input.feedback.then_some(run.dead_rows as f64);
    let mut row = ComparisonRow {
        name: recording.name.clone(),
        followers,
        lost: pair(
            if gauges.count_unreplayed_as_lost { run.lost_if_unreplayed } else { run.lost },
            of("lost_acked"),
        ),
        loss_tolerance: loss_tolerance(input, rate),
        writable: pair(run.writable, writable),
        waiting: pair(unacknowledged, waiting),
        dead_rows: pair(dead_rows, dead_rows_of(recording)),
        exceeded: Vec::new(),
    };
    row.exceeded = limits::exceeded(&row);
    row
}

/// By how many commits a loss may differ: by none where commits wait for a follower or replay
/// alone was late; else by what is written in the 10 ms in which a killed leader's processes
/// outlive it (section h).
fn loss_tolerance(input: &TraceInput, rate: f64) -> f64 {
    let sync = input.synchronous.is_some();
    let held =
        input.interventions.iter().any(|(_, what)| matches!(what, Intervention::Begins { .. }));
    let near = input.links[0].latency.micros() == 0;
    if sync || (held && near) { 0.5 } else { rate * 0.01 + 1.0 }
}

/// What a recording says of row versions that could not be removed.
fn dead_rows_of(recording: &Trace) -> Option<f64> {
    let seen = max(recording.column("s1_slot_xmin_age"));
    seen.or(recording.derived["xmin_age_max"].as_f64()).filter(|age| *age > 0.0)
}

/// The most that was there for a second on end.
fn sustained(column: Option<Vec<f64>>, every: f64) -> Option<f64> {
    let samples = (1.0 / every).round().max(1.0) as usize;
    let column: Vec<f64> = column?.into_iter().filter(|x| x.is_finite()).collect();
    let least = |second: &[f64]| second.iter().copied().fold(f64::INFINITY, f64::min);
    column.windows(samples.min(column.len().max(1))).map(least).reduce(f64::max)
}

fn max(column: Option<Vec<f64>>) -> Option<f64> {
    column?.into_iter().filter(|x| x.is_finite()).reduce(f64::max)
}

/// Commits a second while the leader wrote.
fn mean_rate(input: &TraceInput) -> f64 {
    let (Some(first), Some(last)) = (input.leader.first(), input.leader.last()) else {
        return 0.0;
    };
    (last.commits - first.commits) / (last.t - first.t).max(1e-3)
}

fn follower(
    recording: &Trace,
    input: &TraceInput,
    run: &ModelRun,
    at: usize,
    gauges: GaugeOptions,
) -> ComparedFollower {
    let column = |name: &str| recording.column(&format!("s{}_{name}", at + 1)).unwrap_or_default();
    let times = recording.column("t").unwrap_or_default();
    let until = input.leader.last().map_or(0.0, |position| position.t);
    let (commits, bytes) = (column("behind_commits"), column("behind_bytes"));
    let (receive, lag) = (column("recv_behind_bytes"), column("rlag_ms"));
    let repointed = recording.moment("repoint_s2").unwrap_or(f64::INFINITY);
    let mut found = ComparedFollower::default();
    let (mut in_bytes, mut in_receive) = (Totals::default(), Totals::default());
    let mut lags: Vec<(f64, f64)> = Vec::new();
    for (row, &t) in times.iter().enumerate().filter(|(_, t)| **t <= until) {
        let (leader, seen) = (leader_position(&input.leader, t), run.at(at, t));
        let real = |column: &[f64]| column.get(row).copied().filter(|x| x.is_finite());
        // A follower that was promoted is behind nobody, one that was repointed behind another.
        let promoted = run.writable.is_some_and(|writable| at == 0 && t >= writable);
        if promoted || (at == 1 && t >= repointed) {
            break;
        }
        if let Some(real) = real(&commits) {
            found.curve.push((t, real, leader.commits - seen.replayed));
        }
        in_bytes.add(real(&bytes), leader.bytes - seen.replayed_bytes);
        in_receive.add(real(&receive), leader.bytes - seen.received_bytes);
        if let Some(real) = real(&lag) {
            let age = t - when(&input.leader, seen.replayed_bytes).min(t);
            let back = if gauges.one_way { 0.0 } else { seen.way };
            lags.push((real, (age + back) * 1e3));
        }
    }
    let errors = found.curve.iter().map(|(_, real, model)| (real - model).abs());
    found.error = errors.sum::<f64>() / found.curve.len().max(1) as f64;
    found.peak = found.curve.iter().map(|(_, real, _)| *real).fold(0.0, f64::max);
    let top_rate = top_rate(input);
    found.limit = if found.peak < limits::SMALL_PEAK {
        limits::COMMITS.max(top_rate * limits::SKEW)
    } else {
        limits::SHARE * found.peak
    };
    found.bytes = in_bytes.share();
    found.receive = in_receive.share();
    found.receive_exceeded =
        in_receive.mean() > (limits::SHARE * in_receive.peak).max(limits::BYTES);
    if lags.len() > 20 {
        let real = median(lags.iter().map(|(real, _)| *real));
        let model = median(lags.iter().map(|(_, model)| *model));
        found.replay_lag = Some(Pair { model, real });
    }
    let waits = recording.text_column(&format!("s{}_startup_wait", at + 1)).unwrap_or_default();
    let real = pauses(&times, &waits);
    let modelled: Vec<(f64, f64)> = run.pauses[at]
        .iter()
        .copied()
        .filter(|(a, b)| b - a > limits::SHORTEST_VISIBLE_PAUSE)
        .collect();
    match_pauses(&modelled, &real, recording.every, &mut found);
    if found.peak >= limits::SMALL_PEAK {
        let real = catch_up(found.curve.iter().map(|(t, real, _)| (*t, *real)));
        let model = catch_up(found.curve.iter().map(|(t, _, model)| (*t, *model)));
        if let (Some(real), Some(model)) = (real, model) {
            found.catch_up = Some(Pair { model, real });
        }
    }
    found
}

/// When the leader had written so many bytes.
fn when(leader: &[LeaderPosition], bytes: f64) -> f64 {
    let after = leader.partition_point(|position| position.bytes <= bytes);
    match (leader.get(after.saturating_sub(1)), leader.get(after)) {
        (Some(one), Some(next)) if after > 0 => {
            let share = (bytes - one.bytes) / (next.bytes - one.bytes).max(1e-9);
            one.t + (next.t - one.t) * share
        }
        (_, None) => f64::INFINITY,
        _ => 0.0,
    }
}

/// The middle one of some figures; 0 for none.
pub fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(0.0)
}

/// The highest rate of the leader within a second.
fn top_rate(input: &TraceInput) -> f64 {
    let rate = |t: f64| {
        leader_position(&input.leader, t + 1.0).commits - leader_position(&input.leader, t).commits
    };
    let until = input.leader.last().map_or(0.0, |position| position.t);
    (0..until.max(1.0) as u64).map(|t| rate(t as f64)).fold(0.0, f64::max)
}

#[derive(Default)]
struct Totals {
    count: f64,
    error: f64,
    peak: f64,
}

impl Totals {
    fn add(&mut self, real: Option<f64>, model: f64) {
        if let Some(real) = real {
            self.count += 1.0;
            self.error += (real - model).abs();
            self.peak = self.peak.max(real);
        }
    }

    fn mean(&self) -> f64 {
        self.error / self.count.max(1.0)
    }

    /// The mean error as a share of the peak; none where it was next to nothing.
    fn share(&self) -> Option<f64> {
        (self.peak > limits::BYTES).then(|| self.mean() / self.peak)
    }
}
