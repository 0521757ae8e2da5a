//! The words of every failure, once each: what was wrong, and what to do instead.

use super::command::{CommandError, UsageError};
use super::lexer::LexError;
use super::screen::{Line, Style};
use super::{formatting, suggestions};
use crate::platform::Refusal;
use crate::platform::addon_plan::PLANS;
use crate::platform::names::{Joined, put};
use crate::platform::refusal::CopyKind;

/// A line as the tool prints errors and warnings.
pub fn bang(text: &str) -> Line {
    Line::of(Style::Bad, "!").and(Style::Plain, put("    %", &[text]))
}

/// A line that the real tool does not print.
pub fn aside(text: &str) -> Line {
    Line::of(Style::Dim, put("     %", &[text]))
}

/// The lines of an error.
pub fn command_error(error: &CommandError) -> Vec<Line> {
    let (told, instead) = match error {
        CommandError::Refused(why) => refusal(why),
        CommandError::Usage(usage) => usage_error(usage),
        CommandError::AlreadyReported => return Vec::new(),
    };
    let bangs = told.split('\n').map(bang);
    bangs.chain(instead.map(|line| aside(&line))).collect()
}

/// What the tool says, in lines, and what we add to it.
type Message = (String, Option<String>);

fn refusal(refusal: &Refusal) -> Message {
    match refusal {
        Refusal::UnknownApp { typed, known } => (
            put("App not found: %.", &[typed]),
            Some(put("The apps here are %.", &[&known.joined(", ")])),
        ),
        Refusal::NoDatabases => (
            "Your app has no databases.".to_owned(),
            Some("heroku addons:add heroku-postgresql:crane adds one.".to_owned()),
        ),
        Refusal::UnknownAddon { typed } => {
            (put("% not found", &[typed]), Some("heroku addons lists them.".to_owned()))
        }
        Refusal::UnknownDatabase { typed, options } => (unknown_database(typed, options), {
            let colours = options
                .iter()
                .filter_map(|name| name.strip_prefix("HEROKU_POSTGRESQL_")?.strip_suffix("_URL"));
            let near = suggestions::nearest(&typed.to_ascii_uppercase(), colours);
            match near.as_slice() {
                [] if typed.is_empty() => Some("DATABASE_URL names none of them.".to_owned()),
                [] => None,
                near => Some(put("Perhaps you meant %.", &[&near.joined(" or ")])),
            }
        }),
        Refusal::AmbiguousDatabase { typed, fits, options } => (
            unknown_database(typed, options),
            Some(put("% is a part of %. Type more of the name.", &[typed, &fits.joined(" and ")])),
        ),
        Refusal::UnknownUrl => (
            "That URL is of no database here.".to_owned(),
            Some("heroku config shows the URLs.".to_owned()),
        ),
        Refusal::UnknownPlan { typed } => (put("Plan not found: %.", &[typed]), {
            let near = suggestions::nearest(typed, PLANS.iter().map(|plan| plan.name));
            let all = PLANS.iter().map(|plan| plan.name).take(12).collect::<Vec<_>>().joined(", ");
            Some(if near.is_empty() {
                put("Plans are % and later ones; Tab lists them.", &[&all])
            } else {
                put("Perhaps you meant heroku-postgresql:%.", &[&near.joined(" or ")])
            })
        }),
        Refusal::SourceFollows { wanted, name, its_leader } => (
            put("% is a follower, and a follower cannot be %.", &[name, words(wanted).1]),
            Some(match its_leader {
                Some(leader) => {
                    put("% % instead, or unfollow % first.", &[words(wanted).0, leader, name])
                }
                None => put("Its leader is gone. Unfollow % first.", &[name]),
            }),
        ),
        Refusal::PlanCannot { wanted, plan } => (
            put("% is only available on production databases.", &[words(wanted).0]),
            Some(put("Plan % cannot. Take crane, ronin or another production plan.", &[plan])),
        ),
        Refusal::NoBaseBackup { wanted, name, ready_in } => (
            put("% cannot be % yet: it has no base backup of its own.", &[name, words(wanted).1]),
            Some(match ready_in {
                Some(length) => put(
                    "It can be % in about %.",
                    &[words(wanted).1, &formatting::roughly(*length)],
                ),
                None => {
                    "heroku pg:wait shows when it is there; its backup comes after that.".to_owned()
                }
            }),
        ),
        Refusal::NotAnswering { name } => (
            put("% is not available.", &[name]),
            Some("heroku pg:info shows the state of every database.".to_owned()),
        ),
        Refusal::StillPreparing { name } => (
            put("% is still being prepared.", &[name]),
            Some("heroku pg:wait waits for it.".to_owned()),
        ),
        Refusal::NotFollowing { name } => (
            put("% is not following another database.", &[name]),
            Some("heroku pg:info shows what follows what.".to_owned()),
        ),
        Refusal::UnknownProcessType { typed, known } => (
            put("No such process type as %.", &[typed]),
            Some(put("The formation has %.", &[&known.joined(", ")])),
        ),
        Refusal::TooManyDynos { most } => (
            format!("Cannot run more than {most} dynos of a process type."),
            Some(format!("Take {most} or fewer.")),
        ),
        Refusal::NoColourLeft => (
            "Every colour is taken, so no more databases can be added.".to_owned(),
            Some("Start the scenario again.".to_owned()),
        ),
    }
}

/// What a database was wanted for, and what it was to be.
fn words(wanted: &CopyKind) -> (&'static str, &'static str) {
    match wanted {
        CopyKind::Follow => ("Follow", "followed"),
        CopyKind::Fork => ("Fork", "forked"),
    }
}

fn unknown_database(typed: &str, options: &[String]) -> String {
    let options = options.joined(", ");
    if typed.is_empty() {
        put("Unknown database. Valid options are: %", &[&options])
    } else {
        put("Unknown database: %. Valid options are: %", &[typed, &options])
    }
}

fn usage_error(usage: &UsageError) -> Message {
    match usage {
        UsageError::Missing { usage, what } => (put("Usage: %\n%", &[usage, what]), None),
        UsageError::Extra { usage, extra } => {
            let quoted: Vec<String> = extra.iter().map(|word| put("\"%\"", &[word])).collect();
            let told = match quoted.as_slice() {
                [one] => put("Invalid argument: %", &[one]),
                [most @ .., last] => put("Invalid arguments: % and %", &[&most.joined(", "), last]),
                [] => "Invalid argument".to_owned(),
            };
            (told, Some(put("Usage: %", &[usage])))
        }
        UsageError::UnknownFlag { usage, typed } => {
            (put("Unknown flag: %", &[typed]), Some(put("Usage: %", &[usage])))
        }
        UsageError::FlagValue { flag, value: Some(value) } => {
            let told = match flag.as_str() {
                "follow" | "fork" => put("--% requires a database argument.", &[flag]),
                _ => put("--% requires a value.", &[flag]),
            };
            (told, Some(put("Type --% %.", &[flag, value])))
        }
        UsageError::FlagValue { flag, value: None } => {
            (put("--% takes no value.", &[flag]), Some(put("Type --% alone.", &[flag])))
        }
        UsageError::NotA { typed, wanted } => (put("\"%\" is not %.", &[typed, wanted]), None),
        UsageError::ConfirmedOther { confirmed, selected } => {
            let told = "did not match the selected app";
            (put("Confirmed app % % %.", &[confirmed, told, selected]), None)
        }
        UsageError::Message(told) => ((*told).to_owned(), None),
    }
}

/// The lines about a line that cannot be read.
pub fn lex_error(why: LexError) -> Vec<Line> {
    let text = match why {
        LexError::OpenQuote(quote) => format!("The quote {quote} is not closed."),
        LexError::NotSimulated(c) => {
            format!("This shell has no {c}. It knows quotes, # comments, ; and && only.")
        }
        LexError::NothingBefore(sign) => format!("There is no command before {sign}."),
        LexError::NothingAfter => "There is no command after &&.".to_owned(),
    };
    vec![bang(&text)]
}

/// The lines about a word that is no command.
pub fn unknown_command(typed: &str) -> Vec<Line> {
    if let Some(instead) = suggestions::not_simulated(typed) {
        return vec![bang(&put("heroku % is not simulated here. %", &[typed, instead]))];
    }
    let mut lines = vec![bang(&put("`%` is not a heroku command.", &[typed]))];
    let near: Vec<String> =
        suggestions::commands(typed).iter().map(|name| put("`%`", &[name])).collect();
    if !near.is_empty() {
        lines.push(bang(&put("Perhaps you meant %.", &[&near.joined(" or ")])));
    }
    lines.push(bang("See `heroku help` for a list of available commands."));
    lines
}

/// The lines about a program that is not `heroku`.
pub fn unknown_program(typed: &str) -> Vec<Line> {
    let mut lines = vec![bang(&put("%: the only program here is heroku.", &[typed]))];
    let known = super::commands::find(typed).is_some();
    let hint = if known { put("Type heroku %.", &[typed]) } else { "Try heroku help.".to_owned() };
    lines.push(aside(&hint));
    lines
}
