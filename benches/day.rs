//! What a simulated day of a leader and eight followers costs, at 10 and at 1,000 commits/s: time
//! and, by valgrind, instructions. The second may cost at most 1.2 times the first, by
//! instructions where valgrind is there and by time where it is not; past that it fails.
//!
//! `make bench` runs it. With an argument it is the thing that is measured: `day 1000`.

use std::process::{Command, ExitCode};
use std::time::Instant;

use follower_playground::lessons;
use follower_playground::run::Simulation;

/// Ticks of a day.
const DAY: u32 = 864_000;

/// How often a day is timed; the least counts.
const TIMES: u32 = 5;

const FOLLOWERS: [&str; 8] = ["WHITE", "LAVENDER", "RED", "BLUE", "GREEN", "TEAL", "ROSE", "PINK"];

/// What a day at 1,000 commits/s may cost, in days at 10.
const LIMIT: f64 = 1.2;

fn main() -> ExitCode {
    let rate = std::env::args().nth(1).and_then(|rate| rate.parse().ok());
    match rate {
        Some(rate) => day(rate),
        None if report() > LIMIT => {
            eprintln!("That is more than {LIMIT} times.");
            return ExitCode::FAILURE;
        }
        None => {}
    }
    ExitCode::SUCCESS
}

/// A scenario of that many commits a second.
fn scenario(rate: u32) -> String {
    let mut text = format!(
        "title = \"A day\"\nstarts = \"2013-12-05 10:00\"\nzones = [\"a\", \"b\"]\n\
         [app.sushi]\nprimary = \"CHARCOAL\"\n\
         [app.sushi.process.web]\ndynos = 1\nwrites = \"{rate}/s\"\n\
         [database.CHARCOAL]\napp = \"sushi\"\nplan = \"mecha\"\nzone = \"a\"\n"
    );
    for colour in FOLLOWERS {
        text += &format!(
            "[database.{colour}]\napp = \"sushi\"\nplan = \"mecha\"\nzone = \"b\"\n\
             follows = \"CHARCOAL\"\n"
        );
    }
    text
}

fn day(rate: u32) {
    let world = lessons::read("a day", &scenario(rate)).expect("the scenario is right");
    let mut run = Simulation::start(&world);
    (0..DAY).for_each(|_| run.tick());
    assert!(run.hash() != 0);
}

fn seconds(rate: u32) -> f64 {
    let time = |_| {
        let start = Instant::now();
        day(rate);
        start.elapsed().as_secs_f64()
    };
    (0..TIMES).map(time).fold(f64::INFINITY, f64::min)
}

/// Instructions of a day, counted by valgrind; `None` where there is none.
fn instructions(rate: u32) -> Option<u64> {
    let me = std::env::current_exe().ok()?;
    let counted = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(me)
        .arg(rate.to_string())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&counted.stderr).into_owned();
    let (_, rest) = told.split_once("Collected : ")?;
    rest.split_whitespace().next()?.parse().ok()
}

/// Prints what both days cost, and says how many times the first the second is.
fn report() -> f64 {
    println!("a simulated day, one leader and {} followers", FOLLOWERS.len());
    println!("{:>12} {:>10} {:>20}", "commits/s", "seconds", "instructions");
    let costs = [10, 1_000].map(|rate| {
        let (time, count) = (seconds(rate), instructions(rate));
        let shown = count.map_or("valgrind is missing".to_owned(), |count| count.to_string());
        println!("{rate:>12} {time:>10.3} {shown:>20}");
        (time, count)
    });
    let times = costs[1].0 / costs[0].0;
    println!("1,000 commits/s take {times:.2} times the time of 10");
    let (Some(few), Some(many)) = (costs[0].1, costs[1].1) else {
        return times;
    };
    let times = many as f64 / few as f64;
    println!("and {times:.2} times the instructions");
    times
}
