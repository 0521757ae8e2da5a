//! Random runs of 300 inputs, gone through at random: wherever one gets to, by whatever way, state
//! and terminal are those of the recording played from its start.

use std::rc::Rc;

use super::typing::line;
use super::{MOST_TICKS, WORLD};
use crate::dice::Dice;
use crate::support;
use follower_playground::lessons::Scenario;
use follower_playground::platform::faults::{FAULTS, Strike};
use follower_playground::run::playback::Playhead;
use follower_playground::run::{Input, Outcome, Playback, Recording, Simulation};
use follower_playground::terminal::commands::COMMANDS;
use follower_playground::terminal::shell::Prompt;

/// Inputs of a run.
const INPUTS: usize = 300;

/// What there is to see of a run: its state hash and its terminal.
fn seen(run: &Simulation) -> (u64, Vec<String>, Prompt) {
    let lines = run.shell().screen().lines().map(|(_, line)| line.text());
    (run.hash(), lines.collect(), run.shell().prompt())
}

/// The scenario of the properties, with this seed.
fn scenario(seed: u64) -> Rc<Scenario> {
    let mut scenario = Scenario::own(WORLD).expect("it is right");
    scenario.world.seed = seed;
    Rc::new(scenario)
}

/// What a random hand does now.
pub fn input(dice: &mut Dice, run: &Simulation) -> Input {
    let typed = |dice: &mut Dice| {
        let command = *dice.pick(COMMANDS);
        line(dice, run.world(), command)
    };
    match dice.below(20) {
        0 => Input::Interrupted("heroku pg:in".to_owned()),
        1 => Input::Cleared,
        2 if run.world().faults_that_go_on().count() > 0 => {
            let going: Vec<_> = run.world().faults_that_go_on().cloned().collect();
            Input::end_of(run.world(), dice.pick(&going))
        }
        2..=4 => {
            let fault = dice.below(FAULTS.len() as u64) as usize;
            let targets = run.world().targets_of(FAULTS[fault]);
            if targets.is_empty() {
                return Input::Entered(String::new());
            }
            let on = dice.pick(&targets).clone();
            let strike = Strike { fault: fault as u32, on, lasts: None, size: None };
            Input::of_strike(run.world(), &strike).expect("a fault")
        }
        _ if run.shell().prompt() == Prompt::Answer && dice.below(4) > 0 => {
            Input::Entered(run.shell().asks_for(run.world()).unwrap_or("").to_owned())
        }
        _ => Input::Entered(typed(dice)),
    }
}

/// Goes on with a run until it has so many inputs.
fn go_on(playback: &mut Playback, dice: &mut Dice, inputs: usize) {
    while playback.recording().inputs.len() < inputs {
        let input = input(dice, playback.run());
        playback.act(&input);
        for _ in 0..dice.below(MOST_TICKS) {
            playback.tick();
        }
    }
}

/// A recording up to a place.
fn up_to(recording: &Recording, place: Playhead) -> Recording {
    let mut part = recording.clone();
    part.inputs.truncate(place.done);
    part.end = place.tick;
    part
}

/// Holds what is shown against the recording played from its start.
fn check(playback: &Playback, what: &str) {
    let expected = up_to(playback.recording(), playback.place()).play();
    assert_eq!(seen(playback.run()), seen(&expected), "{what} at {:?}", playback.place());
}

fn go_through(seed: u64) {
    let mut dice = Dice::new(seed);
    let mut playback = Playback::new(scenario(seed));
    go_on(&mut playback, &mut dice, INPUTS);
    check(&playback, "the end");
    for _ in 0..40 {
        let recording = playback.recording().clone();
        let what = match dice.below(6) {
            0 => {
                playback.seek(dice.below(recording.end + 50));
                "a seek"
            }
            1 => {
                let input = dice.below(recording.inputs.len() as u64) as usize;
                playback.rewind(input);
                playback.finish_seek();
                let tick = recording.inputs[input].tick;
                assert_eq!(playback.place(), Playhead { tick, done: input });
                "a rewind"
            }
            2 => {
                for _ in 0..dice.below(300) {
                    playback.tick();
                }
                "time"
            }
            3 => {
                playback.seek(recording.end);
                playback.finish_seek();
                assert!(playback.is_live());
                "the end"
            }
            4 if !playback.branches().is_empty() => {
                let at = dice.below(playback.branches().len() as u64) as usize;
                let branch = playback.branches()[at].clone();
                playback.switch_to_branch(at);
                playback.finish_seek();
                assert_eq!(playback.recording().inputs, branch.recording.inputs);
                assert_eq!(playback.recording().end, branch.recording.end);
                assert_eq!(Outcome::of(playback.run()), branch.outcome);
                let aside = playback.branches().last().expect("it is kept");
                assert_eq!(aside.recording.inputs, recording.inputs);
                "a branch"
            }
            _ => {
                let (live, before) = (playback.is_live(), playback.branches().len());
                let input = input(&mut dice, playback.run());
                if playback.act(&input) {
                    let more = usize::from(!live && before < 20);
                    assert_eq!(playback.branches().len(), before + more);
                    let inputs = playback.recording().inputs.len() + dice.below(5) as usize;
                    go_on(&mut playback, &mut dice, inputs);
                }
                "an act"
            }
        };
        playback.finish_seek();
        check(&playback, what);
    }
    // The recording that is left, opened elsewhere, is the same run.
    let mut opened = Playback::open(playback.recording().clone(), Playhead::END);
    opened.finish_seek();
    playback.seek(u64::MAX);
    playback.finish_seek();
    assert_eq!(seen(opened.run()), seen(playback.run()));
}

#[test]
fn wherever_one_gets_to_the_run_is_its_recording() {
    for seed in 0..support::quickly(12) {
        go_through(seed);
    }
}

#[test]
fn a_seek_in_a_day_runs_a_fiftieth_of_it_at_most() {
    const DAY: u64 = 864_000;
    let mut playback = Playback::new(scenario(3));
    for _ in 0..DAY {
        playback.tick();
    }
    assert!(playback.checkpoints() <= 130, "{}", playback.checkpoints());
    let mut dice = Dice::new(7);
    for _ in 0..60 {
        let tick = dice.below(DAY);
        let from = playback.checkpoint_before(tick);
        assert!(from <= tick && tick - from <= DAY / 50, "{from} for {tick}");
    }
    playback.seek(DAY / 3);
    playback.finish_seek();
    check(&playback, "a third of a day");
    playback.seek(DAY);
    assert!(playback.is_live());
    // So does one in a short run that began as a long one.
    playback.seek(20_000);
    playback.finish_seek();
    assert!(playback.act(&Input::Entered("heroku maintenance:on".to_owned())));
    for _ in 0..20_000 {
        playback.tick();
    }
    for tick in (22_000..40_000).step_by(501) {
        let from = playback.checkpoint_before(tick);
        assert!(from <= tick && tick - from <= DAY / 50 / 8, "{from} for {tick}");
    }
}
