//! Folders of recordings with things in them that cannot be read: each is named, the others go on,
//! and nothing panics.

use flate2::Compression;
use flate2::write::GzEncoder;
use follower_playground::traces::compare::{GaugeOptions, compare};
use follower_playground::traces::driver::{Machine, drive};
use follower_playground::traces::input::TraceInput;
use follower_playground::traces::trace::{self, Folder, Trace};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// A folder of its own that goes with the test.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let name = format!("follower-playground-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Place(path)
    }

    fn holds(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Place {
        std::fs::write(self.0.join(name), bytes).expect("a file can be written");
        self
    }

    fn recording(&self, name: &str, csv: &str, json: &Value) -> &Place {
        self.holds(&format!("{name}.csv"), csv).holds(&format!("{name}.json"), json.to_string())
    }

    fn read(&self) -> Folder {
        trace::read_folder(&self.0).expect("it can be listed")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Ten seconds of 50 commits a second, and a follower that is never behind.
fn csv() -> String {
    let row = |at: u32| {
        let (t, commits) = (f64::from(at) / 10.0, at * 5);
        let bytes = commits * 176;
        format!("{t:.1},{bytes},{commits},{bytes},{bytes},{commits},0,\n")
    };
    let head = "t,p_lsn_b,p_commits,s1_recv_b,s1_replay_b,s1_commits,s1_behind_commits,\
                s1_startup_wait\n";
    head.to_owned() + &(0..100).map(row).collect::<String>()
}

fn json() -> Value {
    json!({ "params": { "load": "upd" }, "events": [], "derived": {}, "sample_dt_s": 0.1 })
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).expect("it is packed");
    packer.finish().expect("it is packed")
}

/// Plays a recording and says what is past its limits; or why it cannot be played.
fn play(recording: &Trace) -> Result<Vec<String>, String> {
    let input = TraceInput::of(recording)?;
    let run = drive(&input, Machine::MEASURED);
    Ok(compare(recording, &input, &run, GaugeOptions::default()).exceeded)
}

/// A folder of everything that can be wrong, and one that is right.
fn garbage(place: &Place) {
    let with = |from: &str, to: &str| csv().replacen(from, to, 1);
    place
        .recording("fine", &csv(), &json())
        .holds("packed.csv.gz", packed(&csv()))
        .holds("packed.json.gz", packed(&json().to_string()))
        .holds("alone.csv", csv())
        .holds("broken-json.csv", csv())
        .holds("broken-json.json", "{\"params\": {")
        .holds("no-params.csv", csv())
        .holds("no-params.json", "[1, 2]")
        .recording("no-column", &with("p_commits", "commits"), &json())
        .recording("one-row", &csv().lines().take(2).collect::<Vec<_>>().join("\n"), &json())
        .recording("words-for-times", &with("\n0.5,", "\nsoon,"), &json())
        .recording("back", &with("\n0.5,", "\n9.5,"), &json())
        .recording("for-ever", &with("\n9.9,", "\n999999999,"), &json())
        .recording("too-much", &with(",8800,", ",1e300,"), &json())
        .holds("empty.csv", "")
        .holds("empty.json", "")
        .holds("not-text.csv", [0x74, 0xff, 0xfe, 0x0a])
        .holds("torn.csv.gz", &packed(&csv())[..200])
        .holds("torn.json", json().to_string())
        .holds("torn-json.csv", csv())
        .holds("torn-json.json.gz", &packed(&json().to_string())[..20])
        .holds("held-out.txt", "# those held out\npacked   A1\n")
        .holds("extra.json", "not JSON")
        .holds("README.md", "what this is")
        .holds("index.csv", "name,role\nfine,law\n");
}

#[test]
fn whatever_cannot_be_read_is_named_and_the_others_go_on() {
    let place = Place::new("garbage");
    garbage(&place);
    let folder = place.read();
    let names: Vec<&str> = folder.recordings.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["fine", "packed"]);
    assert_eq!(folder.held_out, ["packed"]);
    for recording in &folder.recordings {
        assert_eq!(play(recording), Ok(Vec::new()), "{}", recording.name);
    }
    for (file, why) in [
        ("alone.csv", "there is no alone.json beside it"),
        ("broken-json.csv", "broken-json.json: EOF while parsing"),
        ("no-params.csv", "no-params.json has no params"),
        ("no-column.csv", "it has no column p_commits"),
        ("one-row.csv", "at least two moments"),
        ("words-for-times.csv", "row 7: t is \"soon\""),
        ("back.csv", "row 8: t goes back"),
        ("for-ever.csv", "row 101: t is \"999999999\""),
        ("too-much.csv", "row 12: p_lsn_b is \"1e300\""),
        ("empty.csv", "it is empty"),
        ("not-text.csv", "not text in UTF-8"),
        ("torn.csv.gz", "it cannot be unpacked"),
        ("torn-json.csv", "it cannot be unpacked"),
        ("extra.json", "expected ident"),
    ] {
        let passed = folder.skipped.iter().find(|passed| passed.file.ends_with(file));
        let passed = passed.unwrap_or_else(|| panic!("{file} is not named"));
        assert!(passed.why.contains(why), "{file}: {}", passed.why);
        assert!(passed.is_wrong, "{file}");
    }
    assert_eq!(folder.skipped.len(), 15, "{:#?}", folder.skipped);
}

#[test]
fn a_table_that_is_no_recording_is_passed_over_without_failing() {
    let place = Place::new("index");
    place.holds("index.csv", "name,role\nfine,law\n").recording("fine", &csv(), &json());
    let folder = place.read();
    assert_eq!(folder.recordings.len(), 1);
    assert_eq!(folder.skipped.iter().filter(|passed| passed.is_wrong).count(), 0);
    assert!(folder.skipped[0].why.contains("its first column is not t"));
    assert!(trace::read_folder(&place.0.join("nowhere")).is_err_and(|why| why.contains("Name")));
}

#[test]
fn unknown_events_are_named_and_unknown_parameters_are_no_matter() {
    let place = Place::new("unknown");
    let mut unknown = json();
    unknown["params"]["phase_of_the_moon"] = json!({ "of": 3 });
    unknown["events"] = json!([
        { "t": 1.0, "ev": "meteor" },
        { "t": 2.0, "ev": "fault_begin", "action": "flood" },
        { "t": "later", "ev": "q_start" },
        { "ev": "q_start" },
        "nothing",
        { "t": 3.0, "ev": 7 },
    ]);
    place.recording("unknown", &csv(), &unknown);
    let folder = place.read();
    let input = TraceInput::of(&folder.recordings[0]).expect("it goes on");
    assert_eq!(input.unknown.len(), 6, "{:?}", input.unknown);
    for (unknown, said) in
        input.unknown.iter().zip(["meteor", "flood", "later", "q_start", "nothing", "7"])
    {
        assert!(unknown.contains(said), "{unknown}");
    }
    assert!(input.interventions.is_empty());
    assert_eq!(play(&folder.recordings[0]), Ok(Vec::new()));
}

#[test]
fn figures_of_any_size_and_words_anywhere_panic_nowhere() {
    let values = [
        json!(null),
        json!(true),
        json!("word"),
        json!(""),
        json!("ANY 9 (s1,s0,s7,x)"),
        json!("5 parsecs"),
        json!(-1),
        json!(0),
        json!(1e-300),
        json!(1e9),
        json!(1e300),
        json!([1, "a"]),
        json!({ "t": 1 }),
    ];
    let params = [
        "load",
        "scenario",
        "oneway_s",
        "oneway_ms",
        "s1_oneway",
        "bw_bytes_s",
        "bw2",
        "duty",
        "max_standby_streaming_delay",
        "hot_standby_feedback",
        "recovery_min_apply_delay_s",
        "max_slot_wal_keep_size",
        "checkpoint_every_s",
        "mode",
        "names",
        "queries",
        "hold_s",
        "query_kind",
        "table",
    ];
    let place = Place::new("values");
    place.recording("values", &csv(), &json());
    let folder = place.read();
    let base = &folder.recordings[0];
    let events = json!([
        { "t": 2.0, "ev": "q_start", "kind": "rr", "tbl": "kv" },
        { "t": 2.0, "ev": "ddl_begin" },
        { "t": 2.5, "ev": "fault_begin", "action": "bw" },
        { "t": 3.0, "ev": "fault_begin", "action": "cut" },
        { "t": 4.0, "ev": "fault_begin", "action": "standby_stop" },
        { "t": 4.5, "ev": "fault_end" },
        { "t": 5.0, "ev": "slow_begin" },
        { "t": 6.0, "ev": "q_end", "tag": "1" },
        { "t": 7.0, "ev": "primary_killed" },
        { "t": 7.5, "ev": "promote" },
        { "t": 8.0, "ev": "repoint_s2" },
    ]);
    let events = events.as_array().expect("a list").clone();
    for value in &values {
        for param in params {
            let mut other = base.clone();
            other.events = events.clone();
            (other.params["mode"], other.params["names"]) = (json!("on"), json!("ANY 1 (s1)"));
            other.params[param] = value.clone();
            let _ = play(&other);
        }
        for at in 0..events.len() {
            for key in ["t", "ev", "tag", "kind", "tbl", "action"] {
                let mut other = base.clone();
                other.events = events.clone();
                other.events[at][key] = value.clone();
                let _ = play(&other);
            }
        }
        let mut file = json();
        for key in ["base_lsn", "sample_dt_s", "events", "derived"] {
            file[key] = value.clone();
        }
        place.recording("values", &csv(), &file);
        place.read().recordings.iter().for_each(|recording| drop(play(recording)));
    }
    for base in ["0/0", "FFFFFFFF/FFFFFFFF", "FFFFFFFFF/0", "/", "-1/0"] {
        let mut file = json();
        file["base_lsn"] = json!(base);
        place.recording("values", &csv(), &file);
        place.read().recordings.iter().for_each(|recording| drop(play(recording)));
    }
    for cell in ["", "word", "NaN", "inf", "-5", "1e14", "1e300", "\"a\nb\"", "\""] {
        for from in [",8800,", ",50,", ",8800,8800,50", "\n1.0,"] {
            let other = csv().replacen(from, &from.replace(|c: char| c.is_ascii_digit(), cell), 1);
            place.recording("values", &other, &json());
            place.read().recordings.iter().for_each(|recording| drop(play(recording)));
        }
    }
}

#[test]
fn the_workbench_names_what_it_cannot_read_and_says_so_by_its_exit() {
    let run = |place: &Place| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workbench"));
        let output = command.args(["traces"]).arg(&place.0).output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let place = Place::new("workbench");
    place.recording("fine", &csv(), &json()).holds("index.csv", "name,role\nfine,law\n");
    let (code, out, told) = run(&place);
    assert_eq!(code, Some(0), "{told}");
    assert!(out.contains("fine ") && told.contains("index.csv: it is no recording"), "{told}");

    garbage(&place);
    let (code, out, told) = run(&place);
    assert_eq!(code, Some(1), "{told}");
    assert!(out.contains("packed ") && out.contains("Held out: 1 recordings, 1 within"), "{out}");
    for name in ["alone", "broken-json", "torn", "back", "empty"] {
        assert!(told.contains(&format!("{name}.csv")), "{name} is not named:\n{told}");
    }
    let empty = Place::new("nothing");
    assert_eq!(run(&empty).0, Some(1));
}
