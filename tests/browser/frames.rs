//! Parts of the page alone, as authors put them into frames of their own pages: what there is to
//! press, a prepared run, and two parts as one world.

use serde_json::json;

use crate::browser::{Open, PLAIN, Page, visit};

/// A kept link: a run whose first input comes after its beginning.
fn link() -> String {
    let text = std::fs::read_to_string("tests/it/links/v1/followers-model-1.txt");
    text.expect("a link is kept").lines().next().expect("a link").to_owned()
}

async fn press(page: &Page, word: &str) {
    page.run(&format!(
        "[...document.querySelectorAll('.part button')]\
         .find((one) => one.textContent.trim() == {word:?}).click()"
    ))
    .await;
}

const TIME: &str = "document.querySelector('.part time').textContent";

#[test]
fn a_shared_run_plays_in_a_part_and_is_stopped_and_begun_again_there() {
    let query = format!("?show=stage&pace=60x{}", link().replacen("run=", "#run=", 1));
    visit(Open { query: &query, size: (800, 450), ..PLAIN }, async |page: &mut Page| {
        let first = page.value(TIME).await;
        page.until("time runs", &format!("{TIME} != {first}")).await;
        press(page, "Pause").await;
        page.until("it stands", "document.querySelector('.part').textContent.includes('Play')")
            .await;
        let stopped = page.value(TIME).await;
        page.rest(400).await;
        assert_eq!(page.value(TIME).await, stopped);
        press(page, "Start again").await;
        // From where the link shows it, and on from there.
        page.until("it plays again", &format!("{TIME} != {stopped}")).await;
        page.until("time runs", "document.querySelector('.part').textContent.includes('Pause')")
            .await;
    });
}

#[test]
fn without_a_pace_a_shared_run_waits_in_a_part_for_who_plays_it() {
    let query = format!("?show=terminal{}", link().replacen("run=", "#run=", 1));
    visit(Open { query: &query, size: (800, 450), ..PLAIN }, async |page: &mut Page| {
        page.until("it is open", "document.querySelectorAll('.lines .line').length > 2").await;
        assert!(page.text(".part").await.contains("Play"));
        press(page, "Play").await;
        let first = page.value(TIME).await;
        page.until("time runs", &format!("{TIME} != {first}")).await;
    });
}

#[test]
fn stage_and_terminal_are_one_world() {
    for size in [(1000, 500), (480, 640)] {
        let query = "?show=stage,terminal&pace=0";
        visit(Open { query, size, ..PLAIN }, async |page: &mut Page| {
            page.types("heroku pg:promote WHITE").await;
            let moved = "document.querySelector(\".card[aria-label^='WHITE'] .badge\")";
            page.until("the stage shows what was typed", moved).await;
            assert_eq!(page.value("document.querySelectorAll('.side, .chart').length").await, 0);
            let over = "document.documentElement.scrollHeight - innerHeight";
            assert_eq!(page.value(over).await, 0);
            page.keep_screen(&format!("{}x{}-stage-and-terminal", size.0, size.1)).await;
        });
    }
}

#[test]
fn a_part_leads_to_the_whole_page_with_its_run() {
    let query = "?show=stage,terminal&pace=0";
    visit(Open { query, size: (800, 450), ..PLAIN }, async |page: &mut Page| {
        page.types("heroku ps:scale web=7").await;
        page.run("window.open = (address) => { window.opened = address; return {}; }").await;
        press(page, "Open the whole page").await;
        page.until("it is opened", "window.opened").await;
        let opened = page.value("window.opened").await;
        let opened = opened.as_str().expect("an address").to_owned();
        // A frame that may open nothing shows the address.
        page.run("window.open = () => null").await;
        press(page, "Open the whole page").await;
        page.until("it is shown", "document.querySelector('.kept textarea')").await;
        let shown = page.value("document.querySelector('.kept textarea').value").await;
        assert_eq!(shown, json!(opened));
        page.client.goto(&opened).await.expect("it is served");
        page.is_there().await;
        page.until("it is the whole page", "document.querySelector('.page > .chart')").await;
        let lines = "document.querySelector('.lines')?.textContent.includes('web=7')";
        page.until("with the run", lines).await;
    });
}

#[test]
fn a_card_that_there_is_not_is_told_with_those_there_are() {
    let query = "?show=card&card=NOSUCH&pace=warp";
    visit(Open { query, size: (800, 450), ..PLAIN }, async |page: &mut Page| {
        page.until("it is told", "document.querySelector('.notice')").await;
        let told = page.text(".notice p").await;
        for part in ["the pace \"warp\"", "the card \"NOSUCH\"", "CHARCOAL, WHITE, LAVENDER"] {
            assert!(told.contains(part), "{part}: {told}");
        }
    });
}
