//! Scenario files: those that ship, and what is said of mistakes in one.

use crate::support;
use follower_playground::lessons;

#[test]
fn every_shipped_scenario_is_right_and_listed() {
    let mut found: Vec<String> = std::fs::read_dir("static/scenarios")
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut listed: Vec<&str> = lessons::SHIPPED.to_vec();
    listed.sort_unstable();
    assert_eq!(found, listed);
    for name in listed {
        assert!(lessons::is_scenario_name(name), "{name}");
        let mut fleet = support::Fleet::open(name);
        fleet.passes("10s");
        assert!(!fleet.types("heroku pg:info").is_empty());
    }
}

const RIGHT: &str = r#"title = "A test"
starts = "2013-12-05 10:00"
zones = ["a", "b"]

[app.sushi]
primary = "RED"

[app.sushi.process.web]
dynos = 1
writes = "5/s"

[database.RED]
app = "sushi"
plan = "crane"
zone = "a"

[database.BLUE]
app = "sushi"
plan = "crane"
zone = "b"
follows = "RED"

[[fault]]
at = "1m"
kind = "link cut"
on = "BLUE"
"#;

/// What is said when `from` stands as `to`.
fn mistakes(from: &str, to: &str) -> String {
    assert!(RIGHT.contains(from), "{from}");
    match lessons::read("test.toml", &RIGHT.replacen(from, to, 1)) {
        Ok(_) => String::new(),
        Err(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

fn check(from: &str, to: &str, expected: &str) {
    let said = mistakes(from, to);
    assert!(said.starts_with(expected), "{to}:\nsaid      {said}\nexpected  {expected}");
}

#[test]
fn a_mistake_names_file_line_field_what_was_found_and_what_is_allowed() {
    assert_eq!(mistakes("A test", "Another"), "");
    check(
        "plan = \"crane\"",
        "plan = \"cran\"",
        "test.toml, line 14: database.RED.plan is \"cran\"; allowed is one of dev, basic,",
    );
    check(
        "writes = \"5/s\"",
        "writes = 5",
        "test.toml, line 10: app.sushi.process.web.writes is 5; allowed is a rate of at most",
    );
    check(
        "dynos = 1\n",
        "",
        "test.toml, line 8: app.sushi.process.web.dynos is missing; allowed is a whole number",
    );
    check(
        "zone = \"b\"",
        "zone = \"c\"",
        "test.toml, line 20: database.BLUE.zone is \"c\"; allowed is one of a, b.",
    );
    check(
        "zone = \"b\"",
        "zone = \"a\"",
        "test.toml, line 20: database.BLUE.zone is \"a\", the zone of RED; allowed is a zone other",
    );
    check(
        "follows = \"RED\"",
        "follows = \"GREEN\"",
        "test.toml, line 21: database.BLUE.follows is \"GREEN\"; allowed is one of RED, BLUE.",
    );
    check(
        "primary = \"RED\"",
        "primary = \"RED\"\nowner = \"me\"",
        "test.toml, line 7: app.sushi.owner is no field of this table; allowed is one of outside,",
    );
    let shift = |line: u32| format!("test.toml, line {line}: app.sushi.process.web.every is ");
    for (fields, said) in [
        ("every = \"1m\"", "alone, or missing beside lasts; allowed is both"),
        ("lasts = \"1m\"", "alone, or missing beside lasts; allowed is both"),
        ("every = \"1m\"\nlasts = \"1m\"", "no longer than lasts; allowed is longer than"),
        ("every = \"1m\"\nlasts = \"0s\"", "no longer than lasts; allowed is longer than"),
    ] {
        let to = format!("dynos = 1\n{fields}\n");
        let line = if fields.starts_with("every") { 10 } else { 8 };
        check("dynos = 1\n", &to, &format!("{}{said}", shift(line)));
    }
    let outside = mistakes("primary = \"RED\"", "primary = \"RED\"\noutside = true\nrelease = 3");
    for said in [
        ": app.sushi.release is 3; allowed is nothing, since Heroku knows nothing of this app.",
        ": app is sushi, which is outside Heroku, before any other; allowed is an app on Heroku",
        ": database.RED.app is of sushi, which is outside Heroku; allowed is an app on Heroku",
    ] {
        assert!(outside.contains(said), "{outside}");
    }
    check(
        "kind = \"link cut\"",
        "kind = \"earthquake\"",
        "test.toml, line 25: fault 1.kind is \"earthquake\"; allowed is one of leader crash,",
    );
    check(
        "on = \"BLUE\"",
        "on = \"a\"",
        "test.toml, line 26: fault 1.on is \"a\"; allowed is one of RED, BLUE, or \"DATABASE_URL",
    );
    check(
        "starts = \"2013-12-05 10:00\"",
        "starts = \"yesterday\"",
        "test.toml, line 2: starts is \"yesterday\"; allowed is a date and time in UTC such as",
    );
    check(
        "zones = [\"a\", \"b\"]",
        "zones = [\"a\"]",
        "test.toml, line 3: zones is a list of 1; allowed is a list of 2 to 6 different names",
    );
    check(
        "[database.BLUE]",
        "[database.TURQUOISE]",
        "test.toml, line 17: database.TURQUOISE is named TURQUOISE; allowed is one of AMBER,",
    );
    check(
        "[app.sushi.process.web]",
        "[app.sushi.process.-web]",
        "test.toml, line 8: app.sushi.process.-web is named -web; allowed is lower-case letters,",
    );
    check(
        "at = \"1m\"",
        "at = 1m",
        "test.toml, line 24, column 6: this is not TOML: no value at 1m; allowed is",
    );
    let wrong = "test.toml, line 25: fault 1.kind is \"quake\"; allowed is one of leader crash,";
    check("\"link cut\"", "\"quake\"\nsize = 7", wrong);
    assert!(!mistakes("\"link cut\"", "\"quake\"\nsize = 7").contains("size is"));
    check("[[fault]]", "[fault]", "test.toml, line 23: fault is a table; allowed is a list of");
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    let text = RIGHT.replace("crane", "cran").replace("5/s", "fast");
    let mistakes = lessons::read("test.toml", &text).expect_err("three mistakes");
    let lines: Vec<u32> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [10, 14, 19]);
}

#[test]
fn a_follower_of_a_follower_and_a_hobby_follower_are_no_beginning() {
    let chain =
        "[database.GREEN]\napp = \"sushi\"\nplan = \"crane\"\nzone = \"a\"\nfollows = \"BLUE\"\n";
    check(
        "[[fault]]",
        &format!("{chain}\n[[fault]]"),
        "test.toml, line 27: database.GREEN.follows",
    );
    let hobby = mistakes("plan = \"crane\"\nzone = \"b\"", "plan = \"hobby-dev\"\nzone = \"b\"");
    assert!(hobby.contains("of plan hobby-dev; allowed is a plan that can be followed"), "{hobby}");
}

#[test]
fn a_name_that_no_prompt_could_confirm_is_refused() {
    for name in ["Sushi", "9lives", "a_b", "-x", &"x".repeat(61)] {
        let said = mistakes("[app.sushi]", &format!("[app.{name}]"));
        assert!(said.contains("; allowed is lower-case letters, digits and dashes"), "{said}");
    }
    let right = RIGHT.replace("sushi", "sushi-2");
    lessons::read("test.toml", &right).expect("its app has a name that Heroku would take");
    assert_eq!(mistakes("[app.sushi.process.web]", "[app.sushi.process.web-2-x]"), "");
}

#[test]
fn a_field_that_means_nothing_is_refused() {
    for field in ["size = \"6 MB\"", "commits = 3"] {
        let name = field.split(' ').next().expect("a name");
        assert_eq!(mistakes("zone = \"a\"", &format!("zone = \"a\"\n{field}")), "");
        check(
            "zone = \"b\"",
            &format!("zone = \"b\"\n{field}"),
            &format!("test.toml, line 21: database.BLUE.{name} is "),
        );
        let said = mistakes("zone = \"b\"", &format!("zone = \"b\"\n{field}"));
        assert!(
            said.contains("allowed is nothing, since a follower has what its leader"),
            "{said}"
        );
    }
    for field in ["not_received", "not_replayed"] {
        assert_eq!(mistakes("zone = \"b\"", &format!("zone = \"b\"\n{field} = 3")), "");
        check(
            "zone = \"a\"",
            &format!("zone = \"a\"\n{field} = 3"),
            &format!("test.toml, line 16: database.RED.{field} is 3; allowed is nothing, since"),
        );
    }
    let size = "on = \"BLUE\"\nsize = 3";
    check("on = \"BLUE\"", size, "test.toml, line 27: fault 1.size is 3; allowed is nothing,");
    let lost = "kind = \"leader lost\"\nlasts = \"1m\"";
    check("kind = \"link cut\"", lost, "test.toml, line 26: fault 1.lasts is \"1m\"; allowed is");
    check(
        "kind = \"link cut\"\non = \"BLUE\"",
        "kind = \"write burst\"\non = \"sushi\"\nsize = 101",
        "test.toml, line 27: fault 1.size is 101; allowed is a number of times from 1 to 100.",
    );
}

#[test]
fn more_wal_than_a_year_can_count_is_refused_and_the_most_is_counted() {
    let check = |writes: &str, bytes: u32, refused: bool| {
        let to = format!("writes = \"{writes}\"\nbytes = {bytes}");
        let said = mistakes("writes = \"5/s\"", &to);
        assert_eq!(said.contains("bytes of WAL a second; allowed is at most 10000000"), refused);
    };
    check("100000/s", 100, false);
    check("100000/s", 101, true);
    check("1/s", 100_000_000, true);
    check("1/min", 100_000_000, false);
    let types =
        (0..9).map(|n| format!("[app.sushi.process.w{n}]\ndynos = 1\nwrites = \"1/s\"\n\n"));
    let types: Vec<String> = types.collect();
    assert_eq!(mistakes("[database.RED]", &format!("{}[database.RED]", types.concat())), "");
    let more = types.concat() + "[app.sushi.process.x]\ndynos = 1\nwrites = \"1/s\"\n\n";
    let said = mistakes("[database.RED]", &format!("{more}[database.RED]"));
    assert!(said.contains("app.sushi.process is of 11 tables; allowed is at most 10."), "{said}");
}

#[test]
fn a_fleet_at_every_limit_does_not_overflow_within_a_year() {
    let most = RIGHT
        .replace("writes = \"5/s\"", "writes = \"100000/s\"\nbytes = 100")
        .replace("dynos = 1", "dynos = 100")
        .replace("zone = \"a\"", "zone = \"a\"\nsize = \"1 TB\"\ncommits = 1_000_000_000")
        .replace("plan = \"crane\"", "plan = \"standard-9\"")
        .replace(
            "[[fault]]",
            "[app.sushi.process.x]\ndynos = 100\nwrites = \"6/min\"\n\
            bytes = 100_000_000\n\n[[fault]]\nat = \"0s\"\nkind = \"write burst\"\n\
            on = \"sushi\"\nsize = 100\nlasts = \"1000d\"\n\n[[fault]]",
        );
    let world = lessons::read("most", &most).unwrap_or_else(|all| panic!("{}", all[0]));
    let mut fleet = support::Fleet { run: follower_playground::run::Simulation::start(&world) };
    let written = |fleet: &support::Fleet| fleet.world().server(fleet.id("RED")).end.0;
    let before = written(&fleet);
    fleet.passes("2m");
    let rate = (written(&fleet) - before) / 120;
    assert!(rate > 1_500_000_000, "{rate} bytes a second are too few for this test");
    // A hundred such process types are the most there can be; this fleet has two.
    let year = u128::from(rate) * 50 * 365 * 86_400;
    assert!(u128::from(before) + year < u128::from(u64::MAX), "{year}");
    fleet.types("heroku pg:info");
    fleet.types("heroku pg:ps");
}

#[test]
fn no_damaged_scenario_panics() {
    use follower_playground::sim::chance::{Cause, Chance};
    let chance = Chance::new(9);
    let mut count = 0;
    let mut draw = |below: usize| {
        count += 1;
        chance.below(Cause::Names, count, below as u64) as usize
    };
    let words: Vec<&str> = RIGHT.split_inclusive([' ', '\n']).collect();
    for _ in 0..5_000 {
        let mut words = words.clone();
        for _ in 0..=draw(4) {
            let (one, other) = (draw(words.len()), draw(words.len()));
            words.swap(one, other);
        }
        if let Ok(world) = lessons::read("damaged", &words.concat()) {
            let mut run = follower_playground::run::Simulation::start(&world);
            (0..20).for_each(|_| run.tick());
        }
    }
}
