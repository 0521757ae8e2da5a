//! `workbench traces DIR...`: the model beside recordings of real PostgreSQL.

use follower_playground::traces::{compare, drive, input, recording, report};
use std::path::Path;

/// Replays each folder's recordings; says whether all could be read and are within their limits.
pub fn replay(folders: &[&str]) -> bool {
    let mut fine = true;
    println!("{}", report::HEAD);
    for folder in folders {
        let found = match recording::read_folder(Path::new(folder)) {
            Ok(found) => found,
            Err(why) => {
                eprintln!("{why}");
                fine = false;
                continue;
            }
        };
        for recording in &found.recordings {
            match input::Input::of(recording) {
                Ok(input) => {
                    let run = drive::drive(&input, drive::Machine::MEASURED);
                    let row = compare::compare(recording, &input, &run, compare::Gauges::default());
                    println!("{}", report::line(&row));
                    for unknown in &input.unknown {
                        println!("    an event that is not known: {unknown}");
                    }
                }
                Err(why) => {
                    println!("{}: {why}", recording.name);
                    fine = false;
                }
            }
        }
        for passed in &found.passed {
            println!("{}: {}", passed.file.display(), passed.why);
            fine &= !passed.is_wrong;
        }
    }
    fine
}
