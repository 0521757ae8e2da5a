//! The stage, seen by its pixels.

use serde_json::Value;

use crate::browser::{Open, Page, visit};
use crate::pixels::{Area, Colour, shift};

/// Where an element is on the screen, a little smaller on each side by `inset`.
async fn area(page: &Page, element: &str, inset: i64) -> Area {
    let script = format!(
        "(r => [r.x, r.y, r.width, r.height].map(Math.round))(({element}).getBoundingClientRect())"
    );
    let found = page.value(&script).await;
    let side = |at: usize| found[at].as_i64().expect("a number");
    let cut = |value: i64| u32::try_from(value).expect("it is on the screen");
    Area {
        x: cut(side(0) + inset),
        y: cut(side(1) + inset),
        w: cut(side(2) - 2 * inset),
        h: cut(side(3) - 2 * inset),
    }
}

fn part_of_card(colour: &str, selector: &str) -> String {
    format!("document.querySelector(\".card[aria-label^='{colour}'] {selector}\")")
}

/// The gap between the two columns of zones: only links are there.
async fn gap(page: &Page) -> Area {
    let zones = page
        .value(
            "[...document.querySelectorAll('.zone')].map(z => z.getBoundingClientRect())\
             .map(r => [r.x, r.right, r.y, r.bottom].map(Math.round))",
        )
        .await;
    let zones = zones.as_array().expect("there are zones").clone();
    let side = |zone: &Value, at: usize| zone[at].as_u64().expect("a number") as u32;
    let left = side(&zones[0], 1);
    let right = zones.iter().map(|zone| side(zone, 0)).max().expect("a second column");
    assert!(right > left + 20, "the columns have a gap");
    let (top, bottom) = (side(&zones[0], 2), side(&zones[0], 3));
    Area { x: left + 2, y: top, w: right - left - 4, h: bottom - top }
}

/// A colour of the style sheets.
async fn ink(page: &Page, name: &str) -> Colour {
    page.ink(name).await.expect("it is set")
}

/// A colour seen through another.
fn mixed(over: Colour, under: Colour, share: f64) -> Colour {
    std::array::from_fn(|at| {
        (f64::from(over[at]) * share + f64::from(under[at]) * (1.0 - share)).round() as u8
    })
}

#[test]
fn the_stream_moves_and_the_tape_grows() {
    visit(Open::default(), async |page: &mut Page| {
        page.rest(2_500).await;
        let (gap, tape) = (gap(page).await, area(page, &part_of_card("WHITE", ".tape"), 1).await);
        let charcoal = ink(page, "db-charcoal").await;
        // A machine with much else to do may draw nothing in half a second, but not five times.
        let mut seen = Vec::new();
        for _ in 0..5 {
            let before = page.screen().await;
            page.rest(500).await;
            let after = page.screen().await;
            let (dots, differs) = (before.count(gap, charcoal), before.differs(&after, gap));
            let moved = shift(&before.columns(tape, charcoal), &after.columns(tape, charcoal));
            if dots > 60 && differs > 60 && moved.0 >= 6 && moved.1 > 0.8 {
                return;
            }
            seen.push((dots, differs, moved));
        }
        panic!("dots on their way, pixels that differ, how far the tape moved: {seen:?}");
    });
}

#[test]
fn with_less_movement_the_picture_stands_still_between_steps() {
    visit(Open { reduced: true, ..Open::default() }, async |page: &mut Page| {
        page.rest(2_500).await;
        let (gap, tape) = (gap(page).await, area(page, &part_of_card("WHITE", ".tape"), 1).await);
        // A page without a mark is looked for in the moment after a step.
        let clock = page.text(".clock").await;
        let next = format!("document.querySelector('.clock').textContent != '{clock}'");
        page.until("a step is made", &next).await;
        let before = page.screen().await;
        let (mut still, mut moved) = (0, 0);
        let mut last = before;
        for _ in 0..12 {
            page.rest(50).await;
            let now = page.screen().await;
            let differs = last.differs(&now, gap) + last.differs(&now, tape);
            *(if differs == 0 { &mut still } else { &mut moved }) += 1;
            last = now;
        }
        assert!(still >= 8, "it stood still {still} times and moved {moved} times");
        let next = format!("document.querySelector('.clock').textContent > '{clock}'");
        page.rest(2_500).await;
        page.until("time goes on", &next).await;
        assert!(last.differs(&page.screen().await, gap) > 60, "and it moves on in steps");
    });
}

#[test]
fn with_the_links_cut_nothing_moves() {
    // Slowly: a follower that gets far behind makes the tapes change their scale.
    visit(Open { query: "?pace=1/10x", ..Open::default() }, async |page: &mut Page| {
        page.click(".btn[aria-pressed]").await;
        for follower in ["WHITE", "LAVENDER"] {
            page.click(&format!("[aria-label='link cut: {follower}']")).await;
        }
        page.until("both are cut", "document.querySelectorAll('.link.bad').length == 2").await;
        page.rest(300).await;
        let gap = gap(page).await;
        let tape = area(page, &part_of_card("WHITE", ".tape"), 0).await;
        let before = page.screen().await;
        page.rest(500).await;
        let after = page.screen().await;
        // A dot has some thirty pixels; where two lines meet one or two may be drawn anew.
        let moved = before.differs(&after, gap);
        assert!(moved < 10, "something moved on a link that is cut: {moved} pixels");
        let bad = ink(page, "bad").await;
        assert!(before.count(gap, bad) > 30, "a cut link is drawn as one");
        // The follower's tape stands where it stopped, while its leader's goes on.
        let charcoal = ink(page, "db-charcoal").await;
        let (ink_before, ink_after) = (before.count(tape, charcoal), after.count(tape, charcoal));
        assert!(ink_after <= ink_before, "{ink_before} and then {ink_after}");
    });
}

#[test]
fn after_a_promotion_the_arrow_ends_at_the_other_card() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let accent = ink(page, "accent").await;
        let edge = async |colour: &str| {
            let card = area(page, &part_of_card(colour, ".box"), 0).await;
            Area { x: card.x - 12, y: card.y + card.h / 2 - 14, w: 11, h: 28 }
        };
        let (charcoal, white) = (edge("CHARCOAL").await, edge("WHITE").await);
        let before = page.screen().await;
        assert!(before.count(charcoal, accent) > 20, "the arrow ends at CHARCOAL");
        assert_eq!(before.count(white, accent), 0);
        page.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE").await;
        let moved = "document.querySelector(\".card[aria-label^='WHITE'] .badge\")";
        page.until("the badge has moved", moved).await;
        page.passes(3).await;
        let after = page.screen().await;
        assert_eq!(after.count(charcoal, accent), 0, "the arrow has left CHARCOAL");
        assert!(after.count(white, accent) > 20, "the arrow ends at WHITE");
    });
}

#[test]
fn a_query_that_holds_replay_leaves_a_pale_tail_that_grows() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let (charcoal, under) = (ink(page, "db-charcoal").await, ink(page, "tape").await);
        let pale = mixed(charcoal, under, 0.3);
        let tape = area(page, &part_of_card("WHITE", ".tape"), 1).await;
        // From the last mark that is replayed to the last that is received, in pixels: the edge of
        // a dark mark is pale, too.
        let tail = async |page: &Page| {
            let screen = page.screen().await;
            let last = |colour| screen.columns(tape, colour).iter().rposition(|h| *h >= 5);
            last(pale).unwrap_or(0).saturating_sub(last(charcoal).unwrap_or(0))
        };
        page.passes(1).await;
        assert!(tail(page).await < 10, "nothing is held yet");
        page.click(".btn[aria-pressed]").await;
        page.click("[aria-label='long query: WHITE']").await;
        // Slowly, so that the tape keeps its scale from one look to the next.
        page.pace("1/10×").await;
        let held = "document.querySelector(\".card[aria-label^='WHITE'] text.why\")";
        page.until("replay is held", held).await;
        let mut first = 0;
        for _ in 0..30 {
            first = tail(page).await;
            if first > 5 {
                break;
            }
            page.rest(200).await;
        }
        assert!(first > 5, "the tail is there: {first}");
        page.rest(1_200).await;
        let second = tail(page).await;
        assert!(second > first, "the tail is wider: {first} and then {second}");
        let warn = ink(page, "warn").await;
        let marks = page.screen().await.columns(tape, warn);
        assert!(marks.iter().any(|height| *height > 15), "where replay stands is marked");
    });
}
