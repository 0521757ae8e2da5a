//! Transcripts: the article's blocks (docs/heroku.md#article), and what the checker makes of
//! documents that are wrong.

use sha2::{Digest, Sha256};

use crate::support;
use follower_playground::lessons::Scenario;
use follower_playground::transcript::{Checked, check, document};

fn checked(text: &str) -> Checked {
    let items = document::markdown(text).expect("its blocks are whole");
    check(&items, &|name| Ok(Scenario::clone(&support::scenario(name))))
}

fn article() -> String {
    std::fs::read_to_string("tests/it/transcripts/article.md").expect("it is there")
}

/// The text inside each `term` block.
fn blocks(text: &str) -> Vec<&str> {
    let parts = text.split("```term\n").skip(1);
    parts.map(|part| part.split("```").next().expect("it is closed")).collect()
}

#[test]
fn the_blocks_of_the_article_print_what_it_shows() {
    let checked = checked(&article());
    assert!(checked.mismatches.is_empty(), "{:#?}", checked.mismatches);
    assert_eq!(checked.commands, 17);
}

#[test]
fn the_blocks_are_the_articles_letter_for_letter() {
    let sums =
        std::fs::read_to_string("tests/it/transcripts/article-blocks.sha256").expect("there");
    let sums: Vec<&str> = sums
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_whitespace().next().expect("a sum"))
        .collect();
    let article = article();
    let found: Vec<String> = blocks(&article)
        .iter()
        .map(|block| Sha256::digest(block).iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    assert_eq!((found.len(), found), (13, sums.iter().map(|sum| (*sum).to_owned()).collect()));
}

#[test]
fn every_block_is_followed_by_a_fact_that_proves_its_effect() {
    let article = article();
    for (at, after) in article.split("```term\n").skip(1).enumerate() {
        let after = after.split("```").nth(1).expect("something follows");
        assert!(after.contains("<!-- then: "), "block {} proves nothing", at + 1);
    }
}

#[test]
fn no_line_of_expected_output_stands_in_the_sources() {
    // Figures that the article prints are the model's own: they stand nowhere as text.
    let mut sources = Vec::new();
    for folder in ["src", "static/scenarios"] {
        crate::tidy::files_under(folder, &mut sources);
    }
    for (path, text) in sources {
        for line in blocks(&article()).iter().flat_map(|block| block.lines()) {
            let worth_it = line.len() > 24 && !line.starts_with('$') && !line.starts_with("!    ");
            let server_text = line.starts_with("Follower will") || line.starts_with("Use `heroku");
            if worth_it && !server_text {
                assert!(!text.contains(line), "{path} contains {line:?}");
            }
        }
        assert!(!text.contains("125 commits"), "{path}");
    }
}

/// A document with one block in it, after the scenario.
fn document(block: &str) -> String {
    format!("<!-- scenario: charcoal-alone -->\n```term\n{block}\n```\n")
}

fn mismatches(text: &str) -> String {
    let checked = checked(text);
    let lines: Vec<String> = checked
        .mismatches
        .iter()
        .map(|mismatch| format!("{}: {}", mismatch.line, mismatch.message))
        .collect();
    lines.join("\n")
}

#[test]
fn output_that_differs_is_shown_with_its_line() {
    let text = document("$ heroku maintenance:on\nEnabling maintenance mode for sushi... failed");
    let checked = checked(&text);
    assert_eq!(checked.mismatches.len(), 1);
    assert_eq!(checked.mismatches[0].line, 3);
    assert_eq!(
        checked.mismatches[0].difference,
        [
            "- Enabling maintenance mode for sushi... failed",
            "+ Enabling maintenance mode for sushi... done"
        ]
    );
}

#[test]
fn a_line_too_few_and_a_line_too_many_are_both_wrong() {
    let whole = "$ heroku maintenance\noff";
    assert_eq!(mismatches(&document(whole)), "");
    assert!(
        mismatches(&document("$ heroku maintenance\noff\nand more")).contains("does not print")
    );
    assert!(mismatches(&document("$ heroku apps\n=== My Apps")).contains("does not print"));
    assert_eq!(mismatches(&document("$ heroku apps\n...\nsushi")), "");
}

#[test]
fn a_command_without_output_must_succeed() {
    assert_eq!(mismatches(&document("$ heroku apps")), "");
    assert!(mismatches(&document("$ heroku nonsense")).contains("should succeed"));
}

#[test]
fn a_fact_that_is_not_true_says_what_is() {
    let then =
        |fact: &str| mismatches(&format!("<!-- scenario: followers -->\n<!-- then: {fact} -->"));
    assert_eq!(then("DATABASE_URL is CHARCOAL"), "");
    assert_eq!(
        then("DATABASE_URL is WHITE"),
        "2: \"DATABASE_URL is WHITE\" is not true: DATABASE_URL is CHARCOAL."
    );
    assert!(then("the moon is round").contains("There is no database the."));
    assert!(then("WHITE is round").contains("WHITE is available"));
    assert!(then("WHITE smells").contains("no fact that can be looked up"));
    for fact in [
        "WHITE follows CHARCOAL",
        "CHARCOAL follows nothing",
        "WHITE is read-only",
        "CHARCOAL can be followed",
        "WHITE cannot be followed",
        "worker runs 1",
        "visitors are served",
        "release is v70",
        "maintenance is off",
        "0 commits are gone",
        "0 commits are left behind",
        "WHITE runs 0 queries",
        "the bill of WHITE runs",
        "WHITE is behind by 0 commits",
        "WHITE is behind by at most 3 commits",
        "CHARCOAL is forked from nothing",
    ] {
        assert_eq!(then(fact), "", "{fact}");
    }
}

#[test]
fn a_database_that_cannot_be_read_is_not_read_only() {
    let then = |command: &str, fact: &str| {
        let told = mismatches(&format!("{}<!-- then: {fact} -->", document(command)));
        told.split_once(": ").map_or(told.clone(), |(_, told)| told.to_owned())
    };
    let add = "$ heroku addons:add heroku-postgresql:ronin --follow CHARCOAL";
    assert!(then(add, "WHITE is read-only").ends_with("not true: WHITE is not made yet."));
    let wait = format!("{add}\n\n$ heroku pg:wait");
    assert_eq!(then(&wait, "WHITE is read-only"), "");
    let remove = "$ heroku addons:remove CHARCOAL";
    assert!(then(remove, "CHARCOAL is read-only").ends_with("not true: CHARCOAL is gone."));
}

#[test]
fn what_an_annotation_cannot_do_is_said() {
    assert!(mismatches("```term\n$ heroku apps\n```").contains("No scenario has been opened"));
    assert!(mismatches("<!-- scenario: followers -->\n<!-- wait: long -->").contains("no length"));
    let text = "<!-- scenario: followers -->\n<!-- let: P = longest query on WHITE -->";
    assert!(mismatches(text).contains("WHITE runs no query"));
}

/// What the workbench says of a document in a folder of its own, run from that folder.
fn workbench(name: &str, text: &str) -> (bool, String) {
    let folder = std::env::temp_dir().join(format!("workbench-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let scenario = std::fs::read("static/scenarios/charcoal-alone.toml").expect("it is there");
    std::fs::write(folder.join("mine.toml"), scenario).expect("it can be written");
    std::fs::write(folder.join("a.md"), text).expect("it can be written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_workbench"));
    let run = command.args(["transcripts", "a.md"]).current_dir(&folder).output();
    let run = run.expect("the workbench runs");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    (run.status.success(), String::from_utf8_lossy(&run.stdout).into_owned())
}

#[test]
fn the_workbench_opens_scenarios_from_any_folder_and_beside_the_document() {
    for scenario in ["charcoal-alone", "./mine.toml", "mine.toml"] {
        let text = document("$ heroku apps\n...\nsushi").replace("charcoal-alone", scenario);
        let expected = "a.md: 1 command, 0 facts, 0 troubles\n".to_owned();
        assert_eq!(workbench(&scenario.replace('/', "-"), &text), (true, expected), "{scenario}");
    }
    let (fine, told) = workbench("none", &document("").replace("charcoal-alone", "nonsuch"));
    assert!(
        !fine && told.contains("Scenarios that ship are ") && told.contains(" followers,"),
        "{told}"
    );
}

#[test]
fn the_workbench_fails_a_document_in_which_it_types_nothing() {
    let (fine, told) = workbench("prose", "Prose, and a block:\n\n```sh\n$ heroku apps\n```\n");
    assert!(!fine && told.contains("a.md: Nothing was typed: no term block has a line"), "{told}");
}

#[test]
fn a_term_file_is_one_block() {
    let text = "<!-- scenario: charcoal-alone -->\n$ heroku maintenance\noff\n\n$ heroku apps\n";
    let items = document::term(text).expect("it is right");
    let checked = check(&items, &|name| Ok(Scenario::clone(&support::scenario(name))));
    assert_eq!((checked.commands, checked.mismatches.len()), (2, 0));
}
