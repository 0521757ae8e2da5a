//! The list of scenarios and kept runs, and what becomes of runs that come from links.

use serde_json::json;

use follower_playground::lessons::catalogue::{CATALOGUE, LESSONS};

use crate::browser::{Open, Page, visit};

const F2: char = '\u{e032}';
const ESCAPE: char = '\u{e00c}';
const IS_OPEN: &str = "document.querySelector('.library[open]')";

/// What the rows of a list of the dialog say.
async fn rows(page: &Page, list: usize) -> Vec<String> {
    let rows = format!(
        "[...document.querySelectorAll('.library section:nth-child({list}) li')]\
         .map(row => row.textContent)"
    );
    serde_json::from_value(page.value(&rows).await).expect("texts")
}

/// Clicks the row of the list that says this.
async fn pick(page: &Page, text: &str) {
    let row = format!(
        "[...document.querySelectorAll('.library li button')]\
         .find(row => row.textContent.includes({text:?}))"
    );
    page.run(&format!("{row}.click()")).await;
}

/// That the terminal shows this line.
fn shows(line: &str) -> String {
    format!("document.querySelector('.lines')?.textContent.includes({line:?})")
}

#[test]
fn a_key_opens_the_list_and_esc_gives_the_focus_back() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.run("document.querySelector('#prompt').focus()").await;
        page.keys(&[F2]).await;
        page.until("it is open", IS_OPEN).await;
        assert_eq!(
            page.value("document.querySelector('.library').contains(document.activeElement)").await,
            json!(true)
        );
        let lessons = rows(page, 1).await;
        assert_eq!(lessons.len(), LESSONS.len());
        assert!(lessons[0].starts_with("1. Meet the fleetopen now"), "{lessons:?}");
        let worlds = rows(page, 2).await;
        assert_eq!(worlds.len(), CATALOGUE.len());
        assert!(worlds[0].starts_with("One leader, two followers"), "{worlds:?}");
        assert_eq!(rows(page, 3).await, Vec::<String>::new());
        page.keep_screen("1440x900-library").await;
        page.click(".library-words summary").await;
        let meanings = page.value("document.querySelector('.library-words').innerText").await;
        let meanings = meanings.as_str().expect("a text").to_owned();
        for word in ["WAL", "Changeover", "Behind by", "Positions", "Crane"] {
            assert!(meanings.contains(word), "{word}: {meanings}");
        }
        let twice = "[...document.querySelectorAll('[id]')].map(e => e.id)\
                     .filter((id, at, all) => all.indexOf(id) != at)";
        assert_eq!(page.value(twice).await, json!([]));
        page.keys(&[ESCAPE]).await;
        page.until("it is closed", "!document.querySelector('.library')").await;
        page.until("the prompt has the focus", "document.activeElement.id == 'prompt'").await;
        // And so with the button.
        page.run(
            "[...document.querySelectorAll('.btn')].find(b => b.textContent == 'Lessons')\
                  .focus()",
        )
        .await;
        page.keys(&['\u{e007}']).await;
        page.until("it is open", IS_OPEN).await;
        page.click(".library-head button").await;
        page.until("it is closed", "!document.querySelector('.library')").await;
        page.until("it has the focus again", "document.activeElement.textContent == 'Lessons'")
            .await;
    });
}

#[test]
fn a_run_that_was_begun_again_is_in_the_list_and_behind_back() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.does("heroku pg:promote WHITE").await;
        page.does("heroku ps:scale web=7").await;
        let press = |text: &str| {
            format!(
                "[...document.querySelectorAll('.btn')].find(b => b.textContent == {text:?})\
                 .click()"
            )
        };
        page.run(&press("Rewind")).await;
        page.run(&press("Start again")).await;
        page.until("it begins again", &format!("!({})", shows("web=7"))).await;
        assert_eq!(page.text(".side h2").await, "Rewind", "the panel stays");
        page.run("history.back()").await;
        page.until("Back finds it", &shows("web=7")).await;
        page.until("it says so", "document.querySelector('.time-bar')").await;
        page.run("history.forward()").await;
        page.until("the new one is there", &format!("!({})", shows("web=7"))).await;
        page.does("heroku apps").await;
        page.keys(&[F2]).await;
        page.until("it is open", IS_OPEN).await;
        let runs = rows(page, 3).await;
        assert_eq!(runs.len(), 2, "{runs:?}");
        assert!(runs[0].contains("open now") && runs[1].contains("2 inputs until"), "{runs:?}");
        pick(page, "2 inputs until").await;
        page.until("it is opened", &shows("web=7")).await;
    });
}

#[test]
fn a_link_that_was_only_looked_at_is_not_what_was_left_last() {
    let text = std::fs::read_to_string("tests/it/links/v1/report-on-white-model-1.txt");
    let text = text.expect("a link is kept");
    let (link, _) = text.split_once('\n').expect("a link and a text");
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.tab("").await;
        let mine = page.plays().await;
        page.closes().await;
        page.tab(&format!("#{link}")).await;
        page.until("it says so", "document.querySelector('.time-bar')").await;
        assert!(page.text(".time-bar").await.starts_with("This run came from a link."));
        page.run("document.dispatchEvent(new Event('visibilitychange'))").await;
        page.reloads().await;
        page.until("it says so", "document.querySelector('.time-bar')").await;
        assert!(page.text(".time-bar").await.starts_with("This run came from a link."));
        page.closes().await;
        page.tab("").await;
        page.comes_to(&mine).await;
        // Whoever acts in it has a run of their own.
        page.tab(&format!("#{link}")).await;
        page.does("heroku apps").await;
        page.keys(&[F2]).await;
        page.until("it is open", IS_OPEN).await;
        let runs = rows(page, 3).await;
        assert!(runs.len() == 2 && runs[0].contains("from a link"), "{runs:?}");
        assert!(runs[1].contains("open in another tab"), "{runs:?}");
    });
}
