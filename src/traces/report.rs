//! What `workbench traces` prints.

use super::compare::{Pair, Row};

/// The head of the table.
pub const HEAD: &str = "\
recording                          peak   error  error%  bytes% receive%  pause start,end (s) \
catch-up (s)   lost m/r  past its limit";

/// One recording, a line.
pub fn line(row: &Row) -> String {
    let follower = row
        .followers
        .iter()
        .max_by(|one, other| (one.error / one.limit).total_cmp(&(other.error / other.limit)));
    let Some(follower) = follower else {
        return row.name.clone();
    };
    let share =
        |share: Option<f64>| share.map_or("-".into(), |share| format!("{:.1}", share * 100.0));
    let pauses = follower.pauses.iter();
    let worst = |errors: &mut dyn Iterator<Item = f64>| errors.reduce(f64::max);
    let start = worst(&mut pauses.clone().map(|(start, _)| start.error()));
    let end = worst(&mut pauses.map(|(_, end)| end.error()));
    let pause = match (start, end) {
        (Some(start), Some(end)) => format!("{start:.2}, {end:.2}"),
        _ => "-".into(),
    };
    let pair = |pair: Option<Pair>, digits: usize| match pair {
        Some(pair) => format!("{:.digits$}/{:.digits$}", pair.model, pair.real),
        None => "-".into(),
    };
    let percent = if follower.peak >= 100.0 {
        format!("{:.2}", follower.error / follower.peak * 100.0)
    } else {
        "-".into()
    };
    format!(
        "{:<33} {:>7.0} {:>7.1} {:>7} {:>7} {:>8}  {:>19} {:>12} {:>10}  {}",
        row.name,
        follower.peak,
        follower.error,
        percent,
        share(follower.bytes),
        share(follower.receive),
        pause,
        pair(follower.catch_up, 1),
        pair(row.lost, 0),
        row.past.join("; "),
    )
}
