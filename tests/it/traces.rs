//! The model beside the recordings of real PostgreSQL in `tests/it/traces`, held against what was
//! promised of it (`workbench traces tests/it/traces` prints the whole table).

use follower_playground::traces::compare::{GaugeOptions, compare, median};
use follower_playground::traces::comparison_row::ComparisonRow;
use follower_playground::traces::driver::{Machine, ModelRun, drive};
use follower_playground::traces::input::{BEHAVIOUR, TraceInput};
use follower_playground::traces::laws::{self, Given, LAWS, SwitchOff};
use follower_playground::traces::{fitted, limits, trace};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// A recording that is past a limit.
struct Past {
    name: &'static str,
    why: &'static str,
}

const BY_HAND: &str = "a process stopped and continued many times a second: its speed is its own";

/// Every recording that is past a limit, with its cause.
const PAST: &[Past] = &[
    Past {
        name: "r_drain_tpcb_c8_r1",
        why: "full-page images replay faster than a machine's one speed, at 230 MB/s",
    },
    Past { name: "r_slow_tpcb8_full_8pct_r1", why: BY_HAND },
    Past { name: "r_slow_upd12000_duty_r1", why: BY_HAND },
    Past { name: "r_slow_upd2000_duty_r1", why: BY_HAND },
    Past { name: "r_slow_upd4000_duty_r1", why: BY_HAND },
    Past { name: "r_slow_upd6000_3pct_r1", why: BY_HAND },
    Past { name: "r_slow_upd_full16_1pct_r1", why: BY_HAND },
    Past {
        name: "sync_first1of2_cut_s1_r1",
        why: "the cut ended within 30 ms of a try, so chance decided whether that one met",
    },
];

/// For each law a recording that falls out of its limits without it.
const WITNESSES: &[(&str, &str)] = &[
    ("A1", "a_upd300_link100ms_r1"),
    ("A2", "a_upd300_link100ms_r1"),
    ("A3", "r_drain_tpcb_c8_conc600_r1"),
    ("A4", "r_slow_upd8000_duty_r1"),
    ("b1", "b_late_q_before_delete_r1"),
    ("b2", "b_hot500_novac_rr20_r1"),
    ("b3", "b_late_q_before_delete_r1"),
    ("b4", "b_upd500_sleep20_r1"),
    ("b5", "c_upd500_readers3s_every1s_d5_r1"),
    ("b6", "b_hot500_novac_rr20_r1"),
    ("b7", "b_upd500_rr_cancel_r1"),
    ("b8", "c_upd500_readers3s_every1s_d5_r1"),
    ("C1", "c_upd500_rr_d5_r1"),
    ("D1", "d_hot500_rr30_fb_r1"),
    ("D2", "g_cut500_25s_feedback_slot_r1"),
    ("E1", "e_bulk1M_bw20MB_r1"),
    ("f", "f_alter_rcidle_d5_r1"),
    ("G1", "g_cut500_30s_r1"),
    ("G2", "g_cut500_30s_r1"),
    ("G4", "g_bw500_60KBs_r1"),
    ("G5", "g_cut_slot_lost_r1"),
    ("H1", "h_pausedreplay_async_r1"),
    ("H2", "h_pausedreplay_async_r1"),
    ("H3", "h_sync_apply_lat100ms_r1"),
    ("H4", "sync_apply_longq_r1"),
    ("H5", "sync_on_stop_r1"),
    ("i", "i_partition_splitbrain_r1"),
];

/// A recording, its input, what the model did, and the comparison.
pub struct Played {
    given: Given,
    run: ModelRun,
    pub row: ComparisonRow,
    is_held_out: bool,
}

pub static PLAYED: LazyLock<Vec<Played>> = LazyLock::new(|| {
    let folder = trace::read_folder(Path::new("tests/it/traces")).expect("it can be listed");
    assert_eq!(folder.skipped, [], "all of them can be read");
    let held_out = folder.held_out;
    let play = |recording: trace::Trace| {
        let input = TraceInput::of(&recording).expect("it is whole");
        assert!(input.unknown.is_empty(), "{}: {:?}", input.name, input.unknown);
        let run = drive(&input, Machine::MEASURED);
        let row = compare(&recording, &input, &run, GaugeOptions::default());
        let is_held_out = held_out.contains(&row.name);
        Played { given: (recording, input), run, row, is_held_out }
    };
    folder.recordings.into_iter().map(play).collect()
});

pub fn played(name: &str) -> &'static Played {
    let found = PLAYED.iter().find(|played| played.row.name == name);
    found.unwrap_or_else(|| panic!("there is no recording {name}"))
}

/// The rows of those that set the parameters, and of those held out.
fn groups() -> [Vec<&'static ComparisonRow>; 2] {
    let of = |held_out| PLAYED.iter().filter(move |played| played.is_held_out == held_out);
    [false, true].map(|held_out| of(held_out).map(|played| &played.row).collect())
}

fn is_listed(row: &ComparisonRow) -> bool {
    PAST.iter().any(|past| past.name == row.name)
}

#[test]
fn a_third_is_held_out_and_all_are_there() {
    let [set, held_out] = groups().map(|rows| rows.len());
    assert_eq!((set, held_out), (81, 43));
}

#[test]
fn behind_by_is_within_its_limit_in_nine_of_ten_and_within_two_percent_in_the_median() {
    for rows in groups() {
        let within = rows.iter().filter(|row| row.within_behind_by()).count();
        assert!(within * 10 >= rows.len() * 9, "{within} of {}", rows.len());
        let followers = rows.iter().flat_map(|row| &row.followers);
        let with_peak = followers.filter(|follower| follower.peak >= limits::SMALL_PEAK);
        let middle = median(with_peak.map(|follower| follower.error / follower.peak));
        assert!(middle <= 0.02, "{middle}");
        for follower in rows.iter().flat_map(|row| &row.followers) {
            let promised = (0.05 * follower.peak).max(5.0);
            // At more than 5,000 commits a second the skew between two samples is more than that.
            assert!(follower.limit <= promised || follower.peak < 100.0, "{}", follower.limit);
        }
    }
}

#[test]
fn whatever_is_past_a_limit_is_listed_with_its_cause() {
    let past = PLAYED.iter().filter(|played| !played.row.exceeded.is_empty());
    let found: Vec<&str> = past.map(|played| played.row.name.as_str()).collect();
    let listed: Vec<&str> = PAST.iter().map(|past| past.name).collect();
    let whys = PLAYED.iter().flat_map(|played| &played.row.exceeded).cloned().collect::<Vec<_>>();
    assert_eq!(found, listed, "\n{}", whys.join("\n"));
}

#[test]
fn each_of_them_is_within_when_what_was_unknown_is_taken_from_the_recording() {
    for past in PAST {
        let (recording, input) = &played(past.name).given;
        let known = fitted::fit(recording, input, Machine::MEASURED);
        let known = known.unwrap_or_else(|| panic!("{}: {}", past.name, past.why));
        let run = drive(&known.input, known.machine);
        let row = compare(recording, input, &run, GaugeOptions::default());
        assert!(row.exceeded.is_empty(), "{} with {}: {:?}", past.name, known.what, row.exceeded);
    }
}

#[test]
fn a_slot_that_is_given_up_is_seen_where_no_parameter_says_how_much_it_keeps() {
    let (recording, input) = &played("g_cut_slot_lost_r1").given;
    let input = TraceInput { keep: None, ..input.clone() };
    let row = |input: &TraceInput, machine| {
        compare(recording, input, &drive(input, machine), GaugeOptions::default()).exceeded
    };
    assert!(!row(&input, Machine::MEASURED).is_empty());
    let known = fitted::fit(recording, &input, Machine::MEASURED).expect("it was given up");
    assert_eq!(row(&known.input, known.machine), Vec::<String>::new());
}

#[test]
fn pauses_start_and_end_with_the_real_ones_and_nothing_else_pauses() {
    for [start, end] in groups().map(|rows| {
        let followers = || rows.iter().flat_map(|row| &row.followers);
        assert!(followers().all(|follower| follower.unmatched == 0));
        let pauses = || followers().flat_map(|follower| &follower.pauses);
        assert!(pauses().count() >= 14, "there are pauses: {}", pauses().count());
        let worst = |errors: &mut dyn Iterator<Item = f64>| errors.fold(0.0, f64::max);
        let start = worst(&mut pauses().map(|(start, _)| start.error()));
        [start, worst(&mut pauses().map(|(_, end)| end.error()))]
    }) {
        assert!(start <= 0.3 && end <= 1.1, "{start} {end}");
    }
    for played in PLAYED.iter() {
        for (pauses, follower) in played.run.pauses.iter().zip(&played.row.followers) {
            let long = pauses
                .iter()
                .filter(|(from, to)| to - from > limits::SHORTEST_VISIBLE_PAUSE)
                .count();
            assert_eq!(long, follower.pauses.len(), "{}", played.row.name);
        }
    }
    let paused = |played: &&Played| played.row.followers.iter().any(|f| !f.pauses.is_empty());
    for quiet in PLAYED.iter().filter(|played| !paused(played)) {
        let mut waits = quiet.run.pauses.iter().flatten();
        assert!(
            waits.all(|(from, to)| to - from <= limits::SHORTEST_VISIBLE_PAUSE),
            "{}",
            quiet.row.name
        );
    }
}

#[test]
fn catch_up_takes_as_long_as_it_took() {
    for row in groups().concat().into_iter().filter(|row| !is_listed(row)) {
        for pair in row.followers.iter().filter_map(|follower| follower.catch_up) {
            let limit = (pair.real * 0.25).max(0.3);
            assert!(pair.error() <= limit, "{}: {} s, not {}", row.name, pair.model, pair.real);
        }
    }
}

#[test]
fn commits_lost_are_those_that_were_lost() {
    for rows in groups() {
        let lost: Vec<&&ComparisonRow> = rows.iter().filter(|row| row.lost.is_some()).collect();
        assert!(lost.len() >= 8, "{}", lost.len());
        for row in lost {
            let pair = row.lost.expect("it is there");
            // Past what is on the wire, only the samples of a link that was full for seconds.
            let limit = row.loss_tolerance.max(pair.real * 0.01);
            assert!(pair.error() <= limit, "{}: {} not {}", row.name, pair.model, pair.real);
        }
    }
    for (name, lost) in [
        ("h_pausedreplay_async_r1", 0.0),
        ("h_pausedreplay_async_r2", 0.0),
        ("h_sync_on_lat20ms_r1", 0.0),
        ("h_async_lat100ms_delivered_r1", 0.0),
    ] {
        assert_eq!(played(name).row.lost.map(|pair| (pair.model, pair.real)), Some((lost, lost)));
    }
}

/// A small generator: the same noise each time.
fn noise(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (state >> 40) as f64 - 8_000.0
    }
}

#[test]
fn the_model_looks_at_nothing_that_a_follower_did() {
    let mut events = 0;
    for (seed, played) in PLAYED.iter().enumerate() {
        let (recording, _) = &played.given;
        let mut draw = noise(seed as u64);
        let mut noisy = recording.with_followers_replaced(&mut draw);
        noisy.derived = Value::Null;
        let column = noisy.column("s1_commits").expect("it is there");
        assert_ne!(column, recording.column("s1_commits").expect("it is there"));

        let is_behaviour =
            |event: &Value| event["ev"].as_str().is_some_and(|ev| BEHAVIOUR.contains(&ev));
        events += noisy.events.iter().filter(|event| is_behaviour(event)).count();
        let mut without = noisy.clone();
        without.events.retain(|event| !is_behaviour(event));
        for event in noisy.events.iter_mut().filter(|event| is_behaviour(event)) {
            *event = json!({ "ev": event["ev"], "t": draw().abs() % 60.0, "tag": "1" });
        }
        let time = |event: &Value| event["t"].as_f64().unwrap_or(0.0);
        noisy.events.sort_by(|one, other| time(one).total_cmp(&time(other)));
        for other in [noisy, without] {
            let input = TraceInput::of(&other).expect("it is as whole as before");
            assert!(drive(&input, Machine::MEASURED) == played.run, "{}", played.row.name);
        }
    }
    assert!(events > 200, "there was something to remove: {events}");
}

#[test]
fn each_law_has_a_recording_that_falls_out_without_it() {
    for law in LAWS {
        let witness = WITNESSES.iter().find(|(name, _)| *name == law.name).map(|(_, at)| *at);
        if let SwitchOff::NotRecorded(why) = law.switch_off {
            assert!(witness.is_none() && !why.is_empty(), "{}", law.name);
            continue;
        }
        let name = witness.unwrap_or_else(|| panic!("{}: which one shows it?", law.name));
        let given = [played(name).given.clone()];
        let verdict = laws::verdict(law, &given, Machine::MEASURED);
        assert_eq!(verdict.fallen, [name], "{}: {}; see --laws", law.name, law.summary);
    }
    let unseen = LAWS.iter().filter(|law| matches!(law.switch_off, SwitchOff::NotRecorded(_)));
    assert_eq!(unseen.map(|law| law.name).collect::<Vec<_>>(), ["b9", "D3", "G3", "j"]);
}
