//! The page in every window: it never scrolls sideways, and always has a chart.

use serde_json::Value;

use crate::browser::{Open, PLAIN, Page, visit};

/// From a small phone to a wide screen, and closer where the layout turns.
fn widths() -> Vec<u32> {
    let closer = (690..=800).step_by(10).chain((990..=1020).step_by(5)).chain(1180..=1220);
    let mut widths: Vec<u32> =
        (320..=2560).step_by(80).chain(closer.filter(|it| it % 3 != 1)).collect();
    widths.sort_unstable();
    widths.dedup();
    widths
}

/// What sticks out of the window, and what is missing.
const AMISS: &str = "(() => {
  const amiss = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) amiss.push('the page scrolls sideways by ' + over);
  for (const e of document.querySelectorAll('.top button, .top time, .part button, .caption')) {
    const box = e.getBoundingClientRect();
    if (box.width && box.right > innerWidth + 1) amiss.push(e.textContent + ' sticks out');
  }
  const chart = document.querySelector('.page > .chart .chart-pane svg');
  const plans = document.querySelector('.what-if');
  if (!plans && !(chart?.getBoundingClientRect().height > 60)) amiss.push('there is no chart');
  return amiss;
})()";

async fn fits_everywhere(page: &Page, height: u32, state: &str) {
    for width in widths() {
        page.resize((width, height)).await;
        page.rest(120).await;
        let amiss = page.value(AMISS).await;
        assert_eq!(amiss, Value::Array(Vec::new()), "{state}, {width}x{height}");
    }
}

/// States of the page: what is pressed, and what is there then.
const STATES: [(&str, &str, &str); 4] = [
    ("as it begins", "", "document.querySelector('.card')"),
    ("what can be broken", "Break something", "document.querySelector('.fault')"),
    ("what is shared", "Share", "document.querySelector('.qr')"),
    ("what is rewound", "Rewind", "document.querySelector('.side h2').textContent == 'Rewind'"),
];

#[test]
fn nothing_sticks_out_at_any_width() {
    for height in [900, 450] {
        visit(Open { query: "?pace=0", ..PLAIN }, async |page: &mut Page| {
            page.passes(30).await;
            for (state, button, shows) in STATES {
                page.resize((1440, 900)).await;
                page.run(&format!(
                    "[...document.querySelectorAll('.btn')]\
                     .find((one) => one.textContent.trim() == {button:?})?.click()"
                ))
                .await;
                page.until(state, shows).await;
                fits_everywhere(page, height, state).await;
            }
        });
    }
}

#[test]
fn a_crowd_on_a_wall_can_be_read() {
    let query = "?scenario=twelve-followers&theme=projector";
    visit(Open { query, size: (1280, 720), ..PLAIN }, async |page: &mut Page| {
        page.until("all are there", "document.querySelectorAll('.card').length == 13").await;
        page.passes(45).await;
        page.types("heroku pg:unfollow LAVENDER --confirm sushi").await;
        page.rest(800).await;
        page.keep_screen("1280x720-projector-twelve").await;
        // A question with its flag fits into a line.
        let rows = "[...document.querySelectorAll('.line')]\
                    .filter((line) => line.textContent.includes('--confirm'))\
                    .map((line) => line.getClientRects()[0].height / \
                    parseFloat(getComputedStyle(line).lineHeight)).map(Math.round)";
        assert_eq!(page.value(rows).await, serde_json::json!([1]));
        let chart = page.text(".chart svg").await;
        assert!(chart.contains(" more"), "{chart}");
        let legend = "(e => e.getBoundingClientRect().height > 10 && \
                      document.elementFromPoint(...(r => [r.x + 20, r.y + r.height / 2])\
                      (e.getBoundingClientRect())).closest('.legend, #words') != null)\
                      (document.querySelector('.legend'))";
        assert_eq!(page.value(legend).await, true, "the key of the marks is there");
    });
}

#[test]
fn a_phone_shows_the_fleet_and_what_is_done_to_it() {
    visit(Open { query: "?pace=0", size: (390, 844), ..PLAIN }, async |page: &mut Page| {
        let is_seen = |what: &str| {
            format!(
                "[...document.querySelectorAll(\"{what}\")].every((e) => (r => r.top >= 0 && \
                 r.bottom <= innerHeight + 1)(e.getBoundingClientRect()))"
            )
        };
        for what in [".card .box", ".app .box", ".caption"] {
            assert_eq!(page.value(&is_seen(what)).await, true, "{what} is seen at once");
        }
        page.keep_screen("390x844-first").await;
        // A database that is added is scrolled to.
        page.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL").await;
        page.until("it is there", "document.querySelectorAll('.card').length == 4").await;
        let is_in_pane = "(([card, pane]) => \
             card.bottom <= pane.bottom + 1 && card.top >= pane.top)\
             ([[...document.querySelectorAll('.card .box')].pop(), \
             document.querySelector('.stage-pane')].map(e => e.getBoundingClientRect()))";
        page.until("it is seen", is_in_pane).await;
        page.keep_screen("390x844-added").await;
        page.click(".btn[aria-pressed]").await;
        let fault = "document.querySelector(\"[aria-label='leader lost: CHARCOAL']\")";
        page.run(&format!("{fault}.scrollIntoView({{ block: 'center' }}); {fault}.click()")).await;
        page.until("it is lost", "document.querySelector('.card.down')").await;
        for what in [".card.down .box", ".caption"] {
            page.until(&format!("{what} is seen"), &is_seen(what)).await;
        }
        page.keep_screen("390x844-lost").await;
    });
}

/// 400 % zoom of a window of 1280 × 1024 pixels.
#[test]
fn four_times_as_big_the_page_is_one_column_that_can_be_read() {
    visit(Open { query: "?pace=0", size: (320, 256), ..PLAIN }, async |page: &mut Page| {
        page.passes(5).await;
        page.keep_screen("320x256-first").await;
        // Nothing stays in the way while the page is scrolled.
        let pinned = "[...document.querySelectorAll('.page *')].filter(e => \
                      ['fixed', 'sticky'].includes(getComputedStyle(e).position) \
                      && e.getBoundingClientRect().height > innerHeight / 4).length";
        assert_eq!(page.value(pinned).await, 0);
        // Each part comes to be in sight as a whole or fills the window.
        for part in [".caption", ".side h2", "#prompt", ".chart svg", ".card .box"] {
            page.run(&format!("document.querySelector('{part}').scrollIntoView()")).await;
            let seen = format!(
                "(r => r.left >= 0 && r.right <= innerWidth && Math.min(r.bottom, innerHeight) \
                 - Math.max(r.top, 0) >= Math.min(r.height, innerHeight) - 1)\
                 (document.querySelector('{part}').getBoundingClientRect())"
            );
            page.until(&format!("{part} is seen"), &seen).await;
        }
        page.types("heroku pg:info WHITE").await;
        page.until("it prints", "document.querySelectorAll('.lines .line').length > 5").await;
        page.keep_screen("320x256-typed").await;
    });
}
