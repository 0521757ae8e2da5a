//! The page on a phone, and what comes out of its clipboard.

use crate::browser::{Open, PLAIN, Page, visit};

const PHONE: Open = Open { query: "?pace=0", size: (390, 844), ..PLAIN };

/// Waits until an element is on the screen, from its upper edge to so many pixels below.
async fn on_screen(page: &Page, selector: &str, pixels: u32) {
    let seen = format!(
        "(r => r.top > -1 && r.top + {pixels} <= innerHeight)\
         (document.querySelector({selector:?}).getBoundingClientRect())"
    );
    page.until(&format!("{selector} is on the screen"), &seen).await;
}

#[test]
fn what_is_tapped_is_answered_on_the_screen() {
    visit(PHONE, async |page: &mut Page| {
        page.click(".btn[aria-pressed]").await;
        on_screen(page, ".side h2", 200).await;
        page.click(".back").await;
        page.run("scrollTo(0, 0)").await;
        let white = "document.querySelector(\".card[aria-label^='WHITE']\")";
        let tap = "dispatchEvent(new MouseEvent('click', { bubbles: true }))";
        page.run(&format!("{white}.{tap}")).await;
        page.until("its panel", "document.querySelector('.side h2').textContent == 'WHITE'").await;
        on_screen(page, ".side h2", 200).await;
        let unfollow = "[...document.querySelectorAll('.action')]\
                        .find(a => a.textContent.startsWith('Unfollow'))";
        page.run(&format!("{unfollow}.click()")).await;
        on_screen(page, "#prompt", 20).await;
        page.click(".go").await;
        page.until("it asks", "document.querySelector('.prompt .sign').textContent == '>'").await;
        on_screen(page, "#prompt", 20).await;
    });
}

#[test]
fn a_block_of_the_docs_is_pasted_and_runs() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let block = "$ heroku pg:unfollow WHITE\\n ! It asks.\\n> sushi\\n$ heroku maintenance\\n";
        let paste = format!(
            "const data = new DataTransfer(); data.setData('text/plain', \"{block}\"); \
             document.querySelector('#prompt').dispatchEvent(new ClipboardEvent('paste', \
             {{ clipboardData: data, bubbles: true, cancelable: true }}))"
        );
        page.run(&paste).await;
        let done = "document.querySelector('.lines').textContent.endsWith('off')";
        page.until("the last line is done", done).await;
        let lines = page.lines().await.join("\n");
        assert!(lines.contains("> sushi\nUnfollowing... done\n$ heroku maintenance"), "{lines}");
    });
}
