//! The reads of a process type of a scenario file.

use super::fields::{Fields, text};
use super::units;
use crate::platform::reads::{ReadProfile, Report};
use crate::sim::SimDuration;

/// What a read costs, where nobody says otherwise.
const COST: u64 = 1_000;

/// How many reads of a hundred look for what their visitor has just written, and how soon.
const RETURNING: u64 = 20;
const RETURNS_WITHIN: SimDuration = SimDuration::from_secs(10);

/// What a process type reads.
pub fn read(fields: &mut Fields) -> ReadProfile {
    let per_1000_s = fields.get("reads", text(units::rate)).unwrap_or_default();
    let cost = fields.count("read_cost");
    let returning = fields.count("returning");
    let within = fields.length("returns_within");
    let report = fields.table("report").and_then(report);
    ReadProfile {
        per_1000_s,
        cost: cost.unwrap_or(COST),
        returning: returning.unwrap_or(RETURNING) * 10,
        returns_within: within.unwrap_or(RETURNS_WITHIN),
        report,
    }
}

/// Reads `report = { every = "10m", lasts = "2m" }`.
fn report(mut fields: Fields) -> Option<Report> {
    let (every, lasts) = (fields.length("every"), fields.length("lasts"));
    let report = every.zip(lasts).map(|(every, lasts)| Report { every, lasts });
    // A database runs one report of a process type at a time.
    if report.is_some_and(|it| it.lasts.micros() == 0 || it.lasts > it.every) {
        let found = "a length of time out of range".to_owned();
        fields.wrong("lasts", found, "longer than 0s and at most as long as every");
    }
    fields.finish();
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::read;

    /// What the web dynos read where their table has these lines, or the mistakes in them.
    fn profile(lines: &str) -> Result<ReadProfile, Vec<String>> {
        let front = crate::lessons::FRONT_DOOR_TEXT;
        let text = front.replace("writes = \"48/s\"", &format!("writes = \"48/s\"\n{lines}"));
        let web = |world: crate::platform::starting_world::StartingWorld| {
            let formation = &world.apps[0].formation;
            formation.iter().find(|process| process.name == "web").expect("web").reads
        };
        let tell = |mistakes: Vec<crate::lessons::Mistake>| {
            mistakes.iter().map(ToString::to_string).collect()
        };
        read("x.toml", &text).map(web).map_err(tell)
    }

    #[test]
    fn reads_have_a_cost_and_visitors_who_come_back() {
        let plain = profile("").expect("nothing is wrong");
        assert_eq!((plain.per_1000_s, plain.report), (0, None));
        let reads = profile("reads = \"240/s\"").expect("nothing is wrong");
        assert_eq!((reads.per_1000_s, reads.cost, reads.returning), (240_000, 1_000, 200));
        let all = "read_cost = 50\nreturning = 5\nreturns_within = \"3s\"\n\
                   report = { every = \"1h\", lasts = \"10m\" }";
        let all = profile(all).expect("nothing is wrong");
        assert_eq!((all.cost, all.returning, all.returns_within.secs()), (50, 50, 3));
        assert_eq!(all.report.map(|it| (it.every.secs(), it.lasts.secs())), Some((3_600, 600)));
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        for (lines, told) in [
            ("reads = 5", "process.web.reads is 5"),
            ("read_cost = 0", "read_cost is 0"),
            ("returning = 101", "from 0 to 100"),
            ("returns_within = \"1h\"", "from \"1s\" to \"10m\""),
            ("report = { every = \"1m\", lasts = \"2m\" }", "at most as long as every"),
            ("report = { every = \"1m\" }", "report.lasts is missing"),
        ] {
            let mistakes = profile(lines).expect_err(lines).join("\n");
            assert!(mistakes.contains(told), "{lines}: {mistakes}");
        }
    }
}
