//! Dates: simulated time becomes UTC here, and nowhere else.

use time::{Date, Month, OffsetDateTime, Time};

use crate::sim::SimTime;

/// The date at which a run begins, in seconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Calendar {
    starts: i64,
}

impl Calendar {
    /// Reads `2013-12-05 10:00`; `None` for what is no such date. Years are those that a person
    /// would write, so that a run of any length stays within four digits.
    pub fn parse(text: &str) -> Option<Calendar> {
        let (date, clock) = text.split_once(' ')?;
        let mut date = date.splitn(3, '-').map(|part| part.parse::<u16>().ok());
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = Date::from_calendar_date(year.into(), month, day.try_into().ok()?).ok()?;
        let time = Time::from_hms(hour.try_into().ok()?, minute.try_into().ok()?, 0).ok()?;
        let starts = date.with_time(time).assume_utc().unix_timestamp();
        (1_970..=9_000).contains(&year).then_some(Calendar { starts })
    }

    /// The moment, in seconds since 1970.
    pub fn unix(self, at: SimTime) -> i64 {
        self.starts + at.secs() as i64
    }

    /// `2013-12-05 10:21 UTC`, as `pg:info` prints a date.
    pub fn minute(self, unix: i64) -> String {
        let (date, time) = (date_of(unix, "-"), time_of(unix));
        let minute = time.get(..5).unwrap_or(&time);
        format!("{date} {minute} UTC")
    }

    /// `2013/12/05 10:21:06`, as `ps` and `releases` print one.
    pub fn second(self, at: SimTime) -> String {
        let unix = self.unix(at);
        format!("{} {}", date_of(unix, "/"), time_of(unix))
    }

    /// Reads `2013-10-22 12:34+00:00`, in UTC where it names no zone; seconds are left out. Zones
    /// are offsets or `UTC`. Returns seconds since 1970; `None` for anything else.
    pub fn read_minute(self, text: &str) -> Option<i64> {
        let (date, rest) = text.trim().split_once([' ', 'T'])?;
        let at = rest.find(['+', '-', ' ', 'Z']).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at_checked(at)?;
        let mut parts = clock.splitn(3, ':');
        let minute = format!("{}:{}", parts.next()?, parts.next()?);
        if parts.next().is_some_and(|seconds| !seconds.parse::<u8>().is_ok_and(|it| it < 60)) {
            return None;
        }
        let local = Calendar::parse(&format!("{date} {minute}"))?;
        Some(local.starts - offset_of(zone.trim())?)
    }

    /// `2013-10-21 15:52:00 +0000`, as the server prints the moment of a rollback.
    pub fn exact(self, unix: i64) -> String {
        format!("{} {} +0000", date_of(unix, "-"), time_of(unix))
    }

    /// `5/26/2014 at 13:56 UTC`, as the server prints the moment of a fast fork.
    pub fn american(self, unix: i64) -> String {
        let at = moment(unix);
        let (month, day, year) = (u8::from(at.month()), at.day(), at.year());
        format!("{month}/{day}/{year} at {:02}:{:02} UTC", at.hour(), at.minute())
    }

    /// `2013-12-05T10:21:06+00:00`, as `logs` prints one.
    pub fn iso(self, at: SimTime) -> String {
        let unix = self.unix(at);
        format!("{}T{}+00:00", date_of(unix, "-"), time_of(unix))
    }
}

/// Seconds that a zone is ahead of UTC: `+01:00`, `-0800`, `+02`, `UTC`, or nothing.
fn offset_of(zone: &str) -> Option<i64> {
    if zone.is_empty() || ["UTC", "GMT", "Z"].contains(&zone) {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, zone.strip_prefix('-')?),
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse::<u8>().ok()?.into() };
    let hours: i64 = hours.parse::<u8>().ok()?.into();
    (hours < 15 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// The moment, or the last one that has a date.
fn moment(unix: i64) -> OffsetDateTime {
    let latest = Date::MAX.midnight().assume_utc();
    OffsetDateTime::from_unix_timestamp(unix).unwrap_or(latest)
}

fn date_of(unix: i64, separator: &str) -> String {
    let at = moment(unix);
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    format!("{year}{separator}{month:02}{separator}{day:02}")
}

fn time_of(unix: i64) -> String {
    let at = moment(unix);
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_printed_as_the_tool_prints_them() {
        let calendar = Calendar::parse("2013-12-05 10:00").expect("a date");
        let at = SimTime::from_secs(21 * 60 + 6);
        assert_eq!(calendar.minute(calendar.unix(at)), "2013-12-05 10:21 UTC");
        assert_eq!(calendar.second(at), "2013/12/05 10:21:06");
        assert_eq!(calendar.iso(at), "2013-12-05T10:21:06+00:00");
        assert_eq!(calendar.iso(SimTime::from_secs(15 * 3_600)), "2013-12-06T01:00:00+00:00");
    }

    #[test]
    fn a_minute_is_read_in_the_forms_of_the_dev_center() {
        let calendar = Calendar::default();
        let check = |text: &str, expected: Option<&str>| {
            let read = calendar.read_minute(text).map(|unix| calendar.exact(unix));
            let expected = expected.map(|minute| format!("{minute}:00 +0000"));
            assert_eq!(read, expected, "{text}");
        };
        for text in [
            "2013-10-21 15:52",
            "2013-10-21 15:52:52+00",
            "2013-10-21T15:52Z",
            "2013-10-21 15:52 UTC",
        ] {
            check(text, Some("2013-10-21 15:52"));
        }
        check("2013-10-21 15:52+01:30", Some("2013-10-21 14:22"));
        check("2013-10-21 15:52 -0800", Some("2013-10-21 23:52"));
        for text in ["", "yesterday", "2013-10-21", "2013-10-21 15", "2013-10-21 15:52 US/Pacific"]
        {
            check(text, None);
        }
        for text in ["2013-10-21 15:52:99", "2013-10-21 15:52+é", "2013-10-21 15:52+99:00"] {
            check(text, None);
        }
        let unix = calendar.read_minute("2014-05-26 13:56").expect("a minute");
        assert_eq!(calendar.american(unix), "5/26/2014 at 13:56 UTC");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2013-12-05", "2013-13-05 10:00", "2013-02-30 10:00", "x 10:00"] {
            assert_eq!(Calendar::parse(text), None, "{text}");
        }
        assert_eq!(Calendar::parse("9999-12-31 23:59"), None);
    }
}
