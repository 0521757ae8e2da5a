//! The programs that drive browsers, and how a browser is started through them.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

/// A browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    #[default]
    Chromium,
    Firefox,
}

/// A browser's driver; dropping it ends it.
pub struct Driver {
    engine: Engine,
    child: Child,
    port: u16,
}

impl Driver {
    pub fn start(engine: Engine) -> Driver {
        let (program, args, mark) = match engine {
            Engine::Chromium => ("chromedriver", &["--port=0"][..], "successfully on port "),
            Engine::Firefox => (
                ".tools/bin/geckodriver",
                &["--port=0", "--websocket-port=0"][..],
                "Listening on 127.0.0.1:",
            ),
        };
        // A port that was free may be taken by another test's driver a moment later.
        for _ in 0..5 {
            let mut child = Command::new(program)
                .args(args)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
            let mut out = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
            let told = out.by_ref().map_while(Result::ok).find_map(|line| {
                let (_, port) = line.split_once(mark)?;
                port.trim_end_matches('.').parse().ok()
            });
            if let Some(port) = told {
                // Whatever else it says is read, so that it never waits for a reader.
                std::thread::spawn(move || out.map_while(Result::ok).for_each(drop));
                return Driver { engine, child, port };
            }
            let _ = child.wait();
        }
        panic!("{program} told no port, five times");
    }

    /// A browser, with a profile of its own or the one in this folder.
    pub async fn open(&self, profile: Option<&Path>) -> Client {
        let wanted = match self.engine {
            Engine::Chromium => chromium(profile),
            Engine::Firefox => firefox(),
        };
        self.connect(wanted).await
    }

    /// A browser with these capabilities.
    pub async fn connect(&self, wanted: Map<String, Value>) -> Client {
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut told = String::new();
        // On a busy machine a browser may die while it starts; that says nothing about the page.
        for _ in 0..5 {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(wanted.clone());
            match builder.connect(&address).await {
                Ok(client) => return client,
                Err(error) => told = error.to_string(),
            }
        }
        panic!("{:?} does not start: {told}", self.engine)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is asked of Chromium.
pub fn chromium(profile: Option<&Path>) -> Map<String, Value> {
    let text = std::fs::read_to_string("tests/webdriver.json").expect("it is there");
    let mut wanted: Value = serde_json::from_str(&text).expect("it is JSON");
    wanted["goog:loggingPrefs"] = json!({ "browser": "ALL" });
    if let Some(profile) = profile {
        let args = wanted["goog:chromeOptions"]["args"].as_array_mut().expect("it has arguments");
        args.push(json!(format!("--user-data-dir={}", profile.display())));
    }
    wanted.as_object().expect("it is an object").clone()
}

fn firefox() -> Map<String, Value> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<_> = std::env::split_paths(&path).collect();
    let at = |name: &str| places.iter().map(|dir| dir.join(name)).find(|it| it.exists());
    let binary = at("firefox-esr").or_else(|| at("firefox"));
    let binary = binary.expect("Firefox is there: .ci/firefox sees to it");
    let wanted = json!({ "moz:firefoxOptions": { "binary": binary, "args": ["-headless"] } });
    wanted.as_object().expect("it is an object").clone()
}

/// A request that only Chromium's driver knows.
#[derive(Debug)]
pub struct Chromium {
    pub path: &'static str,
    pub body: Value,
}

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
