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

    /// `2013-12-05T10:21:06+00:00`, as `logs` prints one.
    pub fn iso(self, at: SimTime) -> String {
        let unix = self.unix(at);
        format!("{}T{}+00:00", date_of(unix, "-"), time_of(unix))
    }
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
    fn what_is_no_date_is_refused() {
        for text in ["", "2013-12-05", "2013-13-05 10:00", "2013-02-30 10:00", "x 10:00"] {
            assert_eq!(Calendar::parse(text), None, "{text}");
        }
        assert_eq!(Calendar::parse("9999-12-31 23:59"), None);
    }
}
