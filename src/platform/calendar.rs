//! Dates: simulated time becomes UTC here, and nowhere else.

use super::names::Joined;
use crate::sim::SimTime;

/// The date at which a run begins, in seconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Calendar {
    starts: i64,
}

impl Calendar {
    /// Reads `2013-12-05 10:00`; `None` for what is no such date.
    pub fn parse(text: &str) -> Option<Calendar> {
        let (date, clock) = text.split_once(' ')?;
        let mut date = date.splitn(3, '-').map(number);
        let date = [date.next()??, date.next()??, date.next()??];
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (number(hour)?, number(minute)?);
        // Years that a person would write, so that a run of any length stays within four digits. A
        // day that no month has would become one of the next month.
        let plausible = (1_970..=9_000).contains(&date[0]) && hour < 24 && minute < 60;
        let day = day_of(date);
        let starts = day * DAY + hour * 3_600 + minute * 60;
        (plausible && date_of(day) == date).then_some(Calendar { starts })
    }

    /// The moment, in seconds since 1970.
    pub fn unix(self, at: SimTime) -> i64 {
        self.starts + at.secs() as i64
    }

    /// `2013-12-05 10:21 UTC`, as `pg:info` prints a date.
    pub fn minute(self, unix: i64) -> String {
        let mut text = written(unix, "-", " ");
        text.truncate("2013-12-05 10:21".len());
        text + " UTC"
    }

    /// `2013/12/05 10:21:06`, as `ps` and `releases` print one.
    pub fn second(self, at: SimTime) -> String {
        written(self.unix(at), "/", " ")
    }

    /// `2013-12-05T10:21:06+00:00`, as `logs` prints one.
    pub fn iso(self, at: SimTime) -> String {
        written(self.unix(at), "-", "T") + "+00:00"
    }

    /// `10:21:06`: the time of day.
    pub fn time_of_day(self, at: SimTime) -> String {
        time_of(self.unix(at))
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Days from the first of March of the year 0 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// Days of 400 years.
const CYCLE: i64 = 146_097;

fn number(text: &str) -> Option<i64> {
    text.parse::<u16>().ok().map(i64::from)
}

/// The day of a date, from 1970-01-01 on. A year begins in March here: the leap day is its last.
fn day_of([year, month, day]: [i64; 3]) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    // The lengths of the months from March on, added up, are on this line.
    let before = (month * 153 + 2) / 5;
    year * 365 + year / 4 - year / 100 + year / 400 + before + day - 1 - EPOCH
}

/// The year, the month and the day of a day.
fn date_of(day: i64) -> [i64; 3] {
    let (cycles, day) = ((day + EPOCH) / CYCLE, (day + EPOCH) % CYCLE);
    // Without the leap days before it a day is one of years of the same length.
    let year = (day - day / 1_460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let day = day - (year * 365 + year / 4 - year / 100);
    let month = (day * 5 + 2) / 153;
    let day = day - (month * 153 + 2) / 5 + 1;
    let (next, month) = if month < 10 { (0, month + 3) } else { (1, month - 9) };
    [cycles * 400 + year + next, month, day]
}

/// A date and the time of day, with these between the parts of the date and after it.
fn written(unix: i64, between: &str, after: &str) -> String {
    let [year, month, day] = date_of(unix / DAY);
    let mut text = year.to_string();
    for part in [month, day] {
        text += between;
        text += &two(part);
    }
    text += after;
    text + &time_of(unix)
}

fn time_of(unix: i64) -> String {
    let secs = unix % DAY;
    [two(secs / 3_600), two(secs / 60 % 60), two(secs % 60)].joined(":")
}

/// A number of two digits.
fn two(number: i64) -> String {
    let zero = if number < 10 { "0" } else { "" };
    zero.to_owned() + &number.to_string()
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

    #[test]
    fn dates_are_those_of_a_calendar_that_others_use() {
        use time::{Date, Month, OffsetDateTime};
        for day in (0..2_570_000).step_by(13) {
            let at = OffsetDateTime::from_unix_timestamp(day * DAY + day % DAY).expect("a date");
            let date = [at.year().into(), u8::from(at.month()).into(), at.day().into()];
            assert_eq!((date_of(day), day_of(date)), (date, day));
            let (hour, minute, second) = (at.hour(), at.minute(), at.second());
            let expected = format!("{hour:02}:{minute:02}:{second:02}");
            assert!(written(at.unix_timestamp(), "-", " ").ends_with(&expected), "{day}");
        }
        for year in [1_970, 1_972, 2_000, 2_013, 2_100, 2_400] {
            for (month, day) in (0..15).flat_map(|month| (0..34).map(move |day| (month, day))) {
                let known = Month::try_from(month).ok();
                let known = known.and_then(|month| Date::from_calendar_date(year, month, day).ok());
                let text = format!("{year}-{month:02}-{day:02} 23:59");
                assert_eq!(Calendar::parse(&text).is_some(), known.is_some(), "{text}");
            }
        }
    }
}
