//! `addons:add`: adds a database, empty or from another one, or pgbackups.

use super::{SERVICE, origin};
use crate::format;
use crate::platform::addon_plan::{AddonPlan, Tier};
use crate::platform::addons::Origin;
use crate::platform::{Refusal, pgbackups};
use crate::sim::law;
use crate::terminal::command::{
    Arg, Arity, Command, CommandError, CommandResult, Invocation, Next, Offer, UsageError,
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
    flags: &origin::FLAGS,
    summary: "add an add-on",
    notes: &[
        "ADDON is heroku-postgresql:PLAN. Without a plan, a follower gets that of its leader.",
        "DATABASE is a config var, a colour, APP::NAME, or the whole URL of a database.",
        "ADDON is pgbackups for backups, and for copies of a database that cannot be forked.",
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
    if is_pgbackups(intent) {
        match intent.world.check_pgbackups(intent.app) {
            Err(_) => foreseen.says("It costs nothing. ".to_owned() + &intent.restart()),
            Ok(()) => foreseen.warns("It will be refused: the app has it."),
        }
        return;
    }
    let Ok(origin) = origin::read(intent) else {
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
    let calendar = intent.world.calendar();
    let copied = |id| {
        let bytes = intent.world.server(id).data_size();
        let length = law::time_for(bytes, intent.world.fleet().restore_rate(bytes));
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
        Origin::FastFork(id) => foreseen.warns(format!(
            "A copy of {} as it was at {}; {}.",
            intent.colour(id),
            calendar.minute(intent.world.last_base_backup(id)),
            copied(id)
        )),
        Origin::Rollback(id, at) => foreseen.says(format!(
            "A copy of {} as it was at {}; {}. {} itself stays as it is.",
            intent.colour(id),
            calendar.minute(at),
            copied(id),
            intent.colour(id)
        )),
    }
    let cost = match plan.dollars {
        0 => "nothing".to_owned(),
        _ => format!("{} from now on", plan.price()),
    };
    foreseen.says(format!("It costs {cost}. {}", intent.restart()));
}

fn run(call: &mut Invocation) -> CommandResult {
    if is_pgbackups(&call.intent()) {
        return add_pgbackups(call);
    }
    // A URL is the server's to judge, once there is a plan.
    let is_url = origin::source(&call.intent()).is_some_and(|typed| typed.contains("://"));
    let has_plan = call.args.positional(0).is_some_and(|typed| typed.contains(':'));
    if is_url && !has_plan {
        return Err(UsageError::Message(CROSS_APPLICATION).into());
    }
    let origin = origin::read(&call.intent())?;
    let name = plan(&call.intent(), origin)?;
    if !is_url {
        // The tool knows a leader's plan and does not even ask.
        call.world.check_source_plan(origin)?;
    }
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
    let plan = call.world.database(changed.database).plan;
    if origin == Origin::Empty && plan.tier == Tier::Hobby {
        call.print("Database has been created and is available");
        return Ok(Next::Finished);
    }
    tell(call, origin);
    if origin == Origin::Empty {
        let text = "The database will be empty. To copy another one, add it with --fork DATABASE.";
        call.out.print(Line::error(text));
    }
    call.print("Use `heroku pg:wait` to track status");
    Ok(Next::Finished)
}

/// What the server says of a new database (docs/heroku.md#addons-add).
fn tell(call: &mut Invocation, origin: Origin) {
    let (calendar, now) = (call.world.calendar(), call.world.now());
    match origin {
        Origin::Empty => call.print("The database should be available in 3-5 minutes"),
        Origin::Follow(_) => {
            call.print("Follower will become available for read-only queries when up-to-date");
        }
        Origin::Fork(_) => {
            call.print("Database will become available after it completes forking");
        }
        Origin::FastFork(id) => {
            call.print("Database will become available after it completes forking");
            let at = call.world.last_base_backup(id);
            let hours = (calendar.unix(now) - at) / 3_600;
            let hours = format::plural(hours.max(0) as u64, "hour");
            let at = calendar.american(at);
            call.print(format!("Fork will contain data from {at} (about {hours} old)"));
            call.print("To create a fork with up-to-date data, exclude the `--fast` flag.");
        }
        Origin::Rollback(_, at) => {
            call.print("Database will become available after it completes rolling back");
            let ago = format::hours((calendar.unix(now) - at).max(0) as u64);
            call.print(format!("to {} ({ago} ago)", calendar.exact(at)));
        }
    }
}

/// Whether the add-on is pgbackups, in whatever plan.
fn is_pgbackups(call: &Intent) -> bool {
    let typed = call.args.positional(0).unwrap_or_default();
    typed.split(':').next() == Some(pgbackups::SERVICE)
}

fn add_pgbackups(call: &mut Invocation) -> CommandResult {
    if origin::FLAGS.iter().any(|flag| call.args.has(flag.long)) {
        return Err(UsageError::Message("pgbackups takes no flags.").into());
    }
    let typed = call.args.positional(0).unwrap_or_default().to_owned();
    let action = format!("Adding {typed} to {}... ", call.app_name());
    // The one plan that there is here is what the bare name gives (docs/heroku.md#pgbackups).
    let added = match typed.as_str() {
        pgbackups::SERVICE | pgbackups::PLAN => call.world.add_pgbackups(call.app),
        _ => Err(Refusal::UnknownPlan { typed }),
    };
    let release = added.map_err(|refusal| call.failed(&action, refusal))?;
    call.done(&action, &format!(", v{release} (free)"));
    call.print(
        "You can now use \"pgbackups\" to backup your databases or import an external backup.",
    );
    Ok(Next::Finished)
}

/// The name of the plan: as typed, or the leader's.
fn plan(call: &Intent, origin: Origin) -> Result<String, CommandError> {
    let typed = call.args.positional(0).unwrap_or_default();
    let (service, plan) = match typed.split_once(':') {
        Some((service, plan)) => (service, Some(plan).filter(|plan| !plan.is_empty())),
        None => (typed, None),
    };
    if service != SERVICE {
        let expected = "an add-on here; there are heroku-postgresql and pgbackups";
        return Err(UsageError::Invalid { typed: service.to_owned(), expected }.into());
    }
    let name = match (plan, origin) {
        (Some(plan), _) => plan,
        (None, Origin::Empty) => DEFAULT_PLAN,
        (
            None,
            Origin::Follow(id) | Origin::Fork(id) | Origin::FastFork(id) | Origin::Rollback(id, _),
        ) => {
            let source = call.world.database(id);
            let typed = origin::source(call);
            // Of all names of a database, only a URL has a slash.
            if source.app != call.app || typed.is_some_and(|typed| typed.contains('/')) {
                return Err(UsageError::Message(CROSS_APPLICATION).into());
            }
            source.plan.name
        }
    };
    Ok(name.to_owned())
}
