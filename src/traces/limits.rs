//! The limits of a comparison, as far as they are the same for every recording, and what of a row
//! is past them.

use super::comparison_row::ComparisonRow;

/// Mean absolute error of behind-by, as a share of its peak.
pub const SHARE: f64 = 0.05;
/// The same in commits where the peak is small.
pub const COMMITS: f64 = 5.0;
/// Below this a peak is small.
pub const SMALL_PEAK: f64 = 100.0;
/// Seconds between the samples of two servers: at high rates an error of its own.
pub const SKEW: f64 = 0.001;
/// Seconds by which the start of a pause may differ.
pub const PAUSE_START: f64 = 0.3;
/// Seconds by which its end may differ.
pub const PAUSE_END: f64 = 1.1;
/// Share by which the time to catch up may differ, or else so many seconds.
pub const CATCH_UP: (f64, f64) = (0.25, 0.3);
/// Bytes that receive lag may be off where it is small: the samples of two servers lie apart.
pub const BYTES: f64 = 100_000.0;
/// A wait that no sample can have seen, in seconds.
pub const SHORTEST_VISIBLE_PAUSE: f64 = 0.2;

/// What of a row is past its limit, in words.
pub fn exceeded(row: &ComparisonRow) -> Vec<String> {
    let mut exceeded = Vec::new();
    for (at, follower) in row.followers.iter().enumerate() {
        let mut say = |text: String| exceeded.push(format!("s{}: {text}", at + 1));
        if follower.error > follower.limit {
            let (error, limit) = (follower.error, follower.limit);
            say(format!("behind by {error:.1} commits off, limit {limit:.1}"));
        }
        if follower.receive_exceeded {
            match follower.receive {
                Some(share) => say(format!("receive lag {:.1} % of its peak off", share * 100.0)),
                None => say("receive lag where there was none".to_owned()),
            }
        }
        for (start, end) in &follower.pauses {
            if start.error() > PAUSE_START {
                say(format!("a pause starts at {:.1} s, not {:.1}", start.model, start.real));
            }
            if end.error() > PAUSE_END {
                say(format!("a pause ends at {:.1} s, not {:.1}", end.model, end.real));
            }
        }
        if follower.unmatched > 0 {
            say(format!("{} pauses of one that the other has not", follower.unmatched));
        }
        if let Some(pair) = follower.catch_up {
            let (share, seconds) = CATCH_UP;
            if pair.error() > seconds.max(pair.real * share) {
                say(format!("catches up in {:.1} s, not {:.1}", pair.model, pair.real));
            }
        }
        if let Some(pair) = follower.replay_lag
            && follower.peak < SMALL_PEAK
            && pair.error() > (pair.real * 0.25).max(5.0)
        {
            say(format!("replay lag {:.1} ms, not {:.1}", pair.model, pair.real));
        }
    }
    let mut say = |text: String| exceeded.push(text);
    if let Some(pair) = row.lost
        && pair.error() > row.loss_tolerance.max(pair.real * 0.01)
    {
        say(format!("{:.0} commits lost, not {:.0}", pair.model, pair.real));
    }
    if let Some(pair) = row.writable
        && pair.error() > PAUSE_END
    {
        say(format!("takes writes at {:.1} s, not {:.1}", pair.model, pair.real));
    }
    if let Some(pair) = row.waiting
        // Background commits that wait for nobody are among the model's, so it may have more.
        && pair.model < pair.real / 2.0 - 1.0
    {
        say(format!("{:.0} commits wait for a follower, not {:.0}", pair.model, pair.real));
    }
    if let Some(pair) = row.dead_rows
        && pair.error() > pair.real * 0.25
    {
        say(format!("{:.0} row versions kept, not {:.0}", pair.model, pair.real));
    }
    exceeded
}
