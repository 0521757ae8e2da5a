//! `workbench lint FILE...`: proves lessons.

use follower_playground::format::plural;
use follower_playground::lessons::scenario::places::line_of;
use follower_playground::lessons::{Lesson, Mistake, Scenario};
use follower_playground::plan::lint::{Finding, LintReport, lint};

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
    let line = |finding: &Finding| {
        let line = line_of(&text, &finding.place.field, &finding.place.part);
        format!("{file}, line {line}: {finding}\n")
    };
    let mut problems: Vec<&Finding> = report.problems.iter().collect();
    problems.sort_by_key(|it| line_of(&text, &it.place.field, &it.place.part));
    if !problems.is_empty() {
        return Err(problems.into_iter().map(line).collect::<String>().trim_end().to_owned());
    }
    let notes: String = report.notes.iter().map(|note| format!("A note: {}", line(note))).collect();
    Ok(format!("{notes}{file}: {}", proved(lesson, &report)))
}

/// What was proved of a lesson.
fn proved(lesson: &Lesson, report: &LintReport) -> String {
    let count = |of: usize, noun: &str| plural(of as u64, noun);
    let (steps, ways) = (lesson.steps.len(), lesson.ways.len());
    let (wrong, traps) = (lesson.wrong_ways.len(), lesson.traps.len());
    let rest: Vec<String> = report.needed.iter().map(|line| format!("  {line}\n")).collect();
    let also = match ways {
        0 => " alone".to_owned(),
        ways => format!(" and by {}", count(ways, "other right way")),
    };
    let lead = match traps {
        0 => "It has no traps.".to_owned(),
        1 => format!("{} into its trap, which is noticed.", leads(wrong)),
        traps => format!("{} into its {traps} traps, which are noticed.", leads(wrong)),
    };
    format!(
        "the lesson is proved. The goals of {} are reached by the solution{also}. {lead} {} and {} \
         in them were looked at.\nThe lines of the solution that are needed:\n{}",
        count(steps, "step"),
        count(report.counts.texts as usize, "text"),
        count(report.counts.commands as usize, "command"),
        rest.concat()
    )
}

fn leads(wrong_ways: usize) -> String {
    let verb = if wrong_ways == 1 { "leads" } else { "lead" };
    format!("{} {verb}", plural(wrong_ways as u64, "wrong way"))
}
