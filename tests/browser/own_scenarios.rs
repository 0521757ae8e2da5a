//! Scenarios of somebody's own: from the host, dropped, pasted; and their mistakes, all of them.

use crate::browser::{Open, Page, visit, visit_with};

const SMALL: &str = include_str!("../../static/examples/small.toml");

/// The number of cards of databases on the stage.
const CARDS: &str = "document.querySelectorAll('.card[aria-label]').length";

#[test]
fn the_address_names_a_file_on_the_host() {
    let mine = SMALL.replace("WHITE", "NAVY");
    let open = Open {
        query: "?scenario=lessons/mine.toml",
        extra: &[("lessons/mine.toml", &mine)],
        ..Open::default()
    };
    visit(open, async |page: &mut Page| {
        let navy = "document.querySelector(\".card[aria-label^='NAVY']\")";
        page.until("its follower is there", navy).await;
        page.go("?scenario=examples/complete.toml").await;
        page.until("the example is there", "document.body.textContent.includes('See how far')")
            .await;
        page.go("?scenario=../mine.toml").await;
        page.until("it is refused", "document.querySelector('.notice')").await;
        let told = page.text(".notice p").await;
        assert!(told.contains("lessons/mine.toml"), "{told}");
    });
}

#[test]
fn all_mistakes_are_listed_and_nothing_is_lost() {
    let broken = SMALL.replace("crane", "crain").replace("48/s", "48");
    let open = Open {
        query: "?scenario=lessons/broken.toml",
        extra: &[("lessons/broken.toml", &broken)],
        ..Open::default()
    };
    visit_with(open, async |page: &mut Page| {
        page.until("they are listed", "document.querySelectorAll('.kept li').length === 3").await;
        let told = page.text(".kept").await;
        assert!(told.contains("lessons/broken.toml could not be opened. 3 mistakes:"), "{told}");
        assert!(told.contains("Perhaps you meant crane."), "{told}");
        page.types("heroku maintenance").await;
        let works = "document.querySelector('.lines').textContent.endsWith('off')";
        page.until("the front door lives", works).await;
    });
}

#[test]
fn a_file_is_dropped_and_a_text_is_pasted() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.types("heroku maintenance:on").await;
        let before = page.value(CARDS).await;
        let drop = |text: &str| {
            format!(
                "const data = new DataTransfer(); \
                 data.items.add(new File([{text:?}], 'mine.toml')); \
                 document.body.dispatchEvent(new DragEvent('drop', \
                 {{ dataTransfer: data, bubbles: true, cancelable: true }}))"
            )
        };
        page.run(&drop(&SMALL.replace("crane", "crain"))).await;
        page.until("it has mistakes", "document.querySelectorAll('.kept li').length === 2").await;
        assert_eq!(page.value(CARDS).await, before, "the run is still there");
        page.run(&drop(SMALL)).await;
        page.until("it is open", &format!("{CARDS} === 2")).await;
        page.until("the card is gone", "!document.querySelector('.kept')").await;
        page.run("history.back()").await;
        page.until("Back leads to the run before", &format!("{CARDS} === {before}")).await;
        page.until(
            "with what was done",
            "document.querySelector('.lines').textContent.includes('maintenance')",
        )
        .await;
        let paste = format!(
            "const data = new DataTransfer(); data.setData('text', {SMALL:?}); \
             document.querySelector('#prompt').dispatchEvent(new ClipboardEvent('paste', \
             {{ clipboardData: data, bubbles: true, cancelable: true }}))"
        );
        page.run(&paste).await;
        page.until("what was pasted is open", &format!("{CARDS} === 2")).await;
    });
}

#[test]
fn the_reference_page_is_there_and_its_examples_open() {
    visit(Open::default(), async |page: &mut Page| {
        page.goes_to("scenario-file.html").await;
        let styled = "getComputedStyle(document.querySelector('table')).borderCollapse";
        assert_eq!(page.value(styled).await, "collapse");
        let wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        assert_eq!(page.value(wide).await, true);
    });
}
