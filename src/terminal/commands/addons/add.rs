//! `addons:add`: adds a database, empty, as a follower, or as a fork.

use super::SERVICE;
use crate::format;
use crate::platform::Refusal;
use crate::platform::addon_plan::AddonPlan;
use crate::platform::addons::Origin;
use crate::sim::law;
use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Flag, Invocation, Next, Offer, UsageError,
    ValueKind,
};
use crate::terminal::messages;
use crate::terminal::preview::{Intent, Preview};
use crate::terminal::screen::Line;

/// The plan where none is named and nothing is followed.
const DEFAULT_PLAN: &str = "hobby-dev";

const CROSS_APPLICATION: &str =
    "Cross application database Forking/Following requires you specify a plan type";

/// The command.
pub static COMMAND: Command = Command {
    later: &["addons:create"],
    args: &[Arg { name: "ADDON", kind: ValueKind::Plan, arity: Arity::One }],
    flags: &[
        Flag {
            long: "follow",
            short: None,
            value: Some(("DATABASE", ValueKind::Database)),
            summary: Some("begin as a read-only follower of DATABASE"),
        },
        Flag {
            long: "fork",
            short: None,
            value: Some(("DATABASE", ValueKind::Database)),
            summary: Some("begin as a copy of DATABASE that goes its own way"),
        },
    ],
    summary: "add an add-on",
    notes: &[
        "ADDON is heroku-postgresql:PLAN. Without a plan, a follower gets that of its leader.",
        "DATABASE is a config var, a colour, APP::NAME, or the whole URL of a database.",
    ],
    missing: "Missing add-on name",
    takes_bare_flags: true,
    offer: Some(Offer::Database("Add a follower", |world, id| {
        let database = world.database(id);
        let plan = database.plan.name;
        (world.fork_follow(id) == crate::platform::ForkFollow::Available)
            .then(|| format!("{SERVICE}:{plan} --follow {}", database.config_var()))
    })),
    preview: Some(preview),
    ..Command::named("addons:add", run)
};

fn preview(intent: &Intent, foreseen: &mut Preview) {
    let Ok(origin) = origin(intent) else {
        return;
    };
    let Some(plan) = plan(intent, origin).ok().and_then(|name| AddonPlan::find(&name)) else {
        return;
    };
    if let Err(refusal) = intent.world.check_add(plan, origin) {
        return foreseen.warns(format!("It will be refused: {}", messages::refusal(&refusal)));
    }
    let fits = |id| {
        let used = intent.world.fleet().disk_used(intent.world.database(id).server);
        plan.disk_size().is_none_or(|size| used < size)
    };
    if let Origin::Follow(id) | Origin::Fork(id) = origin
        && !fits(id)
    {
        let (gb, plan) = (plan.storage_gb, plan.title());
        let name = intent.colour(id);
        foreseen
            .warns(format!("{name} does not fit on the {gb} GB of {plan}: it never catches up."));
    }
    let copied = |id| {
        let length = law::time_for(intent.world.server(id).data_size(), law::BASE_BACKUP_RATE);
        format!("copying it takes about {}", format::rough_length(length))
    };
    match origin {
        Origin::Empty => foreseen.warns(
            "A new, empty database: it follows nothing. With --follow DATABASE it becomes a \
             follower.",
        ),
        Origin::Follow(id) => foreseen.says(format!(
            "A new follower of {}, read-only; {}.",
            intent.colour(id),
            copied(id)
        )),
        Origin::Fork(id) => foreseen.says(format!(
            "A copy of {} as it is now, which goes its own way from then on; {}.",
            intent.colour(id),
            copied(id)
        )),
    }
    let cost = match plan.dollars {
        0 => "nothing".to_owned(),
        _ => format!("{} from now on", plan.price()),
    };
    foreseen.says(format!("It costs {cost}. {}", intent.restart()));
}

fn run(call: &mut Invocation) -> CommandResult {
    let origin = origin(&call.intent())?;
    let name = plan(&call.intent(), origin)?;
    // The tool knows a leader's plan and does not even ask.
    call.world.check_source_plan(origin)?;
    let action = format!("Adding {SERVICE}:{name} to {}... ", call.app_name());
    let added = match AddonPlan::find(&name) {
        Some(plan) => call.world.add_database(call.app, plan, origin),
        None => Err(Refusal::UnknownPlan { typed: name }),
    };
    let changed = match added {
        Ok(changed) => changed,
        Err(refusal) => return Err(call.failed(&action, refusal)),
    };
    let price = call.world.database(changed.database).plan.price();
    call.done(&action, &format!(", v{} ({price})", changed.release));
    call.print(format!("Attached as {}", call.world.database(changed.database).addon()));
    call.print(match origin {
        Origin::Empty => "The database should be available in 3-5 minutes",
        Origin::Follow(_) => "Follower will become available for read-only queries when up-to-date",
        Origin::Fork(_) => "Database will become available after it completes forking",
    });
    if origin == Origin::Empty {
        let text = "The database will be empty. To copy another one, add it with --fork DATABASE.";
        call.out.print(Line::error(text));
    }
    call.print("Use `heroku pg:wait` to track status");
    Ok(Next::Finished)
}

fn origin(call: &Intent) -> Result<Origin, CommandError> {
    let (follow, fork) = (call.args.value("follow"), call.args.value("fork"));
    let Some(name) = follow.or(fork) else {
        return Ok(Origin::Empty);
    };
    if ["follow", "fork"].iter().any(|flag| call.args.count(flag) > 1) {
        return Err(UsageError::Message("Give --follow or --fork once.").into());
    }
    if follow.is_some() && fork.is_some() {
        return Err(UsageError::Message("Give --follow or --fork, not both.").into());
    }
    let id = call.world.resolve(call.app, name)?;
    Ok(if follow.is_some() { Origin::Follow(id) } else { Origin::Fork(id) })
}

/// The name of the plan: as typed, or the leader's.
fn plan(call: &Intent, origin: Origin) -> Result<String, CommandError> {
    let typed = call.args.positional(0).unwrap_or_default();
    let (service, plan) = match typed.split_once(':') {
        Some((service, plan)) => (service, Some(plan).filter(|plan| !plan.is_empty())),
        None => (typed, None),
    };
    if service != SERVICE {
        let expected = "an add-on here; the only one is heroku-postgresql";
        return Err(UsageError::Invalid { typed: service.to_owned(), expected }.into());
    }
    let name = match (plan, origin) {
        (Some(plan), _) => plan,
        (None, Origin::Empty) => DEFAULT_PLAN,
        (None, Origin::Follow(id) | Origin::Fork(id)) => {
            let source = call.world.database(id);
            let typed = call.args.value("follow").or(call.args.value("fork"));
            // Of all names of a database, only a URL has a slash.
            if source.app != call.app || typed.is_some_and(|typed| typed.contains('/')) {
                return Err(UsageError::Message(CROSS_APPLICATION).into());
            }
            source.plan.name
        }
    };
    Ok(name.to_owned())
}
