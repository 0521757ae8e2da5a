//! `outside:set`: another URL for an app outside Heroku, which restarts with it.

use super::APP;
use crate::platform::{AppId, DatabaseId, Platform, Refusal};
use crate::terminal::args::Args;
use crate::terminal::command::{Arg, Arity, Command, CommandResult, Invocation, Next, ValueKind};
use crate::terminal::commands::pg::promote;
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    args: &[APP, Arg { name: "URL", kind: ValueKind::Url, arity: Arity::One }],
    summary: "write URL into .env of an app outside Heroku, and restart it",
    notes: &[
        "Heroku cannot do this: somebody does it by hand where APP runs. URL is what",
        "heroku config:get HEROKU_POSTGRESQL_COLOR_URL prints. What was stopped starts.",
    ],
    missing: "Must specify APP and the URL of a database.",
    builtin: true,
    preview: Some(preview),
    ..Command::named("outside:set", run)
};

/// The line that gives an app outside Heroku the URL of a database.
pub fn line(world: &Platform, app: AppId, id: DatabaseId) -> String {
    format!("{} {} {}", COMMAND.name, world.app(app).name, world.database(id).url)
}

fn target(world: &Platform, args: &Args) -> Result<(AppId, DatabaseId), Refusal> {
    let app = world.find_outside(args.positional(0).unwrap_or_default())?;
    Ok((app, world.find_url(args.positional(1).unwrap_or_default())?))
}

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let world = intent.world;
    let (app, id) = match target(world, intent.args) {
        Ok(found) => found,
        Err(refusal) => {
            foreseen.app = None;
            let refusal = messages::refusal(&refusal);
            return foreseen.warns(format!("It will be refused: {refusal}"));
        }
    };
    foreseen.app = Some(app);
    foreseen.databases = vec![id];
    let name = &world.app(app).name;
    if world.is_primary(id, app) {
        foreseen.says(format!("{name} writes to {} already.", intent.colour(id)));
    } else {
        promote::foresee(&Intent { world, app, args: intent.args }, foreseen, id);
    }
    foreseen.says(format!("{name} restarts."));
}

fn run(call: &mut Invocation) -> CommandResult {
    let (app, id) = target(call.world, call.args)?;
    let (name, colour) = (call.world.app(app).name.clone(), call.world.database(id).colour.clone());
    call.world.set_outside_url(app, id);
    call.done(&format!("Writing DATABASE_URL into .env of {name} and restarting it... "), "");
    if call.world.fleet().takes_writes(call.world.database(id).server).is_err() {
        call.remark(&format!("{name} cannot write now: {colour} takes no writes."));
    }
    Ok(Next::Finished)
}
