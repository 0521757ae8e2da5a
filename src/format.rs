//! Figures, counts and lengths of time as people read them.

use crate::sim::{SimDuration, SimTime, TICK};

/// A count with commas: `48,213`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 commit`, `1,204 commits`.
pub fn commits(number: u64) -> String {
    plural(number, "commit")
}

/// A count and its noun: `1 dyno`, `1,204 dynos`.
pub fn plural(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}

/// Names in a sentence: `WHITE`, `WHITE and TEAL`, `WHITE, TEAL and NAVY`.
pub fn series<Name: AsRef<str>>(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// `07:04:02`; hours go on past 24.
pub fn hours(secs: u64) -> String {
    format!("{:02}:{:02}:{:02}", secs / 3_600, secs / 60 % 60, secs % 60)
}

/// The clock of a run: `00:14:32`, after the first day `2d 00:14:32`.
pub fn clock(at: SimTime) -> String {
    let (days, time) = (at.secs() / 86_400, hours(at.secs() % 86_400));
    if days > 0 { format!("{days}d {time}") } else { time }
}

/// The clock of a run to the millisecond: `00:14:32.125`.
pub fn exact_clock(at: SimTime) -> String {
    format!("{}.{:03}", clock(at), at.micros() / 1_000 % 1_000)
}

/// A length of time: `0 s`, `42 s`, `2:41`, `1:02:41`.
pub fn length(length: SimDuration) -> String {
    match length.secs() {
        secs @ 0..=59 => format!("{secs} s"),
        secs @ 60..=3_599 => format!("{}:{:02}", secs / 60, secs % 60),
        secs => format!("{}:{:02}:{:02}", secs / 3_600, secs / 60 % 60, secs % 60),
    }
}

/// A length of time that may be short: `40 ms`, `1.4 s`, `42 s`, `2:41`.
pub fn lag(lag: SimDuration) -> String {
    match lag.micros() {
        micros @ 1..10_000_000 => scaled(micros, &["µs", "ms", "s"]),
        _ => length(lag),
    }
}

/// A length of time in whole units of one kind, rounded down: `42s`, `6m`, `3h`, `2d`.
pub fn rough_length(length: SimDuration) -> String {
    match length.secs() {
        secs @ 0..=119 => format!("{secs}s"),
        secs @ 120..=7_199 => format!("{}m", secs / 60),
        secs @ 7_200..=172_799 => format!("{}h", secs / 3_600),
        secs => format!("{}d", secs / 86_400),
    }
}

/// A length of time as `SimDuration::parse` reads it: `1h30m`, `12s300ms`, `0s`.
pub fn exact_length(length: SimDuration) -> String {
    let (secs, millis) = (length.secs(), length.micros() / 1_000 % 1_000);
    if secs == 0 && millis == 0 {
        return "0s".to_owned();
    }
    let parts = [(secs / 3_600, "h"), (secs / 60 % 60, "m"), (secs % 60, "s"), (millis, "ms")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    parts.map(|(number, unit)| format!("{number}{unit}")).collect()
}

/// Bytes: `812 B`, `1.2 kB`, `48 MB`.
pub fn bytes(number: u64) -> String {
    scaled(number, &["B", "kB", "MB", "GB", "TB"])
}

/// A figure in the first of these units in which it is less than a thousand, with tenths below ten.
fn scaled(number: u64, units: &[&str]) -> String {
    let (mut tenths, mut units) = (number * 10, units.iter());
    let mut unit = units.next().copied().unwrap_or_default();
    while tenths >= 10_000
        && let Some(next) = units.next()
    {
        tenths /= 1_000;
        unit = next;
    }
    match (tenths / 10, tenths % 10) {
        (whole @ 0..10, tenth @ 1..) => format!("{whole}.{tenth} {unit}"),
        (whole, _) => format!("{whole} {unit}"),
    }
}

/// Dollars: `$0.14`.
pub fn dollars(millionths: u64) -> String {
    let cents = millionths / 10_000;
    format!("${}.{:02}", count(cents / 100), cents % 100)
}

/// A rate: `48/s`, `0.5/s`.
pub fn rate(per_1000_s: u64) -> String {
    match per_1000_s {
        0 => "0/s".to_owned(),
        1..=949 => format!("0.{}/s", (per_1000_s + 50) / 100),
        _ => format!("{}/s", count((per_1000_s + 500) / 1_000)),
    }
}

/// The clock of a run after so many ticks.
pub fn clock_at_tick(tick: u64) -> String {
    clock(SimTime::from_micros(tick.saturating_mul(TICK.micros())))
}

/// The most letters that a message shows of a text from outside: the longest usual command fits.
const EXCERPT: usize = 120;

/// As much of a text from outside as a message can show.
pub fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The same in quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", excerpt(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_for_people() {
        assert_eq!(count(48_213), "48,213");
        assert_eq!(count(1_000_000), "1,000,000");
        assert_eq!([commits(1), plural(2, "commit")], ["1 commit", "2 commits"]);
        assert_eq!(series(&["A", "B", "C"]), "A, B and C");
        assert_eq!([series(&["A", "B"]), series(&["A"])], ["A and B", "A"]);
        assert_eq!([bytes(0), bytes(999), bytes(1_250)], ["0 B", "999 B", "1.2 kB"]);
        assert_eq!([bytes(48_999_999), bytes(7_000_000_000)], ["48 MB", "7 GB"]);
        assert_eq!(dollars(149_999), "$0.14");
        assert_eq!([rate(48_499), rate(500), rate(30)], ["48/s", "0.5/s", "0.0/s"]);
    }

    #[test]
    fn lengths_of_time_are_written_for_people() {
        assert_eq!(clock(SimTime::from_secs(872)), "00:14:32");
        assert_eq!(clock(SimTime::from_secs(172_801)), "2d 00:00:01");
        assert_eq!(clock_at_tick(8_725), "00:14:32");
        let exact = [0, 300, 12_300, 3_600_000, 86_399_001];
        for millis in exact.map(SimDuration::from_millis) {
            assert_eq!(SimDuration::parse(&exact_length(millis)), Some(millis));
        }
        assert_eq!(exact_length(SimDuration::from_millis(12_300)), "12s300ms");
        assert_eq!(length(SimDuration::from_secs(161)), "2:41");
        assert_eq!(length(SimDuration::from_secs(59)), "59 s");
        let lags = [0, 449, 1_000, 1_449, 42_900].map(|ms| lag(SimDuration::from_millis(ms)));
        assert_eq!(lags, ["0 s", "449 ms", "1 s", "1.4 s", "42 s"]);
        assert_eq!(rough_length(SimDuration::from_secs(200)), "3m");
    }

    #[test]
    fn an_exact_length_reads_back() {
        let check = |millis: u64, expected: &str| {
            let length = SimDuration::from_millis(millis);
            assert_eq!(exact_length(length), expected);
            assert_eq!(SimDuration::parse(expected), Some(length));
        };
        check(0, "0s");
        check(12_300, "12s300ms");
        check(5_400_000, "1h30m");
        check(90_000_100, "25h100ms");
    }

    #[test]
    fn a_message_shows_the_beginning_of_a_long_text() {
        assert_eq!(quoted("WHITE"), "\"WHITE\"");
        assert_eq!(excerpt(&"ä".repeat(EXCERPT)), "ä".repeat(EXCERPT));
        assert_eq!(excerpt(&"ä".repeat(5_000)), "ä".repeat(EXCERPT) + "…");
    }
}
