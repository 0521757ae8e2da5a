//! One visit: a new browser, slowed, opens the page and types a command as soon as it can.

use std::time::Duration;

use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::browser_driver::{Chromium, Driver, chromium};
use crate::server::CompressedSite;

/// How many times slower the page's main thread runs.
pub const SLOWED: u32 = 4;

/// Milliseconds between a request and its answer.
pub const LATENCY: u32 = 150;

/// Bytes a second, both ways: 1.6 Mbit/s.
const BANDWIDTH: u32 = 1_600_000 / 8;

const PROBE: &str = include_str!("probe.js");
const COMMAND: &str = "heroku pg:info";

/// End, Shift and Home, Delete: empties the prompt before the command is typed again.
const ERASE: &str = "\u{e010}\u{e008}\u{e011}\u{e000}\u{e017}";
const ENTER: &str = "\u{e007}";

/// How often the page is asked what it has noted.
const POLL: Duration = Duration::from_millis(25);

/// Polls until the command is typed again, and until the visit is given up.
const PATIENCE: u32 = 80;
const MOST_POLLS: u32 = 2_400;

/// After so long without a request the visit is complete.
const QUIET: Duration = Duration::from_millis(500);

/// What one visit measured: milliseconds since the navigation began, and what was sent.
pub struct Timing {
    pub picture: u64,
    pub prompt: u64,
    pub answer: u64,
    /// How much of the time to the answer came after Enter.
    pub after_enter: u64,
    pub requests: u64,
    pub bytes: u64,
}

/// Visits a page with a browser of its own, which is closed whatever happens.
pub async fn visit(driver: &Driver, site: &CompressedSite) -> Result<Timing, String> {
    let mut wanted = chromium(None);
    // The driver must not wait for the page before it looks and types.
    wanted.insert("pageLoadStrategy".to_owned(), json!("none"));
    let client = driver.connect(wanted).await;
    let timing = measure(&client, site).await;
    let closed = client.close().await;
    closed.map_err(|error| error.to_string())?;
    timing
}

async fn measure(client: &Client, site: &CompressedSite) -> Result<Timing, String> {
    let window = json!({ "width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    let network = json!({
        "offline": false,
        "latency": LATENCY,
        "downloadThroughput": BANDWIDTH,
        "uploadThroughput": BANDWIDTH,
    });
    devtools(client, "Emulation.setDeviceMetricsOverride", window).await?;
    devtools(client, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
    devtools(client, "Network.enable", json!({})).await?;
    devtools(client, "Network.emulateNetworkConditions", network).await?;
    devtools(client, "Emulation.setCPUThrottlingRate", json!({ "rate": SLOWED })).await?;

    let before = site.sent();
    client.goto(&site.address()).await.map_err(|error| error.to_string())?;
    let notes = typed_and_answered(client).await?;
    let mut sent = site.sent();
    loop {
        tokio::time::sleep(QUIET).await;
        if site.sent() == sent {
            break;
        }
        sent = site.sent();
    }

    let pictures = notes["pictures"].as_array().map(Vec::as_slice).unwrap_or_default();
    let answer = millis(&notes["answer"]).ok_or("the command was never answered")?;
    let enter = millis(&notes["enter"]).ok_or("Enter never reached the page")?;
    Ok(Timing {
        picture: first_true(pictures).ok_or("the stage never showed a card")?,
        prompt: millis(&notes["prompt"]).ok_or("there never was a prompt")?,
        answer,
        after_enter: answer.saturating_sub(enter),
        requests: sent.0 - before.0,
        bytes: sent.1 - before.1,
    })
}

/// Types the command once there is a prompt, and again if it was lost; then what the page noted.
async fn typed_and_answered(client: &Client) -> Result<Value, String> {
    let mut typed_at = None;
    for poll in 0..MOST_POLLS {
        let notes = client.execute("return window.visitNotes ?? {}", Vec::new()).await;
        // A document may be replaced while it is asked.
        let notes = notes.unwrap_or_default();
        if !notes["answer"].is_null() {
            return Ok(notes);
        }
        let is_due = typed_at.is_none_or(|at| poll - at >= PATIENCE);
        if !notes["prompt"].is_null() && is_due {
            let again = if typed_at.is_some() { ERASE } else { "" };
            typed_at = Some(poll);
            // An element that was just replaced takes no keys: then the command is typed again.
            if let Ok(prompt) = client.find(Locator::Css("#prompt")).await {
                let _ = prompt.send_keys(&format!("{again}{COMMAND}{ENTER}")).await;
            }
        }
        tokio::time::sleep(POLL).await;
    }
    Err(format!("{COMMAND} was never answered"))
}

/// When the stage first showed the databases that it shows in the end.
fn first_true(pictures: &[Value]) -> Option<u64> {
    let (last, _) = pictures.split_last()?;
    pictures.iter().find(|picture| picture["shown"] == last["shown"]).and_then(|p| millis(&p["at"]))
}

fn millis(value: &Value) -> Option<u64> {
    value.as_f64().map(|millis| millis.round() as u64)
}

async fn devtools(client: &Client, command: &str, params: Value) -> Result<(), String> {
    let body = json!({ "cmd": command, "params": params });
    let asked = Chromium { path: "goog/cdp/execute", body };
    let done = client.issue_cmd(asked).await;
    done.map(drop).map_err(|error| format!("{command}: {error}"))
}
