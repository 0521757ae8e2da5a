//! Which plans fit a moment, and whether a decision is near.

use super::Run;
use super::plan::Plan;
use crate::platform::{AppId, DatabaseId, Platform, Status};

/// Plans that are offered at most.
const MOST: usize = 4;

/// Whether a decision is near: the database that `DATABASE_URL` names does not run, or the typed
/// line would fork a follower that is behind; and there is something to choose from.
pub fn is_near(run: &Run, typed: &str) -> bool {
    let (world, app) = (run.world(), run.shell().app());
    let is_down = world.primary(app).is_none_or(|id| !world.server(id).is_up());
    let forks = run.shell().foresee(world, typed).forks;
    let is_behind = |id| world.behind(id).is_some_and(|behind| behind.commits() > 0);
    (is_down || forks.is_some_and(is_behind)) && suggest(run, typed).len() > 1
}

/// Two to four plans that fit the moment and what is typed; fewer where there is no choice: with
/// no follower nothing can take over.
pub fn suggest(run: &Run, typed: &str) -> Vec<Plan> {
    let (world, app) = (run.world(), run.shell().app());
    let old = world.primary(app);
    let mut others = successors(world, app, old);
    if let Some(at) = run.shell().foresee(world, typed).forks
        && others.contains(&at)
    {
        others = vec![at];
    }
    let mut plans = Vec::new();
    let Some(&best) = others.first() else {
        return plans;
    };
    let name = |id: DatabaseId| world.database(id).colour.as_str();
    let off = "heroku maintenance:off\n";
    let last = if world.app(app).maintenance { off } else { "" };
    let change = |id| change_over(world, app, id) + last;
    let mut add = |title: &[&str], lines: String| {
        // Each line is written below, in the words of `plan`.
        plans.extend(Plan::read(&title.concat(), &lines));
    };
    add(&["promote ", name(best), " now"], change(best));
    let status = old.map(|old| (old, world.status(old)));
    if let Some((old, Status::Available)) = status {
        let caught_up =
            ["wait until ", name(best), " is behind by 0 commits, at most 10m\n"].concat();
        if world.leader_of(best) == Some(old) {
            let lines = caught_up.clone() + &change(best);
            add(&["wait for 0 commits, then promote ", name(best)], lines);
            let mut lines = "heroku maintenance:on\n".to_owned();
            lines += &scale(world, app, true);
            lines += &caught_up;
            lines += &change_over(world, app, best);
            lines += &scale(world, app, false);
            lines += off;
            add(&["stop the writes first, then promote ", name(best)], lines);
        }
    }
    if let Some(&other) = others.get(1) {
        add(&["promote ", name(other)], change(other));
    }
    // Of one that is lost the odds show that it never does.
    if let Some((old, Status::Unavailable { .. } | Status::Lost { .. })) = status {
        let lines = ["wait until ", name(old), " is available, at most 15m\n"].concat();
        add(&["wait for ", name(old), " to come back"], lines);
    }
    plans.truncate(MOST);
    plans
}

/// The databases that could take an app over: they answer, the app has a name for them, and they
/// follow its database or did. The one that has received most comes first.
fn successors(world: &Platform, app: AppId, old: Option<DatabaseId>) -> Vec<DatabaseId> {
    let held = |id: DatabaseId| world.fleet().commits_held(world.database(id).server);
    let mut fit: Vec<DatabaseId> = Vec::new();
    for (id, database) in world.databases() {
        let of = world.leader_of(id).or(database.forked_from);
        let is_kin = of.is_some() && (old.is_none() || of == old);
        let is_named = world.resolve(app, &database.colour) == Ok(id);
        if is_kin && is_named && Some(id) != old && world.status(id) == Status::Available {
            let mut at = fit.len();
            while at > 0 && held(fit[at - 1]) < held(id) {
                at -= 1;
            }
            fit.insert(at, id);
        }
    }
    fit
}

/// The other process types of an app that run, each with so many dynos, or none where `stop` is.
fn scale(world: &Platform, app: AppId, stop: bool) -> String {
    let mut line = String::new();
    for process in &world.app(app).formation {
        if !process.is_web() && !process.dynos.is_empty() {
            let dynos = if stop { 0 } else { process.dynos.len() };
            line += &[" ", &process.name, "=", &dynos.to_string()].concat();
        }
    }
    if line.is_empty() { line } else { ["heroku ps:scale", &line, "\n"].concat() }
}

/// A database takes over.
fn change_over(world: &Platform, app: AppId, id: DatabaseId) -> String {
    let (name, app_name) = (&world.database(id).colour, &world.app(app).name);
    let mut lines = String::new();
    if world.leader_of(id).is_some() {
        lines += &["heroku pg:unfollow ", name, " --confirm ", app_name, "\n"].concat();
    }
    lines + &["heroku pg:promote ", name, "\n"].concat()
}
