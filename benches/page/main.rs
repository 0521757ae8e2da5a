//! What a visitor with a slow phone waits for: the built page in headless Chromium, with the CPU
//! slowed 4 times and the network to 1.6 Mbit/s and 150 ms.
//!
//! `make bench` runs it on `dist/`. `cargo bench --bench page -- DIR DIR2` compares two builds:
//! their visits take turns, so that a busy machine slows both. Without a folder, the variable
//! `PAGE_DIST` names one. No figure is held against a limit.
//!
//! Each visit has a new browser with an empty profile, and a server that compresses with Brotli.
//! Its times are in milliseconds since the navigation began:
//!
//! - **true picture**: the first frame that shows the fleet as it is. The cards on the stage name
//!   the same databases as at the end of the visit, and style sheets are there. A still picture in
//!   `index.html` counts, because a plain address names no other run. Commits on their way are
//!   painted on a canvas, and do not count.
//! - **prompt**: the terminal takes keys.
//! - **answer**: `heroku pg:info`, typed key by key at once, is answered on the screen. The driver
//!   takes its time over each key; **after Enter** is the part of the answer that it has none in.
//!
//! Requests and bytes are what the server sent: bodies as compressed, without headers.
//!
//! What it leaves out: the latency is added to each request, not to connections, so there is no
//! TLS handshake; the server speaks HTTP/1.1, with six connections at most; and Chromium slows the
//! page's main thread only, so what it compiles on other threads takes the time of this machine.

mod server;
mod visit;

// The tests of the page use more of these two.
#[allow(dead_code)]
#[path = "../../tests/browser/driver.rs"]
mod browser_driver;
#[allow(dead_code)]
#[path = "../../tests/browser/server.rs"]
mod file_server;

use std::process::{Command, ExitCode, Stdio};

use browser_driver::{Driver, Engine};
use server::CompressedSite;
use visit::{Timing, visit};

/// Visits to each build. The median counts.
const VISITS: usize = 5;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let mut folders: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if folders.is_empty() {
        folders.push(std::env::var("PAGE_DIST").unwrap_or_else(|_| "dist".to_owned()));
    }
    if let Some(missing) = missing(&folders) {
        eprintln!("The page is not measured: {missing}");
        let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
        return if is_ci { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    match measure(&folders) {
        Ok(rows) => {
            print_table(&rows);
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// What has to be there before anything can be measured, and is not.
fn missing(folders: &[String]) -> Option<String> {
    for program in ["chromium", "chromedriver"] {
        let version = Command::new(program).arg("--version").stderr(Stdio::null()).output();
        if !version.is_ok_and(|version| version.status.success()) {
            return Some(format!("{program} is missing; .ci/chromium installs it."));
        }
    }
    let has_page = |folder: &&String| std::path::Path::new(folder).join("index.html").exists();
    let empty = folders.iter().find(|folder| !has_page(folder))?;
    Some(format!("there is no {empty}/index.html; `make build` builds dist/."))
}

/// A build and its visits.
struct Row {
    folder: String,
    timings: Vec<Timing>,
}

fn measure(folders: &[String]) -> Result<Vec<Row>, String> {
    let sites = folders.iter().map(|folder| CompressedSite::start(folder));
    let sites = sites.collect::<Result<Vec<_>, _>>()?;
    let driver = Driver::start(Engine::Chromium);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let mut rows: Vec<Row> =
        folders.iter().map(|folder| Row { folder: folder.clone(), timings: Vec::new() }).collect();
    for _ in 0..VISITS {
        for (row, site) in rows.iter_mut().zip(&sites) {
            let timing = runtime.block_on(visit(&driver, site));
            row.timings.push(timing.map_err(|why| format!("{}: {why}", row.folder))?);
        }
    }
    Ok(rows)
}

fn print_table(rows: &[Row]) {
    println!(
        "a first visit, CPU slowed {} times, 1.6 Mbit/s and {} ms: ms since the navigation began,",
        visit::SLOWED,
        visit::LATENCY
    );
    println!("the median of {VISITS} visits (least to most)");
    println!(
        "{:<20} {:>20} {:>20} {:>20} {:>17} {:>8} {:>8}",
        "build", "true picture", "prompt", "answer", "after Enter", "requests", "bytes"
    );
    for Row { folder, timings } in rows {
        println!(
            "{folder:<20} {:>20} {:>20} {:>20} {:>17} {:>8} {:>8}",
            spread(timings, |timing| timing.picture),
            spread(timings, |timing| timing.prompt),
            spread(timings, |timing| timing.answer),
            spread(timings, |timing| timing.after_enter),
            sorted(timings, |timing| timing.requests)[timings.len() / 2],
            sorted(timings, |timing| timing.bytes)[timings.len() / 2],
        );
    }
}

/// The median of a figure, with the least and the most.
fn spread(timings: &[Timing], figure: impl Fn(&Timing) -> u64) -> String {
    let sorted = sorted(timings, figure);
    let last = sorted.len() - 1;
    format!("{} ({} to {})", sorted[sorted.len() / 2], sorted[0], sorted[last])
}

fn sorted(timings: &[Timing], figure: impl Fn(&Timing) -> u64) -> Vec<u64> {
    let mut figures: Vec<u64> = timings.iter().map(figure).collect();
    figures.sort_unstable();
    figures
}
