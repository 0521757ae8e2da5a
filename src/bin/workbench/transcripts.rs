//! `workbench transcripts`: whether documents say what the simulation does.

use std::path::Path;

use follower_playground::format::plural;
use follower_playground::lessons::{self, Mistake, Scenario};
use follower_playground::transcript::{self, Checked, document};

use crate::arguments::TranscriptsArgs;
use crate::text_file;

/// Checks documents, prints what does not fit, and says whether everything does.
pub fn check(args: &TranscriptsArgs) -> bool {
    let results: Vec<bool> = args.files.iter().map(|file| check_file(file)).collect();
    results.iter().all(|is_fine| *is_fine)
}

fn check_file(file: &str) -> bool {
    let Checked { commands, facts, mismatches } = match read(file) {
        Ok(checked) => checked,
        Err(message) => {
            println!("{message}");
            return false;
        }
    };
    for mismatch in &mismatches {
        println!("{file}:{}: {}", mismatch.line, mismatch.message);
        mismatch.difference.iter().for_each(|line| println!("    {line}"));
    }
    println!(
        "{file}: {}, {}, {}",
        plural(u64::from(commands), "command"),
        plural(u64::from(facts), "fact"),
        plural(mismatches.len() as u64, "trouble")
    );
    if commands == 0 {
        println!("{file}: Nothing was typed: no term block has a line with `$ `.");
    }
    mismatches.is_empty() && commands > 0
}

/// Reads and checks a document.
fn read(file: &str) -> Result<Checked, String> {
    let (text, path) = (text_file::read(file)?, Path::new(file));
    let is_term = if file == text_file::STANDARD_INPUT {
        !text_file::is_markdown(file, &text)
    } else {
        path.extension().is_some_and(|extension| extension == "term")
    };
    let items = if is_term { document::term(&text) } else { document::markdown(&text) };
    let items = items.map_err(|error| format!("{file}:{error}"))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(transcript::check(&items, &|name| open(folder, name)))
}

/// Opens a scenario: one that comes with the page by its name, any other by its path, which is
/// relative to the document.
pub fn open(folder: &Path, name: &str) -> Result<Scenario, String> {
    let opened = match lessons::text_of(name) {
        Some(text) => Scenario::shipped(name, text),
        None => {
            let path = folder.join(name);
            let text = text_file::read(&path.to_string_lossy()).map_err(|error| {
                format!(
                    "{error}. Scenarios that ship are {}; others are named by the path of a file, \
                     such as ./mine.toml beside the document.",
                    lessons::SHIPPED.join(", ")
                )
            })?;
            Scenario::in_file(&path.display().to_string(), &text)
        }
    };
    opened.map_err(|mistakes| list(&mistakes))
}

/// The mistakes of a scenario, one a line.
pub fn list(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
