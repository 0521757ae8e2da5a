//! Calm: where nobody can see it, nothing is asked of the browser.

use crate::browser::{Open, Page, visit};

/// Counts the frames, timers and strokes that the page in a window asks for, from now on.
const COUNT: &str = "((page) => {
  page.asked = 0;
  for (const name of ['requestAnimationFrame', 'setTimeout', 'setInterval']) {
    const plain = page[name].bind(page);
    page[name] = (...args) => { page.asked += 1; return plain(...args); };
  }
  const strokes = page.CanvasRenderingContext2D.prototype;
  const clear = strokes.clearRect;
  strokes.clearRect = function (...args) { page.asked += 1; return clear.apply(this, args); };
})";

async fn asked(page: &Page, window: &str) -> u64 {
    page.value(&format!("{window}.asked")).await.as_u64().expect("they are counted")
}

/// How many were asked for in a second.
async fn in_a_second(page: &Page, window: &str) -> u64 {
    let before = asked(page, window).await;
    page.rest(1_000).await;
    asked(page, window).await - before
}

#[test]
fn a_page_that_is_paused_or_hidden_asks_for_nothing() {
    visit(Open::default(), async |page: &mut Page| {
        page.run(&format!("{COUNT}(window)")).await;
        assert!(in_a_second(page, "window").await > 5, "a running page is painted");
        page.pause().await;
        page.rest(200).await;
        assert_eq!(in_a_second(page, "window").await, 0, "paused");
        page.pace("1×").await;
        assert!(in_a_second(page, "window").await > 5, "it runs again");
        let turn = "Object.defineProperty(document, 'hidden',\
                    { value: HIDDEN, configurable: true });\
                    document.dispatchEvent(new Event('visibilitychange'))";
        page.run(&turn.replace("HIDDEN", "true")).await;
        page.rest(200).await;
        assert_eq!(in_a_second(page, "window").await, 0, "hidden");
        page.run(&turn.replace("HIDDEN", "false")).await;
        assert!(in_a_second(page, "window").await > 5, "shown again");
        // What moves with a scroll bar needs no frame by itself.
        let moving = "document.getAnimations().filter(a => a.playState == 'running' \
                      && a.timeline instanceof DocumentTimeline).length";
        assert_eq!(page.value(moving).await, 0, "nothing is animated by a style sheet");
    });
}

#[test]
fn a_page_that_is_scrolled_away_in_another_asks_for_nothing() {
    let host = "<!doctype html><title>host</title><link rel=icon href='data:,'>\
                <div style='height:3000px'></div>\
                <iframe src='./?show=stage' width=800 height=450></iframe>";
    let extra = &[("host.html", host)][..];
    visit(Open { extra, query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.run("location.href = './host.html'").await;
        let inner = "document.querySelector('iframe').contentWindow";
        let there = format!(
            "document.querySelector('iframe') && \
                             {inner}.document.querySelectorAll('.card').length > 2"
        );
        page.until("the page in the page is there", &there).await;
        page.run(&format!("{COUNT}({inner})")).await;
        page.rest(300).await;
        assert_eq!(in_a_second(page, inner).await, 0, "out of sight");
        page.run("document.querySelector('iframe').scrollIntoView()").await;
        page.rest(200).await;
        assert!(in_a_second(page, inner).await > 5, "in sight");
    });
}
