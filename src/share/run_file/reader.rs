//! Reads the text of a run, as far as it is whole.

use std::str::Lines;

use super::figures::Figures;
use super::{MOST_INPUTS, MOST_TICKS, ReadError, SavedRun, TITLE, short_sum, sum};
use crate::format::quoted;
use crate::lessons::progress::LessonInput;
use crate::lessons::{ScenarioSource, is_scenario_name};
use crate::run::Input;
use crate::run::playback::MOST_BRANCHES;
use crate::run::recording::TimedInput;
use crate::share::{Options, options};

/// Reads a run, and the branches beside it.
///
/// # Errors
/// What is wrong with the text, in which line, and what could be read of it.
pub fn read(text: &str) -> Result<SavedRun, ReadError> {
    let mut lines = text.lines();
    let mut run = read_run(&mut lines)?;
    while lines.clone().any(|line| !line.is_empty()) {
        match read_run(&mut lines) {
            Ok(branch) if run.branches.len() < MOST_BRANCHES => run.branches.push(branch),
            _ => {
                let why = "One of its other branches is damaged.".to_owned();
                return Err(ReadError { why, partial: Some(Box::new(run)) });
            }
        }
    }
    Ok(run)
}

/// Reads lines up to the sum of one run.
fn read_run(lines: &mut Lines) -> Result<SavedRun, ReadError> {
    if lines.clone().next().is_some_and(|line| !line.starts_with(TITLE)) {
        let why = format!("It does not begin with \"{TITLE}\"");
        return Err(ReadError { why, partial: None });
    }
    let mut reader = RunReader::default();
    let result = reader.read_lines(lines);
    match (reader.finish(), result) {
        (Some(run), Ok(())) => Ok(run),
        (Some(run), Err(why)) => Err(ReadError { why, partial: Some(Box::new(run)) }),
        (None, result) => {
            let why = result.err().unwrap_or_default();
            let why = format!("{why} It does not say which scenario it is of.");
            Err(ReadError { why, partial: None })
        }
    }
}

/// What has been read of a run.
#[derive(Default)]
struct RunReader {
    scenario: Option<ScenarioSource>,
    figures: Figures,
    options: Options,
    inputs: Vec<TimedInput>,
}

impl RunReader {
    fn read_lines(&mut self, lines: &mut Lines) -> Result<(), String> {
        let mut lines_sum = 0;
        for (number, line) in (1..).zip(lines) {
            let (key, rest) = split_word(line);
            if key == "sum" {
                let is_right = rest.parse() == Ok(short_sum(lines_sum));
                let error = || "Its checksum does not fit: it was changed.".to_owned();
                return is_right.then_some(()).ok_or_else(error);
            }
            lines_sum = sum(lines_sum, line);
            self.read_line(key, rest).map_err(|error| format!("Line {number}: {error}"))?;
        }
        Err("Its end is missing.".to_owned())
    }

    fn read_line(&mut self, key: &str, rest: &str) -> Result<(), String> {
        match key {
            "scenario" if is_scenario_name(rest) => {
                self.scenario = Some(ScenarioSource::Shipped(rest.to_owned()));
            }
            "scenario" => return Err(format!("{} is no name of a scenario.", quoted(rest))),
            "|" => {
                let scenario =
                    self.scenario.get_or_insert_with(|| ScenarioSource::Own(String::new()));
                if let ScenarioSource::Own(text) = scenario {
                    *text += rest;
                    text.push('\n');
                }
            }
            "view" => self.options = options::read(options::pairs(rest)).options,
            _ => match key.strip_prefix('+') {
                // What is no number is past the end of any run.
                Some(ticks) => self.read_input(ticks.parse().unwrap_or(u64::MAX), rest)?,
                None => self.figures.read_line(key, rest)?,
            },
        }
        Ok(())
    }

    fn read_input(&mut self, ticks: u64, text: &str) -> Result<(), String> {
        let tick = self.last_tick().saturating_add(ticks);
        if tick > MOST_TICKS || self.inputs.len() == MOST_INPUTS {
            return Err("A run has at most 400 days and 20,000 inputs.".to_owned());
        }
        let (sign, rest) = split_word(text);
        let input = match sign {
            "$" => Some(Input::Entered(Input::line(rest))),
            "^C" => Some(Input::Interrupted(Input::line(rest))),
            "^L" => Some(Input::Cleared),
            "!" => Input::parse_fault(rest),
            "?" => LessonInput::parse(rest).map(Input::Lesson),
            _ => None,
        };
        let input =
            input.ok_or_else(|| format!("{} is nothing that can be done here.", quoted(text)))?;
        self.inputs.push(TimedInput { tick, input });
        Ok(())
    }

    fn last_tick(&self) -> u64 {
        self.inputs.last().map_or(0, |timed| timed.tick)
    }

    /// The run, where its scenario is known. It does not end before its last input.
    fn finish(self) -> Option<SavedRun> {
        let end = self.figures.end.min(MOST_TICKS).max(self.last_tick());
        let Figures { model, seed, shown, counts, outcome, hash, .. } = self.figures;
        Some(SavedRun {
            scenario: self.scenario?,
            seed,
            inputs: self.inputs,
            end,
            shown,
            counts,
            model,
            outcome,
            hash,
            options: self.options,
            branches: Vec::new(),
        })
    }
}

/// The first word of a line, and what follows.
fn split_word(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}
