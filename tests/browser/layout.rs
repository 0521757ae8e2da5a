//! The page at several sizes, light and dark: nothing overlaps, nothing sticks out. The pictures
//! are left in `target/screens` for people to look at.

use serde_json::Value;

use crate::browser::{Open, Page, visit};

const SIZES: [(u32, u32); 7] =
    [(1920, 1080), (1440, 900), (1280, 600), (1024, 768), (800, 450), (390, 844), (360, 640)];

/// Texts of the picture that leave the box of their card or app, and boxes that overlap.
const MISFITS: &str = "(() => {
  const told = [];
  const box = (e) => e.getBoundingClientRect();
  for (const group of document.querySelectorAll('.card, .app')) {
    const outer = box(group.querySelector('.box'));
    for (const text of group.querySelectorAll('text:not(.badge-text)')) {
      const inner = box(text);
      if (inner.width && (inner.left < outer.left || inner.right > outer.right + 1 ||
          inner.top < outer.top || inner.bottom > outer.bottom + 1)) {
        told.push(text.textContent + ' leaves ' + group.getAttribute('aria-label'));
      }
    }
    const texts = [...group.querySelectorAll('text')].filter(t => t.textContent);
    texts.forEach((one, at) => texts.slice(0, at).forEach((other) => {
      const [a, b] = [box(one), box(other)];
      if (a.left < b.right - 1 && b.left < a.right - 1 &&
          a.top < b.bottom - 4 && b.top < a.bottom - 4) {
        told.push(one.textContent + ' lies on ' + other.textContent);
      }
    }));
  }
  const boxes = [...document.querySelectorAll('.card .box, .app .box')];
  boxes.forEach((one, at) => boxes.slice(0, at).forEach((other) => {
    const [a, b] = [box(one), box(other)];
    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
      told.push('two boxes overlap');
    }
  }));
  const panes = ['.top', '.stage-area', '.terminal', '.side', '.chart']
    .map(s => document.querySelector(s)).filter(e => e && box(e).width);
  panes.forEach((one, at) => panes.slice(0, at).forEach((other) => {
    const [a, b] = [box(one), box(other)];
    if (a.left < b.right - 1 && b.left < a.right - 1 &&
        a.top < b.bottom - 1 && b.top < a.bottom - 1) {
      told.push(one.className + ' lies on ' + other.className);
    }
  }));
  if (document.documentElement.scrollWidth > innerWidth) {
    told.push('the page scrolls sideways: ' + document.documentElement.scrollWidth);
  }
  return told;
})()";

async fn fits(page: &Page, name: &str) {
    let told = page.value(MISFITS).await;
    page.keep_screen(name).await;
    assert_eq!(told, Value::Array(Vec::new()), "{name}");
}

#[test]
fn nothing_overlaps_at_any_size_in_either_theme() {
    for dark in [false, true] {
        for size in SIZES {
            let theme = if dark { "dark" } else { "light" };
            let name = format!("{}x{}-{theme}", size.0, size.1);
            visit(Open { size, dark, ..Open::default() }, async |page: &mut Page| {
                page.rest(1_500).await;
                fits(page, &name).await;
            });
        }
    }
}

#[test]
fn nothing_overlaps_in_trouble() {
    for size in [(1440, 900), (1280, 600), (390, 844)] {
        let query = "?scenario=report-on-white&pace=10x";
        visit(Open { size, query, ..Open::default() }, async |page: &mut Page| {
            let title = "document.querySelector('.side h2').textContent.startsWith('A report')";
            page.until("the scenario is open", title).await;
            page.types("heroku addons:add heroku-postgresql:kappa --follow CHARCOAL").await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-report", size.0, size.1)).await;
            page.click(".btn[aria-pressed]").await;
            page.click("[aria-label='leader lost: CHARCOAL']").await;
            page.rest(600).await;
            fits(page, &format!("{}x{}-lost", size.0, size.1)).await;
            page.types("heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER")
                .await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-failover", size.0, size.1)).await;
        });
    }
}
