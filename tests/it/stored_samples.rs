//! What browsers have stored by earlier versions of the page opens in this one, and shows what it
//! showed then. `tests/it/stored_samples/README.md` says what each file is.

use std::fs;
use std::rc::Rc;

use follower_playground::lessons;
use follower_playground::playground::{Msg, Playground};
use follower_playground::run::recording::MODEL;
use follower_playground::run::{Outcome, Pace};
use follower_playground::share::run_file::{self, SavedRun};
use follower_playground::share::stored_runs::{self, StoredRun};
use follower_playground::share::tab_runs::TabEntry;
use follower_playground::share::{Options, Theme, recovery};
use follower_playground::sim::SimDuration;
use follower_playground::terminal::history::History;

use crate::support;

/// What a stored run shows once it is open.
struct Expected {
    /// The title of its scenario.
    title: &'static str,
    /// Inputs and ticks of the run.
    inputs: usize,
    end: u64,
    /// The tick that is shown.
    shown: u64,
    outcome: &'static str,
    /// How each future that was put aside ended.
    futures: &'static [&'static str],
}

fn file(name: &str) -> String {
    let path = format!("tests/it/stored_samples/{name}");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The time, the number of inputs and the text of a stored run.
fn stored(id: &str) -> (u64, usize, String) {
    let key = stored_runs::key(id);
    let run = StoredRun::read(&key, &file(&key)).expect("its key is right");
    assert_eq!((&run.key(), &run.to_string()), (&key, &file(&key)));
    (run.at, run.inputs as usize, run.text)
}

/// The page's app with a run that was read, once it is there.
fn open(saved: SavedRun) -> Playground {
    let text = saved.name().map_or("", |name| lessons::text_of(name).expect("it ships"));
    let recording = saved.open(text).expect("its scenario is right");
    let mut playground =
        Playground::new(support::scenario(lessons::FRONT_DOOR), Options::default());
    playground.update(Msg::RecordingRead(Rc::new(recording), Rc::new(saved), None));
    for _ in 0..1_000 {
        playground.update(Msg::FramePassed(SimDuration::from_millis(50)));
    }
    assert!(!playground.playback().is_on_the_way(), "it arrives");
    playground
}

fn check(id: &str, expected: &Expected) -> Playground {
    let (_, inputs, text) = stored(id);
    let saved = run_file::read(&text).expect("it is whole");
    let playground = open(saved.clone());
    let playback = playground.playback();
    let end = &playback.end().run;
    assert_eq!(playback.recording().scenario.world.title, expected.title, "{id}");
    let recorded = playback.recording().inputs.len();
    assert_eq!((recorded, inputs), (expected.inputs, expected.inputs), "{id}");
    assert_eq!((playback.recording().end, playback.place().tick), (expected.end, expected.shown));
    let outcome = Outcome::of(end);
    assert_eq!(outcome.summary(), expected.outcome, "{id}");
    assert_eq!(outcome, saved.outcome, "{id}: what it says of itself is true");
    let futures = playback.branches().iter().map(|branch| branch.outcome.summary());
    assert_eq!(futures.collect::<Vec<_>>(), expected.futures, "{id}");
    assert!(playground.paused());
    assert_eq!(playground.notice(), None, "{id}: there is nothing to tell");
    // What is kept next is what was kept, as a run of today's model.
    let kept = run_file::read(&playground.text_of(playground.saved())).expect("it is whole");
    let mut today = SavedRun { model: MODEL, hash: Some(end.hash()), ..saved };
    today.branches.iter_mut().for_each(|branch| branch.model = MODEL);
    assert_eq!(kept, today, "{id}");
    playground
}

#[test]
fn a_changeover_with_futures_put_aside() {
    check(
        "mpn8k2x4q7w3e",
        &Expected {
            title: "One leader, two followers",
            inputs: 3,
            end: 800,
            shown: 330,
            outcome: "0 commits lost, 30 s down, 0 writes refused, $0.01",
            futures: &[
                "24 commits lost, 8 s down, 0 writes refused, $0.02",
                "0 commits lost, 45 s down, 491 writes refused, $0.01",
            ],
        },
    );
}

#[test]
fn a_lost_leader() {
    let playground = check(
        "mpn9a1b2c3d4e",
        &Expected {
            title: "A report blocks replay",
            inputs: 6,
            end: 6_340,
            shown: 6_340,
            outcome: "6 commits lost, 10:04 down, 35,178 writes refused, $0.11",
            futures: &[],
        },
    );
    assert_eq!(
        (playground.theme(), Some(playground.pace())),
        (Theme::Projector, Pace::parse("60"))
    );
}

#[test]
fn a_plan_that_was_chosen() {
    check(
        "mpna5f6g7h8j9",
        &Expected {
            title: "Planned switch to another database, app busy",
            inputs: 3,
            end: 1_220,
            shown: 1_220,
            outcome: "2 commits lost, 0 s down, 0 writes refused, $0.00",
            futures: &["0 commits lost, 0 s down, 0 writes refused, $0.00"],
        },
    );
}

#[test]
fn one_in_which_nobody_acted() {
    check(
        "mpnb0k1l2m3n4",
        &Expected {
            title: "Twelve followers",
            inputs: 0,
            end: 300,
            shown: 300,
            outcome: "0 commits lost, 0 s down, 0 writes refused, $0.01",
            futures: &[],
        },
    );
}

#[test]
fn a_scenario_of_ones_own() {
    let playground = check(
        "mpm01a2b3c4d5",
        &Expected {
            title: "Two apps, mine",
            inputs: 4,
            end: 1_000,
            shown: 1_000,
            outcome: "0 commits lost, 1:30 down, 4,660 writes refused, $0.01",
            futures: &[],
        },
    );
    assert_eq!((playground.start().seed, stored("mpm01a2b3c4d5").0), (4_242, 0));
}

#[test]
fn of_a_damaged_run_what_can_be_read() {
    let (at, inputs, text) = stored("mplzy9x8w7v6u");
    assert_eq!((at, inputs), (0, 6));
    let unread = run_file::read(&text).expect_err("its end is missing");
    assert_eq!(unread.why, "Its end is missing.");
    let partly = unread.partial.expect("its beginning is there");
    assert_eq!((partly.name(), partly.end), (Some("report-on-white"), 6_340));
    let told: Vec<String> = partly.inputs.iter().map(|timed| timed.input.label()).collect();
    assert_eq!(told[..2], ["leader lost on CHARCOAL", "heroku pg:wait"]);
}

#[test]
fn the_entry_of_a_tab() {
    let state: serde_json::Value = serde_json::from_str(&file("history-state.json")).expect("JSON");
    let entry: TabEntry = serde_json::from_value(state.clone()).expect("an entry");
    assert_eq!(serde_json::to_value(&entry).expect("it can be written"), state);
    let text = |run: &serde_json::Value| run["text"].as_str().expect("a text").to_owned();
    let saved = run_file::read(&text(&state["run"])).expect("it is whole");
    assert_eq!(state["run"]["inputs"], saved.inputs.len());
    assert_eq!(saved.hash, None, "how the last input ends is not known");
    let ours = lessons::text_of("equally-behind").expect("it ships");
    let mut recording = saved.open(ours).expect("its scenario is right");
    let crashes = state["run"]["crashes"].as_u64().expect("a number") as u32;
    let told = recovery::leave_out(&mut recording, crashes).expect("something is left out");
    assert!(told.contains("\"heroku pg:unfollow WHITE --confirm sushi\" at 00:00:20"), "{told}");
    assert_eq!((recording.inputs.len(), recording.end), (1, 200));
    let playground = open(saved);
    let outcome = Outcome::of(&playground.playback().end().run);
    assert_eq!(outcome.summary(), "0 commits lost, 20 s down, 0 writes refused, $0.00");
    // Runs that are not open are stored as well.
    let others = state["others"].as_array().expect("runs that are not open");
    assert_eq!(others.len(), 2);
    for other in others {
        let (at, inputs, stored) = stored(other["id"].as_str().expect("a name"));
        assert_eq!(
            (text(other), &other["at"], &other["inputs"]),
            (stored, &at.into(), &inputs.into())
        );
    }
}

#[test]
fn lines_typed_and_the_theme() {
    let lines: Vec<String> = file("follower-playground.history").lines().map(Into::into).collect();
    assert_eq!(History::of(lines.clone()).lines(), lines);
    assert_eq!((lines.len(), lines[4].as_str()), (7, "heroku config:set 'A=é b' LANG=C"));
    assert_eq!(Theme::parse(&file("follower-playground.theme")), Some(Theme::Dark));
}
