//! The lesson of a scenario file: `[lesson]`, its steps, traps and ways.

use super::fields::{Fields, TextItem, any};
use super::lesson_names::{self, unknown_in, wrong_name};
use super::texts::{is_said, prose, proses, sentence};
use super::units;
use crate::format::quoted;
use crate::lessons::condition::{Condition, Flaw, KnownNames, near};
use crate::lessons::is_scenario_name;
use crate::lessons::lesson::{
    ANSWERS, Answer, Check, Holding, Lesson, LessonStep, Question, Trap, Way, WrongWay,
};
use crate::lessons::script::{Plan, PlanStep};
use crate::platform::starting_world::StartingWorld;
use crate::terminal::commands::TABLE;
use crate::terminal::suggestions::near_miss;

/// The longest condition, in letters.
const LONGEST_CONDITION: usize = 300;

/// Reads the lesson, where the file has one, of this world.
pub fn read(fields: &mut Fields, world: &StartingWorld) -> Option<Lesson> {
    let head = fields.table("lesson");
    let steps = fields.list("step");
    let traps = fields.list("trap");
    let ways = fields.list("way");
    let wrong_ways = fields.list("wrong_way");
    let Some(head) = head else {
        if let Some(first) = steps.first().or(traps.first()).or(ways.first()).or(wrong_ways.first())
        {
            let found = "in a file without a table [lesson]".to_owned();
            first.wrong("", found, "a table [lesson] above it, which steps need");
        }
        return None;
    };
    let names = steps.iter().filter_map(|step| step.peek("name")).collect();
    let known = &lesson_names::known(world, names);
    if steps.is_empty() {
        head.wrong("", "without a step".to_owned(), "at least one table [[step]] after it");
    }
    let mut lesson = read_head(head, known);
    Fields::check_doubled(&steps);
    Fields::check_doubled(&traps);
    lesson.steps = steps.into_iter().map(|step| read_step(step, known)).collect();
    let names: Vec<&str> = lesson.steps.iter().map(|step| step.name.as_str()).collect();
    lesson.traps = traps.into_iter().map(|trap| read_trap(trap, &names, known)).collect();
    lesson.ways = ways.into_iter().map(|way| read_way(way, known)).collect();
    let names: Vec<&str> = lesson.traps.iter().map(|trap| trap.name.as_str()).collect();
    let wrong_ways = wrong_ways.into_iter().map(|way| read_wrong_way(way, &names, known));
    lesson.wrong_ways = wrong_ways.collect();
    Some(lesson)
}

fn read_head(mut head: Fields, known: &KnownNames) -> Lesson {
    let goal = sentence(&mut head, "goal");
    let minutes = head.count("minutes");
    let names: Vec<&str> = TABLE.commands.iter().map(|command| command.name).collect();
    let commands = head.words_among("commands", &names);
    let must = checks(&mut head, "must", known);
    let remember = proses(&mut head, "remember", None);
    let best = prose(&mut head, "best", known);
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

fn read_step(mut fields: Fields, known: &KnownNames) -> LessonStep {
    let name = read_name(&mut fields);
    let title = sentence(&mut fields, "title");
    let text = prose(&mut fields, "text", known);
    let goal = checks(&mut fields, "goal", known);
    let holding = fields.word("holds");
    let hints = proses(&mut fields, "hints", Some(known));
    let solution = read_lines(&mut fields, "solution", known);
    let why = prose(&mut fields, "why", known);
    let question = fields.table("question").map(|table| read_question(table, known));
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

fn read_question(mut fields: Fields, known: &KnownNames) -> Question {
    let text = prose(&mut fields, "text", known);
    let settled = checks(&mut fields, "settled", known);
    let why = prose(&mut fields, "why", known);
    let mut answers = Vec::new();
    for mut answer in fields.list("answer") {
        let text = prose(&mut answer, "text", known);
        let when = checks(&mut answer, "when", known);
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

fn read_trap(mut fields: Fields, steps: &[&str], known: &KnownNames) -> Trap {
    let name = read_name(&mut fields);
    let step = fields.one_of("step", steps);
    let when = checks(&mut fields, "when", known);
    let text = prose(&mut fields, "text", known);
    fields.finish();
    Trap { name, step: step.map(|at| steps[at].to_owned()), when, text }
}

fn read_way(mut fields: Fields, known: &KnownNames) -> Way {
    let title = fields.sentence("title");
    let lines = read_lines(&mut fields, "lines", known);
    fields.finish();
    Way { title: title.unwrap_or_default().to_owned(), lines }
}

fn read_wrong_way(mut fields: Fields, traps: &[&str], known: &KnownNames) -> WrongWay {
    let title = fields.sentence("title");
    let trap = fields.one_of("trap", traps);
    let lines = read_lines(&mut fields, "lines", known);
    let has_out = fields.has("out");
    let out = read_lines(&mut fields, "out", known);
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
    let small = fields.peek("name").unwrap_or_default().to_lowercase().replace([' ', '_'], "-");
    let near: &[&str] = if is_scenario_name(&small) { &[&small] } else { &[] };
    let read = |value| any(value).filter(|it| is_scenario_name(it));
    let name = fields.get_among("name", "a name of small letters, digits and dashes", near, read);
    name.unwrap_or_default().to_owned()
}

/// Lines of a plan: a list of texts, each a line.
fn read_lines(fields: &mut Fields, name: &'static str, known: &KnownNames) -> Plan {
    let mut plan = Plan { name: name.to_owned(), steps: Vec::new() };
    for item in fields.texts(name) {
        let before = plan.steps.len();
        let is_read = is_said(item.text) && plan.add(1, item.text).is_ok();
        let step = plan.steps.get(before);
        let flaw = step.and_then(|step| known.check_line(step).err());
        match flaw {
            Some(Flaw::UnknownName(kind, name)) => {
                let near = near_line(item.text, known);
                wrong_name(fields, &item, known, (kind, &name), near.as_deref());
            }
            _ if somebody_has_to(item.text) => {
                let found = format!("{}, which does not come by itself", quoted(item.text));
                fields.wrong_item(&item, found, AWAITED, None);
            }
            _ if !is_read || flaw.is_some() => {
                fields.wrong_text(&item, LINE, near_line(item.text, known).as_deref());
            }
            _ => step.into_iter().for_each(|step| check_command(fields, &item, step, known)),
        }
    }
    plan
}

/// The names in a command, other than in one that the lesson wants to be refused.
fn check_command(fields: &Fields, item: &TextItem, step: &PlanStep, known: &KnownNames) {
    let Some((kind, name, near)) = unknown_in(step, known) else {
        return;
    };
    let mut commands = TABLE.commands.iter().filter(|it| item.text.contains(it.name));
    if !commands.any(|command| fields.file_has(&format!("{} was refused", command.name))) {
        wrong_name(fields, item, known, (kind, &name), near.as_deref());
    }
}

/// Whether a line waits for what somebody has to do.
fn somebody_has_to(line: &str) -> bool {
    let text = line.trim().strip_prefix("wait until ");
    let condition = text.and_then(|text| Condition::parse(text.split(',').next()?));
    condition.is_some_and(|condition| !condition.can_be_awaited())
}

/// What is allowed after `wait until`.
const AWAITED: &str = "the command that brings it about, or a wait for what the fleet does by \
    itself, such as wait until WHITE is behind by 0 commits";

/// What is allowed for a line of a plan.
const LINE: &str = "a command that begins with heroku or outside:, an answer such as > sushi, a \
    wait such as wait until WHITE is behind by 0 commits, at most 10m, or a fault such as break \
    leader lost on WHITE";

/// What was perhaps meant with a wait until a condition, or with a fault.
fn near_line(line: &str, known: &KnownNames) -> Option<String> {
    let line = line.trim();
    if let Some(length) = line.strip_prefix("wait ").and_then(units::near_length) {
        return Some(format!("wait {length}"));
    }
    let mended = match line.strip_prefix("wait until ") {
        Some(text) => {
            let (condition, rest) = text.split_at(text.find(',').unwrap_or(text.len()));
            let near = near::condition(condition, known, Condition::can_be_awaited)?;
            format!("wait until {near}{rest}")
        }
        None => {
            let fault = Plan::read("", line).ok()?;
            let Err(Flaw::UnknownName(kind, name)) = known.check_line(fault.steps.first()?) else {
                return None;
            };
            line.replacen(&name, near_miss(&name, known.of(kind).iter().copied())?, 1)
        }
    };
    Plan::read("", &mended).is_ok().then_some(mended)
}

/// A condition or a list of them.
fn checks(fields: &mut Fields, name: &'static str, known: &KnownNames) -> Vec<Check> {
    let mut checks = Vec::new();
    for item in fields.texts(name) {
        let is_short = item.text.chars().count() <= LONGEST_CONDITION;
        let check = is_short.then(|| Check::parse(item.text)).flatten();
        let flaw = check.as_ref().and_then(|check| check.condition.check(known).err());
        let near = || near::condition(item.text, known, |_| true).filter(|_| is_short);
        match (check, flaw) {
            (Some(check), None) => checks.push(check),
            (_, Some(Flaw::UnknownName(kind, name))) => {
                wrong_name(fields, &item, known, (kind, &name), near().as_deref());
            }
            _ => fields.wrong_text(&item, CONDITION, near().as_deref()),
        }
    }
    checks
}

/// What is allowed for a condition.
const CONDITION: &str = "a condition such as \"WHITE is writable\" or \"WHITE is behind by 0 \
    commits\", of at most 300 letters";
