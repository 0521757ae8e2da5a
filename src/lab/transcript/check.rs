//! Checking a document: its commands are typed, its facts looked up.

use super::compare;
use super::facts;
use super::read::{Item, Typed};
use crate::lab::Run;
use crate::platform::start::StartingWorld;
use crate::sim::{SimDuration, TICK};
use crate::terminal::shell::Prompt;

/// A command that holds the prompt is waited for no longer than this.
const LONGEST_WAIT: SimDuration = SimDuration::from_secs(86_400);

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Commands typed.
    pub commands: u32,
    /// Facts looked up.
    pub facts: u32,
    /// What did not fit.
    pub troubles: Vec<Trouble>,
}

/// Something that did not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its line in the document.
    pub line: u32,
    /// What it is, in a sentence.
    pub what: String,
    /// The difference, where output differed.
    pub difference: Vec<String>,
}

/// Finds the world of a scenario by its name, or says what is wrong with it.
pub type Open<'a> = &'a dyn Fn(&str) -> Result<StartingWorld, String>;

/// Checks the parts of a document.
pub fn check(items: &[Item], open: Open) -> Checked {
    let mut checker = Checker { open, run: None, words: Vec::new(), checked: Checked::default() };
    for item in items {
        match item {
            Item::Note { line, key, value } => checker.note(*line, key, value),
            Item::Typed(typed) => checker.type_in(typed),
        }
    }
    checker.checked
}

struct Checker<'a> {
    open: Open<'a>,
    run: Option<Run>,
    /// Words that stand for others, by `let`.
    words: Vec<(String, String)>,
    checked: Checked,
}

const NO_RUN: &str = "No scenario has been opened yet. Write <!-- scenario: NAME --> before.";

impl Checker<'_> {
    fn trouble(&mut self, line: u32, what: impl Into<String>) {
        let trouble = Trouble { line, what: what.into(), difference: Vec::new() };
        self.checked.troubles.push(trouble);
    }

    fn note(&mut self, line: u32, key: &str, value: &str) {
        if key == "scenario" {
            match (self.open)(value) {
                Ok(world) => self.run = Some(Run::start(&world)),
                Err(why) => self.trouble(line, why),
            }
            return;
        }
        let Some(run) = &mut self.run else {
            return self.trouble(line, NO_RUN);
        };
        match key {
            "wait" => match SimDuration::parse(value) {
                Some(length) if length <= LONGEST_WAIT => pass(run, length),
                _ => {
                    let what = format!("{value:?} is no length of time up to a day, such as 10m.");
                    self.trouble(line, what);
                }
            },
            "let" => match facts::name(run.world(), value) {
                Ok(named) => self.words.push(named),
                Err(why) => self.trouble(line, why),
            },
            _ => {
                self.checked.facts += 1;
                if let Err(why) = facts::holds(run.world(), run.shell().app(), value) {
                    self.trouble(line, why);
                }
            }
        }
    }

    fn type_in(&mut self, typed: &Typed) {
        self.checked.commands += 1;
        let command = put_in(&self.words, &typed.command);
        let shown: Vec<String> = typed.shown.iter().map(|l| put_in(&self.words, l)).collect();
        let Some(run) = &mut self.run else {
            return self.trouble(typed.line, NO_RUN);
        };
        match play(run, &command, &shown) {
            Err(why) => self.trouble(typed.line, why),
            Ok(printed) if shown.is_empty() => {
                if !run.shell().succeeded() {
                    let what = format!("`{command}` should succeed, and did not.");
                    let difference = printed.iter().map(|line| format!("+ {line}")).collect();
                    self.checked.troubles.push(Trouble { line: typed.line, what, difference });
                }
            }
            Ok(printed) if compare::fits(&shown, &printed) => {}
            Ok(printed) => self.checked.troubles.push(Trouble {
                line: typed.line,
                what: format!("`{command}` does not print what is shown."),
                difference: compare::difference(&shown, &printed),
            }),
        }
    }
}

/// Puts in what `let` names for the words that stand for it.
fn put_in(words: &[(String, String)], text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut text = text.to_owned();
    for (word, value) in words {
        let mut from = 0;
        while let Some(at) = text[from..].find(word.as_str()).map(|at| at + from) {
            let end = at + word.len();
            let alone = !text[..at].ends_with(is_part) && !text[end..].starts_with(is_part);
            from = if alone {
                text.replace_range(at..end, value);
                at + value.len()
            } else {
                end
            };
        }
    }
    text
}

/// Lets time pass.
fn pass(run: &mut Run, length: SimDuration) {
    for _ in 0..length.micros() / TICK.micros() {
        run.tick();
    }
}

/// Types a command and the answers shown, waits for what holds the prompt, and says what was
/// printed. An answer that is not shown is the app's name, and leaves no line.
fn play(run: &mut Run, command: &str, shown: &[String]) -> Result<Vec<String>, String> {
    // The typed line is printed first.
    let from = run.shell().screen().printed() + 1;
    let mut unshown = Vec::new();
    let mut answers = shown.iter().filter_map(|line| line.strip_prefix("> "));
    let mut waited = SimDuration::ZERO;
    run.enter(command);
    loop {
        match run.shell().prompt() {
            Prompt::Command => break,
            Prompt::Answer => {
                let asked = run.shell().asks_for(run.world()).unwrap_or_default().to_owned();
                let answer = answers.next().map_or(asked, |answer| answer.to_owned());
                let is_shown = shown.iter().any(|line| line.starts_with("> "));
                if !is_shown {
                    unshown.push(run.shell().screen().printed());
                }
                run.enter(&answer);
            }
            Prompt::Held if waited >= LONGEST_WAIT => {
                run.interrupt("");
                return Err(format!("`{command}` still holds the prompt after a simulated day."));
            }
            Prompt::Held => {
                run.tick();
                waited += TICK;
            }
        }
    }
    let printed = run.shell().screen().lines().filter(|(number, _)| *number >= from);
    let printed = printed.filter(|(number, _)| !unshown.contains(number));
    let mut printed: Vec<String> =
        printed.map(|(_, line)| line.text().trim_end().to_owned()).collect();
    while printed.last().is_some_and(String::is_empty) {
        printed.pop();
    }
    Ok(printed)
}
