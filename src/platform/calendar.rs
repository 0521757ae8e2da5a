//! Dates: simulated time becomes UTC here, and nowhere else.

use crate::sim::SimTime;

use time::{Date, Month, OffsetDateTime, Time};

/// The date at which a run begins, in seconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Calendar {
    starts: i64,
}

impl Calendar {
    /// Reads `2013-12-05 10:00`; `None` for what is no such date.
    pub fn parse(text: &str) -> Option<Calendar> {
        let (date, clock) = text.split_once(' ')?;
        let mut date = date.splitn(3, '-');
        let year = date.next()?.parse().ok()?;
        let month: u8 = date.next()?.parse().ok()?;
        let day = date.next()?.parse().ok()?;
        let (hour, minute) = clock.split_once(':')?;
        let time = Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()?;
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        // Years that a person would write, so that a run of any length stays within four digits.
        let plausible = (1_970..=9_000).contains(&year);
        plausible.then(|| Calendar { starts: date.with_time(time).assume_utc().unix_timestamp() })
    }

    /// The moment, in seconds since 1970.
    pub fn unix(self, at: SimTime) -> i64 {
        self.starts + at.secs() as i64
    }

    /// `2013-12-05 10:21 UTC`, as `pg:info` prints a date.
    pub fn minute(self, unix: i64) -> String {
        let (date, mut time) = parts(unix);
        time.truncate("10:21".len());
        format!("{}-{:02}-{:02} {time} UTC", date.0, date.1, date.2)
    }

    /// `2013/12/05 10:21:06`, as `ps` and `releases` print one.
    pub fn second(self, at: SimTime) -> String {
        let (date, time) = parts(self.unix(at));
        format!("{}/{:02}/{:02} {time}", date.0, date.1, date.2)
    }

    /// `2013-12-05T10:21:06+00:00`, as `logs` prints one.
    pub fn iso(self, at: SimTime) -> String {
        let (date, time) = parts(self.unix(at));
        format!("{}-{:02}-{:02}T{time}+00:00", date.0, date.1, date.2)
    }

    /// `10:21:06`: the time of day.
    pub fn time_of_day(self, at: SimTime) -> String {
        parts(self.unix(at)).1
    }
}

fn parts(unix: i64) -> ((i32, u8, u8), String) {
    // Out of range only past the year 9999, which no run reaches; the epoch then.
    let at = OffsetDateTime::from_unix_timestamp(unix).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let date = (at.year(), u8::from(at.month()), at.day());
    (date, format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second()))
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
    fn what_is_no_date_is_refused() {
        for text in ["", "2013-12-05", "2013-13-05 10:00", "2013-02-30 10:00", "x 10:00"] {
            assert_eq!(Calendar::parse(text), None, "{text}");
        }
        assert_eq!(Calendar::parse("9999-12-31 23:59"), None);
    }
}
