//! `addons:remove`: ends databases for good, and takes pgbackups away.

use crate::platform::{AppId, DatabaseId, Platform, pgbackups};
use crate::terminal::command::{
    Arg, Arity, Command, CommandResult, Invocation, Next, Offer, ValueKind,
};
use crate::terminal::preview::{Intent, Preview};

/// The command.
pub static COMMAND: Command = Command {
    later: &["addons:destroy"],
    args: &[Arg { name: "ADDON", kind: ValueKind::Addon, arity: Arity::Many }],
    summary: "uninstall one or more add-ons",
    notes: &["Its data is gone and its bill stops. Followers of it have no leader any more."],
    missing: "Missing add-on name",
    confirms: true,
    offer: Some(Offer::Database("Remove, with its data", |world, id| {
        Some(world.database(id).addon())
    })),
    preview: Some(preview),
    ..Command::named("addons:remove", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let removed = foreseen.databases.clone();
    for &id in &removed {
        let name = intent.colour(id);
        foreseen.warns(format!("{name} and everything that only it has will be deleted for good."));
        for follower in intent.world.followers_of(id) {
            if !removed.contains(&follower) {
                foreseen.warns(format!("{} will have no leader.", intent.colour(follower)));
            }
        }
        if intent.world.is_primary(id, intent.app) {
            foreseen.warns(format!("{} will have no database.", intent.app_name()));
        } else if intent.world.reads_from(intent.app) == Some(id) {
            foreseen.warns(format!("Every read of {} will fail.", intent.app_name()));
        }
    }
    let pgbackups =
        intent.args.all().iter().any(|name| is_pgbackups(intent.world, intent.app, name));
    if pgbackups {
        foreseen.warns("Its backups will be deleted for good.");
    }
    if pgbackups || !removed.is_empty() {
        foreseen.says(intent.restart());
    }
}

fn run(call: &mut Invocation) -> CommandResult {
    let (mut databases, mut is_var): (Vec<DatabaseId>, _) = (Vec::new(), false);
    let is_pgbackups = |name: &&String| is_pgbackups(call.world, call.app, name);
    let (own, others): (Vec<&String>, Vec<&String>) =
        call.args.all().iter().partition(is_pgbackups);
    for name in others {
        is_var |= name.to_ascii_uppercase().ends_with("_URL");
        match call.world.resolve_addon(call.app, name) {
            Ok(id) if databases.contains(&id) => {}
            Ok(id) => databases.push(id),
            Err(refusal) => return Err(call.failed(&action(call, name), refusal)),
        }
    }
    if !call.is_confirmed(call.app)? {
        return Ok(call.ask(call.app, Vec::new()));
    }
    if is_var {
        call.remark("Tools from before November 2013 refused the name with _URL here.");
    }
    for id in databases {
        remove(call, id);
    }
    if !own.is_empty() {
        let action = action(call, pgbackups::PLAN);
        let release = call.world.remove_pgbackups(call.app);
        let release = release.map_err(|refusal| call.failed(&action, refusal))?;
        call.done(&action, &format!(", v{release} (free)"));
    }
    Ok(Next::Finished)
}

/// Whether a word means the add-on pgbackups, and the app has it.
fn is_pgbackups(world: &Platform, app: AppId, name: &str) -> bool {
    let is_it =
        [pgbackups::SERVICE, pgbackups::PLAN].iter().any(|it| name.eq_ignore_ascii_case(it));
    is_it && world.app(app).has_pgbackups
}

fn action(call: &Invocation, name: &str) -> String {
    format!("Removing {name} from {}... ", call.app_name())
}

fn remove(call: &mut Invocation, id: DatabaseId) {
    let database = call.world.database(id);
    let (addon, price) = (database.addon(), database.plan.price());
    let changed = call.world.remove_database(id);
    call.done(&action(call, &addon), &format!(", v{} ({price})", changed.release));
}
