//! axe-core finds nothing on any screen, at any size, in any theme. A screen, a look or a size is
//! a line here.

use serde_json::Value;

use crate::browser::{Open, Page, visit};

/// axe-core 4.14.1, the newest of November 2026, as it is published; `axe/LICENSE` has its terms.
const AXE: &str = include_str!("axe/axe.min.js");

/// What it finds, a line for each element: what is wrong, and what it cannot tell to be right.
/// Contrast is apart, since it cannot tell that of what is scrolled away; `layout` measures it.
const FINDINGS: &str = "
  const done = arguments[arguments.length - 1];
  axe.run(document).then(
    (found) => done(found.violations.concat(
      found.incomplete.filter((rule) => rule.id != 'color-contrast')
    ).flatMap((rule) => rule.nodes.map(
      (node) => `${rule.id}: ${node.html} (${node.failureSummary})`))),
    (error) => done([`axe: ${error}`]));";

/// How the page looks: a name, what a link asks for it, and whether the system's theme is dark.
const LOOKS: [(&str, &str, bool); 3] =
    [("light", "", false), ("dark", "", true), ("projector", "&theme=projector", false)];

const SIZES: [(u32, u32); 3] = [(1440, 900), (1280, 600), (390, 844)];

/// A screen: what a link asks for, what is done then, and what is true once it is there. What is
/// done is a line for the terminal if it begins as one, else a script.
struct Screen {
    name: &'static str,
    link: &'static str,
    does: &'static [&'static str],
    shows: &'static str,
}

const PICKED: &str = "document.querySelector(\".card[aria-label^='WHITE']\")\
                      .dispatchEvent(new MouseEvent('click', { bubbles: true }))";

/// Presses a button of the side panel, once it is there.
const BUILDER: &str = "[...document.querySelectorAll('.side button')]\
                       .find(b => b.textContent == 'Build your own world').click()";
const EDITOR: &str = "[...document.querySelectorAll('.side button')]\
                      .find(b => b.textContent == 'Write a scenario or lesson').click()";

const SCREENS: [Screen; 23] = [
    Screen {
        name: "front door",
        link: "pace=0",
        does: &[],
        shows: "document.querySelector('.app')",
    },
    Screen {
        name: "a database picked",
        link: "pace=0",
        does: &[PICKED],
        shows: "document.querySelector('.side h2').textContent == 'WHITE'",
    },
    Screen {
        name: "an app picked",
        link: "pace=0",
        does: &["document.querySelector('.app')\
                 .dispatchEvent(new MouseEvent('click', { bubbles: true }))"],
        shows: "document.querySelector('.side h2').textContent == 'sushi'",
    },
    Screen {
        name: "what can be broken",
        link: "pace=0",
        does: &["document.querySelector('.btn[aria-pressed]').click()"],
        shows: "document.querySelector('.fault')",
    },
    Screen {
        name: "a notice",
        link: "pace=fast",
        does: &["document.querySelector('.play').click()"],
        shows: "document.querySelector('.notice')",
    },
    Screen {
        name: "candidates",
        link: "pace=0",
        does: &[
            "const input = document.querySelector('#prompt'); input.value = 'heroku pg:p'; \
             input.dispatchEvent(new InputEvent('input', { bubbles: true }))",
            "document.querySelector('#prompt')\
             .dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }))",
        ],
        shows: "document.querySelector('.offers li')",
    },
    Screen {
        name: "a held prompt",
        link: "pace=0",
        does: &["heroku addons:add heroku-postgresql:crane --follow CHARCOAL", "heroku pg:wait"],
        shows: "document.querySelector('.prompt.held')",
    },
    Screen {
        name: "losses",
        link: "scenario=equally-behind&pace=0",
        does: &[
            "heroku pg:info && heroku ps && heroku nonsense",
            "heroku pg:unfollow LAVENDER --confirm sushi && heroku pg:promote LAVENDER",
            PICKED,
        ],
        shows: "document.querySelector('.lost li')",
    },
    Screen {
        name: "two apps",
        link: "scenario=two-apps&pace=0",
        does: &[],
        shows: "document.querySelectorAll('.app').length == 2",
    },
    Screen {
        name: "twelve followers",
        link: "scenario=twelve-followers&pace=0",
        does: &[],
        shows: "document.querySelectorAll('.card').length == 13",
    },
    Screen {
        name: "a link picked, what would be done, the list and the table",
        link: "pace=0",
        does: &[
            "document.querySelector('.link')\
             .dispatchEvent(new MouseEvent('click', { bubbles: true }))",
            "const input = document.querySelector('#prompt'); \
             input.value = 'heroku pg:unfollow WHITE'; \
             input.dispatchEvent(new InputEvent('input', { bubbles: true }))",
            "document.querySelector('.twin').open = true",
        ],
        shows: "document.querySelector('.foretold:not(:empty)')",
    },
    Screen {
        name: "positions on the chart",
        link: "pace=0",
        does: &["document.querySelector('.chart .seg button:nth-child(4)').click()"],
        shows: "document.querySelector('.chart [aria-pressed=true]')",
    },
    Screen {
        name: "the past, and another branch",
        link: "pace=0",
        does: &[
            "heroku maintenance:on",
            "[...document.querySelectorAll('.btn')].find(b => b.textContent == 'Rewind').click()",
            "document.querySelector('.run-list button').click()",
            "heroku ps",
            // The branch that was left, once it is listed.
            "const timer = setInterval(() => { \
               const left = [...document.querySelectorAll('.run-list button')]\
                 .find(b => b.textContent.startsWith('From')); \
               if (left) { clearInterval(timer); left.click() } }, 50)",
        ],
        shows: "document.querySelectorAll('.run-list').length == 2",
    },
    Screen {
        name: "scenarios and runs",
        link: "pace=0",
        does: &["heroku maintenance:on", "document.querySelector('.btn[aria-haspopup]').click()"],
        shows: "document.querySelector('.library[open] li button')",
    },
    Screen {
        name: "a world in forms",
        link: "scenario=reads&pace=0",
        does: &[BUILDER],
        shows: "document.querySelector('.workshop fieldset')",
    },
    Screen {
        name: "a scenario as text, with a mistake",
        link: "scenario=reads&pace=0",
        does: &[
            EDITOR,
            // Its text is fetched first.
            "const write = () => { \
               const area = document.querySelector('#editor-text'); \
               if (!area) return setTimeout(write, 20); \
               area.value += '['; \
               area.dispatchEvent(new InputEvent('input', { bubbles: true })); \
             }; write()",
        ],
        shows: "document.querySelector('.mistakes')",
    },
    Screen {
        name: "what is shared",
        link: "pace=0",
        does: &[
            "[...document.querySelectorAll('.btn')].find(b => b.textContent == 'Share').click()",
        ],
        shows: "document.querySelector('.qr')",
    },
    Screen {
        name: "plans side by side",
        link: "scenario=equally-behind&pace=0",
        does: &[
            "[...document.querySelectorAll('.btn')].find(b => b.textContent == 'What if').click()",
        ],
        shows: "document.querySelectorAll('.what-if canvas').length > 1",
    },
    Screen {
        name: "the stage alone",
        link: "pace=0&show=stage",
        does: &[],
        shows: "document.querySelector('.show-stage .app')",
    },
    Screen {
        name: "the stage and the terminal",
        link: "pace=0&show=stage,terminal",
        does: &[],
        shows: "document.querySelector('.show-both .part')",
    },
    Screen {
        name: "one pane alone, and another folded",
        link: "pace=0",
        does: &[
            "document.querySelector('.split.chart').dispatchEvent(\
             new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))",
            "document.querySelector('.alone.terminal').click()",
        ],
        shows: "document.querySelector('.page.only.fold-chart')",
    },
    Screen {
        name: "a card alone",
        link: "pace=0&show=card",
        does: &[],
        shows: "document.querySelectorAll('.card').length == 1",
    },
    Screen {
        name: "the terminal alone",
        link: "pace=0&show=terminal",
        does: &[],
        shows: "document.querySelector('.show-terminal #prompt')",
    },
];

async fn findings(page: &Page, look: &str, screen: &Screen) -> Vec<String> {
    page.go(&format!("?{}{look}", screen.link)).await;
    for step in screen.does {
        match step.starts_with("heroku") {
            true => page.types(step).await,
            false => page.run(step).await,
        }
    }
    page.until(screen.name, screen.shows).await;
    page.run(AXE).await;
    let found = page.answer(FINDINGS).await;
    let Value::Array(found) = found else { panic!("{}: {found}", screen.name) };
    found.iter().map(|found| format!("{}: {found}", screen.name)).collect()
}

#[test]
fn axe_finds_nothing() {
    let mut found = Vec::new();
    for (name, look, dark) in LOOKS {
        for size in SIZES {
            visit(Open { size, dark, ..Open::default() }, async |page: &mut Page| {
                for screen in &SCREENS {
                    let here = findings(page, look, screen).await;
                    found.extend(here.iter().map(|found| format!("{name}, {size:?}, {found}")));
                }
            });
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Something that is wrong is found: the test above can fail.
#[test]
fn axe_would_find_something() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.run("document.querySelector('#prompt').removeAttribute('aria-label')").await;
        page.run(AXE).await;
        let found = page.answer(FINDINGS).await.to_string();
        assert!(found.contains("label: "), "{found}");
    });
}
