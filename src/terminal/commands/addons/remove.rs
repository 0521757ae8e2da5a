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
    offer: Some(Offer {
        label: "Remove, with its data",
        words: |world, id| Some(world.database(id).addon()),
    }),
    ..Command::named("addons:remove", run)
};

fn run(call: &mut Call) -> Outcome {
    let find = |name: &String| call.world.resolve(call.app, name);
    let mut databases = call.args.all().iter().map(find).collect::<Result<Vec<_>, _>>()?;
    databases.sort();
    databases.dedup();
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
