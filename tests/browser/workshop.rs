//! The workshop: a world of one's own made in forms, a scenario written as text, by keyboard, on a
//! phone, and over a reload.

use serde_json::json;

use crate::browser::{Open, Page, visit};

const SMALL: &str = include_str!("../../static/examples/small.toml");

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const F2: char = '\u{e032}';

/// The text of the editor.
const TEXT: &str = "document.querySelector('#editor-text').value";

/// The places of the mistakes that the editor lists.
const PLACES: &str = "[...document.querySelectorAll('.mistakes b')].map(it => it.textContent)";

/// The text that is selected in the editor.
const SELECTED: &str = "(area => area.value.slice(area.selectionStart, area.selectionEnd))\
                        (document.querySelector('#editor-text'))";

/// The databases on the stage.
const CARDS: &str = "[...document.querySelectorAll('.card[aria-label]')]\
                     .map(card => card.ariaLabel.split(',')[0]).sort().join()";

/// Presses Tab until this is true of the element `e` that has the focus.
async fn reach(page: &Page, what: &str, is_there: &str) {
    for _ in 0..150 {
        if page.value(&format!("Boolean((e => {is_there})(document.activeElement))")).await == true
        {
            return;
        }
        page.keys(&[TAB]).await;
    }
    panic!("{what} cannot be reached by Tab");
}

/// Reaches a button by Tab, and presses Enter on it.
async fn press(page: &Page, label: &str) {
    let is_there = format!("e.matches('button') && e.textContent.trim().startsWith({label:?})");
    reach(page, label, &is_there).await;
    page.keys(&[ENTER]).await;
}

/// Reaches the field with this label, in the part of this name.
async fn field(page: &Page, part: &str, label: &str) {
    let is_there = format!(
        "e.labels?.[0]?.textContent == {label:?} \
         && e.closest('fieldset').querySelector('legend').textContent.trim() == {part:?}"
    );
    reach(page, label, &is_there).await;
}

/// Types over what stands in the field that has the focus.
async fn write(page: &Page, text: &str) {
    page.ctrl('a').await;
    page.keys(&text.chars().collect::<Vec<_>>()).await;
}

/// Begins to read the title of the side panel, from where Tab goes through it.
async fn begin_at_title(page: &Page) {
    page.run("document.querySelector('.side h2').focus()").await;
}

/// That the stage shows these databases.
async fn shows(page: &Page, databases: &str) {
    page.until(&format!("{databases} are there"), &format!("{CARDS} == {databases:?}")).await;
}

#[test]
fn a_world_is_built_by_keyboard_and_shared() {
    let open = Open { query: "?scenario=two-apps&pace=0", ..Open::default() };
    visit(open, async |page: &mut Page| {
        begin_at_title(page).await;
        press(page, "Build your own world").await;
        page.until("the forms are there", "document.querySelector('.workshop fieldset')").await;
        page.keep_screen("1440x900-builder").await;
        press(page, "Take an empty world").await;
        page.until(
            "it is empty",
            "!document.querySelector('.workshop').innerText.includes('OLIVE')",
        )
        .await;
        begin_at_title(page).await;
        field(page, "World", "Title").await;
        write(page, "Two of mine").await;
        field(page, "Process type web", "Writes of each").await;
        write(page, "fast").await;
        page.until("it is told", "document.querySelector('.field .mistake')").await;
        let told = page.text(".field .mistake").await;
        assert!(told.contains("writes is \"fast\"; allowed is a rate"), "{told}");
        write(page, "12/s").await;
        page.until("it is mended", "!document.querySelector('.field .mistake')").await;
        press(page, "Add a database").await;
        page.keys(&[ENTER]).await;
        let added = "document.querySelectorAll(\"[id$='-follows']\").length == 2";
        page.until("there are two", added).await;
        begin_at_title(page).await;
        let first = page.text("fieldset:has([id$='-follows']) legend").await;
        field(page, first.trim(), "Plan").await;
        page.keys(&['k', 'a', 'p']).await;
        field(page, first.trim(), "Size").await;
        write(page, "14 GB").await;
        press(page, "Begin this world").await;
        page.until("it runs", "document.querySelector('.side h2').textContent == 'Two of mine'")
            .await;
        page.does("heroku pg:info").await;
        let lines = page.lines().await.join("\n");
        assert!(lines.contains("Kappa") && lines.contains("Ronin"), "{lines}");
        let cards = page.value(CARDS).await;
        assert_eq!(cards.as_str().map(|cards| cards.split(',').count()), Some(2));
        page.keep_screen("1440x900-built-world").await;
        // It outlives a reload, and its link brings it elsewhere.
        page.reloads().await;
        page.until("it is there again", &format!("{CARDS} == {cards}")).await;
        page.run(
            "[...document.querySelectorAll('.btn')].find(b => b.textContent == 'Share').click()",
        )
        .await;
        page.until("the link is there", "document.querySelector('.share-link')").await;
        let link = page.value("document.querySelector('.share-link').value").await;
        let (_, run) = link.as_str().and_then(|link| link.split_once('#')).expect("a link");
        page.tab(&format!("#{run}")).await;
        page.until("another tab shows it", &format!("{CARDS} == {cards}")).await;
        assert!(page.text(".side").await.contains("Two of mine"));
    });
}

#[test]
fn a_scenario_is_written_mended_and_played() {
    visit(Open { query: "?pace=0", ..Open::default() }, async |page: &mut Page| {
        page.does("heroku maintenance").await;
        page.keys(&[F2]).await;
        page.until("the list is open", "document.querySelector('.library[open]')").await;
        press(page, "Write a scenario or lesson").await;
        page.until("the text is there", &format!("{TEXT}.includes('Meet the fleet')")).await;
        press(page, "Take a small template").await;
        page.until("it is taken", &format!("{TEXT}.includes('A world of my own')")).await;
        let select = |text: &str| {
            format!(
                "const area = document.querySelector('#editor-text'); area.focus(); \
                 const at = area.value.indexOf({text:?}); \
                 area.setSelectionRange(at, at + {})",
                text.len()
            )
        };
        page.run(&select("48/s")).await;
        page.keys(&"often".chars().collect::<Vec<_>>()).await;
        page.run(&select("ronin")).await;
        page.keys(&"rinon".chars().collect::<Vec<_>>()).await;
        page.until("both are told", &format!("{PLACES}.length >= 2")).await;
        assert_eq!(page.value(PLACES).await, json!(["Line 14", "Line 18"]));
        assert!(page.text(".mistakes").await.contains("Perhaps you meant ronin."));
        assert_eq!(page.value("document.querySelector('.workshop .btn').disabled").await, true);
        page.keep_screen("1440x900-editor").await;
        // What was typed outlives a reload, and the run goes on.
        page.ctrl(ENTER).await;
        page.reloads().await;
        let line = "document.querySelector('.lines')?.textContent.includes('maintenance')";
        page.until("the run is there", line).await;
        page.keys(&[F2]).await;
        page.until("the list is open", "document.querySelector('.library[open]')").await;
        press(page, "Write a scenario or lesson").await;
        page.until("the text is there", &format!("{TEXT}.includes('rinon')")).await;
        // A mistake leads to its line.
        press(page, "Line 18").await;
        page.until("it is selected", &format!("{SELECTED} == 'plan = \"rinon\"'")).await;
        page.keys(&"plan = \"ronin\"".chars().collect::<Vec<_>>()).await;
        page.until("one is left", &format!("{PLACES} == 'Line 14'")).await;
        press(page, "Line 14").await;
        page.until("it is selected", &format!("{SELECTED} == 'writes = \"often\"'")).await;
        page.keys(&"writes = \"9/s\"".chars().collect::<Vec<_>>()).await;
        page.until("it is right", "!document.querySelector('.mistakes')").await;
        page.ctrl(ENTER).await;
        shows(page, "BLUE,RED").await;
        assert!(page.text("#editor-state").await.contains("This text is what runs."));
        page.types("heroku pg:info BLUE").await;
        page.until("its step is done", "document.querySelector('.lesson-strip, .step.done')").await;
        page.keep_screen("1440x900-editor-runs").await;
        page.run("history.back()").await;
        page.until("Back leads to the run before", line).await;
    });
}

#[test]
fn on_a_phone_a_file_is_mended_in_the_editor() {
    let open = Open {
        query: "?scenario=followers&pace=0",
        size: (390, 844),
        dark: true,
        ..Open::default()
    };
    visit(open, async |page: &mut Page| {
        let click = |label: &str| {
            format!(
                "[...document.querySelectorAll('.side button')]\
                 .find(b => b.textContent.trim() == {label:?}).click()"
            )
        };
        let fits = "document.documentElement.scrollWidth <= innerWidth";
        page.run(&click("Build your own world")).await;
        page.until("the forms are there", "document.querySelector('.workshop fieldset')").await;
        page.keep_screen("390x844-builder-dark").await;
        assert_eq!(page.value(fits).await, true);
        page.run(&click("Close")).await;
        page.until("they are closed", "!document.querySelector('.workshop')").await;
        page.run(&click("Write a scenario or lesson")).await;
        page.until("the text is there", "document.querySelector('#editor-text')").await;
        let drop = format!(
            "const data = new DataTransfer(); \
             data.items.add(new File([{:?}], 'mine.toml')); \
             document.body.dispatchEvent(new DragEvent('drop', \
             {{ dataTransfer: data, bubbles: true, cancelable: true }}))",
            SMALL.replace("crane", "crain")
        );
        page.run(&drop).await;
        page.until("its mistakes are told", &format!("{PLACES}.length == 2")).await;
        page.run("document.querySelector('.mistakes').scrollIntoView({ block: 'center' })").await;
        page.keep_screen("390x844-editor-dark").await;
        assert_eq!(page.value(fits).await, true);
        assert_eq!(page.value("Boolean(document.querySelector('.kept'))").await, false);
    });
}
