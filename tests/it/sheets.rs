//! The cheat-sheets: `static/cheat-sheet.html` is what `workbench sheets` writes from the lessons.

use std::process::Command;

use follower_playground::lessons::catalogue::LESSONS;

const FILE: &str = "static/cheat-sheet.html";

fn written() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_workbench")).arg("sheets").output();
    let output = output.expect("the workbench runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it writes text")
}

#[test]
fn the_cheat_sheets_are_those_of_the_lessons() {
    let sheets = written();
    if std::env::var_os("UPDATE_SHEETS").is_some() {
        std::fs::write(FILE, sheets).expect("they can be written");
        return;
    }
    let kept = std::fs::read_to_string(FILE).expect("there are cheat-sheets");
    assert!(kept == sheets, "`make sheets` writes them anew");
}

#[test]
fn each_lesson_has_a_sheet_that_its_name_leads_to() {
    let sheets = written();
    assert_eq!(sheets.matches("<section ").count(), LESSONS.len() + 1);
    for lesson in LESSONS {
        let section = format!("<section id=\"{}\" class=\"sheet\">", lesson.name);
        assert_eq!(sheets.matches(&section).count(), 1, "{}", lesson.name);
        assert!(sheets.contains(&format!("href=\"#{}\"", lesson.name)), "{}", lesson.name);
    }
    for forbidden in ["<script", " style=", "<style"] {
        assert!(!sheets.contains(forbidden), "the policy forbids {forbidden}");
    }
}
