//! What the page says in words: the inspector, the words' definitions, the list of what happened,
//! and the table that is the stage's twin.

use serde_json::Value;

use crate::browser::{Open, Page, visit};

const STILL: Open =
    Open { query: "?pace=0", size: (1440, 900), dark: false, reduced: false, extra: &[] };

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
            let printed = page.lines().await.split_off(3);
            let facts = facts(page).await;
            assert!(printed.len() > 7, "{printed:?}");
            assert_eq!(facts[..printed.len()], printed);
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
        assert!(told.contains("cut since 00:00:00, until 00:01:00"), "{told}");
        page.keep_screen("1440x900-link").await;
        // The line is thin, and yet it is easily hit.
        let hit = "(p => { const at = p.getPointAtLength(p.getTotalLength() / 2), \
                   m = p.getScreenCTM(); return document.elementFromPoint(at.x + m.e, \
                   at.y + m.f + 7)?.closest('.link') == p.parentNode })\
                   (document.querySelector('.link.bad .hit'))";
        assert_eq!(page.value(hit).await, Value::Bool(true));
    });
}
