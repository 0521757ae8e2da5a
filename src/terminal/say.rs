//! The words of every failure, once each: what was wrong, and what to do instead.

use super::print;
use super::screen::{Line, Style};
use super::spec::{Failure, Usage};
use super::suggest;
use super::words::Unreadable;
use crate::platform::Refusal;
use crate::platform::plan::PLANS;

/// A line as the tool prints errors and warnings.
pub fn bang(text: &str) -> Line {
    Line::of(Style::Bad, "!").and(Style::Plain, format!("    {text}"))
}

/// The lines of a failure.
pub fn failure(failure: &Failure) -> Vec<Line> {
    let (told, instead) = match failure {
        Failure::Refused(refusal) => refused(refusal),
        Failure::Usage(usage) => misused(usage),
        Failure::Said => return Vec::new(),
    };
    let bangs = told.iter().map(|line| bang(line));
    bangs.chain(instead.map(|line| Line::of(Style::Dim, format!("     {line}")))).collect()
}

/// What the tool says, and what we add to it.
type Words = (Vec<String>, Option<String>);

fn refused(refusal: &Refusal) -> Words {
    let one = |text: String| vec![text];
    match refusal {
        Refusal::UnknownApp { typed, known } => (
            one(format!("App not found: {typed}.")),
            Some(format!("The apps here are {}.", known.join(", "))),
        ),
        Refusal::NoDatabases { app } => (
            one(format!("{app} has no databases.")),
            Some("heroku addons:add heroku-postgresql:crane adds one.".to_owned()),
        ),
        Refusal::UnknownDatabase { typed, options } => (one(unknown_database(typed, options)), {
            let colours = options
                .iter()
                .filter_map(|name| name.strip_prefix("HEROKU_POSTGRESQL_")?.strip_suffix("_URL"));
            let near = suggest::nearest(&typed.to_ascii_uppercase(), colours);
            (!near.is_empty()).then(|| format!("Perhaps you meant {}.", near.join(" or ")))
        }),
        Refusal::AmbiguousDatabase { typed, fits, options } => (
            one(unknown_database(typed, options)),
            Some(format!("{typed} is a part of {}. Type more of the name.", fits.join(" and "))),
        ),
        Refusal::UnknownUrl => (
            one("That URL is of no database here.".to_owned()),
            Some("heroku config shows the URLs.".to_owned()),
        ),
        Refusal::UnknownPlan { typed } => (one(format!("Plan not found: {typed}.")), {
            let near = suggest::nearest(typed, PLANS.iter().map(|plan| plan.name));
            let all = PLANS.iter().map(|plan| plan.name).take(12).collect::<Vec<_>>().join(", ");
            Some(if near.is_empty() {
                format!("Plans are {all} and later ones; Tab lists them.")
            } else {
                format!("Perhaps you meant heroku-postgresql:{}.", near.join(" or "))
            })
        }),
        Refusal::LeaderFollows { name, its_leader } => (
            one(format!("{name} is a follower, and a follower cannot be followed.")),
            Some(match its_leader {
                Some(leader) => format!("Follow {leader} instead, or unfollow {name} first."),
                None => format!("Its leader is gone. Unfollow {name} first."),
            }),
        ),
        Refusal::PlanCannotFollow { plan } => (
            one("Follow is only available on production databases.".to_owned()),
            Some(format!("Plan {plan} cannot. Take crane, ronin or another production plan.")),
        ),
        Refusal::NotYetFollowable { name, ready_in } => (
            one(format!("{name} cannot be followed yet: it has no base backup of its own.")),
            Some(match ready_in {
                Some(length) => format!("It will in about {}.", print::roughly(*length)),
                None => {
                    "heroku pg:wait shows when it is there; its backup comes after that.".to_owned()
                }
            }),
        ),
        Refusal::NotAnswering { name } => (
            one(format!("{name} is not available.")),
            Some("heroku pg:info shows the state of every database.".to_owned()),
        ),
        Refusal::StillPreparing { name } => (
            one(format!("{name} is still being prepared.")),
            Some("heroku pg:wait waits for it.".to_owned()),
        ),
        Refusal::NotFollowing { name } => (
            one(format!("{name} is not following another database.")),
            Some("heroku pg:info shows what follows what.".to_owned()),
        ),
        Refusal::UnknownProcess { pid } => (
            one(format!("PID {pid} is not a PostgreSQL server process.")),
            Some("heroku pg:ps DATABASE lists the queries of a database.".to_owned()),
        ),
        Refusal::UnknownProcessType { typed, known } => (
            one(format!("No such process type as {typed}.")),
            Some(format!("The formation has {}.", known.join(", "))),
        ),
        Refusal::TooManyDynos { most } => (
            one(format!("Cannot run more than {most} dynos of a process type.")),
            Some(format!("Take {most} or fewer.")),
        ),
        Refusal::NoColourLeft => (
            one("Every colour is taken, so no more databases can be added.".to_owned()),
            Some("Start the scenario again.".to_owned()),
        ),
    }
}

fn unknown_database(typed: &str, options: &[String]) -> String {
    let options = options.join(", ");
    if typed.is_empty() {
        format!("Unknown database. Valid options are: {options}")
    } else {
        format!("Unknown database: {typed}. Valid options are: {options}")
    }
}

fn misused(usage: &Usage) -> Words {
    match usage {
        Usage::Missing { usage, what } => (vec![format!("Usage: {usage}"), what.clone()], None),
        Usage::Extra { usage, extra } => {
            let quoted: Vec<String> = extra.iter().map(|word| format!("\"{word}\"")).collect();
            let told = match quoted.as_slice() {
                [one] => format!("Invalid argument: {one}"),
                [most @ .., last] => format!("Invalid arguments: {} and {last}", most.join(", ")),
                [] => "Invalid argument".to_owned(),
            };
            (vec![told], Some(format!("Usage: {usage}")))
        }
        Usage::UnknownFlag { usage, typed } => {
            (vec![format!("Unknown flag: {typed}")], Some(format!("Usage: {usage}")))
        }
        Usage::FlagValue { flag, value: Some(value) } => {
            let told = match flag.as_str() {
                "follow" | "fork" => format!("--{flag} requires a database argument."),
                _ => format!("--{flag} requires a value."),
            };
            (vec![told], Some(format!("Type --{flag} {value}.")))
        }
        Usage::FlagValue { flag, value: None } => {
            (vec![format!("--{flag} takes no value.")], Some(format!("Type --{flag} alone.")))
        }
        Usage::NotA { typed, wanted } => (vec![format!("\"{typed}\" is not {wanted}.")], None),
        Usage::ConfirmMismatch => (
            vec!["Mismatch between --app and --confirm".to_owned()],
            Some("Give both the same app.".to_owned()),
        ),
    }
}

/// The lines about a line that cannot be read.
pub fn unreadable(why: Unreadable) -> Vec<Line> {
    let text = match why {
        Unreadable::OpenQuote(quote) => format!("The quote {quote} is not closed."),
        Unreadable::NotSimulated(c) => {
            format!("This shell has no {c}. It knows quotes, # comments, ; and && only.")
        }
        Unreadable::NothingBefore(sign) => format!("There is no command before {sign}."),
        Unreadable::NothingAfter => "There is no command after &&.".to_owned(),
    };
    vec![bang(&text)]
}

/// The lines about a word that is no command.
pub fn unknown_command(typed: &str) -> Vec<Line> {
    if let Some(instead) = suggest::not_simulated(typed) {
        return vec![bang(&format!("heroku {typed} is not simulated here. {instead}"))];
    }
    let mut lines = vec![bang(&format!("`{typed}` is not a heroku command."))];
    let near: Vec<String> =
        suggest::commands(typed).iter().map(|name| format!("`{name}`")).collect();
    if !near.is_empty() {
        lines.push(bang(&format!("Perhaps you meant {}.", near.join(" or "))));
    }
    lines.push(bang("See `heroku help` for a list of available commands."));
    lines
}

/// The lines about a program that is not `heroku`.
pub fn unknown_program(typed: &str) -> Vec<Line> {
    let mut lines = vec![bang(&format!("{typed}: the only program here is heroku."))];
    let known = super::commands::find(typed).is_some();
    let hint = if known { format!("Type heroku {typed}.") } else { "Try heroku help.".to_owned() };
    lines.push(Line::of(Style::Dim, format!("     {hint}")));
    lines
}
