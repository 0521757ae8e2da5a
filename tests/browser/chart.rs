//! The chart: units, exact values by hover and by keyboard, and that its texts have room.

use serde_json::Value;

use crate::browser::{Open, Page, visit};

/// Texts of the chart that lie on each other or leave it.
const MISFITS: &str = "(() => {
  const told = [];
  const pane = document.querySelector('.chart').getBoundingClientRect();
  const texts = [...document.querySelectorAll('.chart text, .chart-head h2, .chart button')]
    .filter(t => t.textContent && t.getBoundingClientRect().width)
    .map(t => [t.textContent, t.getBoundingClientRect()]);
  texts.forEach(([name, a], at) => {
    if (a.left < pane.left || a.right > pane.right || a.top < pane.top ||
        a.bottom > pane.bottom + 1) {
      told.push(name + ' leaves the chart');
    }
    texts.slice(0, at).forEach(([other, b]) => {
      if (a.left < b.right - 1 && b.left < a.right - 1 &&
          a.top < b.bottom - 4 && b.top < a.bottom - 4) {
        told.push(name + ' lies on ' + other);
      }
    });
  });
  return told;
})()";

/// Picks a unit, or the scale, by its button.
async fn pick(page: &Page, name: &str) {
    let script = format!(
        "[...document.querySelectorAll('.chart button')].find(b => b.textContent == {name:?})\
         .click()"
    );
    page.run(&script).await;
}

async fn fits(page: &Page, name: &str) {
    page.keep_screen(name).await;
    assert_eq!(page.value(MISFITS).await, Value::Array(Vec::new()), "{name}");
}

/// Opens the scenario in which a report holds WHITE back, and lets it run for so long.
async fn report(page: &Page, seconds: u64) {
    let title = "document.querySelector('.side h2').textContent.startsWith('A report')";
    page.until("the scenario is open", title).await;
    page.passes(seconds).await;
    page.run("document.querySelector('.chart').scrollIntoView()").await;
}

const REPORT: &str = "?scenario=report-on-white&pace=0";

/// Moves the pointer to so many pixels from the left edge of the chart.
async fn point(page: &Page, x: u32) {
    page.run(&format!(
        "const pane = document.querySelector('.chart-pane'), r = pane.getBoundingClientRect(); \
         pane.dispatchEvent(new PointerEvent('pointermove', {{ bubbles: true, clientX: r.x + {x}, \
         clientY: r.y + 50 }}))"
    ))
    .await;
    page.until("it is looked at", "!document.querySelector('.chart svg[aria-valuetext=now]')")
        .await;
}

/// What those hear who cannot see the chart.
async fn heard(page: &Page) -> String {
    let text = page.value("document.querySelector('.chart svg').ariaValueText").await;
    text.as_str().expect("it has a value").to_owned()
}

/// The texts beside the lines and the lanes.
async fn beside(page: &Page) -> Vec<String> {
    let texts = page
        .value(
            "[...document.querySelectorAll('.chart text.mono, .chart text.told')]\
             .map(t => t.textContent).filter(t => t)",
        )
        .await;
    let texts = texts.as_array().expect("texts").clone();
    texts.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

#[test]
fn the_pointer_shows_exact_values_beside_the_lines() {
    visit(Open { query: REPORT, ..Open::default() }, async |page: &mut Page| {
        report(page, 40).await;
        let now = beside(page).await;
        assert_eq!(now.last().map(String::as_str), Some("now"), "{now:?}");
        let mut last = String::new();
        for x in [240, 180, 120] {
            point(page, x).await;
            let shown =
                format!("Math.abs(document.querySelector('.looked').getBBox().x - {x}) <= 3");
            page.until("the line is at the pointer", &shown).await;
            let (heard, beside) = (heard(page).await, beside(page).await);
            assert_ne!(heard, last);
            let white = beside.iter().find(|text| text.starts_with("WHITE ")).expect("WHITE");
            assert!(heard.contains(&format!("; {white}, ")), "{heard}: {white}");
            let time = beside.last().expect("the time");
            assert!(heard.starts_with(&format!("{time}; ")), "{heard}: {time}");
            assert_ne!(&beside[..1], &now[..1], "what is shown is of that moment");
            last = heard;
        }
        page.keep_screen("chart-pointed").await;
        page.run(
            "document.querySelector('.chart-pane').dispatchEvent(new PointerEvent('pointerleave'))",
        )
        .await;
        page.until("it is let go", "document.querySelector('.chart svg[aria-valuetext=now]')")
            .await;
        assert_eq!(beside(page).await, now);
    });
}

#[test]
fn the_keyboard_moves_the_line_from_sample_to_sample() {
    let [left, right, home, end, escape] =
        ['\u{e012}', '\u{e014}', '\u{e011}', '\u{e010}', '\u{e00c}'];
    visit(Open { query: REPORT, ..Open::default() }, async |page: &mut Page| {
        report(page, 40).await;
        // From the last button of the chart, Tab goes on to the lines.
        page.run("document.querySelector('.chart .seg').lastElementChild.focus()").await;
        page.keys(&['\u{e004}']).await;
        let focused = "document.activeElement.getAttribute('role') == 'slider'";
        page.until("the lines have the focus", focused).await;
        let x = async |page: &Page| {
            let x = page.value("document.querySelector('.looked').getBBox().x").await;
            x.as_f64().expect("a place")
        };
        let mut places = vec![x(page).await];
        for key in [left, left, left, right, home, end] {
            page.keys(&[key]).await;
            page.rest(100).await;
            places.push(x(page).await);
        }
        let [now, one, two, three, back, first, last] = places[..] else { panic!("{places:?}") };
        assert!(now > one && one > two && two > three && back == two, "{places:?}");
        assert!(first < three && last == now, "{places:?}");
        page.keys(&[left]).await;
        page.until("it is heard", "document.activeElement.ariaValueText.includes('WHITE')").await;
        let heard = heard(page).await;
        assert!(heard.contains("not received") && heard.contains("cost: $450/mo"), "{heard}");
        page.keys(&[escape]).await;
        page.until("it is let go", "document.activeElement.ariaValueText == 'now'").await;
    });
}

#[test]
fn units_are_picked_by_clicking() {
    visit(Open { query: REPORT, ..Open::default() }, async |page: &mut Page| {
        report(page, 40).await;
        for (at, unit) in
            [(1, "\\d$"), (2, " [kM]?B$"), (3, " (m?s|\\d:\\d\\d)$"), (4, "\\d{2},\\d{3}$")]
        {
            page.click(&format!(".chart .seg button:nth-child({at})")).await;
            let pressed = format!(
                "document.querySelector('.chart .seg button:nth-child({at})').ariaPressed == 'true'"
            );
            page.until("its button is in", &pressed).await;
            let labels = format!(
                "(t => t.length == 2 && t.every(t => /{unit}/.test(t.textContent)))\
                 ([...document.querySelectorAll('.chart text.mono')])"
            );
            page.until(unit, &labels).await;
        }
        let title = page.text(".chart h2").await;
        let notes = page.text(".chart svg").await;
        assert!(title == "Commits" && notes.contains("written 5"), "{title} {notes}");
        page.click(".chart .seg button:nth-child(1)").await;
        let height = "document.querySelector('.chart .series').getBBox().height";
        page.until("it is linear", &format!("{height} > 40")).await;
        page.click(".chart .seg button:nth-child(6)").await;
        page.until("it is not", &format!("{height} < 40")).await;
    });
}

#[test]
fn a_day_can_be_read() {
    for (size, dark) in [((1440, 900), true), ((1280, 600), false), ((390, 844), false)] {
        visit(Open { size, dark, query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
            page.run("document.querySelector('.chart').scrollIntoView()").await;
            // An hour at a time, at the pace whose chart shows a day.
            page.pace("600×").await;
            page.pause().await;
            for _ in 0..200 {
                if page.text(".clock").await.starts_with("1d") {
                    break;
                }
                page.pace("Next event").await;
            }
            fits(page, &format!("chart-{}x{}-day", size.0, size.1)).await;
            assert!(page.text(".chart svg").await.contains("12:00:00"), "a day");
        });
    }
}

/// What there is to see in a catch-up and a failover.
#[test]
fn texts_have_room_in_a_catch_up_and_a_failover() {
    for (size, dark) in [((1440, 900), true), ((1280, 600), false), ((390, 844), false)] {
        let name = |what: &str| format!("chart-{}x{}-{what}", size.0, size.1);
        visit(Open { size, dark, query: REPORT, ..Open::default() }, async |page: &mut Page| {
            report(page, 30).await;
            page.types("heroku pg:kill 4836 WHITE").await;
            page.passes(5).await;
            fits(page, &name("catch-up")).await;
            page.click(".btn[aria-pressed]").await;
            page.run("document.querySelector(\"[aria-label='leader lost: CHARCOAL']\").click()")
                .await;
            page.passes(40).await;
            page.types("heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER")
                .await;
            page.passes(30).await;
            page.run("document.querySelector('.chart').scrollIntoView()").await;
            let down = "document.querySelector('rect.down')";
            page.until("downtime is a band", down).await;
            fits(page, &name("failover")).await;
        });
    }
}

#[test]
fn texts_have_room_in_each_unit_at_each_size() {
    for (size, dark) in
        [((1440, 900), true), ((1280, 600), false), ((390, 844), false), ((1920, 1080), true)]
    {
        visit(Open { size, dark, query: REPORT, ..Open::default() }, async |page: &mut Page| {
            report(page, 20).await;
            for unit in ["commits", "bytes", "seconds", "positions"] {
                pick(page, unit).await;
                fits(page, &format!("chart-{}x{}-{unit}", size.0, size.1)).await;
            }
            pick(page, "seconds").await;
            pick(page, "log").await;
            page.passes(40).await;
            point(page, 150).await;
            fits(page, &format!("chart-{}x{}-looked", size.0, size.1)).await;
        });
    }
}
