//! All that a browser keeps goes into one file and into another browser.

use crate::browser::{Open, Page, visit};

const F2: char = '\u{e032}';

/// Keeps the text of what the page saves in `window.saved`, and says yes to the save.
const SAVES: &str = "
  const make = URL.createObjectURL;
  URL.createObjectURL = blob => { blob.text().then(text => window.saved = text); \
                                  return make(blob) };";

/// Opens the list.
async fn list(page: &Page) {
    page.keys(&[F2]).await;
    page.until("the list is open", "document.querySelector('.library[open] li')").await;
}

fn press(label: &str) -> String {
    format!(
        "[...document.querySelectorAll('.library button')]\
         .find(b => b.textContent.trim() == {label:?}).click()"
    )
}

/// Drops a file on the page.
fn drop_file(text: &str) -> String {
    format!(
        "const data = new DataTransfer(); \
         data.items.add(new File([{text:?}], 'follower-playground.json')); \
         document.body.dispatchEvent(new DragEvent('drop', \
         {{ dataTransfer: data, bubbles: true, cancelable: true }}))"
    )
}

#[test]
fn what_was_finished_goes_to_another_browser() {
    let mut saved = String::new();
    let lesson = Open { query: "?lesson=meet-the-fleet&pace=10x", ..Open::default() };
    visit(lesson, async |page: &mut Page| {
        page.until("the first step is done", "document.querySelector('.step.done')").await;
        page.types("heroku pg:info").await;
        page.run(
            "[...document.querySelectorAll('.btn')]\
             .find(b => b.textContent == 'Break something').click()",
        )
        .await;
        let lost = "document.querySelector(\".target[aria-label='leader lost: CHARCOAL']\")";
        page.until("it can be broken", lost).await;
        page.run(&format!("{lost}.click()")).await;
        page.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE").await;
        page.run("document.querySelector('.lesson-strip').click()").await;
        page.until("the end is told", "document.querySelector('.closing')").await;
        page.run(SAVES).await;
        list(page).await;
        page.run(&press("Save everything as a file")).await;
        page.until("it is saved", "window.saved").await;
        saved = page.value("window.saved").await.as_str().unwrap_or_default().to_owned();
    });
    assert!(saved.contains("meet-the-fleet"), "{saved}");
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        list(page).await;
        let first = page.text(".library section:first-child li:first-child").await;
        assert!(!first.contains("done"), "{first}");
        page.run(&drop_file(&saved)).await;
        let news = "document.querySelector('.library-news').textContent";
        page.until("it is taken in", &format!("{news}.startsWith('Taken in')")).await;
        let told = page.text(".library-news").await;
        assert!(told.contains("1 result of lessons, 1 run and 2 typed lines"), "{told}");
        let first = page.text(".library section:first-child li:first-child").await;
        assert!(first.contains("done"), "{first}");
        page.keep_screen("1440x900-taken-in").await;
        // Once more changes nothing, and what is damaged is told.
        page.run(&drop_file(&saved)).await;
        page.until("all was here", &format!("{news}.startsWith('Nothing of the file')")).await;
        page.run(&drop_file(&saved[..saved.len() / 2])).await;
        page.until("it is damaged", &format!("{news}.startsWith('This file is damaged')")).await;
        page.run(&drop_file("{}")).await;
        page.until("it is no archive", &format!("{news}.includes('nothing was taken in')")).await;
    });
}
