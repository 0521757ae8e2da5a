//! The lesson of a scenario file: `[lesson]`, its steps, traps and ways.

use super::fields::{Fields, TextItem, any};
use crate::lessons::condition::{Condition, near};
use crate::lessons::is_scenario_name;
use crate::lessons::lesson::{
    ANSWERS, Answer, Check, Holding, Lesson, LessonStep, Question, Trap, Way, WrongWay,
};
use crate::lessons::placeholder;
use crate::lessons::prose::Prose;
use crate::lessons::scenario::spec::{self, LONGEST_TEXT};
use crate::lessons::script::{Plan, StepKind};
use crate::terminal::commands::TABLE;

/// The longest condition, in letters.
const LONGEST_CONDITION: usize = 300;

/// Reads the lesson, where the file has one.
pub fn read(fields: &mut Fields) -> Option<Lesson> {
    let head = fields.table("lesson");
    let steps = fields.list("step");
    let traps = fields.list("trap");
    let ways = fields.list("way");
    let wrong_ways = fields.list("wrong_way");
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
    let goal = head.sentence("goal");
    let minutes = head.count("minutes");
    let names: Vec<&str> = TABLE.commands.iter().map(|command| command.name).collect();
    let commands = head.words_among("commands", &names);
    let must = checks(&mut head, "must");
    let remember = proses(&mut head, "remember");
    let best = prose(&mut head, "best");
    head.finish();
    Lesson {
        goal: goal.unwrap_or_default().to_owned(),
        minutes: minutes.unwrap_or(5) as u32,
        commands: commands.into_iter().map(str::to_owned).collect(),
        must,
        remember,
        best,
        steps: Vec::new(),
        traps: Vec::new(),
        ways: Vec::new(),
        wrong_ways: Vec::new(),
    }
}

fn read_step(mut fields: Fields) -> LessonStep {
    let name = read_name(&mut fields);
    let title = fields.sentence("title");
    let text = prose(&mut fields, "text");
    let goal = checks(&mut fields, "goal");
    let holding = fields.word("holds");
    let hints = proses(&mut fields, "hints");
    let solution = read_lines(&mut fields, "solution");
    let why = prose(&mut fields, "why");
    let question = fields.table("question").map(read_question);
    fields.finish();
    LessonStep {
        name,
        title: title.unwrap_or_default().to_owned(),
        text,
        goal,
        holding: if holding == Some(1) { Holding::Still } else { Holding::Once },
        hints,
        solution,
        why,
        question,
    }
}

fn read_question(mut fields: Fields) -> Question {
    let text = prose(&mut fields, "text");
    let settled = checks(&mut fields, "settled");
    let why = prose(&mut fields, "why");
    let mut answers = Vec::new();
    for mut answer in fields.list("answer") {
        let text = prose(&mut answer, "text");
        let when = checks(&mut answer, "when");
        answer.finish();
        answers.push(Answer { text, when });
    }
    if answers.len() < *ANSWERS.start() {
        let found = format!("{} of them", answers.len());
        let allowed = format!("{} to {} tables", ANSWERS.start(), ANSWERS.end());
        fields.wrong("answer", found, &allowed);
    }
    fields.finish();
    Question { text, answers, settled, why }
}

fn read_trap(mut fields: Fields, steps: &[&str]) -> Trap {
    let name = read_name(&mut fields);
    let step = fields.one_of("step", steps);
    let when = checks(&mut fields, "when");
    let text = prose(&mut fields, "text");
    fields.finish();
    Trap { name, step: step.map(|at| steps[at].to_owned()), when, text }
}

fn read_way(mut fields: Fields) -> Way {
    let title = fields.sentence("title");
    let lines = read_lines(&mut fields, "lines");
    fields.finish();
    Way { title: title.unwrap_or_default().to_owned(), lines }
}

fn read_wrong_way(mut fields: Fields, traps: &[&str]) -> WrongWay {
    let title = fields.sentence("title");
    let trap = fields.one_of("trap", traps);
    let lines = read_lines(&mut fields, "lines");
    let has_out = fields.has("out");
    let out = read_lines(&mut fields, "out");
    fields.finish();
    WrongWay {
        title: title.unwrap_or_default().to_owned(),
        lines,
        trap: trap.map(|at| traps[at].to_owned()).unwrap_or_default(),
        out: has_out.then_some(out),
    }
}

/// A name by which other parts of the file, and runs of the lesson, know a step or a trap.
fn read_name(fields: &mut Fields) -> String {
    let name = fields.get("name", |value| any(value).filter(|it| is_scenario_name(it)));
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
fn read_lines(fields: &mut Fields, name: &'static str) -> Plan {
    let mut plan = Plan { name: name.to_owned(), steps: Vec::new() };
    for item in fields.texts(name) {
        let is_read = plan.add(1, item.text).is_ok();
        let wait = plan.steps.last().filter(|_| is_read).map(|step| &step.kind);
        let is_vain = matches!(wait, Some(StepKind::Wait(Some(it), _)) if !it.is_possible());
        if !is_read || is_vain || !is_said(item.text) {
            fields.wrong_text(&item, LINE, near_line(item.text).as_deref());
        }
    }
    plan
}

/// What is allowed for a line of a plan.
const LINE: &str = "a command that begins with heroku or outside:, an answer such as > sushi, a \
    wait such as wait until WHITE is behind by 0 commits, at most 10m, or a fault such as break \
    leader lost on WHITE";

/// What was perhaps meant with a wait until a condition.
fn near_line(line: &str) -> Option<String> {
    let text = line.trim().strip_prefix("wait until ")?;
    let (condition, rest) = text.split_at(text.find(',').unwrap_or(text.len()));
    let near = near::condition(condition, Condition::can_be_awaited)?;
    let line = format!("wait until {near}{rest}");
    Plan::read("", &line).is_ok().then_some(line)
}

/// Whether a text says something, and is not too long.
fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT
}

fn prose(fields: &mut Fields, name: &'static str) -> Prose {
    fields.get(name, |value| read_prose(any(value)?)).unwrap_or_default()
}

fn read_prose(text: &str) -> Option<Prose> {
    let is_right = is_said(text) && placeholder::are_known(text);
    let prose = is_right.then(|| Prose::parse(text).ok())??;
    (!prose.is_empty()).then_some(prose)
}

/// A list of texts for people.
fn proses(fields: &mut Fields, name: &'static str) -> Vec<Prose> {
    let items = fields.texts(name).into_iter();
    let read = |item: TextItem| {
        let prose = read_prose(item.text);
        if prose.is_none() {
            fields.wrong_text(&item, &spec::prose(), None);
        }
        prose
    };
    items.filter_map(read).collect()
}

/// A condition or a list of them.
fn checks(fields: &mut Fields, name: &'static str) -> Vec<Check> {
    let items = fields.texts(name).into_iter();
    let read = |item: TextItem| {
        let is_short = item.text.chars().count() <= LONGEST_CONDITION;
        let check = is_short.then(|| Check::parse(item.text)).flatten();
        let check = check.filter(|check| check.condition.is_possible());
        if check.is_none() {
            let near = near::condition(item.text, |_| true).filter(|_| is_short);
            fields.wrong_text(&item, CONDITION, near.as_deref());
        }
        check
    };
    items.filter_map(read).collect()
}

/// What is allowed for a condition.
const CONDITION: &str = "a condition such as \"WHITE is writable\" or \"WHITE is behind by 0 \
    commits\", of at most 300 letters";
