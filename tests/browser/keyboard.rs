//! The page by keyboard alone.

use crate::browser::{Open, Page, visit};

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';
const UP: char = '\u{e013}';

/// What has the focus, in a word.
/// What has the focus, as JavaScript.
const FOCUS: &str =
    "(e => e.id || e.getAttribute('aria-label') || e.textContent)(document.activeElement)";

async fn focus(page: &Page) -> String {
    page.value(FOCUS).await.as_str().unwrap_or_default().to_owned()
}

/// Waits until something has the focus: it moves there after the page is drawn anew.
async fn is_focused(page: &Page, name: &str) {
    page.until(&format!("{name} has the focus"), &format!("{FOCUS} == {name:?}")).await;
}

#[test]
fn everything_is_reached_and_done_without_a_mouse() {
    visit(Open::default(), async |page: &mut Page| {
        page.keys(&[TAB]).await;
        is_focused(page, "Skip to the terminal").await;
        let mut reached = Vec::new();
        for _ in 0..60 {
            page.keys(&[TAB]).await;
            let name = focus(page).await;
            if name == "prompt" {
                break;
            }
            reached.push(name);
        }
        for wanted in [
            "Lessons",
            "Pause",
            "600×",
            "Next event",
            "Break something",
            "Rewind",
            "What if",
            "Share",
        ] {
            assert!(reached.iter().any(|name| name == wanted), "{wanted} of {reached:?}");
        }
        for card in ["App sushi", "CHARCOAL, Leader", "WHITE, Follower", "LAVENDER, Follower"] {
            assert!(reached.iter().any(|name| name.starts_with(card)), "{card} of {reached:?}");
        }
        // The prompt: type, complete, recall, enter.
        page.keys(&"heroku pg:unf".chars().collect::<Vec<_>>()).await;
        page.keys(&[TAB]).await;
        page.until(
            "it is completed",
            "document.querySelector('#prompt').value.endsWith('follow ')",
        )
        .await;
        page.ctrl('u').await;
        page.keys(&"heroku maintenance".chars().collect::<Vec<_>>()).await;
        page.keys(&[ENTER]).await;
        page.until("it printed", "document.querySelector('.lines').textContent.endsWith('off')")
            .await;
        page.keys(&[UP]).await;
        let recalled = "document.querySelector('#prompt').value == 'heroku maintenance'";
        page.until("it is recalled", recalled).await;
        // Esc, and Tab goes on to what follows the terminal.
        page.keys(&[ESCAPE, TAB]).await;
        assert_ne!(focus(page).await, "prompt");
    });
}

#[test]
fn a_card_is_picked_and_its_action_run_by_keyboard() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.run("document.querySelector(\".card[aria-label^='WHITE']\").focus()").await;
        page.keys(&[ENTER]).await;
        page.until("it is picked", "document.querySelector('.side h2').textContent == 'WHITE'")
            .await;
        page.until("its title is heard", "document.activeElement.textContent == 'WHITE'").await;
        page.run(
            "[...document.querySelectorAll('.action')]\
             .find(a => a.textContent.startsWith('Unfollow')).focus()",
        )
        .await;
        page.keys(&[ENTER]).await;
        page.until("the prompt has the focus", "document.activeElement.id == 'prompt'").await;
        page.keys(&[ENTER]).await;
        page.until("it asks", "document.querySelector('.prompt .sign').textContent == '>'").await;
        page.keys(&"sushi".chars().collect::<Vec<_>>()).await;
        page.keys(&[ENTER]).await;
        let done = "document.querySelector('.lines').textContent.includes('Unfollowing... done')";
        page.until("it is done", done).await;
    });
}

#[test]
fn the_focus_is_kept_when_what_had_it_goes() {
    visit(
        Open { query: "?scenario=followers&pace=0", ..Open::default() },
        async |page: &mut Page| {
            page.run("document.querySelector('.btn[aria-pressed]').focus()").await;
            page.keys(&[ENTER]).await;
            let fault = "[aria-label='leader lost: CHARCOAL']";
            page.until("faults are listed", &format!("document.querySelector(\"{fault}\")")).await;
            page.run(&format!("document.querySelector(\"{fault}\").focus()")).await;
            page.keys(&[ENTER]).await;
            page.until("it is gone", &format!("!document.querySelector(\"{fault}\")")).await;
            is_focused(page, "What should go wrong?").await;
            page.run("document.querySelector('.back').focus()").await;
            page.keys(&[ENTER]).await;
            page.until("the panel is back", "!document.querySelector('.back')").await;
            // What opened it has the focus again.
            is_focused(page, "Break something").await;
            page.keys(&[ENTER]).await;
            let title = "document.activeElement.textContent == 'What should go wrong?'";
            page.until("the title has the focus", title).await;
            page.keys(&[ESCAPE]).await;
            page.until("the panel is back", "!document.querySelector('.back')").await;
            is_focused(page, "Break something").await;
            page.run("document.querySelector('.side h2').focus()").await;
            // From a title, too, typing goes to the prompt.
            page.keys(&['h', 'e', 'r']).await;
            page.until("it is there", "document.querySelector('#prompt').value == 'her'").await;
        },
    );
}

#[test]
fn escape_closes_a_panel_from_the_button_that_opened_it() {
    visit(Open { query: "?scenario=followers", ..Open::default() }, async |page: &mut Page| {
        let button = "[...document.querySelectorAll('.btn')]\
                      .find(b => b.textContent == 'Break something')";
        page.run(&format!("{button}.click()")).await;
        page.until("the panel is open", "document.querySelector('.back')").await;
        page.run(&format!("{button}.focus()")).await;
        page.keys(&[ESCAPE]).await;
        page.until("it is closed", "!document.querySelector('.back')").await;
    });
}

#[test]
fn typing_with_nothing_focused_goes_to_the_prompt() {
    visit(Open::default(), async |page: &mut Page| {
        page.run("document.activeElement.blur()").await;
        page.keys(&"heroku apps".chars().collect::<Vec<_>>()).await;
        page.until("it is there", "document.querySelector('#prompt').value.endsWith('ku apps')")
            .await;
    });
}

#[test]
fn ctrl_c_leaves_what_holds_the_prompt_and_ctrl_l_empties_the_screen() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL").await;
        page.types("heroku pg:wait").await;
        page.until("it holds the prompt", "document.querySelector('.waiting')").await;
        page.run("document.querySelector('#prompt').focus()").await;
        page.ctrl('c').await;
        page.until("it is left", "!document.querySelector('.waiting')").await;
        page.ctrl('l').await;
        page.until("it is empty", "document.querySelectorAll('.lines .line').length == 0").await;
    });
}

#[test]
fn what_if_takes_the_focus_and_escape_gives_it_back() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let is_open = "!!document.querySelector('.what-if')";
        page.run(
            "[...document.querySelectorAll('.btn')].find(b => b.textContent == 'What if').focus()",
        )
        .await;
        page.keys(&[ENTER]).await;
        page.until("it is open", is_open).await;
        is_focused(page, "What if, from 00:00:00?").await;
        // From there Tab goes through the pane.
        page.keys(&[TAB]).await;
        is_focused(page, "Back to the run").await;
        page.keys(&[ESCAPE]).await;
        page.until("it is closed", &format!("!({is_open})")).await;
        is_focused(page, "What if").await;
        // What is written stays, and its mistake stands beside it.
        page.keys(&[ENTER]).await;
        page.until("it is open", is_open).await;
        page.run("document.querySelector('.own summary').click()").await;
        page.run("document.querySelector('.own textarea').focus()").await;
        page.keys(&"heroku ps".chars().collect::<Vec<_>>()).await;
        page.keys(&[ENTER, 'x', TAB, ENTER]).await;
        page.until("it is told", "document.querySelector('.mistake')").await;
        let told = page.value("document.querySelector('.mistake').textContent").await;
        assert!(told.as_str().is_some_and(|told| told.starts_with("Line 2: ")), "{told}");
        page.keys(&[ESCAPE]).await;
        page.until("it is closed", &format!("!({is_open})")).await;
        page.keys(&[ENTER]).await;
        page.until("it is open", is_open).await;
        let text = page.value("document.querySelector('.own textarea').value").await;
        assert_eq!(text.as_str(), Some("heroku ps\nx"));
    });
}
