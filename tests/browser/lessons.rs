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
    page.until(
        "it is where it was",
        "document.querySelector('.time-bar')?.textContent.startsWith('This is the run')",
    )
    .await;
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

/// The prompt is free again.
async fn is_free(page: &Page) {
    page.until(
        "the prompt is free",
        "document.querySelector('#prompt') && !document.querySelector('.waiting')",
    )
    .await;
}

#[test]
fn the_first_lesson_is_played_by_keyboard_alone() {
    visit(PLAIN, async |page: &mut Page| {
        assert_eq!(page.text(".side h2").await, "Meet the fleet");
        assert_eq!(page.text(".side .kick").await, "Lesson 1 of 11");
        steps_are_done(page, 1).await;
        reload(page).await;
        enter(page, "heroku pg:info").await;
        steps_are_done(page, 2).await;
        reload(page).await;
        press(page, "Break something").await;
        press(page, "leader lost: CHARCOAL").await;
        page.until("it is lost", "document.querySelector('.lesson-strip')").await;
        press(page, "Step").await;
        steps_are_done(page, 3).await;
        reload(page).await;
        enter(page, "heroku pg:unfollow WHITE").await;
        enter(page, "sushi").await;
        steps_are_done(page, 4).await;
        reload(page).await;
        enter(page, "heroku pg:promote WHITE").await;
        page.until("the end is told", "document.querySelector('.closing.well[role=status]')").await;
        assert_eq!(page.text(".closing h3").await, "Done");
        page.until("the best is known", "document.querySelector('.closing .note')").await;
        page.keep_screen("1440x900-lesson-done").await;
        // What was finished is known on the next visit, and in the list.
        page.go("?lesson=unfollow").await;
        page.keys(&['\u{e032}']).await;
        page.until("the list", "document.querySelector('.library')").await;
        let first = page.text(".library section:first-child li:first-child").await;
        assert!(first.contains("Meet the fleet") && first.contains("done"), "{first}");
        page.run("history.back()").await;
        page.until("Back leads back", "document.querySelector('.closing')").await;
    });
}

#[test]
fn a_changeover_is_played_by_keyboard_alone() {
    visit(Open { query: "?lesson=change-plan", ..PLAIN }, async |page: &mut Page| {
        press(page, "600×").await;
        answer(page, 0).await;
        enter(page, "heroku pgbackups:transfer SILVER").await;
        enter(page, "shop").await;
        steps_are_done(page, 1).await;
        is_free(page).await;
        reload(page).await;
        enter(
            page,
            "heroku addons:add heroku-postgresql:standard-tengu \
             --follow HEROKU_POSTGRESQL_CHARCOAL_URL",
        )
        .await;
        steps_are_done(page, 2).await;
        reload(page).await;
        press(page, "1×").await;
        answer(page, 0).await;
        enter(page, "heroku ps && heroku maintenance:on").await;
        steps_are_done(page, 3).await;
        reload(page).await;
        enter(page, "heroku ps:scale worker=0 clock=0 && outside:stop warehouse").await;
        steps_are_done(page, 4).await;
        reload(page).await;
        card_says(page, "WHITE", "behind by 0").await;
        enter(page, "heroku pg:info").await;
        enter(page, "heroku pg:unfollow WHITE --confirm shop").await;
        enter(page, "heroku pg:promote WHITE").await;
        steps_are_done(page, 5).await;
        reload(page).await;
        enter(page, "heroku config:get HEROKU_POSTGRESQL_WHITE_URL").await;
        let url = "[...document.querySelectorAll('.line')].map(l => l.textContent.trim())\
                   .findLast(t => t.startsWith('postgres://'))";
        page.until("the URL is printed", url).await;
        let url = page.value(url).await;
        enter(page, &format!("outside:set warehouse {}", url.as_str().unwrap_or_default())).await;
        steps_are_done(page, 6).await;
        reload(page).await;
        enter(page, "heroku ps:scale worker=3 clock=1 && heroku maintenance:off").await;
        steps_are_done(page, 7).await;
        reload(page).await;
        enter(page, "heroku addons:remove HEROKU_POSTGRESQL_CHARCOAL --confirm shop").await;
        page.until("the end is told", "document.querySelector('.closing')").await;
        assert_eq!(page.text(".closing h3").await, "Done");
        assert!(page.text(".closing").await.contains("8 of 8 steps without help"));
    });
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

/// Touches an element with a finger, once it is scrolled into sight.
async fn tap(page: &Page, element: &str) {
    let place = format!(
        "(e => {{ if (!e) return null; e.scrollIntoView({{ block: 'end' }}); \
         const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] }})\
         ({element})"
    );
    page.until(element, &format!("Boolean({element})")).await;
    let Value::Array(place) = page.value(&place).await else {
        panic!("{element} is not there");
    };
    let (x, y) = (place[0].as_f64(), place[1].as_f64());
    let point = json!([{ "x": x, "y": y }]);
    let touch = |kind: &str, points: Value| json!({ "type": kind, "touchPoints": points });
    page.devtools("Input.dispatchTouchEvent", touch("touchStart", point)).await;
    page.devtools("Input.dispatchTouchEvent", touch("touchEnd", json!([]))).await;
}

/// Something to press with these words.
fn button(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('button')].filter(b => b.offsetParent)\
         .find(b => b.textContent.trim().startsWith({words:?}))"
    )
}

/// A command put together by taps at the prompt, and entered.
async fn tap_line(page: &Page, words: &[&str]) {
    for word in words {
        tap(
            page,
            &format!(
                "[...document.querySelectorAll('.taps button')]\
                 .find(b => b.textContent.trim().startsWith({word:?}))"
            ),
        )
        .await;
    }
    tap(page, "document.querySelector('.go')").await;
}

#[test]
fn a_lesson_is_played_by_touch_alone_on_a_phone() {
    let phone = Open { query: "?lesson=lag&pace=10x", size: (390, 844), ..PLAIN };
    visit(phone, async |page: &mut Page| {
        let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
        page.devtools("Emulation.setTouchEmulationEnabled", touch).await;
        page.keep_screen("390x844-lesson").await;
        tap_line(page, &["heroku", "pg:info"]).await;
        steps_are_done(page, 1).await;
        tap(page, "document.querySelectorAll('.step.now .answer')[0]").await;
        tap_line(page, &["heroku", "ps:scale", "import=", "import=1"]).await;
        steps_are_done(page, 2).await;
        tap_line(page, &["heroku", "ps:scale", "import=", "import=0"]).await;
        steps_are_done(page, 3).await;
        let fault = |name: &str, on: &str| {
            format!(
                "[...[...document.querySelectorAll('.fault')]\
                 .find(f => f.textContent.toLowerCase().startsWith({name:?}))\
                 ?.querySelectorAll('.target') ?? []].find(t => t.textContent.trim() == {on:?})"
            )
        };
        tap(page, &button("Break something")).await;
        tap(page, &fault("long query", "WHITE")).await;
        tap(page, "document.querySelector('.lesson-strip')").await;
        steps_are_done(page, 4).await;
        tap_line(page, &["heroku", "pg:ps", "HEROKU_POSTGRESQL_WHITE"]).await;
        steps_are_done(page, 5).await;
        tap_line(page, &["heroku", "pg:kill", "4600", "HEROKU_POSTGRESQL_WHITE"]).await;
        steps_are_done(page, 6).await;
        tap(page, "document.querySelectorAll('.step.now .answer')[0]").await;
        tap(page, &button("Break something")).await;
        tap(page, &fault("long query", "LAVENDER")).await;
        tap(page, "document.querySelector('.lesson-strip')").await;
        steps_are_done(page, 7).await;
        tap_line(page, &["heroku", "logs"]).await;
        page.until("the end is told", "document.querySelector('.closing')").await;
        assert!(page.text(".closing").await.contains("8 of 8 steps without help"));
        page.keep_screen("390x844-lesson-done").await;
    });
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
        let edge = "getComputedStyle(document.querySelector('.step.now .answer')).borderTopWidth";
        assert_eq!(page.value(edge).await, json!("1px"), "an answer looks like a button");
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
        assert!(past.contains("before the wrong turn"), "{past}");
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
