//! What `workbench traces` prints.

use super::compare::median;
use super::comparison_row::{ComparisonRow, Pair};
use super::driver::Machine;
use super::laws::{Law, SwitchOff, Verdict};
use super::limits;
use crate::sim::SimDuration;

/// The head of the table.
pub const HEAD: &str = "\
recording                          peak   error  error%  bytes% receive%  pause start,end (s) \
catch-up (s)   lost m/r  past its limit";

/// One recording, a line.
pub fn line(row: &ComparisonRow) -> String {
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
        row.exceeded.join("; "),
    )
}

/// What a group of recordings comes to, in lines.
pub fn summary(title: &str, rows: &[&ComparisonRow]) -> Vec<String> {
    let followers = || rows.iter().flat_map(|row| &row.followers);
    let shares: Vec<f64> = followers()
        .filter(|follower| follower.peak >= limits::SMALL_PEAK)
        .map(|follower| follower.error / follower.peak * 100.0)
        .collect();
    let small: Vec<f64> = followers()
        .filter(|follower| follower.peak < limits::SMALL_PEAK)
        .map(|follower| follower.error)
        .collect();
    let within = rows.iter().filter(|row| row.within_behind_by()).count();
    let pauses = || followers().flat_map(|follower| &follower.pauses);
    let worst = |errors: &mut dyn Iterator<Item = f64>| errors.fold(0.0, f64::max);
    let catch_up = followers().filter_map(|follower| follower.catch_up);
    let lost = || rows.iter().filter_map(|row| row.lost);
    let sum = |of: fn(Pair) -> f64| lost().map(of).sum::<f64>();
    let fine = rows.iter().filter(|row| row.exceeded.is_empty()).count();
    let count = rows.len();
    vec![
        format!("{title}: {count} recordings, {fine} within every limit"),
        format!(
            "  behind-by: {within} of {count} within its limit; mean error / peak: median {:.2} %, \
             worst {:.2} % of {} peaks of {} commits and more; in commits below that: median \
             {:.1}, worst {:.1}",
            median(shares.iter().copied()),
            worst(&mut shares.iter().copied()),
            shares.len(),
            limits::SMALL_PEAK,
            median(small.iter().copied()),
            worst(&mut small.iter().copied()),
        ),
        format!(
            "  {} pauses: start off by {:.2} s at most, end by {:.2} s; {} that only one has",
            pauses().count(),
            worst(&mut pauses().map(|(start, _)| start.error())),
            worst(&mut pauses().map(|(_, end)| end.error())),
            followers().map(|follower| follower.unmatched).sum::<usize>(),
        ),
        format!(
            "  catch-up: off by {:.1} s in the median; commits lost: {:.0} of the model, {:.0} \
             measured, off by {:.0} at most in one recording",
            median(catch_up.map(Pair::error)),
            sum(|pair| pair.model),
            sum(|pair| pair.real),
            worst(&mut lost().map(Pair::error)),
        ),
    ]
}

/// The parameters, with where each came from.
pub fn parameters(machine: &Machine) -> Vec<String> {
    let parameters = &machine.parameters;
    let secs = |length: SimDuration| format!("{} s", length.micros() as f64 / 1e6);
    let rows = [
        ("A1", "flush and wake-up", secs(parameters.wake), "section a: 0.3 to 0.7 ms"),
        ("A3", "replay speed of the machine", bytes(machine.replay_speed), "last section"),
        (
            "b2",
            "commits until a conflict",
            parameters.commits_to_conflict.to_string(),
            "section b, 2",
        ),
        ("b5", "longest sleep between looks", secs(parameters.longest_poll), "section b, 5"),
        ("D1", "report of the horizon every", secs(parameters.status_interval), "law D1"),
        ("G2", "asks for its leader every", secs(parameters.retry), "law G2"),
        ("G2", "an attempt takes", secs(parameters.attempt), "logs of section g"),
        (
            "G2",
            "trips of a handshake",
            parameters.handshake_trips.to_string(),
            "g_cut200, section g",
        ),
        ("G2", "silence before it gives up", secs(parameters.silence), "law G2"),
        ("G3", "streaming begins again at", bytes(parameters.segment), "law G3"),
        ("G4", "frame of a commit", bytes(parameters.framing), "law G4"),
        ("i", "leaving recovery", secs(parameters.promotion), "section i: 0.103 to 0.118 s"),
        ("-", "restart of a machine", secs(machine.restart), "section i: 0.25 s"),
    ];
    let line = |(law, what, value, source): &(&str, &str, String, &str)| {
        format!("  {law:<3} {what:<32} {value:>16}  {source}")
    };
    rows.iter().map(line).collect()
}

fn bytes(count: u64) -> String {
    format!("{count} bytes")
}

/// What switching a law off did, a line.
pub fn law_line(law: &Law, verdict: &Verdict) -> String {
    let start = format!("{:<3} {:<70}", law.name, law.summary);
    if let SwitchOff::NotRecorded(why) = law.switch_off {
        return format!("{start} not seen: {why}");
    }
    match verdict.fallen.as_slice() {
        [] if verdict.changed.is_empty() => format!("{start} changes no recording"),
        [] => format!("{start} changes {}, none past its limit", verdict.changed.len()),
        fallen => {
            let named: Vec<&str> = fallen.iter().take(3).map(String::as_str).collect();
            let (count, changed) = (fallen.len(), verdict.changed.len());
            format!("{start} {count} of {changed} fall out: {}", named.join(", "))
        }
    }
}
