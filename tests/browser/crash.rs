//! The panic net: whatever ends the program, another one goes on with its run.

use crate::browser::{Open, Page, visit_with};

/// Makes the browser refuse to print the line `heroku boom`, which ends the program that wanted it
/// printed, unless that is called off. The card that names the line may.
const REFUSE: &str = "{ const make = Document.prototype.createTextNode; \
    Document.prototype.createTextNode = function (text) { \
      if (text === 'heroku boom' && !window.calm) throw new Error('boom'); \
      return make.call(this, text); } }";

/// Writes over all of the program's memory.
const OVERWRITE: &str = "const [done] = arguments; \
    import(document.querySelector('script[data-js]').dataset.js)\
    .then(async (page) => new Uint8Array((await page.default()).memory.buffer).fill(0xff))\
    .then(() => done())";

/// Presses a key at the prompt. The driver's own keys would meet a page that is loaded again after
/// the first of them.
const PRESS: &str = "document.querySelector('#prompt')\
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))";

/// The sentence on the card.
const CARD: &str = "document.querySelector('.kept[role=alert] p')?.textContent ?? ''";

#[test]
fn an_input_that_ends_the_program_is_left_out_and_named() {
    visit_with(Open { before: REFUSE, ..Open::default() }, async |page: &mut Page| {
        let played = page.plays().await;
        page.types("heroku boom").await;
        page.until("it is named", &format!("({CARD}).includes('\"heroku boom\"')")).await;
        page.comes_to(&played).await;
        let told = page.value(CARD).await;
        assert!(told.as_str().unwrap_or_default().contains(&played.1), "{told}");
        page.keep_screen("crash").await;
        // A new input, and all is well: a reload says nothing of it, though it was so quick that
        // the tab has not kept more than the crash yet.
        let state = page.value("history.state").await;
        assert_eq!(state["run"]["crashes"], 1);
        page.does("heroku ps").await;
        let further = page.shows().await;
        page.until("it is noted", "history.state.run.text.includes('heroku ps')").await;
        page.run(&format!("history.replaceState({state}, '')")).await;
        page.reloads().await;
        page.comes_to(&further).await;
        assert_eq!(page.value(CARD).await, "");
    });
}

#[test]
fn a_replay_that_ends_the_program_too_is_one_input_shorter_each_time() {
    visit_with(Open { before: REFUSE, ..Open::default() }, async |page: &mut Page| {
        page.run("window.calm = true").await;
        let played = page.plays().await;
        page.does("heroku boom").await;
        page.passes(20).await;
        page.does("heroku ps").await;
        page.answer(OVERWRITE).await;
        page.run(PRESS).await;
        let told = format!("({CARD}).includes('\"heroku boom\"')");
        page.until("it is named", &told).await;
        page.comes_to(&played).await;
        let told = page.value(CARD).await;
        assert!(told.as_str().unwrap_or_default().contains("1 more"), "{told}");
    });
}

#[test]
fn memory_that_was_written_over_ends_one_program_and_not_the_run() {
    visit_with(Open::default(), async |page: &mut Page| {
        page.plays().await;
        page.answer(OVERWRITE).await;
        page.run(PRESS).await;
        // Whatever was noted last is left out.
        page.until("it is told", &format!("({CARD}).includes('\"heroku maintenance\"')")).await;
        page.until("it is back", "document.body.textContent.includes('Promoting')").await;
        assert!(!page.lines().await.iter().any(|line| line.contains("maintenance")));
    });
}

#[test]
fn a_program_that_ends_at_its_start_too_is_given_up_with_the_text_of_its_run() {
    visit_with(Open { before: REFUSE, ..Open::default() }, async |page: &mut Page| {
        page.plays().await;
        page.before(&REFUSE.replace("text === 'heroku boom'", "text.includes('Follower')")).await;
        page.types("heroku boom").await;
        page.until("it is given up", "document.querySelector('.no-start[role=alert]')").await;
        let text = page.value("document.querySelector('.no-start textarea').value").await;
        assert!(text.as_str().unwrap_or_default().contains("heroku boom"), "{text}");
        page.keep_screen("crash-given-up").await;
    });
}

#[test]
fn the_card_has_room_on_a_phone_and_in_a_frame() {
    for (name, size, query) in
        [("phone", (390, 844), ""), ("frame", (320, 240), "?show=terminal&pace=0")]
    {
        let open = Open { before: REFUSE, size, query, ..Open::default() };
        visit_with(open, async |page: &mut Page| {
            page.does("heroku maintenance").await;
            page.types("heroku boom").await;
            page.until("it is named", &format!("({CARD}).includes('\"heroku boom\"')")).await;
            let inside = "(r => r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= \
                          innerHeight)(document.querySelector('.kept').getBoundingClientRect())";
            page.until("all of it is to be seen", inside).await;
            page.keep_screen(&format!("crash-{name}")).await;
            page.click(".kept button:last-child").await;
            assert_eq!(page.value(CARD).await, "");
            page.does("heroku ps").await;
        });
    }
}
