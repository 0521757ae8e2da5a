//! Completion: what the word at the cursor may become.

use super::commands::pg::info;
use super::commands::{self, COMMANDS};
use super::help;
use super::spec::{Arg, Command, Kind};
use super::words::{self, Word};
use crate::platform::names::has;
use crate::platform::plan::PLANS;
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
    let (typing, candidates) = match words::read_open(line) {
        Some((before, typing)) => {
            let candidates = candidates(world, app, &before, &typing.text);
            (typing, candidates)
        }
        None => return Completion { from: line.len(), ..Completion::default() },
    };
    // Quotes and all: what is not known to be right stays as it was typed.
    finish(&typing, line.get(typing.start..).unwrap_or_default(), candidates)
}

fn finish(typing: &Word, typed: &str, candidates: Vec<Candidate>) -> Completion {
    let wanted = typing.text.to_ascii_lowercase();
    let fits = |candidate: &Candidate| {
        let text = candidate.text.to_ascii_lowercase();
        // A colour is enough to find a config var.
        text.starts_with(&wanted) || (wanted.len() > 1 && has(&text, &format!("_{wanted}")))
    };
    let mut candidates: Vec<Candidate> = candidates.into_iter().filter(fits).collect();
    candidates.dedup_by(|one, other| one.text == other.text);
    let insert = match candidates.as_slice() {
        [] => typed.to_owned(),
        [only] => {
            format!("{}{}", only.text, if only.text.ends_with(['=', ':']) { "" } else { " " })
        }
        [first, rest @ ..] => {
            let common = |one: &str, other: &str| {
                let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
                same.map(|(c, _)| c).collect::<String>()
            };
            let shared = rest.iter().fold(first.text.clone(), |all, next| common(&all, &next.text));
            let goes_on = shared.to_ascii_lowercase().starts_with(&wanted);
            if goes_on { shared } else { typed.to_owned() }
        }
    };
    Completion { from: typing.start, insert, candidates }
}

fn candidates(world: &Platform, app: AppId, before: &[Word], typing: &str) -> Vec<Candidate> {
    let texts: Vec<&str> = before.iter().map(|word| word.text.as_str()).collect();
    match texts.as_slice() {
        [] => {
            let builtins = COMMANDS.iter().filter(|command| command.builtin);
            let heroku = candidate("heroku", "the only program here");
            [heroku].into_iter().chain(builtins.map(|command| named(command))).collect()
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
    let of_heroku = COMMANDS.iter().filter(|command| !command.builtin || command.name == "help");
    let mut names: Vec<Candidate> = of_heroku.clone().map(|command| named(command)).collect();
    if !typing.is_empty() {
        names.extend(of_heroku.flat_map(|command| {
            command.aliases.iter().map(|alias| candidate(alias, command.summary))
        }));
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
    let last = command.args.last().filter(|arg| arg.need == super::spec::Need::Many);
    match command.args.get(given).or(last) {
        // Once it is known which dynos, there are only numbers left to be said.
        Some(Arg { kind: Kind::Scale, .. }) if typing.ends_with('=') => {
            DYNOS.iter().map(|many| candidate(&(typing.to_owned() + many), "")).collect()
        }
        Some(arg) if !typing.starts_with('-') => of_kind(world, app, arg.kind),
        _ => {
            let offered = flags.iter().filter(|flag| !flag.summary.is_empty());
            offered.map(|flag| candidate(&format!("--{}", flag.long), flag.summary)).collect()
        }
    }
}

fn of_kind(world: &Platform, app: AppId, kind: Kind) -> Vec<Candidate> {
    let databases = || world.database_vars(app).into_iter();
    match kind {
        Kind::Database => {
            let database =
                |(name, id): (&str, _)| candidate(name, &world.database(id).plan.title());
            databases().map(database).collect()
        }
        Kind::Addon => {
            let own = world.databases().filter(|(_, database)| database.app == app);
            own.map(|(_, database)| candidate(&database.addon(), &database.plan.title())).collect()
        }
        Kind::Plan => {
            let plan = |plan: &crate::platform::plan::Plan| {
                candidate(&format!("heroku-postgresql:{}", plan.name), &plan.price())
            };
            PLANS.iter().map(plan).collect()
        }
        Kind::ProcessId => {
            let mut processes = Vec::new();
            for id in info::of_app(world, app) {
                for query in &world.server(id).queries {
                    let note = format!("{} on {}", query.source, world.database(id).colour);
                    processes.push(candidate(&query.pid.to_string(), &note));
                }
            }
            processes
        }
        Kind::Scale => {
            let process = |process: &crate::platform::app::ProcessType| {
                let note = format!("{} run now", process.dynos.len());
                candidate(&format!("{}=", process.name), &note)
            };
            world.app(app).formation.iter().map(process).collect()
        }
        Kind::ConfigVar => {
            world.app(app).config.all().iter().map(|(name, _)| candidate(name, "")).collect()
        }
        Kind::ConfigPair => {
            let pair = |(name, _): &(String, String)| candidate(&format!("{name}="), "");
            world.app(app).config.all().iter().map(pair).collect()
        }
        Kind::App => world.apps().map(|(_, app)| candidate(&app.name, "")).collect(),
        Kind::Command => {
            let topics = help::topics().into_iter().map(|(topic, note)| candidate(topic, note));
            topics.chain(COMMANDS.iter().map(|command| named(command))).collect()
        }
        Kind::Number | Kind::Word => Vec::new(),
    }
}
