//! The first picture, which stands in index.html until the program is there.

use serde_json::Value;

use crate::browser::{Open, PLAIN, Page, visit};

/// Holds the program back until the test lets it start.
const HELD: &str = "const gate = new Promise((done) => { window.letStart = done; }); \
    for (const name of ['instantiate', 'instantiateStreaming']) { \
        const original = WebAssembly[name]; \
        WebAssembly[name] = async (...given) => { await gate; return original(...given); }; \
    }";

fn held(open: Open<'static>) -> Open<'static> {
    Open { before: HELD, waits: false, ..open }
}

/// Where the panes and the cards of the stage are, in whole pixels.
async fn places(page: &Page) -> Value {
    let places = "[...document.querySelectorAll('.bar, .side, .stage-pane, .terminal, .chart, \
        .card .box')].map((e) => e.getBoundingClientRect()).filter((r) => r.width > 0)\
        .map((r) => [r.x, r.y, r.width, r.height].map(Math.round))";
    page.value(places).await
}

const SHOWN: &str = "[...document.querySelectorAll('.first .card')]\
    .filter((card) => card.getClientRects().length).length";

#[test]
fn the_fleet_is_seen_before_the_program_is_there_and_stays_where_it_is() {
    visit(held(PLAIN), async |page: &mut Page| {
        page.until("three cards are seen", &format!("{SHOWN} == 3")).await;
        let before = places(page).await;
        page.keep_screen("first-picture").await;
        page.run("letStart()").await;
        page.is_there().await;
        assert_eq!(places(page).await, before, "nothing jumps");
    });
}

#[test]
fn on_a_phone_in_the_dark_it_has_one_column_in_the_dark() {
    let phone = Open { size: (390, 844), dark: true, ..PLAIN };
    visit(held(phone), async |page: &mut Page| {
        page.until("three cards are seen", &format!("{SHOWN} == 3")).await;
        let theme = page.value("document.documentElement.dataset.theme").await;
        assert_eq!(theme, "dark");
        let below = "(() => { const [one, other] = [...document.querySelectorAll(\
            '.first.narrow .card .box')].map((e) => e.getBoundingClientRect()); \
            return other.top > one.bottom })()";
        assert_eq!(page.value(below).await, true);
        page.keep_screen("first-picture-phone").await;
        page.run("letStart()").await;
        page.is_there().await;
    });
}

#[test]
fn it_is_hidden_where_the_address_names_another_run() {
    for query in ["?scenario=two-apps", "?show=terminal", "#run=1.AAAA"] {
        visit(held(Open { query, ..PLAIN }), async |page: &mut Page| {
            page.until("the page has come", "document.querySelector('#words')").await;
            assert_eq!(page.value(SHOWN).await, 0, "{query}");
            page.run("letStart()").await;
            page.is_there().await;
        });
    }
}

#[test]
fn it_is_hidden_where_a_run_of_an_earlier_visit_is_to_go_on() {
    let stored = "localStorage.setItem('follower-playground.run.x', '1 1\\nx');";
    let before = Box::leak(format!("{stored} {HELD}").into_boxed_str());
    visit(Open { before, waits: false, ..PLAIN }, async |page: &mut Page| {
        page.until("the page has come", "document.querySelector('#words')").await;
        assert_eq!(page.value(SHOWN).await, 0);
        page.run("letStart()").await;
        page.is_there().await;
    });
}
