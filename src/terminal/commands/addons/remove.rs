//! `addons:remove`: ends databases for good.

use crate::platform::DatabaseId;
use crate::terminal::commands::session::confirmation;
use crate::terminal::screen::{Line, Style};
use crate::terminal::spec::{Arg, Call, Command, Done, Failure, Kind, Need, Offer, Outcome};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["addons:destroy"],
    args: &[Arg { name: "ADDON", kind: Kind::Addon, need: Need::Many }],
    summary: "uninstall one or more add-ons",
    notes: &["Its data is gone and its bill stops. Followers of it have no leader any more."],
    missing: "Missing add-on name",
    confirms: true,
    offer: Some(Offer::Database("Remove, with its data", |world, id| {
        Some(world.database(id).addon())
    })),
    ..Command::named("addons:remove", run)
};

fn run(call: &mut Call) -> Outcome {
    let mut databases: Vec<DatabaseId> = Vec::new();
    for name in call.args.all() {
        let id = call.world.resolve(call.app, name)?;
        if !databases.contains(&id) {
            databases.push(id);
        }
    }
    if !call.confirmed {
        return Ok(Done::Ask(confirmation(call.app_name())));
    }
    if call.args.all().iter().any(|name| name.to_ascii_uppercase().ends_with("_URL")) {
        let text = "     Tools from before November 2013 refused the name with _URL here.";
        call.out.print(Line::of(Style::Dim, text));
    }
    for id in databases {
        remove(call, id)?;
    }
    Ok(Done::Finished)
}

fn remove(call: &mut Call, id: DatabaseId) -> Result<(), Failure> {
    let database = call.world.database(id);
    let (addon, price) = (database.addon(), database.plan.price());
    let app = call.world.app(database.app).name.clone();
    let changed = call.world.remove_database(id);
    let line = Line::plain(format!("Removing {addon} from {app}... ")).and(Style::Good, "done");
    call.out.print(line.and(Style::Plain, format!(", v{} ({price})", changed.release)));
    Ok(())
}
