//! What the page says in words: the inspector, the words' definitions, the list of what happened,
//! and the table that is the stage's twin.

use serde_json::Value;

use crate::browser::{Open, PLAIN, Page, visit};
use follower_playground::terminal::commands::pg::info;

const STILL: Open = Open { query: "?pace=0", ..PLAIN };

const ENTER: char = '\u{e007}';

/// Picks a part of the stage by keyboard, and waits for its panel.
async fn pick(page: &Page, label: &str, title: &str) {
    page.run(&format!("document.querySelector(\".stage [aria-label^='{label}']\").focus()")).await;
    page.keys(&[ENTER]).await;
    let there = format!("document.querySelector('.side h2').textContent == '{title}'");
    page.until("its panel", &there).await;
}

/// The texts of all elements that a selector finds.
async fn texts(page: &Page, selector: &str) -> Vec<String> {
    let all = format!("[...document.querySelectorAll({selector:?})].map(e => e.textContent)");
    let all = page.value(&all).await;
    let all = all.as_array().expect("a list").iter();
    all.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

/// Names and values of the panel's facts, as `pg:info` would print them.
async fn facts(page: &Page) -> Vec<String> {
    let names = texts(page, ".facts dt").await;
    let mut facts: Vec<String> = Vec::new();
    let mut named = String::new();
    for text in texts(page, ".facts > *").await {
        if names.contains(&text) {
            named = format!("{text}:");
        } else {
            facts.push(format!("{named:13}{text}"));
            named.clear();
        }
    }
    facts
}

#[test]
fn a_database_says_what_pg_info_prints() {
    for size in [(1440, 900), (1280, 600), (390, 844)] {
        visit(Open { size, dark: size.1 == 900, ..STILL }, async |page: &mut Page| {
            page.passes(20).await;
            page.types("heroku pg:info WHITE").await;
            page.until("it is printed", "document.querySelectorAll('.lines .line').length > 9")
                .await;
            pick(page, "WHITE,", "WHITE").await;
            let mut printed = page.lines().await.split_off(3);
            // What says nothing of followers is left to the terminal.
            printed.retain(|line| !info::ASIDE.iter().any(|label| line.starts_with(label)));
            let facts = facts(page).await;
            assert!(printed.len() > 7, "{printed:?}");
            // What one has to know first stands above them.
            let is_there = facts.windows(printed.len()).any(|part| part == printed);
            assert!(is_there, "{facts:?}: {printed:?}");
            page.keep_screen(&format!("{}x{}-database", size.0, size.1)).await;
        });
    }
}

#[test]
fn an_app_and_a_link_are_picked_by_keyboard_and_say_what_they_are() {
    visit(STILL, async |page: &mut Page| {
        pick(page, "App sushi", "sushi").await;
        let told = facts(page).await.join("\n");
        assert!(told.contains("DATABASE_URL: CHARCOAL"), "{told}");
        assert!(told.contains("HEROKU_POSTGRESQL_WHITE_URL: WHITE"), "{told}");
        assert!(told.contains("web.1: ") && told.contains("v70: "), "{told}");
        page.keep_screen("1440x900-app").await;
        page.click(".btn[aria-pressed]").await;
        page.click("[aria-label='link cut: WHITE']").await;
        pick(page, "Link CHARCOAL to WHITE", "CHARCOAL to WHITE").await;
        let told = facts(page).await.join("\n");
        assert!(told.contains("cut since 00:00:00 until 00:01:00"), "{told}");
        page.keep_screen("1440x900-link").await;
        // The line is thin, and yet it is easily hit.
        let hit = "(p => { const at = p.getPointAtLength(p.getTotalLength() / 2), \
                   m = p.getScreenCTM(); return document.elementFromPoint(at.x + m.e, \
                   at.y + m.f + 7)?.closest('.link') == p.parentNode })\
                   (document.querySelector('.link.bad .hit'))";
        assert_eq!(page.value(hit).await, Value::Bool(true));
    });
}

#[test]
fn what_happened_is_a_list_and_the_fleet_is_a_table() {
    for size in [(1440, 900), (1280, 600), (800, 450), (390, 844)] {
        visit(Open { size, dark: size.1 == 600, ..STILL }, async |page: &mut Page| {
            page.types("heroku maintenance:on && heroku pg:promote WHITE").await;
            page.until("it is told", "document.querySelectorAll('.told li').length == 4").await;
            let pane = "document.querySelector('.stage-pane').clientHeight";
            let before = page.value(pane).await;
            let last = page.text(".caption summary").await;
            assert!(last.contains("DATABASE_URL of sushi points to WHITE now."), "{last}");
            assert_eq!(texts(page, ".told li").await.last(), Some(&last));
            let heard = page.text(".stage-area .heard").await;
            assert!(heard.starts_with("DATABASE_URL of sushi points to WHITE"), "{heard}");
            for (part, name) in [("caption", "story"), ("twin", "table")] {
                let summary = format!(".{part} summary");
                page.run(&format!("document.querySelector('{summary}').focus()")).await;
                page.keys(&[ENTER]).await;
                page.until("it opens", &format!("document.querySelector('.{part}').open")).await;
                page.keys(&['\u{e004}']).await;
                let focused = format!(
                    "document.activeElement == \
                                       document.querySelector('.{part} .drawer')"
                );
                page.until("it can be scrolled by keyboard", &focused).await;
                let seen = "(r => r.top >= 0 && r.bottom <= innerHeight + 1 && r.height > 40)\
                            (document.activeElement.getBoundingClientRect())";
                if size.0 > 700 {
                    page.until("all of it is seen", seen).await;
                }
                assert_eq!(page.value(pane).await, before, "the stage keeps its size");
                page.keep_screen(&format!("{}x{}-{name}", size.0, size.1)).await;
            }
            let open = "document.querySelectorAll('.told [open]').length";
            assert_eq!(page.value(open).await, 1, "one at a time");
            let rows = texts(page, ".twin td:first-child").await;
            assert_eq!(rows, ["sushi", "CHARCOAL", "WHITE", "LAVENDER"]);
        });
    }
}

/// Taps what says this, with a finger: it is on the screen, large enough, and covered by nothing.
async fn tap(page: &Page, text: &str) {
    let found = format!(
        "[...document.querySelectorAll('.taps button')]\
                         .find(b => b.textContent == {text:?})"
    );
    page.until(&format!("{text} can be tapped"), &found).await;
    page.run(&format!("{found}.scrollIntoView({{ block: 'nearest' }})")).await;
    let hit = format!(
        "(b => (r => r.height >= 40 && r.width >= 40 && \
                       document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) == b)\
                       (b.getBoundingClientRect()))({found})"
    );
    assert_eq!(page.value(&hit).await, Value::Bool(true), "{text}");
    page.run(&format!("{found}.click()")).await;
}

/// Taps a line together, each part of which may also be an answer.
async fn taps(page: &Page, parts: &[&str]) {
    for part in parts {
        tap(page, part).await;
    }
    tap(page, "Enter").await;
}

#[test]
fn a_changeover_is_tapped_together_on_a_phone() {
    let query = "?scenario=changeover&pace=0";
    visit(Open { size: (390, 844), query, ..STILL }, async |page: &mut Page| {
        let title = "document.querySelector('.clock') && document.querySelectorAll('.card').length";
        page.until("the scenario is open", &format!("{title} < 3")).await;
        let printed = async |page: &Page, text: &str| {
            let lines = format!("document.querySelector('.lines').textContent.includes({text:?})");
            page.until(text, &lines).await;
        };
        taps(page, &["heroku", "maintenance:on"]).await;
        printed(page, "Enabling maintenance mode for sushi... done").await;
        page.keep_screen("390x844-taps").await;
        taps(page, &["heroku", "ps:scale", "worker=", "worker=0"]).await;
        printed(page, "now running 0").await;
        page.passes(40).await;
        taps(page, &["heroku", "pg:info"]).await;
        printed(page, "0 commits").await;
        // A slip is taken back.
        tap(page, "heroku").await;
        page.until("commands are listed", "document.querySelectorAll('.taps li').length > 20")
            .await;
        page.keep_screen("390x844-taps-commands").await;
        tap(page, "pg:promote").await;
        tap(page, "Delete word").await;
        taps(page, &["pg:unfollow", "HEROKU_POSTGRESQL_WHITE_URL"]).await;
        printed(page, "To proceed, type \"sushi\"").await;
        page.keep_screen("390x844-taps-answer").await;
        taps(page, &["sushi"]).await;
        printed(page, "Unfollowing... done").await;
        taps(page, &["heroku", "pg:promote", "HEROKU_POSTGRESQL_WHITE_URL"]).await;
        printed(page, "to DATABASE_URL... done").await;
        taps(page, &["heroku", "ps:scale", "worker=", "worker=1"]).await;
        printed(page, "now running 1").await;
        taps(page, &["heroku", "maintenance:off"]).await;
        printed(page, "Disabling maintenance mode for sushi... done").await;
        page.passes(10).await;
        page.until("writes are taken", "document.querySelector('.arrow.good')").await;
        assert_eq!(page.text(".card .badge-text").await, "DATABASE_URL");
        assert_eq!(page.value("document.activeElement.id == 'prompt'").await, Value::Bool(false));
    });
}

/// Words of the page without a meaning, and meanings that are shown now.
const MEANINGS: &str = "(words => [
  [...document.querySelectorAll('[aria-describedby]')].map(e => e.getAttribute('aria-describedby'))
    .filter(id => !document.getElementById(id)),
  words.map(e => e.id),
  words.filter(e => e.getBoundingClientRect().bottom > innerHeight + 1).map(e => e.id),
])([...document.querySelectorAll('#words div')].filter(e => e.offsetHeight))";

#[test]
fn a_word_that_has_the_focus_or_is_pointed_at_is_explained() {
    const ESCAPE: char = '\u{e00c}';
    const TAB: char = '\u{e004}';
    for size in [(1440, 900), (1280, 600), (800, 450), (390, 844)] {
        visit(Open { size, dark: size.1 == 844, ..STILL }, async |page: &mut Page| {
            page.passes(5).await;
            for (label, title) in [("App sushi", "sushi"), ("WHITE,", "WHITE"), ("Link", "")] {
                if title.is_empty() {
                    pick(page, label, "CHARCOAL to WHITE").await;
                } else {
                    pick(page, label, title).await;
                }
                let count = page.value("document.querySelectorAll('[aria-describedby]').length");
                let count = count.await.as_u64().expect("a number");
                assert!(count > 8, "{count}");
                for at in 0..count {
                    let word = format!("document.querySelectorAll('[aria-describedby]')[{at}]");
                    page.run(&format!("{word}.focus()")).await;
                    let id = page.value(&format!("{word}.getAttribute('aria-describedby')")).await;
                    // The legend is not there in a low window.
                    if page.value(&format!("{word}.offsetHeight")).await != 0 {
                        let expected = serde_json::json!([[], [id], []]);
                        assert_eq!(page.value(MEANINGS).await, expected, "{at}");
                    }
                }
            }
            page.run("document.querySelector('.score dt').focus()").await;
            page.keep_screen(&format!("{}x{}-word", size.0, size.1)).await;
            page.keys(&[ESCAPE]).await;
            assert_eq!(page.value(MEANINGS).await[1], serde_json::json!([]), "Esc puts it away");
            page.rest(100).await;
            assert_eq!(page.value(MEANINGS).await[1], serde_json::json!([]), "and it stays away");
            page.keys(&[TAB]).await;
            page.run("document.querySelector(\".card[aria-label^='LAVENDER']\").focus()").await;
            assert_eq!(page.value(MEANINGS).await[1], serde_json::json!(["word-follower"]));
        });
    }
}
