//! `workbench transcripts`: whether documents say what the simulation does.

use std::path::Path;

use follower_playground::format::plural;
use follower_playground::lessons::{self, Mistake};
use follower_playground::platform::starting_world::StartingWorld;
use follower_playground::transcript::{self, Checked, document};

use crate::arguments::TranscriptsArgs;

/// Checks documents, prints what does not fit, and says whether everything does.
pub fn check(args: &TranscriptsArgs) -> bool {
    let results: Vec<bool> = args.files.iter().map(|file| check_file(file)).collect();
    results.iter().all(|is_fine| *is_fine)
}

fn check_file(file: &str) -> bool {
    let Checked { commands, facts, mismatches } = match read(Path::new(file)) {
        Ok(checked) => checked,
        Err(message) => {
            println!("{file}{message}");
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

/// Reads and checks a document. The message of an error follows the name of the file.
fn read(path: &Path) -> Result<Checked, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!(": {error}"))?;
    let is_term = path.extension().is_some_and(|extension| extension == "term");
    let items = if is_term { document::term(&text) } else { document::markdown(&text) };
    let items = items.map_err(|error| format!(":{error}"))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(transcript::check(&items, &|name| open(folder, name)))
}

/// Opens a scenario: one that comes with the page by its name, any other by its path, which is
/// relative to the document.
pub fn open(folder: &Path, name: &str) -> Result<StartingWorld, String> {
    let (file, text) = match lessons::text_of(name) {
        Some(text) => (format!("{name}.toml"), text.to_owned()),
        None => {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).map_err(|error| {
                format!(
                    "{}: {error}. Scenarios that ship are {}; others are named by the path of a \
                     file, such as ./mine.toml beside the document.",
                    path.display(),
                    lessons::SHIPPED.join(", ")
                )
            })?;
            (path.display().to_string(), text)
        }
    };
    lessons::read(&file, &text).map_err(|mistakes| list(&mistakes))
}

/// The mistakes of a scenario, one a line.
pub fn list(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
