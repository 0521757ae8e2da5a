//! The limits of scenario files, each with a sentence, so that no file can freeze the tab; and near
//! misses, which are told with what was perhaps meant.

use std::time::{Duration, Instant};

use follower_playground::lessons::Scenario;
use follower_playground::lessons::scenario::{LONGEST_FILE, read_file};
use follower_playground::platform::colours::COLOURS;
use follower_playground::run::Simulation;

const COMPLETE: &str = include_str!("../../static/examples/complete.toml");

/// What is said of a file.
fn mistakes_in(text: &str) -> Vec<String> {
    let mistakes = read_file("x.toml", text).map(|_| ()).err().unwrap_or_default();
    mistakes.iter().map(ToString::to_string).collect()
}

/// What is said of the complete example when `from` stands as `to`.
fn mistakes(from: &str, to: &str) -> String {
    assert!(COMPLETE.contains(from), "{from}");
    mistakes_in(&COMPLETE.replacen(from, to, 1)).join("\n")
}

fn check(from: &str, to: &str, expected: &str) {
    let said = mistakes(from, to);
    let short: String = said.chars().take(500).collect();
    assert!(said.contains(expected), "said      {short}\nexpected  {expected}");
}

/// Tables to be put before the first table of the example.
fn check_more(more: &str, expected: &str) {
    check("[pg_info]", &format!("{more}\n[pg_info]"), expected);
}

fn many(count: usize, table: impl Fn(usize) -> String) -> String {
    (0..count).map(table).collect()
}

#[test]
fn a_file_has_a_length() {
    assert_eq!(mistakes_in(COMPLETE), [""; 0]);
    let long = format!("{COMPLETE}\n# {}", "x".repeat(LONGEST_FILE));
    let said = mistakes_in(&long);
    let expected = format!(
        "x.toml, line 1: the file is {} bytes long; allowed is at most 100000 bytes.",
        long.len()
    );
    assert_eq!(said, [expected]);
}

#[test]
fn there_are_so_many_tables_at_most() {
    let app = |n| format!("[app.a{n}]\nrelease = 1\n");
    check_more(&many(9, app), "app is of 11 tables; allowed is at most 10.");
    let process = |n| format!("[app.sushi.process.p{n}]\ndynos = 0\nwrites = \"1/s\"\n");
    check_more(&many(9, process), "app.sushi.process is of 11 tables; allowed is at most 10.");
    let database = |n| format!("[database.D{n}]\napp = \"sushi\"\n");
    check_more(&many(30, database), "database is of 32 tables; allowed is at most 31.");
    let query = |_| "[[query]]\non = \"WHITE\"\n".to_owned();
    check_more(&many(200, query), "query is 201 tables; allowed is at most 200.");
    let fault = |_| "[[fault]]\nat = \"1m\"\nkind = \"link cut\"\non = \"WHITE\"\n".to_owned();
    check_more(&many(199, fault), "fault is 201 tables; allowed is at most 200.");
    let choice = |_| "[[fault.one_of]]\nkind = \"link cut\"\non = \"WHITE\"\n".to_owned();
    let choices = format!("[[fault]]\nat = \"1m\"\n{}", many(21, choice));
    check_more(&choices, "fault 1.one_of is 21 tables; allowed is at most 20.");
    let step = |_| "[[step]]\nwhy = \"x\"\n".to_owned();
    check_more(&many(29, step), "step is 31 tables; allowed is at most 30.");
    let trap = |_| "[[trap]]\ntext = \"x\"\n".to_owned();
    check_more(&many(29, trap), "trap is 31 tables; allowed is at most 30.");
    let way = |_| "[[way]]\ntitle = \"x\"\n".to_owned();
    check_more(&many(20, way), "way is 21 tables; allowed is at most 20.");
    let wrong_way = |_| "[[wrong_way]]\ntitle = \"x\"\n".to_owned();
    check_more(&many(19, wrong_way), "wrong_way is 21 tables; allowed is at most 20.");
    let answer =
        |_| "[[step.question.answer]]\ntext = \"x\"\nwhen = \"WHITE is lost\"\n".to_owned();
    check(
        "[[trap]]",
        &format!("{}\n[[trap]]", many(5, answer)),
        "step 2.question.answer is 7 tables; allowed is at most 6.",
    );
}

/// A list of so many texts.
fn list(count: usize, text: &str) -> String {
    format!("[{}]", format!("\"{text}\", ").repeat(count))
}

#[test]
fn there_are_so_many_texts_at_most() {
    let conditions = "a condition such as \"WHITE is writable\", or a list of at most 10.";
    check(
        "goal = \"pg:info has run on WHITE\"",
        &format!("goal = {}", list(11, "WHITE is lost")),
        &format!("step 1.goal is a list of 11; allowed is {conditions}"),
    );
    check("goal = \"pg:info has run on WHITE\"", "goal = []", "step 1.goal is a list of 0;");
    check(
        "hints = [\"It is",
        &format!("hints = {} #", list(4, "x")),
        "step 1.hints is a list of 4; allowed is a list of at most 3 texts.",
    );
    check(
        "solution = [\"heroku pg:info\"]",
        &format!("solution = {}", list(61, "wait 1s")),
        "step 1.solution is a list of 61; allowed is a list of at most 60 lines of a plan.",
    );
    check(
        "commands = [",
        &format!("commands = {} #", list(21, "pg:info")),
        "lesson.commands is a list of 21; allowed is a list of at most 20 names of commands",
    );
    check(
        "remember = [",
        &format!("remember = {} #", list(11, "x")),
        "lesson.remember is a list of 11; allowed is a list of at most 10 texts.",
    );
    check(
        "zones = [",
        &format!("zones = {} #", list(7, "x")),
        "zones is a list of 7; allowed is a list of 2 to 6 different names of zones.",
    );
    let config = |n| format!("A{n} = \"x\", ");
    check(
        "config = { LANG = \"en_US.UTF-8\" }",
        &format!("config = {{ {} Z = \"x\" }}", many(100, config)),
        "app.sushi.config is a table; allowed is a table of at most 100 names and texts.",
    );
}

#[test]
fn a_text_has_a_length() {
    let long = "x".repeat(2_001);
    let title = format!("title = \"{long}\"");
    let said = "; allowed is a text of 1 to 2000 letters.";
    check("title = \"A report on the follower\"", &title, said);
    check("title = \"A report on the follower\"", "title = \" \"", said);
    check(
        "source = \"yearly-report\"",
        &format!("source = \"{long}\""),
        "; allowed is a text of at most 2000 letters.",
    );
    check("why = \"WHITE lacks", &format!("why = \"{long}"), "with `code` and [links]");
    check(
        "goal = \"pg:info has run on WHITE\"",
        &format!("goal = \"WHITE is lost or {}WHITE is lost\"", "WHITE is lost or ".repeat(20)),
        "of at most 300 letters.",
    );
    check("\"us-east-1d\"]", &format!("\"{}\"]", "z".repeat(61)), "a name of 1 to 60 letters");
}

#[test]
fn a_time_has_an_end() {
    let at = "fault 1.at is \"401d\"; allowed is a moment such as";
    check("at = \"40m\"", "at = \"401d\"", at);
    check("at = \"40m\"", "at = \"400d\"", "");
    check(
        "latency = \"30ms\"",
        "latency = \"2m\"",
        "allowed is a length of time from \"0s\" to \"1m\"",
    );
    check(
        "ran = \"2m\"",
        "ran = \"1001d\"",
        "query 1.ran is \"1001d\"; allowed is a length of time",
    );
}

#[test]
fn a_near_miss_is_told_with_what_was_perhaps_meant() {
    for (from, to, expected) in [
        ("seed = 7", "sead = 7", "sead is no field of this table"),
        ("seed = 7", "sead = 7", " Perhaps you meant seed."),
        ("[pg_info]", "[pginfo]", " Perhaps you meant pg_info."),
        ("dynos = 2", "dynoes = 2", " Perhaps you meant dynos."),
        ("changes = \"updates\"", "changes = \"update\"", " Perhaps you meant updates."),
        (
            "plan = \"premium-tengu\"",
            "plan = \"premium-tenju\"",
            "Perhaps you meant premium-tengu.",
        ),
        ("follows = \"CHARCOAL\"", "follows = \"CHARCOL\"", " Perhaps you meant CHARCOAL."),
        ("primary = \"CHARCOAL\"", "primary = \"charcoal\"", " Perhaps you meant CHARCOAL."),
        ("[database.WHITE]", "[database.WHTE]", "database.WHTE is named WHTE; allowed is one of"),
        ("[database.WHITE]", "[database.WHTE]", " Perhaps you meant WHITE."),
        ("\"NAVY\", \"PINK\"", "\"NAVY\", \"PNIK\"", "colours 2 is \"PNIK\"; allowed is one of"),
        ("kind = \"write burst\"", "kind = \"write brust\"", " Perhaps you meant write burst."),
        ("on = \"sushi\"", "on = \"suhsi\"", " Perhaps you meant sushi."),
        ("holds = \"once\"", "holds = \"onec\"", " Perhaps you meant once."),
        (
            "step = \"end\"",
            "step = \"edn\"",
            "trap 1.step is \"edn\"; allowed is one of look, end.",
        ),
        ("trap = \"unfollowed\"", "trap = \"unfolowed\"", " Perhaps you meant unfollowed."),
        ("\"pg:killall\"]", "\"pg:kilall\"]", " Perhaps you meant pg:killall."),
        (
            "\"WHITE runs 0 queries\",\n",
            "\"WHITE runs 0 querys\",\n",
            "step 2.goal 2 is \"WHITE runs 0 querys\"; allowed is a condition such as",
        ),
        (
            "\"WHITE runs 0 queries\",\n",
            "\"WHITE runs 0 querys\",\n",
            " Perhaps you meant WHITE runs 0 queries.",
        ),
        ("must = [\"WHITE follows", "must = [\"WHITE folows", "meant WHITE follows CHARCOAL."),
        (
            "when = \"WHITE follows nothing\"",
            "when = \"WHITE is wrtable\"",
            "answer 2.when is \"WHITE is wrtable\"",
        ),
        (
            "    \"wait until WHITE is behind",
            "    \"wait until WHITE is bhind",
            "Perhaps you meant wait until WHITE is behind by at most 200 commits, at most 5m.",
        ),
        ("\"heroku pg:ps WHITE\"", "\"pg:ps WHITE\"", "allowed is a command that begins with"),
    ] {
        check(from, to, expected);
    }
    let said = mistakes("\"WHITE runs 0 queries\",\n", "\"WHITE runs 0 querys\",\n");
    let line = COMPLETE.lines().position(|line| line.contains("runs 0 queries")).expect("a line");
    assert!(said.starts_with(&format!("x.toml, line {}: ", line + 1)), "{said}");
}

#[test]
fn the_worst_file_is_read_in_a_moment() {
    let room = LONGEST_FILE - 100;
    let fill = |part: &str| part.repeat(room / part.len());
    let conditions = format!("goal = [{}]\n", fill("\"x is y\", "));
    let long = format!("{}\"", fill("ab"));
    let names: String = (0..room / 9).map(|n| format!("a{n:05}=1\n")).collect();
    for text in [
        fill("="),
        fill("=\n"),
        fill("[[step]]\n"),
        fill("[[fault]]\nat=1\n"),
        fill("a.b."),
        fill("[a]\n"),
        fill("\""),
        fill("[x,"),
        names,
        format!("[[step]]\n{conditions}"),
        format!("[[step]]\ngoal = \"{long}\n"),
        format!("colours = [{}]\n", fill("\"x\", ")),
    ] {
        let start = Instant::now();
        let said = mistakes_in(&text);
        let time = start.elapsed();
        assert!(!said.is_empty() && said.len() <= 1_001);
        assert!(time < Duration::from_secs(5), "{time:?} for {}", &text[..20]);
    }
}

#[test]
fn a_world_at_its_limits_runs() {
    let mut text =
        "title = \"Most\"\nstarts = \"2013-12-05 10:00\"\nzones = [\"a\", \"b\"]\n".to_owned();
    for app in 0..10 {
        text += &format!("[app.a{app}]\nprimary = \"AMBER\"\n");
        for process in 0..10 {
            text += &format!("[app.a{app}.process.p{process}]\ndynos = 100\nwrites = \"1000/s\"\n");
            text += "reads = \"1000/s\"\nreport = { every = \"2m\", lasts = \"1m\" }\n";
        }
    }
    for colour in COLOURS {
        text += &format!("[database.{colour}]\napp = \"a0\"\nplan = \"crane\"\n");
        text += match colour {
            "AMBER" => "zone = \"a\"\n",
            _ => "zone = \"b\"\nfollows = \"AMBER\"\n",
        };
    }
    text += &many(200, |_| "[[query]]\non = \"BLUE\"\n".to_owned());
    text +=
        &many(200, |n| format!("[[fault]]\nat = \"{n}s\"\nkind = \"slow disk\"\non = \"BLUE\"\n"));
    text += "[lesson]\ngoal = \"x\"\n";
    let goal = list(10, "WHITE is lost or WHITE is corrupt or 3 commits are lost");
    text += &many(30, |n| {
        format!(
            "[[step]]\nname = \"s{n}\"\ntitle = \"x\"\ntext = \"x\"\nwhy = \"x\"\nsolution = []\n\
             goal = {goal}\n"
        )
    });
    text += &many(30, |n| {
        format!("[[trap]]\nname = \"t{n}\"\ntext = \"x\"\nwhen = \"WHITE is lost\"\n")
    });
    let scenario = Scenario::in_file("most.toml", &text);
    let scenario = scenario.unwrap_or_else(|all| panic!("{}", all[0]));
    let mut run = Simulation::begin(&scenario);
    let start = Instant::now();
    (0..600).for_each(|_| run.tick());
    let time = start.elapsed();
    // A tab that shows ten ticks a second has a hundred times as long.
    assert!(time < Duration::from_secs(20), "{time:?}");
}
