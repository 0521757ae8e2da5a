//! Completion: what the word at the cursor may become.

use super::command::{Arg, Command, ValueKind};
use super::commands::pg::info;
use super::commands::{self, COMMANDS};
use super::help;
use super::lexer::{self, Word};
use crate::platform::addon_plan::PLANS;
use crate::platform::names::has;
use crate::platform::{AppId, Platform};

/// How many dynos of a type are offered.
const DYNOS: [&str; 5] = ["0", "1", "2", "3", "4"];

/// What a word may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The word.
    pub text: String,
    /// What it is, in short.
    pub note: String,
}

/// What Tab offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where in the line the word at the cursor begins, in bytes.
    pub from: usize,
    /// What all candidates begin with; with one candidate, that and a blank.
    pub insert: String,
    /// The candidates.
    pub candidates: Vec<Candidate>,
}

/// Completes the word that ends `line`; the cursor stands after it.
pub fn complete(world: &Platform, app: AppId, line: &str) -> Completion {
    let (typing, candidates) = match lexer::lex_open(line) {
        Some((before, typing)) => {
            let candidates = candidates(world, app, &before, &typing.text);
            (typing, candidates)
        }
        None => return Completion { from: line.len(), ..Completion::default() },
    };
    // Quotes and all: what is not known to be right stays as it was typed.
    finish(&typing, line.get(typing.start..).unwrap_or_default(), candidates)
}

fn finish(typing: &Word, typed: &str, mut candidates: Vec<Candidate>) -> Completion {
    let wanted = typing.text.to_ascii_lowercase();
    let mut before = String::new();
    candidates.retain(|candidate| {
        let text = candidate.text.to_ascii_lowercase();
        // A colour is enough to find a config var.
        let colour = wanted.len() > 1 && has(&text, &format!("_{wanted}"));
        let fits = (colour || text.starts_with(&wanted)) && candidate.text != before;
        if fits {
            before.clone_from(&candidate.text);
        }
        fits
    });
    let insert = match candidates.as_slice() {
        [] => typed.to_owned(),
        [only] => {
            format!("{}{}", only.text, if only.text.ends_with(['=', ':']) { "" } else { " " })
        }
        [first, rest @ ..] => {
            let mut shared = first.text.as_str();
            for candidate in rest {
                while let Some((at, _)) = shared.char_indices().next_back()
                    && !candidate.text.starts_with(shared)
                {
                    shared = shared.get(..at).unwrap_or_default();
                }
            }
            let goes_on = shared.to_ascii_lowercase().starts_with(&wanted);
            if goes_on { shared.to_owned() } else { typed.to_owned() }
        }
    };
    Completion { from: typing.start, insert, candidates }
}

fn candidates(world: &Platform, app: AppId, before: &[Word], typing: &str) -> Vec<Candidate> {
    let texts: Vec<&str> = before.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        [] => {
            let mut names = vec![candidate("heroku", "the only program here")];
            names.extend(COMMANDS.iter().filter(|it| it.builtin).map(|it| named(it)));
            names
        }
        ["heroku"] => command_names(typing),
        ["heroku", name, rest @ ..] => match commands::find(name) {
            Some(command) => arguments(world, app, command, rest, typing),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Commands of `heroku`; those of one topic once its colon is typed, else the shorter ones first.
fn command_names(typing: &str) -> Vec<Candidate> {
    let mut names = Vec::new();
    let mut aliases = Vec::new();
    for command in COMMANDS {
        if !command.builtin || command.name == "help" {
            names.push(named(command));
            for alias in command.aliases {
                aliases.push(candidate(alias, command.summary));
            }
        }
    }
    if !typing.is_empty() {
        names.append(&mut aliases);
    }
    names
}

fn named(command: &Command) -> Candidate {
    candidate(command.name, command.summary)
}

fn candidate(text: &str, note: &str) -> Candidate {
    Candidate { text: text.to_owned(), note: note.to_owned() }
}

fn arguments(
    world: &Platform,
    app: AppId,
    command: &Command,
    before: &[&str],
    typing: &str,
) -> Vec<Candidate> {
    let flags = command.all_flags();
    let flag_of = |word: &str| {
        let name = word.strip_prefix("--")?;
        flags.iter().find(|flag| flag.long == name)
    };
    if let Some(kind) = before.last().and_then(|word| flag_of(word)?.value).map(|(_, kind)| kind) {
        return of_kind(world, app, kind);
    }
    let mut given = 0;
    let mut skip = false;
    for word in before {
        if skip {
            skip = false;
        } else if let Some(flag) = flag_of(word) {
            skip = flag.value.is_some();
        } else if *word != "--" {
            given += 1;
        }
    }
    let last = command.args.last().filter(|arg| arg.arity == super::command::Arity::Many);
    match command.args.get(given).or(last) {
        // Once it is known which dynos, there are only numbers left to be said.
        Some(Arg { kind: ValueKind::Scale, .. }) if typing.ends_with('=') => {
            DYNOS.iter().map(|many| candidate(&(typing.to_owned() + many), "")).collect()
        }
        Some(arg) if !typing.starts_with('-') => of_kind(world, app, arg.kind),
        _ => {
            let offered = flags.iter().filter(|flag| !flag.summary.is_empty());
            offered.map(|flag| candidate(&format!("--{}", flag.long), flag.summary)).collect()
        }
    }
}

fn of_kind(world: &Platform, app: AppId, kind: ValueKind) -> Vec<Candidate> {
    let mut offered = Vec::new();
    let mut offer = |text: &str, note: &str| offered.push(candidate(text, note));
    match kind {
        ValueKind::Database => {
            for (name, id) in world.database_vars(app) {
                offer(name, &world.database(id).plan.title());
            }
        }
        ValueKind::Addon => {
            for (_, database) in world.databases() {
                if database.app == app {
                    offer(&database.addon(), &database.plan.title());
                }
            }
        }
        ValueKind::Plan => {
            for plan in PLANS {
                offer(&format!("heroku-postgresql:{}", plan.name), &plan.price());
            }
        }
        ValueKind::ProcessId => {
            for id in info::of_app(world, app) {
                for query in &world.server(id).queries {
                    let note = format!("{} on {}", query.source, world.database(id).colour);
                    offer(&query.pid.to_string(), &note);
                }
            }
        }
        ValueKind::Scale => {
            for process in &world.app(app).formation {
                let note = format!("{} run now", process.dynos.len());
                offer(&format!("{}=", process.name), &note);
            }
        }
        ValueKind::ConfigVar | ValueKind::ConfigPair => {
            let end = if kind == ValueKind::ConfigPair { "=" } else { "" };
            for (name, _) in world.app(app).config.all() {
                offer(&format!("{name}{end}"), "");
            }
        }
        ValueKind::App => {
            for (_, app) in world.apps() {
                offer(&app.name, "");
            }
        }
        ValueKind::Command => {
            for (topic, summary) in help::topics() {
                offer(topic, summary);
            }
            for command in COMMANDS {
                offer(command.name, command.summary);
            }
        }
        ValueKind::Number | ValueKind::Word => {}
    }
    offered
}
