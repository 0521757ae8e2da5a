//! The lesson of a scenario file: `[lesson]`, its steps, traps and ways.

use toml::de::DeValue;

use super::fields::{Fields, TEXT, any, listed, place, text, texts};
use crate::lessons::condition::parse_figure_since;
use crate::lessons::is_scenario_name;
use crate::lessons::lesson::{
    ANSWERS, Answer, Check, Holding, Lesson, LessonStep, MOST_HINTS, MOST_LINES, MOST_STEPS,
    MOST_TRAPS, MOST_WAYS, Question, Trap, Way, WrongWay,
};
use crate::lessons::prose::Prose;
use crate::lessons::script::Plan;
use crate::terminal::commands::TABLE;

/// The longest text of a lesson, in letters.
const LONGEST_TEXT: usize = 2_000;

/// What is allowed in a field for conditions.
const CONDITIONS: &str = "a condition, or a list of conditions, such as \"WHITE is writable\"";

/// Reads the lesson, where the file has one.
pub fn read(fields: &mut Fields) -> Option<Lesson> {
    let head = fields.table("lesson");
    let steps = fields.list("step", MOST_STEPS);
    let traps = fields.list("trap", MOST_TRAPS);
    let ways = fields.list("way", MOST_WAYS);
    let wrong_ways = fields.list("wrong_way", MOST_WAYS);
    let Some(head) = head else {
        if let Some(first) = steps.first().or(traps.first()).or(ways.first()).or(wrong_ways.first())
        {
            first.wrong("", "there".to_owned(), "a table [lesson] above it");
        }
        return None;
    };
    let mut lesson = read_head(head);
    if steps.is_empty() {
        fields.wrong("step", "missing".to_owned(), "at least one table [[step]] in a lesson");
    }
    lesson.steps = steps.into_iter().map(read_step).collect();
    check_names(fields, "step", lesson.steps.iter().map(|step| step.name.as_str()));
    let names: Vec<&str> = lesson.steps.iter().map(|step| step.name.as_str()).collect();
    lesson.traps = traps.into_iter().map(|trap| read_trap(trap, &names)).collect();
    check_names(fields, "trap", lesson.traps.iter().map(|trap| trap.name.as_str()));
    lesson.ways = ways.into_iter().map(read_way).collect();
    let names: Vec<&str> = lesson.traps.iter().map(|trap| trap.name.as_str()).collect();
    lesson.wrong_ways = wrong_ways.into_iter().map(|way| read_wrong_way(way, &names)).collect();
    Some(lesson)
}

fn read_head(mut head: Fields) -> Lesson {
    let goal = head.required("goal", TEXT, short);
    let minutes = head.count("minutes", 1, 120);
    let names = "a list of names of commands such as \"pg:info\"";
    let commands = head.optional("commands", names, |value| {
        texts(value).filter(|names| names.iter().all(|name| TABLE.find(name).is_some()))
    });
    let must = head.optional("must", CONDITIONS, checks);
    let remember = head.optional("remember", "a list of texts", proses);
    let best = prose(&mut head, "best");
    head.finish();
    Lesson {
        goal: goal.unwrap_or_default().to_owned(),
        minutes: minutes.unwrap_or(5) as u32,
        commands: commands.unwrap_or_default().into_iter().map(str::to_owned).collect(),
        must: must.unwrap_or_default(),
        remember: remember.unwrap_or_default(),
        best: best.unwrap_or_default(),
        steps: Vec::new(),
        traps: Vec::new(),
        ways: Vec::new(),
        wrong_ways: Vec::new(),
    }
}

fn read_step(mut fields: Fields) -> LessonStep {
    let name = read_name(&mut fields);
    let title = fields.required("title", TEXT, short);
    let text = required_prose(&mut fields, "text");
    let goal = fields.required("goal", CONDITIONS, checks);
    let holding = fields.word("holds", "\"once\" or \"still\"", &["once", "still"]);
    let allowed = format!("a list of at most {MOST_HINTS} texts");
    let hints = fields
        .optional("hints", &allowed, |value| proses(value).filter(|it| it.len() <= MOST_HINTS));
    let solution = read_lines(&mut fields, "solution", true);
    let why = required_prose(&mut fields, "why");
    let question = fields.table("question").map(read_question);
    fields.finish();
    LessonStep {
        name,
        title: title.unwrap_or_default().to_owned(),
        text,
        goal: goal.unwrap_or_default(),
        holding: if holding == Some(1) { Holding::Still } else { Holding::Once },
        hints: hints.unwrap_or_default(),
        solution: solution.unwrap_or_default(),
        why,
        question,
    }
}

fn read_question(mut fields: Fields) -> Question {
    let text = required_prose(&mut fields, "text");
    let settled = fields.optional("settled", CONDITIONS, checks);
    let why = required_prose(&mut fields, "why");
    let mut answers = Vec::new();
    for mut answer in fields.list("answer", *ANSWERS.end()) {
        let text = required_prose(&mut answer, "text");
        let when = answer.required("when", CONDITIONS, checks).unwrap_or_default();
        answer.finish();
        answers.push(Answer { text, when });
    }
    if answers.len() < *ANSWERS.start() {
        let found = format!("{} of them", answers.len());
        let allowed = format!("{} to {} tables", ANSWERS.start(), ANSWERS.end());
        fields.wrong("answer", found, &allowed);
    }
    fields.finish();
    Question { text, answers, settled: settled.unwrap_or_default(), why }
}

fn read_trap(mut fields: Fields, steps: &[&str]) -> Trap {
    let name = read_name(&mut fields);
    let step = fields.word("step", &listed(steps), steps);
    let when = fields.required("when", CONDITIONS, checks);
    let allowed = "a text, in which figures stand such as {commits written since maintenance}";
    let text = fields.required("text", allowed, |value| {
        let are_figures =
            |text: &&str| Trap::figures(text).all(|it| parse_figure_since(it).is_some());
        short(value).filter(are_figures)
    });
    fields.finish();
    Trap {
        name,
        step: step.map(|at| steps[at].to_owned()),
        when: when.unwrap_or_default(),
        text: text.unwrap_or_default().to_owned(),
    }
}

fn read_way(mut fields: Fields) -> Way {
    let title = fields.required("title", TEXT, short);
    let lines = read_lines(&mut fields, "lines", true);
    fields.finish();
    Way { title: title.unwrap_or_default().to_owned(), lines: lines.unwrap_or_default() }
}

fn read_wrong_way(mut fields: Fields, traps: &[&str]) -> WrongWay {
    let title = fields.required("title", TEXT, short);
    let trap = fields.required("trap", &listed(traps), text(|name| place(name, traps)));
    let lines = read_lines(&mut fields, "lines", true);
    let out = read_lines(&mut fields, "out", false);
    fields.finish();
    WrongWay {
        title: title.unwrap_or_default().to_owned(),
        lines: lines.unwrap_or_default(),
        trap: trap.map(|at| traps[at].to_owned()).unwrap_or_default(),
        out,
    }
}

/// A name by which other parts of the file, and runs of the lesson, know a step or a trap.
fn read_name(fields: &mut Fields) -> String {
    let allowed = "a name of small letters, digits and dashes";
    let name =
        fields.required("name", allowed, |value| any(value).filter(|it| is_scenario_name(it)));
    name.unwrap_or_default().to_owned()
}

fn check_names<'n>(fields: &Fields, kind: &str, names: impl Iterator<Item = &'n str>) {
    let mut seen: Vec<&str> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if seen.contains(&name) {
            let found = format!("twice named {name}");
            fields.wrong(kind, found, "another name for each");
        }
        seen.push(name);
    }
}

/// Lines of a plan: a list of texts, each a line.
fn read_lines(fields: &mut Fields, name: &'static str, is_required: bool) -> Option<Plan> {
    let allowed = format!("a list of at most {MOST_LINES} lines of a plan, each a text");
    let read = |value: &DeValue| {
        let lines = texts(value).filter(|lines| lines.len() <= MOST_LINES)?;
        Some(lines.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let lines = match is_required {
        true => fields.required(name, &allowed, read)?,
        false => fields.optional(name, &allowed, read)?,
    };
    let mut plan = Plan { name: name.to_owned(), steps: Vec::new() };
    for (number, line) in (1..).zip(&lines) {
        if let Err(error) = plan.add(number, line) {
            let found = format!("wrong in line {}", error.line);
            fields.wrong(name, found, &format!("lines of a plan. {}", error.message));
        }
    }
    Some(plan)
}

/// A text of a sentence or two.
fn short<'f>(value: &'f DeValue<'f>) -> Option<&'f str> {
    any(value).filter(|text| !text.trim().is_empty() && text.len() <= LONGEST_TEXT)
}

fn prose(fields: &mut Fields, name: &'static str) -> Option<Prose> {
    fields.optional(name, PROSE, read_prose)
}

fn required_prose(fields: &mut Fields, name: &'static str) -> Prose {
    fields.required(name, PROSE, read_prose).unwrap_or_default()
}

/// What is allowed in a field for prose.
const PROSE: &str = "a text of at most 2000 letters, with `code` and [links](https://example.org)";

fn read_prose(value: &DeValue) -> Option<Prose> {
    short_prose(value.as_str()?)
}

fn short_prose(text: &str) -> Option<Prose> {
    let prose = (text.len() <= LONGEST_TEXT).then(|| Prose::parse(text).ok())??;
    (!prose.is_empty()).then_some(prose)
}

fn proses(value: &DeValue) -> Option<Vec<Prose>> {
    texts(value)?.into_iter().map(short_prose).collect()
}

/// A condition or a list of them.
fn checks(value: &DeValue) -> Option<Vec<Check>> {
    let checks: Vec<Check> = match value.as_str() {
        Some(text) => vec![Check::parse(text)?],
        None => texts(value)?.into_iter().map(Check::parse).collect::<Option<_>>()?,
    };
    (!checks.is_empty()).then_some(checks)
}
