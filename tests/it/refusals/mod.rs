//! The table of refusals and usage errors: a line, in a state of the fleet, with the exact text and
//! its source. `UPDATE_REFUSALS=1` writes what is printed now; look at the difference.

use std::collections::BTreeMap;

use crate::support::Fleet;

const PATH: &str = "tests/it/refusals/refusals.md";

/// Where a text is from: the tool, the Dev Center of 2014, any shell, or this project.
const SOURCES: [&str; 4] = ["L38", "DC14", "shell", "Ours"];

/// A row of the table.
struct Refusal<'t> {
    state: &'t str,
    source: &'t str,
    typed: &'t str,
    printed: Vec<&'t str>,
}

/// Reads the rows: a `State:` is true for all that follow, a `Source:` for all up to the next.
fn rows(text: &str) -> Vec<Refusal<'_>> {
    let (mut state, mut source) = ("", "");
    let mut rows: Vec<Refusal> = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("State: ") {
            (state, source) = (rest, "");
        } else if let Some(rest) = line.strip_prefix("Source: ") {
            source = rest;
        } else if let Some(typed) = line.strip_prefix("    $ ") {
            rows.push(Refusal { state, source, typed, printed: Vec::new() });
        } else if let Some(printed) = line.strip_prefix("    ") {
            rows.last_mut().expect("a line is typed first").printed.push(printed);
        }
    }
    rows
}

/// The fleet of a state: a scenario, then lines that are typed, faults and waits, after semicolons.
fn fleet(state: &str) -> Fleet {
    let mut steps = state.split("; ");
    let mut fleet = Fleet::open(steps.next().expect("a scenario"));
    for step in steps {
        match step.split_once(' ').expect("two words") {
            ("wait", length) => fleet.passes(length),
            ("fault", fault) => {
                let (fault, on) = fault.split_once(" on ").expect("it strikes something");
                fleet.strikes(fault, on, "10m");
            }
            _ => _ = fleet.types(step),
        }
    }
    fleet
}

/// What a line prints in this state, which must refuse it and stay as it was.
fn printed(fleet: &Fleet, typed: &str) -> String {
    let mut fleet = Fleet { run: fleet.run.clone() };
    let before = fleet.run.hash();
    let printed = fleet.refused(typed);
    assert_eq!(fleet.run.hash(), before, "{typed} is refused and changes something");
    printed
}

#[test]
fn each_refusal_is_printed_as_the_table_has_it() {
    let text = std::fs::read_to_string(PATH).expect("there is a table");
    let rows = rows(&text);
    let mut fleets: BTreeMap<&str, Fleet> = BTreeMap::new();
    let mut differs = Vec::new();
    let mut updated = String::new();
    let mut rest = text.as_str();
    for row in &rows {
        let fleet = fleets.entry(row.state).or_insert_with(|| fleet(row.state));
        let found = printed(fleet, row.typed);
        if found != row.printed.join("\n") {
            differs.push(format!("{}\n$ {}\n{found}", row.state, row.typed));
        }
        let block = |printed: &str| -> String {
            let lines = printed.lines().map(|line| format!("    {line}\n"));
            format!("    $ {}\n{}", row.typed, lines.collect::<String>())
        };
        let (before, after) = rest.split_once(&block(&row.printed.join("\n"))).expect("it is next");
        updated += &(before.to_owned() + &block(&found));
        rest = after;
    }
    updated += rest;
    if std::env::var_os("UPDATE_REFUSALS").is_some() {
        std::fs::write(PATH, updated).expect("it can be written");
        return;
    }
    assert!(differs.is_empty(), "{}", differs.join("\n\n"));
}

#[test]
fn the_table_is_long_and_each_row_has_a_source() {
    let text = std::fs::read_to_string(PATH).expect("there is a table");
    let rows = rows(&text);
    assert!(rows.len() >= 120, "{} rows", rows.len());
    // That the heading is there, `dead_links` looks.
    for row in &rows {
        let (link, tag) = row.source.split_once(", ").unwrap_or_default();
        let is_linked = link.starts_with("docs/heroku.md");
        assert!(SOURCES.contains(&tag) && is_linked, "{}: {:?}", row.typed, row.source);
    }
    let mut seen: Vec<_> = rows.iter().map(|row| (row.state, row.typed)).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), rows.len(), "no row stands there twice");
}
