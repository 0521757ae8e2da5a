//! Time in the learner's hands, in the page: dragged on the chart, gone back to before a command,
//! another future begun and the old one taken up; and plans side by side.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use serde_json::{Value, json};
use std::time::Duration;

use crate::browser::{Open, Page, visit};

/// The simulated time that the page shows, in seconds.
async fn clock(page: &Page) -> u64 {
    let text = page.text(".clock").await;
    let time = text.split(' ').next().unwrap_or_default();
    time.split(':').fold(0, |sum, part| sum * 60 + part.parse::<u64>().expect("a number"))
}

/// Clicks what says this: a button of the top bar, of the panel or of a plan.
async fn press(page: &Page, text: &str) {
    let script = format!(
        "[...document.querySelectorAll('button')].find(one => one.textContent.includes({text:?}) \
         && one.offsetParent).click()"
    );
    page.run(&script).await;
    page.rest(100).await;
}

/// The entries of a list of the panel.
async fn listed(page: &Page, title: &str) -> Vec<String> {
    let script = format!(
        "[...document.querySelectorAll('.about > h3')].filter(one => one.textContent == {title:?}) \
         .flatMap(one => [...one.nextElementSibling.querySelectorAll('code')]) \
         .map(one => one.textContent)"
    );
    let Value::Array(entries) = page.value(&script).await else {
        panic!("a list is a list");
    };
    entries.iter().map(|entry| entry.as_str().expect("a text").to_owned()).collect()
}

/// Drags on the chart, from one share of its axis to another.
async fn drag(page: &Page, from: f64, to: f64) {
    let place = "(() => { const lane = document.querySelector('.chart-pane rect.lane') \
                 .getBoundingClientRect(); return [lane.left, lane.right, lane.top + 5]; })()";
    let place: Vec<f64> = serde_json::from_value(page.value(place).await).expect("three numbers");
    let at = |share: f64| (place[0] + share * (place[1] - place[0]), place[2]);
    let moved = |(x, y): (f64, f64)| PointerAction::MoveTo {
        duration: Some(Duration::from_millis(50)),
        x,
        y,
    };
    let actions = MouseActions::new("mouse".to_owned())
        .then(moved(at(from)))
        .then(PointerAction::Down { button: 0 })
        .then(moved(at((from + to) / 2.0)))
        .then(moved(at(to)))
        .then(PointerAction::Up { button: 0 });
    page.acts(actions).await;
    page.rest(150).await;
}

#[test]
fn time_is_dragged_back_on_the_chart_and_the_end_is_kept() {
    visit(Open { query: "?scenario=report-on-white&pace=0", ..Open::default() }, async |page| {
        page.until("it is open", "document.title && document.querySelector('.side h2')").await;
        page.passes(60).await;
        page.types("heroku maintenance:on").await;
        page.passes(60).await;
        page.types("heroku ps").await;
        let (end, lines) = (clock(page).await, page.lines().await);
        drag(page, 0.9, 0.25).await;
        let then = clock(page).await;
        assert!(then < end / 2 && then > 5, "{then} of {end}");
        assert!(page.text(".time-bar").await.contains(", in the past."));
        // Stage, terminal and figures are of that moment.
        assert!(!page.lines().await.iter().any(|line| line.contains("maintenance:on")));
        assert!(page.text(".score").await.starts_with("0 s"));
        page.keep_screen("1440x900-past").await;
        drag(page, 0.25, 1.2).await;
        assert_eq!((clock(page).await, page.lines().await), (end, lines));
        // By keyboard: to the start, and from there to the end.
        page.run("document.querySelector('.chart-pane svg').focus()").await;
        page.keys(&['\u{e011}', '\u{e007}']).await;
        page.rest(100).await;
        assert!(clock(page).await < 5);
        page.keys(&['\u{e010}', '\u{e007}']).await;
        page.rest(100).await;
        assert_eq!(clock(page).await, end);
    });
}

#[test]
fn acting_in_the_past_begins_a_branch_and_the_old_future_can_be_taken_up() {
    visit(Open { query: "?pace=0", size: (1280, 600), ..Open::default() }, async |page| {
        page.passes(20).await;
        page.types("heroku pg:unfollow WHITE --confirm sushi").await;
        page.passes(30).await;
        let (end, lines) = (clock(page).await, page.lines().await);
        press(page, "Rewind").await;
        assert_eq!(
            listed(page, "What you did").await,
            ["heroku pg:unfollow WHITE --confirm sushi"]
        );
        press(page, "heroku pg:unfollow").await;
        assert!(page.text(".side").await.contains("You are in the past."));
        page.types("heroku maintenance:on").await;
        assert_eq!(listed(page, "What you did").await, ["heroku maintenance:on"]);
        let aside = listed(page, "Other branches").await;
        assert_eq!(aside.len(), 1);
        assert!(aside[0].ends_with(": heroku pg:unfollow WHITE --confirm sushi"), "{aside:?}");
        page.keep_screen("1280x600-branch").await;
        press(page, "heroku pg:unfollow").await;
        assert_eq!((clock(page).await, page.lines().await), (end, lines));
        let aside = listed(page, "Other branches").await;
        assert!(aside[0].ends_with(": heroku maintenance:on"), "{aside:?}");
    });
}

#[test]
fn what_if_and_back_goes_on_and_the_past_leads_back_to_now() {
    visit(Open { size: (1440, 900), ..Open::default() }, async |page| {
        page.passes(20).await;
        page.types("heroku ps").await;
        page.pace("10×").await;
        press(page, "What if").await;
        page.until("time waits", "document.querySelector('.play').textContent == 'Play'").await;
        press(page, "Back to the run").await;
        page.until("it goes on", "document.querySelector('.play').textContent == 'Pause'").await;
        press(page, "Rewind").await;
        press(page, "heroku ps").await;
        let says = page.text(".time-bar").await;
        assert!(says.starts_with("You are at 00:00:2"), "{says}");
        let fits = "[...document.querySelectorAll('.bar, .seg, .time-bar')]\
                    .every(e => e.scrollWidth <= e.clientWidth)";
        assert_eq!(page.value(fits).await, json!(true));
        let in_past = "document.querySelector('.seg [aria-pressed=true]').textContent == '1×'";
        press(page, "Play from here").await;
        page.until("it plays in real time", in_past).await;
        press(page, "Back to now").await;
        page.until("the past is left", "!document.querySelector('.time-bar')").await;
        let as_before = in_past.replace("1×", "10×");
        page.until("it goes on as before", &as_before).await;
    });
}

#[test]
fn plans_stand_side_by_side_and_one_is_played() {
    for (size, name) in [
        ((1440, 900), "1440x900-what-if"),
        ((1280, 600), "1280x600-what-if"),
        ((1024, 768), "1024x768-what-if"),
        ((390, 844), "390x844-what-if"),
    ] {
        visit(
            Open { query: "?scenario=equally-behind&pace=0", size, ..Open::default() },
            async |page| {
                page.until("it is open", "document.querySelector('.side h2')").await;
                page.passes(10).await;
                page.types("heroku pg:unfollow WHITE --confirm sushi\u{e003}").await;
                press(page, "Break something").await;
                page.run("document.querySelector('.target[aria-label^=\"leader lost\"]').click()")
                    .await;
                page.until("a decision is near", "document.querySelector('.btn.near')").await;
                press(page, "What if").await;
                let known = "document.querySelectorAll('.what-if canvas').length > 1";
                page.until("all is known", known).await;
                page.rest(300).await;
                page.keep_screen(name).await;
                let columns = "document.querySelectorAll('.what-if article').length";
                let columns = page.value(columns).await.as_u64().expect("a number");
                assert!((2..=6).contains(&columns), "{columns}");
                let cut = "[...document.querySelectorAll('.what-if .stage-pane')].every(pane => \
                           pane.querySelector('svg').getBoundingClientRect().right \
                           <= pane.getBoundingClientRect().right + 1)";
                assert_eq!(page.value(cut).await, json!(true), "no stage is cut off");
                let wide = "document.documentElement.scrollWidth <= innerWidth";
                assert_eq!(page.value(wide).await, json!(true));
                // Its tapes are painted.
                let painted = "[...document.querySelectorAll('.what-if canvas')].every(one => \
                    one.getContext('2d').getImageData(0, 0, one.width, one.height).data \
                    .some(byte => byte))";
                assert_eq!(page.value(painted).await, json!(true));
                // The best is first, and one click away.
                let first = "document.querySelector('.plans tbody th').textContent";
                let best = page.value(first).await.as_str().expect("a name").to_owned();
                assert!(best.ends_with("promote WHITE") || best == "Promote WHITE", "{best}");
                press(page, "Do this").await;
                page.until("it is played", "!document.querySelector('.what-if')").await;
                page.until(
                    "the first command is in the terminal",
                    "document.querySelector('.terminal').textContent.includes('pg:promote')",
                )
                .await;
            },
        );
    }
}
