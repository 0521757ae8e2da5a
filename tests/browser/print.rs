//! The page on paper: the whole transcript, dark on white, with the chart.

use serde_json::json;

use crate::browser::{Open, PLAIN, Page, visit};

/// How light a colour is that something has, from 0 to 255.
async fn light(page: &Page, selector: &str, what: &str) -> u64 {
    let light = format!(
        "Math.max(...getComputedStyle(document.querySelector({selector:?})).{what}\
         .match(/[\\d.]+/g).slice(0, 3).map(Number))"
    );
    page.value(&light).await.as_u64().expect("a colour")
}

#[test]
fn the_whole_transcript_is_printed_dark_on_white_with_the_chart() {
    for (theme, size) in [("light", (1440, 900)), ("dark", (390, 844))] {
        let query = &format!("?pace=0&theme={theme}");
        visit(Open { query, size, ..PLAIN }, async |page: &mut Page| {
            page.passes(20).await;
            for _ in 0..30 {
                page.types("heroku pg:info WHITE").await;
            }
            page.until("all is printed", "document.querySelectorAll('.lines .line').length > 300")
                .await;
            page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
            page.rest(500).await;
            let lines = "(([first, ...rest]) => { const box = document.querySelector('.terminal')\
                .getBoundingClientRect(); const last = rest.pop(); \
                return first.getBoundingClientRect().top >= box.top && \
                last.getBoundingClientRect().bottom <= box.bottom + 1 && \
                document.documentElement.scrollHeight >= box.height })\
                ([...document.querySelectorAll('.lines .line')])";
            assert_eq!(page.value(lines).await, true, "no line is cut off");
            let chart = "document.querySelector('.chart svg').getBoundingClientRect().height";
            assert!(page.value(chart).await.as_f64() > Some(80.0));
            assert!(light(page, ".terminal", "backgroundColor").await > 250);
            for ink in [".lines .plain", ".terminal .dim", ".stage text"] {
                let what = if ink.starts_with(".stage") { "fill" } else { "color" };
                assert!(light(page, ink, what).await < 160, "{ink}");
            }
            let height = |what: &str| {
                format!("document.querySelector('{what}').getBoundingClientRect().height")
            };
            assert!(page.value(&height(".score")).await.as_f64() > Some(20.0), "figures");
            assert_eq!(page.value(&height(".about")).await, 0);
            page.keep_screen(&format!("print-{theme}")).await;
        });
    }
}
