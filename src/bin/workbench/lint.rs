//! `workbench lint FILE...`: proves lessons.

use follower_playground::lessons::{Mistake, Scenario};
use follower_playground::plan::lint::lint;

use crate::arguments::LintArgs;
use crate::text_file;

/// Proves the lessons of files; says whether all is right.
pub fn lint_files(args: &LintArgs) -> bool {
    let mut is_fine = true;
    for file in &args.files {
        match lint_file(file) {
            Ok(text) => println!("{text}"),
            Err(message) => {
                eprintln!("{message}");
                is_fine = false;
            }
        }
    }
    is_fine
}

/// What is right with a file.
///
/// # Errors
/// What is wrong with it.
fn lint_file(file: &str) -> Result<String, String> {
    let text = text_file::read(file)?;
    let scenario = Scenario::in_file(file, &text).map_err(|mistakes| {
        mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n")
    })?;
    let Some(lesson) = &scenario.lesson else {
        return Ok(format!("{file}: a scenario without a lesson; its world is right."));
    };
    let report = lint(&scenario, lesson);
    if !report.problems.is_empty() {
        let problems = report.problems.iter().map(|problem| format!("{file}: {problem}"));
        return Err(problems.collect::<Vec<_>>().join("\n"));
    }
    let lines = report.needed.iter().map(|line| format!("  {line}\n"));
    Ok(format!(
        "{file}: all goals of its {} steps are reached, and its {} traps are noticed. The lines \
         that are needed:\n{}",
        lesson.steps.len(),
        lesson.traps.len(),
        lines.collect::<String>()
    ))
}
