//! Nothing is lost: a run is found again at its last input, whatever happened to its tab.

use serde_json::{Value, json};

use crate::browser::{Open, Page, visit, visit_with};
use crate::driver::Engine;

/// The time that the page shows.
const CLOCK: &str = "document.querySelector('.clock').textContent";

/// How many runs are stored in which somebody acted.
const RUNS: &str = "Object.entries(localStorage)\
    .filter(([key, text]) => key.includes('.run.') && !/^\\d+ 0\\n/.test(text)).length";

/// What is told at the top of the page.
const TOLD: &str = "document.querySelector('.notice p')?.textContent ?? ''";

/// That the tab has kept the run with this line in it.
fn noted(line: &str) -> String {
    format!("history.state?.run?.text.includes({line:?})")
}

impl Page {
    /// Plays a little, and says what the page shows then.
    pub async fn plays(&self) -> (Vec<String>, String) {
        self.pause().await;
        self.passes(20).await;
        self.does("heroku pg:promote WHITE").await;
        self.passes(20).await;
        self.does("heroku maintenance").await;
        self.shows().await
    }

    /// Enters a line, and waits for what it prints.
    pub async fn does(&self, line: &str) {
        let before = self.lines().await.len();
        self.types(line).await;
        let more = format!("document.querySelectorAll('.lines .line').length > {before} + 1");
        self.until("it prints", &more).await;
    }

    /// The terminal's text and the clock.
    pub async fn shows(&self) -> (Vec<String>, String) {
        let clock = self.value(CLOCK).await;
        (self.lines().await, clock.as_str().unwrap_or_default().to_owned())
    }

    /// Loads the page again.
    pub async fn reloads(&self) {
        self.client.refresh().await.expect("it can be loaded again");
        self.is_there().await;
    }

    /// The page comes to show this.
    pub async fn comes_to(&self, what: &(Vec<String>, String)) {
        for _ in 0..200 {
            if self.shows().await == *what {
                return;
            }
            self.rest(50).await;
        }
        assert_eq!(self.shows().await, *what);
    }

    /// Whether scenarios are there no more.
    async fn is_away(&self, away: bool) {
        self.devtools("Network.enable", json!({})).await;
        let urls = if away { vec!["*/scenarios/*"] } else { Vec::new() };
        self.devtools("Network.setBlockedURLs", json!({ "urls": urls })).await;
    }

    /// Another tab, with the page at this query in it.
    pub async fn tab(&self, query: &str) {
        let tab = self.client.new_window(true).await.expect("there is room for a tab");
        self.client.switch_to_window(tab.handle).await.expect("it is there");
        self.go(query).await;
    }

    /// Closes the tab, and turns to the one that was opened first.
    pub async fn closes(&self) {
        let id = self.value("history.state.run.id").await;
        self.client.close_window().await.expect("it can be closed");
        self.turns(0).await;
        self.is_released(&id).await;
    }

    /// Waits until no tab holds a run: the browser takes a moment to give up a lock.
    async fn is_released(&self, id: &Value) {
        let held = format!("locks.held.some(lock => lock.name.endsWith({id}))");
        let script = format!(
            "const done = arguments[0]; const look = () => navigator.locks.query().then(locks => \
             {held} ? setTimeout(look, 20) : done()); look()"
        );
        self.answer(&script).await;
    }

    async fn turns(&self, to: usize) {
        let tab = self.client.windows().await.expect("tabs are known").swap_remove(to);
        self.client.switch_to_window(tab).await.expect("it is there");
    }
}

#[test]
fn a_reload_finds_the_run_in_any_browser() {
    for engine in [Engine::Chromium, Engine::Firefox] {
        visit(Open { engine, ..Open::default() }, async |page: &mut Page| {
            let played = page.plays().await;
            page.reloads().await;
            page.comes_to(&played).await;
            // And it goes on from there.
            page.does("heroku pg:info").await;
            let further = page.shows().await;
            page.reloads().await;
            page.comes_to(&further).await;
        });
    }
}

#[test]
fn a_tab_that_was_closed_leaves_its_run_to_the_next_in_any_browser() {
    for engine in [Engine::Chromium, Engine::Firefox] {
        visit(Open { engine, ..Open::default() }, async |page: &mut Page| {
            page.tab("").await;
            let played = page.plays().await;
            page.closes().await;
            page.tab("").await;
            page.comes_to(&played).await;
            let told = page.text(".time-bar").await;
            assert_eq!(
                told,
                "Welcome back. This is where you left, paused.ContinueNext lesson: Create a \
                 followerLesson 1 again"
            );
        });
    }
}

#[test]
fn a_link_that_asks_for_a_scenario_wins_and_overwrites_nothing() {
    visit(Open::default(), async |page: &mut Page| {
        page.tab("").await;
        let played = page.plays().await;
        page.closes().await;
        page.tab("?scenario=two-apps&pace=0").await;
        page.until("it is opened", "document.body.textContent.includes('OLIVE')").await;
        assert_eq!(page.shows().await.1, "00:00:00");
        page.does("heroku ps").await;
        page.passes(5).await;
        let other = page.shows().await;
        page.reloads().await;
        page.comes_to(&other).await;
        // That tab holds its run, so the next one finds the one before.
        page.tab("").await;
        page.comes_to(&played).await;
    });
}

#[test]
fn tabs_do_not_write_into_one_another_s_run() {
    visit(Open::default(), async |page: &mut Page| {
        let first = page.plays().await;
        page.until("it is noted", &noted("heroku maintenance")).await;
        let state = page.value("history.state").await;
        // Somebody duplicates the tab: it has the state of the other one.
        page.tab("?pace=0").await;
        page.run(&format!("history.replaceState({state}, '')")).await;
        page.reloads().await;
        page.comes_to(&first).await;
        page.does("heroku config").await;
        let second = page.shows().await;
        assert_eq!(page.value(RUNS).await, 2);
        page.reloads().await;
        page.comes_to(&second).await;
        page.turns(0).await;
        assert_eq!(page.shows().await, first);
        page.reloads().await;
        page.comes_to(&first).await;
        // Lines typed in one are not lost to the other.
        page.does("heroku releases").await;
        let lines = page.value("localStorage['follower-playground.history']").await;
        let lines = lines.as_str().unwrap_or_default().to_owned();
        assert!(lines.contains("heroku config\nheroku releases"), "{lines}");
    });
}

#[test]
fn without_locks_a_tab_goes_on_with_a_copy() {
    let before = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })";
    visit(Open { before, ..Open::default() }, async |page: &mut Page| {
        let played = page.plays().await;
        let first = page.value("history.state.run.id").await;
        page.reloads().await;
        page.comes_to(&played).await;
        page.does("heroku ps").await;
        page.until("it is noted", &noted("heroku ps")).await;
        assert_ne!(page.value("history.state.run.id").await, first);
        assert_eq!(page.value(RUNS).await, 1);
    });
}

#[test]
fn a_renderer_that_is_killed_leaves_its_run() {
    visit_with(Open::default(), async |page: &mut Page| {
        page.tab("").await;
        let played = page.plays().await;
        let id = page.value("history.state.run.id").await;
        // What one process stores takes a moment to be in another's.
        page.turns(0).await;
        let stored = format!("localStorage['follower-playground.run.' + {id}]");
        page.until("it is stored", &format!("{stored}?.includes('heroku maintenance')")).await;
        page.turns(1).await;
        page.crashes().await;
        page.turns(0).await;
        page.is_released(&id).await;
        page.tab("").await;
        page.comes_to(&played).await;
    });
}

/// Fills the storage to the last byte.
const FILL: &str = "let text = 'x'.repeat(1 << 20); \
    for (let at = 0; text; ) { \
      try { localStorage.setItem('filler' + at, text); at += 1; } \
      catch { text = text.slice(0, text.length / 2 | 0); } }";

#[test]
fn storage_that_is_full_is_told_and_the_run_outlives_a_reload() {
    visit(Open::default(), async |page: &mut Page| {
        page.run(FILL).await;
        let played = page.plays().await;
        page.until("it is told", &format!("({TOLD}).includes('storage for this page is full')"))
            .await;
        page.until("it is noted", &noted("heroku maintenance")).await;
        page.reloads().await;
        page.comes_to(&played).await;
        // Told once, and read: it is not told again.
        page.does("heroku ps").await;
        page.until("it is told", &format!("({TOLD}).includes('is full')")).await;
        page.click(".notice button").await;
        page.does("heroku ps").await;
        assert_eq!(page.value(TOLD).await, "");
    });
}

#[test]
fn where_storage_is_full_of_old_runs_the_oldest_goes() {
    visit(Open::default(), async |page: &mut Page| {
        let old = "follower-playground.run.old";
        page.run(&format!("localStorage.setItem('{old}', '5 1\\n' + 'x'.repeat(100000))")).await;
        page.run(FILL).await;
        page.plays().await;
        let gone = format!("!('{old}' in localStorage)");
        page.until("it is gone", &gone).await;
        let kept = "Object.keys(localStorage).some(k => k.includes('.run.'))";
        page.until("the run is kept", kept).await;
        assert_eq!(page.value(TOLD).await, "");
    });
}

#[test]
fn where_storage_is_full_of_something_else_old_runs_stay() {
    visit(Open::default(), async |page: &mut Page| {
        // The tab has nothing stored yet that it could write over.
        page.run(
            "for (const key in localStorage) delete localStorage[key]; \
             for (const name of ['a', 'b', 'c']) \
             localStorage.setItem('follower-playground.run.' + name, '5 1\\n' + name)",
        )
        .await;
        page.run(FILL).await;
        page.plays().await;
        page.until("it is told", &format!("({TOLD}).includes('storage for this page is full')"))
            .await;
        let old = "['a', 'b', 'c'].map(n => localStorage['follower-playground.run.' + n])";
        assert_eq!(page.value(old).await, json!(["5 1\na", "5 1\nb", "5 1\nc"]));
    });
}

#[test]
fn no_more_than_twenty_runs_are_kept() {
    visit(Open::default(), async |page: &mut Page| {
        // One is of this tab, which keeps it as it is turned away from.
        page.pause().await;
        page.run("document.dispatchEvent(new Event('visibilitychange'))").await;
        let mine = "localStorage['follower-playground.run.' + history.state?.run?.id]";
        page.until("it is stored", mine).await;
        let many = "for (let at = 1; at < 30; at += 1) \
                    localStorage.setItem('follower-playground.run.' + at, at + ' 1\\nx')";
        page.run(many).await;
        page.tab("?scenario=two-apps&pace=0").await;
        let left = "Object.keys(localStorage).filter(k => k.includes('.run.'))\
                    .map(k => k.split('.').pop()).sort()";
        let left = page.value(left).await;
        let left = left.as_array().expect("it is a list").clone();
        assert_eq!(left.len(), 20);
        assert_eq!(left[..4], ["11", "12", "13", "14"]);
    });
}

/// Lets the page have no storage.
const FORBID: &str = "Object.defineProperty(window, 'localStorage', { get() { \
                      throw new DOMException('no', 'SecurityError'); } })";

#[test]
fn storage_that_is_forbidden_is_told_and_the_run_outlives_a_reload() {
    visit(Open { before: FORBID, ..Open::default() }, async |page: &mut Page| {
        let played = page.plays().await;
        page.until("it is told", &format!("({TOLD}).includes('lets the page store nothing')"))
            .await;
        page.until("it is noted", &noted("heroku maintenance")).await;
        page.reloads().await;
        page.comes_to(&played).await;
        // The list does not promise what it cannot keep.
        page.keys(&['\u{e032}']).await;
        page.until("it is open", "document.querySelector('.library[open]')").await;
        let said = page.value("document.querySelector('.library').textContent").await.to_string();
        assert!(
            said.contains("no run is kept here") && !said.contains("keeps the newest"),
            "{said}"
        );
    });
}

#[test]
fn damaged_runs_are_told_and_what_can_be_read_of_them_opens() {
    visit(Open::default(), async |page: &mut Page| {
        page.tab("").await;
        page.plays().await;
        let whole = r"Object.values(localStorage).find(text => /^\d+ 2\n/.test(text))";
        let whole = page.value(whole).await;
        let whole = whole.as_str().expect("it is stored").to_owned();
        page.closes().await;
        let cut: String = whole.chars().take(whole.len() - 40).collect();
        let turned: String = whole.chars().rev().collect();
        let changed = whole.replace("WHITE", "BLACK");
        let long = "9".repeat(50_000);
        let all =
            [(&*cut, 2), (&turned, 0), (&changed, 2), ("\u{0}", 0), ("9 1\n\n", 0), (&long, 0)];
        for (at, (damaged, entered)) in all.into_iter().enumerate() {
            let key = format!("follower-playground.run.{at}");
            let script = format!(
                "Object.keys(localStorage).forEach(k => k.includes('.run.') && delete \
                 localStorage[k]); localStorage.setItem('{key}', {damaged:?})"
            );
            page.run(&script).await;
            page.tab("").await;
            let told = format!("({TOLD}).includes('The run that was kept is damaged')");
            page.until("it is told", &told).await;
            let read =
                format!("document.querySelectorAll('.lines .line').length >= {}", entered + 1);
            page.until("what could be read is there", &read).await;
            page.does("heroku maintenance").await;
            page.closes().await;
        }
    });
}

#[test]
fn starting_again_writes_over_no_run() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.does("heroku maintenance").await;
        page.until("it is stored", &format!("{RUNS} == 1")).await;
        let press = |text: &str| {
            format!(
                "[...document.querySelectorAll('.btn')].find(one => one.textContent == {text:?})\
                 .click()"
            )
        };
        page.run(&press("Rewind")).await;
        page.run(&press("Start again")).await;
        page.does("heroku ps").await;
        page.until("both are stored", &format!("{RUNS} == 2")).await;
    });
}

#[test]
fn a_file_that_is_dropped_is_opened() {
    visit(Open::default(), async |page: &mut Page| {
        let played = page.plays().await;
        page.until("it is noted", &noted("heroku maintenance")).await;
        let text = page.value("history.state.run.text").await;
        let id = page.value("history.state.run.id").await;
        page.does("heroku ps").await;
        let drop = format!(
            "const data = new DataTransfer(); data.items.add(new File([{text}], 'mine.run.txt')); \
             document.body.dispatchEvent(new DragEvent('drop', \
             {{ bubbles: true, cancelable: true, dataTransfer: data }}))"
        );
        page.run(&drop).await;
        page.comes_to(&played).await;
        // It is kept, though nobody has acted in it.
        page.reloads().await;
        page.comes_to(&played).await;
        // The run that was there stays kept, under its own name.
        page.does("heroku ps").await;
        page.until("it has another name", &format!("history.state.run.id !== {id}")).await;
        assert_eq!(page.value(RUNS).await, 2);
        let played = page.shows().await;
        page.run(&drop.replace("Follower", "Fellow")).await;
        page.until("it is told", &format!("({TOLD}) !== ''")).await;
        assert_eq!(page.shows().await, played);
    });
}

#[test]
fn what_cannot_be_copied_is_marked() {
    let before = "Object.defineProperty(navigator, 'clipboard', { value: undefined })";
    let press = |text: &str| {
        format!(
            "[...document.querySelectorAll('button')].find(one => one.textContent == {text:?})\
             .click()"
        )
    };
    visit(Open { before, ..Open::default() }, async |page: &mut Page| {
        page.pause().await;
        page.run(&press("Share")).await;
        page.until("the link is there", "document.querySelector('.share-link')").await;
        page.run(&press("Copy")).await;
        let link = "document.querySelector('.share-link').value";
        page.until("it is marked", &format!("getSelection().toString() === {link}")).await;
        page.keep_screen("keep-copy").await;
        page.click(".kept button").await;
        assert_eq!(page.value("document.querySelector('.kept')").await, Value::Null);
    });
}

#[test]
fn a_run_whose_scenario_is_away_stays_kept_until_it_can_be_opened() {
    let (plain, embed) = ("?scenario=two-apps&pace=0", "?scenario=two-apps&pace=0&show=terminal");
    for (query, before) in [(plain, ""), (plain, FORBID), (embed, "")] {
        // The browser reports what could not be fetched.
        visit_with(Open { query, before, ..Open::default() }, async |page: &mut Page| {
            let fetched = "performance.getEntriesByType('resource')\
                           .some(one => one.name.endsWith('two-apps.toml') && one.responseEnd)";
            page.until("it is opened", fetched).await;
            page.does("heroku pg:info --app tempura").await;
            page.does("heroku maintenance:on").await;
            let played = page.shows().await;
            assert!(played.0.iter().any(|line| line.contains("OLIVE")), "{played:?}");
            page.until("it is noted", &noted("heroku maintenance:on")).await;
            page.is_away(true).await;
            page.reloads().await;
            page.until("it is told", &format!("({TOLD}).includes('could not be fetched')")).await;
            let id = page.value("history.state.others?.[0]?.id ?? history.state.run.id").await;
            // Nobody acts in what is shown instead: it is tried again.
            page.is_away(false).await;
            page.reloads().await;
            page.comes_to(&played).await;
            assert_eq!(page.value("history.state.run.id").await, id);
            // Somebody does: that is a run of its own, and the other one stays kept.
            page.is_away(true).await;
            page.reloads().await;
            page.until("it is told", &format!("({TOLD}).includes('could not be fetched')")).await;
            page.does("heroku releases").await;
            let instead = page.shows().await;
            page.until("it is noted", &noted("heroku releases")).await;
            assert_ne!(page.value("history.state.run.id").await, id);
            if before.is_empty() && query == plain {
                let kept = format!("localStorage['follower-playground.run.' + {id}]");
                let kept = page.value(&kept).await.to_string();
                assert!(kept.contains("maintenance:on"), "{kept}");
            }
            page.is_away(false).await;
            page.reloads().await;
            page.comes_to(&instead).await;
            page.keep_screen("keep-other").await;
            page.click(".kept button").await;
            page.comes_to(&played).await;
            assert_eq!(page.value("history.state.run.id").await, id);
        });
    }
}
