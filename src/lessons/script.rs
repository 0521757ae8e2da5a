//! Plans: commands and waits, one a line, as lessons, files, links and people write them.
//!
//! ```text
//! # what begins with a number sign is for people
//! heroku maintenance:on
//! wait until WHITE is behind by 0 commits, at most 10m
//! heroku pg:unfollow WHITE
//! > sushi
//! heroku pg:promote WHITE
//! wait 30s
//! wait for the prompt, at most 10m
//! break leader lost on WHITE
//! ```
//!
//! `lessons::condition` has what can be waited for. A command that asks is answered with the app's
//! name where the plan has no line `> ...` for it.

use std::fmt;

use crate::format::excerpt;
use crate::lessons::condition::Condition;
use crate::platform::faults;
use crate::sim::SimDuration;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub name: String,
    pub steps: Vec<PlanStep>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// Its line as it was written, without blanks around it.
    pub text: String,
    pub kind: StepKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    Command,
    /// An answer to what a command asks: what follows [`ANSWER`] in the line.
    Answer,
    /// A wait until no command holds the prompt. Where that takes longer than may be, Ctrl-C is
    /// pressed.
    WaitForPrompt(Option<SimDuration>),
    /// A wait until a condition holds, where there is one, for so long at most; then the plan goes
    /// on.
    Wait(Option<Condition>, Option<SimDuration>),
    /// A fault that strikes, or ends by hand: what follows [`BREAK`] in the line.
    Break,
}

/// What the line of a fault begins with.
pub const BREAK: &str = "break ";

/// What an answer begins with.
pub const ANSWER: &str = "> ";

/// Whether a line, without blanks around it, is a command: one of `heroku`, or of an app outside.
pub fn is_command(line: &str) -> bool {
    line == "heroku" || line.starts_with("heroku ") || line.starts_with("outside:")
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// Its number, from 1.
    pub line: u32,
    /// What is wrong with it, in sentences.
    pub message: String,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// The first line that is no step; a text without any.
    pub fn read(name: &str, text: &str) -> Result<Plan, PlanError> {
        let mut plan = Plan { name: name.to_owned(), steps: Vec::new() };
        for (number, line) in (1..).zip(text.lines()) {
            plan.add(number, line)?;
        }
        plan.not_empty()
    }

    /// Takes in a line. One that is empty or a comment is no step.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&mut self, number: u32, line: &str) -> Result<(), PlanError> {
        let line = line.trim();
        let text = line.strip_prefix("$ ").unwrap_or(line).trim_start();
        if !text.is_empty() && !text.starts_with('#') {
            let kind = read_step(text).map_err(|message| PlanError { line: number, message })?;
            self.steps.push(PlanStep { kind, text: text.to_owned() });
        }
        Ok(())
    }

    /// The plan, where it has a step.
    ///
    /// # Errors
    /// It has none.
    pub fn not_empty(self) -> Result<Plan, PlanError> {
        if self.steps.is_empty() {
            let message = "There is no step here: no line with a command, such as heroku pg:info.";
            return Err(PlanError { line: 1, message: message.to_owned() });
        }
        Ok(self)
    }

    /// The text that it is read from.
    pub fn text(&self) -> String {
        self.steps.iter().map(|step| format!("{}\n", step.text)).collect()
    }
}

fn read_step(text: &str) -> Result<StepKind, String> {
    if is_command(text) {
        Ok(StepKind::Command)
    } else if text.starts_with(ANSWER) {
        Ok(StepKind::Answer)
    } else if let Some(rest) = text.strip_prefix("wait ") {
        read_wait(rest).ok_or_else(|| {
            format!(
                "`{}` is no wait. Write wait 30s, wait for the prompt, or wait until such as \
                 WHITE is behind by 0 commits, perhaps with , at most 10m at its end.",
                excerpt(text)
            )
        })
    } else if let Some(fault) = text.strip_prefix(BREAK) {
        match faults::named(fault) {
            Some(_) => Ok(StepKind::Break),
            None => Err(format!(
                "`{}` names no fault. Write such as break leader lost on WHITE.",
                excerpt(text)
            )),
        }
    } else {
        Err(format!("`{}` is no step. Commands begin with heroku, waits with wait.", excerpt(text)))
    }
}

fn read_wait(text: &str) -> Option<StepKind> {
    let (text, most) = match text.split_once(',') {
        Some((text, rest)) => (text, Some(length(rest.trim().strip_prefix("at most ")?)?)),
        None => (text, None),
    };
    if text == "for the prompt" {
        return Some(StepKind::WaitForPrompt(most));
    }
    Some(match text.strip_prefix("until ") {
        Some(text) => {
            let condition = Condition::parse(text).filter(Condition::can_be_awaited)?;
            StepKind::Wait(Some(condition), most)
        }
        None if most.is_some() => return None,
        None => StepKind::Wait(None, Some(length(text)?)),
    })
}

/// A length of time, up to a day as for whoever writes a document.
fn length(text: &str) -> Option<SimDuration> {
    SimDuration::parse(text).filter(|length| length.secs() <= 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Plan, PlanError> {
        Plan::read("a plan", text)
    }

    #[test]
    fn a_plan_is_read_and_written_alike() {
        let text = "heroku maintenance:on && heroku ps:scale worker=0\n\
                    wait until WHITE is behind by 0 commits, at most 10m\n\
                    wait until WHITE is behind by at most 200 commits\n\
                    wait until visitors are served\n\
                    wait until WHITE is available, at most 1h30m\n\
                    wait until WHITE is read-only\n\
                    wait for the prompt, at most 10m\n\
                    wait for the prompt\n\
                    wait 30s\n\
                    heroku config:set A=\"a  b\"\n\
                    > sushi\n";
        let plan = read(text).expect("it is right");
        assert_eq!(plan.text(), text);
        assert_eq!(read(&plan.text()), Ok(plan.clone()));
        let typed = format!("# a comment\n\n   $ {}\n\t# another", text.replace('\n', "\r\n  $ "));
        let typed = typed.replace("$ wait", "wait").replace("$ >", ">");
        assert_eq!(read(typed.trim_end_matches("$ \n\t# another")), Ok(plan));
    }

    #[test]
    fn what_is_no_plan_is_told_with_its_line() {
        let check = |text: &str, line: u32, message: &str| {
            let error = read(text).expect_err(text);
            assert!(error.line == line && error.message.contains(message), "{text}: {error}");
        };
        check("", 1, "There is no step here");
        check("# heroku ps\n", 1, "There is no step here");
        check("heroku ps\n\npromote WHITE\n", 3, "`promote WHITE` is no step.");
        check("herokux", 1, "is no step");
        check("wait", 1, "`wait` is no step.");
        for wait in [
            "wait 5",
            "wait long",
            "wait 2d",
            "wait until",
            "wait until WHITE",
            "wait until WHITE is behind by x commits",
            "wait until WHITE is nice",
            "wait for godot",
            "wait 5s, at most 5m",
            "wait until WHITE are available",
            "wait until WHITE is served",
            "wait until visitors are lost",
            "wait until visitors are behind by 0 commits",
            "wait until WHITE is behind by 0 hours",
            "wait 5s, at most never",
            "wait 5s, or so",
            "wait 5s, at most 5s, at most 5s",
            "wait 99999999999999999999s",
        ] {
            check(&format!("heroku ps\n{wait}"), 2, &format!("`{wait}` is no wait."));
        }
    }
}
