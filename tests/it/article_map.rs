//! The map of the article: each of its headings, warnings, notes and callouts is something that a
//! learner runs into, in a step that is there.

use std::collections::BTreeMap;

use follower_playground::lessons::{Scenario, text_of};

/// The blocks of the article, by kind and first words.
const BLOCKS: &str = include_str!("article_map/blocks.txt");

const MAP: &str = "docs/article-map.md";

/// What stands in the place of lesson and step while no step can have it yet, and the one block
/// for which it may.
const LATER: &str = "comes with the SQL prompt";
const MAY_BE_LATER: &str = "callout You can also use `heroku pg:psql`";

/// A row of the map.
#[derive(Debug)]
struct Row {
    /// As the list of blocks has it.
    block: String,
    lesson: String,
    step: String,
    happens: String,
}

fn rows(map: &str) -> Vec<Row> {
    let lines = map.lines().filter(|line| line.starts_with('|')).skip(2);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, kind, words, lesson, step, happens, _] = cells[..] else {
            panic!("{line}: five cells")
        };
        let block = format!("{kind} {words}");
        let [lesson, step, happens] = [lesson, step, happens].map(str::to_owned);
        Row { block, lesson, step, happens }
    };
    lines.map(row).collect()
}

/// The part of a lesson's file that has this step.
fn part_of<'t>(text: &'t str, step: &str) -> Option<&'t str> {
    let name = format!("step]]\nname = \"{step}\"\n");
    text.split("\n[[").find(|part| part.starts_with(&name))
}

/// What is wrong with a row.
fn fault(row: &Row) -> Option<String> {
    if row.lesson == LATER {
        return (row.block != MAY_BE_LATER).then(|| format!("{}: no step", row.block));
    }
    let Row { block, lesson, step, happens } = row;
    let Some(text) = text_of(lesson) else {
        return Some(format!("{block}: {lesson} is no lesson"));
    };
    let scenario = Scenario::shipped(lesson, text).expect("it is right");
    let found = scenario.lesson.as_ref().and_then(|lesson| lesson.step(step));
    let Some(part) = found.and_then(|_| part_of(text, step)) else {
        return Some(format!("{block}: {lesson} has no step {step}"));
    };
    // Lines of the file go on after a backslash.
    let part = part.replace("\\\n", "");
    let code: Vec<&str> = happens.split('`').skip(1).step_by(2).collect();
    let absent = code.iter().find(|code| !part.contains(**code));
    if happens.is_empty() || code.is_empty() {
        return Some(format!("{block}: the row does not say what happens in {lesson}, {step}"));
    }
    absent.map(|code| format!("{block}: {lesson}, {step} does not have {code}"))
}

#[test]
fn each_block_of_the_article_is_run_into_in_a_step_that_is_there() {
    let rows = rows(&std::fs::read_to_string(MAP).expect("there is a map"));
    let mut places: BTreeMap<&str, usize> = BLOCKS.lines().map(|block| (block, 0)).collect();
    assert_eq!(places.len(), BLOCKS.lines().count(), "a block is listed once");
    let mut faults: Vec<String> = rows.iter().filter_map(fault).collect();
    for row in &rows {
        match places.get_mut(row.block.as_str()) {
            Some(count) => *count += 1,
            None => faults.push(format!("{}: the article has no such block", row.block)),
        }
    }
    let unmapped = places.iter().filter(|(_, count)| **count == 0);
    faults.extend(unmapped.map(|(block, _)| format!("{block}: no row")));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn rows_stand_in_the_order_of_the_article() {
    let rows = rows(&std::fs::read_to_string(MAP).expect("there is a map"));
    let mut blocks: Vec<&str> = rows.iter().map(|row| row.block.as_str()).collect();
    blocks.dedup();
    assert_eq!(blocks, BLOCKS.lines().collect::<Vec<_>>());
}

#[test]
fn a_row_that_leads_nowhere_is_found() {
    let check = |row: &str, expected: &str| {
        let map = format!("| a | b | c | d | e |\n|---|---|---|---|---|\n| {row} |");
        let faults: Vec<String> = rows(&map).iter().filter_map(fault).collect();
        let expected: Vec<&str> =
            Some(expected).filter(|text| !text.is_empty()).into_iter().collect();
        assert_eq!(faults, expected);
    };
    check("heading | Unfollow | unfollow | fork | `heroku pg:unfollow WHITE`", "");
    check("heading | X | unfolow | fork | `x`", "heading X: unfolow is no lesson");
    check("heading | X | unfollow | forks | `x`", "heading X: unfollow has no step forks");
    check("heading | X | followers | fork | `x`", "heading X: followers has no step fork");
    check("heading | X | unfollow | fork | `lag`", "heading X: unfollow, fork does not have lag");
    let silent = "heading X: the row does not say what happens in unfollow, fork";
    check("heading | X | unfollow | fork | It forks.", silent);
    check("heading | X | comes with the SQL prompt | | ", "heading X: no step");
    check("callout | You can also use `heroku pg:psql` | comes with the SQL prompt | | ", "");
}
