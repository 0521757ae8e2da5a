//! Pauses of replay and the way back from them, of the model and as sampled.

use super::comparison_row::{ComparedFollower, Pair};
use super::limits;

/// When replay waited at a record, as sampled.
pub fn pauses(times: &[f64], waits: &[&str]) -> Vec<(f64, f64)> {
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut since: Option<f64> = None;
    for (&t, wait) in times.iter().zip(waits) {
        let waiting = wait.contains("RecoveryConflict") || wait.starts_with("Lock:");
        match (waiting, since) {
            (true, None) => since = Some(t),
            (false, Some(from)) => {
                match found.last_mut() {
                    Some(last) if from - last.1 < 0.15 => last.1 = t,
                    _ => found.push((from, t)),
                }
                since = None;
            }
            _ => {}
        }
    }
    if let (Some(from), Some(last)) = (since, times.last()) {
        found.push((from, *last));
    }
    found.retain(|(from, to)| to - from > limits::SHORTEST_VISIBLE_PAUSE);
    found
}

/// Puts pauses together that lie over each other. A sample shows that something happened since
/// the one before, so a moment of the model between the two is right.
pub fn match_pauses(
    model: &[(f64, f64)],
    real: &[(f64, f64)],
    every: f64,
    found: &mut ComparedFollower,
) {
    let mut left: Vec<(f64, f64)> = model.to_vec();
    for &(from, to) in real {
        let over = left.iter().position(|(a, b)| *a < to && from < *b);
        match over.map(|at| left.remove(at)) {
            Some((a, b)) => {
                let seen = |model: f64, at: f64| Pair { model, real: model.clamp(at - every, at) };
                found.pauses.push((seen(a, from), seen(b, to)));
            }
            None => found.unmatched += 1,
        }
    }
    found.unmatched += left.len();
}

/// Seconds from the peak until a twentieth of it is left; none where that never came.
pub fn catch_up(curve: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let curve: Vec<(f64, f64)> = curve.collect();
    let peak = curve.iter().map(|(_, behind)| *behind).fold(0.0, f64::max);
    let at = curve.iter().rposition(|(_, behind)| *behind >= peak * 0.98)?;
    let over = curve[at..].iter().find(|(_, behind)| *behind <= peak * 0.05)?;
    Some(over.0 - curve[at].0)
}
