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

#[test]
fn texts_have_room_in_each_unit_at_each_size() {
    for (size, dark) in
        [((1440, 900), true), ((1280, 600), false), ((390, 844), false), ((1920, 1080), true)]
    {
        let query = "?scenario=report-on-white&pace=0";
        visit(Open { size, dark, query, ..Open::default() }, async |page: &mut Page| {
            let title = "document.querySelector('.side h2').textContent.startsWith('A report')";
            page.until("the scenario is open", title).await;
            page.passes(20).await;
            page.run("document.querySelector('.chart').scrollIntoView()").await;
            for unit in ["commits", "bytes", "seconds", "positions"] {
                pick(page, unit).await;
                fits(page, &format!("chart-{}x{}-{unit}", size.0, size.1)).await;
            }
            pick(page, "seconds").await;
            pick(page, "log").await;
            page.passes(40).await;
            page.run(
                "(p => (r => p.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, \
                 clientX: r.x + 150, clientY: r.y + 50 })))(p.getBoundingClientRect()))\
                 (document.querySelector('.chart-pane'))",
            )
            .await;
            page.until("it is looked at", "document.querySelector('.looked')").await;
            fits(page, &format!("chart-{}x{}-looked", size.0, size.1)).await;
        });
    }
}
