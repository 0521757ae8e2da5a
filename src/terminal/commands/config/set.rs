//! `config:set`: sets config vars.

use crate::format;
use crate::platform::app::DATABASE_URL;
use crate::platform::reads::READ_DATABASE_URL;
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, UsageError, ValueKind,
};
use crate::terminal::commands::config::reads;
use crate::terminal::commands::pg::promote;
use crate::terminal::formatting;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["config:add"],
    args: &[Arg { name: "KEY=VALUE", kind: ValueKind::ConfigPair, arity: Arity::Many }],
    summary: "set one or more config vars",
    notes: &["It makes a release, and the dynos restart."],
    missing: "Must specify KEY and VALUE to set.",
    offer: Some(Offer::Database("Read from it", |world, id| {
        let app = world.database(id).app;
        let is_free = world.app(app).is_reading() && world.reads_from(app) != Some(id);
        let url = &world.database(id).url;
        let leader = world.leader_of(id).filter(|_| is_free && world.server(id).answers());
        (leader? == world.primary(app)?).then(|| format!("{READ_DATABASE_URL}={url}"))
    })),
    preview: Some(preview),
    ..Command::named("config:set", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let world = intent.world;
    let Ok(vars) = pairs(intent.args.all()) else {
        return;
    };
    let names: Vec<&str> = vars.iter().map(|(name, _)| name.as_str()).collect();
    foreseen.says(format!("Sets {}.", format::series(&names)));
    for (name, value) in &vars {
        if name == READ_DATABASE_URL {
            reads::foresee(intent, foreseen, world.by_url(value));
            continue;
        }
        let old = world.named_by(world.app(intent.app), name);
        match (world.by_url(value), old) {
            (new, old) if new == old => {}
            (Some(new), _) if name == DATABASE_URL => promote::foresee(intent, foreseen, new),
            (None, Some(_)) if name == DATABASE_URL => foreseen.warns(format!(
                "No database here has that URL: {} could not write.",
                intent.app_name()
            )),
            (_, Some(old)) => {
                foreseen.warns(format!("{name} will not name {} any more.", intent.colour(old)));
            }
            (Some(new), None) => {
                foreseen.says(format!("{name} will name {}.", intent.colour(new)));
            }
            (None, None) => {}
        }
    }
    foreseen.says(intent.restart());
}

/// Names and values of what was typed.
fn pairs(typed: &[String]) -> Result<Vec<(String, String)>, UsageError> {
    let pair = |typed: &String| {
        let (name, value) = typed.split_once('=').unwrap_or_default();
        // A word without a sign has no name either.
        if name.is_empty() || !name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_') {
            let expected = "of the form KEY=value";
            return Err(UsageError::Invalid { typed: typed.clone(), expected });
        }
        Ok((name.to_owned(), value.to_owned()))
    };
    typed.iter().map(pair).collect()
}

fn run(call: &mut Invocation) -> CommandResult {
    let vars = pairs(call.args.all())?;
    let release = call.world.set_config(call.app, &vars);
    let text = format!("Setting config vars and restarting {}... ", call.app_name());
    call.done(&text, &format!(", v{release}"));
    call.out.print_all(formatting::aligned(&vars, ":"));
    Ok(Next::Finished)
}
