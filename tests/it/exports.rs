//! What a run is exported as: its transcript passes the checker, its runbook says what was done.

use std::rc::Rc;

use crate::dice::Dice;
use crate::links;
use crate::support;
use follower_playground::lab::export::{Story, runbook, term};
use follower_playground::lab::transcript::{Trouble, check, read};
use follower_playground::lab::{Input, Playback};
use follower_playground::lessons::{self, Scenario};

/// What the checker says of a transcript.
fn troubles(text: &str) -> Vec<Trouble> {
    let items = read::term(text).unwrap_or_else(|(line, why)| panic!("{line}: {why}\n{text}"));
    check(&items, &|name| Ok(support::shipped(name))).troubles
}

/// The story of a random run of a scenario of ours or of one's own.
fn story(seed: u64) -> Story {
    let name = lessons::SHIPPED[seed as usize % lessons::SHIPPED.len()];
    let mut scenario = Scenario::clone(&support::scenario(name));
    if seed.is_multiple_of(3) {
        let text = lessons::text_of(name).expect("it ships").replace("sushi", "ramen");
        scenario = Scenario::own(&text).expect("it is right");
    }
    scenario.world.seed += seed;
    let scenario = Rc::new(scenario);
    let saved = links::random(&scenario, seed, 20, 5);
    let mut recording = saved.open(lessons::text_of(name).expect("it ships")).expect("it is right");
    recording.scenario = scenario;
    Story::of(recording)
}

#[test]
fn every_transcript_passes_and_one_with_a_changed_letter_does_not() {
    let mut dice = Dice::new(6);
    for seed in 0..60 {
        let text = term::write(&story(seed));
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

/// A run of the front door in which each thing happens once, at its tick.
fn told() -> Story {
    let mut playback = Playback::new(support::scenario("followers"));
    let entered = |line: &str| Input::Entered(line.to_owned());
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
    for (tick, input) in acts {
        while playback.place().tick < tick {
            playback.tick();
        }
        assert!(playback.act(&input));
    }
    (0..900).for_each(|_| playback.tick());
    Story::of(playback.recording().clone())
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
