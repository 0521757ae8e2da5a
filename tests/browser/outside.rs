//! The card of an app outside Heroku: a URL is pasted there, and the app restarts with it.

use crate::browser::{Open, Page, visit};

/// The app's box.
const BOX: &str = "document.querySelector('.app[aria-label^=\"App warehouse\"]')";

/// What the app's box says, and in hints which database its URL names.
async fn said(page: &Page) -> String {
    let text = page.value(&format!("{BOX}.textContent")).await;
    text.as_str().expect("a text").to_owned()
}

/// Types into the form and presses Enter there.
async fn pastes(page: &Page, text: &str) {
    page.run(&format!(
        "(input => {{ input.focus(); input.value = {text:?}; input.form.requestSubmit(); }})\
         (document.querySelector('.url-form input'))"
    ))
    .await;
}

#[test]
fn a_url_is_pasted_on_its_card_and_it_writes_to_the_new_database() {
    let open = Open { query: "?scenario=outside", ..Open::default() };
    visit(open, async |page: &mut Page| {
        page.until("it is there", BOX).await;
        let first = said(page).await;
        assert!(first.contains("outside Heroku") && first.contains("names CHARCOAL"), "{first}");
        for line in ["heroku pg:unfollow WHITE", "shop", "heroku pg:promote WHITE"] {
            page.types(line).await;
            page.rest(500).await;
        }
        page.types("heroku config:get HEROKU_POSTGRESQL_WHITE_URL").await;
        let printed = "[...document.querySelectorAll('.lines .line')].at(-1).textContent";
        page.until("it is printed", &format!("{printed}.startsWith('postgres://')")).await;
        let url = page.value(printed).await.as_str().expect("a text").trim().to_owned();
        page.run(&format!("{BOX}.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"))
            .await;
        page.until("the form is there", "document.querySelector('.url-form input')").await;
        // What is no URL is answered where it was typed.
        pastes(page, "WHITE").await;
        let note = "document.querySelector('#url-note').textContent";
        page.until("it is answered", &format!("{note}.includes('not the URL of a database')"))
            .await;
        assert!(said(page).await.contains("names CHARCOAL"));
        pastes(page, &url).await;
        page.until("it is taken", &format!("{note} == ''")).await;
        page.until("it names WHITE", &format!("{BOX}.textContent.includes('names WHITE')")).await;
        // It comes up and writes.
        page.until("it writes", &format!("/[1-9][0-9]*\\/s/.test({BOX}.textContent)")).await;
        let lines = page.lines().await;
        assert!(lines.iter().any(|line| line.contains("outside:set warehouse postgres://")));
    });
}
