//! The link that is the run: taken from the page in one browser, read natively, opened in another.

use follower_playground::lessons;
use follower_playground::share::{link, run_file};

use serde_json::json;

use crate::browser::{Open, Page, visit};
use crate::driver::Engine;

/// Presses the button that says this.
async fn press(page: &Page, text: &str) {
    let buttons = "[...document.querySelectorAll('.btn')]";
    page.run(&format!("{buttons}.find(one => one.textContent == {text:?}).click()")).await;
}

/// The link that the panel offers.
async fn link_of(page: &Page) -> String {
    press(page, "Share").await;
    page.until("the link is there", "document.querySelector('.share-link')").await;
    let link = page.value("document.querySelector('.share-link').value").await;
    link.as_str().expect("a text").to_owned()
}

/// What the run that a link holds comes to, played here.
fn played(link: &str) -> u64 {
    let saved = link::read(link).expect("the link is whole");
    let text = lessons::text_of(saved.name().expect("it is ours")).expect("it ships");
    let hash = saved.open(text).expect("its scenario is right").play().hash();
    assert_eq!(Some(hash), saved.hash);
    hash
}

#[test]
fn a_link_made_in_firefox_opens_in_chromium_at_the_same_hash() {
    let (mut link, mut seen) = (String::new(), Vec::new());
    let firefox = Open {
        engine: Engine::Firefox,
        query: "?scenario=report-on-white&pace=0",
        ..Open::default()
    };
    visit(firefox, async |page: &mut Page| {
        page.until("it is open", "document.querySelector('.side h2').textContent[0] == 'A'").await;
        page.passes(20).await;
        page.types("heroku pg:kill 4836 WHITE").await;
        page.passes(5).await;
        page.types("heroku pg:unfollow WHITE").await;
        page.types("sushi").await;
        page.passes(10).await;
        link = link_of(page).await;
        seen = page.lines().await;
    });
    let hash = played(&link);
    let (_, fragment) = link.split_once('#').expect("the run is in the fragment");
    let query = format!("#{fragment}");
    visit(Open { query: &query, size: (1280, 600), ..Open::default() }, async |page: &mut Page| {
        page.until("it is there", "document.querySelectorAll('.terminal .line').length > 4").await;
        assert_eq!(page.lines().await, seen);
        assert_eq!(played(&link_of(page).await), hash);
        assert!(page.value("!document.querySelector('.notice')").await.as_bool() == Some(true));
        page.keep_screen("1280x600-share").await;
        // It goes on from there, and so does the link.
        page.types("heroku pg:promote WHITE").await;
        page.run("document.querySelector('.btn[aria-pressed=\"true\"]').click()").await;
        assert_ne!(played(&link_of(page).await), hash);
        // What was done since is found again, and the link is not opened once more.
        let seen = page.lines().await;
        page.reloads().await;
        page.until("it is there", "document.querySelectorAll('.terminal .line').length > 4").await;
        assert_eq!(page.lines().await, seen);
    });
}

#[test]
fn a_link_that_is_damaged_says_so_and_shows_what_could_be_read() {
    let text = std::fs::read_dir("tests/it/links/v1").expect("links are kept");
    let kept = text.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok());
    let longest = kept.max_by_key(String::len).expect("there is one");
    let link = longest.lines().find(|line| line.contains("run=1.")).expect("its link").trim();
    let (_, run) = link.split_once("run=").expect("a link");
    let cut: String = run.chars().take(run.len() * 9 / 10).collect();
    let fragment = format!("#run={cut}");
    let partly = link::read(&fragment).expect_err("it is cut").partial.expect("some can be read");
    let inputs = partly.inputs.iter().rev().map(|timed| timed.input.label());
    let inputs: Vec<String> = inputs.collect();
    assert!(!inputs.is_empty(), "so much is left that there is something to show");
    for (fragment, told, inputs) in [
        (fragment, "This link is damaged", inputs),
        ("#run=1.".to_owned(), "damaged", Vec::new()),
        ("#run=9.abc".to_owned(), "of a later version of the page", Vec::new()),
    ] {
        visit(Open { query: &fragment, ..Open::default() }, async |page: &mut Page| {
            page.until("it says so", "document.querySelector('.notice')").await;
            let notice = page.text(".notice").await;
            assert!(notice.contains(told), "{fragment}: {notice}");
            press(page, "Rewind").await;
            let done = "[...document.querySelectorAll('.run-list code')]\
                        .map(one => one.textContent)";
            let shown = json!(inputs);
            page.until(
                "what could be read is there",
                &format!("String({done}) == String({shown})"),
            )
            .await;
            page.does("heroku maintenance").await;
        });
    }
}

#[test]
fn going_back_from_a_link_leads_to_the_run_before_and_forward_to_the_link_s() {
    let text = std::fs::read_to_string("tests/it/links/v1/followers-model-1.txt");
    let text = text.expect("a link is kept");
    let (link, _) = text.split_once('\n').expect("a link and a text");
    let whole = link::read(link).unwrap_or_else(|unread| panic!("{}", unread.why));
    let last = whole.inputs.iter().rev().find(|it| it.input.label().starts_with("heroku "));
    let last = last.expect("there is a command").input.label();
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.types("heroku ps:scale web=7").await;
        let shows = |text: &str| {
            format!("document.querySelector('.terminal')?.textContent.includes({})", json!(text))
        };
        let mine = shows("heroku ps:scale web=7");
        page.until("it is entered", &mine).await;
        page.run(&format!("location.hash = {}", json!(link))).await;
        page.until("the link's run is there", &format!("{} && !({mine})", shows(&last))).await;
        page.run("history.back()").await;
        page.until("the run before is there", &mine).await;
        page.run("history.forward()").await;
        page.until("the link's run is there", &format!("{} && !({mine})", shows(&last))).await;
    });
}

#[test]
fn files_are_taken_and_read() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.passes(10).await;
        page.types("heroku maintenance:on").await;
        link_of(page).await;
        // What would be saved is caught on its way.
        page.run(
            "window.files = []; URL.createObjectURL = (blob) => { \
             blob.text().then((text) => window.files.push(text)); return 'data:,'; }; \
             HTMLAnchorElement.prototype.click = () => {}; \
             [...document.querySelectorAll('.side .target')] \
             .filter((one) => one.textContent == 'Save as file').forEach((one) => one.click())",
        )
        .await;
        page.until("there are three", "window.files.length == 3").await;
        let files: Vec<String> =
            serde_json::from_value(page.value("window.files").await).expect("texts");
        assert!(files.iter().all(|text| text.contains("simulation")), "{files:?}");
        let run = files.iter().find_map(|text| run_file::read(text).ok()).expect("one is the run");
        assert_eq!(run.inputs.len(), 1);
        assert!(files.iter().any(|text| text.contains("$ heroku maintenance:on")));
        page.keep_screen("1440x900-share").await;
    });
}
