//! The table of capabilities and faces: which test holds each, or why there is nothing to hold.

use std::collections::BTreeSet;
use std::fs;

const PATH: &str = "tests/it/capabilities/capabilities.md";

/// Where a capability shows.
const FACES: [&str; 13] = [
    "model",
    "stage",
    "terminal",
    "pg:info",
    "panel and table",
    "sentence of state",
    "preview",
    "What if",
    "conditions",
    "scenario",
    "score",
    "workbench",
    "links",
];

/// What the fleet can do besides creating, lagging, unfollowing, and failing over by hand.
const CAPABILITIES: [&str; 12] = [
    "Automated failover",
    "Plan rules",
    "pgbackups",
    "32-bit databases",
    "Follow, fork, rollback",
    "Apps outside Heroku",
    "Reads",
    "Refused writes",
    "Several apps",
    "Faults",
    "Logs",
    "Other commands",
];

/// Whether a cell names tests that there are, `file::name`, or says why there is none.
fn check(cell: &str) -> Result<(), String> {
    if let Some(reason) = cell.strip_prefix("nothing, ") {
        return match reason.split_whitespace().count() >= 4 && reason.ends_with('.') {
            true => Ok(()),
            false => Err(format!("`{reason}` is no reason")),
        };
    }
    for test in cell.split(", ") {
        let (file, name) = test.split_once("::").ok_or(format!("`{test}` is no file::name"))?;
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        if !text.contains(&format!("fn {name}(")) {
            return Err(format!("{file} has no test {name}"));
        }
    }
    Ok(())
}

#[test]
fn each_capability_is_held_on_each_face() {
    let text = fs::read_to_string(PATH).expect("it is there");
    let (mut told, mut wrong) = (BTreeSet::new(), Vec::new());
    let mut capability = "";
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(title) = line.strip_prefix("## ") {
            capability = title;
        } else if let Some((face, cell)) =
            line.strip_prefix("- ").and_then(|it| it.split_once(": "))
        {
            if let Err(why) = check(cell) {
                wrong.push(format!("line {number}: {why}"));
            }
            if !told.insert((capability, face)) {
                wrong.push(format!("line {number}: {face} of {capability} stands there twice"));
            }
        }
    }
    let all = CAPABILITIES.iter().flat_map(|it| FACES.iter().map(move |face| (*it, *face)));
    let all: BTreeSet<_> = all.collect();
    wrong.extend(all.difference(&told).map(|cell| format!("{cell:?} is missing")));
    wrong.extend(told.difference(&all).map(|cell| format!("{cell:?} is no cell")));
    assert!(wrong.is_empty(), "{PATH}:\n{}", wrong.join("\n"));
}
