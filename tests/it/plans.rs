//! `workbench run --plan`: a team's runbook against the odds.

use std::io::Write;

/// Two plans of one failover: a runbook, and a list of steps that waits for what never comes.
const RUNBOOK: &str = r"# Failover

1. Take over.

   ```
   $ heroku pg:unfollow WHITE
   !    it cannot be undone
   > sushi
   $ heroku pg:promote WHITE
   ```
";
const PATIENT: &str = "# be patient\nwait until WHITE is behind by 0 commits, at most 2m\n\
                       heroku pg:unfollow WHITE\nheroku pg:promote WHITE\n";

/// What the workbench says beside these two files and `bad.plan`: whether all went well, and what
/// it printed and told.
fn workbench(name: &str, args: &str) -> (bool, String) {
    let folder = std::env::temp_dir().join(format!("plans-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let bad = "heroku ps\n\nwait a bit\n";
    for (file, text) in [("now.md", RUNBOOK), ("patient.plan", PATIENT), ("bad.plan", bad)] {
        std::fs::write(folder.join(file), text).expect("it can be written");
    }
    let args = args.split(' ').map(|arg| arg.replace('_', " "));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_workbench"));
    let run = command.arg("run").args(args).current_dir(&folder).output();
    let run = run.expect("the workbench runs");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    let all = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8_lossy(&all).into_owned())
}

/// The words of the first row that begins so.
fn row<'t>(told: &'t str, name: &str) -> Vec<&'t str> {
    let row = told.lines().find(|line| line.trim_start().starts_with(name));
    row.unwrap_or_else(|| panic!("{name}: {told}")).split_whitespace().collect()
}

#[test]
fn plans_are_played_against_continuations_and_told_side_by_side() {
    let args = "--plan now.md --plan patient.plan --at 5m --fault leader_lost_on_CHARCOAL";
    let (fine, told) = workbench("lost", args);
    assert!(fine, "{told}");
    let begins =
        "A simulation: meet-the-fleet after 5:00, leader lost on CHARCOAL; 10 continuations.\n";
    assert!(told.starts_with(begins), "{told}");
    let (now, patient) = told.split_once("\npatient.plan\n").expect("both are told");
    for part in [now, patient] {
        assert!(part.contains("  finished: 10 of 10; the app takes writes: 10 of 10\n"), "{told}");
        // What the run itself has lost by then, whatever chance does afterwards.
        let gone = row(part, "gone");
        assert!(gone[1] != "0" && gone[1] == gone[2], "{told}");
    }
    assert_eq!(row(now, "+0.0")[2..5], ["heroku", "pg:unfollow", "WHITE"]);
    assert!(
        row(patient, "+")[2..].join(" ").ends_with("at most 2m (given up after 2:00)"),
        "{told}"
    );
    assert_eq!(row(patient, "+2:00")[1..3], ["heroku", "pg:unfollow"]);
    assert_eq!(row(patient, "downtime")[1], "2:00");
    assert!(row(now, "downtime")[1].starts_with("0."), "{told}");
    let (fine, told) = workbench("alive", "--plan now.md --seeds 3 --scenario report-on-white");
    assert!(fine && told.contains("; 3 continuations.") && told.contains(" on CHARCOAL"), "{told}");
}

#[test]
fn what_cannot_be_read_is_told_with_its_line_and_by_the_exit() {
    let check = |name: &str, args: &str, said: &str| {
        let (fine, told) = workbench(name, args);
        assert!(!fine && told.contains(said), "{args}: {told}");
    };
    check("bad", "--plan bad.plan", "bad.plan:3: `wait a bit` is no wait.");
    check("md", "--plan now.md --plan bad.plan", "bad.plan:3: ");
    check("none", "--plan nonsuch.md", "nonsuch.md: ");
    check("scenario", "--plan now.md --scenario nonsuch", "nonsuch");
    check("at", "--plan now.md --at soon", "\"soon\" is no moment");
    check("week", "--plan now.md --at 8d", "\"8d\" is no moment");
    for seeds in ["0", "x", "10001"] {
        check(seeds, &format!("--plan now.md --seeds {seeds}"), "is no number of seeds");
    }
    check("kind", "--plan now.md --fault flood_on_WHITE", "\"flood\" is no fault. There are ");
    check("fault", "--plan now.md --fault flood", "\"flood\" is no fault. Write it as ");
    let cannot = "leader lost cannot strike \"WHITE\" at this moment; it can CHARCOAL.";
    check("target", "--plan now.md --fault leader_lost_on_WHITE", cannot);
    check("flag", "--plan now.md --loud now", "unexpected argument '--loud' found");
    check("value", "--plan", "a value is required for '--plan <FILE>'");
}

/// What the workbench says where this text comes by standard input, and its exit status.
fn workbench_reading(args: &[&str], text: &str, reads_answer: bool) -> (Option<i32>, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_workbench"));
    let piped = || std::process::Stdio::piped();
    let command = command.args(args).stdin(piped()).stdout(piped()).stderr(piped());
    let mut child = command.spawn().expect("the workbench runs");
    if !reads_answer {
        // It prints only after it has read.
        drop(child.stdout.take());
    }
    let mut input = child.stdin.take().expect("it reads");
    input.write_all(text.as_bytes()).expect("it can be written");
    drop(input);
    let run = child.wait_with_output().expect("it ends");
    let all = [run.stdout, run.stderr].concat();
    (run.status.code(), String::from_utf8_lossy(&all).into_owned())
}

#[test]
fn a_plan_and_a_document_come_by_standard_input_too_and_a_mark_of_byte_order_is_nothing() {
    let plan = ["run", "--plan", "-", "--seeds", "2"];
    for text in [PATIENT, RUNBOOK, &format!("\u{feff}{PATIENT}"), &format!("\u{feff}{RUNBOOK}")] {
        let (status, told) = workbench_reading(&plan, text, true);
        assert!(status == Some(0) && told.contains("finished: 2 of 2"), "{status:?} {told}");
    }
    let lines = "<!-- scenario: followers -->\n$ heroku maintenance\noff\n";
    let block = "<!-- scenario: followers -->\n\n```term\n$ heroku maintenance\noff\n```\n";
    for text in [lines, block, &format!("\u{feff}{lines}"), &format!("\u{feff}{block}")] {
        let (status, told) = workbench_reading(&["transcripts", "-"], text, true);
        assert_eq!((status, told.as_str()), (Some(0), "-: 1 command, 0 facts, 0 troubles\n"));
    }
}

#[test]
fn the_exit_status_of_a_plan_tells_that_a_command_was_refused() {
    let plan = ["run", "--plan", "-", "--seeds", "1"];
    for (text, expected) in [
        ("heroku maintenance:on\n", 0),
        ("heroku pg:unfollow CHARCOAL\n", 2),
        ("heroku nonsense\nheroku maintenance:on\n", 2),
        ("nonsense\n", 1),
    ] {
        let (status, told) = workbench_reading(&plan, text, true);
        assert_eq!(status, Some(expected), "{text}: {told}");
    }
    let help = workbench_reading(&["run", "--help"], "", true).1;
    assert!(help.contains("2 if one was refused"), "{help}");
}

#[test]
fn whoever_stops_reading_ends_it_quietly() {
    let document = "<!-- scenario: followers -->\n$ heroku maintenance\noff\n";
    let (status, told) = workbench_reading(&["transcripts", "-"], document, false);
    assert_eq!((status, told.as_str()), (None, ""));
}
