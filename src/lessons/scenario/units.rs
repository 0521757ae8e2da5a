//! The units of scenario files: `48/s`, `600 MB`, `25 MB/s`, `2m to 5m`.

use crate::sim::{SimDuration, SimTime};

/// Reads a rate such as `48/s`, `30/min`, `100/h` as so many in a thousand seconds; at most a
/// hundred thousand a second.
pub fn rate(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once('/')?;
    let number: u64 = number.trim().parse().ok()?;
    let per_1000_s = match unit.trim() {
        "s" => number.checked_mul(1_000)?,
        "min" => number.checked_mul(1_000)? / 60,
        "h" => number.checked_mul(1_000)? / 3_600,
        _ => return None,
    };
    (per_1000_s <= 100_000_000).then_some(per_1000_s)
}

/// Reads a size such as `600 MB` in bytes; at most a thousand terabytes.
pub fn size(text: &str) -> Option<u64> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: u64 = number.parse().ok()?;
    let factor = match unit.trim() {
        "B" => 1,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        _ => return None,
    };
    number.checked_mul(factor).filter(|bytes| *bytes <= 1_000_000_000_000_000)
}

/// Reads a bandwidth such as `25 MB/s` in bytes a second; at least one.
pub fn bandwidth(text: &str) -> Option<u64> {
    size(text.trim().strip_suffix("/s")?).filter(|bytes| *bytes > 0)
}

/// The length of time that was perhaps meant with words such as `5 minutes`.
pub fn near_length(text: &str) -> Option<String> {
    let mut near = String::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.chunks(2) {
        let [number, unit] = pair else {
            return None;
        };
        near += number;
        near.extend(unit.chars().next());
    }
    SimDuration::parse(&near).map(|_| near)
}

/// The latest moment of a schedule: as long as a run can be kept.
const LATEST: SimDuration = SimDuration::from_secs(400 * 86_400);

/// Reads a moment after the start such as `3m`, or a range of them, `2m to 5m`.
pub fn moments(text: &str) -> Option<(SimTime, SimTime)> {
    let mut words = text.split(' ');
    let (from, to) = match (words.next()?, words.next(), words.next(), words.next()) {
        (at, None, ..) => (at, at),
        (from, Some("to"), Some(to), None) => (from, to),
        _ => return None,
    };
    let moment = |text| {
        SimDuration::parse(text).filter(|it| *it <= LATEST).map(|after| SimTime::ZERO + after)
    };
    let (from, to) = (moment(from)?, moment(to)?);
    // A draw scales 32 bits, so a range is at most that many milliseconds: 49 days.
    (from <= to && to.since(from) < SimDuration::from_millis(1 << 32)).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read() {
        assert_eq!(rate("48/s"), Some(48_000));
        assert_eq!(rate("100000/s"), Some(100_000_000));
        assert_eq!(rate("30/min"), Some(500));
        assert_eq!(rate("18/h"), Some(5));
        assert_eq!(size("600 MB"), Some(600_000_000));
        assert_eq!(bandwidth("25 MB/s"), Some(25_000_000));
        let (two, five) = (SimTime::from_secs(120), SimTime::from_secs(300));
        assert_eq!(near_length("5 minutes").as_deref(), Some("5m"));
        assert_eq!(near_length("1 hour 30 min").as_deref(), Some("1h30m"));
        assert_eq!(near_length("a while").or(near_length("5")), None);
        assert_eq!(moments("2m"), Some((two, two)));
        assert_eq!(moments("2m to 5m"), Some((two, five)));
    }

    #[test]
    fn what_has_no_unit_or_no_sense_is_refused() {
        for text in ["", "48", "48/d", "-1/s", "1.5/s", "100001/s", "9999999999/s"] {
            assert_eq!(rate(text), None, "{text}");
        }
        for text in ["", "600", "600MB", "-1 MB", "99999999999 TB"] {
            assert_eq!(size(text), None, "{text}");
        }
        for text in ["25 MB", "0 MB/s"] {
            assert_eq!(bandwidth(text), None, "{text}");
        }
        for text in ["", "5m to 2m", "2m to", "0s to 60d", "2m till 5m", "2m to 5m to", "401d"] {
            assert_eq!(moments(text), None, "{text}");
        }
    }
}
