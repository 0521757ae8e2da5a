//! The house's own rules, read off the sources: which room may look at which, which words and
//! types are not used where, how long a file and a line may be.

use std::path::Path;

/// Rooms from the right to the left: each may use itself and those named with it.
const ROOMS: [(&str, &[&str]); 7] = [
    ("sim", &[]),
    ("platform", &["sim"]),
    ("terminal", &["sim", "platform"]),
    ("lessons", &["sim", "platform", "terminal"]),
    ("view", &["sim", "platform"]),
    ("lab", &["sim", "platform", "terminal", "lessons", "view"]),
    ("ui", &["sim", "platform", "terminal", "lessons", "view", "lab"]),
];

/// Words that mean something else here, or nothing: where they may not stand.
const BANNED_WORDS: [(&[&str], &[&str]); 3] = [
    (&["sim", "platform", "lessons"], &["master", "slave", "replica", "applied", "synced"]),
    (
        &["sim", "platform"],
        &["HashMap", "HashSet", "SystemTime", "Instant", "f32", "f64", "RefCell"],
    ),
    (
        &["sim", "platform", "terminal", "lessons", "view", "lab"],
        &[
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "yew",
            "gloo",
            "todo",
            "unimplemented",
            "dbg",
            "println",
        ],
    ),
];

const LONGEST_LINE: usize = 100;
const LONGEST_FILE: usize = 500;

/// What breaks the rules in one file; nothing for a tidy one.
fn faults_of(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//! ") {
        faults.push("does not begin with what it is (//!)".to_owned());
    }
    if text.lines().count() > LONGEST_FILE {
        faults.push(format!("is longer than {LONGEST_FILE} lines"));
    }
    for (at, line) in text.lines().enumerate() {
        if line.chars().count() > LONGEST_LINE {
            faults.push(format!("line {} is longer than {LONGEST_LINE}", at + 1));
        }
    }
    let room = path.strip_prefix("src/").and_then(|path| path.split(['/', '.']).next());
    let Some(room) = room.filter(|room| ROOMS.iter().any(|(name, _)| name == room)) else {
        return faults;
    };
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    faults.extend(order_faults(room, code));
    faults.extend(word_faults(room, code));
    if room == "ui" && code.contains(" style=") {
        faults.push("sets a style attribute, which the page's policy forbids".to_owned());
    }
    if code.contains(".unwrap()") {
        faults.push("unwraps: say what is known instead".to_owned());
    }
    if matches!(room, "sim" | "platform") {
        faults.extend(state_faults(code));
    }
    faults
}

/// Uses of rooms to the left.
fn order_faults(room: &str, code: &str) -> Vec<String> {
    let allowed = ROOMS.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, rooms)| rooms);
    let uses = code.split("crate::").skip(1).filter_map(|rest| {
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        ROOMS.iter().any(|(room, _)| *room == name).then_some(name)
    });
    uses.filter(|used| used != room && !allowed.contains(&used.as_str()))
        .map(|used| format!("{room} uses {used}"))
        .collect()
}

/// Whole words, also as parts of names with underscores.
fn word_faults(room: &str, code: &str) -> Vec<String> {
    let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let banned = BANNED_WORDS.iter().filter(|(rooms, _)| rooms.contains(&room));
    let all = banned.flat_map(|(_, words)| words.iter());
    all.filter(|banned| words.contains(*banned) || words.contains(&format!("{banned}s").as_str()))
        .map(|banned| format!("uses the word {banned}"))
        .collect()
}

/// Fields of the state whose size depends on the machine.
fn state_faults(code: &str) -> Vec<String> {
    let is_field = |line: &&str| {
        let line = line.trim();
        let name = line.strip_prefix("pub ").unwrap_or(line);
        let before = name.split(':').next().unwrap_or_default();
        let is_name = !before.is_empty() && before.chars().all(|c| c.is_alphanumeric() || c == '_');
        is_name && line.ends_with(',') && name.contains(": usize")
    };
    code.lines().filter(is_field).map(|line| format!("keeps a usize:{line}")).collect()
}

/// Every file under a folder, with its text.
pub fn files_under(folder: &str, files: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    for entry in entries {
        let path = entry.expect("it can be listed").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            files_under(&name, files);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            files.push((name, text));
        }
    }
}

#[test]
fn the_house_is_tidy() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files_under(folder, &mut files);
    }
    let sources =
        files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|e| e == "rs"));
    let mut told = Vec::new();
    for (path, text) in sources {
        told.extend(faults_of(path, text).into_iter().map(|fault| format!("{path} {fault}")));
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

#[test]
fn the_rules_can_be_broken() {
    let check = |path: &str, code: &str, expected: &str| {
        let faults = faults_of(path, &format!("//! A file.\n{code}\n"));
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{code}: {faults:?}");
    };
    check("src/sim/x.rs", "use crate::platform::App;", "sim uses platform");
    check("src/platform/x.rs", "fn x() { crate::terminal::say(); }", "platform uses terminal");
    check("src/view/x.rs", "use crate::lab::Lab;", "view uses lab");
    check("src/lessons/x.rs", "use crate::{sim::X};\nuse crate::ui::X;", "lessons uses ui");
    check("src/sim/x.rs", "struct Master; // the master", "the word master");
    check("src/platform/x.rs", "// its replicas", "the word replica");
    check("src/sim/x.rs", "use std::collections::HashMap;", "the word HashMap");
    check("src/sim/x.rs", "fn x() -> f64 { 0.0 }", "the word f64");
    check("src/lab/x.rs", "use web_sys::Window;", "the word web_sys");
    check("src/sim/x.rs", "struct X {\n    pub count: usize,\n}", "keeps a usize");
    check("src/sim/x.rs", "fn x() { y().unwrap(); }", "unwraps");
    check("src/ui/x.rs", "html! { <p style=\"x\" /> }", "style attribute");
    check("src/lab/x.rs", &"x".repeat(101), "line 2 is longer than 100");
    check("src/lab/x.rs", &"x\n".repeat(501), "longer than 500 lines");
    assert!(!faults_of("src/sim/x.rs", "fn x() {}").is_empty(), "a file says what it is");
    assert!(faults_of("src/platform/x.rs", "//! Fine.\nuse crate::sim::Fleet;\n").is_empty());
    let tests = "//! Fine.\n#[cfg(test)]\nmod tests { fn x() { y().unwrap(); } }\n";
    assert!(faults_of("src/sim/x.rs", tests).is_empty(), "tests may unwrap");
}
