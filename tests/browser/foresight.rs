//! Before Enter: what a line would touch is outlined, and what nobody could undo is told.

use crate::browser::{Open, Page, visit};

/// The names of what is outlined on the stage.
const TOUCHED: &str = "[...document.querySelectorAll('.touched')].map(frame => {
  const inner = frame.getBoundingClientRect();
  const held = [...document.querySelectorAll('.card, .app')].find(group => {
    const box = group.querySelector('.box').getBoundingClientRect();
    return Math.abs(box.x - inner.x) < 5 && Math.abs(box.y - inner.y) < 5;
  });
  return held.querySelector('.name').textContent;
}).join()";

async fn typed(page: &Page, line: &str) {
    let prompt = page.find("#prompt").await;
    prompt.send_keys(line).await.expect("the prompt takes keys");
    page.rest(200).await;
}

#[test]
fn a_line_says_what_it_would_touch_and_do_before_it_is_entered() {
    let query = "?scenario=equally-behind&pace=0";
    visit(Open { query, ..Open::default() }, async |page: &mut Page| {
        page.until("the scenario is open", "document.title && document.querySelector('.app')")
            .await;
        page.until(
            "it is",
            "document.querySelector('.side h2').textContent.startsWith('Two followers')",
        )
        .await;
        assert_eq!(page.value(TOUCHED).await, "");
        typed(page, "heroku pg:unfollow WHITE").await;
        assert_eq!(page.value(TOUCHED).await, "WHITE");
        let told = page.text(".foretold").await;
        assert!(told.contains("It replays 6,000 received commits first."), "{told}");
        page.keep_screen("1440x900-foretold").await;
        // The question of the command is still about the same database.
        page.keys(&['\u{e007}']).await;
        page.until("it asks", "document.querySelector('.sign').textContent != '$'").await;
        assert_eq!(page.value(TOUCHED).await, "WHITE");
        page.ctrl('c').await;
        page.until("it is left", "!document.querySelector('.touched')").await;
        typed(page, "heroku pg:promote LAVENDER").await;
        assert!(page.text(".foretold").await.contains("read-only"));
        page.ctrl('u').await;
        typed(page, "heroku ps:scale worker=1").await;
        assert_eq!(page.value(TOUCHED).await, "sushi");
        assert!(page.text(".foretold").await.starts_with("Starts 1 worker dyno"));
        page.ctrl('u').await;
        typed(page, "heroku addons:remove HEROKU_POSTGRESQL_CHARCOAL").await;
        let told = page.text(".foretold").await;
        assert!(told.contains("WHITE will have no leader."), "{told}");
        page.ctrl('u').await;
        typed(page, "heroku pg:unfollow NOBODY").await;
        assert_eq!(page.value(TOUCHED).await, "sushi");
    });
}
