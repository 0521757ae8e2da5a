//! The themes: chosen, kept, asked for by a link, followed; and the pictures in each.

use serde_json::Value;

use crate::browser::{Open, Page, visit};
use crate::layout::fits;
use crate::pixels::{Area, Colour};

const SHOWN: &str = "document.documentElement.dataset.theme";

/// Waits until the page shows a theme.
async fn shows(page: &Page, theme: &str) {
    page.until(&format!("it is {theme}"), &format!("{SHOWN} == '{theme}'")).await;
}

/// Where an element is on the screen.
async fn area(page: &Page, selector: &str) -> Area {
    let script = format!(
        "(r => [r.x, r.y, r.width, r.height].map(Math.round))\
         (document.querySelector(\"{selector}\").getBoundingClientRect())"
    );
    let found = page.value(&script).await;
    let [x, y, w, h] = [0, 1, 2, 3].map(|at: usize| found[at].as_u64().expect("a number") as u32);
    Area { x, y, w, h }
}

/// The colour that marks of CHARCOAL have, and that of a tape.
async fn inks(page: &Page) -> [Colour; 2] {
    let mut inks = [[0; 3]; 2];
    for (ink, names) in inks.iter_mut().zip([["mark-charcoal", "db-charcoal"], ["tape", "tape"]]) {
        let [one, other] = names;
        let script = format!(
            "(s => s.getPropertyValue('--{one}') || s.getPropertyValue('--{other}'))\
             (getComputedStyle(document.documentElement)).trim().slice(1)"
        );
        let text = page.value(&script).await;
        let hex = u32::from_str_radix(text.as_str().expect("it is set"), 16).expect("it is hex");
        *ink = [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8];
    }
    inks
}

const TAPE: &str = ".card[aria-label^='CHARCOAL'] rect.tape";

#[test]
fn each_theme_is_chosen_in_its_turn_and_the_tapes_have_its_colours_at_once() {
    visit(Open { query: "?pace=0&theme=light", ..Open::default() }, async |page: &mut Page| {
        page.pace("10×").await;
        page.rest(1_500).await;
        page.pause().await;
        let mut grounds = Vec::new();
        for theme in ["light", "dark", "projector"] {
            shows(page, theme).await;
            assert_eq!(page.text(".theme").await, format!("Theme: {theme}"));
            let [mark, tape] = inks(page).await;
            let (place, picture) = (area(page, TAPE).await, page.screen().await);
            let counted = [mark, tape].map(|ink| picture.count(place, ink));
            assert!(counted.iter().all(|count| *count > 200), "{theme}: {counted:?}");
            grounds.push(tape);
            page.click(".theme").await;
        }
        shows(page, "light").await;
        assert_eq!(page.text(".theme").await, "Theme: auto");
        grounds.dedup();
        assert_eq!(grounds.len(), 3, "no two themes have the same: {grounds:?}");
    });
}

#[test]
fn the_choice_survives_a_reload_and_a_link_comes_before_it() {
    visit(Open { dark: true, ..Open::default() }, async |page: &mut Page| {
        shows(page, "dark").await;
        page.click(".theme").await;
        shows(page, "light").await;
        page.go("").await;
        shows(page, "light").await;
        assert_eq!(page.text(".theme").await, "Theme: light");
        page.go("?theme=projector").await;
        shows(page, "projector").await;
        page.go("").await;
        shows(page, "light").await;
        page.click(".btn:last-child").await;
        shows(page, "light").await;
    });
}

#[test]
fn the_system_is_followed_until_a_theme_is_chosen() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        shows(page, "light").await;
        for dark in [true, false, true] {
            page.system_is(dark, false).await;
            shows(page, if dark { "dark" } else { "light" }).await;
            let ([mark, _], place) = (inks(page).await, area(page, TAPE).await);
            assert!(page.screen().await.count(place, mark) > 200, "the tape follows, too");
        }
        page.click(".theme").await;
        shows(page, "light").await;
        page.system_is(false, false).await;
        page.system_is(true, false).await;
        page.rest(300).await;
        shows(page, "light").await;
    });
}

#[test]
fn a_theme_that_there_is_not_is_told() {
    visit(Open { query: "?theme=neon", ..Open::default() }, async |page: &mut Page| {
        let notice = page.text(".notice").await;
        assert!(notice.contains("the theme \"neon\". Themes are auto, light, dark"), "{notice}");
        shows(page, "light").await;
    });
}

#[test]
fn the_projector_is_a_quarter_bigger_and_nothing_overlaps() {
    for size in [(1920, 1080), (1440, 900), (1280, 600)] {
        let query = "?scenario=report-on-white&pace=10x&theme=projector";
        visit(Open { size, query, ..Open::default() }, async |page: &mut Page| {
            let title = "document.querySelector('.side h2').textContent.startsWith('A report')";
            page.until("the scenario is open", title).await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-projector", size.0, size.1)).await;
            // The canvas has a pixel for each of the screen's, and lies on the picture.
            let sizes = "(['.motion', '.stage'].map(e => document.querySelector(e))\
                 .map(e => [e.getBoundingClientRect(), e.width])\
                 .map(([r, w]) => [r.x, r.y, r.right, r.bottom, w].map(Math.round)))";
            let sizes = page.value(sizes).await;
            let corners = |at: usize| sizes[at].as_array().map(|all| all[..4].to_vec());
            assert_eq!(corners(0), corners(1), "{sizes}");
            let width = sizes[0][2].as_i64().unwrap_or(0) - sizes[0][0].as_i64().unwrap_or(0);
            let pixels = sizes[0][4].as_i64().unwrap_or(0);
            assert!((width - pixels).abs() <= 1, "{pixels} pixels on {width}");
            let type_ = "document.querySelector('.stage .name').getBoundingClientRect().height";
            let height = page.value(type_).await;
            assert!(height.as_f64() >= Some(18.75), "{height}");
            let cut = "[...document.querySelectorAll('.stage-pane, .bar, .seg')]\
                 .map(e => [e.className, e.scrollWidth - e.clientWidth, \
                 e.scrollHeight - e.clientHeight]).filter(c => c[1] > 0 || c[2] > 0)";
            assert_eq!(page.value(cut).await, Value::Array(Vec::new()), "something is cut off");
            page.types("heroku addons:add heroku-postgresql:kappa --follow CHARCOAL").await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-projector-report", size.0, size.1)).await;
            page.click(".btn[aria-pressed]").await;
            page.click("[aria-label='leader lost: CHARCOAL']").await;
            page.types("heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER")
                .await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-projector-failover", size.0, size.1)).await;
        });
    }
}

#[test]
fn where_the_system_sets_the_colours_pictures_have_the_most_contrast() {
    for (dark, ground) in [(false, [255; 3]), (true, [0; 3])] {
        visit(Open { query: "?pace=0", dark, ..Open::default() }, async |page: &mut Page| {
            page.system_is(dark, true).await;
            page.until("the system sets colours", "matchMedia('(forced-colors: active)').matches")
                .await;
            page.rest(500).await;
            assert_eq!(page.ink("paper").await, Some(ground));
            assert_eq!(page.ink("ink").await, Some(ground.map(|part: u8| 255 - part)));
            // Also what is painted.
            let ([mark, tape], place) = (inks(page).await, area(page, TAPE).await);
            let picture = page.screen().await;
            let counted = [mark, tape].map(|ink| picture.count(place, ink));
            assert!(counted.iter().all(|count| *count > 200), "{counted:?}");
            let edge = "getComputedStyle(document.querySelector('.terminal')).borderTopStyle";
            assert_eq!(page.value(edge).await, "solid", "the terminal has an edge");
            page.keep_screen(&format!("1440x900-forced-colours-{dark}")).await;
            fits(page, "1440x900-forced-colours").await;
        });
    }
}
