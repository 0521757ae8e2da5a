//! The lessons as learners play them: by keyboard, by touch, and with a screen reader.

use serde_json::{Value, json};

use crate::browser::{Open, PLAIN, Page, visit};

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';

/// The number of steps that are done.
const DONE: &str = "document.querySelectorAll('.step.done').length";

async fn steps_are_done(page: &Page, count: usize) {
    page.until(&format!("{count} steps are done"), &format!("{DONE} >= {count}")).await;
}

/// The title of the current step.
async fn step(page: &Page) -> String {
    page.text(".step.now h3").await
}

/// Presses Tab until what has the focus begins with these words.
async fn reach(page: &Page, wanted: &str) {
    let focused = format!(
        "(e => (e.getAttribute('aria-label') || e.textContent).trim().startsWith({wanted:?}) \
         && e.matches('button, a, summary'))(document.activeElement)"
    );
    for _ in 0..150 {
        if page.value(&focused).await == json!(true) {
            return;
        }
        page.keys(&[TAB]).await;
    }
    panic!("{wanted} cannot be reached by Tab");
}

/// Reaches something by Tab and presses Enter on it.
async fn press(page: &Page, wanted: &str) {
    reach(page, wanted).await;
    page.keys(&[ENTER]).await;
}

/// Goes to the prompt by the page's first link, and types a line.
async fn enter(page: &Page, line: &str) {
    for _ in 0..200 {
        if page.value("document.activeElement.id == 'prompt'").await == json!(true) {
            break;
        }
        page.keys(&[TAB]).await;
    }
    let keys: Vec<char> = line.chars().chain([ENTER]).collect();
    page.keys(&keys).await;
}

/// Reloads the page: the lesson is where it was, and goes on.
async fn reload(page: &Page) {
    let before = (step(page).await, page.value(DONE).await);
    page.client.refresh().await.expect("it can be loaded again");
    page.is_there().await;
    page.until("it is where it was", "document.querySelector('.time-bar')").await;
    page.until("its step is shown", "document.querySelector('.step.now')").await;
    assert_eq!((step(page).await, page.value(DONE).await), before);
    press(page, "Continue").await;
}

/// A wait until something is told of a database's card.
async fn card_says(page: &Page, colour: &str, words: &str) {
    let card = format!(
        "[...document.querySelectorAll('.card')].some(c => c.ariaLabel.startsWith({colour:?}) \
         && c.ariaLabel.includes({words:?}))"
    );
    page.until(&format!("{colour} is {words}"), &card).await;
}

/// Gives an answer to the question of the current step, by keyboard.
async fn answer(page: &Page, place: usize) {
    let focused = format!(
        "document.activeElement == document.querySelectorAll('.step.now .answer')[{place}]"
    );
    for _ in 0..150 {
        if page.value(&focused).await == json!(true) {
            break;
        }
        page.keys(&[TAB]).await;
    }
    page.keys(&[ENTER]).await;
    page.until("it is given", "document.querySelector('.step.now .given')").await;
}

#[test]
fn a_failover_is_played_by_keyboard_alone() {
    visit(Open { query: "?lesson=leader-gone", ..PLAIN }, async |page: &mut Page| {
        answer(page, 0).await;
        enter(page, "heroku ps").await;
        press(page, "10×").await;
        card_says(page, "CHARCOAL", "Lost").await;
        press(page, "1×").await;
        steps_are_done(page, 1).await;
        reload(page).await;
        enter(page, "heroku maintenance:on && heroku ps:scale worker=0").await;
        steps_are_done(page, 2).await;
        reload(page).await;
        answer(page, 0).await;
        enter(page, "heroku pg:info").await;
        steps_are_done(page, 3).await;
        enter(page, "heroku pg:unfollow WHITE --confirm sushi").await;
        enter(page, "heroku pg:promote WHITE").await;
        steps_are_done(page, 4).await;
        reload(page).await;
        enter(page, "heroku ps:scale worker=2 && heroku maintenance:off").await;
        steps_are_done(page, 5).await;
        reload(page).await;
        press(page, "60×").await;
        let can = "[...document.querySelectorAll('.card')].some(c => \
                   c.ariaLabel.startsWith('WHITE') && \
                   !c.ariaLabel.includes('can get followers in'))";
        page.until("WHITE can be followed", can).await;
        enter(page, "heroku addons:add heroku-postgresql:ronin --follow WHITE").await;
        steps_are_done(page, 6).await;
        reload(page).await;
        enter(
            page,
            "heroku addons:remove HEROKU_POSTGRESQL_CHARCOAL HEROKU_POSTGRESQL_LAVENDER \
             --confirm sushi",
        )
        .await;
        page.until("the end is told", "document.querySelector('.closing')").await;
        page.keep_screen("1440x900-failover-lesson").await;
        let all = page.text(".closing").await;
        assert!(all.contains("7 of 7 steps without help"), "{all}");
    });
}

/// Something to press with these words.
fn button(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('button')].filter(b => b.offsetParent)\
         .find(b => b.textContent.trim().startsWith({words:?}))"
    )
}

#[test]
fn a_screen_reader_is_told_of_each_step() {
    visit(Open { query: "?lesson=unfollow", ..PLAIN }, async |page: &mut Page| {
        let tree = page.devtools_answer("Accessibility.getFullAXTree", json!({})).await;
        let named = |role: &str, name: &str| {
            let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
            nodes.iter().any(|node| {
                node["role"]["value"] == role
                    && node["name"]["value"].as_str().is_some_and(|it| it.starts_with(name))
            })
        };
        assert!(named("heading", "Unfollow makes a fork"));
        assert!(named("list", "Steps") && named("list", "The goal of this step"));
        assert!(named("heading", "See what WHITE is"));
        assert!(named("button", "Hint 1 of 3") && named("button", "End the lesson"));
        let current = "document.querySelector('.step[aria-current=step] h3').textContent";
        assert_eq!(page.value(current).await, json!("See what WHITE is, open"));
        let live = "document.querySelector('.lesson [role=status]').textContent";
        assert_eq!(page.value(live).await, json!(""));
        page.types("heroku pg:info").await;
        let told = format!("({live}).startsWith('Step 1 done: See what WHITE is.')");
        page.until("it is told", &told).await;
        let group = "document.querySelector('.step.now fieldset legend').textContent";
        assert_eq!(page.value(group).await, json!("Predict, then see"));
        assert_eq!(page.value(&button("Hint")).await, Value::Null, "not before the prediction");
        page.run("document.querySelectorAll('.step.now .answer')[2].click()").await;
        page.types("heroku pg:unfollow WHITE").await;
        page.types("sushi").await;
        page.until("the next is told", &format!("({live}).startsWith('Step 2 done')")).await;
        page.types("heroku pg:promote WHITE").await;
        page.until("a wrong turn is told", "document.querySelector('.wrong-turn[role=alert]')")
            .await;
        page.run(&format!("{}.click()", button("Go back to before it"))).await;
        page.until("it is over", "!document.querySelector('.wrong-turn')").await;
        let past = page.text(".time-bar").await;
        assert!(past.contains("in the past"), "{past}");
    });
}

#[test]
fn a_solution_types_itself_and_counts_as_shown() {
    visit(Open { query: "?lesson=meet-the-fleet", ..PLAIN }, async |page: &mut Page| {
        steps_are_done(page, 1).await;
        for number in 1..=3 {
            page.run(&format!("{}.click()", button(&format!("Hint {number}")))).await;
        }
        page.run(&format!("{}.click()", button("Show the solution"))).await;
        let typed = "document.querySelector('#prompt').value";
        page.until("it types", &format!("{typed}.length > 2 && {typed}.length < 14")).await;
        steps_are_done(page, 2).await;
        let second = page.text(".step:nth-child(2)").await;
        assert!(second.contains("solution shown"), "{second}");
        // Esc ends what is guided: the world stays, and the lesson can be taken up again.
        page.run("document.querySelector('.side h2').focus()").await;
        page.keys(&['\u{e00c}']).await;
        page.until("it is put aside", "!document.querySelector('.lesson')").await;
        page.run(&format!("{}.click()", button("Go on with the lesson"))).await;
        steps_are_done(page, 2).await;
    });
}
