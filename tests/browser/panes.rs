//! The panes: sized by pointer and keyboard, folded, shown alone, and as they were on the next
//! visit.

use crate::browser::{Open, PLAIN, Page, visit};

async fn size(page: &Page, pane: &str, side: &str) -> i64 {
    let size =
        format!("Math.round(document.querySelector('{pane}').getBoundingClientRect().{side})");
    page.value(&size).await.as_i64().expect("a number")
}

const ENTER: char = '\u{e007}';
const LEFT: char = '\u{e012}';
const UP: char = '\u{e013}';

#[test]
fn panes_are_sized_by_keyboard_and_by_pointer_and_stay_so() {
    visit(Open { query: "?pace=0", ..PLAIN }, async |page: &mut Page| {
        let (side, lower) =
            (size(page, ".side", "width").await, size(page, ".terminal", "height").await);
        page.run("document.querySelector('.split.side').focus()").await;
        page.keys(&[LEFT, LEFT]).await;
        let narrower = size(page, ".side", "width").await;
        assert!((side - 60..side - 30).contains(&narrower), "{side}, then {narrower}");
        page.run("document.querySelector('.split.lower').focus()").await;
        page.keys(&[UP]).await;
        assert!(size(page, ".terminal", "height").await > lower + 15);
        let drag = "const bar = document.querySelector('.split.chart'); \
            bar.setPointerCapture = () => {}; \
            const at = (kind, x) => bar.dispatchEvent(new PointerEvent(kind, { bubbles: true, \
            pointerId: 1, clientX: x, clientY: 600 })); \
            const x = bar.getBoundingClientRect().x; \
            at('pointerdown', x); at('pointermove', x - 120); at('lostpointercapture', x - 120); \
            at('pointermove', x + 300);";
        let chart = size(page, ".chart", "width").await;
        page.run(drag).await;
        page.rest(300).await;
        let wider = size(page, ".chart", "width").await;
        assert!((chart + 100..chart + 140).contains(&wider), "{chart}, then {wider}");
        page.go("?pace=0").await;
        assert_eq!(size(page, ".chart", "width").await, wider, "it is remembered");
        assert_eq!(size(page, ".side", "width").await, narrower);
        // Enter folds, and brings back what the window has.
        page.run("document.querySelector('.split.side').focus()").await;
        page.keys(&[ENTER]).await;
        page.until(
            "it is folded",
            "getComputedStyle(document.querySelector('.side')).visibility == 'hidden'",
        )
        .await;
        assert!(size(page, ".side", "width").await < 10);
        page.keys(&[ENTER]).await;
        assert_eq!(size(page, ".side", "width").await, side);
        // Whoever types sees what is typed.
        page.run("document.querySelector('.split.lower').focus()").await;
        page.keys(&[ENTER]).await;
        page.until("it is folded", "document.querySelector('.terminal').offsetHeight < 2").await;
        page.run("document.activeElement.blur()").await;
        page.keys(&['h', 'i']).await;
        page.until("it is there", "document.querySelector('.terminal').offsetHeight > 80").await;
        assert_eq!(page.value("document.querySelector('#prompt').value").await, "hi");
    });
}

#[test]
fn a_pane_is_shown_alone_and_the_others_come_back() {
    visit(Open { query: "?pace=0", ..PLAIN }, async |page: &mut Page| {
        for (pane, selector) in [
            ("terminal", ".terminal"),
            ("chart", ".chart"),
            ("stage", ".stage-area"),
            ("side", ".side"),
        ] {
            let before = size(page, selector, "width").await;
            page.click(&format!(".alone.{pane}")).await;
            page.until("it is alone", "document.querySelector('.page.only')").await;
            let alone = size(page, selector, "width").await;
            assert!(alone > 1_400, "{pane} is {alone} wide");
            page.keep_screen(&format!("1440x900-{pane}-alone")).await;
            let shown = "['.side', '.stage-area', '.terminal', '.chart'].filter((one) => \
                         document.querySelector(one).getBoundingClientRect().width > 1).length";
            assert_eq!(page.value(shown).await, 1);
            page.click(&format!(".alone.{pane}")).await;
            page.until("all are there", "!document.querySelector('.page.only')").await;
            assert_eq!(size(page, selector, "width").await, before);
        }
    });
}
