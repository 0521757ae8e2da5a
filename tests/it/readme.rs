//! The README: its list of commands is the table of commands, and its picture is the page's own.

use std::process::Command;

use follower_playground::terminal::commands::{COMMANDS, TABLE};
use follower_playground::terminal::help;

const FROM: &str = "<!-- commands: from the table, by make readme -->";
const TO: &str = "<!-- end of commands -->";

/// A row for each topic, with its commands.
fn list() -> String {
    let row = |(topic, _): &(&str, &str)| {
        let own = COMMANDS.iter().filter(|command| command.topic() == *topic);
        let usages = own.map(|command| command.usage().replacen("heroku ", "", 1));
        let usages: Vec<_> = usages.map(|usage| format!("`{usage}`")).collect();
        format!("| {topic} | {} |\n", usages.join(", "))
    };
    let rows: String = help::topics(&TABLE).iter().map(row).collect();
    format!("\n| topic | commands |\n|---|---|\n{rows}")
}

#[test]
fn readme_lists_the_commands_of_the_table() {
    let text = std::fs::read_to_string("README.md").expect("there is a README");
    let (before, rest) = text.split_once(FROM).expect("the list has a beginning");
    let (found, after) = rest.split_once(TO).expect("the list has an end");
    let expected = list();
    if std::env::var_os("UPDATE_README").is_some() {
        let text = format!("{before}{FROM}{expected}{TO}{after}");
        std::fs::write("README.md", text).expect("the README can be written");
        return;
    }
    assert_eq!(found, expected, "`make readme` writes the list anew");
    assert!(text.lines().count() <= 120, "the README is a front door, not a manual");
}

/// What `workbench picture` draws of the README's moment.
fn picture() -> String {
    let args = ["picture", "report-on-white", "--at", "30s", "--size", "1148x455"];
    let output = Command::new(env!("CARGO_BIN_EXE_workbench")).args(args).output();
    let output = output.expect("the workbench runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it draws text")
}

#[test]
fn the_picture_is_what_the_page_shows() {
    const FILE: &str = "static/picture.svg";
    let drawn = picture();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(FILE, drawn).expect("the picture can be written");
        return;
    }
    let kept = std::fs::read_to_string(FILE).expect("there is a picture");
    assert!(kept == drawn, "`make readme` draws the picture anew");
}
