//! Completion: what the word at the cursor may become.

use super::command::{Arg, Arity, Command, ValueKind};
use super::commands::addons::SERVICE;
use super::commands::pg::info;
use super::commands::{COMMANDS, TABLE};
use super::help;
use super::lexer::{self, Word};
use crate::platform::addon_plan::PLANS;
use crate::platform::{AppId, Platform, pgbackups};

/// The numbers of dynos that are offered.
const DYNOS: [&str; 5] = ["0", "1", "2", "3", "4"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub text: String,
    /// A short explanation, or empty.
    pub note: String,
}

/// What Tab offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where the word at the cursor begins in the line, in bytes.
    pub from: usize,
    /// The common beginning of all candidates; with a single one, the whole and a blank.
    pub insert: String,
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
    // With quotes: without candidates it stays as it was typed.
    finish(&typing, line.get(typing.start..).unwrap_or_default(), candidates)
}

fn finish(typing: &Word, typed: &str, mut candidates: Vec<Candidate>) -> Completion {
    let start = typing.text.to_ascii_lowercase();
    let lower = |candidate: &Candidate| candidate.text.to_ascii_lowercase();
    if candidates.iter().any(|candidate| lower(candidate).starts_with(&start)) {
        candidates.retain(|candidate| lower(candidate).starts_with(&start));
    } else {
        // A colour is enough to find a config var.
        let colour = format!("_{start}");
        candidates.retain(|candidate| start.len() > 1 && lower(candidate).contains(&colour));
    }
    candidates.dedup_by(|one, other| one.text == other.text);
    let insert = match candidates.as_slice() {
        [] => typed.to_owned(),
        [only] if only.text.ends_with(['=', ':']) => only.text.clone(),
        [only] => format!("{} ", only.text),
        [first, rest @ ..] => {
            let common = rest.iter().fold(first.text.as_str(), |common, candidate| {
                common_start(common, &candidate.text)
            });
            let extends = common.to_ascii_lowercase().starts_with(&start);
            if extends { common.to_owned() } else { typed.to_owned() }
        }
    };
    Completion { from: typing.start, insert, candidates }
}

fn common_start<'a>(one: &'a str, other: &str) -> &'a str {
    let differs = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let end = differs.map_or(one.len().min(other.len()), |((at, _), _)| at);
    one.get(..end).unwrap_or(one)
}

fn candidates(world: &Platform, app: AppId, before: &[Word], typing: &str) -> Vec<Candidate> {
    let texts: Vec<&str> = before.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        [] => {
            let mut names = vec![candidate("heroku", "the only program that works here")];
            let builtins = COMMANDS.iter().filter(|command| command.builtin);
            names.extend(builtins.map(|command| command_name(command)));
            names
        }
        ["heroku"] => command_names(typing),
        ["heroku", name, rest @ ..] => match TABLE.find(name) {
            Some(command) => arguments(world, app, command, rest, typing),
            None => Vec::new(),
        },
        [name, rest @ ..] => match TABLE.find(name).filter(|command| command.builtin) {
            Some(command) => arguments(world, app, command, rest, typing),
            None => Vec::new(),
        },
    }
}

/// Commands of `heroku`; aliases only once something is typed.
fn command_names(typing: &str) -> Vec<Candidate> {
    let of_heroku = || COMMANDS.iter().filter(|command| !command.builtin || command.name == "help");
    let mut names: Vec<Candidate> = of_heroku().map(|command| command_name(command)).collect();
    if !typing.is_empty() {
        for command in of_heroku() {
            names.extend(command.aliases.iter().map(|alias| candidate(alias, command.summary)));
            let note = format!("later name of {}", command.name);
            names.extend(command.later.iter().map(|name| candidate(name, &note)));
        }
    }
    names
}

fn command_name(command: &Command) -> Candidate {
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
    let flag_of = |word: &str| match word.strip_prefix("--") {
        Some(name) => flags.iter().find(|flag| flag.long == name),
        None => {
            let letter = word.strip_prefix('-').and_then(|word| word.parse::<char>().ok())?;
            flags.iter().find(|flag| flag.short == Some(letter))
        }
    };
    if let Some((flag, value)) = typing.split_once('=')
        && let Some((_, kind)) = flag_of(flag).and_then(|flag| flag.value)
    {
        let mut found = of_kind(world, app, kind, value);
        found.iter_mut().for_each(|found| found.text = format!("{flag}={}", found.text));
        return found;
    }
    if let Some(kind) = before.last().and_then(|word| flag_of(word)?.value).map(|(_, kind)| kind) {
        return of_kind(world, app, kind, typing);
    }
    let mut words = before.iter();
    let mut given = 0;
    while let Some(word) = words.next() {
        match flag_of(word) {
            Some(flag) if flag.value.is_some() => _ = words.next(),
            Some(_) => {}
            None if *word == "--" => {}
            None => given += 1,
        }
    }
    let last = command.args.last().filter(|arg| arg.arity == Arity::Many);
    match command.args.get(given).or(last) {
        // After `worker=` only a number can come.
        Some(Arg { kind: ValueKind::Scale, .. }) if typing.ends_with('=') => {
            DYNOS.iter().map(|number| candidate(&format!("{typing}{number}"), "")).collect()
        }
        Some(arg) if !typing.starts_with('-') => of_kind(world, app, arg.kind, typing),
        _ => {
            let offered = flags.iter().filter_map(|flag| Some((flag.long, flag.summary?)));
            offered.map(|(long, summary)| candidate(&format!("--{long}"), summary)).collect()
        }
    }
}

/// What a word of this kind may be. A colour stands for a database once it is begun.
fn of_kind(world: &Platform, app: AppId, kind: ValueKind, typing: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut offer = |text: &str, note: &str| candidates.push(candidate(text, note));
    match kind {
        ValueKind::Database => {
            for (name, id) in world.database_vars(app) {
                offer(name, &world.database(id).plan.title());
            }
            let begun = if typing.is_empty() { Vec::new() } else { info::of_app(world, app) };
            for id in begun {
                offer(&world.database(id).colour, &world.database(id).plan.title());
            }
            for (_, database) in world.databases().filter(|(_, database)| database.app != app) {
                let name = format!("{}::{}", world.app(database.app).name, database.colour);
                offer(&name, &database.plan.title());
            }
        }
        ValueKind::Addon => {
            let own = || world.databases().filter(|(_, database)| database.app == app);
            for (_, database) in own() {
                offer(&database.addon(), &database.plan.title());
            }
            for (_, database) in own().filter(|_| !typing.is_empty()) {
                offer(&database.colour, &database.plan.title());
            }
            if world.app(app).has_pgbackups {
                offer(pgbackups::SERVICE, "its backups go with it");
            }
        }
        ValueKind::Backup => {
            for (number, backup) in world.backups(app).filter(|(_, it)| it.has_succeeded()) {
                offer(&pgbackups::backup_name(number), &world.database(backup.of).colour);
            }
        }
        ValueKind::Plan => {
            for plan in PLANS {
                offer(&format!("{SERVICE}:{}", plan.name), &plan.price());
            }
            offer(pgbackups::PLAN, "free");
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
        ValueKind::Dyno => {
            for process in &world.app(app).formation {
                offer(&process.name, "all of them");
                for number in 1..=process.dynos.len() {
                    offer(&format!("{}.{number}", process.name), "");
                }
            }
        }
        ValueKind::Release => {
            for release in world.app(app).releases.iter().rev() {
                offer(&format!("v{}", release.version), &release.description);
            }
        }
        ValueKind::ConfigVar | ValueKind::ConfigPair => {
            let sign = if kind == ValueKind::ConfigPair { "=" } else { "" };
            for (name, _) in world.app(app).config.iter() {
                offer(&format!("{name}{sign}"), "");
            }
        }
        ValueKind::App => {
            for (_, app) in world.apps().filter(|(_, app)| !app.outside) {
                offer(&app.name, "");
            }
        }
        ValueKind::OutsideApp => {
            for app in world.outside_apps() {
                offer(&world.app(app).name, "outside Heroku");
            }
        }
        ValueKind::Url => {
            for (_, database) in world.databases() {
                offer(&database.url, &database.colour);
            }
        }
        ValueKind::Command => {
            for (topic, summary) in help::topics(&TABLE) {
                offer(topic, summary);
            }
            for command in COMMANDS {
                offer(command.name, command.summary);
            }
        }
        ValueKind::Number | ValueKind::Word => {}
    }
    candidates
}
