//! The article's blocks, typed into the built page: they print what it shows, and the page shows
//! what they did.

use follower_playground::sim::SimDuration;
use follower_playground::transcript::diff;
use follower_playground::transcript::document::{self, Exchange, Item};

use crate::browser::{Open, Page, visit};
use crate::facts;

const HELD: &str = "document.querySelector('.waiting')";
/// How the lines of the dialogue end that the article's destructive commands begin.
const DIALOGUE: [&str; 5] = [
    " will become writable and no longer",
    " This cannot be undone.",
    " WARNING: Potentially Destructive Action",
    " This command will affect the app: sushi",
    " To proceed, type \"sushi\" or re-run this command with --confirm sushi",
];

const ASKS: &str = "document.querySelector('.prompt .sign').textContent == '>'";

#[test]
fn the_blocks_of_the_article_print_the_same_in_the_page() {
    let text = std::fs::read_to_string("tests/it/transcripts/article.md").expect("it is there");
    let items = document::markdown(&text).expect("its blocks are whole");
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let mut process = String::new();
        let (mut blocks, mut facts) = (0, 0);
        for item in &items {
            match item {
                Item::Annotation { key, value, .. } if key == "scenario" => {
                    page.go(&format!("?scenario={value}&pace=0")).await;
                    let title = format!("title = \"{}\"", page_title(value));
                    let title = title.trim_start_matches("title = ").to_owned();
                    let open = format!("document.querySelector('.side h2').textContent == {title}");
                    page.until("the scenario is open", &open).await;
                }
                Item::Annotation { key, value, .. } if key == "wait" => {
                    let length = SimDuration::parse(value).expect("a length");
                    page.passes(length.secs()).await;
                }
                Item::Annotation { key, .. } if key == "let" => {
                    let card = page.text(".card[aria-label^='WHITE']").await;
                    let (_, after) = card.split_once("query ").expect("a query holds replay");
                    process = after.chars().take_while(char::is_ascii_digit).collect();
                }
                Item::Annotation { key, value, .. } if key == "then" => {
                    facts::shown(page, value).await;
                    facts += 1;
                }
                Item::Annotation { key, .. } => panic!("{key} is no annotation that is done here"),
                Item::Typed(typed) => {
                    blocks = blocks.max(typed.block);
                    check(page, typed, &process).await;
                }
            }
        }
        assert_eq!(blocks, 13);
        assert_eq!(facts, text.matches("<!-- then: ").count());
    });
}

/// The title that a scenario's file gives it.
fn page_title(name: &str) -> String {
    let path = format!("static/scenarios/{name}.toml");
    let text = std::fs::read_to_string(path).expect("it ships");
    let line = text.lines().find_map(|line| line.strip_prefix("title = ")).expect("it has one");
    line.trim_matches('"').to_owned()
}

async fn check(page: &Page, typed: &Exchange, process: &str) {
    let command = typed.command.replace("PROCESSID", process);
    let before = page.lines().await.len() + 1;
    page.types(&command).await;
    let mut answers = typed.shown.iter().filter_map(|line| line.strip_prefix("> "));
    let shows_answers = typed.shown.iter().any(|line| line.starts_with("> "));
    loop {
        let printed = format!("document.querySelectorAll('.lines .line').length >= {before}");
        page.until("the line is read", &printed).await;
        if page.value(&format!("Boolean({HELD})")).await == true {
            page.pace("600×").await;
            page.until("the prompt is back", &format!("!{HELD}")).await;
            page.pause().await;
        } else if page.value(ASKS).await == true {
            page.types(answers.next().unwrap_or("sushi")).await;
            page.until("the answer is read", &format!("!({ASKS})")).await;
        } else {
            break;
        }
    }
    let lines = page.lines().await;
    let printed = lines[before..].iter().map(|line| line.trim_end().to_owned());
    let mut printed: Vec<String> =
        printed.filter(|line| shows_answers || !line.starts_with("> ")).collect();
    while printed.last().is_some_and(String::is_empty) {
        printed.pop();
    }
    if typed.shown.is_empty() {
        let known = |line: &String| DIALOGUE.iter().any(|end| line.ends_with(end));
        let refused: Vec<&String> =
            printed.iter().filter(|line| line.starts_with('!') && !known(line)).collect();
        assert!(refused.is_empty(), "{command}: {refused:?}");
    } else {
        assert!(
            diff::fits(&typed.shown, &printed),
            "line {}: {command}\n{}",
            typed.line,
            diff::difference(&typed.shown, &printed).join("\n")
        );
    }
}
