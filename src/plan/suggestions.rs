//! Which plans fit a moment, and whether a decision is near.

use std::cmp::Reverse;

use super::script::Plan;
use crate::platform::app::ProcessType;
use crate::platform::{AppId, Database, DatabaseId, Platform, Status};
use crate::run::Simulation;

/// Whether a decision is near: the database that `DATABASE_URL` names does not run, or the typed
/// line would fork a follower that is behind; and there is something to choose from.
pub fn is_decision_near(run: &Simulation, typed: &str) -> bool {
    let (world, app) = (run.world(), run.shell().app());
    let is_down = world.primary(app).is_none_or(|id| !world.server(id).is_up());
    let forks = run.shell().preview(world, typed).would_fork;
    let is_behind = |id| world.behind(id).is_some_and(|behind| behind.commits() > 0);
    (is_down || forks.is_some_and(is_behind)) && suggest(run, typed).len() > 1
}

/// Two to four plans that fit the moment and what is typed; fewer where there is no choice: with
/// no follower nothing can take over.
pub fn suggest(run: &Simulation, typed: &str) -> Vec<Plan> {
    let (world, app) = (run.world(), run.shell().app());
    let old = world.primary(app);
    let fork =
        run.shell().preview(world, typed).would_fork.filter(|id| can_succeed(world, app, *id));
    let Some(best) = fork.or_else(|| successor(world, app, None)) else {
        return Vec::new();
    };
    let colour = |id: DatabaseId| world.database(id).colour.as_str();
    let is_closed = world.app(app).maintenance;
    let mut plans = Vec::new();
    let mut add = |title: String, steps: String, opens: bool| {
        let text = if opens { steps + "heroku maintenance:off\n" } else { steps };
        // Each line is one that a plan can have.
        plans.extend(Plan::read(&title, &text));
    };
    let best_colour = colour(best);
    add(format!("Promote {best_colour} now"), change_over(world, app, best), is_closed);
    let status = old.map(|old| (old, world.status(old)));
    if let Some((old, Status::Available)) = status
        && world.leader_of(best) == Some(old)
    {
        let caught_up = format!(
            "wait until {best_colour} is behind by 0 commits, at most 10m\n{}",
            change_over(world, app, best)
        );
        let stopped = format!(
            "heroku maintenance:on\n{}{caught_up}{}",
            scale_workers(world, app, |_| 0),
            scale_workers(world, app, |process| process.dynos.len())
        );
        add(format!("Wait for 0 commits, then promote {best_colour}"), caught_up, is_closed);
        add(format!("Stop the writes first, then promote {best_colour}"), stopped, true);
    }
    if fork.is_none()
        && let Some(other) = successor(world, app, Some(best))
    {
        add(format!("Promote {}", colour(other)), change_over(world, app, other), is_closed);
    }
    // Of one that is lost the odds show that it never does.
    if let Some((old, Status::Unavailable { .. } | Status::Lost { .. })) = status {
        let steps = format!("wait until {} is available, at most 15m\n", colour(old));
        add(format!("Wait for {} to come back", colour(old)), steps, is_closed);
    }
    plans
}

/// The steps by which a database takes the app over.
fn change_over(world: &Platform, app: AppId, id: DatabaseId) -> String {
    let (colour, app) = (&world.database(id).colour, &world.app(app).name);
    let promote = format!("heroku pg:promote {colour}\n");
    match world.leader_of(id) {
        Some(_) => format!("heroku pg:unfollow {colour} --confirm {app}\n{promote}"),
        None => promote,
    }
}

/// The database that has received most of those that could take an app over, but for one.
fn successor(world: &Platform, app: AppId, but: Option<DatabaseId>) -> Option<DatabaseId> {
    let could = |id| Some(id) != but && can_succeed(world, app, id);
    let candidates = world.databases().filter(|(id, _)| could(*id));
    let held = |database: &Database| world.fleet().commits_on_disk(database.server);
    candidates.min_by_key(|(_, database)| Reverse(held(database))).map(|(id, _)| id)
}

/// Whether a database could take an app over: it answers, the app has a name for it, and it
/// follows the app's database or did.
fn can_succeed(world: &Platform, app: AppId, id: DatabaseId) -> bool {
    let (old, database) = (world.primary(app), world.database(id));
    let origin = world.leader_of(id).or(database.forked_from);
    let is_kin = origin.is_some() && (old.is_none() || origin == old);
    let is_named = world.resolve(app, &database.colour) == Ok(id);
    is_kin && is_named && Some(id) != old && world.status(id) == Status::Available
}

/// The command that scales the process types of an app that run and are not web; none where there
/// is no such process type.
fn scale_workers(world: &Platform, app: AppId, dynos: fn(&ProcessType) -> usize) -> String {
    let running = world.app(app).formation.iter().filter(|p| !p.is_web() && !p.dynos.is_empty());
    let words: Vec<_> =
        running.map(|process| format!("{}={}", process.name, dynos(process))).collect();
    if words.is_empty() { String::new() } else { format!("heroku ps:scale {}\n", words.join(" ")) }
}
