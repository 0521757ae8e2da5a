//! The messages of all failures: what was wrong, and what to do instead.

use super::command::CommandTable;
use super::error::{CommandError, UsageError};
use super::lexer::LexError;
use super::screen::{Line, Style};
use super::suggestions;
use crate::format;
use crate::platform::Refusal;
use crate::platform::addon_plan::PLANS;
use crate::platform::refusal::CopyKind;

/// A failure in the words of the tool, which may be several lines, and our advice, which the real
/// tool does not print.
struct Message {
    text: String,
    advice: Option<String>,
}

impl Message {
    fn new(text: impl Into<String>) -> Message {
        Message { text: text.into(), advice: None }
    }

    fn advice(self, advice: impl Into<String>) -> Message {
        Message { advice: Some(advice.into()), ..self }
    }
}

/// The lines that a failed command prints.
pub fn command_error(error: &CommandError) -> Vec<Line> {
    let message = match error {
        CommandError::Refused(refusal) => refusal_message(refusal),
        CommandError::Usage(usage) => usage_message(usage),
        CommandError::AlreadyReported => return Vec::new(),
    };
    let lines = message.text.split('\n').map(Line::error);
    lines.chain(message.advice.as_deref().map(Line::aside)).collect()
}

fn refusal_message(refusal: &Refusal) -> Message {
    match refusal {
        Refusal::UnknownApp { typed, is_outside, known } => {
            Message::new(format!("App not found: {typed}.")).advice(match is_outside {
                true => format!("{typed} is outside Heroku, so Heroku does not know it."),
                false => format!("The apps here are {}.", known.join(", ")),
            })
        }
        Refusal::NoDatabases { borrowed: database } => Message::new("Your app has no databases.")
            .advice(match database {
                Some(name) => borrowed(name),
                None => "heroku addons:add heroku-postgresql:crane adds one.".to_owned(),
            }),
        Refusal::UnknownAddon { typed } => {
            Message::new(format!("{typed} not found")).advice("heroku addons lists them.")
        }
        Refusal::NoPrimary { options } => Message::new(unknown_database_text("", options))
            .advice("DATABASE_URL names none of them."),
        Refusal::UnknownDatabase { typed, options, elsewhere: Some(name) } => {
            Message::new(unknown_database_text(typed, options))
                .advice(format!("It belongs to another app: {name}."))
        }
        Refusal::UnknownDatabase { typed, options, elsewhere: None } => {
            unknown_database(typed, options)
        }
        Refusal::AmbiguousDatabase { typed, fits, options } => {
            let fits = format::series(fits);
            Message::new(unknown_database_text(typed, options))
                .advice(format!("{typed} is a part of {fits}. Type more of the name."))
        }
        Refusal::UnknownUrl => {
            Message::new("That URL is of no database here.").advice("heroku config shows the URLs.")
        }
        Refusal::NotAUrl { typed } => {
            let text = format!("\"{}\" is not the URL of a database.", format::excerpt(typed));
            Message::new(text).advice(
                "It begins with postgres://; heroku config:get HEROKU_POSTGRESQL_COLOR_URL prints \
                 one.",
            )
        }
        Refusal::OtherUrl { colour } => {
            Message::new(format!("That URL has a user or password that {colour} does not have."))
                .advice(format!("heroku pg:credentials {colour} prints the URL of today."))
        }
        Refusal::NotOutside { typed, is_on_heroku: true, .. } => {
            Message::new(format!("{typed} is on Heroku."))
                .advice(format!("heroku config:set NAME=VALUE --app {typed} gives it a URL."))
        }
        Refusal::NotOutside { typed, known, .. } => Message::new(format!(
            "No app outside Heroku is called {typed}."
        ))
        .advice(match known.as_slice() {
            [] => "Every app of this scenario is on Heroku.".to_owned(),
            known => format!("Outside Heroku there is {}.", format::series(known)),
        }),
        Refusal::UnknownPlan { typed } => unknown_plan(typed),
        Refusal::SourceFollows { purpose, name, leader } => {
            let copied = participle(*purpose);
            let text = format!("{name} is a follower, and a follower cannot be {copied}.");
            Message::new(text).advice(match leader {
                Some(leader) => {
                    let verb = match purpose {
                        CopyKind::Rollback => "Roll back",
                        other => verb(*other),
                    };
                    format!("{verb} {leader} instead, or unfollow {name} first.")
                }
                None => format!("Its leader is gone. Unfollow {name} first."),
            })
        }
        Refusal::PlanCannot { purpose, plan, source } => {
            let verb = verb(*purpose);
            Message::new(format!("{verb} is only available on production databases.")).advice(
                match source {
                    Some(name) => {
                        format!("{name} has plan {plan}: nothing can follow or fork it.")
                    }
                    None => {
                        format!("Plan {plan} cannot. Take crane, ronin or another production plan.")
                    }
                },
            )
        }
        Refusal::Is32Bit { name, plan, own } => Message::new(format!(
            "This database does not support forking and following to the {plan} plan.\n\
             Please see http://devcenter.heroku.com/articles/unsupported-fork-follow"
        ))
        .advice(format!("{name} is a 32-bit database. Take its own plan, {own}.")),
        Refusal::NoBaseBackup { purpose, name, ready_in } => {
            let copied = participle(*purpose);
            let text = format!("{name} cannot be {copied} yet: it has no base backup of its own.");
            Message::new(text).advice(match ready_in {
                Some(length) => {
                    format!("It can be {copied} in about {}.", format::rough_length(*length))
                }
                None => {
                    "heroku pg:wait shows when it is there; its backup comes after that.".to_owned()
                }
            })
        }
        Refusal::NotAnswering { name } => Message::new(format!("{name} is not available."))
            .advice("heroku pg:info shows the state of every database."),
        Refusal::StillPreparing { name } => {
            Message::new(format!("{name} is still being prepared."))
                .advice("heroku pg:wait waits for it.")
        }
        Refusal::NotFollowing { name } => {
            Message::new(format!("{name} is not following another database."))
                .advice("heroku pg:info shows what follows what.")
        }
        Refusal::UnknownProcessType { typed, known } => no_such("process type", typed)
            .advice(format!("The formation has {}.", format::series(known))),
        Refusal::TooManyDynos { most } => {
            Message::new(format!("Cannot run more than {most} dynos of a process type."))
                .advice(format!("Take {most} or fewer."))
        }
        Refusal::UnknownDyno { typed, known } => {
            no_such("dyno", typed).advice(match known.as_slice() {
                [] => "None of that process type runs.".to_owned(),
                [only] => format!("There is {only} alone."),
                [first, .., last] => format!("There are {first} to {last}."),
            })
        }
        Refusal::UnknownRelease { typed, known } => {
            no_such("release", typed).advice(match known.as_slice() {
                [first, .., last] => format!("The releases are v{first} to v{last}."),
                _ => "heroku releases lists them.".to_owned(),
            })
        }
        Refusal::NoPreviousRelease => Message::new("There is no release before this one.")
            .advice("heroku releases lists them."),
        Refusal::RollbackChangesAddons { version, added, removed } => {
            let mut why = Vec::new();
            if !added.is_empty() {
                why.push(format!("It was before {} came.", format::series(added)));
            }
            if !removed.is_empty() {
                let were = if removed.len() == 1 { "was" } else { "were" };
                why.push(format!("{} {were} removed since, for good.", format::series(removed)));
            }
            why.push("To move DATABASE_URL alone: heroku pg:promote DATABASE.".to_owned());
            let text = format!(
                "Cannot roll back to v{version}: it had other add-ons, and that affects billing."
            );
            Message::new(text).advice(why.join(" "))
        }
        Refusal::NoRollback { name, plan } => {
            Message::new(format!("{name} cannot be rolled back: its plan {plan} keeps no history."))
                .advice("Standard plans keep an hour, premium plans a week.")
        }
        Refusal::RollbackTooFar { name, earliest } => {
            Message::new(format!("{name} can be rolled back to {earliest} at the earliest."))
                .advice("pg:info shows this under Rollback.")
        }
        Refusal::RollbackAhead { now } => {
            Message::new(format!("A database cannot be rolled back to a time after now, {now}."))
        }
        Refusal::NoPgbackups => {
            Message::new("Please add the pgbackups addon first via:\nheroku addons:add pgbackups")
        }
        Refusal::HasPgbackups => Message::new("pgbackups:plus is already installed."),
        Refusal::CopyToItself { name } => {
            Message::new(format!("{name} cannot be copied into itself."))
        }
        Refusal::DiskFull { name } => {
            Message::new(format!("The disk of {name} is full: nothing can be changed in it."))
        }
        Refusal::TargetFollows { name, leader } => {
            let message =
                Message::new(format!("{name} is read-only: nothing can be changed in it."));
            match leader {
                Some(leader) => message.advice(format!(
                    "It follows {leader} and becomes what that is. heroku pg:unfollow ends this."
                )),
                None => message,
            }
        }
        Refusal::BeingRestored { name } => {
            Message::new(format!("{name} is being restored already."))
                .advice("Its card shows how long that takes.")
        }
        Refusal::UnknownBackup { typed, known } => unknown_backup(typed, known),
        Refusal::NoColourLeft => {
            Message::new("Every colour is taken, so no more databases can be added.")
                .advice("Start the scenario again.")
        }
    }
}

/// What an app that owns no database has all the same.
pub fn borrowed(name: &str) -> String {
    format!("Its DATABASE_URL is of {name}, which another app owns.")
}

/// Why Heroku refuses: the first line that it would print.
pub fn refusal(refusal: &Refusal) -> String {
    refusal_message(refusal).text.lines().next().unwrap_or_default().to_owned()
}

/// How a command was typed wrongly, and how it is typed, in one line.
pub fn usage(error: &UsageError) -> String {
    let Message { text, advice } = usage_message(error);
    let sentences = text.lines().chain(advice.as_deref());
    let ended = sentences.map(|text| format!("{}.", text.trim_end_matches('.')));
    ended.collect::<Vec<_>>().join(" ")
}

/// Why Heroku refuses, and what to do instead.
pub fn refusal_with_advice(refusal: &Refusal) -> String {
    let Message { text, advice } = refusal_message(refusal);
    let sentences = text.lines().chain(advice.as_deref());
    sentences.collect::<Vec<_>>().join(" ")
}

/// Something that was named and is not there.
fn no_such(what: &str, typed: &str) -> Message {
    match typed {
        "" => Message::new(format!("The name of the {what} is empty.")),
        _ => Message::new(format!("No such {what} as {typed}.")),
    }
}

fn verb(purpose: CopyKind) -> &'static str {
    match purpose {
        CopyKind::Follow => "Follow",
        CopyKind::Fork => "Fork",
        // In small letters, as in the tool.
        CopyKind::Rollback => "rollback",
    }
}

fn participle(purpose: CopyKind) -> &'static str {
    match purpose {
        CopyKind::Follow => "followed",
        CopyKind::Fork => "forked",
        CopyKind::Rollback => "rolled back",
    }
}

fn unknown_backup(typed: &str, known: &[String]) -> Message {
    match known {
        [] => Message::new("No backups. Capture one with `heroku pgbackups:capture`."),
        [only] => no_such("backup", typed).advice(format!("There is {only}.")),
        known => no_such("backup", typed).advice(format!("There are {}.", format::series(known))),
    }
}

fn unknown_database(typed: &str, options: &[String]) -> Message {
    let message = Message::new(unknown_database_text(typed, options));
    let colours = options
        .iter()
        .filter_map(|name| name.strip_prefix("HEROKU_POSTGRESQL_")?.strip_suffix("_URL"));
    // The article's own spelling (docs/heroku.md#prefix-spelling).
    let upper = typed.to_ascii_uppercase();
    if let Some(rest) = upper.strip_prefix("HEROKU_POSTGRES_") {
        return message.advice(format!("The prefix has QL at its end: HEROKU_POSTGRESQL_{rest}."));
    }
    match suggestions::nearest(&upper, colours).as_slice() {
        [] if typed.is_empty() => message.advice("The name that was typed is empty."),
        [] => message,
        near => message.advice(format!("Perhaps you meant {}.", near.join(" or "))),
    }
}

fn unknown_database_text(typed: &str, options: &[String]) -> String {
    let options = options.join(", ");
    if typed.is_empty() {
        format!("Unknown database. Valid options are: {options}")
    } else {
        format!("Unknown database: {typed}. Valid options are: {options}")
    }
}

fn unknown_plan(typed: &str) -> Message {
    let names = || PLANS.iter().map(|plan| plan.name);
    let message = Message::new(format!("Plan not found: {typed}."));
    match suggestions::nearest(typed, names()).as_slice() {
        [] => {
            let some = names().take(12).collect::<Vec<_>>().join(", ");
            message.advice(format!("Plans are {some} and later ones; Tab lists them."))
        }
        near => {
            message.advice(format!("Perhaps you meant heroku-postgresql:{}.", near.join(" or ")))
        }
    }
}

fn usage_message(error: &UsageError) -> Message {
    match error {
        UsageError::MissingArgument { usage, message } => {
            let message = if message.is_empty() { String::new() } else { format!("\n{message}") };
            Message::new(format!("Usage: {usage}{message}"))
        }
        UsageError::Unexpected { extra } => {
            Message::new(format!("Unexpected arguments: {}", extra.join(" ")))
        }
        UsageError::ExtraArguments { usage, extra } => {
            let quoted: Vec<String> = extra.iter().map(|word| format!("\"{word}\"")).collect();
            let noun = if quoted.len() == 1 { "argument" } else { "arguments" };
            let text = format!("Invalid {noun}: {}", format::series(&quoted));
            Message::new(text).advice(format!("Usage: {usage}"))
        }
        UsageError::UnknownFlag { usage, typed } => {
            Message::new(format!("Unknown flag: {typed}")).advice(format!("Usage: {usage}"))
        }
        UsageError::MissingValue { flag, value } => {
            let argument = match *flag {
                "follow" | "fork" | "rollback" => "database argument",
                _ => "value",
            };
            Message::new(format!("--{flag} requires a {argument}."))
                .advice(format!("Type --{flag} {value}."))
        }
        UsageError::ExtraValue { flag } => Message::new(format!("--{flag} takes no value."))
            .advice(format!("Type --{flag} alone.")),
        UsageError::Invalid { typed, expected } => {
            Message::new(format!("\"{typed}\" is not {expected}."))
        }
        UsageError::ConfirmedOther { confirmed, selected } => Message::new(format!(
            "Confirmed app {confirmed} did not match the selected app {selected}."
        )),
        UsageError::UnknownService { typed } => Message::new(format!(
            "`{typed}` is not a heroku add-on.\nSee `heroku addons:list` for all available addons."
        )),
        UsageError::Message(text) => Message::new(*text),
    }
}

/// The line about words such as `follow=WHITE` (docs/heroku.md#addons-add).
pub fn bare_flags(typed: &[String]) -> Line {
    let instead: Vec<String> = typed.iter().map(|word| format!("--{word}")).collect();
    let instead = instead.join(" ");
    Line::of(
        Style::Warn,
        format!("Warning: non-unix style params have been deprecated, use {instead} instead"),
    )
}

/// The lines about a typed line that cannot be read.
pub fn lex_error(error: &LexError) -> Vec<Line> {
    const KNOWN: &str = "It knows quotes, # comments, ; and && only.";
    let (text, advice) = match error {
        LexError::OpenQuote(quote) => (format!("The quote {quote} is not closed."), None),
        LexError::NotSimulated(c) => (format!("This shell has no {c}. {KNOWN}"), None),
        LexError::Expansion(what) => (
            format!("This shell has no {}. {KNOWN}", format::excerpt(what)),
            Some("Type what it would stand for, or put it between single quotes."),
        ),
        LexError::TypographicDash { typed, instead } => {
            let [typed, instead] = [typed, instead].map(|text| format::excerpt(text));
            (format!("{typed} has a typographic dash. Type {instead}"), None)
        }
        LexError::TypographicQuote { typed, instead } => {
            (format!("{typed} is a typographic quote. Type {instead} instead."), None)
        }
        LexError::NothingBefore(sign) => (format!("There is no command before {sign}."), None),
        LexError::NothingAfter => ("There is no command after &&.".to_owned(), None),
    };
    std::iter::once(Line::error(text)).chain(advice.map(Line::aside)).collect()
}

/// The lines about a word after `heroku` that is no command.
pub fn unknown_command(typed: &str, table: &CommandTable) -> Vec<Line> {
    if table.commands.iter().any(|command| command.builtin && command.name == typed) {
        let text = format!("{typed} is the page's own: type it without heroku.");
        return vec![Line::error(text)];
    }
    if let Some(instead) = suggestions::not_simulated(typed, table) {
        return vec![Line::error(format!("heroku {typed} is not simulated here. {instead}"))];
    }
    let mut lines = vec![Line::error(format!("`{typed}` is not a heroku command."))];
    let near = suggestions::commands(typed, table);
    if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        lines.push(Line::error(format!("Perhaps you meant {}.", near.join(" or "))));
    }
    lines.push(Line::error("See `heroku help` for a list of available commands."));
    lines
}

/// The lines about a program that is not `heroku`.
pub fn unknown_program(typed: &str, table: &CommandTable) -> Vec<Line> {
    let hint = match table.find(typed) {
        Some(_) => format!("Type heroku {typed}."),
        None if typed.eq_ignore_ascii_case("heroku") => "Type heroku in small letters.".to_owned(),
        None => "Only heroku works here. Try heroku help.".to_owned(),
    };
    vec![Line::error(format!("{}: command not found", format::excerpt(typed))), Line::aside(hint)]
}
