//! A program that translates the page wraps its texts, and extensions of the browser change it: no
//! figure stays as it was.

use serde_json::Value;

use crate::browser::{Open, PLAIN, Page, visit};

/// Wraps every text as browsers' translators do, also those that come later; what says
/// `translate="no"` it leaves alone.
const TRANSLATOR: &str = "
  window.wrapped = 0;
  const wrap = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!parent || !text.data.trim() || parent.closest('font, script, style, svg')) continue;
      if (parent.closest('[translate]')?.getAttribute('translate') == 'no') continue;
      const outer = document.createElement('font'), inner = document.createElement('font');
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
      window.wrapped += 1;
    }
  };
  wrap(document.body);
  new MutationObserver((records) => records.forEach((record) =>
    record.addedNodes.forEach((node) =>
      wrap(node.nodeType == 3 ? node.parentElement ?? node : node)))
  ).observe(document.body, { childList: true, subtree: true });";

/// All texts of the page that change. What the stage says on hover follows the size of its pane,
/// which a bar at the top of the page changes after a reload; what a screen reader is to say once
/// is not said again after it.
const TEXTS: &str = "['.clock', '.stage', '.caption summary', '.side', '.lines', '.chart svg']\
    .map(s => { \
      const copy = document.querySelector(s)?.cloneNode(true); \
      copy?.querySelectorAll('title, [role=status]').forEach(one => one.remove()); \
      return copy?.textContent })";

/// What is done while something else changes the page, and that all it shows is right.
async fn lives(page: &mut Page) {
    page.passes(20).await;
    page.run(
        "document.querySelector(\".card[aria-label^='WHITE']\")\
         .dispatchEvent(new MouseEvent('click', { bubbles: true }))",
    )
    .await;
    page.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE").await;
    page.passes(20).await;
    page.until(
        "the panel is about WHITE",
        "document.querySelector('.side h2').textContent == 'WHITE'",
    )
    .await;
    page.rest(1_500).await;
    let shown = page.value(TEXTS).await;
    page.keep_screen("translated").await;
    // The same moment, by a page that nobody changes.
    page.client.refresh().await.expect("it reloads");
    page.is_there().await;
    page.run(
        "document.querySelector(\".card[aria-label^='WHITE']\")\
         .dispatchEvent(new MouseEvent('click', { bubbles: true }))",
    )
    .await;
    page.until(
        "the panel is about WHITE",
        "document.querySelector('.side h2').textContent == 'WHITE'",
    )
    .await;
    let right = page.value(TEXTS).await;
    for at in [0, 1, 3, 4, 5] {
        assert_eq!(shown[at], right[at], "{at}");
    }
}

#[test]
fn a_translated_page_shows_no_old_figure() {
    visit(PLAIN, async |page: &mut Page| {
        page.run(TRANSLATOR).await;
        assert!(page.value("window.wrapped").await.as_u64() > Some(5), "prose is translated");
        assert_eq!(page.value("document.querySelectorAll('.lines font').length").await, 0);
        lives(page).await;
    });
}

#[test]
fn a_translator_that_heeds_nothing_and_an_extension_are_noticed() {
    visit(PLAIN, async |page: &mut Page| {
        let heedless = "
          for (const e of document.querySelectorAll('.clock, .side h2, .score dd, .line span')) {
            const font = document.createElement('font');
            font.textContent = e.textContent;
            e.replaceChildren(font);
          }
          document.querySelector('.facts dd, .stage text')?.remove();
          document.querySelector('.terminal').prepend(document.createElement('aside'));";
        page.run("document.querySelector('#prompt').focus()").await;
        page.run(heedless).await;
        page.until("the page is new", "!document.querySelector('.page font')").await;
        assert_eq!(page.value("document.querySelectorAll('.page').length").await, 1);
        page.until("the prompt has the focus", "document.activeElement.id == 'prompt'").await;
        lives(page).await;
    });
}

#[test]
fn what_an_extension_leaves_beside_the_page_is_left_there() {
    visit(Open { query: "?pace=0", ..PLAIN }, async |page: &mut Page| {
        page.run(
            "window.page = document.querySelector('.page'); \
             document.body.append(document.createElement('div'))",
        )
        .await;
        page.rest(300).await;
        assert_eq!(page.value("document.querySelector('.page') == window.page").await, true);
        // A tool at the prompt that comes again and again is let be at last.
        page.run(
            "setInterval(() => { const prompt = document.querySelector('.prompt'); \
             if (!prompt.querySelector('b')) prompt.append(document.createElement('b')) }, 100)",
        )
        .await;
        page.rest(6_000).await;
        page.run("window.page = document.querySelector('.page')").await;
        page.rest(1_500).await;
        assert_eq!(page.value("document.querySelector('.page') == window.page").await, true);
        let there = page.value("document.querySelectorAll('.prompt b').length").await;
        assert_eq!(there, Value::from(1));
    });
}
