//! The page's components in a real browser, and the pinned hash in it.
#![cfg(target_arch = "wasm32")]

mod damaged;
mod dice;
mod pinned;
mod renders;

use follower_playground::browser;
use follower_playground::share::link;
use follower_playground::sim::digest::digest;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("tests run in a page")
}

/// Lets the browser do what is due: timers, frames, renders.
async fn rest(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("tests run in a page");
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        timer.expect("a timer can be set");
    });
    JsFuture::from(promise).await.expect("it is resolved");
}

/// Waits until something is so; how long that takes is the machine's business.
async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..400 {
        if so() {
            return;
        }
        rest(25).await;
    }
    panic!("it never came to be that {what}");
}

/// The page, in an element of its own that goes when the test ends.
struct Page {
    root: Element,
    app: Option<yew::AppHandle<browser::Page>>,
}

impl Page {
    async fn open() -> Page {
        let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        storage.map(|storage| storage.clear().expect("storage is ours")).expect("storage is there");
        Page::open_again().await
    }

    /// Without forgetting what the last visit stored.
    async fn open_again() -> Page {
        let root = document().create_element("div").expect("an element");
        let body = document().body().expect("a page has a body");
        body.append_child(&root).expect("it takes an element");
        let app = Some(browser::mount_in(root.clone()));
        let page = Page { root, app };
        until("the page is there", || page.count("#prompt") == 1).await;
        // What nobody can see stands still.
        page.find(".stage-pane").scroll_into_view();
        page
    }

    fn find(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).expect("a selector");
        found.unwrap_or_else(|| panic!("nothing is {selector}"))
    }

    fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).expect("a selector").length()
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    /// Whether this text stands at the prompt.
    fn text_stands(&self, text: &str) -> bool {
        self.prompt().value() == text
    }

    fn prompt(&self) -> HtmlInputElement {
        self.find("#prompt").dyn_into().expect("the prompt is an input")
    }

    /// Types a text into the prompt, in place of what stands there.
    async fn types(&self, text: &str) {
        self.type_at_once(text);
        rest(30).await;
    }

    /// Types, and does not wait for a render.
    fn type_at_once(&self, text: &str) {
        let prompt = self.prompt();
        prompt.set_value(text);
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        let event = web_sys::Event::new_with_event_init_dict("input", &init).expect("an event");
        prompt.dispatch_event(&event).expect("it is told");
    }

    /// Presses a key at the prompt; says whether the page took it.
    async fn presses(&self, key: &str, ctrl: bool) -> bool {
        let is_taken = self.press_at_once(key, ctrl);
        rest(30).await;
        is_taken
    }

    /// Presses a key at the prompt, and does not wait for a render.
    fn press_at_once(&self, key: &str, ctrl: bool) -> bool {
        self.press_with(key, ctrl, &web_sys::KeyboardEventInit::new())
    }

    /// Presses a key at the prompt with more about it.
    fn press_with(&self, key: &str, ctrl: bool, init: &web_sys::KeyboardEventInit) -> bool {
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_key(key);
        init.set_ctrl_key(ctrl);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", init);
        !self.prompt().dispatch_event(&event.expect("an event")).expect("it is told")
    }

    async fn enters(&self, line: &str) {
        self.types(line).await;
        self.presses("Enter", false).await;
    }

    async fn clicks(&self, selector: &str) {
        let init = web_sys::MouseEventInit::new();
        init.set_bubbles(true);
        let event = web_sys::MouseEvent::new_with_mouse_event_init_dict("click", &init);
        self.find(selector).dispatch_event(&event.expect("an event")).expect("it is told");
        rest(30).await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

/// A whole number has half as many bits here, and memory an end.
#[wasm_bindgen_test]
fn a_thousand_damaged_links_and_a_thousand_kept_runs_are_told_in_the_browser_too() {
    let mut dice = dice::Dice::new(42);
    for kept in [
        include_str!("it/links/v1/followers-model-1.txt"),
        include_str!("it/links/v1/twelve-followers-model-1.txt"),
        include_str!("it/links/v1/own-two-apps-model-1.txt"),
        include_str!("it/links/v1/two-apps-model-1.txt"),
    ] {
        let (link, _) = kept.split_once('\n').expect("a link and a text");
        let whole = link::read(link).unwrap_or_else(|unread| panic!("{}", unread.why));
        let links = damaged::are_told(&mut dice, &whole, 250);
        assert!(links >= 200, "{links}");
    }
}

#[wasm_bindgen_test]
fn the_pinned_hash_holds_in_the_browser() {
    pinned::holds();
}

#[wasm_bindgen_test]
fn a_state_has_the_same_hash_as_natively() {
    // The figure stands in src/sim/digest.rs, too.
    let sample = (vec![1u64, 2], "WHITE", Some(3u32), false);
    assert_eq!(digest(&sample), 6_663_685_095_856_965_144);
}

#[wasm_bindgen_test]
async fn the_page_has_its_landmarks_and_its_fleet() {
    let page = Page::open().await;
    for landmark in ["header", "main", "aside", "section.terminal", "section.chart"] {
        page.find(landmark);
    }
    assert_eq!(page.count(".card"), 3);
    assert!(page.text("svg.stage").contains("CHARCOAL"));
    assert!(page.text("[role=log]").contains("This is a simulation"));
}

#[wasm_bindgen_test]
async fn a_command_is_typed_and_prints() {
    let page = Page::open().await;
    page.enters("heroku maintenance").await;
    until("it prints", || page.text(".lines").ends_with("$ heroku maintenanceoff")).await;
    until("the prompt is empty", || page.prompt().value().is_empty()).await;
}

#[wasm_bindgen_test]
async fn tab_completes_and_lists_and_leaves_an_empty_line() {
    let page = Page::open().await;
    assert!(!page.presses("Tab", false).await, "an empty line lets the focus go on");
    page.types("heroku pg:unf").await;
    until("Tab is taken", || page.text_stands("heroku pg:unf")).await;
    assert!(page.presses("Tab", false).await);
    until("it is completed", || page.text_stands("heroku pg:unfollow ")).await;
    page.types("heroku pg:p").await;
    page.presses("Tab", false).await;
    until("two are listed", || page.count(".scroll .offers button") == 2).await;
    page.presses("Escape", false).await;
    until("the list is gone", || page.count(".scroll .offers") == 0).await;
    assert!(!page.presses("Tab", false).await, "after Esc it always goes on");
}

#[wasm_bindgen_test]
async fn keys_that_are_faster_than_a_render_count_in_their_order() {
    let page = Page::open().await;
    page.types("heroku pg:p").await;
    page.press_at_once("Escape", false);
    assert!(!page.press_at_once("Tab", false), "after Esc it goes on");
    page.types("heroku maintenance").await;
    page.press_at_once("Enter", false);
    let next = page.prompt().value() + "heroku apps";
    page.type_at_once(&next);
    until("it prints", || page.text(".lines").contains("$ heroku maintenanceoff")).await;
    assert!(page.text_stands("heroku apps"));
}

#[wasm_bindgen_test]
async fn while_an_input_method_composes_its_keys_are_its_own() {
    let page = Page::open().await;
    page.enters("heroku apps").await;
    page.types("へろく").await;
    for is_told_by_code in [false, true] {
        for key in ["Enter", "ArrowUp", "Tab"] {
            let init = web_sys::KeyboardEventInit::new();
            if is_told_by_code {
                init.set_key_code(229);
            } else {
                init.set_is_composing(true);
            }
            assert!(!page.press_with(key, false, &init), "{key}");
            rest(30).await;
            assert!(page.text_stands("へろく"), "{key}");
        }
    }
    assert!(page.presses("Enter", false).await, "it has made its text");
    until("the line is entered", || page.text(".lines").contains("へろく: command not found"))
        .await;
}

#[wasm_bindgen_test]
async fn a_line_that_ends_in_a_backslash_goes_on() {
    let page = Page::open().await;
    page.enters("heroku \\").await;
    until("the prompt asks for more", || page.text(".prompt .sign") == ">").await;
    assert!(page.text(".scroll").contains("$ heroku \\"));
    page.enters("maintenance").await;
    until("it prints", || page.text(".lines").ends_with("$ heroku maintenanceoff")).await;
    assert_eq!(page.text(".prompt .sign"), "$");
}

#[wasm_bindgen_test]
async fn keys_edit_the_line() {
    let page = Page::open().await;
    for (text, keys) in [
        ("heroku ps", "u"),
        ("heroku apps", "ak"),
        ("heroku añps", "eu"),
        ("a ñ", "eww"),
        ("ab", "U"),
    ] {
        page.types(text).await;
        until("it stands there", || page.text_stands(text)).await;
        for key in keys.chars() {
            page.presses(&key.to_string(), true).await;
        }
        until("the keys take all of it away", || page.text_stands("")).await;
    }
}

#[wasm_bindgen_test]
async fn history_comes_back_also_on_the_next_visit() {
    let page = Page::open().await;
    page.enters("heroku apps").await;
    page.enters("heroku ps").await;
    until("both are done", || page.text(".lines").contains("worker.1")).await;
    drop(page);
    let page = Page::open_again().await;
    page.presses("ArrowUp", false).await;
    until("the last is back", || page.text_stands("heroku ps")).await;
    page.presses("ArrowUp", false).await;
    until("the one before is back", || page.text_stands("heroku apps")).await;
}

#[wasm_bindgen_test]
async fn a_database_offers_its_actions_and_one_is_written_into_the_prompt() {
    let page = Page::open().await;
    page.clicks(".card[aria-label^='WHITE'] .box").await;
    until("the panel is about WHITE", || page.text(".side h2") == "WHITE").await;
    page.clicks(".action").await;
    until("a command is written", || page.text_stands("heroku pg:info WHITE")).await;
}

#[wasm_bindgen_test]
async fn time_stands_still_when_it_is_told_to() {
    let page = Page::open().await;
    until("time runs", || page.text(".clock").as_str() > "00:00:00").await;
    page.clicks(".play").await;
    until("it is paused", || page.text(".play") == "Play").await;
    assert_eq!(page.text(".time-state"), "paused");
    let before = (page.text(".clock"), page.text("svg.stage"));
    rest(700).await;
    assert_eq!((page.text(".clock"), page.text("svg.stage")), before);
    page.clicks(".play").await;
    until("it goes on", || page.text("svg.stage") != before.1).await;
}

#[wasm_bindgen_test]
async fn a_slow_command_holds_the_prompt_and_can_be_left() {
    let page = Page::open().await;
    page.enters("heroku addons:add heroku-postgresql:crane --follow CHARCOAL; heroku pg:wait")
        .await;
    until("it holds the prompt", || page.count(".waiting") == 1).await;
    assert!(page.text(".waiting").contains("Fast-forward"));
    until("it says how far it is", || page.text(".scroll").contains("base backup")).await;
    page.presses("c", true).await;
    until("it is left", || page.text(".lines").ends_with("Command cancelled.")).await;
    assert_eq!(page.count(".waiting"), 0);
}

#[wasm_bindgen_test]
async fn something_breaks_and_the_page_says_so() {
    let page = Page::open().await;
    // The next thing that happens is told a tick later.
    page.clicks(".play").await;
    page.clicks(".btn[aria-pressed]").await;
    until("faults are listed", || page.count("[aria-label='link cut: WHITE']") == 1).await;
    page.clicks("[aria-label='link cut: WHITE']").await;
    until("it is told", || page.text(".caption").contains("The link to WHITE is cut")).await;
    // What it shows depends on its width; what is heard does not.
    until("the card says so", || {
        page.count(".card[aria-label^='WHITE'][aria-label*='link cut for']") == 1
    })
    .await;
    page.clicks(".play").await;
    until("the link is drawn so", || page.count(".link.bad") == 1).await;
}

#[wasm_bindgen_test]
async fn the_tapes_are_painted() {
    let page = Page::open().await;
    let canvas: web_sys::HtmlCanvasElement =
        page.find("canvas").dyn_into().expect("it is a canvas");
    // The style sheets are not here; one of them spreads it over the stage.
    canvas.set_attribute("style", "width: 800px").expect("it takes a style");
    until("it has a size", || canvas.width() > 300).await;
    // An empty canvas of this size has a shorter picture.
    let blank: web_sys::HtmlCanvasElement =
        document().create_element("canvas").expect("an element").dyn_into().expect("a canvas");
    let length =
        |canvas: &web_sys::HtmlCanvasElement| canvas.to_data_url().expect("it can be read").len();
    until("there is more than nothing on it", || {
        blank.set_width(canvas.width());
        blank.set_height(canvas.height());
        length(&canvas) > length(&blank) + 1_000
    })
    .await;
}
