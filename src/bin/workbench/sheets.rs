//! `workbench sheets`: the cheat-sheets of the lessons, as a page to print.

use follower_playground::lessons::catalogue::LESSONS;
use follower_playground::lessons::{Mistake, Scenario, text_of};
use follower_playground::ui::cheat_sheet::{CheatSheets, CourseLesson};
use yew::prelude::*;

use crate::picture;

/// What stands before the sheets. The policy is the page's own, without its program.
const HEAD: &str = r##"<!doctype html>
<html lang="en">
  <!-- Written by `workbench sheets` from static/scenarios. -->
  <head>
    <meta charset="utf-8" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
    />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Cheat-sheets: Follower Playground</title>
    <link rel="stylesheet" href="cheat-sheet.css" />
  </head>
  <body>
"##;

/// Elements that begin a line, so that a change of a lesson is a change of few lines.
const ON_LINES_OF_THEIR_OWN: [&str; 11] =
    ["<section", "<h1", "<h2", "<h3", "<p", "<ol", "<ul", "<li", "<dl", "<div", "</section"];

/// Prints the sheets, and says whether all lessons could be read.
pub fn print() -> bool {
    let sheets = course().map(write);
    match &sheets {
        Ok(sheets) => print!("{sheets}"),
        Err(mistakes) => mistakes.iter().for_each(|mistake| eprintln!("{mistake}")),
    }
    sheets.is_ok()
}

/// # Errors
/// What is wrong with the first lesson that cannot be read.
fn course() -> Result<Vec<CourseLesson>, Vec<Mistake>> {
    let lessons = (1..).zip(&LESSONS).map(|(number, entry)| {
        let scenario = Scenario::shipped(entry.name, text_of(entry.name).unwrap_or_default())?;
        Ok(scenario.lesson.map(|lesson| CourseLesson { entry, number, lesson }))
    });
    lessons.filter_map(Result::transpose).collect()
}

fn write(course: Vec<CourseLesson>) -> String {
    let mut sheets = picture::render(html! { <CheatSheets {course} /> });
    for element in ON_LINES_OF_THEIR_OWN {
        sheets = sheets.replace(element, &format!("\n{element}"));
    }
    format!("{HEAD}{sheets}\n  </body>\n</html>\n")
}
