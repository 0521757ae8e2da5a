//! Which plans fit a moment, and whether a decision is near.
//!
//! They are all that the page knows to do: each database that could take the app over, with and
//! without its queries ended, the writes stopped, and a wait until it has caught up; what is wrong
//! with the app alone; and always to do nothing. [`super::what_if`] tries them and ranks them.

use crate::format;
use crate::lessons::script::Plan;
use crate::platform::app::{ProcessType, WEB};
use crate::platform::{AppId, DatabaseId, Platform, Status};
use crate::run::Simulation;
use crate::sim::law::CAUGHT_UP_COMMITS;
use crate::sim::server::Role;
use crate::terminal::actions::{self, line_of_app};
use crate::terminal::commands::outside;
use crate::terminal::commands::pg::kill;

/// What a plan is about. The best of each kind is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanKind {
    DoNothing,
    /// Wait for a leader that will come back.
    WaitForLeader,
    /// Wait for the hidden standby of a leader to take over.
    WaitForFailover,
    /// Let visitors in again.
    Reopen,
    /// Promote a database that takes writes already, such as what was just unfollowed.
    PromoteWritable,
    /// Unfollow and promote a follower at once.
    PromoteNow,
    /// End the queries on a follower first.
    EndQueries,
    /// Wait until a follower has caught up, while the app writes on.
    CatchUp,
    /// Stop all writers first.
    StopWrites,
    /// Give an app that still writes to the old database the new URL.
    TakeAlong,
    /// What somebody wrote.
    Own,
}

/// A plan to be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub kind: PlanKind,
    pub plan: Plan,
    /// Whether it is shown whatever comes of it.
    pub is_asked_for: bool,
}

impl Suggestion {
    pub fn own(plan: Plan) -> Suggestion {
        Suggestion { kind: PlanKind::Own, plan, is_asked_for: true }
    }

    /// A plan of these lines, which are steps; none without any.
    fn new(kind: PlanKind, name: &str, lines: &[String]) -> Option<Suggestion> {
        let plan = Plan::read(name, &lines.join("\n")).ok()?;
        Some(Suggestion { kind, plan, is_asked_for: false })
    }
}

/// Whether a decision is near: the database that `DATABASE_URL` names does not run or has a full
/// disk, or the typed line would fork a follower that is behind; and there is something to choose
/// from.
pub fn is_decision_near(run: &Simulation, typed: &str) -> bool {
    let (world, app) = (run.world(), run.shell().app());
    let answers = |id| matches!(world.status(id), Status::Available | Status::Preparing(_));
    let is_full = |id| world.fleet().is_disk_full(world.database(id).server);
    let is_down = world.primary(app).is_none_or(|id| !answers(id) || is_full(id));
    let forks = run.shell().preview(world, typed).would_fork;
    let is_behind = |id| world.behind(id).is_some_and(|behind| behind.commits() > 0);
    (is_down || forks.is_some_and(is_behind)) && successors(world, app).next().is_some()
}

/// The plans that fit the moment. What would promote the database that the typed line forks at
/// once is asked for.
pub fn suggest(run: &Simulation, typed: &str) -> Vec<Suggestion> {
    let (world, app) = (run.world(), run.shell().app());
    let typed = run.shell().preview(world, typed).would_fork;
    let nothing = Plan { name: "Do nothing".to_owned(), steps: Vec::new() };
    let do_nothing = Suggestion { kind: PlanKind::DoNothing, plan: nothing, is_asked_for: true };
    let mut all = vec![do_nothing];
    all.extend(reopen(world, app));
    all.extend(wait_for_leader(world, app));
    all.extend(take_along(world, app));
    for id in successors(world, app) {
        let ways = TakeOver::ways(world, app, id).into_iter();
        all.extend(ways.filter_map(TakeOver::suggestion).map(|suggestion| {
            let is_asked_for = typed == Some(id) && suggestion.kind == PlanKind::PromoteNow;
            Suggestion { is_asked_for, ..suggestion }
        }));
    }
    all
}

/// To let visitors in again, where nothing else keeps the app from taking writes.
fn reopen(world: &Platform, app: AppId) -> Option<Suggestion> {
    let primary = world.primary(app)?;
    world.fleet().takes_writes(world.database(primary).server).ok()?;
    let name = match world.app(app).maintenance {
        true => "Turn maintenance mode off",
        false => "Start a web dyno",
    };
    Suggestion::new(PlanKind::Reopen, name, &open_app(world, app))
}

/// To give the apps that still write to the old database the new URL. It is shown whatever comes of
/// it: what they write is missing only once they move, and the more the later.
fn take_along(world: &Platform, app: AppId) -> Option<Suggestion> {
    let left = world.apps().filter_map(|(other, _)| world.straggler(other));
    let left: Vec<_> = left.filter(|it| it.mover == app).collect();
    let lines: Vec<_> =
        left.iter().map(|it| actions::move_line(world, app, it.app, it.new)).collect();
    let names: Vec<_> = left.iter().map(|it| world.app(it.app).name.as_str()).collect();
    let name = format!("Give {} the new URL", format::series(&names));
    let suggestion = Suggestion::new(PlanKind::TakeAlong, &name, &lines)?;
    Some(Suggestion { is_asked_for: true, ..suggestion })
}

/// To wait for the app's database, where that will come back or move to its hidden standby.
fn wait_for_leader(world: &Platform, app: AppId) -> Option<Suggestion> {
    let primary = world.primary(app)?;
    let (kind, will) = match world.status(primary) {
        Status::Available | Status::Preparing(_) => return None,
        _ if world.will_fail_over(primary) => (PlanKind::WaitForFailover, "fail over by itself"),
        Status::Unavailable { .. } => (PlanKind::WaitForLeader, "come back"),
        Status::Corrupt { .. } | Status::Lost { .. } => return None,
    };
    let colour = &world.database(primary).colour;
    let mut lines = vec![format!("wait until {colour} is available, at most 30m")];
    lines.extend(open_app(world, app));
    Suggestion::new(kind, &format!("Wait for {colour} to {will}"), &lines)
}

/// One way in which a database takes an app over.
#[derive(Clone, Copy)]
struct TakeOver<'w> {
    world: &'w Platform,
    app: AppId,
    id: DatabaseId,
    ends_queries: bool,
    stops_writes: bool,
    catches_up: bool,
}

impl<'w> TakeOver<'w> {
    /// All ways that make a difference now. Writes and waits matter only while the database that
    /// it follows takes the app's writes.
    fn ways(world: &'w Platform, app: AppId, id: DatabaseId) -> Vec<TakeOver<'w>> {
        let is_available = world.status(id) == Status::Available;
        let leader = world.leader_of(id).filter(|leader| world.server(*leader).is_up());
        let has_leader = leader.is_some() && leader == world.primary(app);
        let either = |is_possible: bool| if is_possible { vec![false, true] } else { vec![false] };
        let mut ways = Vec::new();
        for ends_queries in either(is_available && !world.server(id).queries.is_empty()) {
            for stops_writes in either(has_leader) {
                for catches_up in either(has_leader) {
                    let way = TakeOver { world, app, id, ends_queries, stops_writes, catches_up };
                    ways.push(way);
                }
            }
        }
        ways
    }

    fn colour(&self) -> &'w str {
        &self.world.database(self.id).colour
    }

    fn is_primary(&self) -> bool {
        self.world.is_primary(self.id, self.app)
    }

    fn suggestion(self) -> Option<Suggestion> {
        Suggestion::new(self.kind(), &self.name(), &self.lines())
    }

    fn kind(&self) -> PlanKind {
        let takes_writes = || {
            let server = self.world.database(self.id).server;
            self.world.fleet().takes_writes(server).is_ok()
        };
        match self {
            TakeOver { stops_writes: true, .. } => PlanKind::StopWrites,
            TakeOver { ends_queries: true, .. } => PlanKind::EndQueries,
            TakeOver { catches_up: true, .. } => PlanKind::CatchUp,
            _ if takes_writes() => PlanKind::PromoteWritable,
            _ => PlanKind::PromoteNow,
        }
    }

    /// Such as `Stop the writes, end query 4836, then promote WHITE`.
    fn name(&self) -> String {
        let colour = self.colour();
        let mut parts: Vec<String> = Vec::new();
        if self.stops_writes {
            parts.push("stop the writes".to_owned());
        }
        if self.ends_queries {
            parts.push(match &self.world.server(self.id).queries[..] {
                [query] => format!("end query {}", query.pid),
                queries => format!("end {} queries", queries.len()),
            });
        }
        if self.waits_for_it() {
            parts.push(format!("wait until {colour} is available"));
        }
        if self.catches_up && !self.stops_writes {
            parts.push(format!("wait until {colour} has almost caught up"));
        }
        let verb = match (self.is_primary(), self.world.leader_of(self.id)) {
            (true, Some(_)) => Some("unfollow"),
            (true, None) => None,
            (false, _) => Some("promote"),
        };
        let is_named = self.waits_for_it() || self.catches_up && !self.stops_writes;
        let named = if is_named { "it" } else { colour };
        let last = match verb {
            None => format!("{colour} takes the writes"),
            Some(verb) if parts.is_empty() => format!("{verb} {named} now"),
            Some(verb) if self.stops_writes && !self.catches_up => {
                format!("{verb} {named} at once")
            }
            Some(verb) => format!("{verb} {named}"),
        };
        let text = match parts.is_empty() {
            true => last,
            false => format!("{}, then {last}", parts.join(", ")),
        };
        let mut letters = text.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    fn lines(&self) -> Vec<String> {
        let TakeOver { world, app, id, .. } = *self;
        let (colour, owner) = (self.colour(), world.app(app));
        let mut lines = Vec::new();
        if self.stops_writes {
            if !owner.maintenance {
                lines.push("heroku maintenance:on".to_owned());
            }
            lines.extend(scale_others(world, app, |_| 0));
            lines.extend(self.sharers().flat_map(|sharer| stop(world, app, sharer)));
        }
        if self.ends_queries {
            let queries = world.server(id).queries.iter();
            lines.extend(queries.map(|query| kill::line(world, id, query.pid)));
        }
        if self.waits_for_it() {
            lines.push(format!("wait until {colour} is available, at most 15m"));
        }
        if self.catches_up {
            // While the app writes, the last commits are always on their way.
            let most = if self.stops_writes { 0 } else { CAUGHT_UP_COMMITS };
            let behind = match most {
                0 => "0 commits".to_owned(),
                most => format!("at most {most} commits"),
            };
            lines.push(format!("wait until {colour} is behind by {behind}, at most 10m"));
        }
        if world.leader_of(id).is_some() {
            lines.push(format!("heroku pg:unfollow {colour} --confirm {}", owner.name));
        }
        if !self.is_primary() {
            lines.push(format!("heroku pg:promote {colour}"));
            // Nobody else moves them, so each would go on writing to the old database.
            lines.extend(self.sharers().map(|sharer| actions::move_line(world, app, sharer, id)));
        }
        if self.stops_writes {
            lines.extend(scale_others(world, app, |process| process.dynos.len()));
            lines.extend(self.sharers().flat_map(|sharer| start(world, app, sharer)));
        }
        if self.stops_writes && !owner.maintenance {
            lines.push("heroku maintenance:off".to_owned());
        }
        lines.extend(open_app(world, app));
        lines
    }

    /// The apps that have to come along: they write to the database that the app leaves.
    fn sharers(&self) -> impl Iterator<Item = AppId> {
        let moves = !self.is_primary();
        self.world.sharers(self.app).into_iter().filter(move |_| moves)
    }

    fn waits_for_it(&self) -> bool {
        self.world.status(self.id) != Status::Available
    }
}

/// The databases that could take an app over: the app has a name for it, its disk is not lost, and
/// it shares its history with the database that the app uses now. That one is among them where it
/// does not take writes yet.
pub fn successors(world: &Platform, app: AppId) -> impl Iterator<Item = DatabaseId> {
    let primary = world.primary(app);
    let is_kin = move |id| primary.is_none_or(|primary| world.origin(id) == world.origin(primary));
    let is_named = move |id| world.resolve(app, &world.database(id).colour) == Ok(id);
    let is_leader = move |id| matches!(world.server(id).role, Role::Leader);
    world.databases().map(|(id, _)| id).filter(move |id| {
        let is_lost = matches!(world.status(*id), Status::Lost { .. } | Status::Corrupt { .. });
        let is_new = primary != Some(*id) || !is_leader(*id);
        !is_lost && is_new && is_kin(*id) && is_named(*id)
    })
}

/// The lines that let visitors in, where maintenance mode or a missing web dyno keeps them out.
fn open_app(world: &Platform, app: AppId) -> Vec<String> {
    let app = world.app(app);
    let has_web = app.process(WEB).is_some_and(|web| !web.dynos.is_empty());
    let start = (!has_web).then(|| format!("heroku ps:scale {WEB}=1"));
    let open = app.maintenance.then(|| "heroku maintenance:off".to_owned());
    start.into_iter().chain(open).collect()
}

/// The command that scales the process types of an app that run and are not web; none where there
/// is no such process type.
fn scale_others(world: &Platform, app: AppId, dynos: fn(&ProcessType) -> usize) -> Option<String> {
    let words = world.app(app).running_workers();
    let words: Vec<_> =
        words.map(|process| format!("{}={}", process.name, dynos(process))).collect();
    (!words.is_empty()).then(|| format!("heroku ps:scale {}", words.join(" ")))
}

/// The lines that stop what another app writes; one outside Heroku starts again with its new URL.
fn stop(world: &Platform, here: AppId, sharer: AppId) -> Vec<String> {
    let app = world.app(sharer);
    if app.outside {
        let line = format!("{} {}", outside::stop::COMMAND.name, app.name);
        return (!app.maintenance).then_some(line).into_iter().collect();
    }
    let close = (!app.maintenance).then(|| "heroku maintenance:on".to_owned());
    let lines = close.into_iter().chain(scale_others(world, sharer, |_| 0));
    lines.map(|line| line_of_app(world, here, sharer, line)).collect()
}

/// The lines that undo these, on Heroku.
fn start(world: &Platform, here: AppId, sharer: AppId) -> Vec<String> {
    let app = world.app(sharer);
    if app.outside {
        return Vec::new();
    }
    let open = (!app.maintenance).then(|| "heroku maintenance:off".to_owned());
    let lines = scale_others(world, sharer, |process| process.dynos.len()).into_iter().chain(open);
    lines.map(|line| line_of_app(world, here, sharer, line)).collect()
}
