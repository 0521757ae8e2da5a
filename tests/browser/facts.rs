//! Facts of a transcript (`then:`), looked up where a person sees them: on the page.

use crate::browser::Page;

/// Waits until the page shows a fact. The words are those of `lessons::condition`.
pub async fn shown(page: &Page, fact: &str) {
    if let Some((colour, source)) = fact.split_once(" is forked from ") {
        // No card says it; the terminal does.
        page.types(&format!("heroku pg:info {colour}")).await;
        let told = format!(
            "[...document.querySelectorAll('.lines .line')]\
             .some(l => l.textContent.startsWith('Forked From: HEROKU_POSTGRESQL_{source}'))"
        );
        return page.until(fact, &told).await;
    }
    page.until(fact, &expression(fact)).await;
}

/// What is true in the page, in JavaScript, when it shows the fact.
fn expression(fact: &str) -> String {
    let card = |colour: &str| format!("document.querySelector(\".card[aria-label^='{colour},']\")");
    let label = |colour: &str| format!("({}?.ariaLabel ?? '')", card(colour));
    let says = |colour: &str, text: &str| format!("{}.includes({text:?})", label(colour));
    let app = "document.querySelector('.app')";
    let links = "[...document.querySelectorAll('.link title')].map(t => t.textContent)";
    let words: Vec<&str> = fact.split_whitespace().collect();
    match words[..] {
        ["DATABASE_URL", "is", colour] => format!(
            "document.querySelectorAll('.badge').length == 1 && {}.querySelector('.badge')",
            card(colour)
        ),
        ["maintenance", "is", "on"] => format!("{app}.ariaLabel.includes('maintenance')"),
        ["maintenance", "is", "off"] => format!("!{app}.ariaLabel.includes('maintenance')"),
        ["release", "is", version] => format!("/\\b{version}\\b/.test({app}.ariaLabel)"),
        ["visitors", "are", "served"] => "document.querySelector('.arrow.good')".to_owned(),
        ["visitors", "are", "refused"] => "!document.querySelector('.arrow.good')".to_owned(),
        ["0", "commits", "are", "left", "behind"] => {
            "!document.querySelector('.lost:not(.gone)')".to_owned()
        }
        ["0", "commits", "are", "gone"] => {
            "document.querySelectorAll('.score dd')[1].textContent == '0'".to_owned()
        }
        // What has a card has a price; what is removed has no card.
        ["the", "bill", "of", colour, "runs"] => {
            format!("/\\$\\d+\\/mo/.test({}.textContent)", card(colour))
        }
        ["the", "bill", "of", colour, "has", "stopped"] | [colour, "is", "removed"] => {
            format!("!{}", card(colour))
        }
        ["worker", "runs", count] => format!(
            "[...{app}.querySelectorAll('text')].map(t => t.textContent)\
             .filter(t => /^worker\\.\\d+$/.test(t)).length == {count}"
        ),
        [colour, "is", "writable"] => {
            format!("({} || {})", says(colour, "Leader · read/write"), says(colour, "Old leader"))
        }
        [colour, "is", "read-only"] => says(colour, "read-only"),
        [colour, "is", "preparing"] => says(colour, "preparing"),
        [colour, "is", "available"] => format!("/ read[-/]| in use/.test({})", label(colour)),
        [colour, "is", "behind", "by", "at", "most", most, "commits"] => format!(
            "Number(/behind by ([\\d,]+) commit/.exec({})?.[1].replaceAll(',', '')) <= {most}",
            label(colour)
        ),
        [colour, "is", "behind", "by", count, "commits"] => {
            says(colour, &format!("behind by {count} commits"))
        }
        [colour, "follows", "nothing"] => {
            format!("{} && !{links}.some(l => l.includes(' to {colour},'))", card(colour))
        }
        [colour, "follows", leader] => {
            format!("{links}.some(l => l.startsWith('{leader} to {colour},'))")
        }
        [colour, "can", "be", "followed"] => {
            format!("{} && !{}", card(colour), says(colour, "can get followers in"))
        }
        [colour, "cannot", "be", "followed"] => says(colour, "can get followers in"),
        [colour, "runs", "1", "queries"] => says(colour, "query "),
        [colour, "runs", "0", "queries"] => {
            format!("{} && !{}", card(colour), says(colour, "query "))
        }
        _ => panic!("nothing on the page is known to show {fact:?}"),
    }
}
