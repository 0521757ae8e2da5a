//! Two followers equally far behind, and what each would lose.

use crate::browser::{Open, Page, visit};

/// The text of a database's card, and the facts of its panel once it is clicked.
async fn told(page: &Page, name: &str) -> (String, String) {
    let card = format!(".card[aria-label^='{name}']");
    let line = page.text(&card).await;
    let click = "dispatchEvent(new MouseEvent('click', { bubbles: true }))";
    page.run(&format!("document.querySelector(\"{card}\").{click}")).await;
    page.until("its panel", &format!("document.querySelector('.side h2').textContent == '{name}'"))
        .await;
    (line, page.text(".facts").await)
}

#[test]
fn equally_far_behind_says_nothing_of_what_would_be_lost() {
    let open = Open { query: "?scenario=equally-behind", ..Open::default() };
    visit(open, async |page: &mut Page| {
        page.until("it runs", "document.querySelector('.clock').textContent >= '00:00:03'").await;
        let (white, facts) = told(page, "WHITE").await;
        assert!(white.contains("behind by 6,000 · promoting loses 0"), "{white}");
        assert!(facts.contains("Lost if promoted now0 commits"), "{facts}");
        assert!(facts.contains("replay waits until it ends"), "{facts}");
        assert!(facts.contains("after the query is gone"), "{facts}");
        let (lavender, facts) = told(page, "LAVENDER").await;
        assert!(lavender.contains("behind by 6,000 · promoting loses 6,000"), "{lavender}");
        assert!(facts.contains("Lost if promoted now6,000 commits"), "{facts}");
        assert!(facts.contains("not while the link is cut"), "{facts}");
        page.keep_screen("1440x900-equally-behind").await;
    });
}
