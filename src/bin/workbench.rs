//! The native tool: checks documents against the simulation and, for `make build`, sizes.

use std::path::Path;
use std::process::ExitCode;

use follower_playground::lab::transcript::{self, read};
use follower_playground::lessons;
use follower_playground::platform::start::StartingWorld;

const USAGE: &str = "\
Usage: workbench transcripts FILE...   check the term blocks of Markdown and .term files";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["transcripts", files @ ..] if !files.is_empty() => transcripts(files),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::FAILURE
        }
    }
}

/// Checks documents; says of each what did not fit.
fn transcripts(files: &[&str]) -> ExitCode {
    let mut failed = false;
    for file in files {
        match check_file(Path::new(file)) {
            Ok(checked) => {
                for trouble in &checked.troubles {
                    println!("{file}:{}: {}", trouble.line, trouble.what);
                    trouble.difference.iter().for_each(|line| println!("    {line}"));
                }
                failed |= !checked.troubles.is_empty();
                let transcript::Checked { commands, facts, troubles } = checked;
                let count = troubles.len();
                println!("{file}: {commands} commands, {facts} facts, {count} troubles");
            }
            Err(why) => {
                println!("{file}{why}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn check_file(path: &Path) -> Result<transcript::Checked, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!(": {error}"))?;
    let is_term = path.extension().is_some_and(|extension| extension == "term");
    let items = if is_term { read::term(&text) } else { read::markdown(&text) };
    let items = items.map_err(|(line, why)| format!(":{line}: {why}"))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(transcript::check(&items, &|name| open(folder, name)))
}

/// Opens a scenario: one that ships with the page by its name, any other by its path, which is
/// relative to the document.
fn open(folder: &Path, name: &str) -> Result<StartingWorld, String> {
    let shipped = Path::new("static/scenarios").join(format!("{name}.toml"));
    let path = if lessons::is_scenario_name(name) { shipped } else { folder.join(name) };
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let known = lessons::SHIPPED.join(", ");
        format!("{shown}: {error}. Scenarios that ship are {known}; others are named by a path.")
    })?;
    lessons::read(&shown, &text)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}
