//! What lint reads without playing: the lines of a lesson, and the commands that its texts name.

use super::{LintReport, Place};
use crate::lessons::Lesson;
use crate::lessons::condition::KnownNames;
use crate::lessons::lesson::Check;
use crate::lessons::placeholder;
use crate::lessons::prose::{Prose, ProseSpan};
use crate::lessons::scenario::typed_name_flaw;
use crate::lessons::script::{Plan, StepKind};
use crate::platform::app::DATABASE_URL;
use crate::platform::colours::COLOURS;
use crate::terminal::command_line::{CommandLine, LineFlaw};
use crate::terminal::commands::TABLE;
use crate::terminal::suggestions::{self, near_miss};

/// A text of a lesson, taken apart.
struct LessonText {
    field: String,
    /// Each with whether it is code.
    parts: Vec<(bool, String)>,
}

/// Looks at the lines of a lesson; says whether all can be run.
pub fn check_lines(lesson: &Lesson, report: &mut LintReport) {
    let mut plans: Vec<(String, &Plan)> = Vec::new();
    for (number, step) in (1..).zip(&lesson.steps) {
        plans.push((format!("step {number}.solution"), &step.solution));
    }
    for (number, way) in (1..).zip(&lesson.ways) {
        plans.push((format!("way {number}.lines"), &way.lines));
    }
    for (number, wrong) in (1..).zip(&lesson.wrong_ways) {
        plans.push((format!("wrong_way {number}.lines"), &wrong.lines));
        plans.extend(wrong.out.iter().map(|out| (format!("wrong_way {number}.out"), out)));
    }
    for (field, plan) in plans {
        for step in plan.steps.iter().filter(|step| step.kind == StepKind::Command) {
            let line = placeholder::with_name(&step.text, DATABASE_URL);
            let Err(flaw) = CommandLine::read(&line) else {
                continue;
            };
            let wants_refusal = conditions(lesson).any(|check| {
                let command = check.text.split(" was refused").next().unwrap_or_default();
                command != check.text && step.text.contains(command)
            });
            let is_named = matches!(&flaw, LineFlaw::UnknownCommand { typed, .. }
                if suggestions::not_simulated(typed, &TABLE).is_some());
            if !wants_refusal && !is_named {
                report.problem(Place::of(&field, &step.text), describe(&flaw, &step.text));
            }
        }
    }
}

/// Looks at the texts of a lesson.
pub fn check_texts(lesson: &Lesson, names: &KnownNames, report: &mut LintReport) {
    for text in texts(lesson) {
        report.counts.texts += 1;
        for (is_code, part) in &text.parts {
            let place = Place::of(&text.field, part);
            if *is_code {
                check_code(part, place, names, report);
            } else {
                check_words(part, &text.field, names, report);
            }
        }
    }
}

/// The conditions of a lesson.
fn conditions(lesson: &Lesson) -> impl Iterator<Item = &Check> {
    let of_question = lesson.steps.iter().flat_map(|step| &step.question).flat_map(|question| {
        let answers = question.answers.iter().flat_map(|answer| &answer.when);
        question.settled.iter().chain(answers)
    });
    let goals = lesson.steps.iter().flat_map(|step| &step.goal);
    let traps = lesson.traps.iter().flat_map(|trap| &trap.when);
    lesson.must.iter().chain(goals).chain(traps).chain(of_question)
}

fn texts(lesson: &Lesson) -> Vec<LessonText> {
    let mut texts = vec![plain("lesson.goal".to_owned(), &lesson.goal)];
    let mut add = |field: String, prose: &Prose| texts.push(taken_apart(field, prose));
    for (number, sentence) in (1..).zip(&lesson.remember) {
        add(format!("lesson.remember {number}"), sentence);
    }
    if !lesson.best.is_empty() {
        add("lesson.best".to_owned(), &lesson.best);
    }
    for (number, step) in (1..).zip(&lesson.steps) {
        add(format!("step {number}.text"), &step.text);
        for (hint, text) in (1..).zip(&step.hints) {
            add(format!("step {number}.hints {hint}"), text);
        }
        add(format!("step {number}.why"), &step.why);
        if let Some(question) = &step.question {
            add(format!("step {number}.question.text"), &question.text);
            add(format!("step {number}.question.why"), &question.why);
            for (answer, it) in (1..).zip(&question.answers) {
                add(format!("step {number}.question.answer {answer}.text"), &it.text);
            }
        }
    }
    for (number, step) in (1..).zip(&lesson.steps) {
        texts.push(plain(format!("step {number}.title"), &step.title));
    }
    for (number, trap) in (1..).zip(&lesson.traps) {
        texts.push(taken_apart(format!("trap {number}.text"), &trap.text));
    }
    texts
}

fn plain(field: String, text: &str) -> LessonText {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| (at % 2 == 1, part.split_whitespace().collect::<Vec<_>>()));
    let parts = parts.map(|(is_code, words)| (is_code, words.join(" "))).collect();
    LessonText { field, parts }
}

fn taken_apart(field: String, prose: &Prose) -> LessonText {
    let spans = prose.paragraphs.iter().flatten();
    let parts = spans.map(|span| (matches!(span, ProseSpan::Code(_)), span.text().to_owned()));
    LessonText { field, parts: parts.collect() }
}

/// Code in a text: a command, or a name of one.
fn check_code(code: &str, place: Place, names: &KnownNames, report: &mut LintReport) {
    let words: Vec<&str> = code.split_whitespace().collect();
    let flaw = match words[..] {
        // A command that is only named needs no arguments.
        ["heroku", name] | [name] if TABLE.find(name).is_some() => None,
        ["heroku", ..] => match CommandLine::read(&placeholder::with_name(code, DATABASE_URL)) {
            Ok(_) => unknown_name(code, names),
            Err(flaw) => Some(describe(&flaw, code)),
        },
        [name] => match looks_like_a_command(name) {
            true => Some(no_command(name)),
            false => return,
        },
        _ => return,
    };
    report.counts.commands += 1;
    report.problems_of(place, flaw);
}

/// Words that are no code: commands without their signs, names of databases, HTML.
fn check_words(text: &str, field: &str, names: &KnownNames, report: &mut LintReport) {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2).filter(|pair| bare(pair[0]) == "heroku") {
        let name = bare(pair[1]);
        if looks_like_a_command(&name) {
            report.problem(Place::of(field, &name), no_command(&name));
        }
    }
    for word in &words {
        let name = bare(word);
        if COLOURS.contains(&name.as_str()) && !names.databases.contains(&name.as_str()) {
            let said = format!("{name} is no database of this file.");
            report.note(Place::of(field, &name), said);
        }
    }
    if let Some(tag) = html_in(text) {
        let said = format!("{tag} is shown as it is written: nothing becomes HTML.");
        report.note(Place::of(field, tag), said);
    }
}

/// The first sign of HTML in a text: `<b>`, `</p>`.
fn html_in(text: &str) -> Option<&str> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find('>')?;
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
        is_tag.then(|| &text[at..at + 1 + end + 1])
    })
}

/// Whether a word is like `pg:info`, and there is no such command.
fn looks_like_a_command(word: &str) -> bool {
    let is_of_letters = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let parts = word.split_once(':').filter(|(topic, rest)| {
        is_of_letters(topic) && is_of_letters(rest) && !topic.is_empty() && !rest.is_empty()
    });
    let Some((topic, _)) = parts else {
        return false;
    };
    let is_topic = TABLE.commands.iter().any(|command| command.topic() == topic);
    let is_known = TABLE.find(word).is_some() || suggestions::not_simulated(word, &TABLE).is_some();
    is_topic && !is_known
}

fn no_command(typed: &str) -> String {
    let near = suggestions::commands(typed, &TABLE).first().copied();
    describe(&LineFlaw::UnknownCommand { typed: typed.to_owned(), near }, typed)
}

fn describe(flaw: &LineFlaw, line: &str) -> String {
    match flaw {
        LineFlaw::Unreadable => format!("`{line}` cannot be read as a line of the terminal."),
        LineFlaw::UnknownCommand { typed, near } => {
            let near = near.map(|near| format!(" Perhaps you meant {near}."));
            match suggestions::not_simulated(typed, &TABLE) {
                Some(instead) => format!("{typed} is not simulated. {instead}"),
                None => format!("{typed} is no command.{}", near.unwrap_or_default()),
            }
        }
        LineFlaw::Usage(said) => format!("`{line}` cannot be run. {said}"),
    }
}

/// What is said of a name in a command of a text that is nearly one of the file, or is the colour
/// of another database; other words may stand for a name.
fn unknown_name(line: &str, names: &KnownNames) -> Option<String> {
    let (kind, name) = typed_name_flaw(line, names)?;
    let near = near_miss(&name, names.of(kind).iter().copied());
    if near.is_none() && !COLOURS.contains(&name.as_str()) {
        return None;
    }
    let near = near.map(|near| format!(" Perhaps you meant {near}."));
    let all = names.of(kind).join(", ");
    let label = kind.label();
    Some(format!("{name} is no {label} of this file, which has {all}.{}", near.unwrap_or_default()))
}
