//! What a new database starts from, as `--follow`, `--fork` and `--rollback` say it.

use crate::platform::addons::Origin;
use crate::sim::SimDuration;
use crate::terminal::command::{CommandError, Flag, UsageError, ValueKind};
use crate::terminal::preview::Intent;

const fn database(long: &'static str, summary: &'static str) -> Flag {
    let value = Some(("DATABASE", ValueKind::Database));
    Flag { long, short: None, value, summary: Some(summary) }
}

pub const FLAGS: [Flag; 6] = [
    database("follow", "begin as a read-only follower of DATABASE"),
    database("fork", "begin as a copy of DATABASE that goes its own way"),
    database("rollback", "begin as what DATABASE was at an earlier time"),
    Flag {
        long: "to",
        short: None,
        value: Some(("TIME", ValueKind::Word)),
        summary: Some("the time of --rollback, such as \"2013-12-05 09:30\""),
    },
    Flag {
        long: "by",
        short: None,
        value: Some(("INTERVAL", ValueKind::Word)),
        summary: Some("how far back --rollback goes, such as \"1 hour 20 minutes\""),
    },
    Flag {
        long: "fast",
        short: None,
        value: None,
        summary: Some("fork the last base backup, hours old"),
    },
];

/// The flags that name a database.
const SOURCES: [&str; 3] = ["follow", "fork", "rollback"];

const TIME: &str = "a time such as \"2013-12-05 09:30\" or \"2013-12-05 09:30+01:00\"";
const INTERVAL: &str = "a length of time such as \"3 days 7 hours 22 minutes\"";

/// The name of the database that is copied, as it was typed.
pub fn source<'a>(call: &Intent<'a>) -> Option<&'a str> {
    SOURCES.iter().find_map(|flag| call.args.value(flag))
}

/// What the flags say.
///
/// # Errors
/// Flags that contradict each other, a database that there is not, a time that cannot be read.
pub fn read(call: &Intent) -> Result<Origin, CommandError> {
    let wrong = |text| Err(UsageError::Message(text).into());
    let args = call.args;
    let given: Vec<&str> = SOURCES.into_iter().filter(|flag| args.has(flag)).collect();
    if SOURCES.into_iter().chain(["to", "by"]).any(|flag| args.count(flag) > 1) {
        return wrong("Give each flag once.");
    }
    let (has_moment, is_fast) = (args.has("to") || args.has("by"), args.has("fast"));
    match given.as_slice() {
        [] | ["follow" | "fork"] if has_moment => wrong("--to and --by need --rollback DATABASE."),
        [] | ["follow" | "rollback"] if is_fast => wrong("--fast needs --fork DATABASE."),
        [] => Ok(Origin::Empty),
        ["follow", "fork"] => wrong("Give --follow or --fork, not both."),
        [_, _, ..] => wrong("Give --follow, --fork or --rollback, not several of them."),
        [flag] => {
            let moment = if *flag == "rollback" { Some(moment(call)?) } else { None };
            let id = call.world.resolve(call.app, args.value(flag).unwrap_or_default())?;
            Ok(match moment {
                Some(at) => Origin::Rollback(id, at),
                None if *flag == "follow" => Origin::Follow(id),
                None if is_fast => Origin::FastFork(id),
                None => Origin::Fork(id),
            })
        }
    }
}

/// The moment that a rollback goes back to, to the minute (docs/heroku.md#rollbacks).
fn moment(call: &Intent) -> Result<i64, CommandError> {
    let invalid = |typed: &str, expected| {
        Err(UsageError::Invalid { typed: typed.to_owned(), expected }.into())
    };
    let calendar = call.world.calendar();
    let now = calendar.unix(call.world.now());
    match (call.args.value("to"), call.args.value("by")) {
        (Some(typed), None) => calendar.read_minute(typed).map_or_else(|| invalid(typed, TIME), Ok),
        (None, Some(typed)) => match interval(typed) {
            Some(back) => {
                let at = now - back.secs() as i64;
                Ok(at - at.rem_euclid(60))
            }
            None => invalid(typed, INTERVAL),
        },
        (Some(_), Some(_)) => Err(UsageError::Message("Give --to or --by, not both.").into()),
        (None, None) => {
            Err(UsageError::Message("--rollback needs --to TIME or --by INTERVAL.").into())
        }
    }
}

/// Reads `3 days 7 hours 22 minutes`, or `7h22m`.
fn interval(typed: &str) -> Option<SimDuration> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if let [only] = words.as_slice() {
        return SimDuration::parse(only);
    }
    let mut secs = 0_u64;
    for pair in words.chunks(2) {
        let [number, unit] = pair else {
            return None;
        };
        let each = match unit.trim_end_matches([',', 's']) {
            "week" => 7 * 86_400,
            "day" => 86_400,
            "hour" => 3_600,
            "minute" | "min" => 60,
            "second" | "sec" => 1,
            _ => return None,
        };
        secs = secs.checked_add(number.parse::<u32>().ok().map(u64::from)? * each)?;
    }
    // As long as a length of time can be here.
    (!words.is_empty() && secs < 1_000 * 86_400).then(|| SimDuration::from_secs(secs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_read_as_the_dev_center_writes_it() {
        let check = |typed: &str, secs: Option<u64>| {
            assert_eq!(interval(typed).map(SimDuration::secs), secs, "{typed}");
        };
        check("3 days 7 hours 22 minutes", Some(285_720));
        check("1 day", Some(86_400));
        check("90m", Some(5_400));
        for typed in ["", "soon", "3 moons", "3", "days 3", "3 days 7", "99999999999999999999 days"]
        {
            check(typed, None);
        }
    }
}
