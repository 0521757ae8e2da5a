//! `pg:info`: what there is to know of each database.

use crate::format;
use crate::platform::starting_world::{FollowingRow, Heading};
use crate::platform::{AppId, DatabaseId, ForkFollow, InfoRow, Platform, Status};
use crate::sim::server::Phase;
use crate::terminal::command::{Command, CommandError, CommandResult, Invocation, Next, Offer};
use crate::terminal::formatting;
use crate::terminal::screen::{Line, Style};

/// The command.
pub static COMMAND: Command = Command {
    aliases: &["pg"],
    args: &[super::DATABASE],
    summary: "display database information",
    notes: &[
        "Behind By counts the commits that the leader has and a query on the follower does not",
        "see yet. A follower that is caught up is generally within 200 of its leader.",
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
    }
    for (at, id) in databases.into_iter().enumerate() {
        if at > 0 {
            call.print("");
        }
        show(call, id);
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

fn show(call: &mut Invocation, id: DatabaseId) {
    call.out.print(heading(call.world, call.app, id));
    for InfoRow { label: name, values } in rows(call.world, call.app, id) {
        for (at, value) in values.into_iter().enumerate() {
            let name = if at == 0 { format!("{name}:") } else { String::new() };
            let style = match (name.as_str(), value.as_str()) {
                ("Status:", "available") => Style::Good,
                ("Status:", "preparing") => Style::Warn,
                ("Status:", _) => Style::Bad,
                ("Behind By:", "0 commits") => Style::Plain,
                ("Behind By:", _) => Style::Warn,
                _ => Style::Plain,
            };
            call.out.print(Line::plain(format!("{name:13}")).and(style, value));
        }
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

/// The rows, for the terminal and for the side panel, in the order of the tool
/// (docs/heroku.md#pg-info-rows), as far as the model knows them. What it follows comes last, as in
/// the article.
pub fn rows(world: &Platform, app: AppId, id: DatabaseId) -> Vec<InfoRow> {
    let (database, status) = (world.database(id), world.status(id));
    let mut rows = Vec::new();
    rows.push(InfoRow::new("Plan", database.plan.title()));
    rows.push(InfoRow::new("Status", status_word(status).to_owned()));
    if world.server(id).phase == Phase::Ready {
        let connections = connections(world, id);
        rows.push(InfoRow::new("Data Size", formatting::size(world.server(id).data_size())));
        rows.push(InfoRow::new("PG Version", "15.18".to_owned()));
        rows.push(InfoRow::new(
            "Connections",
            format!("{connections}/{}", database.plan.connections),
        ));
    }
    rows.push(InfoRow::new("Fork/Follow", fork_follow(world.fork_follow(id))));
    rows.push(InfoRow::new("Created", world.calendar().minute(database.created)));
    let mut names = |label: &'static str, ids: &[DatabaseId]| {
        let mut names = Vec::new();
        for id in ids {
            names.push(world.database(*id).addon());
        }
        if !names.is_empty() {
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
    following(&mut rows, world, app, id);
    rows
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Preparing(_) => "preparing",
        Status::Available => "available",
        Status::Unavailable { .. } => "unavailable",
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
fn connections(world: &Platform, id: DatabaseId) -> usize {
    if !world.server(id).is_up() {
        return 0;
    }
    let mut connections = world.server(id).queries.len();
    for (_, app) in world.apps() {
        for process in &app.formation {
            if world.named_by(app, &process.writes_to) == Some(id) {
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
    let name = match world.pg_info().following {
        FollowingRow::UrlAndRole => world.database(leader).config_var(),
        FollowingRow::NameAndRole => world.database(leader).addon(),
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
