//! The tapes and the streams, in use: by mouse, by keyboard, and as they are painted.

use crate::browser::{Open, PLAIN, Page, visit};
use crate::pixels::{Area, Colour};

const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';
const HOME: char = '\u{e011}';
const END: char = '\u{e010}';
const ESCAPE: char = '\u{e00c}';

/// A page that stands still, a second after its beginning.
const STILL: Open = Open { query: "?pace=0", ..PLAIN };

fn tape_of(colour: &str) -> String {
    format!("document.querySelector(\".card[aria-label^='{colour}'] rect.tape\")")
}

/// Where the tape of a database is on the screen, with its rim.
async fn area(page: &Page, colour: &str) -> Area {
    let script = format!(
        "(r => [r.left, r.top, r.width, r.height].map(Math.round))({}.getBoundingClientRect())",
        tape_of(colour)
    );
    let found = page.value(&script).await;
    let side = |at: usize| found[at].as_u64().expect("a number") as u32;
    Area { x: side(0), y: side(1), w: side(2), h: side(3) }
}

/// A colour of the style sheets.
async fn ink(page: &Page, name: &str) -> Colour {
    page.ink(name).await.expect("it is set")
}

/// The colour of a database's marks: its own where the tape does not hide it.
async fn mark_of(page: &Page, colour: &str) -> Colour {
    match page.ink(&format!("mark-{colour}")).await {
        Some(own) => own,
        None => ink(page, &format!("db-{colour}")).await,
    }
}

/// Moves the mouse to so many pixels left of the right edge of a tape.
async fn point(page: &Page, colour: &str, from_right: f32) {
    let script = format!(
        "const tape = {}; const r = tape.getBoundingClientRect(); tape.dispatchEvent(new \
         MouseEvent('mousemove', {{bubbles: true, clientX: r.right - {from_right}, clientY: r.top \
         + r.height / 2}}))",
        tape_of(colour)
    );
    page.run(&script).await;
}

async fn named(page: &Page) -> String {
    page.text(".named").await
}

/// The number that a text begins with.
fn number(text: &str) -> u64 {
    let digits: String =
        text.chars().take_while(|c| *c != ' ').filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("`{text}` begins with no number"))
}

async fn focus(page: &Page, colour: &str) {
    page.run(&format!("{}.closest('.card').focus()", tape_of(colour))).await;
}

#[test]
fn the_mouse_names_a_mark() {
    visit(STILL, async |page: &mut Page| {
        page.passes(2).await;
        let line = page.text(".card[aria-label^='CHARCOAL'] text.mono").await;
        let written = number(line.trim_start_matches("commit "));
        point(page, "CHARCOAL", 2.0).await;
        page.until("it is named", "document.querySelector('.named').textContent").await;
        let first = named(page).await;
        // The card tells the end of the tick of which the tape shows a moment.
        let newest = number(&first);
        assert!(newest <= written && newest + 40 > written, "{first}, {written}");
        assert!(first.contains(" 00:00:0") && first.contains(" · on CHARCOAL"), "{first}");
        let seen = "document.querySelector('.named:not(:empty)') != null";
        assert_eq!(page.value(seen).await, true, "it stands in the place of what happened");
        // A tape's width back, everybody has it, and the line goes through all of them.
        point(page, "CHARCOAL", 162.0).await;
        page.until(
            "another is",
            &format!("document.querySelector('.named').textContent != '{first}'"),
        )
        .await;
        let second = named(page).await;
        assert_eq!(number(&second), newest - 40, "{second}");
        assert!(second.ends_with("· on CHARCOAL, WHITE, LAVENDER"), "{second}");
        let (screen, dark) = (page.screen().await, ink(page, "ink").await);
        page.keep_screen("tape-named").await;
        for colour in ["CHARCOAL", "WHITE", "LAVENDER"] {
            let tape = area(page, colour).await;
            let column = Area { x: tape.x + tape.w - 164, y: tape.y - 8, w: 4, h: tape.h + 16 };
            let most = screen.columns(column, dark).into_iter().max().unwrap_or(0);
            assert!(most >= 30, "the line on {colour}'s tape is {most} high");
        }
        point(page, "CHARCOAL", -30.0).await;
        page.until("it is let go", "!document.querySelector('.named').textContent").await;
    });
}

#[test]
fn the_keyboard_goes_from_mark_to_mark_and_time_leaves_the_name_alone() {
    visit(STILL, async |page: &mut Page| {
        page.passes(2).await;
        focus(page, "CHARCOAL").await;
        page.keys(&[LEFT]).await;
        let newest = number(&named(page).await);
        for (key, expected) in
            [(LEFT, newest - 1), (LEFT, newest - 2), (RIGHT, newest - 1), (HOME, 1), (RIGHT, 2)]
        {
            page.keys(&[key]).await;
            assert_eq!(number(&named(page).await), expected);
        }
        assert!(named(page).await.starts_with("2 before the run "));
        let live = page.value("document.querySelector('.named').ariaLive").await;
        assert_eq!(live, "polite", "who moves by keyboard hears it");
        page.keys(&[END]).await;
        let text = named(page).await;
        assert_eq!(number(&text), newest);
        page.passes(3).await;
        assert_eq!(number(&named(page).await), newest, "the name keeps its number");
        let tape = area(page, "CHARCOAL").await;
        let (screen, dark) = (page.screen().await, ink(page, "ink").await);
        let rim = Area { y: tape.y - 4, h: 4, ..tape };
        let lines = screen.columns(rim, dark).into_iter().filter(|height| *height >= 4).count();
        assert_eq!(lines, 1, "and the line stays with its mark");
        focus(page, "CHARCOAL").await;
        page.keys(&[LEFT, ESCAPE]).await;
        assert_eq!(named(page).await, "");
        page.keys(&[LEFT]).await;
        assert_ne!(named(page).await, "");
        focus(page, "WHITE").await;
        assert_eq!(named(page).await, "", "looking away ends it, too");
    });
}

#[test]
fn the_scale_goes_from_one_commit_to_the_whole_run() {
    visit(STILL, async |page: &mut Page| {
        let scale = async || page.text(".scale button:nth-child(2)").await;
        assert_eq!(scale().await, "1 mark = 1 commit");
        focus(page, "WHITE").await;
        page.keys(&['-', '-', '-']).await;
        assert_eq!(scale().await, "1 mark = 10 commits");
        page.keys(&['+', LEFT]).await;
        assert_eq!(scale().await, "1 mark = 5 commits");
        assert!(named(page).await.contains(" to "), "{}", named(page).await);
        page.keys(&['-'; 16]).await;
        assert_eq!(scale().await, "1 mark = 1,000 commits");
        page.keys(&[HOME]).await;
        assert!(named(page).await.starts_with("1 before the run "), "{}", named(page).await);
        let (tape, screen) = (area(page, "WHITE").await, page.screen().await);
        let marks = screen.columns(tape, mark_of(page, "charcoal").await);
        let first = marks.iter().position(|height| *height >= 8).expect("there are marks");
        assert!(first > 20, "what is before the first commit is empty: {first}");
        page.keep_screen("tape-whole").await;
        page.keys(&['0']).await;
        assert_eq!(scale().await, "1 mark = 1 commit");
        page.click(".scale button:nth-child(1)").await;
        assert_eq!(scale().await, "1 mark = 2 commits");
        page.click(".scale button:nth-child(3)").await;
        assert_eq!(scale().await, "1 mark = 1 commit");
    });
}

#[test]
fn marks_are_whole_pixels_of_ink_and_hollow_where_they_are_lost() {
    for dark in [false, true] {
        visit(Open { dark, ..STILL }, async |page: &mut Page| {
            let theme = if dark { "dark" } else { "light" };
            page.passes(2).await;
            let (tape, screen) = (area(page, "CHARCOAL").await, page.screen().await);
            let charcoal = screen.columns(tape, mark_of(page, "charcoal").await);
            for (from_right, height) in charcoal.iter().rev().take(200).enumerate() {
                // Two pixels of ink, after two without.
                let inked = from_right % 4 >= 2;
                assert_eq!(*height >= 8, inked, "{from_right} from the right: {charcoal:?}");
            }
            page.click(".btn[aria-pressed]").await;
            page.click("[aria-label='leader lost: CHARCOAL']").await;
            page.passes(2).await;
            page.types("heroku pg:unfollow WHITE --confirm sushi && heroku pg:promote WHITE").await;
            page.passes(300).await;
            page.keep_screen(&format!("tape-later-{theme}")).await;
            let (screen, bad) = (page.screen().await, ink(page, "bad").await);
            let (ground, fork) = (ink(page, "tape").await, ink(page, "accent").await);
            let old = area(page, "CHARCOAL").await;
            let edges = screen.columns(old, bad);
            let first = edges.iter().position(|h| *h >= 6).expect("something gone is shown");
            assert!(edges[first + 2] >= 6, "it has two edges: {edges:?}");
            let hollow = Area { x: old.x + first as u32 + 1, w: 1, ..old };
            assert!(screen.count(hollow, ground) >= 10, "and nothing between them");
            let own = area(page, "WHITE").await;
            let forks = screen.columns(Area { y: own.y - 4, h: 3, ..own }, fork);
            let fork = forks.iter().position(|h| *h == 3).expect("the fork is marked");
            assert!(fork <= first && first <= fork + 4, "{fork} and {first}");
        });
    }
}

#[test]
fn a_way_says_how_slowly_it_is_drawn_and_a_cut_one_is_crossed() {
    visit(STILL, async |page: &mut Page| {
        page.passes(2).await;
        let told = page.value("document.querySelector('.link .hit title').textContent").await;
        let told = told.as_str().expect("it has a title");
        assert!(told.starts_with("CHARCOAL to WHITE, ") && told.contains(" times slower than "));
        assert!(told.contains(" a dot is "), "{told}");
        let heard = page.value("document.querySelector('.link').getAttribute('aria-label')").await;
        assert_eq!(heard, format!("Link {told}"));
        let crosses = "document.querySelectorAll('.cut').length";
        assert_eq!(page.value(crosses).await, 0);
        page.click(".btn[aria-pressed]").await;
        page.click("[aria-label='link cut: WHITE']").await;
        page.until("it is cut", &format!("{crosses} == 1")).await;
        page.click("[aria-label='leader crash: CHARCOAL']").await;
        let whole = "document.querySelectorAll('.link.dim').length == 1";
        page.passes(1).await;
        page.until("the other way is whole, and nobody sends", whole).await;
        page.keep_screen("tape-cut").await;
    });
}
