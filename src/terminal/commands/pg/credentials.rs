//! `pg:credentials`: how to connect to a database, and another password for it.

use crate::format;
use crate::platform::app::DATABASE_URL;
use crate::platform::{AppId, DatabaseId, DatabaseUrl};
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Flag, Invocation, Next, ValueKind,
};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    later: &["pg:credentials:url"],
    args: &[Arg { name: "DATABASE", kind: ValueKind::Database, arity: Arity::One }],
    flags: &[Flag {
        long: "reset",
        short: None,
        value: None,
        summary: Some("reset credentials on the specified database"),
    }],
    summary: "display the DATABASE credentials",
    notes: &["What holds a copy of the old URL cannot connect after --reset."],
    missing: "Must specify DATABASE to display credentials.",
    preview: Some(preview),
    ..Command::named("pg:credentials", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let Some(&id) = foreseen.databases.first().filter(|_| intent.args.has("reset")) else {
        return;
    };
    let (world, name) = (intent.world, intent.colour(id));
    if let Err(refusal) = world.check_available(id) {
        return foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
    }
    foreseen
        .says(format!("{name} gets another user and password, and its config var the new URL."));
    let database = world.database(id);
    let (own, is_primary) = (database.config_var(), world.is_primary(id, database.app));
    let follows = |(app, name): &(AppId, &str)| {
        *app == database.app && (*name == own || is_primary && *name == DATABASE_URL)
    };
    let holders = world.holders_of(&database.url).into_iter().filter(|holder| !follows(holder));
    let holders: Vec<String> =
        holders.map(|(app, name)| format!("{name} of {}", world.app(app).name)).collect();
    if !holders.is_empty() {
        foreseen.warns(format!("{} will not connect any more.", format::series(&holders)));
    }
    let owner = world.app(database.app);
    let (name, next) = (&owner.name, owner.version() + 1);
    // To promote it again is a release of its own.
    let releases = match is_primary {
        true => format!("releases v{next} and v{}", next + 1),
        false => format!("release v{next}"),
    };
    foreseen.says(format!("It makes {releases}, and the dynos of {name} restart."));
}

fn run(call: &mut Invocation) -> CommandResult {
    let id = call.database_or_primary(0)?;
    if call.args.has("reset") {
        return reset(call, id);
    }
    let url = call.world.database(id).url.clone();
    call.print("Connection info string:");
    call.print(format!("   \"{}\"", info_string(&url)));
    call.print("Connection URL:");
    call.print(format!("    {url}"));
    Ok(Next::Finished)
}

fn reset(call: &mut Invocation, id: DatabaseId) -> CommandResult {
    let name = call.world.display_name(id);
    let owner = call.world.database(id).app;
    let is_primary = call.world.is_primary(id, owner);
    let action = format!("Resetting credentials for {name}... ");
    let reset = call.world.reset_credentials(id);
    reset.map_err(|refusal| call.failed(&action, refusal))?;
    call.done(&action, "");
    if is_primary {
        call.done(&format!("Promoting {name}... "), "");
    }
    Ok(Next::Finished)
}

/// A URL in the form that libpq takes as well.
fn info_string(url: &str) -> String {
    let DatabaseUrl { user, password, host, port, name, .. } =
        DatabaseUrl::parse(url).unwrap_or_default();
    format!("dbname={name} host={host} port={port} user={user} password={password} sslmode=require")
}
