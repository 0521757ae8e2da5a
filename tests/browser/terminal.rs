//! The terminal as people use one: what is selected, typed ahead, too wide, or within a frame.

use serde_json::Value;

use crate::browser::{Open, Page, visit};

const ENTER: char = '\u{e007}';
const RIGHT: char = '\u{e014}';

/// Selects the first printed line, as a mouse would, which gives the focus to what is scrolled.
const SELECT: &str = "const range = document.createRange(); \
                      range.selectNodeContents(document.querySelector('.lines .line')); \
                      getSelection().removeAllRanges(); getSelection().addRange(range);";
const IS_SELECTED: &str = "!getSelection().isCollapsed";

async fn holds_the_prompt(page: &Page) {
    page.types("heroku addons:add heroku-postgresql:crane --follow CHARCOAL").await;
    page.types("heroku pg:wait").await;
    page.until("it holds the prompt", "document.querySelector('.waiting')").await;
}

#[test]
fn the_first_ctrl_c_copies_and_the_second_interrupts() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        for focus in [".scroll", "#prompt"] {
            holds_the_prompt(page).await;
            page.run(&format!("document.querySelector('{focus}').focus(); {SELECT}")).await;
            assert_eq!(page.value(IS_SELECTED).await, Value::Bool(true));
            page.ctrl('c').await;
            page.until("it is not selected any more", &format!("!({IS_SELECTED})")).await;
            assert!(page.text(".waiting").await.contains("The prompt comes back"));
            page.ctrl('c').await;
            page.until("it is left", "!document.querySelector('.waiting')").await;
        }
        let copied = "navigator.clipboard.readText().catch(() => '').then(arguments[0])";
        let copied = page.answer(copied).await;
        let copied = copied.as_str().unwrap_or_default();
        assert!(copied.is_empty() || copied.starts_with("This is a simulation"), "{copied}");
    });
}

#[test]
fn after_a_selection_typing_goes_to_the_prompt() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.run(&format!("document.querySelector('.scroll').focus(); {SELECT}")).await;
        page.keys(&"heroku ps".chars().collect::<Vec<_>>()).await;
        page.until("it is there", "document.querySelector('#prompt').value == 'heroku ps'").await;
        page.ctrl('w').await;
        page.until("a word is erased", "document.querySelector('#prompt').value == 'heroku '")
            .await;
        page.ctrl('u').await;
        page.until("all is erased", "document.querySelector('#prompt').value == ''").await;
    });
}

#[test]
fn what_is_typed_while_a_command_holds_the_prompt_is_entered_after_it() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        holds_the_prompt(page).await;
        page.types("heroku ps").await;
        page.find("#prompt").await.send_keys("heroku ap").await.expect("it takes keys");
        page.until(
            "a line waits",
            "document.querySelector('.waiting').textContent.includes('Lines that wait for it: 1.')",
        )
        .await;
        assert!(!page.text(".lines").await.contains("heroku ps"));
        page.run("document.querySelector('.waiting button').click()").await;
        page.until(
            "it is entered",
            "document.querySelector('.lines').textContent.includes('$ heroku ps')",
        )
        .await;
        let rest = "document.querySelector('#prompt').value == 'heroku ap'";
        page.until("what is not entered stays", rest).await;
    });
}

#[test]
fn a_table_keeps_its_rows_and_scrolls_by_itself() {
    let query = "?scenario=report-on-white&pace=0";
    for size in [(1440, 900), (1280, 720), (390, 844)] {
        visit(Open { query, size, ..Open::default() }, async |page: &mut Page| {
            page.until("it is open", "document.querySelector('.side h2')?.textContent.length > 3")
                .await;
            page.types("heroku pg:kill 99 WHITE").await;
            page.types("heroku pg:ps WHITE").await;
            let there = "document.querySelectorAll('.rows').length >= 2";
            page.until("both are printed", there).await;
            let low = "[...document.querySelectorAll('.rows .line')]\
                       .every(l => l.offsetHeight < \
                       1.6 * parseFloat(getComputedStyle(l).fontSize))";
            assert_eq!(page.value(low).await, Value::Bool(true), "no row is wrapped");
            let wide = "[...document.querySelectorAll('.rows')]\
                        .filter(t => t.scrollWidth > t.clientWidth)";
            page.until(
                "what is too wide is reached by keyboard, and nothing else",
                &format!(
                    "{wide}.length > 0 && [...document.querySelectorAll('.rows')]\
                     .every(t => (t.tabIndex == 0) == {wide}.includes(t))"
                ),
            )
            .await;
            let rest = "(s => s.scrollWidth <= s.clientWidth)(document.querySelector('.scroll'))";
            assert_eq!(page.value(rest).await, Value::Bool(true), "only the table scrolls");
            page.run(&format!("{wide}.at(-1).focus()")).await;
            page.keys(&[RIGHT]).await;
            page.until("it scrolls", &format!("{wide}.at(-1).scrollLeft > 0")).await;
            page.keep_screen(&format!("{}x{}-wide-table", size.0, size.1)).await;
        });
    }
}

#[test]
fn in_a_frame_enter_scrolls_the_terminal_and_not_the_host() {
    let host = "<!doctype html><title>host</title><link rel=icon href='data:,'>\
                <div style='height: 700px'></div>\
                <iframe src='./?show=terminal&pace=0' width=800 height=400></iframe>\
                <div style='height: 3000px'></div>";
    let extra = [("host.html", host)];
    let open = Open { query: "host.html", extra: &extra, waits: false, ..Open::default() };
    visit(open, async |page: &mut Page| {
        let inner = "document.querySelector('iframe').contentWindow";
        // The picture before the program has lines and no prompt.
        page.until("it is there", &format!("{inner}?.document.querySelector('#prompt')")).await;
        // Most of the frame is below the window.
        page.run(&format!(
            "scrollTo(0, 250); {inner}.focus(); \
             {inner}.document.querySelector('#prompt').focus({{ preventScroll: true }})"
        ))
        .await;
        for _ in 0..3 {
            page.keys(&"heroku help".chars().collect::<Vec<_>>()).await;
            page.run("scrollTo(0, 250)").await;
            page.keys(&[ENTER]).await;
            page.rest(300).await;
            assert_eq!(page.value("scrollY").await, 250);
        }
        let at_end = format!(
            "(r => r.top >= 0 && r.bottom <= {inner}.innerHeight + 1)\
             ({inner}.document.querySelector('#prompt').getBoundingClientRect())"
        );
        page.until("the terminal shows its end", &at_end).await;
    });
}
