//! What faults look like: a disk that fills, a `DELETE` that is replicated.

use crate::browser::{Open, Page, visit};

/// What a card says to a screen reader.
fn card(colour: &str) -> String {
    format!("(document.querySelector(\".card[aria-label^='{colour},']\")?.ariaLabel ?? '')")
}

fn says(colour: &str, text: &str) -> String {
    format!("{}.includes({text:?})", card(colour))
}

#[test]
fn a_disk_that_fills_is_shown_until_the_follower_is_removed() {
    let query = "?scenario=slots&pace=0";
    visit(Open { query, ..Open::default() }, async |page: &mut Page| {
        page.until("the scenario is open", &says("CHARCOAL", "disk 99 % full")).await;
        page.passes(480).await;
        page.until("the disk is full", &says("CHARCOAL", "disk full")).await;
        page.until("nobody can write", "!document.querySelector('.arrow.good')").await;
        page.types("heroku logs -n 50").await;
        let error = "[...document.querySelectorAll('.lines .line')]\
                     .some(l => l.textContent.includes('No space left on device'))";
        page.until("PostgreSQL says why", error).await;
        page.types("heroku addons:remove WHITE --confirm sushi").await;
        page.passes(10).await;
        page.until("there is room", &format!("!{}", says("CHARCOAL", "disk full"))).await;
        page.until("visitors are served", "document.querySelector('.arrow.good')").await;
    });
}

#[test]
fn a_delete_is_on_every_follower_a_moment_later() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.passes(5).await;
        page.click(".btn[aria-pressed]").await;
        page.click("[aria-label='destructive statement: CHARCOAL']").await;
        page.passes(20).await;
        for colour in ["CHARCOAL", "WHITE", "LAVENDER"] {
            page.until("the orders are gone", &says(colour, "orders deleted at ")).await;
        }
        page.types("heroku pg:info WHITE").await;
        let told = "[...document.querySelectorAll('.lines .line')]\
                    .some(l => l.textContent.includes('WHITE: orders deleted at commit'))";
        page.until("the terminal says so", told).await;
    });
}
