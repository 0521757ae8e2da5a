//! An automated failover, from the first health check that fails to the new URL.

use crate::browser::{Open, Page, visit};

const STANDBY: &str = "document.querySelector(\".card[aria-label^='CHARCOAL standby']\")";

/// The URLs that the terminal has printed.
async fn urls(page: &Page) -> Vec<String> {
    let lines = page.lines().await.into_iter();
    lines.filter(|line| line.starts_with("postgres://")).collect()
}

#[test]
fn a_failover_is_seen_from_the_first_failed_check_to_the_new_url() {
    visit(Open { query: "?scenario=ha&pace=0", ..Open::default() }, async |page: &mut Page| {
        assert!(page.value(STANDBY).await.is_null(), "it is hidden while all is well");
        page.types("heroku config:get DATABASE_URL").await;
        page.click(".btn[aria-pressed]").await;
        page.click("[aria-label='leader lost: CHARCOAL']").await;
        page.passes(20).await;
        let told = page.value(&format!("{STANDBY}?.textContent")).await.to_string();
        assert!(told.contains("takes over in 1:"), "it is drawn, and counts down: {told}");
        assert!(page.text(".situation").await.contains("its hidden standby takes over"));
        page.keep_screen("1440x900-failover").await;
        // Slowly enough to see what comes right after it.
        for seconds in [50, 50, 14] {
            page.passes(seconds).await;
        }
        page.types("heroku config:get DATABASE_URL").await;
        page.types("heroku pg:info CHARCOAL").await;
        let urls = urls(page).await;
        assert!(urls.len() == 2 && urls[0] != urls[1], "the URL has changed: {urls:?}");
        let lines = page.lines().await.join("\n");
        assert!(lines.contains("HA Status:   Temporarily Unavailable"), "{lines}");
        let told = page.value(&format!("{STANDBY}?.textContent")).await.to_string();
        assert!(
            told.contains("cannot take over: it is being built"),
            "the new one is being built: {told}"
        );
    });
}
