//! Checking a document: its commands are typed, its facts looked up.

use super::document::{EntryKind, Exchange, Item};
use super::{assertions, diff};
use crate::lessons;
use crate::platform::starting_world::StartingWorld;
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
    /// Facts looked up.
    pub facts: u32,
    /// What did not fit.
    pub mismatches: Vec<Mismatch>,
}

/// Something that did not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Its line in the document.
    pub line: u32,
    /// What it is, in a sentence.
    pub what: String,
    /// The difference, where output differed.
    pub difference: Vec<String>,
}

/// Finds the world of a scenario by its name, or says what is wrong with it.
pub type OpenScenario<'a> = &'a dyn Fn(&str) -> Result<StartingWorld, String>;

/// Checks the parts of a document.
pub fn check(items: &[Item], open: OpenScenario) -> Checked {
    let mut checker = Checker {
        open,
        world: None,
        run: None,
        words: Vec::new(),
        stopped: false,
        seen: 0,
        checked: Checked::default(),
    };
    let mut last = 0;
    for item in items {
        match item {
            Item::Note { line, key, value } => {
                last = *line;
                checker.note(*line, key, value);
            }
            Item::Typed(typed) => {
                last = typed.line;
                checker.type_in(typed);
            }
        }
    }
    checker.miss_nothing(last);
    checker.checked
}

struct Checker<'a> {
    open: OpenScenario<'a>,
    world: Option<StartingWorld>,
    run: Option<Simulation>,
    /// Whether only waits let time pass.
    stopped: bool,
    /// Lines printed that have been compared.
    seen: u64,
    /// Words that stand for others, by `let`.
    words: Vec<(String, String)>,
    checked: Checked,
}

const NO_RUN: &str = "No scenario has been opened yet. Write <!-- scenario: NAME --> before.";

impl Checker<'_> {
    fn trouble(&mut self, line: u32, what: impl Into<String>) {
        let trouble = Mismatch { line, what: what.into(), difference: Vec::new() };
        self.checked.mismatches.push(trouble);
    }

    fn note(&mut self, line: u32, key: &str, value: &str) {
        match key {
            "scenario" => return self.open(line, value),
            "seed" => return self.plant(line, value),
            "press" | "fault" => self.miss_nothing(line),
            _ => {}
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
            "clock" if value == "stopped" => {
                self.stopped = true;
                self.seen = run.shell().screen().printed();
            }
            "clock" => self.trouble(line, "The clock can be stopped: <!-- clock: stopped -->."),
            "press" if value == "Ctrl-C" => {
                // At a free prompt it prints the line that was left.
                let left = run.shell().prompt() == Prompt::Command;
                self.seen = run.shell().screen().printed() + u64::from(left);
                run.interrupt("");
            }
            "press" if value == "Ctrl-L" => run.clear_screen(),
            "press" => self.trouble(line, "Keys that can be pressed are Ctrl-C and Ctrl-L."),
            "fault" => {
                let (fault, on) = value.split_once(" on ").unwrap_or((value, ""));
                let (fault, on) = (fault.to_owned(), on.to_owned());
                if !(Input::Broken { fault, on }).apply(run) {
                    self.trouble(line, format!("{value:?} can not strike here now."));
                }
            }
            "let" => match assertions::name(run.world(), value) {
                Ok(named) => self.words.push(named),
                Err(why) => self.trouble(line, why),
            },
            _ => {
                self.checked.facts += 1;
                if let Err(why) = assertions::assert(run.world(), run.shell().app(), value) {
                    self.trouble(line, why);
                }
            }
        }
    }

    fn open(&mut self, line: u32, value: &str) {
        let opened = match value.split_once('\n') {
            Some((_, text)) => lessons::read("the scenario", text).map_err(|mistakes| {
                mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            }),
            None => (self.open)(value),
        };
        match opened {
            Ok(world) => {
                self.run = Some(Simulation::start(&world));
                self.world = Some(world);
                (self.stopped, self.seen) = (false, 0);
            }
            Err(why) => self.trouble(line, why),
        }
    }

    fn plant(&mut self, line: u32, value: &str) {
        let Some(world) = &mut self.world else {
            return self.trouble(line, NO_RUN);
        };
        match value.parse() {
            Ok(seed) => {
                world.seed = seed;
                self.run = Some(Simulation::start(world));
                self.seen = 0;
            }
            Err(_) => self.trouble(line, format!("{value:?} is no seed, which is a number.")),
        }
    }

    /// Where the clock is stopped, all that was printed is to be shown.
    fn miss_nothing(&mut self, line: u32) {
        if let Some(run) = self.run.as_ref().filter(|_| self.stopped) {
            let printed = printed(run, self.seen);
            self.seen = run.shell().screen().printed();
            if !printed.is_empty() {
                self.differ(line, "Before this, something was printed.".to_owned(), &[], &printed);
            }
        }
    }

    fn differ(&mut self, line: u32, what: String, shown: &[String], printed: &[String]) {
        let difference = diff::difference(shown, printed);
        self.checked.mismatches.push(Mismatch { line, what, difference });
    }

    /// A step where the clock is stopped.
    fn step(&mut self, typed: &Exchange, command: &str, shown: &[String]) {
        if typed.kind != EntryKind::Note {
            self.miss_nothing(typed.line);
        }
        let Some(run) = &mut self.run else {
            return self.trouble(typed.line, NO_RUN);
        };
        let fits = match typed.kind {
            EntryKind::Note => true,
            EntryKind::Command => run.shell().prompt() == Prompt::Command,
            EntryKind::Answer => run.shell().prompt() == Prompt::Answer,
        };
        if typed.kind != EntryKind::Note {
            // The typed line is printed first.
            self.seen = run.shell().screen().printed() + 1;
            run.enter(command);
        }
        let all = printed(run, self.seen);
        // Blank lines that begin what is shown under an annotation look like none.
        let blank = |line: &&String| typed.kind == EntryKind::Note && line.is_empty();
        let printed = &all[all.iter().take_while(blank).count()..];
        self.seen = run.shell().screen().printed();
        if !fits {
            self.trouble(typed.line, format!("The prompt is not ready for `{command}`."));
        } else if !diff::fits(shown, printed) {
            let what = "This is not what is printed here.".to_owned();
            self.differ(typed.line, what, shown, printed);
        }
    }

    fn type_in(&mut self, typed: &Exchange) {
        self.checked.commands += u32::from(typed.kind == EntryKind::Command);
        let command = put_in(&self.words, &typed.command);
        let shown: Vec<String> = typed.shown.iter().map(|l| put_in(&self.words, l)).collect();
        if self.stopped {
            return self.step(typed, &command, &shown);
        }
        let Some(run) = &mut self.run else {
            return self.trouble(typed.line, NO_RUN);
        };
        match play(run, &command, &shown) {
            Err(why) => self.trouble(typed.line, why),
            Ok(printed) if shown.is_empty() => {
                if !run.shell().succeeded() {
                    let what = format!("`{command}` should succeed, and did not.");
                    let difference = printed.iter().map(|line| format!("+ {line}")).collect();
                    self.checked.mismatches.push(Mismatch { line: typed.line, what, difference });
                }
            }
            Ok(printed) if diff::fits(&shown, &printed) => {}
            Ok(printed) => {
                let what = format!("`{command}` does not print what is shown.");
                self.differ(typed.line, what, &shown, &printed);
            }
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
fn pass(run: &mut Simulation, length: SimDuration) {
    for _ in 0..length.micros() / TICK.micros() {
        run.tick();
    }
}

/// Types a command and the answers shown, waits for what holds the prompt, and says what was
/// printed. An answer that is not shown is the app's name, and leaves no line.
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
    Ok(lines(run, &|number| number >= from && !unshown.contains(&number)))
}

/// What has been printed from this line on.
fn printed(run: &Simulation, from: u64) -> Vec<String> {
    lines(run, &|number| number >= from)
}

/// The lines of these numbers, without blanks at their ends and without blank lines at the end.
fn lines(run: &Simulation, wanted: &dyn Fn(u64) -> bool) -> Vec<String> {
    let lines = run.shell().screen().lines().filter(|(number, _)| wanted(*number));
    let mut lines: Vec<String> = lines.map(|(_, line)| line.text().trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}
