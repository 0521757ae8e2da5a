//! `workbench transcripts`: whether documents say what the simulation does.

use std::path::Path;

use follower_playground::lessons;
use follower_playground::format::plural;
use follower_playground::platform::starting_world::StartingWorld;
use follower_playground::transcript::{self, Checked, document};

/// Checks documents, tells what did not fit, and says whether all did.
pub fn check(files: &[&str]) -> bool {
    let mut fine = true;
    for file in files {
        match check_file(Path::new(file)) {
            Ok(Checked { commands, facts, mismatches: troubles }) => {
                for trouble in &troubles {
                    println!("{file}:{}: {}", trouble.line, trouble.what);
                    trouble.difference.iter().for_each(|line| println!("    {line}"));
                }
                fine &= troubles.is_empty();
                let counts =
                    [(commands, "command"), (facts, "fact"), (troubles.len() as u32, "trouble")];
                let told = counts.map(|(count, noun)| plural(u64::from(count), noun));
                println!("{file}: {}", told.join(", "));
                if commands == 0 {
                    println!("{file}: Nothing was typed: no term block has a line with `$ `.");
                    fine = false;
                }
            }
            Err(why) => {
                println!("{file}{why}");
                fine = false;
            }
        }
    }
    fine
}

fn check_file(path: &Path) -> Result<Checked, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!(": {error}"))?;
    let is_term = path.extension().is_some_and(|extension| extension == "term");
    let items = if is_term { document::term(&text) } else { document::markdown(&text) };
    let items = items.map_err(|(line, why)| format!(":{line}: {why}"))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    Ok(transcript::check(&items, &|name| open(folder, name)))
}

/// Opens a scenario: one that comes with the page by its name, any other by its path, which is
/// relative to the document.
pub fn open(folder: &Path, name: &str) -> Result<StartingWorld, String> {
    let (shown, text) = match lessons::text_of(name) {
        Some(text) => (format!("{name}.toml"), text.to_owned()),
        None => {
            let path = folder.join(name);
            let shown = path.display().to_string();
            let read = std::fs::read_to_string(path);
            let text = read.map_err(|error| {
                let known = lessons::SHIPPED.join(", ");
                format!(
                    "{shown}: {error}. Scenarios that ship are {known}; others are named by the \
                     path of a file, such as ./mine.toml beside the document."
                )
            })?;
            (shown, text)
        }
    };
    lessons::read(&shown, &text)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}
