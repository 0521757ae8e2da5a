//! What a run is exported as: its transcript passes the checker, its runbook says what was done.

use std::rc::Rc;

use crate::dice::Dice;
use crate::support::quickly;
use crate::{links, support};
use follower_playground::lessons::script::{self, Plan, StepKind};
use follower_playground::lessons::{self, Scenario};
use follower_playground::plan::player::{PlanPlayer, PlayerMove};
use follower_playground::plan::runbook::from_markdown;
use follower_playground::run::recording::TimedInput;
use follower_playground::run::{Input, Outcome, Recording, Simulation};
use follower_playground::share::export::replay_log::ReplayLog;
use follower_playground::share::export::{runbook, transcript};
use follower_playground::terminal::shell::Prompt;
use follower_playground::transcript::{Mismatch, check, document};

/// What the checker says of a transcript.
fn troubles(text: &str) -> Vec<Mismatch> {
    let items = document::term(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    check(&items, &|name| Ok(Scenario::clone(&support::scenario(name)))).mismatches
}

/// A random run of a scenario of ours or of one's own, with so many commands and faults.
fn random(seed: u64, commands: u32, faults: u32) -> Recording {
    let name = lessons::SHIPPED[seed as usize % lessons::SHIPPED.len()];
    let mut scenario = Scenario::clone(&support::scenario(name));
    if seed.is_multiple_of(3) {
        let text = lessons::text_of(name).expect("it ships").replace("sushi", "ramen");
        scenario = Scenario::own(&text).expect("it is right");
    }
    scenario.world.seed += seed;
    let scenario = Rc::new(scenario);
    let saved = links::random(&scenario, seed, commands, faults);
    let mut recording = saved.open(lessons::text_of(name).expect("it ships")).expect("it is right");
    recording.scenario = scenario;
    recording
}

#[test]
fn every_transcript_passes_and_one_with_a_changed_letter_does_not() {
    let mut dice = Dice::new(6);
    for seed in 0..quickly(60) {
        let text = transcript::write(&ReplayLog::of(random(seed, 20, 5)));
        assert!(text.lines().next().is_some_and(|line| line.contains("simulation")));
        let found = troubles(&text);
        assert!(found.is_empty(), "seed {seed}: {found:#?}\n{text}");
        // A letter of a line that was printed.
        let signs = ["<!--", "$", ">", "|", "..."];
        let is_printed =
            |line: &&str| !line.is_empty() && !signs.iter().any(|s| line.starts_with(s));
        let printed: Vec<&str> = text.lines().filter(is_printed).collect();
        let line = *dice.pick(&printed);
        let mut changed: Vec<char> = line.chars().collect();
        let letters: Vec<usize> = (0..changed.len()).filter(|at| changed[*at] != ' ').collect();
        changed[*dice.pick(&letters)] = '~';
        let changed: String = changed.into_iter().collect();
        let mut all: Vec<&str> = text.lines().collect();
        let places: Vec<usize> = (0..all.len()).filter(|at| all[*at] == line).collect();
        let place = *dice.pick(&places);
        all[place] = &changed;
        let found = troubles(&all.join("\n"));
        assert!(!found.is_empty(), "seed {seed}: {line:?} may be {changed:?}");
        // A line that is left out.
        all.remove(place);
        assert!(!troubles(&all.join("\n")).is_empty(), "seed {seed}: {line:?} may be left out");
    }
}

fn entered(line: &str) -> Input {
    Input::Entered(line.to_owned())
}

/// A run of a scenario in which these things are done, and so many ticks after them.
fn run(name: &str, acts: &[(u64, Input)], after: u64) -> Recording {
    let mut recording = Recording::new(support::scenario(name));
    for (tick, input) in acts {
        recording.inputs.push(TimedInput { tick: *tick, input: input.clone() });
        recording.end = tick + after;
    }
    recording
}

/// A run of the front door in which each thing happens once, at its tick.
fn told() -> ReplayLog {
    let fault = Input::Broken { fault: "leader lost".to_owned(), on: "CHARCOAL".to_owned() };
    let acts = [
        (50, entered("heroku addons:add heroku-postgresql:crane --follow CHARCOAL")),
        (60, entered("heroku pg:wait")),
        (90, Input::Interrupted(String::new())),
        (123, fault),
        (130, entered("histroy")),
        (140, entered("heroku pg:unfollow WHITE")),
        (171, entered("sushi")),
        (180, entered("heroku pg:promote WHITE")),
    ];
    ReplayLog::of(run("followers", &acts, 900))
}

#[test]
fn a_runbook_has_the_commands_the_waits_the_faults_and_the_outcome() {
    let book = runbook::write(&told());
    let path = "tests/it/transcripts/runbook.md";
    if std::env::var_os("UPDATE_RUNBOOK").is_some() {
        std::fs::write(path, &book).expect("it can be written");
    }
    assert_eq!(book, std::fs::read_to_string(path).expect("it is there"), "UPDATE_RUNBOOK=1");
    let (first, last) = (book.lines().nth(2), book.lines().last());
    assert!([first, last].into_iter().all(|line| line.is_some_and(|l| l.contains("simulation"))));
    // Its waits come to the ticks of the run.
    let waits = book.lines().filter_map(|line| line.strip_prefix("<!-- wait: "));
    let waits = waits.filter_map(|rest| rest.strip_suffix(" -->"));
    let length = |text: &str| follower_playground::sim::SimDuration::parse(text);
    let all: u64 = waits.clone().filter_map(length).map(|one| one.micros() / 100_000).sum();
    // The prompt was held from tick 60 to tick 90.
    assert_eq!(all, 1_080 - 30);
    assert!(waits.clone().any(|wait| wait == "for the prompt, at most 3s"));
}

/// The plan that a runbook is.
fn plan(book: &str) -> Plan {
    from_markdown("a runbook", book).unwrap_or_else(|error| {
        panic!("{error}: {:?}\n{book}", book.lines().nth(error.line as usize - 1))
    })
}

/// What is done in a run by the commands of heroku, each at its tick, and the run at its end.
fn done(recording: &Recording) -> (Vec<(u64, String)>, Simulation) {
    let mut run = Simulation::begin(&recording.scenario);
    let mut done = Vec::new();
    for timed in &recording.inputs {
        while run.world().now().ticks() < timed.tick {
            run.tick();
        }
        note(&mut done, &run, &timed.input);
        timed.input.apply(&mut run);
    }
    while run.world().now().ticks() < recording.end {
        run.tick();
    }
    (done, run)
}

fn note(done: &mut Vec<(u64, String)>, run: &Simulation, input: &Input) {
    if let Input::Entered(line) = input
        && run.shell().prompt() == Prompt::Command
        && script::is_command(line.trim())
    {
        done.push((run.world().now().ticks(), line.trim().to_owned()));
    }
}

/// The same of a plan that is played on the same world, for at most so many ticks.
fn played(plan: Plan, recording: &Recording, most: u64) -> (Vec<(u64, String)>, Simulation) {
    let mut run = Simulation::begin(&recording.scenario);
    let mut player = PlanPlayer::new(Rc::new(plan), &run);
    let mut done = Vec::new();
    while run.world().now().ticks() < most {
        while let Some(next) = player.next(&run) {
            if let PlayerMove::Input(input) = next {
                note(&mut done, &run, &input);
                input.apply(&mut run);
            }
        }
        if player.is_done(&run) {
            break;
        }
        run.tick();
    }
    assert!(player.is_done(&run), "step {} of {}", player.step(), player.plan().text());
    (done, run)
}

#[test]
fn every_runbook_is_a_plan_with_the_commands_of_the_run() {
    let mut dice = Dice::new(8);
    for seed in 0..quickly(80) {
        let mut recording = random(seed, 20, 5);
        // Much in one tick, and names that are nearly right.
        for (timed, of) in recording.inputs.iter_mut().zip(0u64..) {
            timed.tick /= if seed % 2 == 1 { 30 } else { 1 };
            if let Input::Entered(line) = &mut timed.input
                && (of + seed).is_multiple_of(9)
            {
                let name = *dice.pick(&["herokuu", "heroku-", " heroku"]);
                *line = line.replacen("heroku", name, 1);
            }
        }
        let plan = plan(&runbook::write(&ReplayLog::of(recording.clone())));
        let commands = plan.steps.iter().filter(|step| step.kind == StepKind::Command);
        let commands: Vec<String> = commands.map(|step| step.text.clone()).collect();
        let typed: Vec<String> = done(&recording).0.into_iter().map(|(_, line)| line).collect();
        assert_eq!(commands, typed, "seed {seed}");
    }
}

#[test]
fn a_runbook_that_is_played_is_the_run_where_nobody_broke_anything() {
    let mut equal = 0;
    for seed in 0..quickly(60) {
        let recording = random(seed, 12, 0);
        let (typed, end) = done(&recording);
        let book = runbook::write(&ReplayLog::of(recording.clone()));
        // An answer is given at once, and waits are counted from there.
        let is_answered = book.lines().any(|line| line.starts_with("> ") && line != "> Ctrl-C");
        // A plan ends when its last command does, which the run did not see.
        if is_answered || end.shell().prompt() == Prompt::Held {
            continue;
        }
        let (commands, run) = played(plan(&book), &recording, recording.end + 1);
        assert_eq!(commands, typed, "seed {seed}\n{book}");
        assert_eq!(run.hash(), end.hash(), "seed {seed}\n{book}");
        equal += 1;
    }
    assert!(equal >= quickly(25), "{equal} were played");
}

/// The steps of the runbook of a run of the front door, in a line.
fn steps(acts: &[(u64, Input)], after: u64) -> String {
    let book = runbook::write(&ReplayLog::of(run("followers", acts, after)));
    plan(&book).text().trim_end().replace('\n', "; ")
}

#[test]
fn what_is_rare_in_a_run_is_in_its_plan_too() {
    let add = || (0, entered("heroku addons:add heroku-postgresql:crane --follow CHARCOAL"));
    let adds = "heroku addons:add heroku-postgresql:crane --follow CHARCOAL";
    let wait = |tick| (tick, entered("heroku pg:wait"));
    let cut = |tick| (tick, Input::Interrupted(String::new()));
    // Ctrl-C in the tick of the command it interrupts.
    assert_eq!(
        steps(&[add(), wait(50), cut(50)], 10),
        format!("{adds}; wait 5s; heroku pg:wait; wait for the prompt, at most 0s; wait 1s")
    );
    // Nearly the name.
    assert_eq!(
        steps(&[(10, entered("herokuu ps")), (20, entered(" heroku ")), wait(30)], 10),
        "wait 2s; heroku; wait 1s; heroku pg:wait; wait 1s"
    );
    // Ctrl-L while the prompt is held: what comes when it is free again comes then.
    let acts = [add(), wait(10), (30, Input::Cleared), (6_010, entered("heroku ps"))];
    let (typed, end) = done(&run("followers", &acts, 10));
    let told = steps(&acts, 10);
    assert!(told.contains("; heroku pg:wait; wait for the prompt; wait "), "{told}");
    let book = runbook::write(&ReplayLog::of(run("followers", &acts, 10)));
    let (commands, now) = played(plan(&book), &run("followers", &acts, 10), 9_000);
    assert_eq!((commands, now.hash()), (typed, end.hash()), "{told}");
    // What holds the prompt after a line that is no step is no matter of the plan.
    let acts = [add(), (10, entered("histroy; heroku pg:wait")), (6_010, entered("heroku ps"))];
    assert_eq!(steps(&acts, 10), format!("{adds}; wait 10m1s; heroku ps; wait 1s"));
    let acts = [add(), acts[1].clone(), cut(40), (60, entered("heroku ps"))];
    assert_eq!(steps(&acts, 10), format!("{adds}; wait 6s; heroku ps; wait 1s"));
    // Nothing, as an answer, is none.
    let unfollow = entered("heroku pg:unfollow WHITE");
    let told = steps(&[(0, unfollow), (10, entered("")), (20, entered("heroku ps"))], 10);
    assert_eq!(told, "heroku pg:unfollow WHITE; > \"\"; wait 2s; heroku ps; wait 1s");
    // A question that is still open at the end.
    let told = steps(&[(0, entered("heroku pg:unfollow WHITE"))], 10);
    assert_eq!(told, "heroku pg:unfollow WHITE; > Ctrl-C; wait 1s");
    // More than a day.
    let day = 864_000;
    let told = steps(&[(2 * day + 20, entered("heroku ps"))], day + 1);
    assert_eq!(told, "wait 24h; wait 24h; wait 2s; heroku ps; wait 24h; wait 100ms");
    // A title of more lines than one.
    let text = lessons::text_of("followers").expect("it ships");
    let text = text.replacen("title = \"", "title = \"One\\n```\\nline: ", 1);
    let mut own = run("followers", &[(20, entered("heroku ps"))], 10);
    own.scenario = Rc::new(Scenario::own(&text).expect("it is right"));
    let told = plan(&runbook::write(&ReplayLog::of(own))).text();
    assert_eq!(told, "wait 2s\nheroku ps\nwait 1s\n");
}

#[test]
fn what_a_scenario_begins_with_is_told_before_what_was_done() {
    let story = ReplayLog::of(run("equally-behind", &[(0, entered("heroku ps"))], 10));
    let text = transcript::write(&story);
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}: {text}"));
    assert!(at("by schedule, link cut on LAVENDER") < at("$ heroku ps"));
    let found = troubles(&text);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_fault_without_effect_is_a_remark() {
    let broken = |fault: &str, on: &str| Input::Broken { fault: fault.into(), on: on.into() };
    for name in lessons::SHIPPED {
        let acts = [
            (1, broken("leader lost", "NOPE")),
            (2, broken("then: nonsuch", "WHITE")),
            (6, entered("heroku ps")),
        ];
        let story = ReplayLog::of(run(name, &acts, 300));
        let text = transcript::write(&story);
        let found = troubles(&text);
        assert!(found.is_empty(), "{name}: {found:#?}\n{text}");
        assert!(text.contains("\n<!-- without effect, leader lost on NOPE -->\n"), "{text}");
        let book = runbook::write(&story);
        assert!(book.contains("\nAt 00:00:00, leader lost on NOPE had no effect.\n"), "{book}");
    }
}

#[test]
fn every_export_ends_with_the_same_losses() {
    let mut lost = 0;
    for after in [20, 900] {
        let mut acts = vec![
            (100, Input::Broken { fault: "link cut".into(), on: "WHITE".into() }),
            (200, Input::Broken { fault: "leader lost".into(), on: "CHARCOAL".into() }),
        ];
        if after > 20 {
            acts.push((210, entered("heroku pg:unfollow WHITE --confirm sushi")));
            acts.push((211, entered("heroku pg:promote WHITE")));
        }
        let recording = run("followers", &acts, after);
        let Outcome { left_behind, gone, .. } = Outcome::of(&recording.play());
        let story = ReplayLog::of(recording);
        let text = transcript::write(&story);
        assert_eq!(troubles(&text), []);
        let told = format!("then: {left_behind} commits are left behind");
        assert!(text.contains(&told), "{told}\n{text}");
        assert!(text.contains(&format!("then: {gone} commits are gone")), "{gone}\n{text}");
        let book = runbook::write(&story);
        assert_eq!(book.contains(" left behind on "), left_behind > 0, "{book}");
        assert_eq!(book.contains(" gone for good"), gone > 0, "{book}");
        lost += left_behind;
    }
    assert!(lost > 0, "the follower has what WHITE has not");
}
