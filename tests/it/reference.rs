//! The reference page of scenario files: it is what the reader's own list says, its example has
//! every field and is right, and what it says of missing fields is true.

use std::collections::BTreeSet;
use std::process::Command;

use follower_playground::lessons::Scenario;
use follower_playground::lessons::condition::Figure;
use follower_playground::lessons::scenario::read_file;
use follower_playground::lessons::scenario::spec::{FILE, Presence, TableSpec};
use follower_playground::plan::lint::lint;
use follower_playground::platform::addon_plan::PLANS;
use follower_playground::terminal::commands::TABLE;
use toml::de::{DeTable, DeValue};

const PAGE: &str = "static/scenario-file.html";

#[test]
fn the_page_is_made_of_the_list() {
    let output = Command::new(env!("CARGO_BIN_EXE_workbench")).arg("reference").output();
    let output = output.expect("the workbench runs");
    assert!(output.status.success());
    let made = String::from_utf8(output.stdout).expect("it prints text");
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::write(PAGE, made).expect("the page can be written");
        return;
    }
    let kept = std::fs::read_to_string(PAGE).expect("there is a page");
    assert!(kept == made, "`make reference` writes it anew");
    assert!(!kept.contains(" style=") && !kept.contains("<script"), "its policy forbids that");
}

#[test]
fn the_page_has_every_command_plan_and_figure() {
    let page = std::fs::read_to_string(PAGE).expect("there is a page");
    for command in TABLE.commands {
        let row = format!(
            "<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}</td></tr>",
            command.name,
            command.usage().replace('<', "&lt;").replace('>', "&gt;"),
            command.summary
        );
        assert!(page.contains(&row), "{row}");
        assert!(!command.summary.is_empty(), "{}", command.name);
    }
    for plan in PLANS {
        assert!(page.contains(&format!("<tr><td><code>{}</code></td>", plan.name)));
    }
    for figure in Figure::all_words() {
        assert!(page.contains(figure), "{figure}");
    }
}

fn example(name: &str) -> String {
    std::fs::read_to_string(format!("static/examples/{name}.toml")).expect("it is there")
}

#[test]
fn the_examples_are_right_and_the_lesson_can_be_solved() {
    Scenario::in_file("small.toml", &example("small")).expect("it is right");
    let complete = Scenario::in_file("complete.toml", &example("complete"));
    let complete = complete.unwrap_or_else(|all| panic!("{}", all[0]));
    let lesson = complete.lesson.clone().expect("it has a lesson");
    let report = lint(&complete, &lesson);
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
}

/// Takes note of the fields of a table and of all in it, by heading and name.
fn note<'t>(spec: &'static TableSpec, table: &'t DeTable<'t>, seen: &mut BTreeSet<String>) {
    for (name, value) in table {
        let name: &str = name.get_ref();
        seen.insert(format!("{} {name}", spec.heading));
        let Some(inner) = spec.field(name).and_then(|field| field.table()) else {
            continue;
        };
        let has_names = inner.heading.ends_with(".NAME]");
        match value.get_ref() {
            DeValue::Table(tables) if has_names => {
                for (_, value) in tables {
                    let table = value.get_ref().as_table().expect("a table");
                    note(inner, table, seen);
                }
            }
            DeValue::Table(table) => note(inner, table, seen),
            DeValue::Array(tables) => {
                for table in tables.iter() {
                    note(inner, table.get_ref().as_table().expect("a table"), seen);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_complete_example_has_every_field() {
    let text = example("complete");
    let table = DeTable::parse(&text).expect("it is TOML");
    let mut seen = BTreeSet::new();
    note(&FILE, table.get_ref(), &mut seen);
    let all = FILE.all().into_iter();
    let all: BTreeSet<String> = all
        .flat_map(|table| {
            table.fields.iter().map(|field| format!("{} {}", table.heading, field.name))
        })
        .collect();
    assert_eq!(seen, all);
}

/// A file in which each table has no more than it must.
const LEAST: &str = r#"title = "The least"
starts = "2013-12-05 10:00"
zones = ["a", "b"]
[app.sushi]
primary = "RED"
[app.sushi.process.web]
dynos = 1
writes = "5/s"
[app.sushi.process.web.report]
every = "1h"
lasts = "1m"
[database.RED]
app = "sushi"
plan = "crane"
zone = "a"
[database.BLUE]
app = "sushi"
plan = "crane"
zone = "b"
follows = "RED"
[[query]]
on = "BLUE"
[[fault]]
at = "1m"
kind = "link cut"
on = "BLUE"
[[fault]]
at = "1m"
[[fault.one_of]]
kind = "link cut"
on = "BLUE"
[[fault.one_of]]
kind = "leader lost"
on = "RED"
[pg_info]
[lesson]
goal = "Unfollow BLUE."
[[step]]
name = "unfollow"
title = "Unfollow"
text = "Unfollow BLUE."
goal = "BLUE follows nothing"
solution = ["heroku pg:unfollow BLUE"]
why = "Now it follows nothing."
[step.question]
text = "What will it do?"
why = "It is so."
[[step.question.answer]]
text = "One thing."
when = "BLUE is writable"
[[step.question.answer]]
text = "Another."
when = "BLUE is read-only"
[[trap]]
name = "lost"
when = "RED is lost"
text = "It is lost."
[[way]]
title = "Another"
lines = ["heroku pg:unfollow BLUE"]
[[wrong_way]]
title = "Lose it"
trap = "lost"
lines = ["break leader lost on RED"]
"#;

/// The lines after which a field of a table can stand.
fn heads(heading: &str) -> Vec<&'static str> {
    match heading {
        "" => vec!["title = \"The least\""],
        "[app.NAME]" => vec!["[app.sushi]"],
        "[app.NAME.process.NAME]" => vec!["[app.sushi.process.web]"],
        "[app.NAME.process.NAME.report]" => vec!["[app.sushi.process.web.report]"],
        "[database.NAME]" => vec!["[database.RED]", "[database.BLUE]"],
        heading => LEAST.lines().filter(|line| *line == heading).take(1).collect(),
    }
}

#[test]
fn what_is_said_of_a_missing_field_is_true() {
    let least = read_file("least.toml", LEAST).unwrap_or_else(|all| panic!("{}", all[0]));
    let mut count = 0;
    for table in FILE.all() {
        for field in table.fields {
            let Presence::Default(value) = field.presence else { continue };
            count += 1;
            let with = heads(table.heading).into_iter().map(|head| {
                let line = format!("{head}\n{} = {value}", field.name);
                read_file("least.toml", &LEAST.replacen(head, &line, 1))
            });
            let with: Vec<_> = with.collect();
            let (heading, name) = (table.heading, field.name);
            assert!(with.iter().any(Result::is_ok), "{heading} {name}: {with:?}");
            for read in with.into_iter().flatten() {
                assert_eq!(read, least, "{heading} {name} is not {value} where it is missing");
            }
        }
    }
    assert!(count > 25, "{count}");
}

#[test]
fn what_must_be_there_is_missed() {
    for table in FILE.all() {
        for field in table.fields {
            let begins = |line: &str| line.split(' ').next() == Some(field.name);
            if !matches!(field.presence, Presence::Required) || field.table().is_some() {
                continue;
            }
            let head = heads(table.heading)[0];
            let mut is_inside = table.heading.is_empty();
            let mut is_cut = false;
            let lines = LEAST.lines().filter(|line| {
                is_inside = is_inside && !line.starts_with('[') || *line == head;
                let cut = is_inside && !is_cut && begins(line);
                is_cut |= cut;
                !cut
            });
            let text: Vec<&str> = lines.collect();
            let mistakes = read_file("least.toml", &text.join("\n")).expect_err(field.name);
            let missing = format!("{} is missing; allowed is ", field.name);
            let is_told = mistakes.iter().any(|mistake| mistake.to_string().contains(&missing));
            assert!(is_told, "{} {}: {mistakes:?}", table.heading, field.name);
        }
    }
}
