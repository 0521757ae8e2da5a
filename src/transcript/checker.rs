//! Checks a document: types its commands and looks its conditions up.

use super::document::{EntryKind, Exchange, Item};
use super::{assertions, diff};
use crate::lessons::Scenario;
use crate::run::{Input, Simulation};
use crate::sim::{SimDuration, TICK};
use crate::terminal::shell::Prompt;

/// A command that holds the prompt is waited for no longer than this.
const LONGEST_WAIT: SimDuration = SimDuration::from_secs(86_400);

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Commands typed.
    pub commands: u32,
    /// Conditions looked up.
    pub facts: u32,
    pub mismatches: Vec<Mismatch>,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Its line in the document.
    pub line: u32,
    pub message: String,
    /// The difference, where output differs.
    pub difference: Vec<String>,
}

/// Finds a scenario by its name, or says what is wrong with it.
pub type OpenScenario<'a> = &'a dyn Fn(&str) -> Result<Scenario, String>;

/// Checks the parts of a document.
pub fn check(items: &[Item], open: OpenScenario) -> Checked {
    let mut checker = Checker {
        open,
        scenario: None,
        run: None,
        words: Vec::new(),
        is_stopped: false,
        compared: 0,
        checked: Checked::default(),
    };
    let mut last = 0;
    for item in items {
        match item {
            Item::Annotation { line, key, value } => {
                last = *line;
                checker.annotation(*line, key, value);
            }
            Item::Typed(exchange) => {
                last = exchange.line;
                checker.exchange(exchange);
            }
        }
    }
    checker.expect_nothing_printed(last);
    checker.checked
}

struct Checker<'a> {
    open: OpenScenario<'a>,
    scenario: Option<Scenario>,
    run: Option<Simulation>,
    /// Whether only waits let time pass.
    is_stopped: bool,
    /// Printed lines that have been compared.
    compared: u64,
    /// Words that stand for others, by `let`.
    words: Vec<(String, String)>,
    checked: Checked,
}

const NO_RUN: &str = "No scenario has been opened yet. Write <!-- scenario: NAME --> before.";

impl Checker<'_> {
    fn mismatch(&mut self, line: u32, message: impl Into<String>) {
        let mismatch = Mismatch { line, message: message.into(), difference: Vec::new() };
        self.checked.mismatches.push(mismatch);
    }

    fn difference(&mut self, line: u32, message: String, shown: &[String], printed: &[String]) {
        let difference = diff::difference(shown, printed);
        self.checked.mismatches.push(Mismatch { line, message, difference });
    }

    fn annotation(&mut self, line: u32, key: &str, value: &str) {
        match key {
            "scenario" => return self.open(line, value),
            "seed" => return self.set_seed(line, value),
            "press" | "fault" => self.expect_nothing_printed(line),
            _ => {}
        }
        let Some(run) = &mut self.run else {
            return self.mismatch(line, NO_RUN);
        };
        match key {
            "wait" => match SimDuration::parse(value) {
                Some(length) if length <= LONGEST_WAIT => pass(run, length),
                _ => {
                    let message =
                        format!("{value:?} is no length of time up to a day, such as 10m.");
                    self.mismatch(line, message);
                }
            },
            "clock" if value == "stopped" => {
                self.is_stopped = true;
                self.compared = run.shell().screen().printed();
            }
            "clock" => self.mismatch(line, "The clock can be stopped: <!-- clock: stopped -->."),
            "press" if value == "Ctrl-C" => {
                // At a free prompt it prints the line that was left.
                let is_free = run.shell().prompt() == Prompt::Command;
                self.compared = run.shell().screen().printed() + u64::from(is_free);
                run.interrupt("");
            }
            "press" if value == "Ctrl-L" => run.clear_screen(),
            "press" => self.mismatch(line, "Keys that can be pressed are Ctrl-C and Ctrl-L."),
            "fault" => {
                if !Input::parse_fault(value).is_some_and(|input| input.apply(run)) {
                    self.mismatch(line, format!("{value:?} cannot strike or end here now."));
                }
            }
            "let" => match assertions::name(run.world(), value) {
                Ok(named) => self.words.push(named),
                Err(message) => self.mismatch(line, message),
            },
            _ => {
                self.checked.facts += 1;
                if let Err(message) = assertions::assert(run.evidence(), value) {
                    self.mismatch(line, message);
                }
            }
        }
    }

    fn open(&mut self, line: u32, value: &str) {
        let opened = match value.split_once('\n') {
            Some((_, text)) => Scenario::in_file("the scenario", text).map_err(|mistakes| {
                mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            }),
            None => (self.open)(value),
        };
        match opened {
            Ok(scenario) => {
                self.begin(&scenario);
                self.scenario = Some(scenario);
                self.is_stopped = false;
            }
            Err(message) => self.mismatch(line, message),
        }
    }

    fn set_seed(&mut self, line: u32, value: &str) {
        let Some(mut scenario) = self.scenario.take() else {
            return self.mismatch(line, NO_RUN);
        };
        match value.parse() {
            Ok(seed) => {
                scenario.world.seed = seed;
                self.begin(&scenario);
            }
            Err(_) => self.mismatch(line, format!("{value:?} is no seed, which is a number.")),
        }
        self.scenario = Some(scenario);
    }

    /// Starts a run; its greeting is no part of what a document shows.
    fn begin(&mut self, scenario: &Scenario) {
        let run = Simulation::begin(scenario);
        self.compared = run.shell().screen().printed();
        self.run = Some(run);
    }

    /// Where the clock is stopped, everything that is printed has to be shown.
    fn expect_nothing_printed(&mut self, line: u32) {
        if let Some(run) = self.run.as_ref().filter(|_| self.is_stopped) {
            let printed = printed_since(run, self.compared);
            self.compared = run.shell().screen().printed();
            if !printed.is_empty() {
                let message = "Before this, something was printed.".to_owned();
                self.difference(line, message, &[], &printed);
            }
        }
    }

    fn exchange(&mut self, exchange: &Exchange) {
        self.checked.commands += u32::from(exchange.kind == EntryKind::Command);
        let command = replace_words(&self.words, &exchange.command);
        let shown: Vec<String> =
            exchange.shown.iter().map(|line| replace_words(&self.words, line)).collect();
        if self.is_stopped {
            return self.check_with_stopped_clock(exchange, &command, &shown);
        }
        let line = exchange.line;
        let Some(run) = &mut self.run else {
            return self.mismatch(line, NO_RUN);
        };
        match play(run, &command, &shown) {
            Err(message) => self.mismatch(line, message),
            Ok(printed) if shown.is_empty() => {
                if !run.shell().succeeded() {
                    let message = format!("`{command}` should succeed, and did not.");
                    self.difference(line, message, &[], &printed);
                }
            }
            Ok(printed) if diff::fits(&shown, &printed) => {}
            Ok(printed) => {
                let message = format!("`{command}` does not print what is shown.");
                self.difference(line, message, &shown, &printed);
            }
        }
    }

    /// Types a line where the clock is stopped, and compares what it prints at once.
    fn check_with_stopped_clock(&mut self, exchange: &Exchange, command: &str, shown: &[String]) {
        let Exchange { line, kind, .. } = *exchange;
        if kind != EntryKind::Annotation {
            self.expect_nothing_printed(line);
        }
        let Some(run) = &mut self.run else {
            return self.mismatch(line, NO_RUN);
        };
        let is_ready = match kind {
            EntryKind::Annotation => true,
            EntryKind::Command => run.shell().prompt() == Prompt::Command,
            EntryKind::Answer => run.shell().prompt() == Prompt::Answer,
        };
        if kind != EntryKind::Annotation {
            // The typed line is printed first.
            self.compared = run.shell().screen().printed() + 1;
            run.enter(command);
        }
        let mut printed = printed_since(run, self.compared);
        if kind == EntryKind::Annotation {
            // Blank lines that begin what is shown under an annotation cannot be seen.
            let blank = printed.iter().take_while(|line| line.is_empty()).count();
            printed.drain(..blank);
        }
        self.compared = run.shell().screen().printed();
        if !is_ready {
            self.mismatch(line, format!("The prompt is not ready for `{command}`."));
        } else if !diff::fits(shown, &printed) {
            let message = "This is not what is printed here.".to_owned();
            self.difference(line, message, shown, &printed);
        }
    }
}

/// Replaces the words that a `let` has named by what they stand for.
fn replace_words(words: &[(String, String)], text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut text = text.to_owned();
    for (word, value) in words {
        let mut from = 0;
        while let Some(at) = text[from..].find(word.as_str()).map(|at| at + from) {
            let end = at + word.len();
            let is_whole = !text[..at].ends_with(is_part) && !text[end..].starts_with(is_part);
            from = if is_whole {
                text.replace_range(at..end, value);
                at + value.len()
            } else {
                end
            };
        }
    }
    text
}

fn pass(run: &mut Simulation, length: SimDuration) {
    for _ in 0..length.micros() / TICK.micros() {
        run.tick();
    }
}

/// Types a command and the answers shown, waits for what holds the prompt, and returns what was
/// printed. An answer that is not shown is the app's name, and its line is left out.
fn play(run: &mut Simulation, command: &str, shown: &[String]) -> Result<Vec<String>, String> {
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
                let app_name = run.shell().asks_for(run.world()).unwrap_or_default();
                let answer = answers.next().unwrap_or(app_name).to_owned();
                if !shown.iter().any(|line| line.starts_with("> ")) {
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
    Ok(lines(run, |number| number >= from && !unshown.contains(&number)))
}

/// What has been printed from this line on.
fn printed_since(run: &Simulation, from: u64) -> Vec<String> {
    lines(run, |number| number >= from)
}

/// The lines of these numbers, without blanks at their ends and without blank lines at the end.
fn lines(run: &Simulation, is_wanted: impl Fn(u64) -> bool) -> Vec<String> {
    let lines = run.shell().screen().lines().filter(|(number, _)| is_wanted(*number));
    let mut lines: Vec<String> = lines.map(|(_, line)| line.text().trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}
