//! Which plans fit a moment, and whether a decision is near.

use super::script::Plan;
use crate::platform::{AppId, DatabaseId, Platform, Status};
use crate::run::Simulation;

/// Whether a decision is near: the database that `DATABASE_URL` names does not run, or the typed
/// line would fork a follower that is behind; and there is something to choose from.
pub fn is_near(run: &Simulation, typed: &str) -> bool {
    let (world, app) = (run.world(), run.shell().app());
    let is_down = world.primary(app).is_none_or(|id| !world.server(id).is_up());
    let forks = run.shell().preview(world, typed).forks;
    let is_behind = |id| world.behind(id).is_some_and(|behind| behind.commits() > 0);
    (is_down || forks.is_some_and(is_behind)) && suggest(run, typed).len() > 1
}

/// Two to four plans that fit the moment and what is typed; fewer where there is no choice: with
/// no follower nothing can take over.
pub fn suggest(run: &Simulation, typed: &str) -> Vec<Plan> {
    let (world, app) = (run.world(), run.shell().app());
    let old = world.primary(app);
    let forks = run.shell().preview(world, typed).forks.filter(|id| can_succeed(world, app, *id));
    let mut plans = Vec::new();
    let Some(best) = forks.or_else(|| successor(world, app, None)) else {
        return plans;
    };
    let closed = world.app(app).maintenance;
    let mut add = |title: &str, id: DatabaseId, lines: &str, closed: bool| {
        let names = (&*world.database(id).colour, &*world.app(app).name);
        let mut text = fill(lines, names);
        if closed {
            text += "heroku maintenance:off\n";
        }
        // Each line is one of those below, which a plan can have.
        if let Ok(plan) = Plan::read(&fill(title, names), &text) {
            plans.push(plan);
        }
    };
    let change = |id| if world.leader_of(id).is_some() { TAKE_OVER } else { PROMOTE };
    add("Promote % now", best, change(best), closed);
    let status = old.map(|old| (old, world.status(old)));
    if let Some((old, Status::Available)) = status
        && world.leader_of(best) == Some(old)
    {
        let lines = CAUGHT_UP.to_owned() + TAKE_OVER;
        add("Wait for 0 commits, then promote %", best, &lines, closed);
        let stopped = scale(world, app, true) + &lines + &scale(world, app, false);
        let lines = "heroku maintenance:on\n".to_owned() + &stopped;
        add("Stop the writes first, then promote %", best, &lines, true);
    }
    if forks.is_none()
        && let Some(other) = successor(world, app, Some(best))
    {
        add("Promote %", other, change(other), closed);
    }
    // Of one that is lost the odds show that it never does.
    if let Some((old, Status::Unavailable { .. } | Status::Lost { .. })) = status {
        let lines = "wait until % is available, at most 15m\n";
        add("Wait for % to come back", old, lines, closed);
    }
    plans
}

// Lines of plans, with % for the database and @ for the app.
const TAKE_OVER: &str = "heroku pg:unfollow % --confirm @\nheroku pg:promote %\n";
const PROMOTE: &str = "heroku pg:promote %\n";
const CAUGHT_UP: &str = "wait until % is behind by 0 commits, at most 10m\n";

/// Puts in the names of a database and of an app.
fn fill(text: &str, (database, app): (&str, &str)) -> String {
    let mut filled = String::new();
    for c in text.chars() {
        match c {
            '%' => filled += database,
            '@' => filled += app,
            c => filled.push(c),
        }
    }
    filled
}

/// The database that has received most of those that could take an app over, but for one.
fn successor(world: &Platform, app: AppId, but: Option<DatabaseId>) -> Option<DatabaseId> {
    let mut best = None;
    for (id, database) in world.databases() {
        let held = world.fleet().commits_held(database.server);
        let is_better = best.is_none_or(|(_, most)| held > most);
        if Some(id) != but && is_better && can_succeed(world, app, id) {
            best = Some((id, held));
        }
    }
    Some(best?.0)
}

/// Whether a database could take an app over: it answers, the app has a name for it, and it
/// follows the app's database or did.
fn can_succeed(world: &Platform, app: AppId, id: DatabaseId) -> bool {
    let (old, database) = (world.primary(app), world.database(id));
    let of = world.leader_of(id).or(database.forked_from);
    let is_kin = of.is_some() && (old.is_none() || of == old);
    let is_named = world.resolve(app, &database.colour) == Ok(id);
    is_kin && is_named && Some(id) != old && world.status(id) == Status::Available
}

/// The other process types of an app that run, each with so many dynos, or none where `stop` is.
fn scale(world: &Platform, app: AppId, stop: bool) -> String {
    let mut line = String::new();
    for process in &world.app(app).formation {
        if !process.is_web() && !process.dynos.is_empty() {
            let dynos = if stop { 0 } else { process.dynos.len() };
            line += &format!(" {}={dynos}", process.name);
        }
    }
    if line.is_empty() { line } else { format!("heroku ps:scale{line}\n") }
}
