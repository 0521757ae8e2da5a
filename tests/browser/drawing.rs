//! Ink: what `view` says is drawn where it says, in its colour. The same world is set up here and
//! in the page; what the page shows is held against what this one says, element by element and by
//! the pixels of the screen.

use std::rc::Rc;

use follower_playground::lessons::{self, Scenario};
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Playground};
use follower_playground::share::Options;
use follower_playground::view::geometry::{Rect, px};
use follower_playground::view::layout::Size;
use follower_playground::view::stage::{Stage, motion, stage};
use follower_playground::view::tape::{Fate, MARK_WIDTH};
use serde_json::Value;

use crate::browser::{Open, Page, visit};
use crate::pixels::{Area, Colour, Picture};

/// The scenario, the lines to enter, and how often time runs to the next event then.
type Story = (&'static str, &'static [&'static str], usize);

const STORIES: [Story; 3] = [
    ("report-on-white", &["heroku addons:add heroku-postgresql:kappa --follow CHARCOAL"], 2),
    ("twelve-followers", &[], 3),
    (
        "equally-behind",
        &["heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER"],
        2,
    ),
];

/// The app as it is in the page after the story.
fn lab_of((scenario, lines, steps): Story) -> Playground {
    let text = lessons::text_of(scenario).expect("it ships");
    let scenario = Scenario::shipped(scenario, text).expect("it is right");
    let mut playground =
        Playground::new(Rc::new(scenario), Options { paused: true, ..Options::default() });
    for line in lines {
        playground.update(Msg::Prompted(PromptEdit::Typed((*line).to_owned(), line.len())));
        playground.update(Msg::Entered);
    }
    for _ in 0..steps {
        playground.update(Msg::EventStepped);
    }
    playground
}

/// A number that a script gives.
fn number(value: &Value) -> f32 {
    value.as_f64().expect("a number") as f32
}

/// The first of these colours of the style sheets that is set.
async fn ink(page: &Page, names: &[String]) -> Colour {
    for name in names {
        if let Some(colour) = page.ink(name).await {
            return colour;
        }
    }
    panic!("none of {names:?} is set");
}

/// Every element of a kind, as `view` has it and as the page has it.
async fn same_places(page: &Page, selector: &str, wanted: &[Rect]) {
    let script = format!(
        "[...document.querySelectorAll('{selector}')].map(e => \
         ['x', 'y', 'width', 'height'].map(a => e.getAttribute(a)).join(' '))"
    );
    let found = page.value(&script).await;
    let told = |r: &Rect| format!("{} {} {} {}", px(r.x), px(r.y), px(r.w), px(r.h));
    let wanted: Vec<String> = wanted.iter().map(told).collect();
    let found: Vec<&str> =
        found.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(found, wanted, "{selector}");
}

/// Every text of the stage and the chart that is on the screen has ink of its own colour.
const TEXTS: &str = "[...document.querySelectorAll('.stage text, .chart text')].map(text => {
  const r = text.getBoundingClientRect();
  const pane = text.closest('.stage-pane, .chart-pane').getBoundingClientRect();
  const seen = r.width > 6 && r.top >= pane.top && r.bottom <= pane.bottom;
  const colour = getComputedStyle(text).fill.match(/[\\d.]+/g).slice(0, 3).map(Number);
  return [text.textContent, seen, r.x, r.y, r.width, r.height, ...colour];
})";

async fn texts_are_inked(page: &Page, screen: &Picture, name: &str) {
    let texts = page.value(TEXTS).await;
    let mut seen = 0;
    for text in texts.as_array().expect("there are texts") {
        if text[1] != true || text[0].as_str().is_none_or(|told| told.trim().is_empty()) {
            continue;
        }
        let at = |part: usize| number(&text[part]);
        let area = Area {
            x: at(2) as u32,
            y: at(3) as u32,
            w: at(4).ceil() as u32,
            h: at(5).ceil() as u32,
        };
        let colour = [at(6) as u8, at(7) as u8, at(8) as u8];
        let inked = screen.count_near(area, colour, 60);
        assert!(inked >= 3, "{name}: {} has {inked} pixels of {colour:?}", text[0]);
        seen += 1;
    }
    assert!(seen > 20, "{name}: {seen} texts");
}

/// Every mark of every tape is there, in its colour; what is lost is hollow.
async fn marks_are_inked(
    page: &Page,
    playground: &Playground,
    stage: &Stage,
    screen: &Picture,
    name: &str,
) {
    let motion = motion(
        playground.world(),
        stage,
        playground.shown_at(),
        playground.pace().per_mille(),
        &playground.tape_view(),
    );
    let place = page
        .value("(r => [r.x, r.y])(document.querySelector('.motion').getBoundingClientRect())")
        .await;
    let pane = page
        .value("(r => r.bottom)(document.querySelector('.stage-pane').getBoundingClientRect())")
        .await;
    let (left, top, bottom) = (number(&place[0]), number(&place[1]), number(&pane));
    let (mut solid, mut hollow) = (0, 0);
    for (tape, drawn) in &motion.tapes {
        if top + tape.bottom() > bottom {
            continue;
        }
        for mark in &drawn.marks {
            // What stands on a mark hides it.
            let lines = [drawn.received, drawn.replayed, drawn.forked, drawn.named];
            if lines.into_iter().flatten().any(|x| (x - mark.x).abs() < MARK_WIDTH + 3.0) {
                continue;
            }
            let area = Area {
                x: (left + mark.x).round() as u32,
                y: (top + mark.y).round() as u32,
                w: MARK_WIDTH as u32 + 1,
                h: mark.h as u32,
            };
            let colour = playground.world().database(mark.writer).colour.to_ascii_lowercase();
            let names = match mark.fate {
                Fate::Replayed => vec![format!("mark-{colour}"), format!("db-{colour}")],
                Fate::LeftBehind => vec!["warn".to_owned()],
                Fate::Gone => vec!["bad".to_owned()],
                // Pale: a mix with what it stands on.
                Fate::Received => continue,
            };
            let colour = ink(page, &names).await;
            let high = area.h as usize;
            if mark.fate == Fate::Replayed {
                // The whole of it, but for the gaps of a pattern, and nothing beside it.
                let (whole, before) =
                    (Area { w: MARK_WIDTH as u32, ..area }, Area { x: area.x - 1, w: 1, ..area });
                let found = [whole, before].map(|area| screen.count_near(area, colour, 40));
                let fits = found[0] * 3 >= high * MARK_WIDTH as usize * 2 && found[1] * 4 <= high;
                assert!(fits, "{name}: {mark:?} has {found:?} pixels");
            } else {
                let found = screen.count_near(area, colour, 40);
                assert!(found >= high, "{name}: {mark:?} has {found} pixels");
            }
            *(if mark.fate == Fate::Replayed { &mut solid } else { &mut hollow }) += 1;
        }
    }
    assert!(solid > 50, "{name}: {solid} marks");
    if name.starts_with("equally") {
        assert!(hollow > 5, "{name}: {hollow} hollow marks");
    }
}

#[test]
fn what_view_says_is_on_the_screen_where_it_says() {
    for story in STORIES {
        for theme in ["light", "dark"] {
            let name = format!("{}, {theme}", story.0);
            let query = &format!("?scenario={}&pace=0&theme={theme}", story.0);
            visit(Open { query, ..Open::default() }, async |page: &mut Page| {
                let playground = lab_of(story);
                let title = format!(
                    "document.querySelector('.side h2').textContent == {:?}",
                    playground.start().title
                );
                page.until("the scenario is open", &title).await;
                for line in story.1 {
                    page.types(line).await;
                }
                for _ in 0..story.2 {
                    page.pace("Next event").await;
                }
                // The pointer, if it is anywhere, names nothing.
                page.run("document.activeElement.blur()").await;
                page.rest(300).await;
                let size = page
                    .value(
                        "(p => [p.clientWidth, p.clientHeight])\
                            (document.querySelector('.stage-pane'))",
                    )
                    .await;
                // The page measures a pixel less, so that rounding makes no scrollbar.
                let size = Size { w: number(&size[0]) - 1.0, h: number(&size[1]) - 1.0 };
                let stage = stage(playground.world(), playground.frame_of(size));
                let places = |pick: fn(&follower_playground::view::stage::Card) -> Rect| {
                    stage.cards.iter().map(|card| pick(card)).collect::<Vec<_>>()
                };
                same_places(page, ".card .box", &places(|card| card.place)).await;
                same_places(page, ".card rect.tape", &places(|card| card.layout.tape)).await;
                let zones: Vec<Rect> = stage.zones.iter().map(|zone| zone.place).collect();
                same_places(page, ".zone", &zones).await;
                let screen = page.screen().await;
                texts_are_inked(page, &screen, &name).await;
                marks_are_inked(page, &playground, &stage, &screen, &name).await;
            });
        }
    }
}
