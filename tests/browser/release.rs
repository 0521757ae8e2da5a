//! A new version of the page: the tab that is open hears of it, goes on as it is, and gets it with
//! a reload.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::response::{Html, IntoResponse};

use crate::browser::{Open, PLAIN, Page, visit_with};
use crate::server::PATH;
use crate::start::{base_of, host};

const SEEN_AGAIN: &str = "document.dispatchEvent(new Event('visibilitychange'))";

#[test]
fn a_new_version_is_told_and_changes_nothing_until_a_reload() {
    visit_with(Open { waits: false, ..PLAIN }, async |page: &mut Page| {
        let is_new = Arc::new(AtomicBool::new(false));
        let flag = is_new.clone();
        let host = host(
            move |path: &str| {
                let index = std::fs::read_to_string("dist/index.html").expect("it is there");
                // Of the new version, the program has another name, and a scenario another text.
                let new = if path == PATH {
                    index.replace("data-wasm=\"./page-", "data-wasm=\"./page-new-")
                } else if path.ends_with("two-apps.toml") {
                    "a text of another kind".to_owned()
                } else {
                    return None;
                };
                flag.load(Ordering::SeqCst).then(|| Html(new).into_response())
            },
            None,
        );
        page.base = base_of(&host);
        page.go("?pace=0").await;
        page.types("heroku maintenance:on").await;
        page.run(SEEN_AGAIN).await;
        page.rest(500).await;
        assert_eq!(page.value("document.querySelectorAll('.notice').length").await, 0);
        is_new.store(true, Ordering::SeqCst);
        page.run(SEEN_AGAIN).await;
        page.until("it is told", "document.querySelector('.notice')").await;
        let told = page.text(".notice p").await;
        assert!(told.contains("new version") && told.contains("this run is kept"), "{told}");
        // The run goes on, and it is not told again.
        page.click(".notice button").await;
        page.types("heroku maintenance:off").await;
        page.run(SEEN_AGAIN).await;
        page.rest(500).await;
        assert_eq!(page.value("document.querySelectorAll('.notice').length").await, 0);
        let lines = page.lines().await;
        assert_eq!(lines.iter().filter(|it| it.contains("$ heroku maintenance")).count(), 2);
        // A link to a run whose scenario is of the new version is not opened by the old program.
        let link = std::fs::read_to_string("tests/it/links/v1/two-apps-model-1.txt");
        let link = link.expect("a link is kept").lines().next().expect("a link").to_owned();
        page.run(&format!("location.hash = {link:?}")).await;
        page.until("it is told", "document.querySelector('.notice')").await;
        let told = page.text(".notice p").await;
        assert!(told.contains("new version"), "{told}");
        is_new.store(false, Ordering::SeqCst);
    });
}
