//! The house's own rules, read off the sources: which room may look at which, which words and
//! types are not used where, how long a file and a line may be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rooms from the right to the left: each may use itself and all that stand before it.
const ROOMS: [&str; 14] = [
    "sim",
    "format",
    "platform",
    "terminal",
    "lessons",
    "run",
    "plan",
    "share",
    "view",
    "playground",
    "ui",
    "browser",
    "transcript",
    "traces",
];

/// Rooms that see less than their place in the row would let them.
const NARROW: [(&str, &[&str]); 1] = [("traces", &["sim"])];

/// A room's names may not have these words, alone or as a part (`is_master`, `ReplicaId`): they
/// mean something else here (docs/words.md).
const BANNED_WORDS: (&[&str], &[&str]) = (
    &["sim", "platform", "lessons"],
    &["master", "slave", "replica", "cluster", "instance", "applied", "synced"],
);

/// What differs between machines, or from one moment to the next.
const NOT_DETERMINISTIC: [&str; 7] =
    ["HashMap", "HashSet", "SystemTime", "Instant", "f32", "f64", "RefCell"];

/// Crates of Yew's components, which get events and hold nodes.
const COMPONENT_CRATES: [&str; 3] = ["web_sys", "wasm_bindgen", "yew"];

/// Crates through which a program acts on a browser.
const BROWSER_CRATES: [&str; 4] = ["js_sys", "gloo", "wasm_bindgen_futures", "serde_wasm_bindgen"];

/// Crates and types that may not stand in a room.
fn banned_names(room: &str) -> Vec<&'static str> {
    let mut names = Vec::new();
    if matches!(room, "sim" | "platform") {
        names.extend(NOT_DETERMINISTIC);
    }
    if room != "browser" {
        names.extend(BROWSER_CRATES);
    }
    if !matches!(room, "browser" | "ui") {
        names.extend(COMPONENT_CRATES);
    }
    names
}

/// Calls that have no place in any room: they end the program, or somebody who looked for a fault
/// left them behind.
const BANNED_CALLS: [&str; 7] =
    [".unwrap()", "panic!(", "todo!(", "unimplemented!(", "dbg!(", "println!(", "print!("];

/// Calls that have no place in `ui`.
const BANNED_CALLS_OF_UI: [&str; 3] = ["window()", "document()", " style="];

/// Names that every module may have for its own.
const FREE_NAMES: [&str; 4] = ["Props", "Msg", "Error", "Args"];

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
    let Some(room) = room.filter(|room| ROOMS.contains(room)) else {
        return faults;
    };
    let code = code_of(text);
    faults.extend(order_faults(path, room, code));
    faults.extend(name_faults(room, code));
    let calls_of_ui = BANNED_CALLS_OF_UI.iter().filter(|_| room == "ui");
    let calls = BANNED_CALLS.iter().chain(calls_of_ui).filter(|call| code.contains(**call));
    faults.extend(calls.map(|call| format!("calls {call}")));
    if matches!(room, "sim" | "platform") {
        faults.extend(state_faults(code));
    }
    faults
}

/// A file without its tests.
fn code_of(text: &str) -> &str {
    text.split("#[cfg(test)]\n").next().unwrap_or(text)
}

/// Uses of rooms to the left, and of everything at once.
fn order_faults(path: &str, room: &str, code: &str) -> Vec<String> {
    let narrow = NARROW.iter().find(|(name, _)| *name == room).map(|(_, rooms)| *rooms);
    let to_the_right = ROOMS.split(|name| *name == room).next().unwrap_or_default();
    let allowed = narrow.unwrap_or(to_the_right);
    let is_right = |used: &str| used == room || allowed.contains(&used);
    let is_room = |used: &str| ROOMS.contains(&used);
    let used = taken_from_root(path, code).into_iter();
    used.filter_map(|used| match used.as_str() {
        "" | "self" => Some(format!("{room} uses the whole crate")),
        used if is_room(used) && !is_right(used) => Some(format!("{room} uses {used}")),
        _ => None,
    })
    .collect()
}

/// What a file takes from the root of the crate: the name after `crate::`, or after so many
/// `super::` that they lead there, or all names in the braces that stand there. A name is empty
/// for what is none, such as `*`.
fn taken_from_root(path: &str, code: &str) -> Vec<String> {
    let module = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let up = "super::".repeat(module.split('/').count());
    let code = code.replace("crate as ", "crate::self as ");
    let mut taken = Vec::new();
    for root in ["crate::", &up] {
        for rest in code.split(root).skip(1) {
            taken.extend(listed(rest).iter().map(|part| first_name(part)));
        }
    }
    taken
}

/// The parts of a list in braces, or the whole text where there is no list.
fn listed(text: &str) -> Vec<String> {
    let Some(list) = text.strip_prefix('{') else {
        return vec![text.to_owned()];
    };
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            c if depth == 0 => parts.iter_mut().last().expect("it has one").push(c),
            _ => {}
        }
    }
    // A comma may stand after the last part.
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn first_name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Banned words in names, and banned names. Comments may say what they like.
fn name_faults(room: &str, code: &str) -> Vec<String> {
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or(line));
    let names = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    let names: BTreeSet<&str> = names.collect();
    let words: BTreeSet<String> = names.iter().flat_map(|name| words_of(name)).collect();
    let has = |word: &str| words.contains(word) || words.contains(&format!("{word}s"));
    let (rooms, banned) = BANNED_WORDS;
    let banned = banned.iter().filter(|word| rooms.contains(&room) && has(word));
    let banned =
        banned.copied().chain(banned_names(room).into_iter().filter(|it| names.contains(it)));
    banned.map(|banned| format!("uses the name {banned}")).collect()
}

/// The words that a name is made of: parts between underscores, and from capital to capital.
fn words_of(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in name.split('_') {
        let mut word = String::new();
        let mut was_small = false;
        for c in part.chars() {
            if c.is_uppercase() && was_small {
                words.push(std::mem::take(&mut word));
            }
            was_small = c.is_lowercase();
            word.extend(c.to_lowercase());
        }
        words.push(word);
    }
    words
}

/// Fields of the state whose size depends on the machine.
fn state_faults(code: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut inside = false;
    for line in code.lines() {
        let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
        inside |= matches!(words.next(), Some("struct" | "enum"));
        let names = line.split("//").next().unwrap_or(line);
        if inside && names.split(|c: char| !c.is_alphanumeric()).any(|name| name == "usize") {
            faults.push(format!("keeps a usize: {line}"));
        }
        inside &= line != "}" && !line.ends_with(';');
    }
    faults
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

/// The types of a file that others could name, and the components, which Yew makes types of.
fn types_of(code: &str) -> Vec<&str> {
    let mut types = Vec::new();
    let mut is_component = false;
    for line in code.lines() {
        let mut words = line.split_whitespace();
        let keyword = words.by_ref().find(|word| !word.starts_with("pub"));
        let is_type = matches!(keyword, Some("struct" | "enum" | "trait" | "type" | "union"));
        let is_outside = !line.starts_with(' ');
        if is_outside && (is_type || is_component && keyword == Some("fn")) {
            let name = words.next().unwrap_or_default();
            types.extend(name.split(|c: char| !c.is_alphanumeric()).next());
        }
        is_component = line.trim() == "#[component]";
    }
    types
}

/// Names that stand for types of two rooms.
fn names_with_two_meanings(files: &[(String, String)]) -> Vec<String> {
    let mut rooms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, text) in files {
        let room = path.strip_prefix("src/").and_then(|path| path.split(['/', '.']).next());
        let Some(room) = room.filter(|room| ROOMS.contains(room)) else { continue };
        for name in types_of(code_of(text)) {
            rooms.entry(name).or_default().insert(room);
        }
    }
    let shared = rooms.into_iter().filter(|(name, rooms)| {
        // A component may be called like the view model that it shows.
        let is_component = rooms.iter().eq(["ui", "view"].iter());
        rooms.len() > 1 && !is_component && !FREE_NAMES.contains(name)
    });
    shared.map(|(name, rooms)| format!("{name} has a meaning in each of {rooms:?}")).collect()
}

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files_under(folder, &mut files);
    }
    files.retain(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    files
}

#[test]
fn the_house_is_tidy() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        faults.extend(faults_of(&path, &text).into_iter().map(|fault| format!("{path} {fault}")));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn one_name_has_one_meaning() {
    let faults = names_with_two_meanings(&sources());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Browsers of 2026 leave out a rule whose container query is a list, without a word.
#[test]
fn no_container_query_is_a_list() {
    let mut sheets = Vec::new();
    files_under("static/css", &mut sheets);
    assert!(sheets.len() > 10);
    for (path, sheet) in sheets {
        for query in sheet.split("@container").skip(1) {
            let query = query.split('{').next().unwrap_or_default();
            assert!(!query.contains(','), "{path}: {query}; join the parts by `or`");
        }
    }
}

/// The faults of a file with this code, which begins with what it is.
fn faults_in(path: &str, code: &str) -> Vec<String> {
    faults_of(path, &format!("//! A file.\n{code}\n"))
}

/// This code breaks one rule, and only that.
fn check(path: &str, code: &str, expected: &str) {
    let faults = faults_in(path, code);
    assert!(faults.len() == 1 && faults[0].contains(expected), "{path}: {code}\n{faults:?}");
}

#[test]
fn the_order_of_the_rooms_can_be_broken() {
    check("src/sim/x.rs", "use crate::platform::App;", "sim uses platform");
    check("src/platform/x.rs", "fn x() { crate::terminal::say(); }", "platform uses terminal");
    check("src/view/x.rs", "use crate::playground::Playground;", "view uses playground");
    check("src/lessons/x.rs", "use crate::{sim::X};\nuse crate::ui::X;", "lessons uses ui");
    check("src/sim/x.rs", "use crate::{platform::App};", "sim uses platform");
    check("src/sim/x.rs", "use crate::{sim::{A, B}, platform::App};", "sim uses platform");
    check("src/sim/x.rs", "use crate::{\n    sim::A,\n    platform::{B, C},\n};", "uses platform");
    check("src/sim/x.rs", "use super::super::platform;", "sim uses platform");
    check("src/sim/x.rs", "use super::super::{server, platform::App};", "sim uses platform");
    check("src/sim/mod.rs", "use super::platform::App;", "sim uses platform");
    check(
        "src/sim/wal/x.rs",
        "use super::super::super::playground::Playground;",
        "sim uses playground",
    );
    check("src/sim/wal/mod.rs", "fn x() { super::super::playground::y(); }", "sim uses playground");
    check("src/view/x.rs", "use crate::*;", "view uses the whole crate");
    check("src/view/x.rs", "use super::super::*;", "view uses the whole crate");
    check("src/view/x.rs", "use crate::{self as all};", "view uses the whole crate");
    check("src/view/x.rs", "use crate as all;", "view uses the whole crate");
    for fine in [
        "use crate::sim::Fleet;",
        "use crate::{sim::Fleet, platform::{App, Refusal}};",
        "use super::terminal;",
        "use super::super::sim::{playground, view};",
        "use super::super::{sim};",
    ] {
        assert_eq!(faults_in("src/platform/x.rs", fine), [""; 0], "{fine}");
    }
    assert_eq!(faults_in("src/sim/wal/fold.rs", "use super::super::time::TICK;"), [""; 0]);
}

#[test]
fn each_banned_word_is_found_wherever_it_stands() {
    let (rooms, words) = BANNED_WORDS;
    for room in rooms {
        let path = format!("src/{room}/x.rs");
        for word in words {
            let capital = word[..1].to_uppercase() + &word[1..];
            for code in [
                format!("let {word}_id = 1;"),
                format!("fn is_{word}() {{}}"),
                format!("struct {capital};"),
                format!("struct {capital}Id;"),
                format!("struct Old{capital};"),
                format!("const {}: u64 = 1;", word.to_uppercase()),
                format!("const LAST_{}S: u64 = 1;", word.to_uppercase()),
            ] {
                check(&path, &code, &format!("uses the name {word}"));
            }
        }
    }
    for room in ROOMS {
        for name in banned_names(room) {
            let path = format!("src/{room}/x.rs");
            check(&path, &format!("let x: {name} = y;"), &format!("uses the name {name}"));
        }
    }
    for fine in ["// A replica of the cluster.", "let instantly = masterly(f640, unsynced);"] {
        assert_eq!(faults_in("src/sim/x.rs", fine), [""; 0]);
    }
    let usage = "print(\"Usage: heroku pg:unfollow REPLICA\");";
    assert_eq!(faults_in("src/terminal/x.rs", usage), [""; 0], "what the real tool prints is free");
}

#[test]
fn the_other_rules_can_be_broken() {
    check("src/sim/x.rs", "struct X {\n    pub count: usize,\n}", "keeps a usize");
    check("src/sim/x.rs", "pub struct X {\n    counts: Vec<usize>,\n}", "keeps a usize");
    check("src/platform/x.rs", "pub(super) struct X(usize);", "keeps a usize");
    check("src/platform/x.rs", "enum X {\n    Y(u64, Option<usize>),\n}", "keeps a usize");
    check("src/sim/x.rs", "fn x() { y().unwrap(); }", "calls .unwrap()");
    check("src/browser/x.rs", "fn x() { todo!() }", "calls todo!(");
    check("src/ui/x.rs", "let x = web_sys::window();", "calls window()");
    check("src/ui/x.rs", "html! { <p style=\"x\" /> }", "calls  style=");
    check("src/playground/x.rs", &"x".repeat(101), "line 2 is longer than 100");
    check("src/playground/x.rs", &"x\n".repeat(501), "longer than 500 lines");
    assert_eq!(faults_of("src/sim/x.rs", "fn x() {}"), ["does not begin with what it is (//!)"]);
    let fine = "struct X(u32);\nimpl X {\n    fn at(self) -> usize { self.0 as usize }\n}";
    assert_eq!(faults_in("src/sim/x.rs", fine), [""; 0]);
    let tests = "#[cfg(test)]\nmod tests { fn x() { y().unwrap(); } }";
    assert_eq!(faults_in("src/sim/x.rs", tests), [""; 0], "tests may unwrap");
}

#[test]
fn a_name_with_two_meanings_is_found() {
    let names = |files: &[(&str, &str)]| {
        let owned = |(path, code): &(&str, &str)| ((*path).to_owned(), (*code).to_owned());
        names_with_two_meanings(&files.iter().map(owned).collect::<Vec<_>>())
    };
    let sim = ("src/sim/x.rs", "pub struct Zone {\n    pub name: String,\n}");
    let component = ("src/ui/x.rs", "#[component]\npub fn Zone(props: &ZoneProps) -> Html {");
    let view = ("src/view/x.rs", "pub enum Zone {}");
    assert_eq!(names(&[sim, component]).len(), 1);
    assert_eq!(names(&[sim, ("src/sim/y.rs", "struct Zone;"), view]).len(), 1);
    assert_eq!(names(&[sim, ("src/platform/x.rs", "type Zone<T> = Vec<T>;")]).len(), 1);
    for fine in [
        vec![view, component],
        vec![sim, ("tests/it/x.rs", "struct Zone;")],
        vec![sim, ("src/ui/x.rs", "fn x() {\n    struct Zone;\n}")],
        vec![sim, ("src/ui/x.rs", "#[cfg(test)]\nmod tests {\nstruct Zone;\n}")],
        vec![("src/ui/x.rs", "pub struct Props;"), ("src/view/x.rs", "struct Props;")],
    ] {
        assert_eq!(names(&fine), [""; 0]);
    }
}
