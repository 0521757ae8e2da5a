//! `pg:info`: what there is to know of each database.

use super::hobby;
use super::notes;
use crate::format;
use crate::platform::addon_plan::Tier;
use crate::platform::failover::Failover;
use crate::platform::starting_world::{FollowingRow, Heading};
use crate::platform::{AppId, DatabaseId, ForkFollow, InfoRow, Platform, Status};
use crate::sim::server::Phase;
use crate::terminal::command::{
    Command, CommandError, CommandResult, Flag, Invocation, Next, Offer,
};
use crate::terminal::screen::{Line, Style};
use crate::terminal::{formatting, messages};

/// What it prints besides is in no source (docs/heroku.md#pg-info).
const EXTENDED: Flag = Flag {
    long: "extended",
    short: Some('x'),
    value: None,
    summary: Some("show extended information"),
};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["pg"],
    args: &[super::DATABASE],
    flags: &[EXTENDED],
    summary: "display database information",
    notes: &[
        "Behind By counts the commits that the leader has and a query on the follower does not",
        "see yet. A follower that is caught up is generally within 200 of its leader.",
        "PG Version is that of the servers which this model was measured on; in 2013 it was 9.2.",
    ],
    offer: Some(Offer::Database("Show details", |world, id| {
        Some(world.database(id).colour.clone())
    })),
    ..Command::named("pg:info", run)
};

fn run(call: &mut Invocation) -> CommandResult {
    let databases = named_databases(call)?;
    if databases.is_empty() {
        let text = format!("{} has no heroku-postgresql databases.", call.app_name());
        call.print(text);
        if let Some(name) = call.world.borrowed(call.app) {
            call.remark(&messages::borrowed(&name));
        }
    }
    for (at, id) in databases.into_iter().enumerate() {
        if at > 0 {
            call.print("");
        }
        let app = asking_app(call, id);
        show(call, app, id);
        if let Some(advice) = hobby::advice(call.world, id) {
            call.remark(&advice);
        }
        note_removed_leader(call, id);
        for note in notes::of(call.world, id) {
            let colour = &call.world.database(id).colour;
            let text = format!("{colour}: {note}.");
            call.remark(&text);
        }
    }
    if call.args.has(EXTENDED.long) {
        call.remark("No source says what --extended showed besides, so nothing is added here.");
    }
    Ok(Next::Finished)
}

/// The database that is named, or all of the app.
pub fn named_databases(call: &Invocation) -> Result<Vec<DatabaseId>, CommandError> {
    Ok(match call.args.positional(0) {
        Some(_) => vec![call.database_or_primary(0)?],
        None => of_app(call.world, call.app),
    })
}

/// The databases that an app's config vars name, by name.
pub fn of_app(world: &Platform, app: AppId) -> Vec<DatabaseId> {
    let mut databases: Vec<DatabaseId> = Vec::new();
    for (_, id) in world.database_vars(app) {
        let colour = |id: DatabaseId| &world.database(id).colour;
        if let Err(at) = databases.binary_search_by(|other| colour(*other).cmp(colour(id))) {
            databases.insert(at, id);
        }
    }
    databases
}

/// The app that names the others: that of the command, or that of a database which it does not
/// know.
fn asking_app(call: &Invocation, id: DatabaseId) -> AppId {
    // `app::NAME` moves the whole command there.
    if call.args.positional(0).is_some_and(|typed| typed.contains("::")) {
        return call.world.database(id).app;
    }
    let is_known = call.world.name_to(call.app, id).is_ok() || call.world.is_primary(id, call.app);
    if is_known { call.app } else { call.world.database(id).app }
}

/// The tool leaves out what followed a leader that was removed (docs/heroku.md#dead-leader).
fn note_removed_leader(call: &mut Invocation, id: DatabaseId) {
    let database = |id: DatabaseId| call.world.database(id);
    let Some(leader) = call.world.leader_of(id).filter(|id| database(*id).is_removed()) else {
        return;
    };
    let (name, leader) = (&database(id).colour, &database(leader).colour);
    let text = format!(
        "Its leader {leader} was removed. It stays read-only until heroku pg:unfollow {name}."
    );
    call.remark(&text);
}

fn show(call: &mut Invocation, app: AppId, id: DatabaseId) {
    call.out.print(heading(call.world, app, id));
    let rows = rows(call.world, app, id).into_iter().map(|row| (row.label, row.values));
    call.out.print_all(formatting::key_values(&rows.collect::<Vec<_>>(), style));
}

fn style(label: &str, value: &str) -> Style {
    match (label, value) {
        ("Status", "available") => Style::Good,
        ("Status", "preparing") => Style::Warn,
        ("Status", _) => Style::Bad,
        ("HA Status", "Temporarily Unavailable") => Style::Warn,
        ("Behind By", "0 commits") => Style::Plain,
        ("Behind By", _) => Style::Warn,
        _ => Style::Plain,
    }
}

fn role(world: &Platform, app: AppId, id: DatabaseId) -> &'static str {
    if world.is_primary(id, app) { " (DATABASE_URL)" } else { "" }
}

fn heading(world: &Platform, app: AppId, id: DatabaseId) -> Line {
    let database = world.database(id);
    match world.pg_info().heading {
        Heading::UrlAndRole => {
            formatting::heading(&database.config_var()).and(Style::Dim, role(world, app, id))
        }
        Heading::Url => formatting::heading(&database.config_var()),
        Heading::Name => formatting::heading(&database.addon()),
    }
}

/// The tables of a database that is not empty: as many as an example of the Dev Center has.
const TABLES: &str = "29";

/// How many tables a database has.
pub fn tables(world: &Platform, id: DatabaseId) -> &'static str {
    if world.fleet().is_empty(world.database(id).server) { "0" } else { TABLES }
}

/// That of the servers which this model was measured on.
pub const PG_VERSION: &str = "15.18";

/// Rows that say nothing of followers, which the side panel leaves to the terminal.
pub const ASIDE: [&str; 4] = ["Tables", "Rows", "Rollback", "Maintenance"];

/// The rows, for the terminal and for the side panel, in the order of the tool
/// (docs/heroku.md#pg-info-rows), as far as the model knows them. What it follows comes last, as in
/// the article.
pub fn rows(world: &Platform, app: AppId, id: DatabaseId) -> Vec<InfoRow> {
    let (database, status) = (world.database(id), world.status(id));
    if database.plan.tier == Tier::Hobby {
        return hobby::rows(world, id, status_word(status));
    }
    let mut rows = Vec::new();
    rows.push(InfoRow::new("Plan", database.plan.title()));
    rows.push(InfoRow::new("Status", status_word(status).to_owned()));
    if world.has_ha_standby(id) {
        let is_taking_over = world.failover(id) == Some(Failover::TakingOver);
        let status = match world.hold_back(id).is_none() && !is_taking_over {
            true => "Available",
            false => "Temporarily Unavailable",
        };
        rows.push(InfoRow::new("HA Status", status.to_owned()));
    }
    if world.server(id).phase == Phase::Ready {
        let connections = connections(world, id);
        rows.push(InfoRow::new("Data Size", formatting::size(world.server(id).data_size())));
        rows.push(InfoRow::new("Tables", tables(world, id).to_owned()));
        rows.push(InfoRow::new("PG Version", PG_VERSION.to_owned()));
        if database.is_32_bit {
            rows.push(InfoRow::new("Machine", "32-bit".to_owned()));
        }
        rows.push(InfoRow::new(
            "Connections",
            format!("{connections}/{}", database.plan.connections),
        ));
    }
    let fork_follow = match status {
        // What is lost for good is not so for a time.
        Status::Lost { .. } | Status::Corrupt { .. } => "Unavailable".to_owned(),
        _ => fork_follow(world.fork_follow(id)),
    };
    rows.push(InfoRow::new("Fork/Follow", fork_follow));
    rows.extend(rollback(world, id).map(|text| InfoRow::new("Rollback", text)));
    rows.push(InfoRow::new("Created", world.calendar().minute(database.created)));
    let mut names = |label: &'static str, ids: &[DatabaseId]| {
        let mut names = Vec::new();
        for id in ids {
            names.push(match world.name_to(app, *id) {
                Ok(var) => var.trim_end_matches("_URL").to_owned(),
                Err(place) => place,
            });
        }
        if !names.is_empty() {
            names.sort_unstable();
            rows.push(InfoRow { label, values: names });
        }
    };
    let mut forks = Vec::new();
    for (other, database) in world.databases() {
        if database.forked_from == Some(id) {
            forks.push(other);
        }
    }
    names("Followers", &world.followers_of(id));
    names("Forks", &forks);
    names("Forked From", database.forked_from.as_slice());
    // Heroku's own maintenance does not happen here.
    rows.push(InfoRow::new("Maintenance", "not required".to_owned()));
    following(&mut rows, world, app, id);
    rows
}

/// How far back a new database could be made from this one: `from 2013-12-05 09:00 UTC`; nothing
/// where no source says so (docs/heroku.md#tiers).
fn rollback(world: &Platform, id: DatabaseId) -> Option<String> {
    let from = world.rollback_from(id)?;
    let is_making = matches!(world.fork_follow(id), ForkFollow::TemporarilyUnavailable { .. });
    let is_up = world.server(id).is_up();
    if matches!(world.status(id), Status::Preparing(_)) || is_making && is_up {
        return Some("Temporarily Unavailable".to_owned());
    }
    Some(format!("from {}", world.calendar().minute(from)))
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Preparing(_) => "preparing",
        Status::Available => "available",
        Status::Unavailable { .. } => "unavailable",
        Status::Corrupt { .. } => "corrupt",
        Status::Lost { .. } => "lost",
    }
}

fn fork_follow(fork_follow: ForkFollow) -> String {
    match fork_follow {
        ForkFollow::Available => "Available".to_owned(),
        ForkFollow::TemporarilyUnavailable { ready_in: Some(length) } => {
            format!("Temporarily Unavailable, ready in about {}", format::rough_length(length))
        }
        ForkFollow::TemporarilyUnavailable { ready_in: None } => {
            "Temporarily Unavailable".to_owned()
        }
        ForkFollow::UnavailableOnFollowers => "Unavailable on followers".to_owned(),
        ForkFollow::Unsupported => "Unsupported".to_owned(),
    }
}

/// Dynos that are connected to it, and its queries; none where it does not run.
pub fn connections(world: &Platform, id: DatabaseId) -> usize {
    if !world.server(id).answers() {
        return 0;
    }
    let mut connections = world.server(id).queries.len();
    for (app_id, app) in world.apps() {
        let is_read = world.reads_from(app_id) == Some(id);
        for process in &app.formation {
            let reads = is_read && process.is_reading();
            if reads || world.named_by(app, &process.writes_to) == Some(id) {
                connections += process.dynos.iter().filter(|dyno| dyno.is_up(world.now())).count();
            }
        }
    }
    connections
}

/// What it follows, and how far behind; neither where its leader was removed, as in the tool.
fn following(rows: &mut Vec<InfoRow>, world: &Platform, app: AppId, id: DatabaseId) {
    let Some(leader) = world.leader_of(id).filter(|id| !world.database(*id).is_removed()) else {
        return;
    };
    let name = match (world.name_to(app, leader), world.pg_info().following) {
        (Ok(var), FollowingRow::UrlAndRole) => var,
        (Ok(var), FollowingRow::NameAndRole) => var.trim_end_matches("_URL").to_owned(),
        (Err(place), _) => place,
    };
    rows.push(InfoRow::new("Following", name + role(world, app, leader)));
    let behind = match world.behind(id) {
        Some(_) if matches!(world.server(id).phase, Phase::BaseBackup { .. }) => return,
        // In the plural for one as well, as in the tool.
        Some(behind) => format!("{} commits", behind.commits()),
        None => "unknown, its leader does not answer".to_owned(),
    };
    rows.push(InfoRow::new("Behind By", behind));
}
