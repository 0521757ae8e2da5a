//! Bad input of any kind: a sentence, a fleet that lives, and no run lost.

use crate::browser::{Open, Page, visit, visit_with};

/// The page shows a notice that says so, and its fleet lives.
async fn says(page: &Page, what: &str) {
    page.until("it is told", "document.querySelector('.notice')").await;
    let told = page.text(".notice p").await;
    assert!(told.contains(what), "{told}");
    page.types("heroku maintenance").await;
    page.until(
        "the terminal works",
        "document.querySelector('.lines').textContent.endsWith('off')",
    )
    .await;
}

#[test]
fn a_scenario_that_is_not_there() {
    visit_with(Open { query: "?scenario=nonsuch", ..Open::default() }, async |page: &mut Page| {
        says(page, "The scenario nonsuch could not be opened").await;
        page.click(".notice button").await;
        page.until("the notice is closed", "!document.querySelector('.notice')").await;
        // The browser reports the 404 itself, and nothing else.
        let reported = page.reported().await;
        assert!(reported.iter().all(|line| line.contains("404")), "{reported:?}");
    });
}

#[test]
fn a_scenario_with_mistakes() {
    let text = std::fs::read_to_string("static/scenarios/followers.toml").expect("it ships");
    let broken = text.replace("plan = \"ronin\"", "plan = \"samurai\"");
    let open = Open {
        query: "?scenario=broken",
        extra: &[("scenarios/broken.toml", &broken)],
        ..Open::default()
    };
    visit(open, async |page: &mut Page| {
        says(page, "database.CHARCOAL.plan is \"samurai\"; allowed is one of dev, basic").await;
    });
}

#[test]
fn a_link_that_asks_for_what_there_is_not() {
    for query in ["?scenario=../../secret", "?pace=warp", "?scenario=%00&pace=%ff", "?&&==&pace"] {
        visit(Open { query, ..Open::default() }, async |page: &mut Page| {
            page.types("heroku maintenance").await;
            let works = "document.querySelector('.lines').textContent.endsWith('off')";
            page.until("the terminal works", works).await;
            let told = page.text(".notice p").await;
            assert!(told.starts_with("The link asks for the "), "{query}: {told}");
        });
    }
}

#[test]
fn storage_that_holds_nonsense_or_may_not_be_used() {
    visit(Open::default(), async |page: &mut Page| {
        let nonsense = "'\\u0000'.repeat(9000) + '\\n\\n' + 'x'.repeat(200000) + '\\nheroku ps'";
        page.run(&format!("localStorage.setItem('follower-playground.history', {nonsense})")).await;
        page.go("").await;
        page.types("heroku maintenance").await;
        let works = "document.querySelector('.lines').textContent.endsWith('off')";
        page.until("the terminal works", works).await;
    });
}

#[test]
fn lines_that_nobody_should_type() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        let long = "x".repeat(5_000);
        for line in [
            "heroku 'unclosed",
            "heroku pg:kill -1",
            "heroku ps:scale web=-1 web=99999999999",
            "heroku addons:add heroku-postgresql:\u{1F980}",
            "heroku pg:info ''",
            "&& ;",
            "é ü 漢字",
            "heroku logs -n x",
            "heroku config:set =",
            &long,
        ] {
            // Set and told, as a paste would be: the driver types no such letters.
            let script = format!(
                "const p = document.querySelector('#prompt'); p.value = {line:?}; \
                 p.dispatchEvent(new Event('input', {{ bubbles: true }}))"
            );
            page.run(&script).await;
            let before = page.lines().await.len();
            page.types("").await;
            let more = format!("document.querySelectorAll('.lines .line').length > {before}");
            page.until("something is said", &more).await;
        }
        page.types("heroku maintenance").await;
        let works = "document.querySelector('.lines').textContent.endsWith('off')";
        page.until("the terminal works", works).await;
    });
}

#[test]
fn without_a_network_the_page_goes_on() {
    visit(Open::default(), async |page: &mut Page| {
        page.server = None;
        page.types("heroku pg:promote WHITE").await;
        let moved = "document.querySelector(\".card[aria-label^='WHITE'] .badge\")";
        page.until("it is done", moved).await;
    });
}

#[test]
fn a_violation_of_the_policy_would_be_seen() {
    visit_with(Open::default(), async |page: &mut Page| {
        assert!(page.reported().await.is_empty());
        page.run("document.body.setAttribute('style', 'color: red')").await;
        page.run(
            "const s = document.createElement('script'); s.textContent = '1'; \
             document.body.append(s)",
        )
        .await;
        let reported = page.reported().await;
        assert!(reported.len() >= 2, "{reported:?}");
    });
}
