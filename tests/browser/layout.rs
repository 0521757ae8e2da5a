//! The page at several sizes, light and dark: nothing overlaps, nothing sticks out. The pictures
//! are left in `target/screens` for people to look at.

use serde_json::Value;

use crate::browser::{Open, Page, visit};

const SIZES: [(u32, u32); 7] =
    [(1920, 1080), (1440, 900), (1280, 600), (1024, 768), (800, 450), (390, 844), (360, 640)];

/// Texts of the picture that leave the box of their card or app, and boxes that overlap.
const MISFITS: &str = "(() => {
  const told = [];
  const box = (e) => e.getBoundingClientRect();
  for (const group of document.querySelectorAll('.card, .app')) {
    const outer = box(group.querySelector('.box'));
    for (const text of group.querySelectorAll('text:not(.badge-text)')) {
      const inner = box(text);
      if (inner.width && (inner.left < outer.left || inner.right > outer.right + 1 ||
          inner.top < outer.top || inner.bottom > outer.bottom + 1)) {
        told.push(text.textContent + ' leaves ' + group.getAttribute('aria-label'));
      }
    }
    const texts = [...group.querySelectorAll('text')].filter(t => t.textContent);
    texts.forEach((one, at) => texts.slice(0, at).forEach((other) => {
      const [a, b] = [box(one), box(other)];
      if (a.left < b.right - 1 && b.left < a.right - 1 &&
          a.top < b.bottom - 4 && b.top < a.bottom - 4) {
        told.push(one.textContent + ' lies on ' + other.textContent);
      }
    }));
  }
  for (const badge of document.querySelectorAll('.card rect.badge')) {
    for (const text of badge.parentNode.querySelectorAll('text:not(.badge-text)')) {
      const [a, b] = [box(badge), box(text)];
      if (b.width && a.left < b.right && b.left < a.right && b.top + 3 < a.bottom) {
        told.push('the badge lies on ' + text.textContent);
      }
    }
  }
  const boxes = [...document.querySelectorAll('.card .box, .app .box')];
  boxes.forEach((one, at) => boxes.slice(0, at).forEach((other) => {
    const [a, b] = [box(one), box(other)];
    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
      told.push('two boxes overlap');
    }
  }));
  const chart = document.querySelector('.chart svg');
  const labels = [...(chart?.querySelectorAll('text.mono') || [])].filter(t => t.textContent);
  const plot = Math.max(...[...(chart?.querySelectorAll('.grid') || [])].map(g => box(g).right));
  labels.forEach((label, at) => {
    const [a, outer] = [box(label), box(chart)];
    if (a.width && (a.right > outer.right || a.top < outer.top || a.bottom > outer.bottom)) {
      told.push(label.textContent + ' leaves the chart');
    }
    if (a.left < plot) { told.push(label.textContent + ' lies on the lines'); }
    labels.slice(0, at).forEach((other) => {
      const b = box(other);
      if (a.top < b.bottom - 4 && b.top < a.bottom - 4) {
        told.push(label.textContent + ' lies on ' + other.textContent);
      }
    });
  });
  const panes = ['.top', '.stage-area', '.terminal', '.side', '.chart']
    .map(s => document.querySelector(s)).filter(e => e && box(e).width)
    // On a phone the stage stays in sight above what is scrolled.
    .filter(e => getComputedStyle(e).position != 'sticky');
  panes.forEach((one, at) => panes.slice(0, at).forEach((other) => {
    const [a, b] = [box(one), box(other)];
    if (a.left < b.right - 1 && b.left < a.right - 1 &&
        a.top < b.bottom - 1 && b.top < a.bottom - 1) {
      told.push(one.className + ' lies on ' + other.className);
    }
  }));
  if (document.documentElement.scrollWidth > innerWidth) {
    told.push('the page scrolls sideways: ' + document.documentElement.scrollWidth);
  }
  return told;
})()";

pub async fn fits(page: &Page, name: &str) {
    let told = page.value(MISFITS).await;
    page.keep_screen(name).await;
    assert_eq!(told, Value::Array(Vec::new()), "{name}");
}

/// The themes, as a link asks for them; each gets a visit, in which the window takes every size.
const THEMES: [&str; 3] = ["light", "dark", "projector"];

#[test]
fn nothing_overlaps_at_any_size_in_any_theme() {
    for theme in THEMES {
        let query = &format!("?theme={theme}");
        visit(Open { query, ..Open::default() }, async |page: &mut Page| {
            page.rest(1_500).await;
            for size in SIZES {
                page.resize(size).await;
                page.rest(700).await;
                fits(page, &format!("{}x{}-{theme}", size.0, size.1)).await;
            }
        });
    }
}

#[test]
fn a_part_alone_fits_its_frame() {
    for theme in THEMES {
        for show in ["stage", "terminal", "card"] {
            let query = &format!("?scenario=report-on-white&theme={theme}&show={show}");
            visit(Open { query, size: (800, 450), ..Open::default() }, async |page: &mut Page| {
                page.rest(1_000).await;
                for size in [(800, 450), (320, 240)] {
                    page.resize(size).await;
                    page.rest(700).await;
                    fits(page, &format!("{}x{}-{show}-{theme}", size.0, size.1)).await;
                    let chrome = "document.querySelector('.bar')?.getBoundingClientRect().height";
                    assert_eq!(page.value(&format!("{chrome} || 0")).await, 0);
                    let over = "document.documentElement.scrollHeight - innerHeight";
                    assert_eq!(page.value(over).await, 0, "{show} at {size:?} scrolls");
                }
            });
        }
    }
}

/// Each card of a crowd: its name, its role and how far behind it is, and the size of the letters.
const CROWD: &str = "[...document.querySelectorAll('.card')].map(card => {
  const texts = [...card.querySelectorAll('text')].filter(t => t.textContent);
  const pane = document.querySelector('.stage-pane').getBoundingClientRect();
  const box = card.querySelector('.box').getBoundingClientRect();
  const size = Math.min(...texts.map(t => parseFloat(getComputedStyle(t).fontSize)));
  return [texts.map(t => t.textContent).join(' | '), size,
    box.top >= pane.top && box.bottom <= pane.bottom + 1 && box.right <= pane.right + 1];
})";

#[test]
fn twelve_followers_are_read_on_a_small_screen() {
    let query = "?scenario=twelve-followers";
    visit(Open { query, size: (1280, 600), ..Open::default() }, async |page: &mut Page| {
        page.until("all are there", "document.querySelectorAll('.card').length == 13").await;
        page.passes(40).await;
        fits(page, "1280x600-twelve").await;
        let cards = page.value(CROWD).await;
        for card in cards.as_array().expect("there are cards") {
            let told = card[0].as_str().expect("it says something");
            let is_leader = told.starts_with("CHARCOAL | ");
            assert!(told.contains(if is_leader { "Leader" } else { "Follower" }), "{told}");
            assert!(is_leader || told.contains("behind"), "{told}");
            assert!(card[1].as_f64() >= Some(11.0), "{told} in {} px", card[1]);
            assert_eq!(card[2], true, "{told} is cut off");
        }
    });
}

/// Scenarios and commands after which there is much to show.
const CROWDS: [(&str, &str, &[&str]); 2] = [
    (
        "followers",
        "!document.querySelector('.card text.why')",
        &[
            "heroku addons:add heroku-postgresql:crane --follow CHARCOAL",
            "heroku addons:add heroku-postgresql:ronin --follow CHARCOAL",
        ],
    ),
    (
        "two-apps",
        "document.querySelectorAll('.app').length == 2",
        &["heroku addons:add heroku-postgresql:crane --follow tempura::OLIVE"],
    ),
];

#[test]
fn nothing_overlaps_in_a_crowd() {
    for (name, open, lines) in CROWDS {
        for size in [(1440, 900), (800, 450), (390, 844)] {
            let query = &format!("?scenario={name}");
            visit(Open { size, query, ..Open::default() }, async |page: &mut Page| {
                page.until("the scenario is open", open).await;
                for line in lines {
                    page.types(line).await;
                }
                page.passes(600).await;
                fits(page, &format!("{}x{}-crowd-{name}", size.0, size.1)).await;
            });
        }
    }
}

#[test]
fn a_card_of_another_app_says_so_and_offers_commands_for_it() {
    visit(Open { query: "?scenario=two-apps", ..Open::default() }, async |page: &mut Page| {
        let olive = "document.querySelector(\".card[aria-label^='OLIVE of tempura,']\")";
        page.until("the scenario is open", olive).await;
        assert_eq!(page.value("document.querySelectorAll('.arrow').length").await, 2);
        page.run(&format!("{olive}.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"))
            .await;
        page.until("its panel", "document.querySelector('.side h2').textContent == 'OLIVE'").await;
        let commands = "[...document.querySelectorAll('.action code')].map(c => c.textContent)";
        let commands = page.value(commands).await;
        let commands = commands.as_array().expect("there are commands");
        let of_tempura = |line: &&Value| line.as_str().is_some_and(|l| l.contains("tempura"));
        assert_eq!(commands.iter().filter(of_tempura).count(), commands.len(), "{commands:?}");
    });
}

#[test]
fn a_low_window_has_room_for_the_panel_and_for_what_is_wrong() {
    visit(Open { size: (800, 450), ..Open::default() }, async |page: &mut Page| {
        page.click(".btn[aria-pressed]").await;
        page.click("[aria-label='link cut: LAVENDER']").await;
        page.run("document.querySelector(\"[aria-label='long query: WHITE']\").click()").await;
        page.until("replay is held", "document.querySelectorAll('.card text.why').length == 2")
            .await;
        let cards = page.text(".stage").await;
        // In full the sentence below the stage says it.
        let has = |words: [&str; 2]| words.iter().any(|words| cards.contains(words));
        let held = has(["holds replay", "a query holds it"]);
        assert!(held && has(["link cut", "cut off"]), "{cards}");
        let about = page.value("document.querySelector('.about').clientHeight").await;
        assert!(about.as_u64() > Some(110), "{about}");
        fits(page, "800x450-trouble").await;
    });
}

#[test]
fn candidates_leave_the_prompt_in_view() {
    for size in [(1440, 900), (800, 450)] {
        visit(Open { size, ..Open::default() }, async |page: &mut Page| {
            let prompt = page.find("#prompt").await;
            prompt.send_keys("heroku addons:add heroku-postgresql:\u{e004}").await.expect("keys");
            page.until(
                "there are many",
                "document.querySelectorAll('.scroll .offers li').length > 20",
            )
            .await;
            let seen = "((p, t) => p.top >= t.top && p.bottom <= t.bottom)(\
                        document.querySelector('#prompt').getBoundingClientRect(), \
                        document.querySelector('.terminal').getBoundingClientRect())";
            page.until("the prompt is in view", seen).await;
        });
    }
}

/// The least contrast of some small texts with what they stand on.
const CONTRAST: &str = "(() => {
  const light = (c) => c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const of = (e, what) => light(getComputedStyle(document.querySelector(e))[what]);
  const page = of('html', 'backgroundColor');
  return Math.min(
    ratio(of('.legend', 'color'), page), ratio(of('.caption time', 'color'), page),
    ratio(of('.stage text.small', 'fill'), of('.zone', 'fill')),
    ratio(of('.chart .tick', 'fill'), of('.chart', 'backgroundColor')),
    ratio(of('.score dt', 'color'), of('.side', 'backgroundColor')));
})()";

#[test]
fn small_texts_can_be_read() {
    for dark in [false, true] {
        visit(Open { dark, ..Open::default() }, async |page: &mut Page| {
            let least = page.value(CONTRAST).await;
            assert!(least.as_f64() >= Some(4.5), "{least}");
        });
    }
}

#[test]
fn nothing_overlaps_in_trouble() {
    for size in [(1440, 900), (1280, 600), (800, 450), (390, 844)] {
        let query = "?scenario=report-on-white&pace=10x";
        visit(Open { size, query, ..Open::default() }, async |page: &mut Page| {
            let title = "document.querySelector('.side h2').textContent.startsWith('A report')";
            page.until("the scenario is open", title).await;
            page.types("heroku addons:add heroku-postgresql:kappa --follow CHARCOAL").await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-report", size.0, size.1)).await;
            page.click(".btn[aria-pressed]").await;
            // Where a mouse stands still, what is under it may be explained over the button.
            page.run("document.querySelector(\"[aria-label='leader lost: CHARCOAL']\").click()")
                .await;
            page.rest(600).await;
            fits(page, &format!("{}x{}-lost", size.0, size.1)).await;
            page.types("heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER")
                .await;
            page.rest(1_500).await;
            fits(page, &format!("{}x{}-failover", size.0, size.1)).await;
        });
    }
}
