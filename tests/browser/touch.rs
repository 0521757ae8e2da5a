//! The page on a phone, and what comes out of its clipboard.

use serde_json::{Value, json};

use crate::browser::{Open, PLAIN, Page, visit};

const PHONE: Open = Open { query: "?pace=0", size: (390, 844), ..PLAIN };

/// Waits until an element is on the screen, from its upper edge to so many pixels below.
async fn on_screen(page: &Page, selector: &str, pixels: u32) {
    let seen = format!(
        "(r => r.top > -1 && r.top + {pixels} <= innerHeight)\
         (document.querySelector({selector:?}).getBoundingClientRect())"
    );
    page.until(&format!("{selector} is on the screen"), &seen).await;
}

#[test]
fn what_is_tapped_is_answered_on_the_screen() {
    visit(PHONE, async |page: &mut Page| {
        page.click(".btn[aria-pressed]").await;
        on_screen(page, ".side h2", 200).await;
        page.click(".back").await;
        page.run("scrollTo(0, 0)").await;
        let white = "document.querySelector(\".card[aria-label^='WHITE']\")";
        let tap = "dispatchEvent(new MouseEvent('click', { bubbles: true }))";
        page.run(&format!("{white}.{tap}")).await;
        page.until("its panel", "document.querySelector('.side h2').textContent == 'WHITE'").await;
        on_screen(page, ".side h2", 200).await;
        let unfollow = "[...document.querySelectorAll('.action')]\
                        .find(a => a.textContent.startsWith('Unfollow'))";
        page.run(&format!("{unfollow}.click()")).await;
        on_screen(page, "#prompt", 20).await;
        page.click(".go").await;
        page.until("it asks", "document.querySelector('.prompt .sign').textContent == '>'").await;
        on_screen(page, "#prompt", 20).await;
    });
}

#[test]
fn a_block_of_the_docs_is_pasted_and_runs() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let block = "$ heroku pg:unfollow WHITE\\n ! It asks.\\n> sushi\\n$ heroku maintenance\\n";
        let paste = format!(
            "const data = new DataTransfer(); data.setData('text/plain', \"{block}\"); \
             document.querySelector('#prompt').dispatchEvent(new ClipboardEvent('paste', \
             {{ clipboardData: data, bubbles: true, cancelable: true }}))"
        );
        page.run(&paste).await;
        let done = "document.querySelector('.lines').textContent.endsWith('off')";
        page.until("the last line is done", done).await;
        let lines = page.lines().await.join("\n");
        assert!(lines.contains("> sushi\nUnfollowing... done\n$ heroku maintenance"), "{lines}");
    });
}

/// Moves a finger over the chart, from and to these shares of its width and its height.
async fn swipe(page: &Page, from: (f64, f64), to: (f64, f64)) {
    let place = "(() => { const box = document.querySelector('.chart-pane') \
                 .getBoundingClientRect(); return [box.x, box.y, box.width, box.height] })()";
    let place: Vec<f64> = serde_json::from_value(page.value(place).await).expect("a box");
    let at = |share: f64| {
        let of = |from: f64, to: f64| from + (to - from) * share;
        json!([{
            "x": place[0] + place[2] * of(from.0, to.0),
            "y": place[1] + place[3] * of(from.1, to.1),
        }])
    };
    let finger = |kind: &'static str, points: Value| {
        let params = json!({ "type": kind, "touchPoints": points });
        async move { page.devtools("Input.dispatchTouchEvent", params).await }
    };
    finger("touchStart", at(0.0)).await;
    for step in 1..=10 {
        finger("touchMove", at(f64::from(step) / 10.0)).await;
        page.rest(30).await;
    }
    finger("touchEnd", json!([])).await;
    page.rest(200).await;
}

#[test]
fn a_finger_on_the_chart_scrolls_the_page_or_moves_time_and_never_both() {
    visit(PHONE, async |page: &mut Page| {
        let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
        page.devtools("Emulation.setTouchEmulationEnabled", touch).await;
        page.passes(60).await;
        page.run("document.querySelector('.chart-pane').scrollIntoView({ block: 'center' })").await;
        page.rest(200).await;
        let (end, scrolled) = (page.text(".clock").await, page.value("scrollY").await);
        swipe(page, (0.4, 0.2), (0.4, 0.9)).await;
        assert_eq!(page.text(".clock").await, end, "time stays");
        assert_ne!(page.value("scrollY").await, scrolled, "the page was scrolled");
        page.run("document.querySelector('.chart-pane').scrollIntoView({ block: 'center' })").await;
        page.rest(200).await;
        let top = "Math.round(document.querySelector('.chart-pane').getBoundingClientRect().top)";
        let before = page.value(top).await;
        swipe(page, (0.6, 0.5), (0.3, 0.5)).await;
        page.until("time was moved", "document.querySelector('.clock.past')").await;
        // Less than a pixel is a matter of rounding.
        let moved = page.value(&format!("Math.abs({top} - {before})")).await;
        assert!(moved.as_f64() <= Some(1.0), "the chart stays");
        // A tap shows its moment.
        let before = page.text(".clock").await;
        swipe(page, (0.5, 0.5), (0.5, 0.5)).await;
        assert_ne!(page.text(".clock").await, before);
    });
}

#[test]
fn only_the_first_button_of_a_mouse_moves_time() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.passes(30).await;
        let end = page.text(".clock").await;
        let press = |button: u32| {
            format!(
                "(() => {{ const pane = document.querySelector('.chart-pane'); \
                 const place = pane.getBoundingClientRect(); \
                 pane.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true, \
                 pointerId: 1, pointerType: 'mouse', button: {button}, \
                 clientX: place.x + place.width * 0.4, clientY: place.y + 20 }})) }})()"
            )
        };
        page.run(&press(2)).await;
        page.rest(200).await;
        assert_eq!(page.text(".clock").await, end);
        page.run(&press(0)).await;
        page.until("time was moved", "document.querySelector('.clock.past')").await;
    });
}
