//! Reads on the page: they move to a follower, the load moves with them, and a stale read is named.

use follower_playground::platform::database_url;

use crate::browser::{Open, Page, visit};

/// The load that a card tells: `Load 78 %`.
fn load(colour: &str) -> String {
    format!(
        "Number(/Load (\\d+) %/.exec(\
         document.querySelector(\".card[aria-label^='{colour},']\")?.ariaLabel)?.[1] ?? 0)"
    )
}

#[test]
fn reads_move_to_a_follower_and_a_stale_read_is_named() {
    let query = "?scenario=reads&pace=10x";
    visit(Open { query, ..Open::default() }, async |page: &mut Page| {
        page.until("the leader is busy", &format!("{} > 40", load("CHARCOAL"))).await;
        let url = database_url("WHITE", 0);
        page.types(&format!("heroku config:set READ_DATABASE_URL={url}")).await;
        let moved = format!("{} > 40 && {} < 20", load("WHITE"), load("CHARCOAL"));
        page.until("the load has moved", &moved).await;
        // A report holds the replay of WHITE in the fourth minute.
        let named = "document.querySelector('.told .situation')?.textContent\
                     .includes('of sushi did not see their own write')";
        page.until("a stale read is named", named).await;
        let told = page.text(".told .situation").await;
        assert!(told.starts_with("Visitor "), "{told}");
        assert!(told.contains("WHITE had not replayed it yet."), "{told}");
    });
}
