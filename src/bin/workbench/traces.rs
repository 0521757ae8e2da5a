//! `workbench traces DIR...`: the model beside recordings of real PostgreSQL.

use follower_playground::traces::compare::{GaugeOptions, compare};
use follower_playground::traces::comparison_row::ComparisonRow;
use follower_playground::traces::driver::{Machine, drive};
use follower_playground::traces::input::TraceInput;
use follower_playground::traces::laws::{self, Given, LAWS};
use follower_playground::traces::{fitted, plot, report, trace};
use std::path::Path;

use crate::arguments::TracesArgs;

/// Replays each folder's recordings; says whether all could be read.
pub fn run(args: &TracesArgs) -> bool {
    let (mut fine, mut given, mut held_out) = (true, Vec::new(), Vec::new());
    for folder in &args.folders {
        match trace::read_folder(Path::new(folder)) {
            Ok(found) => {
                for passed in &found.skipped {
                    eprintln!("{}: {}.", passed.file.display(), passed.why);
                    fine &= !passed.is_wrong;
                }
                held_out.extend(found.held_out);
                for recording in found.recordings {
                    match TraceInput::of(&recording) {
                        Ok(input) => given.push((recording, input)),
                        Err(why) => {
                            eprintln!("{}: {why}.", recording.name);
                            fine = false;
                        }
                    }
                }
            }
            Err(why) => {
                eprintln!("{why}");
                fine = false;
            }
        }
    }
    if given.is_empty() {
        eprintln!("There is no recording to replay: NAME.csv with NAME.json beside it.");
        return false;
    }
    let rows = compare_all(&given);
    if let Some(folder) = &args.plot {
        fine &= plot_all(&rows, Path::new(folder));
    }
    let (out, set): (Vec<&ComparisonRow>, Vec<&ComparisonRow>) =
        rows.iter().partition(|row| held_out.contains(&row.name));
    println!();
    for (title, group) in [("Set by", set), ("Held out", out)] {
        if !group.is_empty() {
            report::summary(title, &group).iter().for_each(|line| println!("{line}"));
        }
    }
    println!("\nParameters, from docs/replication.md:");
    report::parameters(&Machine::MEASURED).iter().for_each(|line| println!("{line}"));
    if args.laws {
        println!("\nEach law switched off:");
        for law in LAWS {
            let verdict = laws::verdict(law, &given, Machine::MEASURED);
            println!("{}", report::law_line(law, &verdict));
        }
    } else {
        let exercised = laws::exercised(&given, Machine::MEASURED);
        println!("\nLaws exercised: {}", exercised.join(" "));
    }
    fine
}

fn compare_all(given: &[Given]) -> Vec<ComparisonRow> {
    println!("{}", report::HEAD);
    let mut rows = Vec::new();
    for (recording, input) in given {
        let machine = Machine::MEASURED;
        let row = compare(recording, input, &drive(input, machine), GaugeOptions::default());
        println!("{}", report::line(&row));
        for event in &input.unknown {
            println!("    passed over what is not known: {event}");
        }
        if !row.exceeded.is_empty()
            && let Some(known) = fitted::fit(recording, input, machine)
        {
            let run = drive(&known.input, known.machine);
            let other = compare(recording, input, &run, GaugeOptions::default());
            println!("    with {} taken from it:", known.what);
            println!("{}", report::line(&other));
        }
        rows.push(row);
    }
    rows
}

fn plot_all(rows: &[ComparisonRow], folder: &Path) -> bool {
    let write = |row: &ComparisonRow| {
        std::fs::write(folder.join(format!("{}.svg", row.name)), plot::svg(row))
    };
    let made = std::fs::create_dir_all(folder);
    match made.and_then(|()| rows.iter().try_for_each(write)) {
        Ok(()) => true,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            false
        }
    }
}
