//! A browser with the page in it, and what a person does there.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::driver::{Chromium, Driver, Engine};
use crate::pixels::{Colour, Picture};
use crate::server::{PATH, Server};

/// Where pictures of screens are left, for people to look at.
pub const SCREENS: &str = "target/screens";

/// How the page is opened.
#[derive(Clone, Copy)]
pub struct Open<'a> {
    /// The part of the address after the question mark.
    pub query: &'a str,
    /// The size of the window's inside.
    pub size: (u32, u32),
    /// Whether the system's theme is dark.
    pub dark: bool,
    /// Whether the system is asked for less movement.
    pub reduced: bool,
    /// Files served beside `dist/`.
    pub extra: &'a [(&'a str, &'a str)],
    /// The browser.
    pub engine: Engine,
    /// The folder of its profile, where it is to be found again.
    pub profile: Option<&'a Path>,
    /// A script that runs in each document before its own.
    pub before: &'a str,
    /// Whether the program is waited for before the story begins.
    pub waits: bool,
}

/// As most people open it.
pub const PLAIN: Open<'static> = Open {
    query: "",
    size: (1440, 900),
    dark: false,
    reduced: false,
    extra: &[],
    engine: Engine::Chromium,
    profile: None,
    before: "",
    waits: true,
};

impl Default for Open<'_> {
    fn default() -> Self {
        PLAIN
    }
}

/// The page in a browser.
pub struct Page {
    pub client: Client,
    pub base: String,
    engine: Engine,
    pub server: Option<Server>,
}

/// Opens the page, lets the story happen, and fails on any error or policy violation that the
/// browser reported meanwhile.
pub fn visit(open: Open, story: impl AsyncFnOnce(&mut Page)) {
    visit_with(open, async |page: &mut Page| {
        story(page).await;
        let reported = page.reported().await;
        assert!(reported.is_empty(), "the browser reported:\n{}", reported.join("\n"));
    });
}

/// The same, whatever the browser reports.
pub fn visit_with(open: Open, story: impl AsyncFnOnce(&mut Page)) {
    let server = Server::start(open.extra);
    let driver = Driver::start(open.engine);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime can be made");
    let base = format!("http://127.0.0.1:{}{PATH}", server.port);
    let client = runtime.block_on(driver.open(open.profile));
    let mut page = Page { client, base, engine: open.engine, server: Some(server) };
    let told = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            page.shape(open).await;
            page.goes_to(open.query).await;
            if open.waits {
                page.is_there().await;
            }
            story(&mut page).await;
        });
    }));
    if told.is_err() {
        let name = std::thread::current().name().unwrap_or("a test").replace("::", "-");
        runtime.block_on(page.keep_screen(&format!("failed-{name}")));
    }
    // Whatever happened, the browser is closed.
    let _ = runtime.block_on(page.client.close());
    if let Err(why) = told {
        resume_unwind(why);
    }
}

impl Page {
    /// Gives the window its size and its theme.
    async fn shape(&self, open: Open<'_>) {
        self.resize(open.size).await;
        if self.engine == Engine::Chromium {
            self.media(open.dark, open.reduced, false).await;
        }
        if !open.before.is_empty() {
            self.before(open.before).await;
        }
    }

    /// The system's theme is another one now, and it may set the colours of every page.
    pub async fn system_is(&self, dark: bool, forced: bool) {
        self.media(dark, false, forced).await;
    }

    async fn media(&self, dark: bool, reduced: bool, forced: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let motion = if reduced { "reduce" } else { "" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
            { "name": "forced-colors", "value": if forced { "active" } else { "none" } },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Gives the window another size.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        if self.engine == Engine::Firefox {
            self.client.set_window_size(width, height).await.expect("a window can be resized");
            return;
        }
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// From now on, a script runs in each document of this window before its own.
    pub async fn before(&self, script: &str) {
        let script = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", script).await;
    }

    pub async fn devtools(&self, command: &str, params: Value) {
        self.devtools_answer(command, params).await;
    }

    pub async fn devtools_answer(&self, command: &str, params: Value) -> Value {
        let body = json!({ "cmd": command, "params": params });
        let asked = Chromium { path: "goog/cdp/execute", body };
        self.client.issue_cmd(asked).await.expect("Chromium does as it is told")
    }

    /// Goes to the page with this query, and waits for it.
    pub async fn go(&self, query: &str) {
        self.goes_to(query).await;
        self.is_there().await;
    }

    /// Goes to what is served under this name.
    pub async fn goes_to(&self, name: &str) {
        self.client.goto(&format!("{}{name}", self.base)).await.expect("it is served");
    }

    /// Waits for the page.
    pub async fn is_there(&self) {
        // Until the stage has been measured, it is drawn for a pane of 800 pixels.
        let measured = "(() => { const pane = document.querySelector('.stage-area .stage-pane'); \
                        const drawn = pane?.querySelector('svg')?.getAttribute('width'); \
                        return !document.querySelector('.first') \
                        && document.querySelector('.card, .show-terminal .line') \
                        && (!pane || drawn != 800 || Math.abs(pane.clientWidth - 800) < 2) })()";
        self.until("the page is there", measured).await;
    }

    /// Ends the process that shows the tab.
    pub async fn crashes(&self) {
        // The driver hears nothing from it any more, so nobody waits for an answer.
        let body = json!({ "cmd": "Page.crash", "params": {} });
        let asked = Chromium { path: "goog/cdp/execute", body };
        let _ = self.client.issue_cmd(asked).await;
    }

    /// What the browser reported since it was asked last: errors, and violations of the policy.
    pub async fn reported(&self) -> Vec<String> {
        if self.engine == Engine::Firefox {
            // Its driver has no such request; what Chromium reports is enough.
            return Vec::new();
        }
        let asked = Chromium { path: "se/log", body: json!({ "type": "browser" }) };
        let log = self.client.issue_cmd(asked).await.expect("the log can be read");
        let entries = log.as_array().cloned().unwrap_or_default();
        let bad = entries.iter().filter(|entry| {
            let message = entry["message"].as_str().unwrap_or_default();
            entry["level"] == "SEVERE" || message.contains("Content Security Policy")
        });
        bad.map(|entry| entry["message"].to_string()).collect()
    }

    /// The value of a JavaScript expression.
    pub async fn value(&self, expression: &str) -> Value {
        let script = format!("return {expression};");
        let value = self.client.execute(&script, Vec::new()).await;
        value.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// A colour of the style sheets; none where it is not set.
    pub async fn ink(&self, name: &str) -> Option<Colour> {
        let root = "getComputedStyle(document.documentElement)";
        let text = self.value(&format!("{root}.getPropertyValue('--{name}').trim()")).await;
        let hex = text.as_str()?.strip_prefix('#')?;
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some([part(0)?, part(2)?, part(4)?])
    }

    /// Runs a script.
    pub async fn run(&self, script: &str) {
        self.client.execute(script, Vec::new()).await.expect("the script runs");
    }

    /// What a script answers that takes its time: it calls its last argument with it.
    pub async fn answer(&self, script: &str) -> Value {
        let answer = self.client.execute_async(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a JavaScript expression is true; how long is the machine's business.
    pub async fn until(&self, what: &str, expression: &str) {
        for _ in 0..600 {
            if self.value(&format!("Boolean({expression})")).await == Value::Bool(true) {
                return;
            }
            self.rest(50).await;
        }
        panic!("it never came to be that {what}: {expression}");
    }

    pub async fn rest(&self, millis: u64) {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }

    pub async fn find(&self, selector: &str) -> Element {
        let found = self.client.find(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    pub async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        element.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// The text of an element.
    pub async fn text(&self, selector: &str) -> String {
        let text = self.value(&format!("document.querySelector({selector:?})?.textContent")).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Does what a pointer does.
    pub async fn acts(&self, actions: fantoccini::actions::MouseActions) {
        self.client.perform_actions(actions).await.expect("the pointer moves");
    }

    /// Presses keys, wherever the focus is.
    pub async fn keys(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys {
            actions =
                actions.then(KeyAction::Down { value: *key }).then(KeyAction::Up { value: *key });
        }
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Presses a key with Ctrl held.
    pub async fn ctrl(&self, key: char) {
        let control = '\u{e009}';
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: control })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: control });
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Types a line at the prompt, and enters it.
    pub async fn types(&self, line: &str) {
        let prompt = self.find("#prompt").await;
        prompt.send_keys(&format!("{line}\u{e007}")).await.expect("the prompt takes keys");
    }

    /// Sets the pace, by its button.
    pub async fn pace(&self, label: &str) {
        // Slow paces stand in a menu.
        let script = format!(
            "(button => {{ \
               if (button) return button.click(); \
               const menu = document.querySelector('.seg select'); \
               menu.value = {label:?}; \
               menu.dispatchEvent(new Event('change', {{ bubbles: true }})); \
             }})([...document.querySelectorAll('.seg button')] \
               .find(b => b.textContent.trim() == {label:?}))"
        );
        self.run(&script).await;
    }

    /// Lets simulated time pass, and stops it then.
    pub async fn passes(&self, seconds: u64) {
        let clock = "document.querySelector('.clock').textContent.trim().split(':')\
                     .reduce((sum, part) => sum * 60 + Number(part), 0)";
        let now = self.value(clock).await.as_u64().expect("the clock shows a time");
        self.pace(if seconds > 60 { "600×" } else { "10×" }).await;
        self.until("time has passed", &format!("({clock}) >= {}", now + seconds)).await;
        self.pause().await;
    }

    pub async fn pause(&self) {
        let button = "document.querySelector('.play')";
        self.run(&format!("if ({button}.textContent == 'Pause') {button}.click()")).await;
    }

    /// What is on the screen.
    pub async fn screen(&self) -> Picture {
        let png = self.client.screenshot().await.expect("the screen can be read");
        Picture::decode(&png)
    }

    /// Leaves a picture of the screen for people to look at.
    pub async fn keep_screen(&self, name: &str) {
        std::fs::create_dir_all(SCREENS).expect("the folder can be made");
        if let Ok(png) = self.client.screenshot().await {
            std::fs::write(format!("{SCREENS}/{name}.png"), png).expect("it can be written");
        }
    }

    /// The lines that the terminal shows.
    pub async fn lines(&self) -> Vec<String> {
        let lines = "[...document.querySelectorAll('.lines .line')].map(l => l.textContent)";
        let lines = self.value(lines).await;
        let lines = lines.as_array().cloned().unwrap_or_default();
        lines.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
    }
}
